"""What was typed over what another desk or a command has written since: the person chooses, nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.readers import LongTexte
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store import drafts
from scolarite_desk.store.base import open_base
from scolarite_desk.store.drafts import Draft
from scolarite_desk.store.store import Store
from scolarite_desk.ui.forms.editing import AGAIN_EVERY
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.keys import pressed, replaced, typed
from tests.services.conftest import MORNING, PASSWORD
from tests.torture.pannes import full
from tests.ui.forms.demo import DemoLists
from tests.ui.frame.une_saisie import PRENOM, form_of, note_of, opened, prenom_of
from tests.ui.office import founded, office, settle, window

__all__ = ["founded", "office", "window"]


def _beside(office: Store) -> Store:
    """The same base, opened by another program."""
    return open_base(office.path, "Claire", PASSWORD, clock=office.clock)


def _typed_before(window: Window, office: Store, path: str, text: str, now: str) -> str:
    """A draft typed over what the base held, which another desk has changed since; that dossier open again."""
    personne = opened(window)
    drafts.keep(office, personne, path, text, form_of(window).text(path))
    opened(window, "kervella")
    other = _beside(office)
    with other.work("correct") as work:  # as it is received: no form has given it
        setattr(work.get(Personne, personne), path.partition(".")[2], now)
    other.engine.dispose()
    assert opened(window) == personne
    return personne


def test_a_draft_older_than_the_base_is_not_given_by_leaving_it(window: Window, office: Store) -> None:
    personne = _typed_before(window, office, PRENOM, "Maëllexx", "Anna")
    form = form_of(window)
    window.pane.go(PRENOM)
    for key in ("Tab", "Shift+Tab", "Tab"):
        pressed(key)
        assert note_of(form, PRENOM).startswith("Tapé le ")
        assert "avant ce qui est enregistré : « Anna »." in note_of(form, PRENOM)
        assert form.text(PRENOM) == "Maëllexx"
    window.pane.go("identite.ne_le")
    pressed("F8")
    opened(window, "kervella")
    assert prenom_of(office, personne) == "Anna"
    opened(window)
    assert form_of(window).text(PRENOM) == "Maëllexx"
    assert drafts.drafts_of(office, personne) == {PRENOM: "Maëllexx"}


@pytest.mark.parametrize("way", ["Return", "Esc"])
@pytest.mark.parametrize("by", ["key", "button"])
def test_the_person_chooses_between_what_was_typed_and_what_the_base_holds_since(
    window: Window, office: Store, way: str, by: str
) -> None:
    personne = _typed_before(window, office, PRENOM, "Maëllexx", "Anna")
    form = form_of(window)
    window.pane.go(PRENOM)
    if by == "key":
        pressed(way)
    else:
        QTest.mouseClick(form.seats["prenom"].note.offered()[way], Qt.MouseButton.LeftButton)
    pressed("Tab")
    assert prenom_of(office, personne) == ("Maëllexx" if way == "Return" else "Anna")
    assert drafts.drafts_of(office, personne) == {}
    assert form.seats["prenom"].note.offered() == {}


def test_typing_over_a_draft_older_than_the_base_takes_it_on_purpose(window: Window, office: Store) -> None:
    personne = _typed_before(window, office, PRENOM, "Maëllexx", "Anna")
    window.pane.go(PRENOM)
    pressed("End")
    typed("y\t")
    assert prenom_of(office, personne) == "Maëllexxy"
    assert drafts.drafts_of(office, personne) == {}


def test_a_draft_on_screen_is_overtaken_by_what_is_written_meanwhile(window: Window, office: Store) -> None:
    personne = opened(window)
    drafts.keep(office, personne, PRENOM, "Maëllexx", "Maëlle")
    opened(window, "kervella")
    opened(window)
    assert note_of(form_of(window), PRENOM).startswith("Brouillon restauré")
    with office.work("correct") as work:
        work.get(Personne, personne).prenom = "Anna"
    window.pane.go(PRENOM)
    pressed("Tab")
    assert "avant ce qui est enregistré : « Anna »" in note_of(form_of(window), PRENOM)
    assert prenom_of(office, personne) == "Anna"
    assert drafts.drafts_of(office, personne) == {PRENOM: "Maëllexx"}


def test_what_waited_for_a_full_disk_is_not_written_over_what_was_written_meanwhile(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne = opened(window)
    window.pane.go(PRENOM)
    with full():
        replaced("Maëllexx\t")
    with office.work("correct") as work:
        work.get(Personne, personne).prenom = "Anna"
    qtbot.wait(AGAIN_EVERY + 100)
    assert prenom_of(office, personne) == "Anna"
    assert drafts.drafts_of(office, personne) == {PRENOM: "Maëllexx"}
    window.pane.go(PRENOM)
    pressed("Return")
    assert prenom_of(office, personne) == "Maëllexx"


def test_a_base_put_back_in_its_place_takes_by_itself_what_it_could_not(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne, away = opened(window), office.path.with_suffix(".ailleurs")
    window.pane.go(PRENOM)
    office.path.rename(away)
    replaced("Maëllexx\t")
    qtbot.wait(2 * AGAIN_EVERY + 200)
    assert window.unwritten
    away.rename(office.path)
    settle(qtbot, lambda: prenom_of(office, personne) == "Maëllexx")
    assert not window.unwritten


def test_a_long_text_older_than_the_base_is_kept_by_enter_too(theme: Theme, qtbot: QtBot) -> None:
    given: list[object] = []
    fields = [Field("note", name, N_("Note"), LongTexte(200)) for name in ("texte", "suite")]
    form = Form(theme, fields, DemoLists(), on_commit=lambda _field, value: given.append(value))
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.open({"texte": "ce qui est écrit"})
    form.editing.restore(form.seats["texte"], Draft("ce qui fut tapé", MORNING, "ce qui était écrit"))
    form.focus()
    pressed("Tab")
    assert form.seats["suite"].editor.hasFocus()
    assert given == []
    form.focus()
    pressed("Return")
    assert given == ["ce qui fut tapé"]


def test_what_a_command_writes_beside_the_window_is_shown_and_undo_says_what_it_takes_back(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne = opened(window)
    window.pane.go("identite.courriel")
    typed("moi@exemple.fr")
    other = _beside(office)
    do(other, None, correct, PRENOM, personne, "Anna")
    settle(qtbot, lambda: form_of(window).text(PRENOM) == "Anna")
    assert form_of(window).text("identite.courriel") == "moi@exemple.fr"
    assert "KERMAREC Anna" in window.pane.header.text()
    pressed("Tab")
    do(other, None, correct, "identite.nom_usage", personne, "RIOU")
    other.engine.dispose()
    settle(qtbot, lambda: form_of(window).text("identite.nom_usage") == "RIOU")
    pressed("Ctrl+Z", window)
    assert form_of(window).text("identite.nom_usage") == ""


def test_what_the_window_writes_is_announced_once(window: Window, office: Store) -> None:
    personne, told = opened(window), list[object]()
    office.subscribe(told.append)
    do(office, None, correct, PRENOM, personne, "Anna")
    office.follow()
    assert len(told) == 1
    other = _beside(office)
    do(other, None, correct, PRENOM, personne, "Annabelle")
    other.engine.dispose()
    office.follow()
    office.follow()
    assert [getattr(one, "rows") for one in told[1:]] == [frozenset({("personne", personne)})]  # noqa: B009
