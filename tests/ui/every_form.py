"""Every form of the window that keeps drafts, found by walking it: a new one is in by itself.

One that waits for a gesture (a reason asked, a piece more) is put on screen as it is: it keeps what is typed alike.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

import scolarite_desk.ui
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import add_item, create_dossier
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.store import Store
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.listform import ListForm
from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets import Tick

_ROWS = 16  # of a table, looked at one by one
_FEW = (0, 6, 7)  # tabs that stand for all: fields written one by one, an act that takes several, one a row

_KINDS = ("Form", "ActForm", "ListForm")

Place = tuple[str | int, ...]  # ("onglet", 3), ("salle", "reglages"), ("salle", "reglages", "Réglages", 2)


@dataclass(frozen=True)
class Spot:
    """A form: where it is, and the paths of its fields."""

    place: Place
    paths: tuple[str, ...]


def furnished(store: Store) -> str:
    """Someone of whom there is a row of every kind that a tab repeats; their dossier."""
    dossier: str = do(store, None, create_dossier, {"nom_naissance": "LOZACH", "prenom": "Awa"})
    with store.reading() as session:
        personne = dossier_view(session, dossier).personne
        formation = session.query(Formation.id).first()
    assert formation is not None
    do(store, None, add_candidature, dossier, formation.id)
    for thing in ("cursus_internes", "cursus_externes", "stages", "experiences"):
        do(store, None, add_item, thing, {}, personne=personne)
    return dossier


def made() -> Iterator[tuple[str, str, bool]]:
    """Every form made in the window: its module, its fields, whether it is given drafts."""
    for path in sorted(Path(scolarite_desk.ui.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _KINDS:
                fields = call.args[1] if len(call.args) > 1 else call
                yield path.stem, ast.unparse(fields), any(one.arg == "drafts" for one in call.keywords)


def drawn() -> None:
    """Let Qt lay out what was just shown."""
    for _ in range(3):
        QApplication.processEvents()


def spots(window: Window, dossier: str, *, few: bool = False) -> Iterator[Spot]:
    """Each form once, as it is reached: whoever is handed one finds it on screen. `few`: some that stand for all."""
    seen = set[tuple[str, ...]]()
    for place in _places(window, dossier, few=few):
        page = window.stack.currentWidget()
        for form in page.findChildren(Form):
            paths = tuple(field.path for field in form.fields)
            if form.drafts is not None and paths not in seen and _shown(form):
                seen.add(paths)
                yield Spot(place, paths)


def reached(window: Window, dossier: str, spot: Spot) -> Form:
    """That form, on screen."""
    _go(window, dossier, spot.place)
    forms = window.stack.currentWidget().findChildren(Form)
    form = next(one for one in forms if tuple(field.path for field in one.fields) == spot.paths)
    assert _shown(form)
    return form


def seats(form: Form) -> list[Seat]:
    """The fields in which one may type now."""
    every = [seat for seat in form.seats.values() if not isinstance(seat.editor, Tick)]
    return [seat for seat in every if seat.editor.isVisible() and seat.editor.isEnabled() and not seat.barred]


def _shown(form: Form) -> bool:
    """Whether one may type there, once it is put on screen."""
    widget: QWidget | None = form
    while widget is not None and not widget.isWindow():
        if isinstance(widget, ListForm) and widget.key is None:
            widget.add()
            if widget.key is None:
                return False
        parent: Any = widget.parentWidget()
        if isinstance(parent, QStackedWidget):
            parent.setCurrentWidget(widget)
        elif widget.isHidden():
            widget.show()
        widget = parent
    drawn()
    return bool(seats(form))


def _places(window: Window, dossier: str, *, few: bool) -> Iterator[Place]:
    for number in range(window.pane.tabs.count()):
        if not few or number in _FEW:
            yield _gone(window, dossier, ("onglet", number))
    for code in () if few else ROOMS:
        yield _gone(window, dossier, ("salle", code))
        for name, table in _tables(window).items():
            for rank in range(min(_ROWS, len(table.rows_model.rows))):
                yield _gone(window, dossier, ("salle", code, name, rank))
    yield _gone(window, dossier, ("creation",))


def _gone(window: Window, dossier: str, place: Place) -> Place:
    _go(window, dossier, place)
    return place


def _go(window: Window, dossier: str, place: Place) -> None:
    if place[0] == "onglet":
        window.show_dossier(dossier)
        window.pane.tabs.setCurrentIndex(int(place[1]))
        window._turn_to(window.pane)
    elif place[0] == "creation":
        window.queue.search.set_text("tanguy")
        window._turn_to(window.creation)
        window.creation.open("tanguy")
    else:
        window._turn_to(window.home)  # what was left unread on the page before would keep one there
        window.enter(str(place[1]))
        if len(place) > 2:
            table = _tables(window)[str(place[2])]
            table.step(-_ROWS)
            table.step(int(place[3]))
    drawn()


def _tables(window: Window) -> dict[str, Table[Any]]:
    """The tables of the room by name, those that one sees first: what is chosen there says what its forms are about."""
    tables = window.room.findChildren(Table) if window.room is not None else []
    return {one.accessibleName(): one for one in sorted(tables, key=lambda one: one.isVisible())}
