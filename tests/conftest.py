"""What every test can count on: no real home, network, display or dialog within reach, and nothing left behind."""

from __future__ import annotations

import functools
import gc
import logging
import multiprocessing
import os
import shutil
import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

pytest_plugins = ["pytester"]

HOME = Path(tempfile.mkdtemp(prefix="scolarite-desk-home-"))  # one for the run, emptied after every test
_FOLDERS = {"HOME": "", "USERPROFILE": "", "APPDATA": "roaming", "LOCALAPPDATA": "local", "XDG_CONFIG_HOME": ".config"}
_FOLDERS |= {"XDG_DATA_HOME": ".local/share", "XDG_STATE_HOME": ".local/state", "XDG_CACHE_HOME": ".cache"}
os.environ |= {name: str(HOME / folder) for name, folder in _FOLDERS.items()}
os.environ |= {"XDG_RUNTIME_DIR": str(HOME), "QT_QPA_PLATFORM": "offscreen", "TZ": "Europe/Paris", "LC_ALL": "C.UTF-8"}
for _name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "SCOLARITE_DESK_PASSWORD"):
    os.environ.pop(_name, None)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or every command that a test starts compiles all that it imports
if hasattr(time, "tzset"):
    time.tzset()

from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer  # noqa: E402  after the platform is chosen
from PySide6.QtWidgets import (  # noqa: E402
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QMessageBox,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid  # noqa: E402
from sqlalchemy import Engine  # noqa: E402
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as Dialect  # noqa: E402
from sqlalchemy.util import LRUCache  # noqa: E402

from scolarite_desk.msg import Msg  # noqa: E402
from scolarite_desk.store.file import engine  # noqa: E402
from scolarite_desk.store.vault.vault import Cost  # noqa: E402

# --- A base opened by each test: its statements are those of the last one, and compiling them was a fifth of the suite.

_COMPILED: LRUCache[Any, Any] = LRUCache(5000)


def _share_compiled(cls: type[Dialect], engine: Engine) -> None:
    engine._compiled_cache = _COMPILED


Dialect.engine_created = classmethod(_share_compiled)  # type: ignore[assignment]
Dialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]  # part of the key
Dialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]

# --- A password is paid for at each opening: next to nothing here, unless a test says how much.

Cost.__init__.__defaults__ = (64, 1)  # type: ignore[attr-defined]

# --- A sentence put into a text by an f-string would be said in no language: no test lets it.


def _unsaid(message: Msg, _spec: str = "") -> str:
    raise AssertionError(f"put into a text before it was said: {message!r}")


Msg.__str__ = _unsaid  # type: ignore[method-assign]
Msg.__format__ = _unsaid  # type: ignore[method-assign]

# --- What a test must not do: refused at once, and told again at its end should the code under test swallow it.

_faults: list[str] = []
_logged: list[logging.LogRecord] = []
_answers: list[Callable[[Any], object]] = []
_PATIENCE = 60_000  # milliseconds


def _refuse(fault: str) -> None:
    _faults.append(fault)
    raise AssertionError(fault)


class _Warnings(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        _logged.append(record)


logging.getLogger().addHandler(_Warnings(logging.WARNING))


def _guard_address(name: str, position: int) -> None:
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[position]
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost", ""}:
            _refuse(f"the network was reached for: {address[0]}, port {address[1]}")
        return real(self, *arguments)

    setattr(socket.socket, name, guarded)


for _name, _position in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
    _guard_address(_name, _position)


def _exec(dialog: QDialog, real: Callable[[QDialog], int] = QDialog.exec) -> int:
    if not _answers:
        _refuse(f"an unexpected dialog opened: {type(dialog).__name__} « {dialog.windowTitle()} »")
    answer = _answers.pop(0)
    QTimer.singleShot(0, dialog, lambda: answer(dialog))
    return real(dialog)


def _guard_static(kind: type[QDialog], name: str) -> None:
    def guarded(*arguments: Any, **_: Any) -> None:
        texts = [one for one in arguments if isinstance(one, str)]
        _refuse(f"an unexpected dialog opened: {kind.__name__}.{name} {texts}")

    setattr(kind, name, staticmethod(guarded))


QDialog.exec = _exec  # type: ignore[method-assign]
_STATIC = {
    QMessageBox: ("about", "aboutQt", "critical", "information", "question", "warning"),
    QFileDialog: ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
    QInputDialog: ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
}
for _kind, _names in _STATIC.items():
    for _name in _names:
        _guard_static(_kind, _name)


@pytest.fixture
def answers() -> list[Callable[[Any], object]]:
    """What the person does in each modal dialog that this test expects, in order: `answers.append(QDialog.accept)`."""
    return _answers


@pytest.fixture
def logged() -> list[logging.LogRecord]:
    """The warnings logged so far; a test that expects some takes them out."""
    return _logged


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """The one of pytest-qt, with more patience: a busy machine is no failure."""
    for name in ("waitUntil", "waitActive", "waitExposed"):
        setattr(qtbot, name, functools.partial(getattr(qtbot, name), timeout=_PATIENCE))
    return qtbot


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A real PostgreSQL (`tests.postgres.Server`), one for all that this process plays, stopped at the end."""
    from tests import postgres

    started = postgres.launch()
    yield started
    started.stop()


# --- What a test must not leave behind.


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that logged a warning, or left a thread, process, window, timer or unmet expectation."""
    threads = set(threading.enumerate())
    _collect_here(again="qapp" not in request.fixturenames)
    yield
    faults = [*_faults, *(f"logged: {record.getMessage()}" for record in _logged)]
    faults += ["an expected dialog never opened"] * len(_answers)
    for told in (_faults, _logged, _answers):
        told.clear()
    if "qapp" in request.fixturenames:
        faults += _left_by_qt()
    faults += [*_threads_since(threads), *_processes()]
    _empty(HOME)
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def _collect_here(again: bool) -> None:
    """Widgets die only in their thread, and automatic collection may run in the one of xdist: none around them."""
    if not gc.isenabled():  # windows were drawn, and only now does pytest let them go
        gc.collect()
        gc.freeze()  # what is left is loaded for good
    (gc.enable if again else gc.disable)()


def _threads_since(before: set[threading.Thread]) -> Iterator[str]:
    for thread in set(threading.enumerate()) - before:
        if not isinstance(thread, threading._DummyThread):  # Qt's own, seen once from Python: never joined
            thread.join(1)
            if thread.is_alive():
                yield f"left running: {thread.name}"


def _processes() -> Iterator[str]:
    for process in multiprocessing.active_children():
        process.join(1)
        if process.is_alive():
            yield f"left running: {process.name}"
            process.kill()
            process.join()


def _left_by_qt() -> Iterator[str]:
    QToolTip.hideText()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            yield f"left open: {type(window).__name__} « {window.windowTitle()} »"
            _forget(window)
    things = gc.get_objects()
    kinds = {kind for kind in set(map(type, things)) if issubclass(kind, QTimer | QThread)}
    for thing in [thing for thing in things if type(thing) in kinds]:
        if isValid(thing) and _is_active(thing):
            yield f"left running: {type(thing).__name__} {thing.objectName()!r} of {thing.parent()!r}"


def _is_active(thing: QTimer | QThread) -> bool:
    """Whether it still runs; it is stopped, so that only the test that left it tells."""
    if isinstance(thing, QTimer):
        active = thing.isActive()
        thing.stop()
        return active
    active = thing != QThread.currentThread() and not thing.wait(1000)
    if active:
        thing.quit()
        thing.wait(1000)
    return active


def _forget(window: QWidget) -> None:
    window.hide()
    window.deleteLater()


def _empty(folder: Path) -> None:
    for inside in folder.iterdir():
        shutil.rmtree(inside) if inside.is_dir() else inside.unlink()


# --- Which tests: `--journeys`, those that need other programs; `--torture`, far more examples of each property.

_PACKAGES = {"soffice": "libreoffice-calc", "pdftoppm": "poppler-utils", "pdftotext": "poppler-utils", "Xvfb": "xvfb"}
_PACKAGES |= {"xdotool": "xdotool", "at-spi2-registryd": "at-spi2-core", "dbus-daemon": "dbus-daemon"}
_PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/libexec"])
_unmet: dict[str, int] = {}


def _no_wait(_file: object) -> None:
    """In the place of `os.fsync`: a kill loses nothing that the system was given, and no test pulls the plug."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--journeys", action="store_true", help="only the tests that need other programs")
    parser.addoption("--torture", action="store_true", help="a hundred times the examples, and the deaths")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "programs(*names): a journey that needs these programs beside Python")
    if not config.getoption("--torture"):
        os.fsync = _no_wait
        engine._PRAGMAS = tuple("synchronous = OFF" if one == engine.DURABLE else one for one in engine._PRAGMAS)
    common = hypothesis.settings(deadline=None, print_blob=True)  # a slow machine is no failure
    hypothesis.settings.register_profile("desk", common, max_examples=50, derandomize="CI" in os.environ)
    hypothesis.settings.register_profile("torture", common, max_examples=5000)
    hypothesis.settings.load_profile("torture" if config.getoption("--torture") else "desk")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = [item for item in items if _is_wanted(item, config.getoption("--journeys"))]
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted


def pytest_collection_finish() -> None:
    gc.freeze()  # the search for timers left behind then looks at what the tests made, not at every module


def _is_wanted(item: pytest.Item, journeys: bool) -> bool:
    needed = [name for mark in item.iter_markers("programs") for name in mark.args]
    missing = [name for name in needed if journeys and shutil.which(name, path=_PATH) is None]
    for name in missing:
        _unmet[name] = _unmet.get(name, 0) + 1
    return not missing and bool(needed) == journeys


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counted: dict[str, Counter[str]] = {}
    for report in terminalreporter.getreports("passed"):
        for name, figures in report.user_properties if report.when == "call" else ():
            counted.setdefault(name, Counter()).update(figures)
    for name, figures in counted.items():
        parts = ", ".join(f"{part} {number}" for part, number in sorted(figures.items()))
        terminalreporter.write_line(f"{name}: {figures.total()} ({parts})")
    for name, count in sorted(_unmet.items()):
        package = _PACKAGES.get(name, name)
        terminalreporter.write_line(f"Not found: {name} (Debian: apt-get install {package}); {count} journeys not run.")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
