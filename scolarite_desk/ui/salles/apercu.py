"""What an act on several rows would do, before it does: who is refused and why, who changes, what is told besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import Msg
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Page, Words, column

R = TypeVar("R")
_SHOWN = 5  # rows of the table before it scrolls


class MotsApercu(NamedTuple, Generic[R]):
    """The words of a preview: how a row is called, how many change, how many are refused, the name of the table."""

    nom: Callable[[R], str]
    changera: Callable[[int], str]
    refusee: Callable[[int], str]
    table: str


class Apercu(QWidget, Generic[R]):
    """It scrolls by itself, beside what is asked: always in sight. Refusals come first: they surprise."""

    def __init__(self, desk: Desk, columns: Sequence[Column[R]], dit: MotsApercu[R]) -> None:
        super().__init__()
        theme, self._theme, self._dit = desk.theme, desk.theme, dit
        self.changing, self.refusing = Words(look="strong", wrap=True), Words(look="strong", wrap=True)
        self.changes = Table[R](theme, columns, dit.table)
        self.refusals, self.places = Words(wrap=True), Words(wrap=True)
        inside = QWidget()
        parts = (self.refusing, self.refusals, self.places, self.changing, self.changes)
        column(inside, *parts, margins=(theme.block, theme.gap), spacing=theme.tight, stretch=True)
        column(self, Page(inside))

    def show_issue(
        self, issue: LotOutcome[str, Any], by_key: Mapping[str, R], places: Sequence[tuple[Msg, bool]] = ()
    ) -> None:
        """Who changes, who is refused; nothing at all takes no room. `places`: what each list would have left, and
        whether it would be too few.
        """
        count, refused = len(issue.faites), len(issue.refusees)
        self.setVisible(bool(count or refused))
        self.changing.setText(self._dit.changera(count))
        self.changes.setFixedHeight(min(max(count, 1), _SHOWN) * self._theme.row)
        self.changes.fill([by_key[key] for key in issue.faites])
        self.refusing.setText(self._dit.refusee(refused))
        told = (tr("{qui}\u00a0: {raison}", qui=self._dit.nom(by_key[key]), raison=why) for key, why in issue.refusees)
        self.refusals.setText("\n".join(told))
        for part in (self.changing, self.changes):
            part.setVisible(bool(count))
        for part in (self.refusing, self.refusals):
            part.setVisible(bool(refused))
        self.places.setText("\n".join(tr("Une fois fait\u00a0: {places}", places=say(one)) for one, _ in places))
        dress(self.places, tone="warn" if any(few for _, few in places) else "muted")
        self.places.setVisible(bool(places))
