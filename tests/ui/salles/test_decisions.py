"""A session of decisions: several candidatures at once, seen before they change."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.journal import Travail
from scolarite_desk.msg import N_
from scolarite_desk.progress import Cancelled
from scolarite_desk.services import lots
from scolarite_desk.services.avis import enter_avis
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.undo import redo, undo, undo_work
from scolarite_desk.store import drafts
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.ui.desk import jobs
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.decisions import lot
from tests.accessible import complaints
from tests.keys import focused, pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.texts import golden
from tests.ui.one_page import cells, plain
from tests.ui.one_room import Room, office, shown
from tests.ui.salles.une_commission import asked, avis_of, choose, give, names, room

__all__ = ["asked", "founded", "office", "room"]


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


def test_what_is_not_in_sight_is_not_played_and_is_looked_at_when_it_comes_back(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    played, real = list[str](), lot.preview
    choose(room, 1)
    give(room, "favo\t")
    monkeypatch.setattr(lot, "preview", lambda store, code, *said: (played.append(code), real(store, code, *said))[1])
    room.room.other()
    choose(room, 1, 2)
    panel = room.room.panels.avis
    assert played == []
    assert not panel.acts[0].isEnabled(), "the menu of the table gives nothing that was not seen"
    room.room.panels.back()
    assert played == ["enter_avis"]
    assert panel.acts[0].isEnabled()
    assert room.says("2 candidatures changeront")


def test_what_was_looked_at_before_another_value_is_never_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MANY", 1)
    told, waits, exam = list[str](), Event(), room.room.panels.avis._exam
    exam.play(2, lambda _: waits.wait() and "before", told.append)
    exam.play(2, lambda _: "after", told.append)
    waits.set()
    room.settled()
    assert told == ["after"]


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
    issue = room.room.panels.avis._seen.issue.faites
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


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, asked: dict[str, str], size: float, width: int
) -> None:
    theme.set(size=size)
    for one in shown(theme, qtbot, office, "decisions", (width, 900)):
        choose(one, 0, 1, 4)
        give(one, "favo\t")
        qtbot.wait(20)
        assert complaints(one.window) == []
        one.press("Lettres…")
        one.settled()
        qtbot.wait(20)
        assert complaints(one.window) == []


def test_any_other_act_is_done_to_the_selection_and_seen_before(room: Room, asked: dict[str, str]) -> None:
    choose(room, 1, 2, 4)
    room.press("Autre acte…")
    assert focused().accessibleName() == "Faire"
    typed("changer les dates\t")
    room.drawn()
    room.room.panels.acte.asking().focus("date_retour")
    typed("01/09/2026\t")
    assert room.says("3 candidatures changeront")
    room.press("Changer les dates et les droits (3)")
    room.settled()
    days = [row.date_retour for row in room.office.rows(select(Candidature).order_by(Candidature.id))]
    assert [day is not None for day in days] == [False, True, True, False, True]
    undo(room.office.store)
    assert {row.date_retour for row in room.office.rows(select(Candidature))} == {None}
    room.press("Revenir aux avis")
    assert room.says("Donner un avis à la sélection")


def test_the_key_that_leads_to_an_act_does_it_once_it_is_asked(room: Room, asked: dict[str, str]) -> None:
    """An avis by Ctrl+D twice; any other act by Ctrl+G, its first letters, Enter, Ctrl+G. Elsewhere they only lead."""
    commands = room.room.commands()
    choose(room, 1)
    give(room, "FA\t")
    commands["donner_avis"]()
    assert avis_of(room, asked["BERTHELOT"]).avis == "FA"
    choose(room, 4)
    commands["autre_acte"]()
    typed("Enregistrer une conf")
    pressed("Return")
    room.room.table.setFocus()
    commands["autre_acte"]()
    told = select(Candidature.confirmation).where(Candidature.id == asked["ORTEGA"])
    assert room.office.rows(told) == [None], "from the table, one is led there again"
    typed("Enregistrer une conf")
    pressed("Return")
    commands["autre_acte"]()
    assert room.office.rows(told) == ["confirmee"]
    room.drawn()
    assert focused() is room.room.table, "ready for the next ones"
