"""Parsers that do each thing that the guard must catch: the harness tried on itself."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.hostile.parsers import Parser

SECONDS = 0.5  # of processor: in the place of what the guard allows to others


def _one() -> Sequence[bytes]:
    return [b"seed"]


def _crash(data: bytes) -> None:
    raise KeyError(data)


def _hang(_: bytes) -> None:
    begun = time.process_time()
    while time.process_time() < begun + SECONDS + 0.1:
        pass


def _swell(_: bytes) -> None:
    bytearray(600 * 2**20)[::4096] = b"x" * (600 * 2**20 // 4096)


def _write(_: bytes) -> None:
    Path("/var/tmp/scolarite-desk-hostile").write_text("outside")


def _run(_: bytes) -> None:
    subprocess.run(["true"], check=True)


def _stick(_: bytes) -> None:
    time.sleep(3_600)


PARSERS = (
    Parser("crashes", _crash, _one),
    Parser("hangs", _hang, _one),
    Parser("swells", _swell, _one),
    Parser("writes outside", _write, _one),
    Parser("runs a program", _run, _one),
    Parser("stays stuck", _stick, _one),
)
