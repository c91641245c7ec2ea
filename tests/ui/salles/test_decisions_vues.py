"""Saved views and meetings in the room of decisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from scolarite_desk.models.rules.filtre import Condition, Et, Non
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.vues import save_shared_view, save_view, withdraw_shared_view
from scolarite_desk.store.queries.offer import all_of
from scolarite_desk.ui.salles.decisions.lignes import FORMATION
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.services.conftest import founded
from tests.ui.one_room import Room, choosing, office
from tests.ui.salles.une_commission import PEOPLE, asked, room

__all__ = ["asked", "founded", "office", "room"]


def test_the_enrolled_are_a_view_that_ships(room: Room) -> None:
    assert room.room.choice._choices["vue"].isVisible()
    see(room, "Inscrits")
    assert room.room.table.rows_model.rows == []


def see(room: Room, name: str) -> None:
    """Choose a view by typing its name."""
    room.room.choice._choices["vue"].setFocus()
    pressed("Ctrl+A")
    pressed("Del")
    typed(f"{name}\n")


def test_a_view_filters_the_table_lays_it_out_and_goes_with_what_leaves(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    mine = room.room.table.head.in_sight()
    order = [["nom_naissance", "desc"]]
    room.office(save_view, "decisions", "Sans avis", {"condition": "sans_avis"}, ["nom_naissance", "dossier"], order)
    room.drawn()
    see(room, "sans")
    assert [one.nom.split()[0] for one in room.room.table.rows_model.rows] == ["LE", "KERVELLA", "BERTHELOT"]
    assert [room.room.table.rows_model.title(i) for i in room.room.table.head.in_sight()] == ["Candidat", "Dossier"]
    assert room.says("Sans avis")
    see(room, "")
    assert len(room.room.table.rows_model.rows) == len(PEOPLE)
    assert room.room.table.head.in_sight() == sorted([*mine, FORMATION])  # that of every formation
    see(room, "sans")
    out = tmp_path / "vue.xlsx"
    answers.append(choosing(out))
    room.room.commands()["exporter_excel"]()
    room.settled()
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert [rows[0], len(rows)] == [["Nom de naissance", "N° dossier"], 4]


def test_what_the_room_shows_is_saved_as_a_view(room: Room) -> None:
    led: list[tuple[str, str]] = []
    room.desk.entered.connect(lambda code, path: led.append((code, path)))
    room.room.filters.choose("a_valider")
    room.room.commands()["vue"]()
    assert led == [("vue", "decisions/")]
    tree = room.desk.vues["decisions"]().filtre
    assert isinstance(tree, Et)
    assert Condition("formation", (room.office.licence,)) in tree.arbres
    assert Non(Condition("avis_valide")) in tree.arbres


def test_a_view_that_is_changed_or_put_away_elsewhere_is_followed(room: Room) -> None:
    key = room.office(save_shared_view, "decisions", "Du service", {"condition": "sans_avis"})
    room.drawn()
    room.room.lead(f"vue/{key}")
    assert len(room.room.table.rows_model.rows) == 3
    room.office(save_shared_view, "decisions", "Du service", {"condition": "avis_valide"}, remplacer=True)
    room.drawn()
    assert len(room.room.table.rows_model.rows) == 1
    room.office(withdraw_shared_view, key)
    room.drawn()
    assert room.room.choice.filter.vue is None
    assert len(room.room.table.rows_model.rows) == len(PEOPLE)


def _board(room: Room) -> str:
    board: str = do(room.desk.store, None, add_item, "commission", {
        "libelle": "Commission des sciences", "president": "Yann KERVELLA", "membres": "Anne LE GALL\nPaul MEUR",
    })  # fmt: skip
    tie = {"commission_id": board, "formation_id": room.room.choice.filter.formation}
    do(room.desk.store, None, add_item, "commission_formation", tie)
    return board


def test_a_meeting_begins_today_with_who_presides_and_its_members_are_ticked(room: Room) -> None:
    room.press("Séance…")
    assert room.says("Choisissez une commission")
    _board(room)
    room.press("Séance…")
    (meeting,) = room.desk.read(all_of, "seance")
    assert (meeting.values["le"], meeting.values["president"]) == (room.desk.today, "Yann KERVELLA")
    tick = room.room.panels.seances._presents._ticks[1][1]
    tick.click()
    assert room.desk.read(all_of, "seance")[0].values["presents"] == "Paul MEUR"
    room.press("Procès-verbal")
    assert "Aucun avis validé n’a été donné dans cette séance" in room.told()


def test_an_avis_is_given_in_the_meeting_held_today_unless_told_otherwise(room: Room) -> None:
    board = _board(room)
    seance = do(room.desk.store, None, add_item, "seance", {"commission_id": board, "le": room.desk.today})
    room.room.reload()
    room.room.table.selectAll()
    assert room.room.panels.avis.form.values["en_seance"] == seance
    assert room.room.panels.avis.values()["en_seance"] == seance
    room.drawn()
    assert room.room.panels.avis.form.seats["en_seance"].editor.isVisible()


def test_an_avis_given_out_of_any_meeting_stays_so_for_the_next_selection(room: Room) -> None:
    board = _board(room)
    do(room.desk.store, None, add_item, "seance", {"commission_id": board, "le": room.desk.today})
    room.room.reload()
    room.room.table.selectAll()
    form = room.room.panels.avis.form
    form.focus("en_seance")
    form.seats["en_seance"].editor.set_text("")
    pressed("Tab")
    assert form.values["en_seance"] is None
    room.room.table.clearSelection()
    room.room.table.step(1)
    assert form.values["en_seance"] is None, "no meeting is said to have decided it"


def test_the_panel_of_meetings_has_no_word_cut(room: Room) -> None:
    _board(room)
    room.press("Séance…")
    room.room.panels.seances.items.add()
    room.drawn()
    assert complaints(room.window) == []
