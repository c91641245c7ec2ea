"""How a person laid a table out: columns shown, their places and widths, the order of the rows. Nothing here knows Qt.

It is kept by the names of columns, so that a column more or less in a later version loses nothing of the rest.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scolarite_desk.ui.forms.order import By, Order

_NARROWEST, _WIDEST = 2, 200  # characters


@dataclass(frozen=True)
class Layout:
    """Columns by their rank in the table. `widths`: in characters, so that another size of text keeps them."""

    places: tuple[int, ...] = ()  # from left to right; blank: as they are made
    hidden: frozenset[int] | None = None  # None: those that the table does not show at first
    widths: Mapping[int, float] = field(default_factory=dict)
    order: Order = ()

    def written(self, names: Sequence[str]) -> str:
        """As kept; "" when nothing was changed."""
        said: dict[str, Any] = {
            "colonnes": [names[one] for one in self.places],
            "cachees": None if self.hidden is None else sorted(names[one] for one in self.hidden),
            "largeurs": {names[one]: round(wide, 1) for one, wide in self.widths.items()},
            "tri": [[names[one.column], one.down] for one in self.order],
        }
        kept = {name: value for name, value in said.items() if value or (name == "cachees" and value == [])}
        return json.dumps(kept, ensure_ascii=False) if kept else ""


def read_layout(text: str, names: Sequence[str]) -> Layout:
    """What was kept, of the columns that there are. What does not read counts as never said."""
    try:
        said = json.loads(text) if text else {}
    except ValueError:
        return Layout()
    if not isinstance(said, dict):
        return Layout()
    ranks = {name: rank for rank, name in enumerate(names)}
    hidden = said.get("cachees")
    return Layout(
        _places(_list(said.get("colonnes")), ranks),
        None if not isinstance(hidden, list) else frozenset(ranks[one] for one in _known(hidden, ranks)),
        _widths(said.get("largeurs"), ranks),
        _order(_list(said.get("tri")), ranks),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _known(said: list[Any], ranks: Mapping[str, int]) -> list[str]:
    return [one for one in dict.fromkeys(one for one in said if isinstance(one, str)) if one in ranks]


def _places(said: list[Any], ranks: Mapping[str, int]) -> tuple[int, ...]:
    """Each column once: a new one stands after the one that it follows in the table."""
    places = [ranks[one] for one in _known(said, ranks)]
    if places:
        for rank in sorted(set(ranks.values()) - set(places)):
            places.insert(places.index(rank - 1) + 1 if rank else 0, rank)
    return tuple(places)


def _widths(said: Any, ranks: Mapping[str, int]) -> dict[int, float]:
    if not isinstance(said, dict):
        return {}
    kept = {name: wide for name, wide in said.items() if name in ranks and type(wide) in (int, float)}
    return {ranks[name]: min(max(wide, _NARROWEST), _WIDEST) for name, wide in kept.items()}


def _order(said: list[Any], ranks: Mapping[str, int]) -> Order:
    pairs = [one for one in said if isinstance(one, list) and len(one) == 2 and isinstance(one[0], str)]
    first = {ranks[name]: bool(down) for name, down in reversed(pairs) if name in ranks}
    return tuple(By(rank, down) for rank, down in reversed(first.items()))
