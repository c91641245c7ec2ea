"""The saved views at the top of the queue: those of the house, one's own, those of the office, with their counters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal

from scolarite_desk.langue import kept, number
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import NOTHING
from scolarite_desk.services.vues import views_of
from scolarite_desk.store.queries.queue_views import VUES, Count, counters
from scolarite_desk.store.queries.vues import FILE, counted
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.vues import Acts
from scolarite_desk.ui.look.texts import say, tr

FIRST = "tous"  # the view that a window opens on
_SHARE = 0.4  # of the height of the queue, that a long list of views may take


@dataclass(frozen=True)
class ViewLine:
    """A view and how many people it shows."""

    vue: Vue
    count: int | None


class Views(Table[ViewLine]):
    """`counted()`: counters say something new. `shown`: the view whose people are listed."""

    counted = Signal()

    def __init__(self, desk: Desk, export: Callable[[Vue], object]) -> None:
        columns = (
            Column[ViewLine](
                NOTHING,
                lambda v: say(v.vue.libelle),
                icon=lambda v: _icon(v.vue),
                stretch=True,
                tone=lambda _: "icon:muted",
                spoken=_spoken,
            ),
            Column[ViewLine](
                NOTHING,
                lambda v: "" if v.count is None else number(v.count),
                chars=7,
                right=True,
                tone=lambda _: "muted",
            ),
        )
        super().__init__(desk.theme, columns, tr("Vues"), key=lambda v: v.vue.key, desk=True)
        self._desk, self._acts = desk, Acts(desk, self, export)
        self.known: dict[str, Vue] = {}
        self.counts = dict[str, Count]()
        self._left: list[Vue] = []  # those that are still to be counted, one at a time
        self._counting = False
        self._room = 0  # pixels of the queue that they share
        self.read()
        self.shown = self.known[FIRST]

    def read(self) -> bool:
        """The views as the base has them; whether they changed."""
        before, self.known = self.known, {one.key: one for one in self._desk.read(views_of, FILE)}
        return before != self.known

    def same(self) -> Vue | None:
        """The view shown as it now is, another one of its name where it changed hands; None when it is gone."""
        name = fold(kept(self.shown.libelle))
        named = (one for one in self.known.values() if fold(kept(one.libelle)) == name and not one.livree)
        return self.known.get(self.shown.key) or next(named, None)

    def count(self) -> None:
        """Count again: the shipped ones together, then the others one by one, where nobody waits."""
        today = self._desk.today
        self._left = [one for one in self.known.values() if not one.livree]
        self._desk.jobs.run(
            tr("Compteurs"), lambda _: self._desk.read(counters, today), done=self._shipped, unasked=True
        )

    def show_counts(self) -> None:
        """Every view and its counter."""
        self.fill([ViewLine(vue, self._count_of(vue.key)) for vue in self.known.values()])
        self.take(self._room)

    def take(self, high: int) -> None:
        """Their share of the height of the queue: all of them, else they scroll, the last one half seen."""
        self._room = high
        row, least = self._theme.row, len(VUES)
        most = max(least, int(_SHARE * high / row))
        many = len(self.known) > most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if many else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(most * row + row // 2 if many else len(self.known) * row)

    def _count_of(self, key: str) -> int | None:
        count = self.counts.get(key)
        return count.shown if count is not None else None

    def _shipped(self, counts: dict[str, Count]) -> None:
        self.counts = {key: one for key, one in self.counts.items() if key in self.known} | counts
        self.counted.emit()
        self._next()

    def _next(self) -> None:
        if self._counting or not self._left:
            return
        vue, today = self._left.pop(0), self._desk.today
        self._counting = True

        def done(count: Count) -> None:
            self._counting = False
            if self.known.get(vue.key) == vue and self.counts.get(vue.key) != count:
                self.counts[vue.key] = count
                self.counted.emit()
            self._next()

        self._desk.jobs.run(
            tr("Compteurs"), lambda _: self._desk.read(counted, vue, today), done=done, failed=self._stop, unasked=True
        )

    def _stop(self, error: BaseException) -> None:
        self._counting = False
        self._desk.tell(error)

    def _offer(self, where: QPoint | None) -> None:
        """The acts of the view that the keyboard, or the mouse, is on."""
        line, here = self.current(), self.visualRect(self.currentIndex()).bottomLeft()
        at = where or self.viewport().mapToGlobal(QPoint(max(here.x(), 0), max(here.y(), 0)))
        self._acts.menu(line.vue if line is not None else None, FILE, at)


def _icon(vue: Vue) -> str:
    if vue.livree:
        return VUES[vue.key].icon
    return "building-2" if vue.partagee else "list-filter"


def _spoken(line: ViewLine) -> str:
    name = line.vue.libelle
    if line.vue.partielle:
        return tr("{vue}, en partie inconnue de cette version", vue=name)
    return tr("{vue}, partagée par le service", vue=name) if line.vue.partagee else say(name)
