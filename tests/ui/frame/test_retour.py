"""The base goes away under a form, and comes back: what was typed is still shown, then is written once, or kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.models.tables.journal import Brouillon
from scolarite_desk.store.store import Store
from scolarite_desk.ui.forms import editing
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.frame.window import Window
from tests.keys import pressed, replaced
from tests.store.damage import faults
from tests.torture.pannes import full
from tests.ui.every_form import drawn, furnished, made, seats, spots
from tests.ui.office import founded, office, settle, window

__all__ = ["founded", "office", "window"]

_BUILT_ON = {"listform", "parts"}  # what other modules make theirs with
TYPED = "Ce qui fut tapé"


@contextmanager
def _moved(store: Store) -> Iterator[None]:
    away = store.path.with_name("corbeille")
    store.path.rename(away)
    try:
        yield
    finally:
        away.rename(store.path)


@contextmanager
def _full(_store: Store) -> Iterator[None]:
    with full():
        yield


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editing, "DRAFT_EVERY", 20)
    monkeypatch.setattr(editing, "AGAIN_EVERY", 20)


@pytest.fixture(autouse=True)
def makers(monkeypatch: pytest.MonkeyPatch) -> dict[Form, str]:
    """Which module of the window made each form."""
    found, real = dict[Form, str](), Form.__init__

    def made(self: Form, *given: Any, **named: Any) -> None:
        real(self, *given, **named)
        frame: Any = sys._getframe(1)
        while ".ui.forms." in frame.f_globals["__name__"]:
            frame = frame.f_back
        found[self] = frame.f_globals["__name__"].rpartition(".")[2]

    monkeypatch.setattr(Form, "__init__", made)
    return found


def _texts(store: Store) -> set[str]:
    with store.reading() as session:
        return {one.texte for one in session.query(Brouillon)}


def _safe(store: Store, form: Form, seat: Seat, text: str) -> bool:
    """Written, or kept as it was typed."""
    return not form.unwritten and (text in _texts(store) if seat.dirty or seat.waits else True)


@pytest.mark.parametrize("how", [_moved, _full])
def test_every_form_shows_what_was_typed_and_writes_or_keeps_it_once_the_base_is_back(
    window: Window,
    office: Store,
    qtbot: QtBot,
    request: pytest.FixtureRequest,
    makers: dict[Form, str],
    how: Callable[[Store], AbstractContextManager[None]],
) -> None:
    dossier, seen = furnished(office), 0
    wrong, reached = list[tuple[object, ...]](), set[str]()
    few = not request.config.getoption("--torture")
    for spot in spots(window, dossier, few=few):
        form = next(one for one in window.stack.currentWidget().findChildren(Form) if _is(one, spot.paths))
        reached.add(makers[form])
        for seat in seats(form)[: 1 if few else 3]:
            seen += 1
            text = f"{TYPED} {seen}"
            with how(office):
                seat.editor.setFocus()
                drawn()
                replaced(text)
                pressed("Tab")
                shown = seat.text()
            settle(qtbot, lambda form=form: not form.unwritten)
            qtbot.wait(30)
            if shown.casefold() != text.casefold() or not _safe(office, form, seat, shown):
                wrong.append((spot.place, seat.field.path, shown, seat.text()))
    assert wrong == []
    assert seen > (6 if few else 80)
    left = {module for module, _fields, kept in made() if kept} - reached - _BUILT_ON
    assert few or not left, "no way leads to these forms: `tests/ui/every_form.py` must find one"
    window.messages.clear()
    settle(qtbot, lambda: not window.desk.jobs.busy)
    assert faults(office) == []


def _is(form: Form, paths: tuple[str, ...]) -> bool:
    return tuple(field.path for field in form.fields) == paths
