"""One idea, one way: what a screen would be tempted to write again is found in the source, and told."""

from __future__ import annotations

import ast

from tests.sources import sources, under

_TOLD = {  # where the window may catch what is refused or unavailable
    "ui/desk/attempt.py": "every act and every reading, through Desk.attempt, attempt_in and obtain",
    "ui/forms/editing.py": "a field that is left: its text stays, and what could not be written is tried again",
    "ui/forms/form.py": "a draft given up that cannot be taken away: it is compared with the base when it comes back",
}
_KINDS = {"Refused", "Unavailable"}


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and name in _names(node.func)


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
    found = {one.path for one in under("ui") if any(map(_catches, one.nodes()))}
    assert found == set(_TOLD), "use Desk.attempt, attempt_in or obtain"


def test_a_paper_is_made_in_one_place_and_letters_share_one_file() -> None:
    found = {one.path for one in under("exchange") if any(_calls(node, "TaggedCanvas") for node in one.nodes())}
    assert found == {"exchange/pdf/paper.py", "exchange/papers/lettres.py"}, "give a Paper to pdf/paper.render"


def test_a_plural_is_told_by_the_catalogue() -> None:
    found = {one.path for one in sources() if any(map(_plurals, one.nodes()))}
    assert not found, "use NN_ or trn: the catalogue knows the plurals"
