"""The left of the window: one search box, saved views with live counters, the people they show, what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.langue import number
from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.queue_views import EVERYBODY, LISTED
from scolarite_desk.store.queries.vues import FILE, MOVED_BY, listed, shown_now
from scolarite_desk.store.search import Found, Suggestion
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.vues import as_laid, worn
from scolarite_desk.ui.frame.people import People
from scolarite_desk.ui.frame.views import FIRST, ViewLine, Views
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Hairline, Link, SearchLine, Words, column, row

_PAUSE = 150  # milliseconds without a key before typing errors are looked for
_COUNT = 400  # milliseconds after a change before counting again
_NARROW = 17  # lines
_PAGES = 4  # how much longer the list is each time that somebody reaches its end


class Queue(QWidget):
    """`opened(row)`: show this person; `missing()`: who was typed is not here; `viewed()`: a view was asked for;
    `looked()`: it is to be seen.
    """

    opened = Signal(object)
    missing = Signal()
    viewed = Signal()
    looked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._theme = desk, desk.theme
        self._archives = False
        self._limit, self._turn = LISTED, 0  # how many people are listed; which list was asked for last
        self._after: list[Callable[[], object]] = []  # what waits for the whole list
        self._found: Found | None = None
        self.search = SearchLine(self._theme, tr("Nom, INE, date, n°, téléphone"))
        self.views = Views(desk, self._export)
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
        desk.vues[FILE] = lambda: as_laid(self.people, self.views.shown)
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
        return bool(self.views.counts)

    def says(self) -> str:
        """What the foot says."""
        return self._foot.text()

    def place(self) -> tuple[int, int]:
        """(rank from 1 of the dossier on the right, how many are listed); rank 0 when it is not in the list."""
        rows = self.people.rows_model.rows
        rank = next((number for number, one in enumerate(rows, 1) if one.dossier == self.people.shown), 0)
        return rank, self._found.total if self._found is not None else self._total()

    def select(self, key: str) -> None:
        """Show a view."""
        self.viewed.emit()
        self._show_view(self.views.known.get(key) or self.views.known[FIRST])
        if self.search.text():
            self.search.clear()
            self._found = None
        self._fill()

    def reload(self, changed: Changed | None = None) -> None:
        """Read again what is shown; the counters follow in a moment."""
        tables = {table for table, _ in changed.rows} if changed is not None else _FOLLOWED
        if not tables & _FOLLOWED:
            return
        if changed is not None and tables & _WHICH:
            self._views_changed(changed)
        self.people.mark()
        if changed is None or not self._follow(changed):
            self._fill()
        self._counting.start()

    def stop(self) -> None:
        """Stop what still runs, before the window closes."""
        self._counting.stop()
        self._pausing.stop()

    # --- How it is made.

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
        self.views.take(self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The views have their share of the height."""
        super().resizeEvent(event)
        self.views.take(self.height())

    def _listen(self) -> None:
        self._pausing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pausing.timeout.connect(self._suggest)
        self._counting = QTimer(self, singleShot=True, interval=_COUNT)
        self._counting.timeout.connect(self.views.count)
        self.views.counted.connect(self._counted)
        self.desk.viewed.connect(self._look_at)
        self.search.edited.connect(self._typed)
        self.search.moved.connect(self.people.step)
        self.search.entered.connect(self._enter)
        self.views.moved.connect(self._view_moved)
        self.views.clicked.connect(lambda _: self.select(self.views.shown.key))
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

    def _view_moved(self, line: ViewLine | None) -> None:
        if line is not None and line.vue.key != self.views.shown.key:
            self.select(line.vue.key)

    def _look_at(self, key: str) -> None:
        """A view that was just saved: on its people."""
        self.select(key)
        self.looked.emit()
        self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_view(self, vue: Vue) -> None:
        self.views.shown, self._archives, self._limit = vue, False, LISTED
        self._after.clear()
        self.views.go(vue.key)
        self.people.wear(worn(vue, self.people.rows_model.columns, self.people.own()))

    def _views_changed(self, changed: Changed) -> None:
        """Another desk or another page made, changed or put away views: the one that is shown follows."""
        before = self.views.shown
        if not self.views.read():
            return
        now = self.views.same()
        if now is None and changed.source is not self.views:
            told = tr("La vue «\u00a0{vue}\u00a0» n’est plus là\u00a0: voici tous les dossiers.", vue=before.libelle)
            self.desk.messages.say(told)
        if now != before:
            self.views.show_counts()
            self._show_view(now or self.views.known[FIRST])

    def _export(self, vue: Vue) -> None:
        from scolarite_desk.ui.salles.decisions.sorties import Sorties  # what writes files is not there at the start

        Sorties(self.desk, self, lambda: None).decisions(Filter(vue=vue), "xlsx")

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
        return partial(self.desk.read, listed, self.views.shown, self.desk.today, self._archives, limit)

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
        now = self.desk.read(shown_now, self.views.shown, self.desk.today, self._archives, changed.rows, last)
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
        return say(_EMPTY.get(self.views.shown.key, _NOBODY)), ""

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

    def _counted(self) -> None:
        if self.people.empty is not None:
            self.people.empty.say(*self._why_empty())
        self._show_counts()

    def _show_counts(self) -> None:
        self.views.show_counts()
        if self._found is None:
            self.views.go(self.views.shown.key)
        else:
            self.views.clearSelection()
        self._foot.setText(self._sentence())
        self._show_all.setVisible(self._found is None and self._hidden() > 0)

    def _hidden(self) -> int:
        count = self.views.counts.get(self.views.shown.key)
        return 0 if count is None or self._archives else count.hidden

    def _total(self) -> int:
        """How many people the view has: those listed, unless they fill the list."""
        listed = len(self.people.rows_model.rows)
        count = self.views.counts.get(self.views.shown.key)
        if listed < self._limit or count is None:
            return listed
        return count.shown + (count.hidden if self._archives else 0)


_WHICH = {"vue", "compte"}  # tables that say which views there are
_FOLLOWED = {*search.WATCHED, *MOVED_BY, "visite", "reglage", "compte", "formation"}
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
