"""A whole visit from the password on: where it stands, what went wrong, what proves that it went to its end."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from scolarite_desk import trace
from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.practice import PASSWORD
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.played.delai import Deadline
from scolarite_desk.ui.played.hands import Hands
from scolarite_desk.ui.played.preuve import lacking
from scolarite_desk.ui.played.visite import Visit


class Opened(Protocol):
    """A run of the program: who asks for the password, then the window."""

    @property
    def opening(self) -> QWidget | None: ...

    @property
    def window(self) -> Window | None: ...


class Played:
    """One visit: where it stands, what went wrong in it, and what proves that it was played to its end."""

    def __init__(self, out: Path) -> None:
        self._out, self._step, self._faults = out, "", list[BaseException]()
        self._deadline = Deadline(lambda step: self._sentence(step, tr("elle ne répond plus")))
        sys.excepthook = lambda _kind, error, _trace: self._faults.append(error)  # of slots, which Qt lets pass

    def begin(self, step: str) -> None:
        """This step now."""
        self._step = step
        self._deadline.begin(step)

    def end(self) -> None:
        """Nothing is played any more."""
        self._deadline.end()
        sys.excepthook = sys.__excepthook__

    def play(self, program: Opened) -> tuple[int, list[Path]]:
        """(keys pressed, files written), from the password to the workbook."""
        assert program.opening is not None
        hands = Hands(program.opening, faults=self._faults)
        hands.take()
        hands.type(PASSWORD)
        hands.press("Return")
        hands.wait(lambda: program.window is not None, N_("une base qui s’ouvre"))
        assert program.window is not None
        hands = Hands(program.window, hands.keys, self._faults)
        hands.take()
        visit, ranks, written = Visit(program.window, self._out, hands), count(1), list[Path]()

        def seen(step: str) -> None:
            written.append(self._out / f"{next(ranks):02}-{step}.png")
            hands.look().grab().save(str(written[-1]))

        keys = visit.play(seen, self.begin)
        self.begin("documents")
        exported = (self._out / name for name in ("liste-des-decisions.pdf", "decisions.xlsx"))
        written += [*visit.papers(), *(path for path in exported if path.exists())]
        if faults := list(lacking(self._out, visit.nom, written)):
            raise Unavailable(joined("; ", *faults))
        hands.check()
        return keys, sorted(written)

    def failed(self, error: BaseException) -> int:
        """Say where it stopped and why; the exit code of a fault of ours."""
        error = self._faults[0] if self._faults else error  # what came first
        reason = error.args[0] if error.args and isinstance(error.args[0], Msg) else None
        told = trace.report(error, f"Qt {qVersion()}")
        trace.keep(told)
        sys.stderr.write(self._sentence(self._step, say(reason) if reason else type(error).__name__) + "\n")
        if reason is None:
            sys.stderr.write(told + "\n")
        return 4

    def _sentence(self, step: str, reason: str) -> str:
        return tr("La visite s’est arrêtée à l’étape «\u00a0{etape}\u00a0»\u00a0: {raison}.", etape=step, raison=reason)
