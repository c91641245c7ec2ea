"""In the window, when the base takes nothing: it is said, the text stays, and it is written once the cause is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store import drafts
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Store
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from tests.keys import pressed, replaced, typed
from tests.services.conftest import MORNING, PASSWORD
from tests.store.damage import faults
from tests.torture import bourreau, fenetre, voisin
from tests.torture.pannes import full
from tests.ui.conftest import theme, wardrobe
from tests.ui.office import founded, office, settle, window

__all__ = ["founded", "office", "theme", "wardrobe", "window"]

NOM = "identite.nom_usage"


def _opened(window: Window) -> str:
    """The dossier of Maëlle Kermarec, the keyboard in her usual name; her key."""
    pressed("Ctrl+F", window)
    typed("kermarec")
    pressed("Return")
    window.pane.go(NOM)
    assert window.pane.view is not None
    return window.pane.view.personne


def _written(store: Store, personne: str) -> str | None:
    with store.reading() as session:
        return session.get_one(Personne, personne).nom_usage


def _form(window: Window) -> Form:
    form = window.pane.form()
    assert form is not None
    return form


@contextmanager
def _window(theme: Theme, store: Store, qtbot: QtBot) -> Iterator[Window]:
    window = Window(store, theme, Habits(), lock=lambda: None, open_other=lambda base: None)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    settle(qtbot, lambda: not window.desk.jobs.busy and window.queue.counted)
    yield window
    window.close()


def test_a_field_left_on_a_full_disk_stays_and_is_written_by_itself_once_there_is_room(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne = _opened(window)
    with full():
        typed("Le Goff\t")
        assert "plein" in window.messages.text()
        assert "Rien de ce qui était enregistré n’est perdu" in window.messages.text()
        assert _form(window).text(NOM) == "Le Goff"
        assert [fault for _field, fault in _form(window).faults()] == ["Pas encore enregistré. Rien n’est perdu."]
        assert _written(office, personne) is None
    settle(qtbot, lambda: _written(office, personne) == "Le Goff")
    assert window.messages.text() == ""
    assert _form(window).faults() == []
    assert faults(office) == []


def test_the_person_may_also_try_again_with_the_key_of_any_act(window: Window, office: Store) -> None:
    personne = _opened(window)
    with full():
        typed("Le Goff\t")
    pressed("F8")
    assert _written(office, personne) == "Le Goff"


def test_what_is_being_typed_on_a_full_disk_is_kept_as_soon_as_there_is_room(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne = _opened(window)
    with full():
        typed("Le G")
        settle(qtbot, lambda: "plein" in window.messages.text())
        typed("off")
    settle(qtbot, lambda: drafts.drafts_of(office, personne) == {NOM: "Le Goff"})
    pressed("Tab")
    assert _written(office, personne) == "Le Goff"
    assert drafts.drafts_of(office, personne) == {}


def test_a_window_that_cannot_write_does_not_close_over_what_was_typed(window: Window, office: Store) -> None:
    personne = _opened(window)
    with full():
        typed("Le Goff")
        assert not window.close()
        assert "Fermez encore une fois" in window.messages.text()
        assert _form(window).text(NOM) == "Le Goff"
    assert window.close()
    assert _written(office, personne) == "Le Goff"


def test_a_second_try_closes_all_the_same(window: Window, office: Store) -> None:
    _opened(window)
    with full():
        typed("Le Goff")
        assert not window.close()
        assert window.close()


def test_a_base_moved_away_is_said_and_what_was_typed_goes_in_when_it_is_back(
    window: Window, office: Store, qtbot: QtBot
) -> None:
    personne = _opened(window)
    away = office.path.with_name("corbeille")
    office.path.rename(away)
    typed("Le Goff\t")
    assert "n’est plus à sa place" in window.messages.text()
    away.rename(office.path)
    settle(qtbot, lambda: _written(office, personne) == "Le Goff")


def test_somebody_else_who_writes_for_long_never_stops_the_window(window: Window, office: Store, qtbot: QtBot) -> None:
    personne = _opened(window)
    with voisin.beside(voisin.write_long, office.path) as pipe:
        assert pipe.recv() == "begun"
        waits = []
        for name in ("Le Goff", "Le Gall", "Le Bihan"):
            replaced(name)
            began = monotonic()
            pressed("Tab")
            waits.append(monotonic() - began)
            window.pane.go(NOM)
        assert "Un autre programme écrit dans la base en ce moment" in window.messages.text()
        assert min(waits) < 0.2, f"{waits}: it waited for the other one"
        pipe.send("enough")
        assert pipe.recv() == "ended"
    settle(qtbot, lambda: _written(office, personne) == "Le Bihan")
    assert window.messages.text() == ""


def test_a_window_opened_by_a_clock_that_was_set_back_says_so(theme: Theme, office: Store, qtbot: QtBot) -> None:
    office.clock = lambda: MORNING - timedelta(hours=1)
    with _window(theme, office, qtbot) as window:
        assert "L’horloge de ce poste retarde" in window.messages.text()
        personne = _opened(window)
        typed("Le Goff\t")
        assert window.status.text() == "Enregistré à 08:00"
    assert _written(office, personne) == "Le Goff"
    assert faults(office) == []
    office.close()


# --- Killed while typing: the next window shows it


def test_what_a_killed_window_was_typing_is_on_screen_in_the_next(theme: Theme, office: Store, qtbot: QtBot) -> None:
    path = office.path
    office.close()
    killer = bourreau.Killer(fenetre.play, {"validation": 1}, 1)
    told = killer.kill(path)
    keys = [key for key in fenetre.typed(told) if key[4] < killer.died - 1.5]
    store = open_base(path, "Claire", PASSWORD, clock=lambda: MORNING + timedelta(hours=1))
    with _window(theme, store, qtbot) as window:
        _opened(window)
        QTest.qWait(0)
        shown = _form(window).text(NOM)
        assert keys
        assert shown.casefold().startswith(keys[-1][3].casefold())
        notes = [label.text() for label in window.findChildren(QLabel)]
        assert shown == shown.upper() or any(note.startswith("Brouillon restauré") for note in notes)
    assert faults(store) == []
    store.close()
