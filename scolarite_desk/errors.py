"""The three kinds of failure. Anything that is neither `Refused` nor `Unavailable` is our fault.

Every message is one clear French sentence, ready to be shown to the person at the desk.
"""

from __future__ import annotations


class Refused(Exception):
    """The rule says no. `champ` names the field at fault (its path, such as `identite.ne_le`), when there is one."""

    def __init__(self, message: str, champ: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.champ = champ


class Unavailable(Exception):
    """Disk, lock, network or version: what happened, what is safe and what to do, in one message.

    `passing`: the base could not be written; the next work that is written proves that it is over.
    """

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.message, self.passing = message, passing
