"""Erasing a person for good, and what forbids it meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.dossier import Cvec, Dossier
from scolarite_desk.models.tables.effacement import Effacement
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import NOTHING
from scolarite_desk.progress import Progress
from scolarite_desk.services import (
    avis,
    candidatures,
    cvec,
    documents,
    dossiers,
    effacements,
    identifiants,
    mesures,
    pieces,
    reglages,
    saisines,
    visites,
)
from scolarite_desk.services.undo import stacks, undo, undo_work
from scolarite_desk.store import drafts, effacement, search
from scolarite_desk.store.queries import registre
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.vault import vault
from tests.services.conftest import PASSWORD, Desk
from tests.store.damage import faults, sql
from tests.store.file_bytes import plain_bytes

MARK = "QUINQUEMARCHE"
LETTERS = str.maketrans("0123456789", "ABCDEFGHIJ")  # no figure has a place in a name


def _number(desk: Desk, dossier: str) -> str:
    return str(desk.row(Dossier, dossier).numero)


def _erase(desk: Desk, dossier: str, motif: str = "Demande écrite du 1er juillet") -> Any:
    return desk(effacements.erase_person, dossier, _number(desk, dossier), motif)


def _whole(desk: Desk, mark: str = MARK) -> str:
    """A person of whom everything is known, each value marked."""
    dossier = desk.person(mark, f"Zoe{mark}", courriel=f"{mark.lower()}@exemple.fr", portable="+33612345678")
    desk.home(dossier)
    personne = desk.owner(dossier)
    candidature = desk.apply(dossier)
    desk(dossiers.add_item, "stages", {"annee": 2024, "organisme": f"Atelier {mark}"}, personne=personne)
    saisine = desk(saisines.begin_saisine, personne, "2026-2027")
    desk(saisines.propose_place, saisine, f"Université de {mark}", "Master")
    desk(dossiers.add_item, "refus_vus", {"saisine_id": saisine, "mention": mark})
    desk(saisines.close_saisine, saisine, "abandon")
    desk(dossiers.write_note, personne, f"{mark} rappellera lundi")
    desk(identifiants.draw_provisional_ine, personne)
    desk(pieces.receive_piece, candidature, desk.pieces["IDENTITE"])
    desk(pieces.add_free_piece, candidature, f"Procuration donnée à {mark}")
    desk(documents.issue_receipt, dossier)
    desk(avis.enter_avis, candidature, "DE", motif_texte=f"Le dossier de {mark} ne suffit pas")
    desk(avis.validate_avis, candidature)
    desk(documents.issue_letter, candidature)
    desk(dossiers.correct, "identite.nom_usage", personne, f"{mark}-DUPONT")
    drafts.keep(desk.store, personne, "identite.prenom", f"Zoé {mark}", f"Maëlle {mark}")
    drafts.keep(desk.store, candidature, f"piece.motif_texte@{desk.pieces['RELEVE']}-1", f"Illisible, dit {mark}")
    drafts.keep(desk.store, drafts.NOWHERE, f"raison.motif@{personne}", f"C’est {mark}")
    return dossier


def _bytes(desk: Desk) -> bytes:
    return plain_bytes(desk.store.path, vault.unwrap(desk.store.path, "Claire", PASSWORD))


def test_nothing_of_an_erased_person_is_left_in_the_file(desk: Desk) -> None:
    dossier = _whole(desk)
    assert MARK.encode() in _bytes(desk)
    _erase(desk, dossier)
    effacement.rewrite(desk.store.engine)
    left = _bytes(desk).lower()
    assert MARK.lower().encode() not in left
    assert b"612345678" not in left
    assert faults(desk.store) == []


def test_the_erased_are_found_no_more(desk: Desk) -> None:
    dossier = _whole(desk)
    number = _number(desk, dossier)
    _erase(desk, dossier)
    for asked in (MARK, number, "0612345678"):
        assert not desk.read(search.find, asked, desk.now.date()).rows
    assert desk.rows(select(Personne)) == []


def test_what_another_person_has_is_left_whole(desk: Desk) -> None:
    other = _whole(desk, "ZYGOMALAS")
    before = desk.read(lambda s: history_of(s, [other, desk.owner(other)], lists(s)))
    _erase(desk, _whole(desk))
    assert desk.read(lambda s: history_of(s, [other, desk.owner(other)], lists(s))) == before
    assert desk.row(Personne, desk.owner(other)).nom_naissance == "ZYGOMALAS"


def test_numbers_stay_given_and_the_registers_say_erased(desk: Desk) -> None:
    dossier = _whole(desk)
    number = _number(desk, dossier)
    _erase(desk, dossier)
    (receipt,) = desk.read(registre.numbers, "recu")
    (letter,) = desk.read(registre.numbers, "lettre")
    (ine,) = desk.read(registre.provisional_ines)
    assert (receipt.numero, receipt.efface, receipt.qui) == ("01-2026-00001", True, NOTHING)
    assert (letter.numero, letter.efface) == ("L01-2026-00001", True)
    assert (ine.etat, ine.qui) == ("efface", "")
    after = desk.person("LE GALL", "Yann")
    assert _number(desk, after) != number
    assert desk(identifiants.draw_provisional_ine, desk.owner(after)) != ine.valeur
    assert desk(documents.issue_receipt, after).numero == "01-2026-00002"
    assert faults(desk.store) == []


def test_an_erasure_and_what_it_took_are_not_undone(desk: Desk) -> None:
    dossier = desk.person(MARK)
    created = desk.number()
    _erase(desk, dossier)
    with pytest.raises(Refused, match="effacées"):
        undo_work(desk.store, created)
    with pytest.raises(Refused, match="ne s’annule pas"):
        undo_work(desk.store, created + 1)
    assert all(created not in one.numeros for one in stacks(desk.store).done.values())


def test_what_was_done_before_the_erased_person_is_still_undone(desk: Desk) -> None:
    kept = desk.person("LE GALL", "Yann")
    desk(dossiers.correct, "identite.prenom", desk.owner(kept), "Yannick")
    _erase(desk, desk.person(MARK))
    undo(desk.store)
    assert desk.row(Personne, desk.owner(kept)).prenom == "Yann"


def test_the_history_names_no_value_of_the_erased(desk: Desk) -> None:
    dossier = _whole(desk)
    keys = [dossier, desk.owner(dossier)]
    _erase(desk, dossier)
    assert desk.read(lambda s: history_of(s, keys, lists(s))) == ()


def test_a_wrong_number_erases_nobody(desk: Desk) -> None:
    dossier, other = desk.person(MARK), desk.person("LE GALL", "Yann")
    with pytest.raises(Refused, match="n’est pas celui"):
        desk(effacements.erase_person, dossier, _number(desk, other), "Demande")


def test_a_reason_is_asked_and_never_names_the_person(desk: Desk) -> None:
    dossier = desk.person("LE GALL", "Yann")
    with pytest.raises(Refused, match="pourquoi"):
        _erase(desk, dossier, "  ")
    with pytest.raises(Refused, match="n’y écrivez pas le nom"):
        _erase(desk, dossier, "Demande de M. Le Gall")


@pytest.mark.parametrize(
    ("genre", "said"), [("recours", "recours en cours"), ("limitation", "limitation du traitement")]
)
def test_an_appeal_holds_the_person_until_it_is_lifted(desk: Desk, genre: str, said: str) -> None:
    dossier = desk.person(MARK)
    desk(mesures.take_measure, desk.owner(dossier), "opposition")
    desk(mesures.take_measure, desk.owner(dossier), "directives")
    appeal = desk(mesures.take_measure, desk.owner(dossier), genre)
    with pytest.raises(Refused, match=f"{said} depuis le 06/07/2026"):
        _erase(desk, dossier)
    desk(mesures.lift_measure, appeal)
    _erase(desk, dossier)


def test_a_measure_is_noted_once_and_lifted_once(desk: Desk) -> None:
    personne = desk.owner(desk.person())
    first = desk(mesures.take_measure, personne, "limitation", "Courrier du 3 juillet")
    with pytest.raises(Refused, match="déjà noté"):
        desk(mesures.take_measure, personne, "limitation")
    desk(mesures.lift_measure, first)
    with pytest.raises(Refused, match="déjà levée"):
        desk(mesures.lift_measure, first)
    with pytest.raises(Refused, match="n’existe pas"):
        desk(mesures.take_measure, personne, "oubli")


def test_a_decision_that_was_not_notified_holds_the_person(desk: Desk) -> None:
    dossier = desk.home(desk.person(MARK))
    candidature = desk.apply(dossier)
    desk(avis.enter_avis, candidature, "DE", motif_texte="Prérequis absents")
    desk(avis.validate_avis, candidature)
    with pytest.raises(Refused, match="n’est pas notifiée"):
        _erase(desk, dossier)
    desk(documents.issue_letter, candidature)
    _erase(desk, dossier)


def test_a_decision_notified_by_other_means_holds_nobody_once_that_is_said(desk: Desk) -> None:
    dossier = desk.person(MARK)
    candidature = desk.apply(dossier)
    with pytest.raises(Refused, match="Aucune décision"):
        desk(mesures.note_notified, dossier, "Par courriel")
    desk(avis.enter_avis, candidature, "DE", motif_texte="Prérequis absents")
    desk(avis.validate_avis, candidature)
    with pytest.raises(Refused, match="Dites comment"):
        desk(mesures.note_notified, dossier, " ")
    mesures.note_all(desk.store, [dossier], "Par eCandidat, le 3 juin", Progress())
    _erase(desk, dossier)


def test_whoever_confirmed_knows_the_decision(desk: Desk) -> None:
    dossier = desk.person(MARK)
    candidature = desk.apply(dossier)
    desk(avis.enter_avis, candidature, "FA")
    desk(avis.validate_avis, candidature)
    desk(candidatures.confirm, candidature)
    _erase(desk, dossier)


def test_a_visit_under_way_holds_the_person(desk: Desk) -> None:
    dossier = desk.person(MARK)
    desk(visites.walk_in, personne=desk.owner(dossier))
    with pytest.raises(Refused, match="une visite est en cours"):
        _erase(desk, dossier)


def test_a_referral_that_is_not_closed_holds_the_person(desk: Desk) -> None:
    dossier = desk.person(MARK)
    saisine = desk(saisines.begin_saisine, desk.owner(dossier), "2026-2027")
    with pytest.raises(Refused, match="saisine du recteur n’est pas close"):
        _erase(desk, dossier)
    desk(saisines.close_saisine, saisine, "abandon")
    _erase(desk, dossier)


def test_what_is_still_promised_holds_the_person(desk: Desk) -> None:
    dossier = desk.person(MARK)
    desk(dossiers.write_note, desk.owner(dossier), "A téléphoné")
    note = desk(dossiers.write_note, desk.owner(dossier), "À rappeler", suivi_le=desk.now.date())
    with pytest.raises(Refused, match="un suivi reste à faire"):
        _erase(desk, dossier)
    desk(dossiers.close_follow_up, note)
    _erase(desk, dossier)


def test_views_are_told_which_rows_are_gone(desk: Desk) -> None:
    dossier = desk.person(MARK)
    told: list[Any] = []
    stop = desk.store.subscribe(told.append)
    _erase(desk, dossier)
    stop()
    assert ("dossier", dossier) in told[-1].rows


def _ended(desk: Desk, months: int = 13) -> None:
    """The campaign ended so long ago."""
    day = desk.now.date() - timedelta(days=31 * months)
    with desk.store.work("fonder") as work:
        campagne = work.get(Campagne, desk.campagne)
        campagne.debut, campagne.fin = None, day


def _proposed(desk: Desk) -> list[str]:
    found = desk.read(effacements.propositions, desk.now.date(), Progress())
    return [one.dossier for one in found if not one.retenu]


def test_a_dossier_is_purged_once_its_time_is_over_and_not_before(desk: Desk) -> None:
    dossier = desk.person(MARK)
    desk.apply(dossier)
    with pytest.raises(Refused, match="encore à conserver\u00a0: sans suite"):
        desk(effacements.purge_dossier, dossier)
    assert _proposed(desk) == []
    _ended(desk)
    assert _proposed(desk) == [dossier]
    desk(effacements.purge_dossier, dossier)
    assert desk.rows(select(Personne)) == []
    (line,) = desk.rows(select(Effacement))
    assert line.origine == "conservation"
    assert "12 mois après la fin" in line.motif


def test_the_person_stays_while_another_year_is_kept(desk: Desk) -> None:
    dossier = desk.person(MARK)
    with desk.store.work("fonder") as work:
        after = work.add(Campagne(libelle="2027-2028", annee="2027-2028", etat="ouverte")).id
    newer = desk(dossiers.open_dossier, desk.owner(dossier), after)
    personne = desk.owner(dossier)
    desk(cvec.record_cvec, personne, "2026-2027", "payee", "MAR6-ABC123-45")
    _ended(desk)
    desk(effacements.purge_dossier, dossier)
    assert [row.id for row in desk.rows(select(Dossier))] == [newer]
    assert desk.rows(select(Cvec)) == []
    assert desk.row(Personne, personne).nom_naissance == MARK
    assert faults(desk.store) == []


def test_an_appeal_keeps_a_dossier_out_of_the_purge_and_says_so(desk: Desk) -> None:
    dossier = desk.person(MARK)
    desk(mesures.take_measure, desk.owner(dossier), "recours")
    _ended(desk)
    (found,) = desk.read(effacements.propositions, desk.now.date(), Progress())
    assert "recours en cours" in kept(found.retenu)
    assert _proposed(desk) == []


def test_an_admitted_dossier_is_proposed_only_once_its_length_is_set(desk: Desk) -> None:
    dossier = desk.home(desk.person(MARK))
    candidature = desk.apply(dossier)
    desk(avis.enter_avis, candidature, "FA")
    desk(avis.validate_avis, candidature)
    desk(documents.issue_letter, candidature)
    _ended(desk, months=70)
    desk(reglages.change_setting, "conservation_admis", "")
    assert _proposed(desk) == []
    desk(reglages.change_setting, "conservation_admis", "60")
    assert _proposed(desk) == [dossier]


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), min_size=1, max_size=3))
def test_whoever_is_erased_is_nowhere_and_whoever_is_not_is_whole(desk: Desk, erased: list[bool]) -> None:
    """Random offices, random erasures, in the decrypted bytes of the file."""
    marks = {
        _whole(desk, mark): mark
        for rank in range(len(erased))
        if (mark := "XQ" + f"{rank}{desk.number():04}".translate(LETTERS) + "JZ")
    }
    for (dossier, _mark), gone in zip(marks.items(), erased, strict=True):
        if gone:
            _erase(desk, dossier)
    assert effacement.rewrite(desk.store.engine)
    left = _bytes(desk).lower()
    for (_dossier, mark), gone in zip(marks.items(), erased, strict=True):
        assert (mark.lower().encode() in left) is not gone
    assert faults(desk.store) == []
    assert sql(desk.store, "SELECT count(*) FROM local WHERE cle = ?", effacement.TO_REWRITE) == [(0,)]


def test_nothing_is_kept_of_what_is_still_being_typed_of_a_person_erased_meanwhile(desk: Desk) -> None:
    dossier = desk.person()
    personne = desk.owner(dossier)
    _erase(desk, dossier)
    drafts.keep(desk.store, personne, "identite.prenom", "Maëllexx", "Maëlle")
    assert drafts.drafts_of(desk.store, personne) == {}
