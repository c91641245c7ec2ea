"""Accents whatever the locale: words, variables and names of files are read in UTF-8, or a sentence says no."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scolarite_desk import practice as exercice
from tests.cli.conftest import Desk
from tests.cli.test_acces import _known

LOCALES = {
    "c": {"LC_ALL": "C"},
    "posix": {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "latin1": {"LC_ALL": "fr_FR.ISO-8859-1", "PYTHONUTF8": "0"},
}


_DRIVEN = """
import os, sys
from scolarite_desk.__main__ import main
given = sys.argv[1:]
while given:
    end = given.index("PUIS")
    words, given = given[:end], given[end + 1:]
    os.environb.update(map(os.fsencode, one.split("=", 1)) for one in words if one.startswith("SCOLARITE_DESK_"))
    sys.argv[1:] = [one for one in words if not one.startswith("SCOLARITE_DESK_")]
    code = main()
    sys.stdout.flush()
    os.write(1, b"%d\\0" % code)
    os.write(2, b"\\0")
"""
_PASSWORD = f"SCOLARITE_DESK_PASSWORD={exercice.PASSWORD}"


def _said(locale: str, *commands: tuple[str | bytes, ...]) -> list[tuple[int, str, str]]:
    """What commands answer, one after the other in one program of that locale: the code, then both outputs."""
    words = [os.fsencode(word) for command in commands for word in (_PASSWORD, *command, "PUIS")]
    argv = [os.fsencode(sys.executable), b"-c", _DRIVEN.encode(), *words]
    env = os.environ | LOCALES[locale]
    done = subprocess.run(argv, capture_output=True, env=env, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    said, errors = done.stdout.decode().split("\0")[:-1], done.stderr.decode().split("\0")[:-1]
    assert len(said) == len(commands), done.stderr
    return [(int(one[-1]), one[:-1], error) for one, error in zip(said, errors, strict=True)]


@pytest.mark.parametrize("locale", LOCALES)
def test_an_accent_of_an_argument_a_variable_or_a_file_is_kept(
    desk: Desk, base: Path, tmp_path: Path, locale: str
) -> None:
    accented = base.rename(tmp_path / "été.sdesk")
    base.with_name("exercice.sdesk.coffre").rename(tmp_path / "été.sdesk.coffre")
    numero = _known(accented)
    given = ("--base", str(accented), "--dossier", numero)
    out = tmp_path / "reçu.pdf"
    (first, prenom, told), (second, made, also) = _said(
        locale,
        ("SCOLARITE_DESK_ACCOUNT=Claire M.", "set", *given, "identite.prenom", "Maëlle"),
        ("receipt", *given, "--out", str(out)),
    )
    assert (first, prenom.split()[-1]) == (0, "Maëlle"), told
    assert (second, out.exists(), "reçu.pdf" in made) == (0, True, True), also


@pytest.mark.parametrize("locale", ["c", "ascii", "cp1252"])
def test_what_is_no_utf_8_is_said_in_one_sentence(base: Path, locale: str) -> None:
    before = ("--base", str(base), "--dossier", _known(base))
    commands: list[tuple[str | bytes, ...]] = [
        ("set", *before, "identite.prenom", b"Ma\xeblle"),
        ("show", "--base", str(base), "--dossier", b"\xe9"),
        (b"SCOLARITE_DESK_PASSWORD=\xe9t\xe9", "show", *before),
        ("receipt", *before, "--out", bytes(base.parent) + b"/re\xe7u.pdf"),
        (b"SCOLARITE_DESK_ACCOUNT=\xe9t\xe9", "show", *before),
    ]
    for words, (code, _, told) in zip(commands, _said(locale, *commands), strict=True):
        assert code in (1, 2, 3), (words, told)
        assert told.count("\n") == 1, (words, told)
        assert "Traceback" not in told
        assert "erreur de notre part" not in told
