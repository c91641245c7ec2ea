"""What a command is: its words, its arguments, and what it answers. Each family declares its own in a table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scolarite_desk.msg import N_, Msg

Arguments = argparse.Namespace
Argument = tuple[tuple[str, ...], Mapping[str, Any]]


@dataclass(frozen=True)
class Answer:
    """What a command says: `value` with `--json`, `lines` otherwise, and its exit code. Sentences of both are said by
    `run`, in the language of the command line. `doubts` go to the other output: what a program reads of lines stays
    what it was.
    """

    value: Any
    lines: Sequence[Msg] = ()
    code: int = 0
    doubts: Sequence[Msg] = ()


def count(text: str) -> int:
    """A number from 1 to a million: how many, how long."""
    return _between(text, 10**6)


def order(text: str) -> int:
    """A number from 1 that the base can hold."""
    return _between(text, 2**63 - 1)


def _between(text: str, most: int) -> int:
    if not 1 <= (number := int(text)) <= most:
        raise ValueError("bounds")
    return number


def argument(*names: str, **options: Any) -> Argument:
    """One argument, as argparse takes it; its `help` and its `metavar` are sentences still to be said."""
    return names, options


def typed(*examples: str) -> Sequence[str]:
    """Examples of a command: what follows its words, in every language."""
    return examples


DOSSIER = argument("--dossier", required=True, metavar=N_("NUMÉRO"), help=N_("numéro du dossier, par exemple AAK7P2M9"))


@dataclass(frozen=True)
class Verb:
    """One command: `words` as typed ("ine check"), help of one line, whether it needs an open base. `right`: the
    function of the office that it is of, "journal:lire" to read, where no service that it calls asks for it.
    `exemples`: `typed`.
    """

    words: str
    help: Msg
    answer: Callable[[Arguments], Answer]
    arguments: Sequence[Argument] = ()
    right: str = ""
    exemples: Sequence[str] = ()
    json_flag: bool = True  # `act` takes a file under this name, and always answers in JSON
