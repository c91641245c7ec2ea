"""The registers: every number, every gap explained, every provisional INE and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.papiers import PIECES
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.identifiants import draw_provisional_ine, record_ine
from scolarite_desk.services.modeles import save_model
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.registre import NumeroRow, _with_holes
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import cells
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def dossier(office: Office) -> str:
    """A receipt was given; a provisional INE too, replaced since by the real one."""
    maelle, yann = office.person(), office.person("KERVELLA", "Yann", "2003-11-12")
    office(issue_receipt, maelle)
    office(draw_provisional_ine, office.owner(maelle))
    office(record_ine, office.owner(maelle), "123456789AB", motif="Clé non vérifiable")
    office(draw_provisional_ine, office.owner(yann))
    ida = office.person("SØRENSEN", "Ida", "2004-06-26")
    office(draw_provisional_ine, office.owner(ida))
    undo(office.store, office.started)
    return maelle


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, dossier: str) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "registre")


def test_a_receipt_opens_its_dossier(room: Room, dossier: str) -> None:
    assert kept(room.room.numbers.rows_model.rows[0].qui) == "KERMAREC Maëlle"
    pressed("Return", room.room.numbers)
    assert room.asked == [(dossier, "")]


def test_a_number_is_given_up_with_its_reason(room: Room) -> None:
    room.press("Abandonner un numéro")
    assert room.says("Indiquez pourquoi ce numéro ne sert pas.")
    room.room.form().focus()
    typed("Papier bourré\t")
    room.press("Abandonner un numéro")
    assert cells(room.room.numbers)[0].endswith("| Claire |  |  | Papier bourré")
    assert room.says("2 numéros · 1 abandonné")


def test_what_became_of_a_paper_is_noted_and_taken_back_by_its_contrary(room: Room) -> None:
    numbers = room.room.numbers
    numbers.selectAll()
    room.press("Posté")
    room.settled()
    assert "Posté" in cells(numbers)[0]
    room.press("Revenu")
    assert room.says("Indiquez pourquoi il est revenu.")
    room.room._back.focus()
    typed("N’habite pas là\t")
    room.press("Revenu")
    room.settled()
    assert "Revenu" in cells(numbers)[0]
    room.press("Noté par erreur")
    room.settled()
    assert "Posté" in cells(numbers)[0]


def test_only_papers_that_are_still_here_may_be_shown(room: Room) -> None:
    room.room.stands.choose("ici")
    assert len(cells(room.room.numbers)) == 1
    room.room.numbers.selectAll()
    room.press("Remis en main propre")
    room.settled()
    assert cells(room.room.numbers) == []
    assert room.says("Aucun numéro à cette étape.")
    assert room.says("Choisissez « Tous les numéros » pour les revoir.")
    room.room.stands.choose("remis")
    assert len(cells(room.room.numbers)) == 1


def test_what_has_been_ready_for_long_and_never_left_is_told(room: Room) -> None:
    assert not room.says("jamais parti")
    room.office.later(days=9)
    room.room.reload()
    assert room.says("1 prêt depuis plus de 7 jours, jamais parti")
    room.office(change_setting, "papiers_prets", "30")
    room.room.reload()
    assert not room.says("1 prêt depuis plus de 7 jours, jamais parti")
    room.office(change_setting, "papiers_prets", "")
    room.room.reload()
    room.room.stands.choose("oublie")
    assert len(cells(room.room.numbers)) == 1
    room.room.numbers.selectAll()
    room.press("Posté")
    room.settled()
    assert cells(room.room.numbers) == []
    room.room.stands.choose("")
    assert not room.says("jamais parti")


def test_a_hole_that_nothing_explains_is_shown() -> None:
    rows = [NumeroRow(f"01-2026-{order:05}") for order in (2, 3, 6)] + [NumeroRow("03-2026-00001")]
    shown_rows = [(row.numero, row.manque) for row in _with_holes(rows)]
    assert shown_rows == [
        ("01-2026-00001", True),
        ("01-2026-00002", False),
        ("01-2026-00003", False),
        ("01-2026-00004", True),
        ("01-2026-00005", True),
        ("01-2026-00006", False),
        ("03-2026-00001", False),
    ]


def test_provisional_ines_say_what_became_of_them(room: Room) -> None:
    room.room.filters.choose("ine")
    assert [row.etat for row in room.room.ines.rows_model.rows] == ["retire", "courant", "remplace"]
    assert room.says("3 donnés · 1 à régulariser")
    assert not room.says("s’abandonne ici")


def test_the_register_in_words(room: Room) -> None:
    room.room.filters.choose("ine")
    golden("registre", room.words())


def test_letters_have_their_own_register(room: Room) -> None:
    room.room.filters.choose("lettre")
    assert room.says("Aucun numéro n’a encore été donné.")


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, dossier: str, size: float, width: int
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "registre", (width, 900)):
        qtbot.wait(20)
        assert complaints(room.window) == []


def test_a_letter_says_which_words_of_the_office_it_bears(room: Room, office: Office) -> None:
    candidature = office.apply(office.home(office.person("ABGRALL", "Anna", "2003-04-05")))
    office(save_model, PIECES, "pièces", "Il manque, avant le {avant_le}\u00a0:\n- {pieces}")
    office(issue_courrier, candidature, PIECES)
    office.later(days=1)
    office(save_model, PIECES, "pièces", "D’autres mots\u00a0: {avant_le}\n- {pieces}")
    room.room.filters.choose("lettre")
    room.room.reload()
    [line] = cells(room.room.numbers)
    assert "| 06/07/2026" in line.split("Préparé")[1], "the words of the day it left, not those of today"
