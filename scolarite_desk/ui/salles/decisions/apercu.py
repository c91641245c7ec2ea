"""What an act on several candidatures would do, before it does: who is refused and why, who changes, places left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import Msg
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Page, Words, column

_SHOWN = 5  # rows of the table before it scrolls


class Apercu(QWidget):
    """It scrolls by itself, beside what is asked: always in sight. Refusals come first: they surprise."""

    def __init__(self, desk: Desk, columns: Sequence[Column[LigneSeance]]) -> None:
        super().__init__()
        theme = self._theme = desk.theme
        self.changing, self.refusing = Words(look="strong", wrap=True), Words(look="strong", wrap=True)
        self.changes = Table[LigneSeance](theme, columns, tr("Candidatures qui changeront"))
        self.refusals, self.places = Words(wrap=True), Words(wrap=True)
        inside = QWidget()
        parts = (self.refusing, self.refusals, self.places, self.changing, self.changes)
        column(inside, *parts, margins=(theme.block, theme.gap), spacing=theme.tight, stretch=True)
        column(self, Page(inside))

    def show_issue(
        self, issue: LotOutcome[str, Any], by_key: Mapping[str, LigneSeance], places: Sequence[tuple[Msg, bool]] = ()
    ) -> None:
        """Who changes, who is refused; nothing at all takes no room. `places`: what each list would have left, and
        whether it would be too few.
        """
        count, refused = len(issue.faites), len(issue.refusees)
        self.setVisible(bool(count or refused))
        self.changing.setText(trn("{n} candidature changera", "{n} candidatures changeront", count))
        self.changes.setFixedHeight(min(max(count, 1), _SHOWN) * self._theme.row)
        self.changes.fill([by_key[key] for key in issue.faites])
        self.refusing.setText(trn("{n} candidature sera refusée", "{n} candidatures seront refusées", refused))
        told = (tr("{qui}\u00a0: {raison}", qui=by_key[key].nom, raison=why) for key, why in issue.refusees)
        self.refusals.setText("\n".join(told))
        for part in (self.changing, self.changes):
            part.setVisible(bool(count))
        for part in (self.refusing, self.refusals):
            part.setVisible(bool(refused))
        self.places.setText("\n".join(tr("Une fois fait\u00a0: {places}", places=say(one)) for one, _ in places))
        dress(self.places, tone="warn" if any(few for _, few in places) else "muted")
        self.places.setVisible(bool(places))
