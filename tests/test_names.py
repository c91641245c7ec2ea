"""A class has a name of its own: who searches for it finds it."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

_CODE = Path(__file__).parents[1] / "scolarite_desk"
_TWICE: dict[str, str] = {}  # name: why two modules have it


def test_no_class_name_stands_in_two_modules_without_a_reason() -> None:
    tops = [node for path in _CODE.rglob("*.py") for node in ast.parse(path.read_text("utf-8")).body]
    names = Counter(node.name for node in tops if isinstance(node, ast.ClassDef))
    assert {name for name, times in names.items() if times > 1} == _TWICE.keys()
