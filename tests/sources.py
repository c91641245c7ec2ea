"""The source of the application, read and parsed once a process for all the tests that look at it."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "scolarite_desk"


@dataclass(frozen=True, eq=False)
class Source:
    """One module: its path from the house (`ui/app.py`), its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    def nodes(self) -> Iterator[ast.AST]:
        """Every node of the tree."""
        return ast.walk(self.tree)


@cache
def sources() -> tuple[Source, ...]:
    """Every module of the application, by path."""
    found = tuple(_read(path) for path in sorted(HOUSE.rglob("*.py")))
    gc.freeze()  # a million nodes that nobody collects, nor looks through after each test of the window
    return found


def under(*folders: str) -> Iterator[Source]:
    """Those of some folders of the house."""
    return (one for one in sources() if one.path.startswith(tuple(f"{folder}/" for folder in folders)))


def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(HOUSE).as_posix(), text, ast.parse(text))
