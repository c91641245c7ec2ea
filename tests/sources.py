"""The source of the application, read and parsed once a process for all the tests that look at it."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "scolarite_desk"


@dataclass(frozen=True, eq=False)
class Source:
    """One module: its path from the house (`ui/app.py`), and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its tree, read when first asked for."""
        tree = ast.parse(self.text)
        gc.freeze()  # nodes that nobody collects, nor looks through after each test of the window
        return tree

    def nodes(self) -> Iterator[ast.AST]:
        """Every node of the tree."""
        return ast.walk(self.tree)


@cache
def read(house: Path) -> tuple[Source, ...]:
    """Every module of a checkout, by path."""
    paths = sorted(house.rglob("*.py"))
    return tuple(Source(path.relative_to(house).as_posix(), path.read_text(encoding="utf-8")) for path in paths)


def sources() -> tuple[Source, ...]:
    """Every module of the application."""
    return read(HOUSE)


def under(*folders: str) -> Iterator[Source]:
    """Those of some folders of the house."""
    return (one for one in sources() if one.path.startswith(tuple(f"{folder}/" for folder in folders)))
