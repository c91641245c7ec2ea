"""A session of decisions: several candidatures at once, seen before they change; letters, lists, workbooks."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rules.filtre import Condition, Et, Non
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Travail
from scolarite_desk.msg import N_
from scolarite_desk.progress import Cancelled
from scolarite_desk.services import lots
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.undo import redo, undo, undo_work
from scolarite_desk.services.vides import by_cause
from scolarite_desk.services.vues import save_shared_view, save_view, withdraw_shared_view
from scolarite_desk.store import drafts
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.offer import all_of
from scolarite_desk.store.queries.registre import numbers
from scolarite_desk.ui.desk import jobs
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.decisions.lignes import FORMATION
from scolarite_desk.ui.widgets import Button, Tick
from tests.accessible import complaints
from tests.keys import focused, pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import cells, plain
from tests.ui.one_room import Room, choosing, office, shown

__all__ = ["founded", "office"]

PEOPLE = (("AUDREN", "Inès"), ("BERTHELOT", "Jérôme"), ("KERVELLA", "Yann"), ("LE GALL", "Ida"), ("ORTEGA", "Lucía"))


@pytest.fixture
def asked(office: Office) -> dict[str, str]:
    """Five candidatures in licence; one avis is validated, another waits."""
    keys = {}
    for nom, prenom in PEOPLE:
        dossier = office.home(office.person(nom, prenom))
        keys[nom] = office.apply(dossier)
    office(enter_avis, keys["ORTEGA"], "FA")
    office(validate_avis, keys["ORTEGA"])
    office(enter_avis, keys["AUDREN"], "DE", "resultats")
    return keys


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, asked: dict[str, str]) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "decisions")


def choose(room: Room, *rows: int) -> None:
    """Select rows of the table, as Ctrl and clicks do."""
    table = room.room.table
    table.clearSelection()
    table._select(list(rows))


def give(room: Room, keys: str) -> None:
    """Type an avis and what goes with it, each key a Tab further."""
    room.room.commands()["donner_avis"]()
    typed(keys)


def avis_of(room: Room, key: str) -> Any:
    found = select(Avis).where(Avis.candidature_id == key, Avis.retire_le.is_(None)).order_by(Avis.id.desc())
    return next(iter(room.office.rows(found)), None)


def names(room: Room) -> list[str]:
    return [row.nom for row in room.room.table.rows_model.rows]


def test_an_hour_that_cannot_be_read_is_given_to_nobody(room: Room, asked: dict[str, str]) -> None:
    choose(room, 1, 2)
    give(room, "prés\t10/07/2026\t9h-10h\t")
    form = room.room.panels.avis.form
    assert [(field.name, plain(said)) for field, said in form.faults()] == [
        ("convocation_heure", "Heure illisible : écrivez par exemple 9h30.")
    ]
    room.room.panels.avis.give()
    assert avis_of(room, asked["BERTHELOT"]) is None
    form.focus("convocation_heure")
    replaced("9h\tAmphi 2\t")
    room.room.panels.avis.give()
    assert {avis_of(room, asked[nom]).convocation_heure for nom in ("BERTHELOT", "KERVELLA")} == {"09:00"}


def test_it_opens_on_the_first_formation_that_somebody_asks_for(room: Room) -> None:
    assert room.says("Licence 2 Informatique")
    assert names(room) == ["AUDREN Inès", "BERTHELOT Jérôme", "KERVELLA Yann", "LE GALL Ida", "ORTEGA Lucía"]
    assert room.says("5 candidatures")


def test_a_long_commission_is_listed_to_its_end_and_taken_whole(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scolarite_desk.ui.salles.decisions.room.SHOWN", 2)
    monkeypatch.setattr("scolarite_desk.ui.salles.decisions.room.LOT", 2)
    room.room._another()
    assert names(room) == ["AUDREN Inès", "BERTHELOT Jérôme"]
    assert room.says("2 candidatures sur 5")
    room.drawn()
    room.qtbot.waitUntil(lambda: len(names(room)) == 5)
    assert room.says("5 candidatures")
    room.room._another()
    room.room.table.setFocus()
    pressed("Ctrl+A")
    room.qtbot.waitUntil(lambda: len(room.room.table.selected()) == 5)
    room.room.reload()
    room.qtbot.waitUntil(lambda: room.room._reading is None)
    assert len(room.room.table.selected()) == 5


def test_the_session_in_words(room: Room) -> None:
    choose(room, 0, 1, 4)
    give(room, "favo\t")
    golden("decisions", room.words())


def test_who_changes_and_who_is_refused_is_said_before(room: Room, asked: dict[str, str]) -> None:
    choose(room, 0, 1, 2, 4)
    give(room, "favo\t")
    assert room.says("3 candidatures changeront")
    assert cells(room.room.panels.avis.preview.changes) == [
        "AUDREN Inès |  | Favorable",
        "BERTHELOT Jérôme |  | Favorable",
        "KERVELLA Yann |  | Favorable",
    ]
    assert room.says("ORTEGA Lucía : L’avis est validé : rectifiez-le, avec sa raison.")
    assert "Donner l’avis à 3 candidatures" in room.offered()
    assert avis_of(room, asked["KERVELLA"]) is None


def test_more_favourable_avis_than_places_are_said_before_they_are_given(room: Room, asked: dict[str, str]) -> None:
    room.office(correct, "formation.capacite", room.office.licence, 2)
    room.drawn()
    choose(room, 0, 1, 2)
    give(room, "favo\t")
    places = room.room.panels.avis.preview.places
    assert plain(places.text()) == "Une fois fait : 2 avis favorables de plus que les places (capacité 2)"
    assert (places.isVisible(), places.property("tone")) == (True, "warn")
    room.press("Donner l’avis à 3 candidatures")
    choose(room, 0, 1)
    room.press("Valider 2 avis")
    places = room.room.panels.validation.preview.places
    assert "2 avis favorables de plus" in plain(places.text())
    give(room, "compl\t1\t")
    assert not room.room.panels.avis.preview.places.isVisible(), "a list gives no place"


def test_a_long_selection_does_nothing_to_the_one_before(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(room, 1)
    give(room, "favo\t")
    monkeypatch.setattr("scolarite_desk.ui.salles.decisions.lot.MANY", 1)
    choose(room, 2, 3)
    panel = room.room.panels.avis
    panel.give()
    assert not panel.acts[0].isEnabled()
    room.settled()
    assert [row.avis for row in room.room.table.rows_model.rows] == ["DE", "", "", "", "FA"]


def test_looking_writes_nothing(room: Room) -> None:
    before = room.office.digest()
    choose(room, 0, 1, 2, 4)
    give(room, "favo\t")
    assert room.office.digest() == before


def test_an_avis_is_given_to_several_and_undone_as_one_gesture_or_each_alone(room: Room, asked: dict[str, str]) -> None:
    choose(room, 1, 2, 4)
    give(room, "favo\t")
    room.press("Donner l’avis à 2 candidatures")
    assert room.told() == "Avis donné à 2 candidatures."
    assert avis_of(room, asked["BERTHELOT"]).avis == avis_of(room, asked["KERVELLA"]).avis == "FA"
    undo_work(room.office.store, room.office.number())
    room.drawn()
    assert [row.avis for row in room.room.table.rows_model.rows] == ["DE", "FA", "", "", "FA"]
    redo(room.office.store, room.office.started)
    undo(room.office.store, room.office.started)
    room.drawn()
    assert [row.avis for row in room.room.table.rows_model.rows] == ["DE", "", "", "", "FA"]


# --- What was typed for several, kept until they are done


def test_what_was_just_done_is_announced_no_more_until_something_else_is_asked(room: Room) -> None:
    choose(room, 1, 2)
    give(room, "fav\t")
    panel = room.room.panels.avis
    room.press("Donner l’avis à 2 candidatures")
    assert (panel.preview.isVisible(), panel.acts[0].isEnabled()) == (False, False)
    assert plain(panel._said.text()).startswith("C’est donné.")
    room.room.validate()
    room.room.validate()
    assert not panel.preview.isVisible(), "nor is it said to be refused once it is validated"
    choose(room, 1, 2, 3)
    assert panel.preview.isVisible()


def test_what_is_undone_can_be_given_again(room: Room) -> None:
    choose(room, 1, 2)
    give(room, "fav\t")
    room.press("Donner l’avis à 2 candidatures")
    undo(room.office.store, room.office.started)
    room.drawn()
    assert room.room.panels.avis.acts[0].isEnabled()


def _typed_for_all(room: Room) -> dict[str, str]:
    """The drafts of what is asked for three candidatures, read from the base."""
    choose(room, 1, 2, 3)
    give(room, "favo\t")
    kept = drafts.drafts_of(room.office.store, drafts.NOWHERE)
    assert kept, "it waits for an act"
    return kept


def test_what_was_typed_for_several_goes_with_the_commit_of_the_last(room: Room) -> None:
    typed_before = _typed_for_all(room)
    seen = list[object]()
    room.office.store.subscribe(lambda _: seen.append(drafts.drafts_of(room.office.store, drafts.NOWHERE)))
    room.room.panels.avis.give()
    assert seen == [typed_before, typed_before, {}]


@pytest.mark.parametrize("why", [Cancelled(), Unavailable(N_("Le disque est plein.")), Refused(N_("Non."))])
def test_what_was_typed_for_several_stays_when_they_are_not_all_done(
    room: Room, monkeypatch: pytest.MonkeyPatch, why: Exception
) -> None:
    typed_before = _typed_for_all(room)
    real, done = lots.working, list[object]()

    def working(*given: Any) -> Any:
        if isinstance(why, Refused) or done:
            raise why
        done.append(given)
        return real(*given)

    room.room.panels.avis.look()
    issue = room.room.panels.avis._issue.faites
    monkeypatch.setattr(lots, "working", working)
    monkeypatch.setattr(jobs, "MANY", 1)
    room.room.panels.avis.do(issue, room.room.panels.avis.values())
    room.settled()
    assert len(done) == (0 if isinstance(why, Refused) else 1)
    assert drafts.drafts_of(room.office.store, drafts.NOWHERE) == typed_before


def test_who_is_alone_once_others_are_refused_is_given_the_rank_that_was_shown(
    room: Room, asked: dict[str, str]
) -> None:
    room.office(enter_avis, asked["AUDREN"], "LC", rang=1)
    room.drawn()
    places = names(room)
    choose(room, *(place for place, one in enumerate(places) if one.startswith(("BERTHELOT", "ORTEGA"))))
    give(room, "compl\t1\t")
    assert [row.split(" | ")[1] for row in cells(room.room.panels.avis.preview.changes)] == ["2"]
    room.press("Donner l’avis à 1 candidature")
    assert avis_of(room, asked["BERTHELOT"]).rang == 2


def test_an_unfavourable_avis_waits_for_its_motive(room: Room, asked: dict[str, str]) -> None:
    choose(room, 1)
    give(room, "défa\t")
    assert room.says("BERTHELOT Jérôme : Un avis défavorable a un motif : choisissez-le.")
    assert "Donner l’avis" not in room.offered()
    typed("capac\t")
    room.press("Donner l’avis à 1 candidature")
    assert avis_of(room, asked["BERTHELOT"]).motif == "capacite"


def test_ranks_follow_one_another_without_a_hole(room: Room, asked: dict[str, str]) -> None:
    choose(room, 2, 4, 3)
    give(room, "liste c\t")
    room.room.panels.avis.form.focus("rang")
    typed("4\t")
    assert cells(room.room.panels.avis.preview.changes)[1] == "LE GALL Ida | 5 | Liste complémentaire"
    room.press("Donner l’avis à 2 candidatures")
    assert (avis_of(room, asked["KERVELLA"]).rang, avis_of(room, asked["LE GALL"]).rang) == (4, 5)
    assert names(room)[:2] == ["KERVELLA Yann", "LE GALL Ida"]


def test_validating_what_waits_in_the_selection(room: Room, asked: dict[str, str]) -> None:
    choose(room, 0, 1, 4)
    room.press("Valider 1 avis")
    shown = room.room.panels.validation.preview
    assert [row.partition(" | ")[0] for row in cells(shown.changes)] == ["AUDREN Inès"]
    assert plain(shown.refusals.text()).splitlines() == [
        "BERTHELOT Jérôme : Il n’y a pas d’avis à valider.",
        "ORTEGA Lucía : Cet avis est déjà validé par Claire.",
    ]
    assert avis_of(room, asked["AUDREN"]).valide_par is None, "it is only shown"
    assert focused().accessibleName() == "Valider 1 avis"
    pressed("Return")
    assert avis_of(room, asked["AUDREN"]).valide_par == "Claire"
    assert room.told() == "1 avis validé."
    assert "Valider" not in [name for name in room.offered() if name.startswith("Valider")]


def test_who_changes_and_who_is_refused_is_in_sight_at_1280_by_800(room: Room) -> None:
    room.window.resize(1280, 740)
    choose(room, 0, 1, 4)
    room.room.commands()["donner_avis"]()
    typed("FA\t")
    assert complaints(room.window) == []
    avis = room.room.panels.avis
    for part in (avis.preview.refusing, avis.preview.refusals, avis.preview.changing, avis._give):
        assert part.visibleRegion().boundingRect().height() >= part.height() - 1, part
    assert avis.preview.changes.visibleRegion().boundingRect().height() >= 2 * avis._desk.theme.row


def test_a_filter_and_a_few_letters_narrow_the_table(room: Room) -> None:
    room.room.filters.choose("sans")
    room.room.text.setFocus()
    typed("ker")
    assert names(room) == ["KERVELLA Yann"]
    pressed("Down")
    assert focused() is room.room.table


def test_enter_opens_the_dossier(room: Room) -> None:
    room.room.table.setFocus()
    pressed("Return")
    assert room.asked == [(room.room.table.rows_model.rows[0].dossier, "candidatures")]


def test_another_formation_is_chosen_by_typing(room: Room) -> None:
    choice = room.room.choice._choices["formation"]
    choice.setFocus()
    pressed("Ctrl+A")
    typed("biologie\t")
    assert room.room.choice.filter.formation == room.office.master
    assert room.says("Aucune candidature ici.")


def test_a_formation_nobody_knows_is_marked(room: Room) -> None:
    choice = room.room.choice._choices["formation"]
    choice.setFocus()
    pressed("Ctrl+A")
    typed("astrologie\t")
    assert choice.property("tone") == "bad"
    assert room.room.choice.filter.formation == room.office.licence


def test_a_campaign_shows_all_of_its_formations(room: Room) -> None:
    room.room.choice.choose(Filter(campagne=room.office.campagne))
    room.room.reload()
    assert not room.room.table.isColumnHidden(3)
    assert len(names(room)) == 5


def test_a_cancelled_candidature_is_not_decided_on(room: Room, asked: dict[str, str]) -> None:
    room.office(cancel_candidature, asked["KERVELLA"], "Doublon")
    room.drawn()
    assert "KERVELLA Yann" not in names(room)


def test_many_are_a_job_that_can_be_cancelled(room: Room, asked: dict[str, str]) -> None:
    for number in range(30):
        room.office.apply(room.office.person("LOT", f"Personne {'ABCDEFGHIJKLMNOPQRSTUVWXYZABCD'[number]}"))
    room.drawn()
    choose(room, *range(35))
    give(room, "favo\t")
    room.settled()
    assert room.says("34 candidatures changeront")
    room.room.panels.avis.give()
    room.settled()
    room.press("Donner l’avis à 34 candidatures") if "Donner l’avis à 34 candidatures" in room.offered() else None
    room.settled()
    works = select(func.count()).where(Travail.acte == "enter_avis")
    with room.office.store.reading() as session:
        assert session.scalar(works) == 2 + 34


def test_the_workbook_of_the_filter(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    out = tmp_path / "decisions.xlsx"
    answers.append(choosing(out))
    room.press("Excel…")
    room.settled()
    assert room.told() == "5 candidatures écrites dans « decisions.xlsx ». Ce fichier n’est pas chiffré."
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert len(rows) == 6


def test_an_avis_filter_narrows_what_leaves(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    room.room.filters.choose("DE")
    out = tmp_path / "refus.csv"
    answers.append(choosing(out))
    room.room.commands()["exporter_csv"]()
    room.settled()
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert any("AUDREN" in cell for row in csv.reader(stream, delimiter=";") for cell in row)
    assert room.told() == "1 candidature écrite dans « refus.csv ». Ce fichier n’est pas chiffré."


def test_the_list_of_decisions(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    out = tmp_path / "liste.pdf"
    answers.append(choosing(out))
    room.press("Liste…")
    room.settled()
    assert out.read_bytes().startswith(b"%PDF")


def test_giving_up_the_dialog_writes_nothing(room: Room, answers: list[Callable[[Any], object]]) -> None:
    answers.append(lambda dialog: dialog.reject())
    room.press("Excel…")
    assert not room.desk.jobs.busy
    assert room.told() == ""


def test_letters_say_who_is_left_out_and_why(room: Room) -> None:
    room.press("Lettres…")
    room.settled()
    assert room.says("laissées de côté")
    assert room.says("L’avis n’est pas validé.")
    mail = room.room.panels.mail
    mail._why.show_causes(by_cause(mail._look.vides) * 20)
    room.drawn()
    button = mail._each
    assert button.visibleRegion().boundingRect() == button.rect(), "however long the list, it is under it"


def test_letters_one_file_each(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    room.press("Lettres…")
    room.settled()
    assert room.says("1 lettre prête")
    folder = tmp_path / "lettres"
    folder.mkdir()
    answers.append(choosing(folder))
    room.press("Un fichier par lettre…")
    room.settled()
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]
    assert len(room.office.rows(select(DocumentEmis))) == 1
    assert plain(cells(room.room.table)[4]).endswith("Lettre partie 06/07 | ")


def test_letters_in_one_file(room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]) -> None:
    room.press("Lettres…")
    room.settled()
    out = tmp_path / "lettres.pdf"
    answers.append(choosing(out))
    room.press("Un seul PDF…")
    room.settled()
    assert room.told() == "1 lettre écrite dans « lettres.pdf ». Elle n’est pas chiffrée."
    assert out.read_bytes().startswith(b"%PDF")
    assert not room.says("1 lettre prête"), "it left"
    assert room.says("Donner un avis à la sélection")


def test_a_lot_that_was_written_is_noted_posted_in_one_act(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    room.press("Lettres…")
    room.settled()
    answers.append(choosing(tmp_path / "lettres.pdf"))
    room.press("Un seul PDF…")
    room.settled()
    posted = next(one for one in room.messages.findChildren(Button) if one.accessibleName().startswith("Noter postées"))
    posted.click()
    room.settled()
    assert room.told() == "1 document noté : Posté."
    assert [row.etape for row in room.office.read(numbers, "lettre")] == ["poste"]


def test_letters_that_left_are_printed_again_only_once_ticked(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    for out, told in ((tmp_path / "1.pdf", "1 lettre prête"), (tmp_path / "2.pdf", "0 lettre prête")):
        room.press("Lettres…")
        room.settled()
        assert room.says(told)
        if told.startswith("0"):
            again = next(one for one in room.window.findChildren(Tick) if one.isVisible())
            assert again.accessibleName() == "Y compris celle qui est déjà partie"
            again.click()
            assert room.says("1 lettre prête")
        answers.append(choosing(out))
        room.press("Un seul PDF…")
        room.settled()
        assert out.is_file()
    assert len(room.office.rows(select(DocumentEmis))) == 1


def test_any_letter_is_made_in_a_lot_once_it_has_what_it_names(
    room: Room, tmp_path: Path, answers: list[Callable[[Any], object]]
) -> None:
    def choose_in(name: str, text: str) -> None:
        editor = room.room.panels.mail.form.seats[name].editor
        editor.setFocus()
        pressed("Ctrl+A")
        typed(f"{text}\t")
        room.settled()

    room.press("Lettres…")
    room.settled()
    choose_in("papier", "Inscription")
    assert room.says("Donnez le jour, l’heure et le lieu de l’inscription.")
    assert not room.room.panels.mail._each.isEnabled()
    for name, text in (("le", "20/07/2026"), ("heure", "9h30"), ("lieu", "Bâtiment A"), ("anglais", "avec")):
        choose_in(name, text)
    assert room.says("1 lettre prête")
    assert room.says("En français dans le texte anglais, faute de traduction")
    assert "» (1)" in room.room.panels.mail._words.text()
    answers.append(choosing(tmp_path / "convocations.pdf"))
    room.press("Un seul PDF…")
    room.settled()
    [row] = room.office.rows(select(DocumentEmis))
    assert (row.nature, row.avis_id) == ("inscription", None)
    room.press("Lettres…")
    room.settled()
    assert room.room.panels.mail.form.values["papier"] == "decision", "nothing is remembered"


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, asked: dict[str, str], size: float, width: int
) -> None:
    theme.set(size=size)
    for room in shown(theme, qtbot, office, "decisions", (width, 900)):
        choose(room, 0, 1, 4)
        give(room, "favo\t")
        qtbot.wait(20)
        assert complaints(room.window) == []
        room.press("Lettres…")
        room.settled()
        qtbot.wait(20)
        assert complaints(room.window) == []


def see(room: Room, name: str) -> None:
    """Choose a view by typing its name."""
    room.room.choice._choices["vue"].setFocus()
    pressed("Ctrl+A")
    pressed("Del")
    typed(f"{name}\n")


def test_no_view_takes_room_where_there_is_none(room: Room) -> None:
    assert not room.room.choice._choices["vue"].isVisible()


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
    room.press("Excel…")
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
