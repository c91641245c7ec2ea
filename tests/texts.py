"""Texts kept in `golden/`, which a window, a letter or a paper must still say: a difference is shown line by line."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

KEPT = Path(__file__).parent / "golden"


def golden(name: str, text: str) -> None:
    """Raise what differs from the text kept under that name; `GOLDEN_WRITE=1` keeps this one, to be read first."""
    path, said = KEPT / f"{name}.txt", text.rstrip("\n") + "\n"
    if os.environ.get("GOLDEN_WRITE"):
        path.write_text(said, encoding="utf-8")
    kept = path.read_text(encoding="utf-8")
    if said != kept:
        lines = unified_diff(kept.splitlines(), said.splitlines(), f"golden/{name}.txt", "said now", lineterm="")
        raise AssertionError("\n".join(lines))
