"""Two desks wrote apart: looked at side by side, settled by a digit; what it held out of exports is let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.lineage import owners
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services.dossiers import correct, withdraw_item
from scolarite_desk.services.identifiants import record_ine
from scolarite_desk.services.undo import undo
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.divergences import LECTURE, divergences
from scolarite_desk.store.queries.regles import RULES
from scolarite_desk.store.queries.retenues import held
from scolarite_desk.ui.dossier.dossier import tab_of
from scolarite_desk.ui.forms.comparaison import Comparaison, ComparedLine, Digits
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.divergences.gestes import WHAT_TO_DO, leads_to
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.comptes import colleague
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.sync.conftest import share
from tests.texts import golden
from tests.ui.one_page import cells, longer
from tests.ui.one_room import Room, shown
from tests.ui.two_desks import office, other

__all__ = ["founded", "office", "other"]


@dataclass
class Apart:
    """What diverges: keys."""

    dossier: str
    personne: str
    second: str
    retire: str


@pytest.fixture
def apart(office: Office, other: Office) -> Apart:
    """Two first names and a phone written apart, a dossier withdrawn here and corrected there, an INE given twice."""
    dossier, second, retire = office.person(), office.person("TANGUY", "Jean"), office.person("KERVELLA", "Yann")
    office.apply(dossier)
    found = Apart(dossier, office.owner(dossier), office.owner(second), retire)
    share(office, other)
    office(correct, "identite.prenom", found.personne, "Maelle")
    office(correct, "identite.portable", found.second, "+33611111111")
    office(withdraw_item, "dossier", retire)
    office(record_ine, found.personne, "0199000001Z", origine="releve")
    other.later(minutes=5)
    other(correct, "identite.prenom", found.personne, "Maëlla")
    other(correct, "identite.portable", found.second, "+33622222222")
    other(correct, "dossier.profil", retire, "reprise")
    other(record_ine, found.second, "0199000001Z", origine="releve")
    share(office, other)
    return found


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, apart: Apart) -> Iterator[Room]:
    for room in shown(theme, qtbot, office, "divergences"):
        room.settled()
        yield room


def _go(room: Room, quoi: str) -> None:
    row = next(one for one in room.room.table.rows_model.rows if quoi in kept(one.quoi))
    room.room.table.setFocus()
    room.room.table.go(row.cle)
    room.drawn()


def _sides(room: Room) -> list[str]:
    return cells(room.room.detail.sides.table)


def test_both_versions_are_side_by_side_with_who_when_and_what_is_held(room: Room) -> None:
    _go(room, "Prénom")
    titles = [kept(column.title) for column in room.room.detail.sides.table.rows_model.columns]
    assert titles == ["", "1 · Denis, poste 02", "2 · Claire, poste 01", ""]
    assert "Écrite le | 06/07/2026 à 09:05 | 06/07/2026 à 09:00 | " in _sides(room)
    assert "Pour l’instant | montrée |  | " in _sides(room)
    assert "Prénom | Maëlla | Maelle | Différent" in _sides(room)
    assert room.says("1 candidature laissée de côté : absente des exports")


def test_a_digit_keeps_a_version_and_undoing_puts_the_former_value_back(room: Room, apart: Apart) -> None:
    _go(room, "Prénom")
    pressed("2", room.room.table)
    room.settled()
    assert room.office.row(Personne, apart.personne).prenom == "Maelle"
    assert "Prénom" not in "".join(cells(room.room.table))
    assert room.told().startswith("Gardé : Claire, poste 01.")
    undo(room.office.store, room.office.store.unlocked_at, None)
    room.settled()
    assert room.office.row(Personne, apart.personne).prenom == "Maëlla"


def test_a_row_withdrawn_here_and_changed_there_is_put_in_the_trash_or_kept(room: Room, apart: Apart) -> None:
    _go(room, "à retirer ou à garder")
    assert {"Garder l’élément", "Mettre à la corbeille"} <= set(room.offered())
    room.press("Mettre à la corbeille")
    room.settled()
    assert room.office.row(Dossier, apart.retire).retire_le is not None
    assert "KERVELLA" not in "".join(cells(room.room.table))


def test_two_persons_with_one_ine_are_shown_and_said_to_be_one(room: Room, apart: Apart) -> None:
    _go(room, "INE")
    titles = [kept(column.title) for column in room.room.detail.sides.table.rows_model.columns]
    assert titles == ["", "1 · KERMAREC Maëlla", "2 · TANGUY Jean", ""]
    assert "Valeur | 0199000001Z | 0199000001Z | Identique" in _sides(room)
    room.press("garder KERMAREC")
    room.settled()
    assert room.office.row(Personne, apart.second).fusion_id == apart.personne


def test_a_number_is_withdrawn_from_one_of_two(room: Room) -> None:
    _go(room, "INE")
    room.press("ce numéro à TANGUY")
    room.settled()
    assert not [one for one in room.office.read(divergences) if one.regle == "ine"]


def test_what_was_added_to_a_withdrawn_dossier_says_so_and_the_dossier_comes_back(
    theme: Theme, qtbot: QtBot, office: Office, other: Office
) -> None:
    dossier = office.person("LE GOFF", "Anna")
    share(office, other)
    office(withdraw_item, "dossier", dossier)
    other.apply(dossier)
    share(office, other)
    for room in shown(theme, qtbot, office, "divergences"):
        room.settled()
        _go(room, "sans son élément d’origine")
        assert room.says("Candidature : ajout à un poste")
        room.press("Dossier de LE GOFF Anna")
        room.settled()
        assert office.row(Dossier, dossier).retire_le is None
        assert room.says("Tout concorde.")


def test_who_may_only_read_sees_both_versions_and_is_told_who_settles(
    theme: Theme, qtbot: QtBot, office: Office, apart: Apart
) -> None:
    office.store = colleague(office.store, "lecture")
    for room in shown(theme, qtbot, office, "divergences"):
        room.settled()
        _go(room, "Prénom")
        pressed("2", room.room.table)
        assert office.row(Personne, apart.personne).prenom == "Maëlla"
        assert "ne permet pas de trancher un désaccord" in room.told()


def test_from_a_rule_one_goes_and_sees_the_dossier(room: Room, apart: Apart) -> None:
    _go(room, "INE")
    room.press("Ouvrir le dossier")
    assert room.asked == [(apart.dossier, "ine")]


def test_several_are_settled_at_once_by_the_same_choice(room: Room, apart: Apart) -> None:
    room.room.filters.choose("valeur")
    room.room.table.setFocus()
    pressed("Ctrl+A", room.room.table)
    room.drawn()
    count = len(room.room.table.selected())
    room.press(f"Garder celle du poste 01 pour les {count} désaccords sélectionnés")
    room.settled()
    room.settled()
    assert room.office.row(Personne, apart.personne).prenom == "Maelle"
    assert room.office.row(Personne, apart.second).portable == "+33611111111"
    assert f"{count} désaccords tranchés" in room.told()


def test_what_is_settled_everywhere_holds_nothing_and_the_room_says_so(room: Room) -> None:
    for _ in range(8):
        if not room.room.table.rows_model.rows:
            break
        room.room.table.setFocus()
        room.room.table.step(0)
        room.drawn()
        if room.room.table.current().divergence.regle == "ine":
            room.press("ce numéro à TANGUY")
        else:
            pressed("1", room.room.table)
        room.settled()
    assert room.says("Tout concorde.")
    assert room.office.read(held) == {}


def test_every_rule_says_what_to_do_of_it() -> None:
    assert set(WHAT_TO_DO) == {rule.code for rule in RULES} | {LECTURE}


def test_every_row_that_is_somebodys_leads_to_the_tab_that_shows_it() -> None:
    hers = {table for table in shared_classes() if owners(table)} - {"dossier", "mesure"}  # of the whole dossier
    assert [table for table in hers if tab_of(leads_to(table)) is None] == []


def test_a_few_letters_and_a_filter_narrow_the_list(room: Room) -> None:
    room.room.text.setFocus()
    typed("tang")
    assert cells(room.room.table)
    assert all("TANGUY" in line for line in cells(room.room.table))
    room.room.filters.choose("orpheline")
    assert room.says("Aucun désaccord ne correspond.")


def test_one_is_led_to_what_concerns_a_dossier(room: Room, apart: Apart) -> None:
    dossier = room.office.row(Dossier, apart.dossier)
    room.room.lead(dossier.id)
    assert room.room.table.current().qui.numero == dossier.numero


def test_one_side_alone_is_neither_alike_nor_different(theme: Theme, qtbot: QtBot) -> None:
    shown = Comparaison(theme, "Côte à côte")
    qtbot.addWidget(shown)
    shown.show_sides(["1 · KERMAREC Maëlle"], [ComparedLine("Titre visé", ("Licence",))])
    assert shown.table is not None
    assert cells(shown.table) == ["Titre visé | Licence"]


def test_the_upper_row_of_a_french_keyboard_chooses_without_shift(room: Room) -> None:
    chosen: list[int] = []
    digits = Digits(chosen.append, room.room)
    room.room.table.installEventFilter(digits)
    typed("é", room.room.table)
    assert chosen == [2]


def _numbers(office: Office, text: str) -> str:
    """The words, numbers of dossiers aside: they are drawn by each base."""
    for numero in office.rows(select(Dossier.numero)):
        text = text.replace(numero, "NUMERO")
    return text


def test_the_room_in_words(room: Room) -> None:
    _go(room, "Prénom")
    golden("divergences", _numbers(room.office, room.words()))


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("quoi", ["Prénom", "INE", "à retirer ou à garder"])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, apart: Apart, size: float, quoi: str
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "divergences"):
        room.settled()
        _go(room, quoi)
        assert complaints(room.window) == []


def test_nothing_is_cut_with_longer_words(
    qapp: QApplication, theme: Theme, qtbot: QtBot, office: Office, apart: Apart
) -> None:
    for _ in longer():
        for room in shown(theme, qtbot, office, "divergences"):
            room.settled()
            _go(room, "Prénom")
            assert complaints(room.window) == []
