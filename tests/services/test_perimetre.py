"""What an account kept to a perimeter sees: the queue, the search, a dossier, the decisions, what leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.droits import Droits
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.completude import left_to_do
from scolarite_desk.services.comptes import withdraw_account
from scolarite_desk.services.documents import documents_of, issue_letter, issue_receipt, merged, reprint
from scolarite_desk.services.dossiers import add_item, write_note
from scolarite_desk.services.exports import export_decisions
from scolarite_desk.services.exports_lettres import export_letters
from scolarite_desk.services.identifiants import add_identifier
from scolarite_desk.services.portrait import describe
from scolarite_desk.services.proces_verbal import issue_minutes
from scolarite_desk.store import search
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.store.queries.lignee import keys_of
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.queue_views import counters, listed
from scolarite_desk.store.queries.registre import numbers
from scolarite_desk.store.queries.seance import first_filter, seance
from scolarite_desk.store.search import query
from scolarite_desk.store.store import Store
from tests.services.comptes import colleague
from tests.services.conftest import FRENCH, MORNING, Desk

TODAY = MORNING.date()
READERS, WRITERS = ("commission", "lecture"), ("responsable", "gestionnaire", "accueil")


@pytest.fixture
def office(desk: Desk) -> Desk:
    """DEDANS applies to the licence, DEHORS to the master, PARTAGÉE to both, PERSONNE to nothing."""
    dossiers = {nom: desk.home(desk.person(nom=nom)) for nom in ("DEDANS", "DEHORS", "PARTAGÉE", "PERSONNE")}
    for nom, formation in (
        ("DEDANS", desk.licence),
        ("DEHORS", desk.master),
        ("PARTAGÉE", desk.licence),
        ("PARTAGÉE", desk.master),
    ):
        key = desk.apply(dossiers[nom], formation)
        desk(enter_avis, key, "FA")
        desk(validate_avis, key)
    desk.pieces |= dossiers
    return desk


def limited(office: Desk, profil: str) -> Store:
    return colleague(office.store, profil, {"formation": [office.licence]})


def names(store: Store, typed: str = "") -> list[str]:
    """Who a search finds, else who the queue lists."""
    with store.reading() as session:
        rows = search.find(session, typed, TODAY).rows if typed else listed(session, "tous", TODAY)
    return [str(row.nom) for row in rows]


@pytest.mark.parametrize("profil", READERS)
def test_who_only_reads_finds_the_persons_of_the_perimeter_alone(office: Desk, profil: str) -> None:
    store = limited(office, profil)
    assert names(store) == ["DEDANS", "PARTAGÉE"]
    assert names(store, "de") == ["DEDANS"]
    assert names(store, "maëlle") == ["DEDANS", "PARTAGÉE"]
    assert names(store, "dehors") == names(store, "personne") == []
    with store.reading() as session:
        assert counters(session, TODAY)["tous"].shown == 2
        assert search.suggest(session, "DEHOR", TODAY) == ()
        with pytest.raises(Refused, match="hors de votre périmètre"):
            dossier_view(session, office.pieces["DEHORS"])


@pytest.mark.parametrize("profil", READERS)
def test_who_only_reads_does_not_see_what_else_a_person_applied_to(office: Desk, profil: str) -> None:
    for one in office.read(dossier_view, office.pieces["PARTAGÉE"]).candidatures:
        office(issue_letter, one.key)
    office(add_identifier, office.owner(office.pieces["PARTAGÉE"]), "ECANDIDAT", "CANDPART1")
    whole = office.read(describe, office.row(Dossier, office.pieces["PARTAGÉE"]).numero, office.read(lists))
    with limited(office, profil).reading() as session:
        view = dossier_view(session, office.pieces["PARTAGÉE"])
        told = describe(session, view.numero, lists(session))
        given = documents_of(session, view.key)
        left = left_to_do(session, view.key)
    assert [one.code for one in view.candidatures] == ["L2INF"]
    assert "M1BIO" not in str(told)
    apart = {"candidatures", "etat"}  # what of it is of a candidature
    assert {key: told[key] for key in told.keys() - apart} == {key: whole[key] for key in whole.keys() - apart}
    assert "CANDPART1" in str(told), "civil status, path and numbers are shown whole"
    assert [one.titre for one in given] == ["Lettre, Licence 2 Informatique"]
    assert {one.fiche for one in left if one.code == "avis"} <= {view.candidatures[0].key}


@pytest.mark.parametrize("profil", WRITERS)
def test_who_may_make_a_dossier_finds_everybody_and_sees_what_is_outside_marked(office: Desk, profil: str) -> None:
    store = limited(office, profil)
    assert names(store) == ["DEDANS", "DEHORS", "PARTAGÉE", "PERSONNE"]
    with store.reading() as session:
        both = dossier_view(session, office.pieces["PARTAGÉE"])
        other, nobody = (dossier_view(session, office.pieces[nom]) for nom in ("DEHORS", "PERSONNE"))
    assert [one.dehors for one in both.candidatures] == [False, True]
    assert (both.dehors, other.dehors, nobody.dehors) == (False, True, False)


@pytest.mark.parametrize("profil", [*READERS, *WRITERS])
def test_decisions_are_those_of_the_perimeter(office: Desk, profil: str) -> None:
    with limited(office, profil).reading() as session:
        assert len(candidature_keys(session, Filter())) == 2
        assert candidature_keys(session, Filter(formation=office.master)) == []
        assert first_filter(session).formation == office.licence
        assert {row.formation for row in seance(session, Filter()).lignes} == {"L2INF"}


def test_nothing_outside_the_perimeter_leaves(office: Desk, tmp_path: Path) -> None:
    store = limited(office, "gestionnaire")
    assert export_decisions(store, Filter(), "csv", tmp_path / "decisions.csv", Progress(), langue=FRENCH) == 2
    written = (tmp_path / "decisions.csv").read_text(encoding="utf-8-sig")
    assert "DEDANS" in written
    assert "DEHORS" not in written
    assert len(export_letters(store, Filter(), tmp_path / "lettres", Progress()).pretes) == 2
    with pytest.raises(Refused, match="Aucune candidature"):
        export_decisions(
            store, Filter(formation=office.master), "csv", tmp_path / "autre.csv", Progress(), langue=FRENCH
        )


@pytest.mark.parametrize("profil", ["accueil", "commission", "lecture"])
def test_who_may_not_export_writes_no_file(office: Desk, profil: str, tmp_path: Path) -> None:
    store = colleague(office.store, profil)
    with pytest.raises(Refused, match="ne permet pas d’exporter"):
        export_decisions(store, Filter(), "csv", tmp_path / "decisions.csv", Progress(), langue=FRENCH)
    with pytest.raises(Refused, match="ne permet pas"):
        export_letters(store, Filter(), tmp_path / "lettres", Progress())
    assert not list(tmp_path.glob("*.csv"))
    assert not (tmp_path / "lettres").exists()


def test_an_empty_perimeter_shows_nobody(office: Desk) -> None:
    store = colleague(office.store, "lecture", {"formation": []})
    assert names(store) == names(store, "dedans") == []


def test_a_long_list_of_the_perimeter_is_the_list_of_everybody_without_the_others(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rank in range(40):
        dossier = office.person(nom=f"DELORME{'ABCD'[rank % 4] * (rank + 1)}")
        office.apply(dossier, office.master if rank % 3 else office.licence)
    store = limited(office, "lecture")
    asked = [(typed, limit) for typed in ("de", "delorme", "maëlle", "m") for limit in (1, 2, 50)]
    with store.reading() as session:
        whole = [search.find(session, typed, TODAY, limit) for typed, limit in asked]
        monkeypatch.setattr(query, "FEW", 0)
        assert [search.find(session, typed, TODAY, limit) for typed, limit in asked] == whole
    assert {found.total for (typed, _limit), found in zip(asked, whole, strict=True) if typed == "de"} == {15}


@pytest.mark.parametrize("profil", READERS)
def test_the_history_of_a_dossier_says_nothing_of_what_the_account_may_not_read(office: Desk, profil: str) -> None:
    shared = office.pieces["PARTAGÉE"]
    inside, outside = office.read(dossier_view, shared).candidatures
    office(write_note, office.owner(shared), "Reviendra avec sa mère.")
    with limited(office, profil).reading() as session:
        keys = set(keys_of(session, shared))
        told = str(history_of(session, keys, lists(session)))
    assert {inside.key, inside.avis[0].key} <= keys
    assert not {outside.key, outside.avis[0].key} & keys
    assert ("Reviendra" in told) == Droits(profil).may("notes", write=False)


def test_registers_name_nobody_outside_the_perimeter(office: Desk) -> None:
    for nom in ("DEDANS", "DEHORS"):
        office(issue_receipt, office.pieces[nom])
    with limited(office, "lecture").reading() as session:
        given = numbers(session, "recu")
    assert [(kept(one.qui).split()[0], one.dossier is None) for one in given] == [("Hors", True), ("DEDANS", False)]


def test_an_account_withdrawn_while_its_window_is_open_reads_nothing_more(office: Desk) -> None:
    store = colleague(office.store, "gestionnaire")
    assert len(names(store)) == 4
    office(withdraw_account, "gestionnaire")
    assert names(store) == names(store, "dedans") == []
    with store.reading() as session:
        assert candidature_keys(session, Filter()) == []
        assert search.suggest(session, "DEHOR", TODAY) == ()
        with pytest.raises(Refused, match="hors de votre périmètre"):
            dossier_view(session, office.pieces["DEDANS"])


def test_a_paper_that_bears_another_formation_is_neither_listed_nor_printed_again(office: Desk, tmp_path: Path) -> None:
    shared, mine = office.pieces["PARTAGÉE"], office.pieces["DEDANS"]
    inside, outside = (one.key for one in office.read(dossier_view, shared).candidatures)
    papers = [office(issue_receipt, one).document for one in (shared, mine)]
    papers += [office(issue_letter, one).document for one in (outside, inside)]
    kept_from, given = papers[::2], papers[1::2]
    with limited(office, "lecture").reading() as session:
        listed = {row.key for one in (shared, mine) for row in documents_of(session, one)}
        assert listed == set(given)
        for one in kept_from:
            with pytest.raises(Refused, match="hors de votre périmètre"):
                reprint(session, one)
        assert all(reprint(session, one) for one in given)
        told = {row.document for genre in ("recu", "lettre") for row in numbers(session, genre)}
        assert told == {*given, ""}
    assert set(papers) == {row.key for one in (shared, mine) for row in office.read(documents_of, one)}
    with pytest.raises(Refused, match="hors de votre périmètre"):
        merged(limited(office, "commission"), papers[2:3], Progress())


@pytest.mark.parametrize("also", [False, True])
def test_the_minutes_of_a_meeting_that_judged_another_formation_are_not_printed_again(office: Desk, also: bool) -> None:
    board = office(add_item, "commission", {"libelle": "Jury", "president": "Anne MARTIN"})
    for formation in (office.licence, office.master):
        office(add_item, "commission_formation", {"commission_id": board, "formation_id": formation})
    met = office(add_item, "seance", {"commission_id": board, "le": office.now.date()})
    for formation in (office.licence, office.master)[: 1 + also]:
        key = office.apply(office.home(office.person(nom="JUGÉ")), formation)
        office(enter_avis, key, "FA", en_seance=met)
        office(validate_avis, key)
    paper = office(issue_minutes, met).document
    with limited(office, "lecture").reading() as session:
        if also:
            with pytest.raises(Refused, match="hors de votre périmètre"):
                reprint(session, paper)
        else:
            assert reprint(session, paper)
        assert [bool(row.document) for row in numbers(session, "pv")] == [not also]
