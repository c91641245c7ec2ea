"""One window at a time on a base. The system lets the mark go with its process, however that one ends.

Two windows would each show what the other has changed since. Commands without a window stay welcome meanwhile: every
work reads what it needs under SQLite's own lock.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_
from scolarite_desk.places import lock, user_settings


class Presence:
    """The mark that a window is on a base; of one base at a time."""

    def __init__(self) -> None:
        self._base: Path | None = None
        self._mark: IO[bytes] | None = None

    def take(self, base: Path) -> None:
        """Be the window of this base. `Refused` when there is one; where no mark can be made, nobody is refused."""
        base = base.resolve()
        if base == self._base:
            return
        self.release()
        place = user_settings() / "fenetres" / hashlib.sha256(str(base).encode()).hexdigest()[:32]
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            mark = place.open("ab")
        except OSError:
            return
        try:
            lock(mark)
        except OSError:
            mark.close()
            raise Refused(
                N_(
                    "La base «\u00a0{base}\u00a0» est déjà ouverte dans une autre fenêtre de ce "
                    "poste\u00a0: servez-vous de celle-là, ou fermez-la d’abord. Rien n’a été modifié.",
                    base=base.name,
                )
            ) from None
        self._base, self._mark = base, mark

    def release(self) -> None:
        """Give the base up, so that another window may open it."""
        if self._mark is not None:
            self._mark.close()
        self._base = self._mark = None
