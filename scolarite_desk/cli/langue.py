"""The language of the command line: the one that its environment names, French otherwise."""

from __future__ import annotations

import os

from scolarite_desk.langue import SOURCE, Langue, langue, said
from scolarite_desk.msg import Msg

LANGUE = "SCOLARITE_DESK_LANGUE"


def spoken() -> Langue:
    """What commands are answered in. `missing` also says that a language was asked for and has no catalogue."""
    return langue(os.environ.get(LANGUE) or SOURCE)


def say(msg: Msg) -> str:
    """The sentence on the terminal."""
    return said(msg, spoken())
