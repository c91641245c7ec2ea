"""The guards bite: a test that misbehaves in any of these ways fails."""

from __future__ import annotations

from pathlib import Path

import pytest

_MISBEHAVIOURS = """
import logging, socket, threading, time
from multiprocessing import get_context
from pathlib import Path
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
import pytest

KEPT = []

def test_fails_logging():
    logging.getLogger("desk").warning("the disk is %s", "full")

def test_fails_reaching_the_network_though_swallowed():
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except BaseException:
        pass

def test_fails_leaving_a_thread():
    threading.Thread(target=threading.Event().wait, args=(5,), daemon=True).start()

def test_fails_leaving_a_process():
    get_context("spawn").Process(target=time.sleep, args=(5,), daemon=True).start()

def test_fails_leaving_a_window(qapp):
    KEPT.append(QWidget())
    KEPT[-1].show()

def test_fails_leaving_a_timer(qapp):
    KEPT.append(QTimer())
    KEPT[-1].start(60_000)

def test_fails_leaving_a_qt_thread(qapp):
    KEPT.append(QThread())
    KEPT[-1].start()

@pytest.mark.parametrize("make", [QDialog, QMessageBox])
def test_fails_opening_a_dialog(qapp, make):
    make().exec()

def test_fails_asking(qapp):
    QMessageBox.question(None, "Supprimer", "Supprimer ce dossier ?")

def test_fails_expecting_a_dialog_that_never_comes(answers):
    answers.append(QDialog.accept)

def test_passes_answering_a_dialog(qapp, answers):
    answers.append(QDialog.accept)
    assert QDialog().exec() == QDialog.DialogCode.Accepted

def test_passes_taking_out_the_warning_it_expects(logged):
    logging.getLogger("desk").warning("expected")
    assert logged.pop().getMessage() == "expected"

def test_passes_writing_at_home():
    (Path.home() / "notes").mkdir()

def test_passes_finding_the_home_empty():
    assert not list(Path.home().iterdir())

@pytest.mark.programs("no-such-program")
def test_passes_only_where_its_program_is():
    raise AssertionError
"""


@pytest.fixture
def inner(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(_MISBEHAVIOURS)
    return pytester


def test_every_misbehaviour_fails_and_nothing_else(inner: pytest.Pytester) -> None:
    outcome = inner.runpytest_subprocess("-p", "no:randomly", "-rA")
    fallen = {line.split("::")[1].split(" ")[0] for line in outcome.outlines if line.startswith(("FAILED", "ERROR"))}
    written = {line[4:].split("(")[0] for line in _MISBEHAVIOURS.splitlines() if line.startswith("def test_fails")}
    assert {name.split("[")[0] for name in fallen} == written
    assert outcome.parseoutcomes()["passed"] >= 4


def test_a_journey_names_the_program_it_did_not_find(inner: pytest.Pytester) -> None:
    outcome = inner.runpytest_subprocess("--journeys")
    outcome.stdout.fnmatch_lines(["Not found: no-such-program*1 journeys not run."])
