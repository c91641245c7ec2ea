"""Too little memory, too few files, no home: a sentence and 3, or the work done; never a fault of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from tests.cli.conftest import Desk
from tests.cli.test_acces import _known

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
_LIMITED = """
import resource, sys
from scolarite_desk.__main__ import main
resource.setrlimit(resource.RLIMIT_{name}, ({most}, {most}))
sys.exit(main({words!r}))
"""
COMMANDS = (["show"], ["receipt", "--out", "OUT"], ["backup"])


def _run(base: Path, code: str, words: list[str], **env: str) -> subprocess.CompletedProcess[str]:
    asked = [*words, "--base", str(base), *([] if words == ["backup"] else ["--dossier", _known(base)])]
    told = [one.replace("OUT", str(base.parent / "recu.pdf")) for one in asked]
    given = os.environ | {"SCOLARITE_DESK_PASSWORD": exercice.PASSWORD} | env
    argv = ["-c", code.replace("{words!r}", repr(told))] if code else ["-m", "scolarite_desk", *told]
    return subprocess.run([sys.executable, *argv], capture_output=True, text=True, env=given, timeout=60, check=False)


def _told(said: subprocess.CompletedProcess[str]) -> None:
    assert said.returncode in (0, 3), said.stderr
    assert said.stderr.count("\n") == (1 if said.returncode else 0), said.stderr
    assert "notre part" not in said.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("name", "most"), [("AS", 300_000 * 1024), ("AS", 200_000 * 1024), ("NOFILE", 12), ("NOFILE", 6)]
)
def test_what_the_system_lacks_is_told(base: Path, words: list[str], name: str, most: int) -> None:
    _told(_run(base, _LIMITED.replace("{name}", name).replace("{most}", str(most)), words))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_home_that_is_none_prevents_no_reading(base: Path, tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "fichier"
    file.write_bytes(b"")
    for home in ("", str(file), "/proc"):
        said = _run(base, "", words, HOME=home, XDG_CONFIG_HOME="", XDG_DATA_HOME="")
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
