"""Every text that somebody reads goes through one mechanism: a mark, whose sentence is a literal, its values named."""

from __future__ import annotations

import ast

from babel.messages.pofile import read_po

from tests.mots import MARKS, SAID_NOW, VALUE, Reading, called, literal, readings
from tests.sources import ROOT, sources

_MAKERS = {"msg.py", "ui/look/texts.py"}  # what the marks are


def test_no_text_is_seen_that_no_mark_holds() -> None:
    found = [line for reading in readings() for line in reading.outside()]
    assert not found, f"{len(found)} texts outside of the mechanism:\n" + "\n".join(found)


def test_a_sentence_is_a_literal_and_its_values_have_names() -> None:
    found = []
    for source in sources():
        for node in source.nodes():
            literals = MARKS.get(called(node), 0)
            if literals and source.path not in _MAKERS:
                assert isinstance(node, ast.Call)
                firsts = node.args[:literals]
                counts = 1 if called(node) in {"NN_", "trn"} else 0
                good = all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in firsts)
                if not good or len(node.args) != literals + counts:
                    found.append(f"{source.path}:{node.lineno}: {ast.unparse(node)[:90]}")
    assert not found, "\n".join(found)


def test_every_value_that_a_sentence_names_is_given_and_no_other() -> None:
    found = []
    for source in sources():
        for node in source.nodes():
            if isinstance(node, ast.Call) and MARKS.get(called(node)) and source.path not in _MAKERS:
                texts = [literal(one) for one in node.args[: MARKS[called(node)]]]
                texts = texts[1:] if called(node) in {"NC_", "trc"} else texts
                given = {one.arg for one in node.keywords}
                named = {name for text in texts for name in VALUE.findall(text.replace("{{", "").replace("}}", ""))} - {
                    "n"
                }
                if given != named and (given or called(node) in {"NN_", "trn"}) and None not in given:
                    found.append(f"{source.path}:{node.lineno}: {sorted(named ^ given)} in {ast.unparse(node)[:90]}")
    assert not found, "\n".join(found)


def test_a_sentence_without_its_values_is_in_a_table_that_is_given_them() -> None:
    """In a function, it would be shown with its braces."""
    found = []
    for reading in (Reading(source) for source in sources()):
        for node in reading.nodes:
            if isinstance(node, ast.Call) and called(node) in MARKS and not node.keywords:
                text = " ".join(literal(one) for one in node.args[: MARKS[called(node)]])
                inside: ast.AST | None = node
                while inside is not None and not _runs_later(inside, reading.around):
                    inside = reading.around.get(inside)
                if set(VALUE.findall(text)) - {"n"} and inside is not None:
                    found.append(f"{reading.path}:{node.lineno}: {ast.unparse(node)[:90]}")
    assert not found, "\n".join(found)


def test_nothing_is_said_while_a_module_is_imported() -> None:
    found = []
    for reading in (Reading(source) for source in sources()):
        for node in reading.nodes:
            if called(node) in SAID_NOW and isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                inside: ast.AST | None = node
                while inside is not None and not _runs_later(inside, reading.around):
                    inside = reading.around.get(inside)
                if inside is None:
                    found.append(f"{reading.path}:{node.lineno}: {ast.unparse(node)[:90]}")
    assert not found, "\n".join(found)


def _runs_later(node: ast.AST, around: dict[ast.AST, ast.AST]) -> bool:
    """Whether it is in the body of a function, not in its defaults."""
    outer = around.get(node)
    return isinstance(outer, ast.Lambda) or (isinstance(outer, ast.FunctionDef) and node in outer.body)


def test_every_sentence_is_in_the_catalogue_of_french() -> None:
    with (ROOT / "resources/catalogues/fr.po").open("rb") as file:
        known = {(one.context, *((one.id,) if isinstance(one.id, str) else one.id)) for one in read_po(file)}
    said = set()
    for source in sources():
        for node in source.nodes():
            if isinstance(node, ast.Call) and called(node) in MARKS and source.path not in _MAKERS:
                texts = [literal(one) for one in node.args[: MARKS[called(node)]]]
                said.add((texts[0], texts[1]) if called(node) in {"NC_", "trc"} else (None, *texts))
    assert said <= known, "make words"
