"""NOTICE says what is shipped: every locked package with its version, under the licence that the package declares."""

from __future__ import annotations

import csv
import re
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
