"""Too little memory, too few files, no home: a sentence and 3, or the work done; never a fault of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from tests import enfants
from tests.cli.conftest import Desk
from tests.cli.test_acces import _known

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
_STARTED = """
import resource, sys
from scolarite_desk.__main__ import main
resource.setrlimit(resource.RLIMIT_AS, ({most}, {most}))
sys.exit(main({words!r}))
"""
COMMANDS = (["show"], ["receipt", "--out", "OUT"], ["backup"])
_MEGABYTE = 2**20


def _asked(base: Path, words: list[str]) -> list[str]:
    asked = [*words, "--base", str(base), *([] if words == ["backup"] else ["--dossier", _known(base)])]
    return [one.replace("OUT", str(base.parent / "recu.pdf")) for one in asked]


def _told(said: enfants.Ended | subprocess.CompletedProcess[str]) -> None:
    assert said.returncode in (0, 3), said.stderr
    assert said.stderr.count("\n") == (1 if said.returncode else 0), said.stderr
    assert "notre part" not in said.stderr


def _limit(name: str, most: int) -> None:
    """So many files, or so many bytes above what is loaded."""
    import resource

    if name == "AS":
        most += int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    kind = getattr(resource, f"RLIMIT_{name}")
    resource.setrlimit(kind, (most, most))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("name", "most"), [("AS", 40 * _MEGABYTE), ("AS", 4 * _MEGABYTE), ("NOFILE", 12), ("NOFILE", 6)]
)
def test_what_the_system_lacks_is_told(base: Path, words: list[str], name: str, most: int) -> None:
    _told(enfants.command(_asked(base, words), _limit, name, most))


@pytest.mark.parametrize(("words", "most"), [(COMMANDS[0], 90_000 * 1024), (COMMANDS[1], 120_000 * 1024)])
def test_memory_that_lacks_for_what_a_command_loads_is_told(base: Path, words: list[str], most: int) -> None:
    code = _STARTED.format(most=most, words=_asked(base, words))
    env = os.environ | {"SCOLARITE_DESK_PASSWORD": exercice.PASSWORD}
    argv = [sys.executable, "-c", code]
    _told(subprocess.run(argv, capture_output=True, text=True, env=env, timeout=60, check=False))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_home_that_is_none_prevents_no_reading(base: Path, tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "fichier"
    file.write_bytes(b"")
    for home in ("", str(file), "/proc"):
        said = enfants.command(_asked(base, words), HOME=home, XDG_CONFIG_HOME="", XDG_DATA_HOME="")
        _told(said)
        assert words != ["show"] or said.returncode == 0, said.stderr
        (base.parent / "recu.pdf").unlink(missing_ok=True)


@pytest.mark.parametrize("error", [MemoryError(), SystemError("error return without exception set")])
def test_a_library_that_found_no_room_is_nobody_s_fault(
    command: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def lack(_value: object) -> object:
        raise error

    monkeypatch.setattr("scolarite_desk.models.rules.ine.check_ine", lack)
    said = command("ine", "check", "0199000001Z")
    assert (said.code, "La mémoire manque" in said.err) == (3, True), said.err
