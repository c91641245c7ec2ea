"""From the command to a painted window: ours, and one that holds a line of text; then from the password to the list.

python -m bench.start BASE
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

_TURNS = 5


def measure(path: Path) -> dict[str, Any]:
    """Seconds, the best of interleaved turns, and megabytes held once the list has been used for a while."""
    bare, unlock = [], []
    for _ in range(_TURNS):
        bare.append(_child("bare", path))
        unlock.append(_child("unlock", path))
    used = _child("list", path)
    found: dict[str, Any] = {"bare_s": _best(bare, "painted"), "unlock_s": _best(unlock, "painted")}
    found |= {"bare_cpu_s": _best(bare, "cpu"), "unlock_cpu_s": _best(unlock, "cpu")}
    found |= {"bare_mb": _best(bare, "mb"), "unlock_mb": _best(unlock, "mb")}
    return found | {name: used[name] for name in ("list_s", "vault_s", "listed", "list_mb", "steady_mb", "worst_ms")}


def _best(turns: list[dict[str, float]], name: str) -> float:
    return round(min(turn[name] for turn in turns), 3)


def _child(what: str, path: Path) -> dict[str, float]:
    start = perf_counter()
    command = [sys.executable, "-m", "bench.start", what, str(path)]
    screen = os.environ | {"QT_QPA_PLATFORM": "offscreen"}  # the same without a display, and when run alone
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=screen)
    assert ran.stdout is not None
    ran.stdout.readline()
    painted = perf_counter() - start
    told = ran.stdout.read()
    if ran.wait():
        raise RuntimeError(f"bench.start {what}: exit {ran.returncode}")
    return {"painted": painted, **json.loads(told)}


def _say_painted() -> dict[str, float]:
    """What is told once the window is there."""
    cpu = sum(os.times()[:2])
    print("painted", flush=True)
    return {"cpu": cpu, "mb": _resident()}


def _resident() -> float:
    """Megabytes of this process in memory now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _bare() -> dict[str, float]:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication(sys.argv[:1])
    label = QLabel("Scolarité Desk")
    label.resize(900, 600)
    label.show()
    told: dict[str, float] = {}
    QTimer.singleShot(0, lambda: (told.update(_say_painted()), app.quit()))
    label.repaint()
    app.exec()
    return told


def _unlock(path: Path) -> dict[str, float]:
    from PySide6.QtCore import QTimer

    from scolarite_desk import app

    qt = app.application()
    program = app.Program(qt, path)
    program.start()
    assert program.opening is not None
    program.opening.repaint()
    told = _say_painted()
    QTimer.singleShot(0, qt.quit)
    qt.exec()
    program.stop()
    return told


def _list(path: Path) -> dict[str, float]:
    """The password typed once everything is imported, as it is while one types; then an afternoon's use."""
    from PySide6.QtTest import QTest

    from scolarite_desk import app
    from scolarite_desk import practice as exercice
    from scolarite_desk.store.vault import vault
    from scolarite_desk.ui.played.hands import Hands

    qt = app.application()
    program = app.Program(qt, path)
    program.start()
    assert program.opening is not None
    _say_painted()
    while "scolarite_desk.ui.frame.window" not in sys.modules or "scolarite_desk.store.base" not in sys.modules:
        QTest.qWait(20)
    QTest.qWait(500)
    start = perf_counter()
    vault.unwrap(path, exercice.COMPTE, exercice.PASSWORD)
    unwrapped = perf_counter() - start
    hands = Hands(program.opening)
    hands.take()
    hands.type(exercice.PASSWORD)
    start = perf_counter()
    hands.press("Return")
    hands.wait(lambda: program.window is not None and program.window.queue.people.rows_model.rows)
    listed = perf_counter() - start
    assert program.window is not None
    told = {"list_s": round(listed, 3), "vault_s": round(unwrapped, 3), "list_mb": round(_resident(), 1)}
    told["listed"] = len(program.window.queue.people.rows_model.rows)
    told["worst_ms"] = round(_use(program.window) * 1000, 1)
    told["steady_mb"] = round(_resident(), 1)
    program.stop()
    return told


def _use(window: Any) -> float:
    """Search, look through views and open dossiers; returns the longest stay in one key or click."""
    from PySide6.QtTest import QTest

    from scolarite_desk.store.queries.queue_views import VUES

    worst = 0.0
    for code in VUES:
        window.queue.select(code)
        QTest.qWait(200)
    for text in ("ker", "le goff", "maelle", "07/03/2004", "n'gu", "dupont marie") * 3:
        window.queue.search.clear()
        for letter in text:
            start = perf_counter()
            QTest.keyClicks(window.queue.search, letter)
            worst = max(worst, perf_counter() - start)
        window.queue.step(1)
        QTest.qWait(150)
    QTest.qWait(2000)
    return worst


if __name__ == "__main__":
    ways = {"bare": lambda _: _bare(), "unlock": _unlock, "list": _list}
    if sys.argv[1] in ways:
        print(json.dumps(ways[sys.argv[1]](Path(sys.argv[2]))))
    else:
        print(json.dumps(measure(Path(sys.argv[1])), indent=1))
