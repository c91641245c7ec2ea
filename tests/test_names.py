"""A class has a name of its own: who searches for it finds it."""

from __future__ import annotations

import ast
from collections import Counter

from tests.sources import sources

_TWICE: dict[str, str] = {}  # name: why two modules have it


def test_no_class_name_stands_in_two_modules_without_a_reason() -> None:
    tops = [node for source in sources() for node in source.tree.body]
    names = Counter(node.name for node in tops if isinstance(node, ast.ClassDef))
    assert {name for name, times in names.items() if times > 1} == _TWICE.keys()
