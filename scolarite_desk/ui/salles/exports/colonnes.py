"""The columns of a table that leaves: which, in which order; searched, moved, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scolarite_desk.exchange.tables.colonne import Colonne
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, Msg
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.moves import Moving
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Empty, SearchLine, column
from scolarite_desk.ui.widgets.flow import Flow


@dataclass(frozen=True)
class Choisie:
    """One column as the list shows it; `rang`: its place in the file from 1, 0 when it is left out; `valeurs`: what the
    first rows would say there.
    """

    cle: str
    libelle: str
    rang: int
    valeurs: tuple[str, ...]

    def valeur(self, ligne: int) -> str:
        """What one of the first rows would say, on one line."""
        return " ".join(self.valeurs[ligne].split()) if ligne < len(self.valeurs) else ""


_TONE = "muted"


def _line(titre: Msg, ligne: int) -> Column[Choisie]:
    """What one of the first rows would say in each column."""
    return Column[Choisie](titre, lambda one: one.valeur(ligne), chars=18, stretch=True, worth=1,
                           tone=lambda one: "" if one.rang else _TONE)  # fmt: skip


_COLUMNS = (
    Column[Choisie](N_("N°"), lambda one: str(one.rang or ""), chars=4, right=True, worth=2),
    Column[Choisie](N_("Colonne"), lambda one: one.libelle, chars=26, worth=2,
                    icon=lambda one: "check" if one.rang else "",
                    tone=lambda one: "icon:ok" if one.rang else _TONE, strong=lambda one: bool(one.rang)),
    _line(N_("1re ligne"), 0),
    _line(N_("2e ligne"), 1),
    _line(N_("3e ligne"), 2),
)  # fmt: skip


class Colonnes(QWidget):
    """The list. `changed()`: other columns, or another order."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self._all: Sequence[Colonne[object]] = ()
        self._lines: Sequence[Mapping[str, str]] = ()
        self.cles: tuple[str, ...] = ()
        self.text = SearchLine(theme, tr("Chercher une colonne"))
        self.text.edited.connect(self._show)
        self.take = Button(theme, tr("Prendre ou ôter"), self.toggle, icon="check")
        self.table = Table[Choisie](
            theme, _COLUMNS, tr("Colonnes du fichier"), key=lambda one: one.cle, many=True,
            empty=Empty(theme, "search", tr("Aucune colonne de ce nom."), tr("Effacez quelques lettres.")),
            moving=Moving(lambda one: bool(one.rang), self._step, self._drop),
        )  # fmt: skip
        self.text.moved.connect(lambda _rows: self.table.setFocus())
        self.table.acts = (self.take,)
        self.table.opens = tr("Prendre ou ôter")
        self.table.opened.connect(lambda _one: self.toggle())
        every = Button(theme, tr("Toutes"), lambda: self._set([one.cle for one in self._all]))
        none = Button(theme, tr("Aucune"), lambda: self._set([]))
        self.buttons = (self.take, every, none)
        acts = Flow(*self.buttons, spacing=theme.gap)
        column(self, self.text, (self.table, 1), acts, spacing=theme.gap)

    def open(self, columns: Sequence[Colonne[object]], cles: Sequence[str]) -> None:
        """Another table, with these of its columns."""
        self._all, self._lines = columns, ()
        self.text.clear()
        self.wear(cles)

    def wear(self, cles: Sequence[str]) -> None:
        """These columns, in that order; those that the table has not are left out."""
        known = {one.cle for one in self._all}
        self.cles = tuple(dict.fromkeys(cle for cle in cles if cle in known))
        self._show()

    def tell(self, lines: Sequence[Mapping[str, str]]) -> None:
        """What the first rows would say."""
        self._lines = lines
        self._show()

    def toggle(self) -> None:
        """Take the selected ones, in the order of the list; all taken already, leave them out. The keyboard stays at
        its place, on the next one.
        """
        current, here = self.table.current(), self.table.currentIndex().row()
        chosen = [one.cle for one in self.table.selected() or ([current] if current is not None else [])]
        if not chosen:
            return
        without = [cle for cle in self.cles if cle not in chosen]
        self._set(without if set(chosen) <= set(self.cles) else [*without, *chosen])
        rows = self.table.rows_model.rows
        if rows:
            self.table.go(None, place=min(max(here, 0) + (len(chosen) == 1), len(rows) - 1))

    def _set(self, cles: Sequence[str]) -> None:
        self.cles = tuple(cles)
        self._show()
        self.changed.emit()

    def _step(self, one: Choisie, by: int) -> None:
        here = one.rang - 1
        if one.rang and 0 <= here + by < len(self.cles):
            self._place(one.cle, here + by)

    def _drop(self, one: Choisie, before: Choisie | None) -> None:
        rest = [cle for cle in self.cles if cle != one.cle]
        at = rest.index(before.cle) if before is not None and before.cle in rest else len(rest)
        self._place(one.cle, at)

    def _place(self, cle: str, at: int) -> None:
        rest = [one for one in self.cles if one != cle]
        self._set([*rest[:at], cle, *rest[at:]])
        self.table.go(cle)

    def _show(self) -> None:
        words, rank = fold(self.text.text()).split(), {cle: at for at, cle in enumerate(self.cles, 1)}
        rows = [
            Choisie(
                one.cle, say(one.entete), rank.get(one.cle, 0), tuple(line.get(one.cle, "") for line in self._lines)
            )
            for one in self._all
        ]
        rows.sort(key=lambda one: one.rang or len(self._all) + 1)
        self.table.fill([one for one in rows if all(word in fold(one.libelle) for word in words)])
