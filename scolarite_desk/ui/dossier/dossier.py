"""The right of the window: a dossier's head, its tabs, and what remains to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.models.rows.rows import Manque
from scolarite_desk.services.completude import left_to_do
from scolarite_desk.services.documents import documents_of
from scolarite_desk.services.situation import standing
from scolarite_desk.store.queries.dossiers import dossier_view, some_dossier
from scolarite_desk.store.queries.etiquettes import borne
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.bandeaux import Bands
from scolarite_desk.ui.dossier.entete import DossierHeader
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.dossier.pages import PAGES, useful
from scolarite_desk.ui.dossier.reste import Remaining, icon_of, state_of
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.held import say_held
from scolarite_desk.ui.forms.limits import Limits
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Hairline, Tabs, column

_SOON = 80  # milliseconds after a change


class DossierPane(QWidget):
    """One dossier at a time. `run(code)` does a command of the window."""

    def __init__(self, desk: Desk, run: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.view: DossierView | None = None
        self._read: set[DossierPage] = set()  # tabs looked at since this dossier was opened
        self._behind: set[DossierPage] = set()  # those of them that miss the last changes
        self.header = DossierHeader(desk.theme, self.go, desk.show)
        self.bands = Bands(desk)
        self.tabs = Tabs(desk.theme)
        self.tabs.setAccessibleName(tr("Parties du dossier"))
        self.remaining = Remaining(desk.theme, self.go, run, self._may)
        self._made: dict[int, DossierPage] = {}
        self._limits: dict[DossierPage, Limits] = {}
        self._places = []
        for number, onglet in enumerate(PAGES):
            place = QWidget()
            self._places.append(column(place))
            self.tabs.add(place, say(onglet.court or onglet.page.title), bare=not onglet.a_faire)
            self.tabs.setTabVisible(number, not onglet.right or desk.droits.may(onglet.right, write=False))
        column(self, self.header, (self.tabs, 1), self.bands, Hairline(), self.remaining)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._remind)
        self._here = self.page
        self.tabs.currentChanged.connect(self._turned)
        desk.messages.culprit.connect(self._blame)

    @property
    def page(self) -> DossierPage:
        """The tab that is shown."""
        return self._page_at(self.tabs.currentIndex())

    def open(self, dossier: str, path: str = "") -> bool:
        """Show a dossier, at a field or a tab; False when the one before could not be left, or this one not read."""
        if self.view is not None and dossier != self.view.key and not self.commit():
            return False
        read = self.desk.obtain(partial(self.desk.read, dossier_view, dossier))
        if not read:
            return False
        another = self.view is None or self.view.key != dossier
        self.view = read.answer
        if another:
            self._read, self._behind = set(), set()
        self._show(come=another)
        self._remind(come=True)
        if path:
            self.go(path)
        return True

    def reload(self, changed: Changed) -> bool:
        """Something changed somewhere: show again what concerns this dossier; False when it was withdrawn."""
        if self.view is None:
            return True
        read = self.desk.obtain(partial(self.desk.read, dossier_view, self.view.key), _gone)
        if not read:
            return False
        before, self.view = self.view, read.answer
        if before.personne != self.view.personne:  # two persons were said to be one, or no longer: all is another's
            self._read.clear()
        if any(table == "nomenclature" for table, _ in changed.rows):
            for form in self.findChildren(Form):
                form.use()
        self._behind = set(self._read)
        self._show()
        self._soon.start()
        return True

    def commit(self) -> bool:
        """Give what is being typed; when it cannot be, its tab comes back."""
        if self._here.commit():
            return True
        self._turn_to(self._here)
        say_held(self._here, self._here.title, self.desk.messages)
        return False

    def close_dossier(self) -> None:
        """Nothing is shown any more."""
        self.view = None
        self._soon.stop()

    def go(self, path: str) -> bool:
        """Lead to the tab of a path (« identite.ne_le », « cvec », « pieces »), and to the field when there is one."""
        number = tab_of(path)
        if number is None or not self.tabs.isTabVisible(number):
            return False
        self.tabs.setCurrentIndex(number)
        if not self.page.go(path):
            self.tabs.tabBar().setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def turn(self, tabs: int) -> None:
        """Go to the next tab, or to the one before; round and round."""
        shown = [number for number in range(self.tabs.count()) if self.tabs.isTabVisible(number)]
        place = shown.index(self.tabs.currentIndex())
        self.tabs.setCurrentIndex(shown[(place + tabs) % len(shown)])
        self.focus()

    def focus(self) -> None:
        """The keyboard goes to the first field of the tab."""
        if not self.page.go(self.page.things[0] if self.page.things else ""):
            self.tabs.tabBar().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def entries(self) -> list[tuple[str, Callable[[], object]]]:
        """(label, function that goes there) of every field, for the palette: those of the tab that is shown first."""
        here = self.page.form()
        found = here.entries() if here is not None else []
        shown = {label for label, _ in found}
        for number, onglet in enumerate(PAGES):
            if self.tabs.isTabVisible(number):
                for one in onglet.page.fields:
                    if onglet.page is not type(self.page) or say(one.label) not in shown:
                        found.append((say(onglet.named(one)), partial(self.go, one.path)))
        return found

    def form(self) -> Form | None:
        """The form under the keyboard."""
        return self.page.form()

    def commands(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """The commands that the tabs answer: each comes with its tab."""
        for number, onglet in enumerate(PAGES):
            for code in onglet.answers:
                yield code, self._at(number, code)

    def _at(self, number: int, code: str) -> Callable[[], object]:
        def act() -> None:
            if not self.tabs.isTabVisible(number):
                self.desk.messages.say(tr("Ce dossier n’a rien pour cette commande."))
                return
            self.tabs.setCurrentIndex(number)
            self.page.commands()[code]()

        return act

    def _may(self, function: str) -> bool:
        """Whether the account may act here: adding a candidature brings a dossier inside its perimeter."""
        outside = self.view is not None and self.view.dehors and function != "candidatures"
        return self.desk.may(function) and not outside

    def _page_at(self, number: int) -> DossierPage:
        """A tab is made when it is first looked at."""
        if number not in self._made:
            page = self._made[number] = PAGES[number].page(self.desk)
            page.ended.connect(lambda: self.turn(1))
            self._places[number].addWidget(page)
            page.show()  # at once: a key that led here may be followed by another
            self._limits[page] = Limits(self.desk, page)
        return self._made[number]

    def made(self) -> Iterator[DossierPage]:
        """The tabs, each made as it is come to."""
        return (self._page_at(number) for number in range(self.tabs.count()) if self.tabs.isTabVisible(number))

    def _turn_to(self, page: DossierPage) -> None:
        self.tabs.setCurrentIndex(next(number for number, one in self._made.items() if one is page))

    def _show(self, *, come: bool = False) -> None:
        assert self.view is not None
        self.header.show_view(self.view)
        self.header.show_measures(self.desk.read(standing, self.view.personne))
        self._show_tabs(self.view)
        self.header.show_tags(self.desk.read(borne, self.view.personne))
        self._wake(self.page, come=come)

    def _show_tabs(self, view: DossierView) -> None:
        """Some are there for some dossiers or accounts only: whoever stands on one that goes is on the first."""
        for number, (onglet, some) in enumerate(zip(PAGES, self.desk.read(useful, view), strict=True)):
            there = some and (not onglet.right or self.desk.droits.may(onglet.right, write=False))
            if not there and self.tabs.currentIndex() == number:
                self.tabs.setCurrentIndex(0)
            self.tabs.setTabVisible(number, there)

    def _remind(self, *, come: bool = False) -> None:
        """What remains to be done: computed apart, so that the next key does not wait for it."""
        if self.view is None:
            return
        self.bands.show_view(self.view, come=come or not self.isVisible())
        rows = self.desk.read(left_to_do, self.view.key)
        given = any(one.genre == "recu" for one in self.desk.read(documents_of, self.view.key))
        self.remaining.show_rows(rows, given)
        self._mark(rows)

    def _mark(self, rows: Sequence[Manque]) -> None:
        """A tab with something to do wears an icon."""
        marks = {number: one for one in reversed(rows) if (number := tab_of(one.where)) is not None}
        for number in range(self.tabs.count()):
            one = marks.get(number)
            self.tabs.mark(number, *(("", "") if one is None else icon_of(one)), "" if one is None else state_of(one))

    def _wake(self, page: DossierPage, *, come: bool) -> None:
        """A tab reads its part when it is looked at. `come`: it is just turned to, or its dossier is another."""
        assert self.view is not None
        self._limits[page].show(self.view.dehors, come=come)
        if page not in self._read:
            page.open(self.view)
        elif page in self._behind:
            page.refresh(self.view)
        self._read.add(page)
        self._behind.discard(page)

    def _turned(self) -> None:
        left, self._here = self._here, self.page
        if not left.commit():
            say_held(left, left.title, self.desk.messages, go=False)
        if self.view is not None:
            self._wake(self.page, come=True)

    def _blame(self, path: str) -> None:
        form = self.page.form()
        if form is not None and self.isVisible():
            form.focus(path)


def read_ahead(desk: Desk) -> None:
    """Read a dossier that nobody asked for, in a job: the first one opened finds its statements ready."""
    key = desk.read(some_dossier)
    if key is not None:
        for query in (dossier_view, left_to_do, documents_of):
            desk.read(query, key)


def tab_of(path: str) -> int | None:
    """The number of the tab that a path leads to."""
    thing = path.partition(".")[0]
    return next((number for number, onglet in enumerate(PAGES) if thing in onglet.page.things), None)


def _gone(_: Refused) -> bool:
    """A dossier withdrawn meanwhile is not told here: the window leaves it."""
    return True
