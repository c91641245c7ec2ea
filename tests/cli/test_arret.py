"""Asked to stop by the system: before a work lasts nothing changed, after it the command ends and says so."""

from __future__ import annotations

import os
import re
import signal
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests import enfants
from tests.cli.conftest import Desk
from tests.cli.test_acces import _known

_BEFORE = "scolarite_desk/store/journal/journal.Writer.write"
_AFTER = "scolarite_desk/store/file/location.reached"


def _strike(at: str, number: int, times: int) -> None:
    """A real signal, sent by the command to itself when it comes to a given function."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    *where, name = at.split(".")
    place, calls = import_module(where[0].replace("/", ".")), iter(range(100))
    for one in where[1:]:
        place = getattr(place, one)
    played = getattr(place, name)

    @wraps(played)
    def struck(*args: Any, **options: Any) -> Any:
        for _ in range(times if next(calls) == 0 else 0):
            os.kill(os.getpid(), number)
        return played(*args, **options)

    setattr(place, name, struck)


def _struck(base: Path, at: str, words: list[str], number: int = signal.SIGINT, times: int = 1) -> enfants.Ended:
    return enfants.command([*words, "--base", str(base)], _strike, at, int(number), times)


def _set(base: Path) -> list[str]:
    return ["set", "--dossier", _known(base), "identite.prenom", "Nolwenn"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_before_the_work_lasts_nothing_changed(desk: Desk, base: Path, number: int, code: int) -> None:
    before = desk("digest", "--json").json
    said = _struck(base, _BEFORE, _set(base), number)
    assert (said.returncode, said.stdout) == (code, "")
    assert said.stderr == "scolarite-desk\u00a0: Arrêté à votre demande\u00a0: rien n’a été changé.\n"
    assert desk("digest", "--json").json == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_after_it_the_command_ends_and_says_what_it_did(desk: Desk, base: Path, number: int) -> None:
    said = _struck(base, _AFTER, _set(base), number)
    assert (said.returncode, said.stderr) == (0, "")
    assert "Nolwenn" in said.stdout


def test_asked_twice_it_stops_and_says_that_it_is_done(base: Path) -> None:
    said = _struck(base, _AFTER, _set(base), times=2)
    assert said.returncode == 3
    assert "ce qui était fait reste fait" in said.stderr


def test_a_number_that_is_given_has_its_paper(base: Path) -> None:
    out = base.parent / "recu.pdf"
    said = _struck(base, _AFTER, ["receipt", "--dossier", _known(base), "--out", str(out)])
    assert (said.returncode, out.read_bytes()[:4]) == (0, b"%PDF")


@pytest.mark.parametrize("name", ["lettres.pdf", "lettres"])
def test_a_lot_stops_between_two_letters_and_each_number_has_its_paper(desk: Desk, base: Path, name: str) -> None:
    out = base.parent / name
    said = _struck(base, _AFTER, ["letters", "--out", str(out)])
    assert said.returncode == 3
    (done,) = re.findall("Arrêté à votre demande. Déjà fait, et gardé\u00a0: ([0-9]+) sur [0-9]+", said.stderr)
    assert done == "1"
    assert [one.suffix for one in out.iterdir()] == [".pdf"] if out.is_dir() else out.read_bytes()[:4] == b"%PDF"


def test_a_practice_base_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    base = tmp_path / "exercice.sdesk"
    said = _struck(base, _AFTER, ["demo", "--dossiers", "5"])
    assert said.returncode == 130, said.stderr
    assert list(tmp_path.iterdir()) == []
