"""Child processes, forked from a server that has everything loaded: a death or a command costs no start."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scolarite_desk import practice as exercice

_LOADED = ["visite", "fenetre", "formes", "demo", "voisin", "reseau"]
_PATIENCE = 240.0  # seconds


def context() -> BaseContext:
    """The one server of this run; where there is none, each child starts by itself."""
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    found = multiprocessing.get_context("forkserver" if forks else "spawn")
    found.set_forkserver_preload(["tests.cli.loaded", *(f"tests.torture.{name}" for name in _LOADED)])
    return found


@dataclass(frozen=True)
class Ended:
    """What a command said before it ended."""

    returncode: int
    stdout: str
    stderr: str


def command(
    words: Sequence[str],
    before: Callable[..., object] | None = None,
    *given: Any,
    entry: str = "",
    coding: str = "utf-8",
    **env: str,
) -> Ended:
    """A command in a process of its own, after `before(*given)`; `coding`: what its terminal is said to speak."""
    with TemporaryDirectory() as folder:
        places = [Path(folder, name) for name in ("entree", "sortie", "erreur")]
        for place, text in zip(places, (entry, "", ""), strict=True):
            place.write_text(text, encoding="utf-8")
        told = {**os.environ, "SCOLARITE_DESK_PASSWORD": exercice.PASSWORD, **env}
        code = _ended(places, coding, list(words), told, before, given)
        said = [place.read_text(encoding="utf-8") for place in places[1:]]
    assert code is not None, f"it never ended: {words}"
    return Ended(code, *said)


def _ended(*given: object) -> int | None:
    child = context().Process(target=_run, args=given)
    child.start()
    child.join(_PATIENCE)
    code = child.exitcode
    if code is None:
        child.kill()
        child.join()
    child.close()
    return code


def _run(
    places: Sequence[Path],
    coding: str,
    words: Sequence[str],
    env: Mapping[str, str],
    before: Callable[..., object] | None,
    given: Sequence[Any],
) -> None:
    from scolarite_desk.__main__ import main

    for rank, place in enumerate(places):
        opened = os.open(place, os.O_WRONLY if rank else os.O_RDONLY)
        os.dup2(opened, rank)
        os.close(opened)
    os.closerange(3, 256)  # a command that starts has no other
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(rank, "w" if rank else "r", encoding=coding) for rank in range(3))
    os.environ.clear()
    os.environ.update(env)
    if before is not None:
        before(*given)
    sys.exit(main(words))
