"""What two desks wrote apart is listed, held out of decision exports, and settled once for all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.differend import version_of
from scolarite_desk.models.rules.papiers import SIGNES
from scolarite_desk.models.rules.vides import RETENUE, manques
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.personne import Personne, Stage
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.divergences import settle, settle_all
from scolarite_desk.services.documents import issue_letter, preflight
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.exports import export_decisions, held_back, told_held
from scolarite_desk.services.identifiants import record_ine
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.saisines import begin_saisine, propose_place
from scolarite_desk.services.undo import undo
from scolarite_desk.services.vapp import decide_vapp, give_opinion, withdraw_decision
from scolarite_desk.services.vides import letter_facts
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.differends import sides, within
from scolarite_desk.store.queries.divergences import GARDER, divergences
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.retenues import held
from tests.services.comptes import colleague
from tests.services.conftest import FRENCH, Desk, Founded
from tests.store.damage import faults
from tests.sync.conftest import opened, share


@pytest.fixture
def deux(tmp_path: Path, founded: Founded) -> Iterator[list[Desk]]:
    """Two desks."""
    desks = [opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab")]
    yield desks
    for desk in desks:
        assert [fault for fault in faults(desk.store) if " donné " not in fault and "est vide" not in fault] == []
        desk.store.close()


def _kinds(desk: Desk) -> list[tuple[str, str]]:
    return [(one.genre, one.regle) for one in desk.read(divergences)]


def _prenoms(deux: list[Desk]) -> str:
    """A person whose first name two desks corrected apart."""
    a, b = deux
    personne = a.owner(a.person())
    share(a, b)
    a(correct, "identite.prenom", personne, "Zoé")
    b.later(minutes=5)
    b(correct, "identite.prenom", personne, "Zoë")
    share(a, b)
    return personne


def test_a_divergence_says_both_values_with_their_authors_and_times(deux: list[Desk]) -> None:
    personne = _prenoms(deux)
    (one,) = deux[0].read(divergences)
    assert (one.genre, one.groupe, one.fiches) == ("valeur", "prenom", (("personne", personne),))
    assert kept(one.phrase) == "Deux postes ont écrit autre chose dans «\u00a0Prénom\u00a0»."
    told = [(v.auteur, v.poste, dict(v.valeurs), v.montree) for v in one.versions]
    assert told == [("Denis", "02", {"prenom": "Zoë"}, True), ("Claire", "01", {"prenom": "Zoé"}, False)]
    assert one.versions[0].at > one.versions[1].at


def test_settled_at_one_desk_it_is_settled_at_both_and_does_not_come_back(deux: list[Desk]) -> None:
    a, b = deux
    personne = _prenoms(deux)
    (one,) = a.read(divergences)
    a(settle, "personne", personne, "prenom", one.versions[1].code)
    share(a, b)
    for desk in deux:
        assert desk.row(Personne, personne).prenom == "Zoé"
        assert desk.read(divergences) == ()
    with pytest.raises(Refused, match="déjà tranché"):
        b(settle, "personne", personne, "prenom", one.versions[0].code)


def test_settling_on_what_is_shown_is_a_work_too_and_can_be_undone(deux: list[Desk]) -> None:
    a, b = deux
    personne = _prenoms(deux)
    (one,) = a.read(divergences)
    a(settle, "personne", personne, "prenom", one.versions[0].code)
    assert a.read(divergences) == ()
    undo(a.store, a.number() - 1)
    share(a, b)
    assert b.row(Personne, personne).prenom == "Zoë"
    assert b.read(divergences) == ()


def test_an_unknown_version_is_refused_with_those_there_are(deux: list[Desk]) -> None:
    personne = _prenoms(deux)
    with pytest.raises(Refused, match="Choisissez parmi"):
        deux[0](settle, "personne", personne, "prenom", "0:1")
    with pytest.raises(Refused, match="n’existe pas"):
        deux[0](settle, "personne", personne, "couleur", "0:1")


def test_an_ordinary_edit_keeps_the_rival_listed(deux: list[Desk]) -> None:
    a, b = deux
    personne = _prenoms(deux)
    a(correct, "identite.prenom", personne, "Lou")
    share(a, b)
    for desk in deux:
        assert desk.row(Personne, personne).prenom == "Lou"
        (one,) = desk.read(divergences)
        assert [dict(v.valeurs)["prenom"] for v in one.versions] == ["Lou", "Zoé"]


def test_the_undo_of_one_side_waits_for_a_person_to_settle(deux: list[Desk]) -> None:
    _prenoms(deux)
    with pytest.raises(Refused, match="Tranchez d’abord"):
        undo(deux[1].store, deux[1].number() - 1)


def test_two_desks_doing_the_same_thing_do_not_diverge(deux: list[Desk]) -> None:
    a, b = deux
    candidature = a.apply(a.person())
    share(a, b)
    a(set_statut, candidature, "CO", motif="vu")
    b.later(minutes=5)
    b(set_statut, candidature, "CO", motif="vu")
    share(a, b)
    assert a.read(divergences) == b.read(divergences) == ()


def test_an_edit_wins_over_a_withdrawal_and_both_are_listed(deux: list[Desk]) -> None:
    a, b = deux
    stage = a(add_item, "stages", {"organisme": "Mairie"}, a.owner(a.person()))
    share(a, b)
    a.later(minutes=9)
    a(withdraw_item, "stages", stage)
    with b.store.work("correct") as work:
        work.get(Stage, stage).organisme = "Musée"
    share(a, b)
    for desk in deux:
        assert desk.row(Stage, stage).retire_le is None
        assert _kinds(desk) == [("valeur", "organisme"), ("retrait", "retire_le")]
    b(settle, "stage", stage, "retire_le", GARDER)
    share(a, b)
    assert a.row(Stage, stage).retire_le is None
    assert _kinds(a) == [("valeur", "organisme")]


def test_a_withdrawal_can_be_the_one_that_is_kept(deux: list[Desk]) -> None:
    a, b = deux
    stage = a(add_item, "stages", {"organisme": "Mairie"}, a.owner(a.person()))
    share(a, b)
    a(withdraw_item, "stages", stage)
    with b.store.work("correct") as work:
        work.get(Stage, stage).organisme = "Musée"
    share(a, b)
    (_values, withdrawn) = b.read(divergences)
    b(settle, "stage", stage, "retire_le", withdrawn.versions[1].code)
    share(a, b)
    for desk in deux:
        assert desk.row(Stage, stage).retire_le is not None
        assert desk.read(divergences) == ()


def test_whoever_edits_a_row_withdrawn_elsewhere_keeps_it(deux: list[Desk]) -> None:
    a, b = deux
    stage = a(add_item, "stages", {"organisme": "Mairie"}, a.owner(a.person()))
    share(a, b)
    a(withdraw_item, "stages", stage)
    with b.store.work("correct") as work:
        work.get(Stage, stage).organisme = "Musée"
    share(a, b)
    with a.store.work("correct") as work:
        work.get(Stage, stage).annee = 2024
    share(a, b)
    for desk in deux:
        assert desk.row(Stage, stage).retire_le is None
        assert "retrait" not in dict(_kinds(desk))


def test_an_ine_given_to_two_persons_apart_is_listed_and_holds_their_candidatures(deux: list[Desk]) -> None:
    a, b = deux
    one, other = a.person(), a.person("LE GOFF", "Anna")
    held_ones = {a.apply(one), a.apply(other)}
    a.apply(a.person("ŒUVRARD", "Lou"))
    share(a, b)
    a(record_ine, a.owner(one), "120000001AB", motif="vu")
    b(record_ine, b.owner(other), "120000001AB", motif="vu")
    share(a, b)
    for desk in deux:
        assert _kinds(desk) == [("unicite", "ine")]
        assert set(desk.read(held)) == held_ones


def test_two_avis_given_apart_are_listed(deux: list[Desk]) -> None:
    a, b = deux
    candidature = a.apply(a.person())
    share(a, b)
    a(enter_avis, candidature, "FA")
    b(enter_avis, candidature, "DE", motif_texte="dossier incomplet")
    a(validate_avis, candidature)
    share(a, b)
    assert _kinds(a) == _kinds(b) == [("unicite", "avis")]


def test_a_rank_given_at_two_desks_is_told_with_its_formation_even_one_without_a_name(deux: list[Desk]) -> None:
    a, b = deux
    candidatures = [a.apply(a.person(name)) for name in ("KERMAREC", "RIOU")]
    share(a, b)
    for desk, candidature in zip(deux, candidatures, strict=True):
        desk(enter_avis, candidature, "LC", rang=1)
    share(a, b)
    (one,) = a.read(divergences)
    label = a.row(Formation, a.licence).libelle
    assert kept(one.phrase) == f"{label}, rang 1\u00a0: donné à plusieurs candidatures."
    with a.store.work("correct") as work:  # as a desk may have written it
        work.get(Formation, a.licence).libelle = None
    one, blank = a.read(divergences)
    assert kept(one.phrase) == ", rang 1\u00a0: donné à plusieurs candidatures."
    assert kept(blank.phrase) == "Formation L2INF\u00a0: «\u00a0Libellé\u00a0» est vide."


def test_the_same_candidature_made_at_two_desks_is_listed(deux: list[Desk]) -> None:
    a, b = deux
    dossier = a.person()
    share(a, b)
    for desk in deux:
        desk(add_candidature, dossier, desk.licence)
    share(a, b)
    assert _kinds(a) == _kinds(b) == [("unicite", "candidature")]


@pytest.mark.parametrize("fmt", ["xlsx", "csv", "pdf"])
def test_an_export_of_decisions_holds_what_diverges_and_says_how_many(
    deux: list[Desk], tmp_path: Path, fmt: str
) -> None:
    a, b = deux
    one, other = a.apply(a.person()), a.apply(a.person("LE GOFF", "Anna"))
    a(enter_avis, other, "FA")
    share(a, b)
    a(set_statut, one, "CO", motif="vu")
    b.later(minutes=5)
    b(set_statut, one, "IN")
    share(a, b)
    assert a.row(Candidature, one).statut == "IN"
    out = tmp_path / f"decisions.{fmt}"
    assert export_decisions(a.store, Filter(), fmt, out, Progress(), langue=FRENCH) == 1  # type: ignore[arg-type]
    retenues = held_back(a.store, Filter())
    assert [(kept(why), n) for why, n in retenues] == [("deux postes ont écrit autre chose\u00a0: à trancher", 1)]
    assert kept(told_held(retenues)).startswith("1 candidature laissée de côté (1, deux postes")
    assert kept(a.read(preflight, [one, other], Progress(), a.store.clock()).ecartees[0][1]).startswith(
        "Laissée de côté\u00a0: deux postes"
    )


def test_a_letter_that_left_is_held_by_a_disagreement_alone(deux: list[Desk]) -> None:
    a, b = deux
    key = a.apply(a.home(a.person()))
    a(enter_avis, key, "FA")
    a(validate_avis, key)
    a(issue_letter, key)
    a(change_setting, "tribunal", "")  # which would hold a new one
    again = partial(a.read, preflight, [key], Progress(), a.now, reprint=True)
    assert again().pretes == (key,)
    share(a, b)
    a(set_statut, key, "CO", motif="vu")
    b.later(minutes=5)
    b(set_statut, key, "IN")
    share(a, b)
    assert again().pretes == ()
    assert kept(again().ecartees[0][1]).startswith("Laissée de côté\u00a0: deux postes")
    for papier in SIGNES:
        assert RETENUE in [one.code for one in manques(a.read(letter_facts, key, a.now, papier=papier))]


def test_nothing_is_exported_when_everything_is_held(deux: list[Desk], tmp_path: Path) -> None:
    a, _b = deux
    dossier = a.person()
    a.apply(dossier)
    with a.store.work("recevoir") as work:  # no act takes a person away from under a dossier: another desk did
        work.withdraw(work.get(Personne, a.owner(dossier)))
    with pytest.raises(Refused, match="1 candidature laissée de côté"):
        export_decisions(a.store, Filter(), "csv", tmp_path / "d.csv", Progress(), langue=FRENCH)
    assert {kind for kind, _rule in _kinds(a)} == {"orpheline"}


def test_who_only_reads_is_told_what_diverges_in_the_perimeter_alone(deux: list[Desk]) -> None:
    a = deux[0]
    personne = _prenoms(deux)
    a.apply(a.rows(select(Dossier).where(Dossier.personne_id == personne))[0].id, a.licence)
    for formation, told in ((a.licence, 1), (a.master, 0)):
        reader = colleague(a.store, "lecture", {"formation": [formation]})
        with reader.reading() as session:
            assert len(within(session)) == told


def test_nobody_is_erased_while_two_desks_disagree_about_them(deux: list[Desk]) -> None:
    a, b = deux
    dossier = a.person()
    share(a, b)
    a(correct, "identite.prenom", a.owner(dossier), "Zoé")
    b(correct, "identite.prenom", b.owner(dossier), "Anna")
    share(a, b)
    numero = a.row(Dossier, dossier).numero
    with pytest.raises(Refused, match="deux postes disent autre chose de ce dossier"):
        a(erase_person, dossier, numero, "demande")
    settle_all(a.store, None, [(one, one.versions[0].code) for one in a.read(divergences)], Progress())
    a(erase_person, dossier, numero, "demande")


def test_several_are_settled_one_work_each_and_stopping_keeps_those_done(deux: list[Desk]) -> None:
    a, b = deux
    persons = [a.owner(a.person(nom)) for nom in ("KERMAREC", "LE GOFF", "TANGUY")]
    share(a, b)
    for one in persons:
        a(correct, "identite.prenom", one, "Zoé")
        b(correct, "identite.prenom", one, "Anna")
    share(a, b)
    chosen = [(one, version_of(one, "01")) for one in a.read(divergences)]
    stopping = Progress(lambda done, _: stopping.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        settle_all(a.store, None, chosen, stopping)
    assert len(a.read(divergences)) == 1
    issue = settle_all(a.store, None, chosen, Progress())
    assert (len(issue.faites), len(issue.refusees)) == (1, 2)
    assert a.read(divergences) == ()
    assert {a.row(Personne, one).prenom for one in persons} == {"Zoé"}


def test_two_rows_that_are_called_the_same_are_told_apart_by_their_column(deux: list[Desk]) -> None:
    a, b = deux
    saisine = a(begin_saisine, a.owner(a.person()), "2026-2027")
    share(a, b)
    for desk, place in ((a, "Rennes"), (b, "Nantes")):
        desk(propose_place, saisine, place)
    share(a, b)
    [one] = a.read(divergences)
    titles = [kept(cote.titre) for cote in a.read(sides, one, a.read(lists)).cotes]
    assert [title[:27] for title in titles] == ["1 · Proposition du recteur ", "2 · Proposition du recteur "]


def test_what_was_seen_is_settled_on_its_words_never_on_a_digest(deux: list[Desk]) -> None:
    a, b = deux
    vapp = a.apply(a.person(), genre="vapp")
    a(give_opinion, vapp, "favorable", "Solide")
    share(a, b)
    a(decide_vapp, vapp, "FA")
    b(give_opinion, vapp, "defavorable", "Fragile")
    share(a, b)
    one = next(each for each in a.read(divergences) if each.regle == "vapp_decision")
    assert not [kept(label) for label, _ in a.read(sides, one, a.read(lists)).lignes if "mpreinte" in kept(label)]
    a(withdraw_decision, vapp)
    share(a, b)
    assert not a.read(divergences)
