"""On every tab and in every room, nothing that one types in or presses moves, whatever is said meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import kept
from scolarite_desk.services.acts import do
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.services.fondation import found
from scolarite_desk.store.drafts import Draft
from scolarite_desk.store.vault.vault import Cost
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets.heads import Filters
from tests.sources import HOUSE, read
from tests.ui.every_form import furnished
from tests.ui.frame.test_rien_ne_bouge import LONG, told
from tests.ui.office import founded, office, window, windowed

__all__ = ["founded", "office", "window"]

_STRIP = re.compile(r"self\.(\w+)(?:, self\.(\w+))? = Strip\(")
_FREE = {  # strips that are shown at once, and why they push nothing
    "messages.py",  # over the page
    "printing.py",  # a dialog, before it opens
    "hub.py",  # under its table
    "verification.py",  # under what asked for it
    "ajout.py",  # its room is kept
    "etat.py",  # in the place of the reason that was asked
    "detail.py",  # of another row
}
_BLANK = ("journee", "decisions", "formations")  # where an empty base shows other things
_READ = ("Identité", "Candidatures", "journee", "decisions", "comptes", "corbeille")  # what others write comes there


def pages(window: Window, dossier: str, rooms: Sequence[str]) -> Iterator[str]:
    """Every tab of a dossier, when there is one, then rooms and every way to look at them."""
    if dossier:
        window.show_dossier(dossier)
        for number, onglet in enumerate(PAGES):
            window.pane.tabs.setCurrentIndex(number)
            yield kept(onglet.page.title)
    for code in rooms:
        room = window.enter(code)
        assert room is not None
        yield code
        for filters in room.findChildren(Filters):
            if filters.isVisible() and code in ("journal", "postes", "doublons"):  # each shows another page
                for way in list(filters._chips)[1:]:
                    filters.choose(way)
                    yield f"{code}, {way}"


def hands(window: Window) -> dict[QWidget, QPoint]:
    """Where everything of the page that one types in or presses begins."""
    for _ in range(3):
        QApplication.processEvents()
    page = window.stack.currentWidget()
    found = (one for one in page.findChildren(QWidget) if one.isVisible() and one.focusPolicy())
    return {one: one.mapTo(window, QPoint()) for one in found}


def moved(before: dict[QWidget, QPoint], after: dict[QWidget, QPoint]) -> list[str]:
    return [one.accessibleName() for one, place in before.items() if after.get(one, place) != place]


def seats(window: Window) -> list[Seat]:
    forms = [one for one in window.stack.currentWidget().findChildren(Form) if one.isVisible()]
    return [seat for form in forms for seat in form.seats.values()]


def provoked(window: Window) -> Iterator[str]:
    """What may be said on a page, one thing after another, each as it is said."""
    listed = seats(window)
    for seat in listed:
        seat.blame(LONG)
        seat.label.ask(seat.label.text().removesuffix("\u00a0*"), seat.label.may)
    told(window)
    assert not covered(window)
    yield "faults of two lines, every star, a refusal and a failure"
    for seat in listed:
        seat.set(seat.value)
        seat.label.ask(seat.label.text().removesuffix("\u00a0*"), False)
        if seat.open:
            seat.restore(Draft("zz", datetime.now(UTC), "autre"), (seat.clear, seat.clear))
    window.messages.clear()
    yield "drafts that come back, no star"
    for seat in listed:
        seat.set(seat.value)


def covered(window: Window) -> bool:
    """Whether a message lies over what has the keyboard."""
    here = QApplication.focusWidget()
    if here is None or not window.stack.isAncestorOf(here) or here.height() > 80:
        return False
    return QRect(here.mapTo(window, QPoint()), here.size()).intersects(window.messages.geometry())


def pushed(window: Window, dossier: str, *rooms: str) -> dict[str, list[str]]:
    """By page and by what was said, what moved; where there is somebody, another writes meanwhile too."""
    found = dict[str, list[str]]()
    for page in pages(window, dossier, rooms):
        for _ in range(4):
            QApplication.processEvents()
        before = hands(window)
        for what in provoked(window):
            found[f"{page}, {what}"] = moved(before, hands(window))
        if dossier and page in _READ:
            do(window.store, None, create_dossier, {"nom_naissance": f"ANCELIN {page}"[:20], "prenom": "Awa"})
            found[f"{page}, written elsewhere"] = moved(before, hands(window))
    return {place: said for place, said in found.items() if said}


def test_nothing_moves_on_any_page_of_a_base_in_use(window: Window) -> None:
    window.resize(1280, 800)
    assert pushed(window, furnished(window.store), *ROOMS) == {}


def test_nothing_moves_on_any_page_of_a_base_founded_this_morning(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    made = found(tmp_path / "vraie.sdesk", "Léa Martin", "un mot de passe long", {"uai": "9830445S"}, cost=Cost(64, 1))
    with windowed(theme, qtbot, made.store, 1280, 800) as window:
        assert pushed(window, "", *_BLANK) == {}


def test_a_strip_of_a_page_comes_and_goes_by_the_one_way_that_pushes_nothing() -> None:
    strays = []
    for source in read(HOUSE):
        names = [name for pair in _STRIP.findall(source.text) for name in pair if name]
        shown = [name for name in names if re.search(rf"self\.{name}\.(show\(|setVisible\()", source.text)]
        strays += [f"{source.path}: {name}" for name in shown if Path(source.path).name not in _FREE]
    assert strays == []
