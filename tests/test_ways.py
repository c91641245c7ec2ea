"""One idea, one way: what a screen would be tempted to write again is found in the source, and told."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

_HOUSE = Path(__file__).parents[1] / "scolarite_desk"
_TOLD = {  # where the window may catch what is refused or unavailable
    "ui/desk/attempt.py": "every act and every reading, through Desk.attempt, attempt_in and obtain",
    "ui/forms/editing.py": "a field that is left: its text stays, and what could not be written is tried again",
}
_KINDS = {"Refused", "Unavailable"}


def _modules(under: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((_HOUSE / under).rglob("*.py")):
        yield path.relative_to(_HOUSE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _calls(tree: ast.Module, name: str) -> bool:
    return any(isinstance(node, ast.Call) and name in _names(node.func) for node in ast.walk(tree))


def _catches(node: ast.AST) -> bool:
    """`except Refused`, or `suppress(Refused)`."""
    if isinstance(node, ast.ExceptHandler):
        return node.type is not None and bool(_names(node.type) & _KINDS)
    return isinstance(node, ast.Call) and "suppress" in _names(node.func) and bool(_names(node) & _KINDS)


def _plurals(node: ast.AST) -> bool:
    """`"s" if count > 1 else ""`, one way or the other."""
    if not isinstance(node, ast.IfExp):
        return False
    ends = {one.value for one in (node.body, node.orelse) if isinstance(one, ast.Constant)}
    return "" in ends and bool(ends & {"s", "x", "nt"})


def test_a_screen_does_an_act_and_tells_its_refusal_through_the_desk_only() -> None:
    found = {name for name, tree in _modules("ui") if any(map(_catches, ast.walk(tree)))}
    assert found == set(_TOLD), "use Desk.attempt, attempt_in or obtain"


def test_a_paper_is_made_in_one_place_and_letters_share_one_file() -> None:
    found = {name for name, tree in _modules("exchange") if _calls(tree, "TaggedCanvas")}
    assert found == {"exchange/pdf/paper.py", "exchange/papers/lettres.py"}, "give a Paper to pdf/paper.render"


def test_a_plural_is_told_by_the_rule_of_french() -> None:
    found = {name for name, tree in _modules(".") if any(map(_plurals, ast.walk(tree)))}
    assert not found, "use plural or counted of models/rules/french.py"
