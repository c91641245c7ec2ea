"""The day page: who is there, who waits, who is expected, and what the desk does next."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import kept
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.services.dossiers import write_note
from scolarite_desk.services.visites import book_visit, call_visit, excuse_visit, finish_visit, wait_visit, walk_in
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.exchange.rendezvous.test_listes import book
from tests.keys import focused, pressed, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.choices import proposals
from tests.ui.one_page import cells, plain
from tests.ui.one_room import Room, choosing, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def day(office: Office) -> dict[str, str]:
    """A morning: one received, one at the desk, one waiting for long, one just in, two expected, one excused."""
    maelle = office.person()
    visits = {
        "recue": office(walk_in, "QUEFFELEC Anna", motif="cvec"),
        "guichet": office(walk_in, dossier=maelle, motif="ine"),
        "excusee": office(book_visit, office.now + timedelta(hours=3), "ROUSSEAU Léo"),
        "tot": office(book_visit, office.now + timedelta(hours=1), "PÉRIGNON Aloïs", motif="pieces", duree=15),
        "tard": office(book_visit, office.now + timedelta(hours=2), "SØRENSEN Ida", ne_le="2004-06-26"),
    }
    office(call_visit, visits["recue"], "1")
    office.later(minutes=5)
    office(finish_visit, visits["recue"])
    office(call_visit, visits["guichet"], "2")
    office(excuse_visit, visits["excusee"])
    visits["attente"] = office(walk_in, "TEKAIA Samuel", motif="renseignement")
    office(wait_visit, visits["attente"])
    office.later(minutes=31)
    visits["arrivee"] = office(walk_in, "ÇELIK Defne")
    office(write_note, office.owner(maelle), "Relevé L2 promis pour le 5 septembre.")
    return visits


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, day: dict[str, str]) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "journee")


def visit(room: Room, key: str) -> Any:
    return room.office.row(Visite, key)


def people(room: Room) -> list[str]:
    return [kept(row.qui) for row in room.room.table.rows_model.rows]


def test_the_order_is_what_the_desk_does_next(room: Room) -> None:
    names = ["KERMAREC Maëlle", "TEKAIA Samuel", "ÇELIK Defne", "PÉRIGNON Aloïs", "SØRENSEN Ida", "QUEFFELEC Anna"]
    assert people(room) == [*names, "ROUSSEAU Léo"]


def test_the_day_in_words(room: Room) -> None:
    golden("journee", room.words())


def test_a_wait_beyond_half_an_hour_is_red_and_said(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["attente"])
    assert room.says("Attend depuis 31 min")
    row = room.room.table.current()
    assert [column.tone(row) for column in room.room.table.rows_model.columns if kept(column.title) == "Attente"] == [
        "bad"
    ]
    assert room.room.visit._wait.property("tone") == "bad"


def test_a_visit_left_open_says_since_when(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["guichet"])
    assert room.says("Visite ouverte depuis 31 min")
    assert room.says("« Relevé L2 promis pour le 5 septembre. »")


def test_minutes_go_by(room: Room, day: dict[str, str]) -> None:
    room.office.later(minutes=2)
    room.room._clock.timeout.emit()
    room.room.table.go(day["attente"])
    assert room.says("Attend depuis 33 min")


def test_the_primary_act_is_the_next_one(room: Room, day: dict[str, str]) -> None:
    for key, act in (("guichet", "Terminer"), ("attente", "Appeler"), ("tot", "Noter l’arrivée"), ("recue", "Rouvrir")):
        room.room.table.go(day[key])
        assert room.room.visit._next.accessibleName().startswith(act)


def test_calling_then_finishing_from_the_keyboard(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["attente"])
    room.press("Appeler au guichet")
    assert visit(room, day["attente"]).statut == "guichet"
    assert room.room.table.current().key == day["attente"]
    room.press("Terminer la visite")
    assert visit(room, day["attente"]).statut == "terminee"


def test_someone_leaves_without_being_received(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["attente"])
    room.press("Parti sans être reçu")
    assert visit(room, day["attente"]).statut == "absente"


def test_an_excused_visitor_and_an_absent_one(room: Room, day: dict[str, str]) -> None:
    for key, words, statut in (("tot", "Excusée", "excusee"), ("tard", "Absente", "absente")):
        room.room.table.go(day[key])
        room.press(words)
        assert visit(room, day[key]).statut == statut


def test_a_filter_counts_and_narrows(room: Room) -> None:
    assert plain(room.room.filters._chips["rendezvous"].accessibleName()) == "Rendez-vous 2"
    room.room.filters.choose("rendezvous")
    assert people(room) == ["PÉRIGNON Aloïs", "SØRENSEN Ida"]
    room.room.filters.choose("inconnue")
    assert "KERMAREC Maëlle" not in people(room)


def test_another_day_says_what_to_do(room: Room) -> None:
    room.room.go(room.room.day + timedelta(days=1))
    assert room.says("Mardi 7 juillet 2026")
    assert room.says("Aucune visite ce jour-là.")
    room.press("Aujourd’hui")
    assert len(people(room)) == 7


def test_an_arrival_is_noted_without_the_mouse(room: Room) -> None:
    room.room.commands()["arrivee"]()
    typed("BERTHELOT Jérôme\t30/08/2003\t\tcve\t")
    room.press("Enregistrer l’arrivée")
    current = room.room.table.current()
    assert (kept(current.qui), current.statut, current.motif, current.ne_le) == (
        "BERTHELOT Jérôme",
        "arrivee",
        "cvec",
        "2003-08-30",
    )
    assert current.ticket in plain(room.room.visit._when.text())


def test_an_appointment_is_found_as_the_name_is_typed(room: Room, day: dict[str, str]) -> None:
    room.room.commands()["arrivee"]()
    assert len(room.room.arrival.expected.rows_model.rows) == 2, "those that nobody came for"
    typed("perig")
    pressed("Return")
    assert focused() is room.room.arrival.expected
    pressed("Return")
    assert visit(room, day["tot"]).statut == "arrivee"
    assert room.room.table.current().key == day["tot"]
    assert len(people(room)) == 7, "no visit was made"
    assert room.room.arrival.form.text("annonce") == ""


def test_a_name_without_appointment_goes_on_to_the_next_field(room: Room) -> None:
    room.room.commands()["arrivee"]()
    typed("zimmer\n")
    assert focused().accessibleName() == "Né(e) le"


def test_a_third_party_comes_with_a_mandate(room: Room) -> None:
    room.room.begin_arrival()
    typed("BERTHELOT Jérôme\t\t\t\tMme BERTHELOT\t")
    pressed("Space")
    room.press("Recevoir tout de suite")
    row = visit(room, room.room.table.current().key)
    assert (row.statut, row.tiers, row.mandat_vu) == ("guichet", "Mme BERTHELOT", True)
    assert room.says("Venu à sa place : Mme BERTHELOT, mandat vu")


def test_an_arrival_without_a_name_is_told_under_the_field(room: Room) -> None:
    room.room.begin_arrival()
    room.press("Enregistrer l’arrivée")
    assert room.room.arrival.form.faults()[0][1] == "Écrivez le nom du visiteur, ou choisissez la personne."
    assert focused().accessibleName() == "Nom"


def test_giving_up_an_arrival_changes_nothing(room: Room) -> None:
    before = room.office.number()
    room.room.begin_arrival()
    typed("X")
    room.press("Renoncer")
    assert room.office.number() == before
    assert focused() is room.room.table


def test_a_visitor_is_found_by_the_search(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["attente"])
    search = room.room.visit.who.search
    search.setFocus()
    pressed("Ctrl+A")
    typed("kermarec")
    assert proposals(search)[0].startswith("KERMAREC Maëlle · 07/03/2004")
    pressed("Down", search)
    pressed("Return", search)
    assert visit(room, day["attente"]).dossier_id == room.office.row(Visite, day["guichet"]).dossier_id
    assert not search.isVisible()


def test_nobody_is_linked_by_leaving_the_search(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["attente"])
    search = room.room.visit.who.search
    search.setFocus()
    pressed("Ctrl+A")
    typed("kermarec\t")
    assert visit(room, day["attente"]).personne_id is None


def test_a_look_alike_is_shown_before_a_dossier_is_made(room: Room) -> None:
    room.room.begin_arrival()
    typed("KERMAREK Maëlle\t07/03/2004\t")
    room.press("Enregistrer l’arrivée")
    assert room.says("Ressemble à KERMAREC Maëlle · 07/03/2004")
    assert "Créer quand même le dossier" in room.offered()


def test_a_dossier_is_made_from_the_name_that_was_given(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["attente"])
    room.press("Créer le dossier")
    row = visit(room, day["attente"])
    assert room.asked == [(row.dossier_id, "identite.nom_naissance")]
    assert kept(room.room.table.current().qui) == "TEKAIA Samuel"


def test_enter_opens_the_dossier(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["guichet"])
    room.room.table.setFocus()
    pressed("Return")
    assert room.asked == [(visit(room, day["guichet"]).dossier_id, "")]


def test_enter_asks_who_somebody_unknown_is(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["attente"])
    room.room.table.setFocus()
    pressed("Return")
    assert focused().accessibleName() == "Qui est-ce\u00a0?"


def test_a_visit_is_put_off(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["tot"])
    room.press("Reporter…")
    typed("08/07/2026\t9h30\t")
    room.room.visit._put_off.click()
    row = visit(room, day["tot"])
    assert (str(row.jour), str(row.rendezvous_le)[:16]) == ("2026-07-08", "2026-07-08 07:30")
    assert "PÉRIGNON Aloïs" not in people(room)


def test_a_visit_is_not_put_off_to_the_past(room: Room, day: dict[str, str]) -> None:
    room.room.table.go(day["tot"])
    room.press("Reporter…")
    typed("01/07/2026\t9h30\t")
    room.room.visit._put_off.click()
    assert room.told() == "Ce jour est passé : choisissez-en un autre."


LIST = """Date;Heure;Nom;Prénom;Date de naissance;Motif;Salle
06/07/2026;15:00;LŒUILLET;Noé;28/07/2004;Bourse;B12
06/07/2026;15:15;MBEKI;Grâce;02/05/2003;;B12
06/07/2026;26:99;ORTEGA;Lucía;;;
"""


def proposed(room: Room, path: Path, answers: list[Callable[[Any], object]], text: str) -> list[str]:
    """A list is chosen; what its panel says of each line."""
    path.write_text(text, encoding="utf-8")
    answers.append(choosing(path))
    room.room.commands()["rendez_vous"]()
    room.settled()
    assert room.says(f"« {path.name} » : ce que cette liste change")
    return cells(room.room.preview.table)


def test_an_appointment_list_is_shown_line_by_line_then_taken_and_reported(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    path, before = tmp_path / "rendez-vous.csv", room.office.digest()
    assert proposed(room, path, answers, LIST) == [
        " | Ligne 4, 06/07/2026, 26:99, ORTEGA Lucía",
        "06/07 15:00 | LŒUILLET Noé",
        "06/07 15:15 | MBEKI Grâce",
    ]
    assert room.says("Écarté : 1 · Ajouté : 2")
    assert room.says("Colonnes laissées de côté : Salle.")
    assert room.says("Écarté. Ligne 4, 06/07/2026, 26:99, ORTEGA Lucía : L’heure est illisible.")
    assert room.office.digest() == before
    room.press("Prendre cette liste")
    room.settled()
    assert room.says("2 rendez-vous ajoutés")
    assert room.says("Ligne 4, 06/07/2026, 26:99, ORTEGA Lucía : l’heure est illisible.")
    room.press("2 personnes à identifier")
    assert {"LŒUILLET Noé", "MBEKI Grâce"} <= set(people(room))


def test_a_list_that_is_not_taken_changes_nothing_and_read_again_has_nothing_to_take(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    path, before = tmp_path / "rendez-vous.csv", room.office.digest()
    proposed(room, path, answers, LIST)
    room.press("Ne rien changer")
    assert room.office.digest() == before
    proposed(room, path, answers, LIST)
    room.press("Prendre cette liste")
    room.settled()
    assert proposed(room, path, answers, LIST)[1] == "06/07 15:00 | LŒUILLET Noé"
    assert room.says("Écarté : 1 · Inchangé : 2")
    assert "Prendre cette liste" not in room.offered()
    assert room.room.preview.table.rows_model.columns[0].spoken(room.room.preview.table.rows_model.rows[1]) == (
        "Inchangé, 06/07 15:00"
    )


def test_what_a_list_takes_back_is_proposed_then_said_by_day_hour_and_name(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    head, path = "Date;Heure;Nom;Statut\n06/07/2026;15:00;LŒUILLET Noé;", tmp_path / "rendez-vous.csv"
    proposed(room, path, answers, head + "Confirmé\n")
    room.press("Prendre cette liste")
    room.settled()
    assert proposed(room, path, answers, head + "Annulé\n") == ["06/07 15:00 | LŒUILLET Noé"]
    assert room.says("LŒUILLET Noé : Annulé. La liste dit « Excusée ».")
    room.press("Prendre cette liste")
    room.settled()
    assert room.says("1 n’est plus attendu")
    assert room.says("Rendez-vous du 06/07/2026, 15:00, LŒUILLET Noé : La liste dit « Excusée ».")


def test_a_file_that_is_no_list_is_refused_in_words(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Bonjour", encoding="utf-8")
    answers.append(choosing(path))
    room.room.import_list()
    room.settled()
    assert "Aucune colonne de date et de nom" in room.told()


def test_a_list_with_a_password_is_opened_where_files_come_in(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    path, plain, led = tmp_path / "liste.xlsx", book(["Date", "Heure", "Nom"]), list[tuple[str, str]]()
    with path.open("wb") as stream:
        OOXMLFile(io.BytesIO(plain)).encrypt("sésame", stream)
    room.desk.entered.connect(lambda code, where: led.append((code, where)))
    answers.append(choosing(path))
    room.room.import_list()
    room.settled()
    assert led == [("importer", str(path))]


def test_what_a_colleague_does_is_seen(room: Room, day: dict[str, str]) -> None:
    room.office(call_visit, day["attente"])
    room.drawn()
    assert "Au guichet" in cells(room.room.table)[1]


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_and_everything_has_a_name(room: Room, theme: Theme, size: float, width: int) -> None:
    theme.set(size=size)
    room.window.resize(width, 900)
    room.qtbot.wait(20)
    assert complaints(room.window) == []
    room.room.begin_arrival()
    room.qtbot.wait(20)
    assert complaints(room.window) == []


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_in_what_a_list_would_change(
    room: Room, theme: Theme, size: float, width: int, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    theme.set(size=size)
    room.window.resize(width, 900)
    proposed(room, tmp_path / "rendez-vous.csv", answers, LIST)
    room.qtbot.wait(20)
    assert complaints(room.window) == []
