"""What holds the window's thread, step by step of an afternoon: processor time between two turns of the event loop.

python -m bench.pauses BASE, which it writes in: `taken` measures a copy, in a process of its own.

A pause is what one turn of the loop costs, whatever it answers: a key, a timer, a paint, a collection. Processor time
of the thread alone: what else runs on the machine counts for nothing. The stack that was seen most while it lasted
names the culprit.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from threading import Event, Thread, get_ident
from time import thread_time
from types import FrameType
from typing import Any

from PySide6.QtCore import QAbstractEventDispatcher

from scolarite_desk.store.vault.vault import vault_path

_LOOK = 0.004  # seconds between two looks at the stack
_OURS = "scolarite_desk"
_DEEP = 4  # functions of ours that are told, from the one that was called last


@dataclass(frozen=True)
class Pause:
    """The longest stay of a step: seconds of processor, and where it was seen most."""

    step: str
    seconds: float
    where: str


class Watchdog:
    """`pauses`: the longest of each step, in their order. `with watchdog: watchdog.step("…")`, then use the window."""

    def __init__(self) -> None:
        self.pauses: list[Pause] = []
        self._main, self._stop = get_ident(), Event()
        self._seen: Counter[str] = Counter()
        self._kept: list[FrameType] = []  # seen: what they hold (widgets) must not die in the thread that looks
        self._step, self._longest, self._where, self._since = "", 0.0, "", thread_time()

    def __enter__(self) -> Watchdog:
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self.mark)
        dispatcher.aboutToBlock.connect(self.mark)
        self._eye = Thread(target=self._look, daemon=True)
        self._eye.start()
        return self

    def __exit__(self, *_error: object) -> None:
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.disconnect(self.mark)
        dispatcher.aboutToBlock.disconnect(self.mark)
        self._stop.set()
        self._eye.join()
        self.step("")

    def step(self, name: str) -> None:
        """What is done from now on is told under this name."""
        self.mark()
        if self._step:
            self.pauses.append(Pause(self._step, self._longest, self._where))
        self._step, self._longest, self._where = name, 0.0, ""

    def mark(self) -> None:
        """One turn of the loop is over."""
        now = thread_time()
        lasted, seen = now - self._since, self._seen
        self._seen = Counter()
        self._kept.clear()
        if lasted > self._longest:
            self._longest, self._where = lasted, seen.most_common(1)[0][0] if seen else ""
        self._since = thread_time()

    def _look(self) -> None:
        while not self._stop.wait(_LOOK):
            if where := _stack(sys._current_frames().get(self._main), self._kept):
                self._seen[where] += 1


def _stack(frame: FrameType | None, kept: list[FrameType]) -> str:
    """The last functions of ours, the innermost first; `kept` holds every frame that was looked at."""
    found: list[str] = []
    while frame is not None and len(found) < _DEEP:
        kept.append(frame)
        if f"/{_OURS}/" in frame.f_code.co_filename:
            found.append(f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(found)


def taken(path: Path, folder: Path) -> list[Pause]:
    """The pauses of an afternoon on a copy of a base, made in `folder`."""
    copy = folder / path.name
    for one in (path, vault_path(path)):
        shutil.copy(one, folder / one.name)
    command = [sys.executable, "-m", "bench.pauses", str(copy), "--json"]
    screen = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=screen, check=True).stdout
    return [Pause(*one) for one in json.loads(told.splitlines()[-1])]


def measure(path: Path) -> list[Pause]:
    """An afternoon on a base: password, views, searches, dossiers and their tabs, a save, rooms, a receipt, lock."""
    from PySide6.QtTest import QTest

    from scolarite_desk import app
    from scolarite_desk import practice as exercice

    qt = app.application()
    program = app.Program(qt, path)
    program.start()
    QTest.qWait(_AFTER)
    while program._jobs.busy:  # all is imported while one types
        QTest.qWait(50)
    assert program.opening is not None
    from scolarite_desk.ui.played.hands import Hands

    hands = Hands(program.opening)
    hands.take()
    hands.type(exercice.PASSWORD)
    hands.press("Return")
    hands.wait(lambda: program.window is not None and program.window.queue.people.rows_model.rows)
    with Watchdog() as dog:
        for name, act in _afternoon(program):
            dog.step(name)
            act()
            _wait(program)
    program.stop()
    return dog.pauses


_NAMES = cycle(("Anne", "Jeanne", "Rose"))
DRESSED = ("dark", "light", "larger", "size as before")  # steps that dress every widget again
_LONG = 15  # times `_AFTER`, for what a person waits for; longer, it is left running
_AFTER = 900  # milliseconds: counters, what remains to be done and the sweep come after an act


def _wait(program: Any) -> None:
    """What comes after an act comes; not by `qWait`, which leaves no turn to the workers."""
    from PySide6.QtCore import QEventLoop, QTimer

    for _ in range(_LONG):
        loop = QEventLoop()
        QTimer.singleShot(_AFTER, loop.quit)
        loop.exec()
        if program.window is None or all(job.unasked for job in program.window.desk.jobs._live):
            return


def _afternoon(program: Any) -> Iterator[tuple[str, Callable[[], object]]]:
    window = program.window
    queue, pane = window.queue, window.pane
    yield "after the list is shown", lambda: None
    yield "later", lambda: None
    from scolarite_desk.store.queries.queue_views import VUES
    from scolarite_desk.ui.salles.rooms import ROOMS

    for code in VUES:
        yield f"view {code}", lambda code=code: queue.select(code)  # type: ignore[misc]
    yield from _table("queue", queue.people)
    queue.people.selectAll()
    yield "queue, all chosen, saved", lambda: _saved_of(window, queue.people.current().personne)
    yield "queue, all chosen, read again", queue.reload
    yield "queue, as at first", queue.people.restore
    yield "saved views", lambda: _views(window)
    yield "search", lambda: _typed(queue.search, "le goff")
    yield "search left", queue.clear
    yield "first dossier", lambda: queue.step(1)
    for number in range(pane.tabs.count()):
        yield f"tab {number}", lambda number=number: pane.tabs.setCurrentIndex(number)  # type: ignore[misc]
    yield "second dossier", lambda: queue.step(1)
    yield "first tab again", lambda: pane.tabs.setCurrentIndex(0)
    for code in ("tous", "avis", "incomplets"):
        queue.select(code)
        yield f"save, view {code}", lambda: _saved(window)
    yield "undo", lambda: window.run("annuler")
    for name in ("recu", "aide", "premier_jour", "touches", "palette"):
        yield f"command {name}", lambda name=name: window.run(name)  # type: ignore[misc]
        yield f"command {name}, left", lambda: _closed(window)
    for code in ROOMS:
        yield f"room {code}", lambda code=code: window.enter(code)  # type: ignore[misc]
    for code in ("decisions", "journee"):
        yield f"room {code} again", lambda code=code: window.enter(code)  # type: ignore[misc]
    yield "decisions, a whole campaign", lambda: _whole(window)
    yield from _table("decisions", window.room.table)
    yield "decisions, another act for everybody", lambda: _everybody(window, window.room.other)
    yield "decisions, their ranks", lambda: _everybody(window, window.room.ranks)
    yield "decisions, back to the avis", window.room.panels.back
    yield from _season(window)
    yield "dark", lambda: _scheme(window, "DARK")
    yield "light", lambda: _scheme(window, "LIGHT")
    yield "larger", lambda: window.theme.set(size=1.25)
    yield "size as before", lambda: window.theme.set(size=1.0)
    yield "lock", program.lock
    yield "locked", lambda: None
    yield "password again", lambda: _unlocked(program)


def _season(window: Any) -> Iterator[tuple[str, Callable[[], object]]]:
    """The offer and its free places, then each list of the day and what is done with a long one."""
    from scolarite_desk.services.suivi import SUIVI
    from scolarite_desk.services.taches import TACHES

    yield "room formations again", lambda: window.enter("formations")
    yield "formations, a name", lambda: _typed(window.room.text, "master")
    yield "formations, by name no more", window.room.text.clear
    yield "formations, places to give", window.room.only_free
    yield "formations, all of them", window.room.only_free
    yield "formations, everybody", window.room.table.selectAll
    yield "formations, as a tree", window.room.turn
    yield "formations, a name in the tree", lambda: _typed(window.room.programmes, "licence")
    yield "formations, as a list", window.room.turn
    yield "room suivi again", lambda: window.enter("suivi")
    for code in (*TACHES, *SUIVI):
        yield f"suivi {code}", lambda code=code: window.room.lead(code)  # type: ignore[misc]
    yield "suivi, the longest list of tasks", lambda: window.room.lead(max(window.room._tasks, key=_tasks(window.room)))
    yield from _table("tasks", window.room.tasks.table)
    yield "suivi, the longest list", lambda: window.room.lead(max(window.room._lists, key=_many(window.room)))
    yield from _table("suivi", window.room.table)
    yield "suivi, its letters", window.room.letters
    yield "suivi, what to find silent", lambda: window.room.lead("constater")
    yield "suivi, all of them looked at", window.room.table.selectAll


def _many(room: Any) -> Callable[[str], int]:
    return lambda code: len(room._lists[code])


def _tasks(room: Any) -> Callable[[str], int]:
    return lambda code: len(room._tasks[code])


def _typed(line: Any, text: str) -> None:
    from PySide6.QtTest import QTest

    for letter in text:
        QTest.keyClicks(line, letter)


def _table(name: str, table: Any) -> Iterator[tuple[str, Callable[[], object]]]:
    """What one does in a long table: sort by each column, both ways; find a name; choose everybody."""
    for at in table.head.in_sight():
        title = table.rows_model.title(at) or str(at)
        for way in ("up", "down"):
            yield f"{name} by {title}, {way}", lambda at=at: table.turn(at)  # type: ignore[misc]
    yield f"{name}, a name", lambda: _typed(table, "vas")
    yield f"{name}, everybody", table.selectAll
    yield f"{name}, in the order of the desk", lambda: table.sort(())


def _saved(window: Any) -> None:
    _saved_of(window, window.pane.view.personne)


def _saved_of(window: Any, personne: str) -> None:
    from scolarite_desk.services.dossiers import correct

    window.desk.do(None, correct, "identite.autres_prenoms", personne, next(_NAMES))


def _views(window: Any) -> None:
    from scolarite_desk.services.vues import views_of

    for salle in ("file", "decisions"):
        window.desk.read(views_of, salle)


def _closed(window: Any) -> None:
    """What was opened over the window goes away; what it has beside its pages too."""
    from PySide6.QtWidgets import QApplication

    for one in QApplication.topLevelWidgets():
        if one is not window and one.isVisible():
            one.close()


def _unlocked(program: Any) -> None:
    from scolarite_desk import practice as exercice
    from scolarite_desk.ui.played.hands import Hands

    hands = Hands(program.opening)
    hands.take()
    hands.type(exercice.PASSWORD)
    hands.press("Return")
    hands.wait(lambda: program.window is not None and program.window.queue.people.rows_model.rows)


def _everybody(window: Any, then: Callable[[], object]) -> None:
    window.room.table.selectAll()
    then()


def _whole(window: Any) -> None:
    from dataclasses import replace

    room = window.enter("decisions")
    room.choice.choose(replace(room.choice.filter, formation=None))
    room.reload()


def _scheme(window: Any, name: str) -> None:
    from scolarite_desk.ui.look.theme import Scheme

    window.theme.set(scheme=Scheme[name])


@contextmanager
def watched(step: str) -> Iterator[Watchdog]:
    """One step alone, for a test."""
    with Watchdog() as dog:
        dog.step(step)
        yield dog


if __name__ == "__main__":
    found = measure(Path(sys.argv[1]))
    if "--json" in sys.argv:
        print(json.dumps([(one.step, one.seconds, one.where) for one in found]))
    else:
        for one in found:
            print(f"{one.seconds * 1000:7.1f} ms  {one.step:30} {one.where}")
