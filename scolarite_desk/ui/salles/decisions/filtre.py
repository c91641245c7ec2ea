"""Which candidatures are decided on: one campaign, one commission, one formation, any of them left blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from scolarite_desk.msg import N_
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.ui.desk.commands import menu_letters
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import mnemonics, say, tr
from scolarite_desk.ui.widgets import Choice, column, row
from scolarite_desk.ui.widgets.flow import Flow

_LISTS = {"campagne": ("@campagne", N_("Campagne"), 29), "commission": ("@commission", N_("Commission"), 17)}
_LISTS |= {"formation": ("@formation", N_("Formation"), 34)}


class Filtre(QWidget):
    """Three choices, and what they mean. `changed()`: look again."""

    changed = Signal()

    def __init__(self, desk: Desk, names: Sequence[str] = tuple(_LISTS)) -> None:
        """`names`: which of the three are offered."""
        super().__init__()
        self._lists, self.filter = lists_of(desk), Filter()
        self._choices = {name: self._made(desk, name) for name in names}
        blocks = []
        labels = mnemonics([say(_LISTS[name][1]) for name in names], menu_letters())
        for name, label in zip(names, labels, strict=True):
            block, words = QWidget(), QLabel(label)
            words.setBuddy(self._choices[name])
            self._choices[name].setFixedWidth(desk.theme.wide(_LISTS[name][2]))
            row(block, words, self._choices[name], spacing=desk.theme.gap)
            blocks.append(block)
        column(self, Flow(*blocks, spacing=desk.theme.block))

    def choose(self, chosen: Filter) -> None:
        """Show a filter."""
        self.filter = chosen
        self._lists.forget()
        for name, choice in self._choices.items():
            key = getattr(chosen, name)
            choice.set_text(self._lists.label(_LISTS[name][0], key) if key else "")

    def _made(self, desk: Desk, name: str) -> Choice:
        choice = Choice(desk.theme, partial(self._propose, name))
        choice.setAccessibleName(say(_LISTS[name][1]))
        choice.left.connect(partial(self._take, name))
        choice.entered.connect(partial(self._take, name))
        choice.chosen.connect(partial(self._take, name))
        return choice

    def _row(self) -> Mapping[str, Any]:
        return {"campagne_id": self.filter.campagne}

    def _propose(self, name: str, text: str) -> list[tuple[str, str]]:
        return self._lists.propose(_LISTS[name][0], text, self._row())

    def _take(self, name: str) -> None:
        choice = self._choices[name]
        meant = choice.meant().strip()
        key = self._lists.find(_LISTS[name][0], meant, self._row()) if meant else None
        if meant and key is None:
            choice.mark("bad", "circle-alert")
            choice.setAccessibleDescription(tr("Choisissez une valeur de la liste."))
            return
        choice.mark("")
        choice.setAccessibleDescription("")
        if key != getattr(self.filter, name):
            self.filter = _narrowed(self.filter, name, key)
            self.choose(self.filter)
            self.changed.emit()


def _narrowed(chosen: Filter, name: str, key: str | None) -> Filter:
    """Another campaign or commission looks at all of its formations."""
    if name == "campagne":
        return Filter(campagne=key)
    return replace(chosen, formation=None, commission=key) if name == "commission" else replace(chosen, formation=key)
