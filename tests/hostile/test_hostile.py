"""Nothing that is brought, sent or typed makes the desk fall, wait, fill the memory, leave its folder or compute."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.hostile", *arguments], cwd=HERE, capture_output=True, text=True, check=False
    )


def test_no_parser_lets_hostile_input_through(request: pytest.FixtureRequest) -> None:
    """5 spoilt inputs a parser, and every attack; 450 under --torture."""
    examples = 450 if request.config.getoption("--torture") else 5
    done = run("--examples", str(examples))
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_so_many_inputs_end_when_their_time_is_up() -> None:
    """A hundred thousand inputs of one parser do not fit in one second: it stops there, and says so."""
    done = run("--inputs", "100000", "--seconds", "1", "agenda")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "time was up before the last input of: agenda\n" in done.stdout
    assert " 0 broken" in done.stdout


def test_the_harness_itself_catches_each_kind_of_fault() -> None:
    """A parser that crashes, hangs, swells, writes outside or starts a program is told by its name."""
    done = run("--examples", "1", "--bad")
    assert done.returncode == 1
    for name in ("crashes", "hangs", "swells", "writes outside", "runs a program", "stays stuck"):
        assert f"--- {name}\n" in done.stderr, done.stderr
    assert "6 broken" in done.stdout
