"""The drawing of the house is a test: imports point one way, and what writes documents is not loaded at start."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import cli

_ROOT = Path(__file__).parents[1]
_HEAVY = {"reportlab", "openpyxl", "lxml", "PIL", "pypdfium2", "python_calamine", "icalendar"} | {
    "olefile",
    "msoffcrypto",
}
_AT_START = ["scolarite_desk.ui", "scolarite_desk.app", "scolarite_desk.cli", "scolarite_desk.__main__"]


def test_imports_point_one_way(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_ROOT)
    verdict = cli.lint_imports(config_filename=str(_ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert verdict == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("name", [name for name in _AT_START if importlib.util.find_spec(name)])
def test_what_writes_documents_is_not_loaded_at_start(name: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, {name}; print(*{{module.split('.')[0] for module in sys.modules}})"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
    )
    assert not _HEAVY & set(said.stdout.split())
