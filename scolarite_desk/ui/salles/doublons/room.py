"""Persons who may be one: proposed with the reason, or chosen from a dossier; side by side, then one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_, NC_, NOTHING, joined
from scolarite_desk.services.doublons import LikelyPair, suspects
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.doublons.autre import Autre
from scolarite_desk.ui.salles.doublons.paire import Deux
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Empty, Stacked, column
from scolarite_desk.ui.widgets.heads import Filters, Head
from scolarite_desk.ui.widgets.under import Under

PROBABLES, CHOISIE = "probables", "choisie"
FILTERS = (State(PROBABLES, N_("Doublons probables"), "users"), State(CHOISIE, N_("Une personne"), "user-check"))
_COLUMNS = (
    Column[LikelyPair](NC_("personne", "Une"), lambda one: say(one.une.nom), chars=24, stretch=True),
    Column[LikelyPair](
        NOTHING, lambda one: show_day(one.une.ne_le), chars=12, tone=lambda _: "muted", sort=lambda one: one.une.ne_le
    ),
    Column[LikelyPair](NC_("personne", "L’autre"), lambda one: say(one.autre.nom), chars=24, stretch=True),
    Column[LikelyPair](
        NOTHING,
        lambda one: show_day(one.autre.ne_le),
        chars=12,
        tone=lambda _: "muted",
        sort=lambda one: one.autre.ne_le,
    ),
    Column[LikelyPair](N_("Pourquoi"), lambda one: say(joined(", ", *one.raisons)), chars=40, stretch=True),
    Column[LikelyPair](
        NC_("ressemblance", "Indice"),
        lambda one: tr("{nombre}\u00a0%", nombre=one.score),
        chars=8,
        right=True,
        sort=lambda one: one.score,
    ),
)


class DoublonsRoom(Room):
    """Two ways to come to a pair; under them, the pair."""

    title = N_("Doublons")
    code = "doublons"
    tables = frozenset({"personne", "reserve"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self.found: tuple[LikelyPair, ...] = ()
        self._looked, self._looking = False, False
        again = Button(theme, tr("Chercher de nouveau"), self.look, icon="refresh-cw")
        self.head = Head(theme, say(self.title), (again,))
        self.filters = Filters(theme, FILTERS, later=(PROBABLES,))
        self.filters.chosen.connect(self._turn)
        self._nothing = Empty(theme, "users", "")
        self.table = Table[LikelyPair](
            theme, _COLUMNS, tr("Doublons probables"), key=_key, empty=self._nothing,
            shape=desk.shape("doublons"),
        )  # fmt: skip
        self.other = Autre(desk, self._chosen)
        self.pair = Deux(desk, self, self._ended)
        self.table.acts = self.pair.buttons
        for table in (self.table, self.other.people):
            table.installEventFilter(self.pair.digits)
            table.opened.connect(lambda _: self.pair.focus())
        self.table.moved.connect(lambda _: self._shown())
        self.stack = Stacked()
        for page in (self.table, self.other):
            self.stack.addWidget(page)
        above = QWidget()
        column(above, self.head, self.filters, (self.stack, 1), margins=(theme.block, theme.block), spacing=theme.gap)
        column(self, (above, 4), (Under(theme, self.pair), 6))
        self._fill()

    def open(self) -> None:
        """Look for them the first time."""
        if not self._looked:
            self.look()
        self._focus()

    def lead(self, path: str) -> None:
        """The person of a dossier (its key), to be merged with another."""
        read = self.desk.obtain(partial(self.desk.read, dossier_view, path))
        if read:
            self.other.show_person(read.answer)
            self.filters.choose(CHOISIE)

    def reload(self) -> None:
        """Look again, once somebody looked here."""
        if self._looked:
            self.look()

    def look(self) -> None:
        """Compare everybody: a job, with its progress."""
        if self._looking:
            return
        self._looking, read = True, self.desk.read
        self.desk.jobs.run(
            tr("Recherche des doublons"), lambda progress: read(suspects, progress),
            done=self._show, failed=self._failed, cancelled=self._stopped,
        )  # fmt: skip
        self._fill()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """None: what ends a pair are the digits."""
        return {}

    def _changed(self, changed: Changed) -> None:
        """A search over everybody is only worth it when a person of a pair is concerned."""
        known = {key for one in self.found for key in (one.une.cle, one.autre.cle)} | self.pair.ended
        told = {key for table, key in changed.rows if table == "personne"}
        if told & known or any(table == "reserve" for table, _ in changed.rows):
            super()._changed(changed)

    def _show(self, found: tuple[LikelyPair, ...]) -> None:
        self._looking, self._looked, self.found = False, True, found
        self._fill()

    def _failed(self, error: BaseException) -> None:
        self._stopped()
        self.desk.messages.tell(error)

    def _stopped(self) -> None:
        self._looking = False
        self._fill()

    def _fill(self) -> None:
        self.filters.count({PROBABLES: len(self.found)} if self._looked else {})
        count = len(self.found)
        self.head.say(say(self.title), trn("{n} à examiner", "{n} à examiner", count) if count else "")
        self._nothing.say(*self._why_empty())
        self.table.fill(self.found)
        if self.table.current() is None:
            self.table.step(0)
        self._shown()

    def _why_empty(self) -> tuple[str, str]:
        if self._looking:
            return tr("Recherche des personnes qui se ressemblent…"), ""
        if not self._looked:
            return tr("Comparez toutes les personnes entre elles."), tr("Chercher de nouveau les compare.")
        way = tr("D’un dossier, Dossier › Fusionner avec une autre personne… rapproche deux personnes.")
        return tr("Aucun doublon probable."), way

    def _turn(self, code: str) -> None:
        self.stack.setCurrentWidget(self.table if code == PROBABLES else self.other)
        self._shown()
        self._focus()

    def _focus(self) -> None:
        if self.filters.code == PROBABLES:
            self.table.setFocus()
        else:
            self.other.focus()

    def _shown(self) -> None:
        """The pair of the list, or the two who were chosen."""
        if self.filters.code == PROBABLES:
            one = self.table.current()
            self.pair.show_pair((one.une.cle, one.autre.cle) if one is not None else None, one)
        else:
            self.pair.show_pair(self.other.pair(), None)

    def _chosen(self, _: FoundRow | None) -> None:
        if self.filters.code == CHOISIE:
            self._shown()

    def _ended(self, gone: frozenset[str]) -> None:
        """Those two were settled; a person merged is in no other pair."""
        place = self.table.currentIndex().row()
        self.found = tuple(one for one in self.found if not _over(one, gone))
        self.other.forget()
        self._fill()
        if self.found:
            self.table.go(_key(self.found[min(max(place, 0), len(self.found) - 1)]))
        self._focus()


def _key(one: LikelyPair) -> tuple[str, str]:
    return one.une.cle, one.autre.cle


def _over(one: LikelyPair, gone: frozenset[str]) -> bool:
    """`gone`: the one merged into another, or both told apart."""
    both = {one.une.cle, one.autre.cle}
    return both == gone if len(gone) == 2 else bool(both & gone)
