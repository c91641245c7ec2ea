"""What people read is set as French is: spaces that do not break, curly apostrophes, one sign for « … »."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator

import pytest

from tests.sources import ROOT, Source, sources

_LISTS = sorted((ROOT / "resources" / "referentiels").glob("*.csv"))
_HOLE = "\ufffc"  # where an f-string puts a value
# A sign of the prose ends a word and stands before a blank, a close or the end. `= ?`, `:jour`, `%1` and `%H` do not.
# What remains of SQL is told by its verbs, and a pattern by its groups.
_SIGN = re.compile(rf"(?:^|(?<=[\w{_HOLE}}}»)’…%])) +[:;?!»%€](?=$|[\s{_HOLE}.,;)»<])")
_QUOTE = re.compile(r"«(?!\u00a0)|(?<!\u00a0)»")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_DOTS = re.compile(r"\.\.\.")
_ESCAPE = re.compile(r"\\u00a0[:;?!»%€]|«\\u00a0")  # a raw string shows the escape
_FAULTS = (_SIGN, _QUOTE, _APOSTROPHE, _DOTS, _ESCAPE)
_CODE = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|VACUUM|WHERE|BETWEEN)\b|\(\?[:=!<]")  # SQL, a pattern


def faults(text: str) -> list[str]:
    """The faults of a text, each with the signs around it; none in what is no prose."""
    found = [] if _CODE.search(text) else [match for fault in _FAULTS for match in fault.finditer(text)]
    return [text[max(0, match.start() - 12) : match.end() + 12] for match in found]


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module and their lines: an f-string is one, with a sign for its values. No docstring."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(_said(part) for part in node.values)
            waiting += [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            waiting += ast.iter_child_nodes(node)


def _said(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name) and part.value.id == "NBSP":
        return "\u00a0"
    return str(part.value) if isinstance(part, ast.Constant) else _HOLE


@pytest.mark.parametrize(
    "said",
    [
        "Objet : rien",
        " ; ",
        "Qui est-ce ?",
        f"{_HOLE} : {_HOLE}",
        f"{_HOLE} %",
        "« mot\u00a0»",
        "«\u00a0mot »",
        "«mot\u00a0»",
        "l'avis",
        "Un instant...",
        "(12) : oui",
        "12 € par an",
        "{nom} : donné deux fois.",
        r"Objet\u00a0: rien",
    ],
)
def test_a_fault_is_seen(said: str) -> None:
    assert faults(said)


@pytest.mark.parametrize(
    "said",
    [
        "Objet\u00a0: rien",
        "12:30",
        "nom = ?",
        "VACUUM INTO ?",
        "personne IN (?, ?)",
        "jour <= :today",
        "%H h %M",
        "Dossier %1",
        r" ?[/.\-] ?",
        "(?: ?(?:mn|min)?)?",
        "n 'est",
        "https://a.fr/?q=1",
    ],
)
def test_what_is_no_prose_or_no_fault_is_left(said: str) -> None:
    assert not faults(said)


def test_docstrings_are_not_read_and_f_strings_are_read_whole() -> None:
    tree = ast.parse('"""A : b."""\nx = f"{a:>3} : {b[\'c : d\']}"\n')
    assert sorted(literals(tree)) == [(2, "c : d"), (2, f"{_HOLE} : {_HOLE}")]


def _faults_of(source: Source) -> list[str]:
    texts = literals(source.tree)
    return [f"{source.path}:{line}: {said!r} in {text!r}" for line, text in texts for said in faults(text)]


def test_what_the_application_says_is_set_as_french() -> None:
    found = [line for source in sources() for line in _faults_of(source)]
    assert not found, "\n".join(found)


def test_the_lists_that_are_shipped_are_set_as_french() -> None:
    found = []
    for path in _LISTS:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        cells = [(line, cell) for line, row in enumerate(rows, 1) for cell in row]
        found += [f"{path.name}:{line}: {said!r} in {cell!r}" for line, cell in cells for said in faults(cell)]
    assert not found, "\n".join(found)
