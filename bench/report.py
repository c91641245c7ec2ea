"""What was measured, as plain text and as JSON: each figure a ratio taken in one run, its target beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

_HEADS = ("figure", "measured", "beside", "ratio", "target", "")
_RIGHT = (3,)


@dataclass(frozen=True)
class Figure:
    """One measure, what it is compared with, how many times it is, and the target (`kept` is None without one)."""

    name: str
    measured: str
    beside: str = ""
    ratio: float | None = None
    target: str = ""
    kept: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """As it is printed."""
        mark = {True: "ok", False: "MISSED", None: ""}[self.kept]
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return (self.name, self.measured, self.beside, ratio, self.target, mark)


def table(figures: Iterable[Figure]) -> str:
    """Columns, one line per figure."""
    lines = [_HEADS, *(figure.cells() for figure in figures)]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join("  ".join(_set(cell, place, widths[place]) for place, cell in enumerate(one)) for one in lines)


def _set(cell: str, place: int, width: int) -> str:
    return cell.rjust(width) if place in _RIGHT else cell.ljust(width)


def keep(figures: Iterable[Figure], raw: dict[str, object], path: Path) -> None:
    """Write them, and the numbers they come from."""
    path.write_text(json.dumps({"figures": [asdict(one) for one in figures], "raw": raw}, indent=1, ensure_ascii=False))
