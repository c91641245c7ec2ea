"""Child processes, forked from a server that has everything loaded: a death or a command costs no start."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_LOADED = ["visite", "fenetre", "formes", "demo", "voisin", "reseau"]
_PATIENCE = 240.0  # seconds


def context() -> ForkServerContext:
    """The one server of this run."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.cli.loaded", *(f"tests.torture.{name}" for name in _LOADED)])
    return found


@dataclass(frozen=True)
class Ended:
    """What a command said before it ended."""

    returncode: int
    stdout: str
    stderr: str


def command(
    words: Sequence[str], env: Mapping[str, str], before: Callable[..., object] | None = None, *given: Any,
    entry: str = "", coding: str = "utf-8",
) -> Ended:  # fmt: skip
    """A command in a process of its own, after `before(*given)`; `coding`: what its terminal is said to speak."""
    with TemporaryDirectory() as folder:
        places = [Path(folder, name) for name in ("entree", "sortie", "erreur")]
        places[0].write_text(entry, encoding="utf-8")
        child = context().Process(target=_run, args=(places, coding, list(words), dict(env), before, given))
        child.start()
        child.join(_PATIENCE)
        code = child.exitcode
        if code is None:
            child.kill()
            child.join()
        child.close()
        said = [place.read_text(encoding="utf-8") if place.exists() else "" for place in places[1:]]
    assert code is not None, f"it never ended: {words}"
    return Ended(code, *said)


def _run(
    places: Sequence[Path], coding: str, words: list[str], env: dict[str, str],
    before: Callable[..., object] | None, given: tuple[Any, ...],
) -> None:  # fmt: skip
    from scolarite_desk.__main__ import main

    for rank, (place, flags) in enumerate(zip(places, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)):
        opened = os.open(place, flags, 0o600)
        os.dup2(opened, rank)
        os.close(opened)
    sys.stdin, sys.stdout = open(0, encoding=coding), open(1, "w", encoding=coding)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding=coding, errors="backslashreplace", buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(env)
    if before is not None:
        before(*given)
    sys.exit(main(words))
