"""The left of the window: one search box, saved views with live counters, the people they show, what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.langue import number
from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.queries.queue_views import (
    EVERYBODY,
    LISTED,
    VUES,
    Count,
    VueFile,
    counters,
    listed,
    shown_now,
)
from scolarite_desk.store.search import Found, Suggestion
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.frame.people import People
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Hairline, Link, SearchLine, Words, column, row

_PAUSE = 150  # milliseconds without a key before typing errors are looked for
_COUNT = 400  # milliseconds after a change before counting again
_NARROW = 17  # lines
_PAGES = 4  # how much longer the list is each time that somebody reaches its end


@dataclass(frozen=True)
class _Line:
    """A view and how many people it shows."""

    vue: VueFile
    count: int | None


class Queue(QWidget):
    """`opened(row)`: show this person; `missing()`: who was typed is not here; `viewed()`: a view was asked for."""

    opened = Signal(object)
    missing = Signal()
    viewed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._theme = desk, desk.theme
        self._vue, self._archives, self._counts = "tous", False, dict[str, Count]()
        self._limit, self._turn = LISTED, 0  # how many people are listed; which list was asked for last
        self._after: list[Callable[[], object]] = []  # what waits for the whole list
        self._found: Found | None = None
        self.search = SearchLine(self._theme, tr("Nom, INE, date, n°, téléphone"))
        self.views = self._views()
        self.people = People(desk)
        self._beside = self.people.aside = desk.jobs.beside(tr("Personnes"))
        self.suggestions = QWidget()
        self._suggested = row(self.suggestions, margins=(self._theme.gap, self._theme.tight), spacing=self._theme.tight)
        self._foot, self._show_all = (
            Words(tone="muted", wrap=True),
            Link(self._theme, tr("Tout montrer"), self._show_hidden),
        )
        self._lay()
        self._listen()
        self.reload()

    # --- What the window asks.

    def focus(self) -> None:
        """The keyboard goes to the search box, whose text is selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def clear(self) -> None:
        """Back to the view, nothing searched."""
        self.search.clear()
        self._typed()

    def text(self) -> str:
        """What is typed."""
        return self.search.text().strip()

    def step(self, rows: int) -> None:
        """Open the person before or after."""
        current = self.people.current()
        if current is None or current.dossier != self.people.shown:
            self.people.go_to_shown()
        self.people.step(rows)
        self._open(self.people.current())

    def show_opened(self, dossier: str) -> None:
        """Say which dossier is on the right."""
        self.people.shown = dossier
        self.people.mark()
        self.people.go_to_shown()
        self.people.viewport().update()

    @property
    def counted(self) -> bool:
        """Whether the counters say something."""
        return bool(self._counts)

    def says(self) -> str:
        """What the foot says."""
        return self._foot.text()

    def place(self) -> tuple[int, int]:
        """(rank from 1 of the dossier on the right, how many are listed); rank 0 when it is not in the list."""
        rows = self.people.rows_model.rows
        rank = next((number for number, one in enumerate(rows, 1) if one.dossier == self.people.shown), 0)
        return rank, self._found.total if self._found is not None else self._total()

    def select(self, code: str) -> None:
        """Show a view."""
        self.viewed.emit()
        self._vue, self._archives, self._limit = code, False, LISTED
        self._after.clear()
        self.views.go(code)
        if self.search.text():
            self.search.clear()
            self._found = None
        self._fill()

    def reload(self, changed: Changed | None = None) -> None:
        """Read again what is shown; the counters follow in a moment."""
        if changed is not None and not {table for table, _ in changed.rows} & _FOLLOWED:
            return
        self.people.mark()
        if changed is None or not self._follow(changed):
            self._fill()
        self._counting.start()

    def stop(self) -> None:
        """Stop what still runs, before the window closes."""
        self._counting.stop()
        self._pausing.stop()

    # --- How it is made.

    def _views(self) -> Table[_Line]:
        columns = (
            Column[_Line](
                NOTHING,
                lambda v: say(v.vue.label),
                icon=lambda v: v.vue.icon,
                stretch=True,
                tone=lambda _: "icon:muted",
            ),
            Column[_Line](
                NOTHING,
                lambda v: "" if v.count is None else number(v.count),
                chars=7,
                right=True,
                tone=lambda _: "muted",
            ),
        )
        views = Table(self._theme, columns, tr("Vues"), key=lambda v: v.vue.code, desk=True)
        views.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return views

    def _lay(self) -> None:
        theme = self._theme
        top, foot = QWidget(), QWidget()
        row(top, self.search, margins=(theme.gap, theme.gap))
        row(foot, (self._foot, 1), self._show_all, margins=(theme.gap, theme.tight), spacing=theme.tight)
        foot.setMinimumHeight(theme.field + theme.tight)
        self.suggestions.hide()
        column(self, top, self.views, Hairline(), (self.people, 1), self.suggestions, Hairline(), foot)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="desk")
        self._measure()

    def _measure(self) -> None:
        self.setMinimumWidth(_NARROW * self._theme.line)
        self.views.setFixedHeight(len(VUES) * self._theme.row)

    def _listen(self) -> None:
        self._pausing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pausing.timeout.connect(self._suggest)
        self._counting = QTimer(self, singleShot=True, interval=_COUNT)
        self._counting.timeout.connect(self._count)
        self.search.edited.connect(self._typed)
        self.search.moved.connect(self.people.step)
        self.search.entered.connect(self._enter)
        self.views.moved.connect(self._view_moved)
        self.views.clicked.connect(lambda _: self.select(self._vue))
        self.views.opened.connect(lambda _: self.people.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.people.opened.connect(self._open)
        self.people.clicked.connect(self._clicked)
        self._theme.changed.connect(self._measure)

    # --- What happens.

    def _typed(self) -> None:
        text = self.text()
        self._offer(())
        self._found = self.desk.read(search.find, text, self.desk.today) if text else None
        self._fill()
        if text:
            self.people.scrollToTop()
            self.people.setCurrentIndex(self.people.rows_model.index(0, 0))
            self._pausing.start()

    def _enter(self) -> None:
        if self._found is not None and not self._found.rows:
            self.missing.emit()
        elif self.text():
            if self.people.current() is None:
                self.people.step(0)
            self._open(self.people.current())
        else:
            self.people.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open(self, person: FoundRow | None) -> None:
        if person is not None:
            self.opened.emit(person)

    def _clicked(self) -> None:
        """A click opens; with Ctrl or Maj it chooses several."""
        if not QApplication.keyboardModifiers():
            self._open(self.people.current())

    def _view_moved(self, line: _Line | None) -> None:
        if line is not None and line.vue.code != self._vue:
            self.select(line.vue.code)

    def _show_hidden(self) -> None:
        self._archives = True
        self._fill()

    def _fill(self) -> None:
        """The first people at once; of more, the list changes once it is whole, so that nobody is held."""
        self._turn += 1
        if self._found is not None:
            self._found = self.desk.read(search.find, self.text(), self.desk.today)
            self._show(self._found.rows)
            return
        limit = EVERYBODY if self.people.rows_model.order else self._limit
        rows = self._read(min(limit, LISTED))()
        if limit > LISTED == len(rows):
            self._beside(self._read(limit), partial(self._come, self._turn, limit))
        else:
            self._limit = limit
            self._show(rows)

    def _read(self, limit: int) -> Callable[[], Sequence[FoundRow]]:
        """What reads the first people of the view, wherever it is called."""
        return partial(self.desk.read, listed, self._vue, self.desk.today, self._archives, limit)

    def _come(self, turn: int, limit: int, rows: Sequence[FoundRow]) -> None:
        if turn == self._turn:  # else another list was asked for
            self._limit = limit
            self._show(rows)

    def _show(self, rows: Sequence[FoundRow]) -> None:
        if self.people.empty is not None:
            self.people.empty.say(*self._why_empty())
        cut = self._found is None and len(rows) == self._limit
        self.people.more = self._go_on if cut else None
        self.people.fill(rows)
        self._show_counts()
        after, self._after = self._after, []
        for then in after:
            then()

    def _follow(self, changed: Changed) -> bool:
        """Show again the persons of these rows only; False when the list is to be read again."""
        if self._found is not None:
            return False
        given = self.people.rows_model.given
        last = given[-1].personne if len(given) >= self._limit else ""
        now = self.desk.read(shown_now, self._vue, self.desk.today, self._archives, changed.rows, last)
        return now is not None and self.people.follow(now)

    def _go_on(self, every: bool, then: Callable[[], object]) -> None:
        """The people that follow: some more at the end of the list, or every one."""
        self._limit = EVERYBODY if every else _PAGES * self._limit
        self._after.append(then)
        self._fill()

    def _why_empty(self) -> tuple[str, str]:
        if self._found is not None:
            text = tr("Personne ne correspond à «\u00a0{recherche}\u00a0».", recherche=self.text())
            return text, tr("Ctrl+N crée le dossier avec ce qui est tapé.")
        if self._hidden():
            return tr("Rien ici dans les campagnes en cours."), ""
        return say(_EMPTY.get(self._vue, _NOBODY)), ""

    def _sentence(self) -> str:
        if self._found is not None:
            return self._says_found(self._found)
        listed, total, hidden = len(self.people.rows_model.rows), self._total(), self._hidden()
        if hidden:
            return trn(
                "{vus} sur {total} · {n} masqué",
                "{vus} sur {total} · {n} masqués",
                hidden,
                vus=number(total),
                total=number(total + hidden),
            )
        if listed < total:
            return tr("{vus} sur {total}, la suite en descendant", vus=number(listed), total=number(total))
        return _dossiers(total)

    def _says_found(self, found: Found) -> str:
        if found.total > len(found.rows):
            return tr("{vus} sur {total}, précisez", vus=len(found.rows), total=number(found.total))
        if not found.total:
            return tr("Aucune personne")
        return trn("{n} personne", "{n} personnes", found.total)

    def _suggest(self) -> None:
        text = self.text()

        def work(_: Progress) -> tuple[Suggestion, ...]:
            return self.desk.read(search.suggest, text, self.desk.today, 3)

        def done(found: tuple[Suggestion, ...]) -> None:
            if text == self.text():
                self._offer(found)

        if text:
            self.desk.jobs.run(tr("Suggestions"), work, done=done)

    def _offer(self, found: tuple[Suggestion, ...]) -> None:
        while (item := self._suggested.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for one in found:
            words = tr("{recherche} ({total})", recherche=one.texte, total=one.total)
            self._suggested.addWidget(Link(self._theme, words, lambda texte=one.texte: self._take(texte)))  # type: ignore[misc]
        self._suggested.addStretch(1)
        self.suggestions.setVisible(bool(found))

    def _take(self, text: str) -> None:
        self.search.setText(text)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._typed()

    def _count(self) -> None:
        today = self.desk.today
        self.desk.jobs.run(tr("Compteurs"), lambda _: self.desk.read(counters, today), done=self._counted, unasked=True)

    def _counted(self, counts: dict[str, Count]) -> None:
        self._counts = counts
        if self.people.empty is not None:
            self.people.empty.say(*self._why_empty())
        self._show_counts()

    def _show_counts(self) -> None:
        self.views.fill([_Line(vue, self._count_of(vue.code)) for vue in VUES.values()])
        if self._found is None:
            self.views.go(self._vue)
        else:
            self.views.clearSelection()
        self._foot.setText(self._sentence())
        self._show_all.setVisible(self._found is None and self._hidden() > 0)

    def _count_of(self, code: str) -> int | None:
        count = self._counts.get(code)
        return count.shown if count is not None else None

    def _hidden(self) -> int:
        count = self._counts.get(self._vue)
        return 0 if count is None or self._archives else count.hidden

    def _total(self) -> int:
        """How many people the view has: those listed, unless they fill the list."""
        listed = len(self.people.rows_model.rows)
        count = self._counts.get(self._vue)
        if listed < self._limit or count is None:
            return listed
        return count.shown + (count.hidden if self._archives else 0)


_FOLLOWED = {*search.WATCHED, "visite", "reglage", "compte", "formation"}
_NOBODY = N_("Rien à faire ici.")
_EMPTY = {
    "jour": N_("Personne n’est attendu ni venu aujourd’hui."),
    "attente": N_("Personne n’attend à l’accueil."),
    "tous": N_("La liste se remplira avec les premiers dossiers. Ctrl+N en crée un."),
}


def _dossiers(count: int) -> str:
    if not count:
        return tr("Aucun dossier")
    return trn("{n} dossier", "{n} dossiers", count)
