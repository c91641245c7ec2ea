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


def _said(locale: str, *words: str | bytes, **variables: str | bytes) -> subprocess.CompletedProcess[bytes]:
    env = os.environ | {"SCOLARITE_DESK_PASSWORD": exercice.PASSWORD} | LOCALES[locale]
    given = {os.fsencode(name): os.fsencode(value) for name, value in (env | variables).items()}
    argv = [sys.executable, "-m", "scolarite_desk", *words]
    return subprocess.run(list(map(os.fsencode, argv)), capture_output=True, env=given, timeout=60, check=False)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_accent_of_an_argument_a_variable_or_a_file_is_kept(
    desk: Desk, base: Path, tmp_path: Path, locale: str
) -> None:
    accented = base.rename(tmp_path / "été.sdesk")
    base.with_name("exercice.sdesk.coffre").rename(tmp_path / "été.sdesk.coffre")
    numero = _known(accented)
    given = ("--base", str(accented), "--dossier", numero)
    said = _said(locale, "set", *given, "identite.prenom", "Maëlle", SCOLARITE_DESK_ACCOUNT="Claire M.")
    assert (said.returncode, said.stdout.decode().split()[-1]) == (0, "Maëlle"), said.stderr
    out = tmp_path / "reçu.pdf"
    said = _said(locale, "receipt", *given, "--out", str(out))
    assert (said.returncode, out.exists(), "reçu.pdf" in said.stdout.decode()) == (0, True, True), said.stderr


@pytest.mark.parametrize("locale", ["c", "ascii", "cp1252"])
def test_what_is_no_utf_8_is_said_in_one_sentence(base: Path, locale: str) -> None:
    before = ("--base", str(base), "--dossier", _known(base))
    for words, variables in (
        (("set", *before, "identite.prenom", b"Ma\xeblle"), {}),
        (("show", "--base", str(base), "--dossier", b"\xe9"), {}),
        (("show", *before), {"SCOLARITE_DESK_PASSWORD": b"\xe9t\xe9"}),
        (("show", *before), {"SCOLARITE_DESK_ACCOUNT": b"\xe9t\xe9"}),
        (("receipt", *before, "--out", bytes(base.parent) + b"/re\xe7u.pdf"), {}),
    ):
        said = _said(locale, *words, **variables)
        assert said.returncode in (1, 2, 3), (words, said.stderr)
        assert said.stderr.decode().count("\n") == 1
        assert b"Traceback" not in said.stderr
        assert "erreur de notre part" not in said.stderr.decode()
