"""The wheel that is built, installed outside the tree: it has all that it needs, and plays the whole visit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "build", "__pycache__", ".*_cache", "*.egg-info")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that the tree stays as it is."""
    place = tmp_path_factory.mktemp("roue")
    shutil.copytree(_ROOT, place / "arbre", ignore=_LEFT_OUT)
    code = "import backend, sys; print(backend.build_wheel(sys.argv[1]))"
    env = os.environ | {"PYTHONPATH": "packaging"}
    subprocess.run(
        [sys.executable, "-c", code, str(place)], cwd=place / "arbre", env=env, check=True, capture_output=True
    )
    [built] = place.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_that_the_program_reads(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    package = _ROOT / "scolarite_desk"
    code = {path for end in ("*.py", "*.sql") for path in package.rglob(end) if "resources" not in path.parts}
    shipped = {path for path in (_ROOT / "resources").rglob("*") if path.is_file() and path.suffix != ".mo"}
    wanted = {path.relative_to(_ROOT).as_posix() for path in code}
    wanted |= {f"scolarite_desk/{path.relative_to(_ROOT).as_posix()}" for path in shipped}
    assert wanted - held == set()


@pytest.mark.programs(sys.executable)  # half a minute: with the journeys
def test_the_wheel_installed_outside_the_tree_plays_the_visit(wheel: Path, tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "visite"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)  # what an installer does of a pure wheel
    code = "import sys, scolarite_desk.__main__ as m; print(m.__file__); sys.exit(m.main(sys.argv[1:]))"
    env = os.environ | {"PYTHONPATH": str(site), "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code, "visit", "--out", str(out)],
        cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=400,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert str(site) in done.stdout.splitlines()[0]
    assert {path.name.partition("-")[0] for path in out.iterdir() if path.suffix != ".png"} == {
        "recu", "lettre", "liste", "decisions.xlsx"
    }  # fmt: skip
