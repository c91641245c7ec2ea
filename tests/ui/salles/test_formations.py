"""The offer: found by typing, corrected in place, taken over from one year to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.rules.calendrier import doubts
from scolarite_desk.models.tables.formation import CommissionFormation, Formation, OuvertureFormation, SessionDepot
from scolarite_desk.models.tables.piece import PieceDemandee
from scolarite_desk.models.tables.question import Question
from scolarite_desk.services.avis import enter_avis
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.offre import attach, copy_formation
from scolarite_desk.services.ouvertures import open_in_session
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.calendriers import calendar_in
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.sessions import complementaires
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import focused, pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded, real
from tests.statements import counted
from tests.texts import golden
from tests.ui.one_page import cells
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office", "real"]


@pytest.fixture
def next_year(office: Office) -> str:
    """Another campaign, with a session."""
    key: str = office(add_item, "campagne", {"libelle": "2027-2028", "annee": "2027-2028", "etat": "preparation"})
    office(add_item, "session", {"campagne_id": key, "libelle": "Principale", "genre": "principale"})
    return key


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, next_year: str) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "formations")


def labels(room: Room) -> list[str]:
    return [row.libelle for row in room.room.table.rows_model.rows]


def formation(room: Room, key: str) -> Any:
    return room.office.row(Formation, key)


def test_it_opens_on_the_open_campaign(room: Room) -> None:
    assert labels(room) == ["Licence 2 Informatique", "Master 1 Biologie"]
    assert room.room.choice.filter == Filter(campagne=room.office.campagne)


def test_the_offer_in_words(room: Room) -> None:
    golden("formations", room.words())


def test_a_few_letters_find_a_formation(room: Room) -> None:
    room.room.text.setFocus()
    typed("bio")
    assert labels(room) == ["Master 1 Biologie"]
    pressed("Down")
    assert focused() is room.room.table
    pressed("Return")
    assert focused().accessibleName() == "Code"


def test_places_are_counted_beside_the_window_and_never_by_a_key(room: Room) -> None:
    office = room.office
    office(correct, "formation.capacite", office.licence, 2)
    office(enter_avis, office.apply(office.person("AUDREN")), "FA")
    room.room.reload()
    room.settled()
    assert free(room) == {"Licence 2 Informatique": "1", "Master 1 Biologie": ""}
    with counted(office.store) as statements:
        room.room.text.setFocus()
        typed("lic")
        assert labels(room) == ["Licence 2 Informatique"]
    assert not [one for one in statements if "FROM candidature" in one or "JOIN avis" in one]


def test_a_key_and_a_step_read_the_formation_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    read, fiche = list[str](), room.room.fiche
    real_one = fiche.show_formation
    monkeypatch.setattr(fiche, "show_formation", lambda key: (read.append(key), real_one(key)))
    licence, master = room.office.licence, room.office.master
    room.room.table.setFocus()
    pressed("Down")
    assert read == [master]
    room.room.text.setFocus()
    typed("l")
    assert read[1:] == [room.room.table.current().key]
    room.press("Par centre")
    room.room.text.set_text("")
    room.drawn()
    assert {one.key for line in room.room.programmes.rows_model.rows for one in line.formations} == {licence, master}


def test_places_to_give_are_those_of_formations_whose_answers_are_in(room: Room) -> None:
    office = room.office
    office(correct, "formation.capacite", office.licence, 2)
    office(correct, "formation.fin_depot", office.licence, date(2026, 7, 1))
    room.press("Places à pourvoir")
    room.settled()
    assert labels(room) == ["Licence 2 Informatique"]
    room.room.text.setFocus()
    typed("bio")
    assert labels(room) == []
    room.press("Toutes les formations")
    assert labels(room) == ["Master 1 Biologie"]


def test_what_has_places_left_is_opened_in_a_complementary_session(room: Room) -> None:
    office = room.office
    for key in (office.licence, office.master):
        office(correct, "formation.capacite", key, 2)
        office(correct, "formation.fin_depot", key, date(2026, 7, 1))
        office(correct, "formation.confirmation", key, date(2026, 7, 2))
    room.press("Places à pourvoir")
    room.settled()
    room.press("Session complémentaire…")
    assert "pas encore de session complémentaire" in room.told()
    late = office(add_item, "session", {"campagne_id": office.campagne, "libelle": "Été", "genre": "complementaire"})
    office(open_in_session, office.master, late)
    room.settled()
    room.press("Session complémentaire…")
    assert room.says("1 formation sera refusée")
    assert room.says("M1BIO : Cette formation est déjà dans cette session")
    pressed("Return")
    room.settled()
    assert len(office.rows(select(OuvertureFormation).where(OuvertureFormation.session_id == late))) == 2
    undo(office.store)
    assert [row.retire_le is None for row in office.rows(select(OuvertureFormation))].count(True) == 1


def test_the_second_round_of_the_platform_is_proposed_to_what_is_on_it(office: Office) -> None:
    for genre in ("plateforme_complementaire", "complementaire"):
        office(add_item, "session", {"campagne_id": office.campagne, "libelle": genre, "genre": genre})
    proposed = {mon_master: _second(office, mon_master) for mon_master in (True, False)}
    assert proposed == {True: "plateforme_complementaire", False: "complementaire"}


def _second(office: Office, mon_master: bool) -> str | None:
    office(correct, "formation.mon_master", office.master, mon_master)
    genre: str | None = office.row(SessionDepot, office.read(complementaires, [office.master])[0]).genre
    return genre


def test_the_whole_offer_of_a_real_base_goes_on_after_its_sessions(theme: Theme, qtbot: QtBot, real: Office) -> None:
    year, following = (
        real(add_item, "campagne", {"libelle": libelle, "annee": annee, "etat": "ouverte"})
        for libelle, annee in (("Cette année", "2026-2027"), ("L’an prochain", "2027-2028"))
    )
    session = real(add_item, "session", {"campagne_id": year, "libelle": "Principale", "genre": "principale"})
    for code in ("L1", "L2", "L3"):
        key = real(add_item, "formation", {"campagne_id": year, "code": code, "libelle": code, "genre": "licence",
                                           "mode": "presentiel", "traitement": "AC", "capacite": 30,
                                           "jury": date(2026, 6, 1)})  # fmt: skip
        real(attach, "formation", key, "session_id", session)
    for room in shown(theme, qtbot, real, "formations"):
        room.room.choice.choose(Filter(campagne=year))
        room.room.reload()
        room.settled()
        room.room.table.selectAll()
        room.room.masse.other.focus("campagne")
        typed("prochain\t")
        masse = room.room.masse
        assert masse._before.text() == "Sessions qui manquent à cette campagne\u00a0: Principale."
        room.press("Reprendre d’abord ses sessions")
        assert masse._before.isHidden()
        room.press("Les reprendre dans cette campagne")
        room.settled()
        copied = real.rows(select(Formation).where(Formation.campagne_id == following).order_by(Formation.code))
        theirs = {row.id for row in real.rows(select(SessionDepot).where(SessionDepot.campagne_id == following))}
        assert [(row.code, row.capacite, row.jury) for row in copied] == [
            (code, 30, None) for code in ("L1", "L2", "L3")
        ]
        assert {row.session_id for row in copied} == theirs
        undo(real.store)
        gone = select(Formation).where(Formation.campagne_id == following, Formation.retire_le.is_(None))
        room.settled()
        assert not real.rows(gone)


def free(room: Room) -> dict[str, str]:
    """The places that are left, by formation."""
    table = room.room.table
    [libres] = [column for column in table.rows_model.columns if say(column.title) == "Libres"]
    return {row.libelle: libres.text(row) for row in table.rows_model.rows}


def test_a_field_is_corrected_and_the_list_follows(room: Room) -> None:
    room.room.form().focus("libelle")
    replaced("Licence 2 Informatique et société\t")
    assert labels(room)[0] == "Licence 2 Informatique et société"
    undo(room.office.store, room.office.started)
    room.qtbot.waitUntil(lambda: labels(room)[0] == "Licence 2 Informatique")


def test_dates_in_the_wrong_order_are_doubted_not_refused(room: Room) -> None:
    room.room.form().focus("retour")
    replaced("01/07/2026\t")
    assert formation(room, room.office.licence).retour == date(2026, 7, 1)
    assert room.says("Les pièces sont à rendre avant la fin du dépôt.")
    room.room.form().focus("retour")
    replaced("28/08/2026\t")
    assert not room.says("Les pièces sont à rendre avant la fin du dépôt.")


DATES = ("debut_depot", "fin_depot", "retour", "jury", "publication", "confirmation")


@given(st.lists(st.dates(), min_size=6, max_size=6))
def test_dates_in_order_raise_no_doubt(days: list[date]) -> None:
    assert list(doubts(dict(zip(DATES, sorted(days), strict=True)))) == []
    backwards = dict(zip(DATES, sorted(days, reverse=True), strict=True))
    assert len(list(doubts(backwards))) == sum(a < b for a, b in zip(sorted(days), sorted(days)[1:], strict=False))


def test_a_formation_is_added_from_the_keyboard(room: Room) -> None:
    room.press("Ajouter une formation")
    assert focused().accessibleName() == "Code"
    typed("L3INF\tLicence 3 Informatique\tlicence\t")
    assert "Licence 3 Informatique" in labels(room)
    row = room.office.rows(select(Formation).where(Formation.code == "L3INF"))[0]
    assert (row.genre, row.campagne_id) == ("licence", room.office.campagne)


def test_it_is_tied_to_its_centre_by_name(room: Room) -> None:
    centre = room.office(add_item, "centre", {"libelle": "Pôle santé"})
    room.drawn()
    room.room.form().focus("centre_id")
    replaced("santé\t")
    assert formation(room, room.office.licence).centre_id == centre


def test_it_is_taken_over_to_another_campaign_without_its_dates(room: Room, next_year: str) -> None:
    room.room.fiche._other.focus("campagne")
    typed("2028\t")
    room.press("Reprendre dans cette campagne")
    copy = room.office.rows(select(Formation).where(Formation.campagne_id == next_year))[0]
    assert (copy.code, copy.debut_depot, copy.delai_confirmation) == ("L2INF", None, 10)
    assert len(room.office.rows(select(PieceDemandee).where(PieceDemandee.formation_id == copy.id))) == 1
    assert room.room.table.current().key == copy.id


def test_it_is_not_taken_over_twice(room: Room, next_year: str) -> None:
    room.office(copy_formation, room.office.licence, next_year)
    room.room.fiche._other.focus("campagne")
    typed("2028\t")
    room.press("Reprendre dans cette campagne")
    assert room.told() == "« 2027-2028 » a déjà une formation L2INF."


def test_taking_over_keeps_the_commissions(office: Office, next_year: str) -> None:
    board = office(add_item, "commission", {"libelle": "Sciences"})
    tie = {"commission_id": board, "formation_id": office.licence, "reunion": date(2026, 6, 12)}
    office(add_item, "commission_formation", tie)
    copy = office(copy_formation, office.licence, next_year)
    ties = office.rows(select(CommissionFormation).where(CommissionFormation.formation_id == copy))
    assert [(one.commission_id, one.reunion) for one in ties] == [(board, None)]


def test_a_session_of_another_campaign_is_refused(room: Room, office: Office, next_year: str) -> None:
    session = room.desk.read(lambda s: s.scalars(select(SessionDepot.id)).one())
    assert not room.desk.attempt(None, attach, "formation", office.licence, "session_id", session)
    assert room.told() == "Cette session est d’une autre campagne."


def test_a_formation_is_withdrawn(room: Room) -> None:
    room.press("Retirer la formation")
    assert labels(room) == ["Master 1 Biologie"]
    assert formation(room, room.office.licence).retire_le is not None


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, size: float, width: int
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "formations", (width, 900)):
        qtbot.wait(20)
        assert complaints(room.window) == []


def test_several_formations_are_changed_together_and_what_is_blank_stays(room: Room) -> None:
    room.room.table.selectAll()
    assert room.says("Changer 2 formations")
    masse = room.room.masse
    masse.form.focus("capacite")
    typed("40\t")
    masse.form.focus("en_service")
    typed("non\t")
    masse.form.focus("jury")
    typed("12/06/2026\t")
    assert cells(masse.preview.changes) == [
        "L2INF | Capacité : vide → 40 · En service : Oui → Non · Commission le : vide → 12/06/2026",
        "M1BIO | Capacité : vide → 40 · En service : Oui → Non · Commission le : vide → 12/06/2026",
    ]
    room.press("Changer 2 formations")
    room.settled()
    rows = [room.office.row(Formation, key) for key in (room.office.licence, room.office.master)]
    assert [(row.capacite, row.jury, row.en_service) for row in rows] == [(40, date(2026, 6, 12), False)] * 2
    assert rows[0].delai_confirmation == 10
    masse.form.focus("vider")
    typed("commission, traitement, capac\t")
    assert masse.form.values["vider"] == ("jury", "traitement", "capacite")
    assert not masse.preview.changes.rows_model.rows
    assert room.says("L2INF : « Traitement » ne peut être vide")
    typed("")
    masse.form.focus("vider")
    replaced("commission, capac\t")
    room.press("Changer 2 formations")
    room.settled()
    row = room.office.row(Formation, room.office.licence)
    assert (row.jury, row.capacite) == (None, None)
    undo(room.desk.store)
    row = room.office.row(Formation, room.office.master)
    assert (row.jury, row.capacite) == (date(2026, 6, 12), 40)


def test_a_formation_is_opened_in_another_session_and_has_its_days_there(room: Room) -> None:
    session = {"campagne_id": room.office.campagne, "libelle": "Complémentaire", "genre": "complementaire"}
    depot = room.office(add_item, "session", session)
    room.room.table.go(room.office.licence)
    opened = room.room.fiche.opened
    room.press("Ouvrir dans cette session")
    assert room.says("Choisissez la session, puis ouvrez-la.")
    opened.asked.focus("session_id")
    typed("compl\t")
    room.press("Ouvrir dans cette session")
    assert [cell.split(" | ")[0] for cell in cells(opened.items.table)] == ["Complémentaire"]
    opened.items.form.focus("fin_depot")
    typed("30/09/2026\t")
    assert room.office.read(calendar_in, room.office.licence, depot).fin_depot == date(2026, 9, 30)


def lines(room: Room) -> list[str]:
    """The tree, as it is read."""
    return [row.titre for row in room.room.programmes.rows_model.rows]


@pytest.fixture
def tree(room: Room) -> Room:
    """The licence is of a centre, the master of nothing; the tree is shown."""
    centre = room.office(add_item, "centre", {"libelle": "Pôle Sciences"})
    room.office(attach, "formation", room.office.licence, "centre_id", centre)
    room.room.reload()
    room.room._tree.click()
    return room


def test_the_offer_is_browsed_as_a_tree_by_the_keyboard(tree: Room) -> None:
    pole, other = "Pôle Sciences", "Scolarité des sciences"
    master = ["Master, 1re année", "Master 1 Biologie"]
    assert lines(tree) == [pole, "Licence", "Licence 2 Informatique", other, *master]
    assert tree.room.programmes.current().titre == "Licence 2 Informatique"  # where the list was
    for key in ("Left", "Left", "Left", "Left"):  # up, shut, up, shut
        pressed(key)
    assert lines(tree) == [pole, other, *master]
    for key in ("Right", "Right"):  # open, in
        pressed(key)
    assert lines(tree) == [pole, "Licence", other, *master]
    for _ in range(3):
        pressed("Down")
    assert tree.room.fiche._key == tree.office.master
    pressed("Return")
    assert focused().accessibleName() == "Code"
    assert complaints(tree.room) == []


def test_letters_go_to_a_title_of_the_tree_and_a_search_finds_as_in_the_list(tree: Room) -> None:
    typed("mas")
    assert tree.room.programmes.current().titre == "Master, 1re année"
    tree.room.text.setFocus()
    typed("bio")
    assert labels(tree) == ["Master 1 Biologie"]
    assert tree.room.list_shown is tree.room.table
    tree.room.text.set_text("")
    tree.room.reload()
    tree.room._tree.click()
    assert tree.room.list_shown is tree.room.table
    assert labels(tree) == ["Licence 2 Informatique", "Master 1 Biologie"]


def test_a_centre_of_the_tree_is_all_its_formations(tree: Room) -> None:
    tree.room.programmes.step(-9)
    assert [row.key for row in tree.room._chosen()] == [tree.office.licence]
    tree.office(attach, "formation", tree.office.master, "centre_id", tree.room.fiche.form.values["centre_id"])
    tree.room.reload()
    tree.room.programmes.step(-9)
    assert tree.room._panels.currentWidget() is tree.room.masse
    assert len(tree.room._chosen()) == 2


def test_questions_of_a_formation_are_added_ordered_and_told_from_those_of_all(room: Room) -> None:
    office, asked = room.office, room.room.fiche.asked
    office(add_item, "question", {"libelle": "De toutes", "genre": "oui_non", "ordre": 20})
    office(add_item, "question", {"libelle": "Du master", "genre": "texte", "formation_id": office.master})
    room.room.reload()
    asked.add()
    typed("Site souhaité\tChoix dans\t")
    asked.form.focus("choix")
    typed("Lyon")
    asked.form.focus("ordre")
    typed("10\t")
    assert cells(asked.table) == [
        "Site souhaité | Choix dans une liste |  | cette formation",
        "De toutes | Oui ou non |  | toutes",
    ]
    [made] = [row for row in office.rows(select(Question)) if row.libelle == "Site souhaité"]
    assert (made.choix, made.formation_id, made.ordre) == ("Lyon", office.licence, 10)
    assert complaints(room.room) == []
