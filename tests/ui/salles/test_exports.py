"""The room where a table leaves: columns by the keyboard, the first rows as they would be, the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.exchange.tables.decisions import COLONNES
from scolarite_desk.services.vues import save_view, views_of
from scolarite_desk.store.queries.decisions import Affiche, Filter, candidature_keys
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.decisions.lignes import COLUMNS
from tests.accessible import complaints
from tests.keys import focused, pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_room import Room, choosing, office, shown

__all__ = ["founded", "office"]
Answers = list[Callable[[Any], object]]


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office) -> Iterator[Room]:
    for nom in ("ALPHA", "BETA", "GAMMA"):
        office.apply(office.home(office.person(nom, "Ida", f"200{len(nom)}-05-02")))
    for made in shown(theme, qtbot, office, "exporter"):
        made.settled()
        waited(made)
        yield made


def waited(room: Room) -> None:
    """Wait until the first rows are read."""
    room.qtbot.waitUntil(lambda: not room.room._look.isActive())
    room.settled()


def labels(room: Room) -> list[str]:
    return [one.libelle for one in room.room.columns.table.rows_model.rows if one.rang]


def test_every_column_of_the_screen_can_leave() -> None:
    known = {one.cle for one in COLONNES}
    for column in COLUMNS:
        assert column.vue, column.title
        assert set(column.vue) <= known


def test_the_room_says_what_would_leave(room: Room) -> None:
    assert room.says("3 lignes · 16 colonnes")
    named = next(one for one in room.room.columns.table.rows_model.rows if one.cle == "nom_naissance")
    assert named.valeurs == ("ALPHA", "BETA", "GAMMA")
    assert complaints(room.room) == []
    golden("salle-exporter", room.words())


def test_a_column_is_taken_and_moved_from_the_keyboard(room: Room, tmp_path: Path, answers: Answers) -> None:
    columns = room.room.columns
    room.press("Aucune")
    assert "Exporter…" not in room.offered(), "no column: nothing to write"
    for name in ("courriel", "date de nai"):
        columns.text.setFocus()
        pressed("Escape", columns.text)
        typed(name)
        pressed("Down", columns.text)
        pressed("Return", columns.table)
    pressed("Escape", columns.text)
    room.drawn()
    assert labels(room) == ["Courriel", "Date de naissance"]
    columns.table.go("ne_le")
    pressed("Alt+Up", columns.table)
    assert labels(room) == ["Date de naissance", "Courriel"]
    pressed("Alt+Up", columns.table)
    assert labels(room) == ["Date de naissance", "Courriel"], "it is the first one already"
    columns.table.go("courriel")
    columns.table.moving.drop(columns.table.current(), columns.table.rows_model.rows[0])
    assert columns.cles == ("courriel", "ne_le")
    columns.table.moving.drop(columns.table.current(), None)
    assert columns.cles == ("ne_le", "courriel")
    out = tmp_path / "d.json"
    room.room.fields.open({"tableau": "decisions", "portee": "tout", "format": "json"}, "")
    answers.append(choosing(out))
    room.press("Exporter…")
    room.settled()
    assert room.told() == "3 lignes écrites dans « d.json ». Ce fichier n’est pas chiffré."
    assert [list(row) for row in json.loads(out.read_text(encoding="utf-8"))["lignes"]] == [["ne_le", "courriel"]] * 3


def test_several_columns_are_taken_or_left_out_at_once(room: Room) -> None:
    columns = room.room.columns
    room.press("Toutes")
    assert len(columns.cles) == len(COLONNES)
    columns.table.selectAll()
    columns.toggle()
    assert columns.cles == ()


def test_what_is_shown_or_selected_leaves_in_its_order(room: Room, tmp_path: Path, answers: Answers) -> None:
    keys = list(room.office.read(candidature_keys, Filter()))
    room.desk.affiche = lambda: Affiche(Filter(), tuple(reversed(keys)), (keys[2], keys[0]))
    room.room.open()
    waited(room)
    assert room.says("2 lignes")
    out = tmp_path / "d.json"
    room.room.fields.open({"tableau": "decisions", "portee": "affichage", "format": "json"}, "")
    answers.append(choosing(out))
    room.press("Exporter…")
    room.settled()
    names = [row["nom_naissance"] for row in json.loads(out.read_text(encoding="utf-8"))["lignes"]]
    assert names == ["GAMMA", "BETA", "ALPHA"]


def test_another_table_has_its_own_columns_and_day(room: Room) -> None:
    room.room.lead("formations/")
    waited(room)
    assert labels(room)[0] == "Campagne"
    assert room.says("2 lignes")
    room.room.lead("rendezvous/2026-07-06")
    waited(room)
    assert room.room.fields.values["jour"].isoformat() == "2026-07-06"
    assert "Exporter…" not in room.offered(), "nobody came"


def test_the_columns_of_a_saved_view_are_taken_from_it(room: Room) -> None:
    view = room.office(save_view, "decisions", "Courriels", {}, ["courriel", "dossier"])
    room.room.reload()
    room.room.fields.open({"tableau": "decisions", "portee": "tout", "format": "xlsx", "vue": view}, "")
    room.room._noted("vue")
    waited(room)
    assert room.room.columns.cles == ("courriel", "dossier")


def test_the_chosen_columns_are_kept_as_a_view_by_a_name_and_enter(room: Room) -> None:
    room.press("Aucune")
    room.room.columns._set(["courriel", "dossier"])
    room.room.keep.form.focus("libelle")
    typed("Courriels\n")
    assert room.told() == "Vue « Courriels » enregistrée."
    kept = [one for one in room.office.read(views_of, "decisions") if not one.livree]
    assert [(one.colonnes, one.compte) for one in kept] == [(("courriel", "dossier"), "Claire")]
    assert kept[0].key in [key for key, _name in room.room._views()], "it is offered at once"


def test_columns_kept_under_the_name_of_ones_own_view_leave_whom_it_shows(room: Room) -> None:
    complete = {"condition": "statut", "valeurs": ["CO"]}
    key = room.office(save_view, "decisions", "Complets", complete, ["dossier"])
    view = next(one for one in room.office.read(views_of, "decisions") if one.key == key)
    room.room.reload()
    room.room.fields.open({"tableau": "decisions", "portee": "tout", "format": "xlsx", "vue": key}, "")
    room.room._noted("vue")
    room.room.columns._set(["courriel"])
    room.press("Garder ces colonnes")
    assert room.told() == "Vue « Complets » : ces colonnes remplacent les siennes."
    [kept] = [one for one in room.office.read(views_of, "decisions") if one.key == view.key]
    assert (kept.colonnes, kept.filtre) == (("courriel",), view.filtre)


def test_a_password_that_was_typed_is_never_forgotten_by_the_main_button(room: Room, answers: Answers) -> None:
    room.room.secrets.lines[0].setText("une phrase assez longue")
    room.press("Exporter…")
    assert room.says("Les deux mots de passe diffèrent."), "no dialog: nothing leaves without it"


def test_tab_goes_from_the_table_to_its_columns_then_to_the_file(room: Room) -> None:
    room.room.fields.focus("format")
    seen = []
    for _ in range(10):
        pressed("Tab")
        seen.append(focused().accessibleName())
    assert seen[:2] == ["Chercher une colonne", "Colonnes du fichier"]
    assert seen[5:8] == ["Nom de la vue", "Garder ces colonnes", "Mot de passe du fichier"]


def test_nothing_is_counted_before_it_was_read(room: Room) -> None:
    room.room.lead("formations")
    assert room.room.head.text() == "Exporter un tableau · 35 colonnes", "not « 0 ligne »"
    waited(room)
    assert room.says("2 lignes")


def test_a_password_closes_the_workbook(room: Room, tmp_path: Path, answers: Answers) -> None:
    first, second = room.room.secrets.lines
    room.press("Exporter protégé…")
    assert room.says("Tapez d’abord un mot de passe.")
    first.setText("une phrase assez longue")
    second.setText("une autre")
    room.press("Exporter protégé…")
    assert room.says("Les deux mots de passe diffèrent.")
    second.setText("une phrase assez longue")
    out = tmp_path / "d.xlsx"
    answers.append(choosing(out))
    room.press("Exporter protégé…")
    room.settled()
    assert room.told() == "3 lignes écrites dans « d.xlsx », que son mot de passe ouvre."
    with out.open("rb") as stream:
        assert msoffcrypto.OfficeFile(stream).is_encrypted()
    assert first.text() == ""


def test_a_format_without_a_password_says_why(room: Room) -> None:
    room.room.fields.open({"tableau": "decisions", "portee": "tout", "format": "csv"}, "")
    room.room._noted("format")
    room.drawn()
    assert room.says("Un fichier texte n’a pas de mot de passe")
    assert "Exporter protégé…" not in room.offered()
