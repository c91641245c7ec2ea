"""The three kinds of failure. Anything that is neither `Refused` nor `Unavailable` is our fault.

Every message is one clear sentence, said at the door in the language of whoever is there; `str(error)` is its French,
for logs.
"""

from __future__ import annotations

from scolarite_desk.langue import kept
from scolarite_desk.msg import Msg


class Told(Exception):
    """A failure with a sentence."""

    def __init__(self, message: Msg) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return kept(self.message)


class Refused(Told):
    """The rule says no. `champ` names the field at fault (its path, such as `identite.ne_le`), when there is one."""

    def __init__(self, message: Msg, champ: str | None = None) -> None:
        super().__init__(message)
        self.champ = champ


class Unavailable(Told):
    """Disk, lock, network or version: what happened, what is safe and what to do, in one message.

    `passing`: the base could not be written; the next work that is written proves that it is over.
    """

    def __init__(self, message: Msg, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing
