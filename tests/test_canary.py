"""What a library may break without a word.

PySide6 6.12.0 gives back references to True that it never took, until Python aborts: no such version is let in. The
private parts of libraries that we use are still where we look for them.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit
from reportlab.pdfgen.canvas import Canvas

from tests.sources import sources

_ROUNDS = 200  # few enough for Python 3.11 to live to tell
_STRAY = 50  # references that come and go by themselves in a test run
_IMMORTAL_SINCE_3_12 = (None, True, False)  # their counts mean nothing from then on


class Bell(QObject):
    rung = Signal(object)


def emit(bell: Bell, what: object) -> None:
    bell.rung.emit(what)


def connect_and_disconnect(bell: Bell, what: object) -> None:
    def heard(_: object) -> object:
        return what

    bell.rung.connect(heard)
    bell.rung.disconnect(heard)


@pytest.mark.parametrize("act", [emit, connect_and_disconnect])
def test_qt_gives_back_as_many_references_as_it_takes(act: Callable[[Bell, object], None]) -> None:
    bell, values = Bell(), [object(), *(_IMMORTAL_SINCE_3_12 if sys.version_info < (3, 12) else ())]
    bell.rung.connect(lambda _: None)
    act(bell, None)
    before = [sys.getrefcount(value) for value in values]
    for value in values * _ROUNDS:
        act(bell, value)
    after = [sys.getrefcount(value) for value in values]
    assert max(abs(new - old) for new, old in zip(after, before, strict=True)) < _STRAY


# --- Private parts: what each is, and what to do of a version that no longer has it.

_CODE = Path(__file__).parents[1] / "scolarite_desk"
_DOCUMENTED = {"_make", "_replace", "_fields", "_asdict", "_mapping", "_exit", "_Element"}
"""Of named tuples, SQLAlchemy's rows, os, lxml (the type that its stubs give to an element)."""
_WORKBOOK = "openpyxl: mend `_saved` (exchange/tables/classeur.py), which keeps each sheet in memory, or pin openpyxl."
_PAGES = "reportlab: mend `exchange/pdf/canvas.py`, which tags pages under the canvas, or pin reportlab."
_OURS_TOO = {"_setAnnotations", "_rels", "_drawing", "_doc", "_code"}  # names that code of ours has as well
_PRIVATE = {
    "_writer": _WORKBOOK,
    "_rels": _WORKBOOK,
    "_drawing": _WORKBOOK,
    "_archive": _WORKBOOK,
    "_doc": _PAGES,
    "_code": _PAGES,
    "_setAnnotations": _PAGES,
}


def _own(node: ast.AST) -> str:
    """The name that a piece of our code defines, blank when it defines none."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
        return node.attr if isinstance(node, ast.Attribute) else node.id
    return ""


def _used(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.ImportFrom):
        yield from (*(node.module or "").split("."), *(each.name for each in node.names))


def test_every_private_part_of_a_library_that_we_use_is_watched_here() -> None:
    nodes = [node for source in sources() for node in source.nodes()]
    private = {name for node in nodes for name in _used(node) if name[:1] == "_" != name[1:2]}
    assert private - set(map(_own, nodes)) - _DOCUMENTED == _PRIVATE.keys() - _OURS_TOO


def test_private_parts_of_openpyxl_are_where_we_look_for_them() -> None:
    book, written = Workbook(), io.BytesIO()
    assert {"_rels", "_drawing"} <= vars(book.worksheets[0]).keys(), _WORKBOOK
    writer = WorksheetWriter(book.worksheets[0], written)
    writer.write()
    assert hasattr(writer, "_rels"), _WORKBOOK
    assert written.getvalue().startswith(b"<worksheet"), _WORKBOOK
    whole = ExcelWriter(book, ZipFile(io.BytesIO(), "w"))
    assert {"_archive", "manifest"} <= vars(whole).keys(), _WORKBOOK
    assert callable(whole.write_worksheet), _WORKBOOK


def test_private_parts_of_reportlab_are_where_we_look_for_them() -> None:
    canvas = Canvas(io.BytesIO())
    assert isinstance(canvas._code, list), _PAGES
    assert hasattr(canvas._doc, "thisPageRef"), _PAGES
    asked: list[object] = []
    canvas._setAnnotations = asked.append
    canvas.showPage()
    assert [hasattr(page, "__NoDefault__") for page in asked] == [True], _PAGES


def test_the_cross_of_a_search_line_has_the_name_by_which_we_find_it(qapp: object) -> None:
    line = QLineEdit()
    line.setClearButtonEnabled(True)
    assert line.findChild(QAction, "_q_qlineeditclearaction"), (
        "Qt: find it otherwise in `Search` (ui/widgets/lines.py)."
    )
