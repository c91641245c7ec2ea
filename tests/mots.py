"""The texts of the application: which a mark holds, which none does. One list of sinks, one of exempt modules.

python -m tests.mots [--path DIR]    counted, room by room, also of an older code
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.sources import HOUSE, Source, read

MARKS = {"N_": 1, "NN_": 2, "NC_": 2, "tr": 1, "trn": 2, "trc": 2}  # and how many literals they begin with
FORMER = {"translate", "QT_TRANSLATE_NOOP"}  # of Qt, in an older code
SAID_NOW = {"tr", "trn", "trc", "say"}  # what needs to know the language, so is never called at import

# What is handed to these is seen as it is: a text of ours there has been said.
SINKS = {
    "Words", "Button", "Primary", "Link", "Badge", "Strip", "Empty", "Chip", "QLabel", "QAction", "QPushButton",
    "QMenu", "setText", "setWindowTitle", "setToolTip", "setAccessibleName", "setAccessibleDescription",
    "setPlaceholderText", "setStatusTip", "setWhatsThis", "setTitle", "addMenu", "say", "busy", "refuse",
    "ask_save", "ask_open", "Refused", "Unavailable", "Fault", "Usage", "Answer", "Paragraph", "Colonne",
    "Column", "State", "Field", "Setting",
}  # fmt: skip

# Modules that speak to nobody in the language of the house, and why.
EXEMPT = {
    "exchange/papers/lettres_anglais.py": "the English of letters, until a catalogue has it",
    "exchange/papers/recu_anglais.py": "the English of the receipt, until a catalogue has it",
    "exchange/pdf/french.py": "how French sets what somebody typed",
    "exchange/imports/profils/": "headings that others write above their columns, and their words",
    "exchange/rendezvous/entetes.py": "headings that others write above their columns",
    "models/rules/phrases.py": "what French does to a label, which French alone does",
    "models/rules/tape.py": "letters and particles that names are typed with",
    "sync/hub/pannes.py": "what PostgreSQL says, beside what we say of it",
    "ui/look/qt_words.py": "Qt's own words, and ours for them",
    "practice/": "an invented university: people, places and papers as they would be typed",
    "ui/played/": "plays the French window by the names on it",
    "store/migrations/": "statements",
}

# Names, not sentences: keys of Qt, tags and fonts of a document, codes that a file keeps, what people type.
OF_OTHERS = {
    "Return", "Down", "Esc", "Enter", "Space", "Shift", "Fusion", "Windows", "Figure", "Table", "Sect", "Document",
    "Tabs", "General", "Calibri", "Scolarité Desk", "Desk", "Regular", "Bold", "Lbl", "Del", "Ins", "système",
    "éèûÉÈÛ", "Délégué à la protection des données\u00a0: ", "&é\"'(-è_ç",
}  # fmt: skip

VALUE = re.compile(r"{(\w+)}")
_FRENCH = re.compile(r"[à-öø-ÿÀ-ÖØ-Ÿœ’«»]")
_PROSE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
_CAPITAL = re.compile(r"[A-Z][a-z]{2,}[.:]?")
_STATEMENT = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|WHERE|FROM|JOIN|ORDER BY|GROUP BY|AND|NOT|NULL|EXISTS"
    r"|UNION|COPY|VACUUM|ATTACH|GRANT|COMMIT|ROLLBACK|BEGIN|SAVEPOINT|RELEASE|busy_timeout)\b"
    r"|count\(|^/|endcmap|[{}<>;=\\]|\(\?|::|^[a-z_]+: "
)
# What is told to the next owner, not to a person.
_NOT_SAID = {
    "TypeError",
    "AssertionError",
    "ValueError",
    "KeyError",
    "RuntimeError",
    "NotImplementedError",
    "Malformed",
}
# What takes a name, not a text.
_NAMES = {
    "setObjectName", "TypeVar", "cast", "NewType", "getattr", "setattr", "QFont", "setStyle", "compile", "Verb",
    "typed",
}  # fmt: skip


def called(node: ast.AST | None) -> str:
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    while isinstance(function, ast.Subscript):
        function = function.value
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


class Reading:
    """A module, each node with the one around it."""

    def __init__(self, source: Source) -> None:
        self.path = source.path
        self.around: dict[ast.AST, ast.AST] = {}
        for node in source.nodes():
            for child in ast.iter_child_nodes(node):
                self.around[child] = node
        self.nodes = list(source.nodes())

    def outside(self) -> Iterator[str]:
        """Texts that somebody may read and that no mark holds."""
        for node in self.nodes:
            if isinstance(node, ast.Constant | ast.JoinedStr) and self._is_seen(node):
                yield f"{self.path}:{node.lineno}: {ast.unparse(node)[:90]}"

    def held(self) -> int:
        """How many texts a mark holds."""
        return sum(called(node) in MARKS or called(node) in FORMER for node in self.nodes)

    def _is_seen(self, node: ast.Constant | ast.JoinedStr) -> bool:
        text = literal(node)
        within = self._within(node)
        if (
            not text
            or isinstance(self.around[node], ast.Expr | ast.JoinedStr)
            or within in MARKS
            or within in FORMER
            or within in _NAMES
        ):
            return False
        if within in _NOT_SAID or isinstance(self.around[node], ast.Compare | ast.Subscript | ast.Assert | ast.arg):
            return False
        if text in OF_OTHERS or self._is_exported(node) or self._is_a_key(node):
            return False
        return bool(re.search(r"[A-Za-zÀ-ÿ]{2}", text)) if within in SINKS and self._is_first(node) else _reads(text)

    def _is_a_key(self, node: ast.AST) -> bool:
        """The key of a table, or a value that is for no reader: an example to type, the reason of a rule of ours."""
        outer = self.around[node]
        keys = outer.keys if isinstance(outer, ast.Dict) else []
        return node in keys or (isinstance(outer, ast.keyword) and outer.arg in {"example", "of_nobody"})

    def _is_exported(self, node: ast.AST) -> bool:
        """A name of `__all__`."""
        into = self.around.get(self.around[node])
        return isinstance(into, ast.Assign) and ast.unparse(into.targets[0]) == "__all__"

    def _is_first(self, node: ast.AST) -> bool:
        """Whether it is the text of a sink, not one of its codes."""
        call = self._call(node)
        return call is not None and bool(call.args) and node is call.args[0] and _reads(literal(node))

    def _call(self, node: ast.AST) -> ast.Call | None:
        while isinstance(self.around.get(node), ast.IfExp | ast.BoolOp | ast.BinOp | ast.Starred | ast.keyword):
            node = self.around[node]
        found = self.around.get(node)
        return found if isinstance(found, ast.Call) else None

    def _within(self, node: ast.AST) -> str:
        return called(self._call(node))


def literal(node: ast.AST) -> str:
    """The text of a constant, or what an f-string has of its own."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "\N{NO-BREAK SPACE}".join(literal(part) for part in node.values)
    return ""


def _reads(text: str) -> bool:
    if _STATEMENT.search(text):
        return False
    return bool(_FRENCH.search(text) or _PROSE.search(text) or _CAPITAL.fullmatch(text))


def readings(house: Path = HOUSE) -> Iterator[Reading]:
    """The modules that speak to somebody."""
    return (Reading(source) for source in read(house) if not source.path.startswith(tuple(EXEMPT)))


def main() -> None:
    """Print, for each room, how many texts a mark holds and how many none does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--path", type=Path, default=HOUSE.parent)
    held, outside = Counter[str](), Counter[str]()
    for reading in readings(parser.parse_args().path / HOUSE.name):
        room = reading.path.partition("/")[0]
        held[room] += reading.held()
        outside[room] += sum(1 for _ in reading.outside())
    for room in sorted(held):
        sys.stdout.write(f"{room:16} {held[room]:5} held by a mark {outside[room]:5} by none\n")
    sys.stdout.write(f"{'':16} {held.total():5} {'':14} {outside.total():5}\n")


if __name__ == "__main__":
    main()
