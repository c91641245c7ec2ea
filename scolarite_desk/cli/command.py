"""What a command is: its words, its arguments, and what it answers. Each family declares its own in a table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Arguments = argparse.Namespace


@dataclass(frozen=True)
class Answer:
    """What a command says: `value` with `--json`, `lines` otherwise, and its exit code."""

    value: Any
    lines: Sequence[str] = ()
    code: int = 0


def argument(*names: str, **options: Any) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """One argument, as argparse takes it."""
    return names, options


DOSSIER = argument("--dossier", required=True, metavar="NUMÉRO", help="numéro du dossier, par exemple AAK7P2M9")


@dataclass(frozen=True)
class Verb:
    """One command: `words` as typed ("ine check"), help of one line, whether it needs an open base."""

    words: str
    help: str
    answer: Callable[[Arguments], Answer]
    arguments: Sequence[tuple[tuple[str, ...], Mapping[str, Any]]] = ()
    json_flag: bool = True  # `act` takes a file under this name, and always answers in JSON
