"""What a locked desk leaves behind: windows and bases that finish what runs there, then go, the key with them."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from scolarite_desk.store.store import Store
    from scolarite_desk.ui.frame.window import Window

_BUSY = 200  # milliseconds between two looks at what still has to finish


class Verrou(QObject):
    """`freed()`: nothing is left behind any more."""

    def __init__(self, parent: QObject, freed: Callable[[], object]) -> None:
        super().__init__(parent)
        self._freed = freed
        self._behind: list[tuple[Window, Store | None]] = []
        self._place = ("", "", "", "", "")  # base, account, dossier, tab, room: where one was
        self._later = QTimer(self, singleShot=True, interval=_BUSY)
        self._later.timeout.connect(self.drop)

    @property
    def busy(self) -> bool:
        """Whether something is still being finished."""
        return bool(self._behind)

    def put(self, window: Window, store: Store) -> None:
        """Out of sight; it closes as soon as nothing runs there."""
        self._place = (str(store.path), store.auteur, *_place_of(window))
        window.hide()
        self._behind.append((window, store))

    def drop(self) -> None:
        """Close what has finished."""
        done = [one for one in self._behind if not (one[0].desk.jobs.busy or one[0].unwritten)]
        for one in done:
            leave(*one)
            self._behind.remove(one)
            del one
        if self._behind:
            self._later.start()
        elif done:
            self._freed()
        if done:  # the key and the rows read go with what held them; nothing goes while something is being finished
            QTimer.singleShot(0, self, gc.collect)

    def lead_back(self, window: Window, compte: str) -> None:
        """The same person finds the place that was left, its room once the window is there; nobody else is shown it."""
        (base, known, dossier, tab, room), self._place = self._place, ("", "", "", "", "")
        same = (base, known) == (str(window.store.path), compte)
        if same and dossier:
            window.show_dossier(dossier, tab)
        if same and room:
            QTimer.singleShot(0, window, lambda: window.enter(room))

    def stop(self) -> None:
        """The program ends: nothing waits."""
        self._later.stop()
        for one in self._behind:
            leave(*one)
        self._behind.clear()


def leave(window: Window, store: Store | None) -> None:
    """Close a window and its base."""
    window.close()
    window.deleteLater()
    if store is not None:
        store.close()


def patience(store: Store) -> int:
    """Minutes without a sign of life before the desk locks itself."""
    from scolarite_desk.services.reglages import count_of

    with store.reading() as session:
        return count_of(session, "verrouillage")


def _place_of(window: Window) -> tuple[str, str, str]:
    view, room = window.pane.view, window.room
    things = window.pane.page.things if view is not None else ()
    return view.key if view is not None else "", things[0] if things else "", room.code if room is not None else ""
