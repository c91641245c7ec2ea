"""The meetings of the commission that is looked at: when, who presided, who was there, and its procès-verbal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.tables.document import PV
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.proces_verbal import issue_minutes
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.fiche import fiche
from scolarite_desk.store.queries.seances import boards_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.edition import preview_act
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.items import Items
from scolarite_desk.ui.widgets import Button, Page, Primary, Words, column, row
from scolarite_desk.ui.widgets.tick import Tick

Values = Mapping[str, Any]


class Presents(QWidget):
    """A box for each member of the commission; whoever else was there is a line of the form. `on_change(text)`."""

    def __init__(self, desk: Desk, on_change: Callable[[str | None], object]) -> None:
        super().__init__()
        self._desk, self._on_change = desk, on_change
        self._others: list[str] = []
        self._ticks: list[tuple[str, Tick]] = []
        self._boxes = column(self, Words(tr("Membres présents"), look="strong"), spacing=desk.theme.tight)

    def show_lines(self, members: str | None, presents: str | None) -> None:
        """The members of a commission, and those noted as present."""
        known, noted = _lines(members), _lines(presents)
        self._others = [line for line in noted if line not in known]
        if [name for name, _tick in self._ticks] != known:
            for _name, tick in self._ticks:
                tick.deleteLater()
            self._ticks = [(name, self._made(name)) for name in known]
        for name, tick in self._ticks:
            tick.set_answer(name in noted)
            tick.setEnabled(self._desk.may("avis"))
        self.setVisible(bool(known))

    def _made(self, name: str) -> Tick:
        tick = Tick(self._desk.theme, name.replace("&", "&&"))
        tick.needs = "avis"  # type: ignore[attr-defined]
        tick.chosen.connect(self._told)
        self._boxes.addWidget(tick)
        return tick

    def _told(self) -> None:
        there = [name for name, tick in self._ticks if tick.answer()]
        self._on_change("\n".join([*there, *self._others]) or None)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class Seances(QWidget):
    """The panel. `on_leave()`: back to the avis."""

    def __init__(self, desk: Desk, on_leave: Callable[[], object]) -> None:
        super().__init__()
        self._desk, theme = desk, desk.theme
        self._boards: tuple[str, ...] = ()
        self.items = Items(
            desk,
            "seance",
            tr("Séances de la commission"),
            columns=("le", "president"),
            new=self._new,
            wanted=lambda values: values.get("commission_id") in self._boards,
            empty=tr("Aucune séance encore."),
        )
        self._presents = Presents(desk, self._there)
        self._none = Words(tr("Choisissez une commission, ou une formation qu’une commission examine."), wrap=True)
        self.edit = Primary(theme, tr("Procès-verbal"), self.minutes, icon="printer", needs="lettres")
        leave = Button(theme, tr("Revenir aux avis"), on_leave)
        inside, foot, line = QWidget(), QWidget(), QWidget()
        told = tr("Le procès-verbal dit les avis validés qui portent cette séance, et rien d’autre.")
        beside = QWidget()  # the list of meetings has margins of its own
        column(
            beside, self._none, self._presents, Words(told, tone="muted", wrap=True),
            margins=(theme.block, 0), spacing=theme.gap,
        )  # fmt: skip
        column(inside, self.items, beside, spacing=theme.gap)
        row(line, self.edit, leave, None, spacing=theme.gap)
        column(foot, line, margins=(theme.block, theme.gap))
        column(self, (Page(inside), 1), foot)
        self.items.table.moved.connect(self._follow)

    def open(self, chosen: Filter) -> None:
        """The meetings of the commissions that a filter is about."""
        self._boards = self._desk.read(boards_of, chosen.commission, chosen.formation)
        self._none.setVisible(not self._boards)
        self.items.setEnabled(bool(self._boards))
        self.read()

    def read(self) -> None:
        """Show what the base holds now."""
        self.items.read()
        self._follow()

    def commit(self) -> bool:
        """Give what is being typed; False when it cannot be read or was refused."""
        return self.items.commit()

    def minutes(self) -> None:
        """Show the procès-verbal, which is given once it is printed or saved."""
        if self.commit() and self.items.key is not None:
            preview_act(self._desk, self, issue_minutes, str(self.items.key), title=tr("Procès-verbal"), genre=PV)

    def _new(self) -> Values:
        board = self._desk.read(fiche, "commission", self._boards[0]) or {}
        return {
            "commission_id": self._boards[0],
            "le": self._desk.today,
            "president": board.get("president"),
        }

    def _meeting(self) -> Values | None:
        return self._desk.read(fiche, "seance", str(self.items.key)) if self.items.key is not None else None

    def _follow(self) -> None:
        meeting = self._meeting()
        self.edit.setEnabled(meeting is not None)
        board = self._desk.read(fiche, "commission", meeting["commission_id"]) if meeting else None
        self._presents.show_lines(board.get("membres") if board else None, meeting.get("presents") if meeting else None)

    def _there(self, text: str | None) -> None:
        if self.commit() and self.items.key is not None:
            self._desk.attempt(self.items, correct, "seance.presents", str(self.items.key), text)
            self.read()
