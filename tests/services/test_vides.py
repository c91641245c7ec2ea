"""Each line of the table of void papers on a real base: refused with its sentence, and given once it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.papiers import (
    ACCUSE_SAISINE,
    APPEL,
    ATTESTATION,
    DECISION,
    DESISTEMENT,
    INSCRIPTION,
    MOTIFS,
    RECU,
    RELANCE,
    VERBAL,
)
from scolarite_desk.models.rules.vides import REGLAGES, RETENUE, VIDES, Vide
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.formation import Centre, Formation, SeanceCommission
from scolarite_desk.models.tables.personne import Adresse, Personne
from scolarite_desk.models.tables.reglage import Signataire
from scolarite_desk.models.tables.saisine import Saisine
from scolarite_desk.progress import Progress
from scolarite_desk.services import avis, candidatures, documents, dossiers, pieces, reglages
from scolarite_desk.services.acts import checked
from scolarite_desk.services.agents import name_agent
from scolarite_desk.services.comptes import create_account
from scolarite_desk.services.courriers import Demandee, courrier_of
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.proces_verbal import minutes
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.requetes import receive_requete
from scolarite_desk.services.saisines import begin_saisine
from scolarite_desk.services.vides import PapierVide, by_cause
from scolarite_desk.store.store import Work
from tests.services.conftest import MORNING, NAMED, SETTINGS, Desk, Founded

SOON = date(2026, 9, 1)
NOON = MORNING + timedelta(hours=3)


class Played(Desk):
    """The office in one work that is forgotten: a hundred cases, none of which is undone and redone."""

    work: Work

    def __call__(self, function: Callable[..., Any], *args: Any, **values: Any) -> Any:
        return checked(self.work, function, *args, **values)

    def together(self, function: Callable[..., Any], *several: tuple[Any, ...]) -> None:
        for args in several:
            self(function, *args)

    def read(self, function: Callable[..., Any], *args: Any, **values: Any) -> Any:
        return function(self.work.session, *args, **values)

    def row(self, cls: type[Any], key: str) -> Any:
        return self.work.session.get_one(cls, key)

    def rows(self, statement: Any) -> list[Any]:
        return list(self.work.session.scalars(statement))


@pytest.fixture(scope="module")
def whole(founded: Founded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The office of `desk`, for all the cases: none of them writes in it."""
    office = founded.opened(founded.copied(tmp_path_factory.mktemp("vides") / "guichet.sdesk"))
    yield office
    assert office.number() == office.started
    office.store.close()


@pytest.fixture
def played(whole: Desk) -> Iterator[Played]:
    office = Played(**vars(whole))
    with whole.store.rehearsal() as office.work:
        yield office


Step = Callable[[Played, str, str], object]  # of a desk, a dossier, a candidature


def _set(cls: type[Any], of: Callable[[Desk, str, str], str], **values: Any) -> Step:
    """Values that no act would write any more: another desk, or an older version, did."""

    def step(desk: Played, dossier: str, key: str) -> None:
        row = desk.work.get(cls, of(desk, dossier, key))
        for name, value in values.items():
            setattr(row, name, value)

    return step


def _avis(desk: Desk, _dossier: str, key: str) -> str:
    return str(desk.rows(select(Avis).where(Avis.candidature_id == key))[-1].id)


def _request(desk: Desk, _dossier: str, key: str) -> str:
    return str(desk.rows(select(Requete).where(Requete.candidature_id == key))[-1].id)


def _home(desk: Desk, dossier: str, _key: str) -> str:
    return str(desk.rows(select(Adresse).where(Adresse.personne_id == desk.owner(dossier)))[0].id)


def _asked(desk: Desk, _dossier: str, key: str) -> str:
    return str(desk.row(Candidature, key).formation_id)


def _referral(desk: Desk, dossier: str, _key: str) -> str:
    return str(desk.rows(select(Saisine).where(Saisine.personne_id == desk.owner(dossier)))[0].id)


def _person(desk: Desk, dossier: str, _key: str) -> str:
    return desk.owner(dossier)


def _itself(_desk: Desk, _dossier: str, key: str) -> str:
    return key


def _signing(desk: Desk, _dossier: str, _key: str) -> str:
    return str(desk.rows(select(Signataire))[0].id)


def _meeting(desk: Desk, _dossier: str, _key: str) -> str:
    return str(desk.rows(select(SeanceCommission))[0].id)


def _act(function: Callable[..., object], *args: Any) -> Step:
    return lambda desk, _dossier, key: desk(function, key, *args)


def _setting(cle: str, text: str) -> Step:
    return lambda desk, _dossier, _key: desk(reglages.change_setting, cle, text)


def _piece(function: Callable[..., object], **values: Any) -> Step:
    return lambda desk, _dossier, key: desk(function, key, desk.pieces["IDENTITE"], **values)


# The avis that a letter follows.
OF_ONE = {
    APPEL: "LC",
    RELANCE: "FA",
    INSCRIPTION: "FA",
    MOTIFS: "DE",
    ATTESTATION: "DE",
}
OTHERS = {"appelee": APPEL, "relancee": RELANCE, "inscrite": INSCRIPTION}
ASKED = {APPEL: Demandee(APPEL, SOON), INSCRIPTION: Demandee(INSCRIPTION, SOON, "09:30", "Salle 3")}
SUMMONS = {"convocation_le": SOON, "convocation_heure": "09:30", "convocation_lieu": "Salle 3"}
# What each line asks of the avis, what breaks it, what mends it.
CASES: dict[str, tuple[dict[str, Any], Step, Step]] = {
    "retiree": ({}, _set(Candidature, _itself, retire_le=NOON), _set(Candidature, _itself, retire_le=None)),
    "annulee": ({}, _set(Candidature, _itself, annulee_le=NOON), _set(Candidature, _itself, annulee_le=None)),
    "pas_demandes": ({}, _set(Requete, _request, retire_le=NOON), _set(Requete, _request, retire_le=None)),
    "pas_refusee": ({}, _set(Avis, _avis, avis="FA"), _set(Avis, _avis, avis="DE")),
    "pas_refusee_m1": ({}, _set(Avis, _avis, valide_le=None), _set(Avis, _avis, valide_le=NOON)),
    "pas_saisi": ({}, _set(Saisine, _referral, retire_le=NOON), _set(Saisine, _referral, retire_le=None)),
    "saisi_le": ({}, _set(Saisine, _referral, le=None), _set(Saisine, _referral, le=MORNING.date())),
    "avis": ({}, _set(Avis, _avis, valide_le=None), _set(Avis, _avis, valide_le=NOON)),
    **{
        f"pas_{one}": ({}, _set(Avis, _avis, avis="DE"), _set(Avis, _avis, avis=OF_ONE[code]))
        for one, code in OTHERS.items()
    },
    "pas_desistee": (
        {},
        _set(Candidature, _itself, confirmation=None),
        _set(Candidature, _itself, confirmation="desistee"),
    ),
    "seance_le": ({}, _set(SeanceCommission, _meeting, le=None), _set(SeanceCommission, _meeting, le=MORNING.date())),
    "seance_a_venir": (
        {},
        _set(SeanceCommission, _meeting, le=SOON),
        _set(SeanceCommission, _meeting, le=MORNING.date()),
    ),
    "seance_vide": ({}, _set(Avis, _avis, valide_le=None), _set(Avis, _avis, valide_le=NOON)),
    "president": (
        {},
        _set(SeanceCommission, _meeting, president=None),
        _set(SeanceCommission, _meeting, president="Yann KERVELLA"),
    ),
    "mots": ({}, _set(Avis, _avis, avis="ZZ"), _set(Avis, _avis, avis="FA")),
    "enveloppe": ({}, _set(Adresse, _home, ligne="X" * 39), _set(Adresse, _home, ligne="1 rue du Pré")),
    "desistee": ({}, _act(candidatures.desist), _set(Candidature, _itself, confirmation=None)),
    "close": ({}, _set(Avis, _avis, avis="DE"), _set(Avis, _avis, avis="FA")),
    "signataire": ({}, _set(Signataire, _signing, qualite=None), _set(Signataire, _signing, qualite="Présidente")),
    "agent": (
        {},
        lambda desk, *_: desk(create_account, desk.store.auteur, "administrateur"),
        lambda desk, *_: desk(name_agent, desk.store.auteur, "Claire", "MARTIN", "gestionnaire"),
    ),
    "formation": ({}, _set(Formation, _asked, libelle=None), _set(Formation, _asked, libelle="Licence")),
    "formation_recu": ({}, _set(Formation, _asked, libelle=None), _set(Formation, _asked, libelle="Licence")),
    "nom": (
        {},
        _set(Personne, _person, nom_naissance=None, prenom=None),
        _set(Personne, _person, nom_naissance="KERMAREC"),
    ),
    "adresse": ({}, _set(Adresse, _home, code_postal=None), _set(Adresse, _home, code_postal="35000")),
    "motif": (
        {"avis": "DE", "motif": "resultats"},
        _set(Avis, _avis, motif=None),
        _set(Avis, _avis, motif_texte="Résultats insuffisants"),
    ),
    "motif_a_preciser": (
        {"avis": "DE", "motif": "resultats"},
        _set(Avis, _avis, motif="autre"),
        _set(Avis, _avis, motif_texte="Le niveau d’anglais"),
    ),
    "condition": (
        {"avis": "FA", "condition": "sous réserve d’obtenir la licence"},
        _set(Avis, _avis, condition="à préciser"),
        _set(Avis, _avis, condition="sous réserve d’obtenir la licence"),
    ),
    "convocation": (
        {"avis": "PR", **SUMMONS},
        _set(Avis, _avis, convocation_heure=None),
        _set(Avis, _avis, convocation_heure="09:30"),
    ),
    "convocation_passee": (
        {"avis": "PR", **SUMMONS},
        _set(Avis, _avis, convocation_le=date(2026, 7, 5)),
        _set(Avis, _avis, convocation_le=SOON),
    ),
    "delai_passe": (
        {},
        _set(Candidature, _itself, date_confirmation=date(2026, 7, 5)),
        _set(Candidature, _itself, date_confirmation=SOON),
    ),
    "signe.nom": ({}, _set(Personne, _person, nom_naissance="王"), _set(Personne, _person, nom_naissance="WANG")),
    "signe.adresse": ({}, _set(Adresse, _home, ligne="北京路 1"), _set(Adresse, _home, ligne="1 rue de Pékin")),
    "signe.motif": (
        {"avis": "DE", "motif_texte": "Résultats"},
        _set(Avis, _avis, motif_texte="Résultats 王"),
        _set(Avis, _avis, motif_texte="Résultats"),
    ),
    "signe.condition": ({}, _set(Avis, _avis, condition="sous réserve 王"), _set(Avis, _avis, condition=None)),
    "signe.lieu": (
        {"avis": "PR", **SUMMONS},
        _set(Avis, _avis, convocation_lieu="Salle 王"),
        _set(Avis, _avis, convocation_lieu="Salle 3"),
    ),
    "signe.formation": ({}, _set(Formation, _asked, libelle="王"), _set(Formation, _asked, libelle="Licence")),
    "signe.signataire": ({}, _set(Signataire, _signing, nom="王"), _set(Signataire, _signing, nom="LE BIHAN")),
    "signe.piece": ({}, _piece(pieces.refuse_piece, motif="autre", texte="王"), _piece(pieces.receive_piece)),
    **{one.code: ({}, _setting(cle, ""), _setting(cle, {**NAMED, **SETTINGS}[cle])) for cle, one in REGLAGES.items()},
}
PAPERS = [(one, papier) for one in VIDES for papier in one.papiers if one.code != RETENUE]


def test_every_line_of_the_table_is_tried_on_a_base() -> None:
    """But what two desks write apart, at two desks (`tests/services/test_divergences.py`)."""
    assert CASES.keys() == {one.code for one in VIDES} - {RETENUE}


@pytest.mark.parametrize(("line", "papier"), PAPERS, ids=lambda one: one.code if isinstance(one, Vide) else one)
def test_a_void_paper_is_refused_with_its_sentence_and_given_once_mended(
    played: Played, line: Vide, papier: str
) -> None:
    desk, (asked, broken, mended) = played, CASES[line.code]
    dossier = desk.home(desk.person())
    key = desk.apply(dossier, desk.master if papier == ATTESTATION else desk.licence)
    code = OF_ONE.get(papier, "FA")
    asked = {"motif": "resultats", **asked} if code == "DE" else asked
    met = {"en_seance": _held(desk)} if papier == VERBAL else {}
    desk(avis.enter_avis, key, **{"avis": code, "rang": 1 if code == "LC" else None, **met, **asked})
    desk(avis.validate_avis, key)
    if papier in (RELANCE, MOTIFS):
        desk(documents.issue_letter, key)
    if papier == MOTIFS:
        desk(receive_requete, key, "motifs")
    if papier == DESISTEMENT:
        desk(candidatures.desist, key)
    if papier == ACCUSE_SAISINE:
        desk(begin_saisine, desk.owner(dossier), "2026-2027", desk.now.date())
    if line.code == "reglage.service":  # which the centre of this office says
        _set(Centre, lambda *_: desk.row(Formation, desk.licence).centre_id, libelle=None)(desk, dossier, key)
    paper = _paper(desk, papier, dossier, key)
    paper()
    broken(desk, dossier, key)
    with pytest.raises(PapierVide) as refused:
        paper()
    assert line.code in [one.code for one in refused.value.raisons]
    assert refused.value.champ == (line.champ or None)
    if papier == DECISION:
        [one] = desk.read(documents.preflight, [key], Progress(), desk.now).vides
        told = [reason.code for reason in one.raisons if reason.code != RETENUE]  # it looks at the rules too
        assert told == [reason.code for reason in refused.value.raisons]
    mended(desk, dossier, key)
    paper()


def _held(desk: Desk) -> str:
    """A meeting of this morning, on the formation that is asked."""
    board = desk(dossiers.add_item, "commission", {"libelle": "Commission des sciences"})
    desk(dossiers.add_item, "commission_formation", {"commission_id": board, "formation_id": desk.licence})
    values = {"commission_id": board, "le": desk.now.date(), "president": "Yann KERVELLA"}
    return str(desk(dossiers.add_item, "seance", values))


def _paper(desk: Desk, papier: str, dossier: str, key: str) -> Callable[[], object]:
    """What a paper says of them, without its number."""
    if papier == RECU:
        return lambda: desk.read(receipt_of, dossier, "x", desk.now, "Claire")
    if papier == DECISION:
        return lambda: desk.read(letter_of, key, desk.now)
    if papier == VERBAL:
        return lambda: desk.read(minutes, _meeting(desk, dossier, key), desk.now, "Claire")

    return lambda: desk.read(courrier_of, key, desk.now, "Claire", ASKED.get(papier, Demandee(papier)))


def test_an_answer_already_given_is_not_asked_again(desk: Desk) -> None:
    key = desk.apply(desk.home(desk.person()))
    desk(avis.enter_avis, key, "FA")
    desk(avis.validate_avis, key)
    desk(dossiers.correct, "candidatures.date_confirmation", key, desk.now.date() + timedelta(days=1))
    desk(candidatures.confirm, key)
    desk.later(days=5)
    assert desk.read(letter_of, key, desk.now).confirmer_avant is None


def test_a_motive_to_be_said_is_refused_at_entry_whatever_the_office_calls_it(desk: Desk) -> None:
    desk(dossiers.add_item, "nomenclature", {"liste": "motif_avis", "code": "divers", "libelle": "Divers (à préciser)"})
    key = desk.apply(desk.person())
    for motif in ("divers", "autre"):
        with pytest.raises(Refused, match="Précisez le motif"):
            desk(avis.enter_avis, key, "DE", motif=motif)
    desk(avis.enter_avis, key, "DE", motif="divers", motif_texte="Le niveau d’anglais")


def test_the_reasons_of_many_letters_are_grouped_by_cause_with_who_and_where(desk: Desk) -> None:
    keys = []
    for nom in ("AUDREN", "BERTHELOT", "KERVELLA"):
        keys.append(desk.apply(desk.person(nom)))
        desk(avis.enter_avis, keys[-1], "FA")
        desk(avis.validate_avis, keys[-1])
    desk(reglages.change_setting, "tribunal", "")
    desk(candidatures.desist, keys[2])
    found = by_cause(desk.read(documents.preflight, keys, Progress(), desk.now).vides)
    assert [(kept(one.phrase), one.champ, [who.qui.split()[0] for who in one.ecartees]) for one in found] == [
        (
            "Le service n’est pas nommé en entier\u00a0: renseignez le tribunal administratif dans Réglages.",
            "reglage.tribunal",
            ["AUDREN", "BERTHELOT"],
        ),
        (
            "L’adresse n’est pas complète\u00a0: il faut la voie, le code postal et la commune.",
            "adresse.ligne",
            ["AUDREN", "BERTHELOT"],
        ),
        (
            "La personne s’est désistée, ou n’a pas répondu\u00a0: il n’y a plus rien à lui annoncer.",
            "candidatures.confirmation",
            ["KERVELLA"],
        ),
    ]
