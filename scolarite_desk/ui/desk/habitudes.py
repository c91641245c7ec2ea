"""The habits of one person at one desk: where the window stood, its text size, the last base. Never anything personal
about a candidate.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from scolarite_desk import places
from scolarite_desk.ui.look.theme import Scheme

LANGUE = "fenetre/langue"  # a language chosen in the window is that of its next opening
_BASES = 6  # opened lately
TABLES = "tables/"  # how a person laid each table out, under its name
SIZES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Habits:
    """Read at the start, kept as they change. What cannot be read back counts as never said."""

    def __init__(self, path: Path | None = None) -> None:
        kept = path or places.user_settings() / "fenetre.ini"
        self._kept = QSettings(str(kept), QSettings.Format.IniFormat)

    def text(self, name: str) -> str:
        """A habit in words, "" when there is none."""
        return str(self._value(name) or "")

    def bytes(self, name: str) -> QByteArray:
        """A shape that Qt knows how to read back."""
        found = self._value(name)
        return found if isinstance(found, QByteArray) else QByteArray()

    def _value(self, name: str) -> object:
        try:
            return self._kept.value(name)
        except (RuntimeError, EOFError):  # of a kind that Qt knows and Python does not, or cut
            return None

    def keep(self, name: str, value: str | QByteArray) -> None:
        """Keep a habit under its name, in the settings of this user."""
        self._kept.setValue(name, value)

    @property
    def bases(self) -> tuple[Path, ...]:
        """Those opened lately, the last one first."""
        return tuple(Path(one) for one in (self.text("base/recentes") or self.text("base/derniere")).splitlines())

    def opened(self, base: Path) -> None:
        """This one is the last base."""
        lately = [base, *(one for one in self.bases if one != base)][:_BASES]
        self.keep("base/derniere", str(base))
        self.keep("base/recentes", "\n".join(str(one) for one in lately))

    @property
    def scheme(self) -> Scheme:
        """Light, dark, or as the desktop is."""
        known = {one.value: one for one in Scheme}
        return known.get(self.text("apparence/theme"), Scheme.SYSTEM)

    @property
    def size(self) -> float:
        """Text size, as a multiple of the desktop's."""
        try:
            wanted = float(self.text("apparence/taille") or 1.0)
        except ValueError:
            return 1.0
        return min(SIZES, key=lambda one: abs(one - wanted))

    def other_size(self, steps: int) -> float:
        """The next size up or down."""
        return SIZES[min(max(SIZES.index(self.size) + steps, 0), len(SIZES) - 1)]

    def shape(self, table: str) -> Shape:
        """Where the layout of a table is kept: columns, widths and order, nothing of what it shows."""
        return Shape(self, TABLES + table)


class Shape:
    """The layout of one table, as a text that the table reads."""

    def __init__(self, habits: Habits, name: str) -> None:
        self._habits, self._name = habits, name

    def text(self) -> str:
        """What was kept, "" for the layout of departure."""
        return self._habits.text(self._name)

    def keep(self, text: str) -> None:
        """Keep it; "" is the way back."""
        self._habits.keep(self._name, text)
