"""Every act, as every profile, in and out of a perimeter: refused before anything else, or not, as the table says."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial, wraps
from typing import Any, get_origin

import pytest
from sqlalchemy import event

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.droits import BASE, FONCTIONS, OFFICE, PROFILS, ROWS, Droits, Perimetre, function_of
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.modele import ModeleCourrier
from scolarite_desk.models.tables.personne import Adresse
from scolarite_desk.progress import Progress
from scolarite_desk.services import acts, appels, depot, en_lot
from scolarite_desk.services.acts import Act, do
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.completude import declare_incomplete, set_statut
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.services.dossiers import add_item, correct, create_dossier, withdraw_item, write_note
from scolarite_desk.services.droits import may, need, need_act, need_undo, rights
from scolarite_desk.services.fusions import tell_apart
from scolarite_desk.services.identifiants import add_identifier
from scolarite_desk.services.mesures import take_measure
from scolarite_desk.services.modeles import save_model
from scolarite_desk.services.offre import attach
from scolarite_desk.services.saisines import begin_saisine, propose_place
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.undo import undo_work
from scolarite_desk.services.visites import walk_in
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.services.vues import save_view
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Store, Work
from scolarite_desk.ui.forms.act_form import for_all
from tests.services.comptes import colleague
from tests.services.conftest import Desk
from tests.sources import under

OFF = ("Votre profil", "Votre compte")
OUT = "hors de votre périmètre"


class Reached(Exception):
    """The act was allowed: nothing more is done."""


def probe(act: Act) -> Callable[..., Any]:
    """The act under its own name, which only says that it was reached."""

    @wraps(act.function)
    def reached(work: Any, *args: Any, **values: Any) -> None:
        raise Reached

    return reached


@dataclass(frozen=True)
class Place:
    """One person of a formation, by the names that acts give to what they touch."""

    keys: Mapping[str, Any]

    def given(self, act: Act) -> dict[str, Any]:
        """Plausible parameters: this person's, else what the annotation asks."""
        known = {**self.keys, **_OF.get(act.code, {})}
        return {
            name: known[name] if name in known else _any(one.annotation, name)
            for name, one in act.parameters.items()
            if one.default is one.empty or name in known
        }


_OF = {"issue_courrier": {"papier": "pieces"}}  # what a name is to one act only


def _any(annotation: Any, name: str) -> Any:
    kind = appels._kinds(annotation)[0]
    plain = get_origin(kind) or kind
    if plain in (date, datetime):
        return datetime(2026, 9, 1, 8, 0) if plain is datetime else date(2026, 9, 1)
    if plain in (str, int, bool):
        return plain()
    return {} if plain is Mapping else [] if plain is list or name == "rendezvous" else "x"


@dataclass(frozen=True)
class Office:
    """Two persons, one applying to each formation, and colleagues of each profile limited to the first formation."""

    desk: Desk
    inside: Place
    outside: Place
    limited: Mapping[str, Store]
    everywhere: Mapping[str, Store]


@pytest.fixture
def office(desk: Desk) -> Iterator[Office]:
    limits = {"formation": [desk.licence]}
    yield Office(
        desk,
        _place(desk, "DEDANS", desk.licence),
        _place(desk, "DEHORS", desk.master),
        {profil: colleague(desk.store, profil, limits) for profil in PROFILS if profil != "administrateur"},
        {profil: colleague(desk.store, profil) for profil in PROFILS},
    )
    desk.started = desk.number()  # several people worked here: no one of them can take everything back


def _place(desk: Desk, nom: str, formation: str) -> Place:
    dossier = desk.person(nom=nom)
    personne, candidature = desk.owner(dossier), desk.apply(dossier, formation)
    desk(record_cvec, personne, "2026-2027", "non_concernee", motif="lycee")
    cvec = desk.rows(_owned("cvec", personne))[0].id
    board = desk(add_item, "commission", {"libelle": f"Commission {nom}"})
    desk(add_item, "commission_formation", {"commission_id": board, "formation_id": formation})
    keys = {
        "seance": desk(add_item, "seance", {"commission_id": board, "le": desk.now.date()}),
        "document": desk(issue_receipt, dossier).document,
        "dossier": dossier,
        "personne": personne,
        "candidature": candidature,
        "candidatures": [candidature],
        "formation": formation,
        "campagne": desk.campagne,
        "vers": desk.campagne,
        "session": desk(add_item, "session", {"campagne_id": desk.campagne, "libelle": nom, "genre": "principale"}),
        "identifiant": desk(add_identifier, personne, "ECANDIDAT", "CAND" + nom[:4] + "1"),
        "cvec": cvec,
        "note": desk(write_note, personne, "Reviendra."),
        "visite": desk(walk_in, dossier=dossier),
        "mesure": desk(take_measure, personne, "opposition"),
        "piece": desk.pieces["IDENTITE"],
        "fiche": candidature,
        "table": "candidature",
        "champ": "candidatures.genre",
        "chose": "candidatures",
        "valeurs": {},
        "valeur": "vapp",
        "lien": "centre_id",
        "vue": desk(save_view, "file", nom, {}),
        "requete": _asked(desk, candidature),
        "saisine": (saisine := desk(begin_saisine, personne, "2026-2027")),
        "proposee": desk(propose_place, saisine),
        "question": desk(add_item, "question", {"libelle": nom, "genre": "texte", "formation_id": formation}),
        "papier": "decision",
        **dict.fromkeys(("etiquette", "dans"), desk(add_item, "etiquette", {"libelle": nom})),
        "modele": (modele := desk(save_model, "decision", "votre demande", "{motif}", "{tribunal}", avis="DE")),
        "redaction": desk.row(ModeleCourrier, modele).version_id,
        **dict.fromkeys(("garder", "fondre", "fondue", "une", "autre"), personne),
    }
    return Place(keys)


def _asked(desk: Desk, candidature: str) -> str:
    """An appeal that waits: whoever answers it needs no decision before."""
    with desk.store.work("fonder") as work:
        return work.add(Requete(candidature_id=candidature, genre="gracieux", recue_le=desk.now.date())).id


def _owned(table: str, personne: str) -> Any:
    from sqlalchemy import select

    from scolarite_desk.store.codec import shared_classes

    cls = shared_classes()[table]
    return select(cls).where(cls.personne_id == personne)


def answers(store: Store, act: Act, given: Mapping[str, Any]) -> str:
    """ "" when the act was reached, else why it was refused."""
    try:
        do(store, None, probe(act), **given)
    except Reached:
        return ""
    except Refused as error:
        return str(error)
    raise AssertionError("nothing was reached")


def _function(act: Act, given: Mapping[str, Any]) -> str:
    if "chose" in given:
        return function_of(given["chose"])
    return function_of(*given["champ"].split(".")) if "champ" in given else act.right


def test_every_act_names_a_function_of_the_table() -> None:
    assert {act.right for act in ACTS.values()} <= FONCTIONS.keys()


def test_every_act_as_every_profile_is_what_the_table_says(office: Office) -> None:
    for act in ACTS.values():
        given = office.inside.given(act)
        for profil, store in office.everywhere.items():
            said, allowed = answers(store, act, given), Droits(profil).may(_function(act, given))
            assert (said == "") == allowed, (act.code, profil, said)
            assert allowed or said.startswith(OFF), (act.code, profil, said)


def test_every_act_in_and_out_of_the_perimeter_is_what_the_table_says(office: Office) -> None:
    for act in ACTS.values():
        given, elsewhere = office.inside.given(act), office.outside.given(act)
        one = FONCTIONS[_function(act, given)]
        for profil, store in office.limited.items():
            allowed = Droits(profil, Perimetre()).may(one.code)
            free = allowed and (one.portee in (OFFICE, ROWS, BASE) or act.of_nobody != "")
            said, out = answers(store, act, given), answers(store, act, elsewhere)
            assert (said == "") == allowed, (act.code, profil, said)
            assert (out == "") == free, (act.code, profil, out)
            assert free or out.startswith(OFF) or OUT in out, (act.code, profil, out)


def test_the_command_line_calls_acts_through_the_same_door(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for act in list(ACTS.values()):
        given = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in office.inside.given(act).items()
        }
        if act.code in ("correct", "add_item"):
            continue  # their values are read first, as forms read them: below
        monkeypatch.setitem(ACTS, act.code, replace(act, function=probe(act)))
        for profil in ("accueil", "lecture", "commission"):
            allowed = Droits(profil).may(_function(act, given))
            try:
                appels.call(office.everywhere[profil], act.code, given)
            except Reached:
                said = ""
            except Refused as error:
                said = str(error)
            assert (said == "") == allowed, (act.code, profil, said)


def test_typed_values_by_the_command_line_ask_for_the_right_of_their_field(office: Office) -> None:
    montant = {"champ": "candidatures.montant", "fiche": office.inside.keys["candidature"], "valeur": "178,00"}
    with pytest.raises(Refused, match="ne permet pas de changer un montant"):
        appels.call(office.everywhere["accueil"], "correct", montant)
    appels.call(office.everywhere["gestionnaire"], "correct", montant)
    with pytest.raises(Refused, match="ne permet pas de changer les réglages"):
        appels.call(
            office.everywhere["gestionnaire"], "add_item", {"chose": "signataire", "valeurs": {"nom": "LE GALL"}}
        )


def test_who_may_correct_a_person_may_not_correct_the_office(office: Office) -> None:
    accueil = office.everywhere["accueil"]
    do(accueil, None, correct, "identite.nom_usage", office.inside.keys["personne"], "LE GOFF")
    for chose in ("formation", "commission", "piece", "nomenclature", "signataire"):
        with pytest.raises(Refused, match="ne permet pas"):
            do(accueil, None, withdraw_item, chose, office.desk.licence)


def test_a_candidature_is_not_added_as_a_plain_row_with_its_decision_written(office: Office) -> None:
    with pytest.raises(Refused, match="add_candidature"):
        office.desk(add_item, "candidatures", {"statut": "CO", "traitement_valide": True})
    with pytest.raises(Refused, match="n’existe pas"):
        office.desk(add_item, "formation", {"campagne_id": office.desk.campagne, "id": "x"})


def test_settling_a_divergence_asks_for_the_right_of_what_diverges(office: Office) -> None:
    from scolarite_desk.services.divergences import settle

    for table, words in (("compte", "gérer les comptes"), ("reglage", "changer les réglages")):
        with pytest.raises(Refused, match=words):
            do(office.everywhere["gestionnaire"], None, settle, table, "0" * 32, "profil", "a:1")


def test_a_person_without_candidature_is_everybodys_until_a_formation_is_asked_for(office: Office) -> None:
    desk, accueil = office.desk, office.limited["accueil"]
    dossier = desk.person(nom="NOUVELLE")
    do(accueil, None, write_note, desk.owner(dossier), "Venue se renseigner.")
    desk.apply(dossier, desk.master)
    with pytest.raises(Refused, match=OUT):
        do(accueil, None, write_note, desk.owner(dossier), "Revenue.")
    with pytest.raises(Refused, match=OUT):
        do(accueil, None, add_candidature, dossier, desk.licence)
    desk.apply(dossier, desk.licence)
    do(accueil, None, write_note, desk.owner(dossier), "Elle candidate aussi ici.")


def test_a_person_of_a_campaign_that_is_over_is_everybodys_again(office: Office) -> None:
    desk, accueil = office.desk, office.limited["accueil"]
    with pytest.raises(Refused, match=OUT):
        do(accueil, None, write_note, office.outside.keys["personne"], "Revenue.")
    desk.archive()
    do(accueil, None, write_note, office.outside.keys["personne"], "Venue pour l’an prochain.")


def test_what_no_form_shows_is_written_by_no_plain_act(office: Office) -> None:
    desk, accueil, mine = office.desk, office.everywhere["accueil"], office.inside.keys["personne"]
    for values in ({"nom_naissance": "FANTOME", "fusion_id": mine}, {"identite_vue_par": "Denis"}):
        with pytest.raises(Refused, match="n’existe pas"):
            do(accueil, None, add_item, "identite", values)
        with pytest.raises(Refused, match="n’existe pas"):
            do(accueil, None, create_dossier, {"nom_naissance": "FANTOME", **values})
    with pytest.raises(Refused, match="créez un dossier"):
        do(accueil, None, add_item, "identite", {"nom_naissance": "FANTOME"})
    for chose in ("adresse", "bac"):
        with pytest.raises(Refused, match="Cette personne a déjà"):
            do(accueil, None, add_item, chose, {}, personne=mine)
    stage = desk(add_item, "stages", {"organisme": "Mairie"}, mine)
    desk(withdraw_item, "stages", stage)
    with pytest.raises(Refused, match="à la corbeille"):
        do(accueil, None, correct, "stages.organisme", stage, "Port de plaisance")
    desk(withdraw_item, "dossier", gone := desk.person(nom="PARTIE"))
    desk(withdraw_item, "identite", desk.owner(gone))
    with pytest.raises(Refused, match="à la corbeille"):
        do(accueil, None, add_item, "stages", {"organisme": "Mairie"}, desk.owner(gone))


def test_a_centre_or_a_commission_is_a_perimeter_too(office: Office) -> None:
    desk = office.desk
    centre = desk.row(Formation, desk.licence).centre_id
    board = desk(add_item, "commission", {"libelle": "Jury de biologie"})
    desk(add_item, "commission_formation", {"commission_id": board, "formation_id": desk.master})
    by_centre = colleague(desk.store, "gestionnaire", {"centre": [centre]})
    by_board = colleague(desk.store, "commission", {"commission": [board]})
    do(by_centre, None, enter_avis, office.inside.keys["candidature"], "FA")
    do(by_board, None, enter_avis, office.outside.keys["candidature"], "FA")
    with pytest.raises(Refused, match=r"hors de votre périmètre \(Jury de biologie\)"):
        do(by_board, None, enter_avis, office.inside.keys["candidature"], "FA")


def test_a_perimeter_does_not_grow_by_tying_things_to_it(office: Office) -> None:
    desk = office.desk
    board = desk(add_item, "commission", {"libelle": "Jury"})
    tie = desk(add_item, "commission_formation", {"commission_id": board, "formation_id": desk.licence})
    head = colleague(desk.store, "responsable", {"commission": [board]})
    with pytest.raises(Refused, match=OUT):
        do(head, None, attach, "commission_formation", tie, "formation_id", desk.master)
    with pytest.raises(Refused, match=OUT):
        do(head, None, add_item, "commission_formation", {"commission_id": board, "formation_id": desk.master})


def test_boards_centres_and_pieces_are_inside_or_outside_too(office: Office) -> None:
    desk = office.desk
    centre = desk.row(Formation, desk.licence).centre_id
    board, other = (desk(add_item, "commission", {"libelle": nom}) for nom in ("Jury", "Autre jury"))
    of_centre = desk(add_item, "commission", {"libelle": "Jury des sciences", "centre_id": centre})
    everyones = desk(add_item, "piece_demandee", {"piece_id": desk.pieces["IDENTITE"]})
    head = colleague(desk.store, "responsable", {"commission": [board], "centre": [centre]})
    for champ, fiche in (("commission.libelle", board), ("commission.libelle", of_centre), ("centre.libelle", centre)):
        do(head, None, correct, champ, fiche, f"Nouveau nom {fiche[-4:]}")
    for champ, fiche in (("commission.libelle", other), ("piece_demandee.profil", everyones)):
        with pytest.raises(Refused, match=OUT):
            do(head, None, correct, champ, fiche, "etudiant")


def test_taking_back_asks_for_the_right_of_what_is_taken_back(office: Office) -> None:
    desk, key = office.desk, office.inside.keys["candidature"]
    desk(enter_avis, key, "FA")
    desk(validate_avis, key)
    with pytest.raises(Refused, match="ne permet pas de valider un avis"):
        undo_work(office.everywhere["gestionnaire"], desk.number())
    desk(enter_avis, office.outside.keys["candidature"], "FA")
    with pytest.raises(Refused, match=OUT):
        undo_work(office.limited["gestionnaire"], desk.number())
    undo_work(office.everywhere["gestionnaire"], desk.number())
    with pytest.raises(Refused, match="ne permet pas de saisir un avis"):
        undo_work(office.everywhere["accueil"], desk.number())  # an undoing is of the same function


def test_a_lot_names_what_is_outside_and_does_the_rest(office: Office) -> None:
    keys = [office.inside.keys["candidature"], office.outside.keys["candidature"]]
    store = office.limited["gestionnaire"]
    seen = en_lot.preview(store, "enter_avis", keys, {"avis": "FA"}, Progress())
    done = en_lot.give(store, None, "enter_avis", keys, {"avis": "FA"}, Progress())
    assert seen == done
    assert done.faites == (keys[0],)
    assert OUT in kept(done.refusees[0][1])


def test_a_dossier_from_a_file_asks_for_each_right_and_is_all_or_nothing(office: Office) -> None:
    desk, accueil = office.desk, office.everywhere["accueil"]
    wanted = {"identite": {"nom_naissance": "FICHIER"}, "candidatures": [{"formation": "L2INF"}]}
    codes, before = desk.read(lists), desk.number()
    paid = wanted | {"candidatures": [{"formation": "L2INF", "montant": "178,00"}]}
    with pytest.raises(Refused, match="ne permet pas de changer un montant"):
        depot.create(accueil, paid, codes)
    with pytest.raises(Refused, match=OUT):
        depot.create(office.limited["accueil"], wanted | {"candidatures": [{"formation": "M1BIO"}]}, codes)
    assert desk.number() == before
    assert depot.create(accueil, wanted, codes)


def test_rights_that_change_hold_at_once_and_a_withdrawn_account_may_nothing(office: Office) -> None:
    from scolarite_desk.services.comptes import change_profile, withdraw_account

    desk, colleague_ = office.desk, office.everywhere["lecture"]
    assert not may(colleague_, "statut")
    desk(change_profile, "lecture", "gestionnaire")
    do(colleague_, None, set_statut, office.inside.keys["candidature"], "IN")
    desk(withdraw_account, "lecture")
    with pytest.raises(Refused, match="aucun droit"):
        need(colleague_, "dossiers", write=False)


def test_in_a_base_without_accounts_whoever_opens_it_administers_it(desk: Desk) -> None:
    from sqlalchemy import delete

    from scolarite_desk.models.tables.reglage import Compte

    with desk.store.side() as session:
        session.execute(delete(Compte))
    assert rights(desk.store) == Droits("administrateur")


def test_no_other_module_opens_a_work_by_itself() -> None:
    """Those of the list make or mend a base, where no account acts yet."""
    allowed = {
        "services/acts.py": "the one place",
        "practice/__init__.py": "the practice base is being made",
    }
    found = {one.path for one in under("services", "practice", "ui", "cli") if any(map(_opens, one.nodes()))}
    assert found == allowed.keys()


def _opens(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "work"


def blank_address(work: Work, adresse: str) -> None:
    """An act as a plug-in may write it: its parameter is not named as the others are."""
    row = work.get(Adresse, adresse)
    row.ligne = row.complement1 = row.complement2 = None


def test_an_act_that_says_of_nobody_what_it_touches_is_not_even_declared() -> None:
    with pytest.raises(TypeError, match=r"@act blank_address: .* no parameter of \('adresse',\) leads to one"):
        acts.act("Vider l’adresse", right="dossiers")(blank_address)
    assert "blank_address" not in ACTS
    with pytest.raises(TypeError, match="of_nobody is for"):
        acts.act("Écrire une note", right="notes", of_nobody="?")(write_note)
    acts.act("Vider l’adresse", right="visites")  # no perimeter limits what whoever comes is received with


def test_an_act_declared_under_a_right_name_is_kept_to_the_perimeter(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blank_addresses(work: Work, personne: str) -> None:
        for row in work.all(living(Adresse).where(Adresse.personne_id == personne)):
            blank_address(work, row.id)

    monkeypatch.setattr(acts, "ACTS", dict(ACTS))
    declared = acts.act("Vider l’adresse", right="dossiers")(blank_addresses)
    do(office.limited["accueil"], None, declared, office.inside.keys["personne"])
    with pytest.raises(Refused, match=OUT):
        do(office.limited["accueil"], None, declared, office.outside.keys["personne"])


def test_an_act_that_is_given_nothing_it_could_be_judged_by_is_refused(office: Office) -> None:
    accueil = office.limited["accueil"]
    with pytest.raises(Refused, match=OUT):
        do(accueil, None, add_item, "adresse", {"ligne": "3 rue du Port"})
    with pytest.raises(Refused, match=OUT):
        do(accueil, None, withdraw_item, "adresse", "")
    with pytest.raises(Refused, match=OUT):
        do(office.limited["gestionnaire"], None, for_all(declare_incomplete), [])


def test_taking_back_what_was_only_said_of_somebody_asks_where_they_are(office: Office) -> None:
    """Neither leaves a row but a warning, which has no key: it is whose the row that it warns of is."""
    desk, gestionnaire = office.desk, office.limited["gestionnaire"]
    far, near = office.outside.keys, office.inside.keys
    other = desk.owner(desk.person(nom="AUTRE"))
    desk(tell_apart, far["personne"], other)
    with pytest.raises(Refused, match=OUT):
        undo_work(gestionnaire, desk.number())
    desk(tell_apart, near["personne"], other)
    undo_work(gestionnaire, desk.number())


def test_whether_many_rows_are_inside_takes_as_many_readings_as_one(office: Office) -> None:
    desk = office.desk
    mine = [desk.apply(desk.person(nom=f"NOMBREUSE{'A' * rank}"), desk.licence) for rank in range(8)]

    def readings(keys: list[str]) -> int:
        with office.limited["gestionnaire"].work("declare_incomplete") as work:
            asked: list[str] = []
            listener = ("before_cursor_execute", lambda *told: asked.append(told[2]))
            event.listen(work.session.connection().engine, *listener)
            need_act(work, "statut", {"candidature": keys})
            event.remove(work.session.connection().engine, *listener)
        return len(asked)

    assert readings(mine) == readings(mine[:1]) < 5


def test_things_of_forms_have_a_function() -> None:
    assert {function_of(thing) for thing in THINGS} <= FONCTIONS.keys()


@pytest.mark.parametrize(("table", "groupe"), [("compte", "droits"), ("avis", "validation"), ("mesure", "levee")])
def test_settling_and_undoing_it_ask_for_the_right_of_the_group(office: Office, table: str, groupe: str) -> None:
    given = {"table": table, "groupe": groupe}
    for profil, store in office.everywhere.items():
        with store.work("annuler") as work:
            asked = (partial(need_act, work, "divergences", given), partial(need_undo, work, "divergences", given, []))
            allowed = Droits(profil).may("divergences") and Droits(profil).may(function_of(table, groupe))
            for one in asked:
                if allowed:
                    one()
                else:
                    with pytest.raises(Refused):
                        one()
    assert not Droits("gestionnaire").may(function_of(table, groupe))
