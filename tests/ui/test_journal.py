"""The journal: any work found again, and undone when nothing moved since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.models.personne import Personne
from scolarite_desk.services.avis import enter_avis
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.ui.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import cells, golden
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def maelle(office: Office) -> str:
    """A dossier with a candidature, an avis and two corrections."""
    dossier = office.person()
    office(enter_avis, office.apply(dossier), "FA")
    owner = office.owner(dossier)
    office.later(days=1)
    office(correct, "identite.prenom", owner, "Maela")
    office(correct, "identite.prenom", owner, "Maëla")
    office(change_setting, "ville", "Brest")
    return owner


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, maelle: str) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "journal")


def acts(room: Room) -> list[str]:
    return [row.acte for row in room.room.table.rows_model.rows]


def ask(room: Room, name: str, keys: str) -> None:
    room.room.asked.focus(name)
    replaced(f"{keys}\t")
    room.settled()


def test_the_last_work_is_first_and_says_whose_it_is(room: Room) -> None:
    assert acts(room)[:3] == ["change_setting", "correct", "correct"]
    assert [row.qui for row in room.room.table.rows_model.rows][:4] == ["", *["KERMAREC Maëla"] * 3]


def test_what_a_work_changed_is_read_beside(room: Room) -> None:
    room.room.table.step(1)
    assert cells(room.room.changes) == ["Prénom | Maela | Maëla"]
    assert room.says("Corriger « Prénom »")


def test_the_journal_in_words(room: Room) -> None:
    ask(room, "texte", "kermarec")
    assert golden("journal", room.words())


@pytest.mark.parametrize(
    ("name", "keys", "count"), [("texte", "brest", 1), ("jour", "07/07/2026", 3), ("acte", "saisir un a", 1)]
)
def test_works_are_found_by_words_day_and_act(room: Room, name: str, keys: str, count: int) -> None:
    ask(room, name, keys)
    assert len(acts(room)) == count


def test_the_search_by_author(room: Room) -> None:
    before = len(acts(room))
    ask(room, "auteur", "claire")
    assert len(acts(room)) == before
    ask(room, "texte", "zzz")
    assert room.says("Aucun travail ne répond.")


def test_one_work_is_undone(room: Room, maelle: str) -> None:
    room.room.table.step(1)
    room.press("Annuler ce travail")
    assert room.office.row(Personne, maelle).prenom == "Maela"
    assert acts(room)[0] == "annuler"


def test_a_work_that_another_followed_is_refused_in_words(room: Room, maelle: str) -> None:
    room.room.table.step(2)
    room.press("Annuler ce travail")
    assert room.told().startswith("Annulation impossible : Claire a changé cette valeur depuis")
    assert room.office.row(Personne, maelle).prenom == "Maëla"


def test_enter_opens_the_dossier(room: Room) -> None:
    room.room.table.step(1)
    room.room.table.setFocus()
    pressed("Return")
    assert len(room.asked) == 1


def test_what_a_colleague_does_comes_first(room: Room, maelle: str) -> None:
    room.office(correct, "identite.nom_usage", maelle, "LE GALL")
    room.drawn()
    assert room.room.table.rows_model.rows[0].detail == "identite.nom_usage"


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, maelle: str, size: float, width: int
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "journal", (width, 900)):
        room.room.asked.focus("texte")
        typed("\t")
        qtbot.wait(20)
        assert complaints(room.window) == []
