"""What the documentation names exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_CODE = _ROOT / "scolarite_desk"
_PAGES = [_ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md")] + sorted((_ROOT / "docs").glob("*.md"))
_PATH = re.compile(r"`((?:[a-z_0-9]+/)*[a-z_0-9]+\.(?:py|sql))`")


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    """A path is under the code, or under the root; a bare name is the name of some file."""
    known = {path.name for path in _CODE.rglob("*") if path.suffix in (".py", ".sql")}
    named = set(_PATH.findall(page.read_text("utf-8")))
    lost = {one for one in named if not any((root / one).is_file() for root in (_CODE, _ROOT))}
    assert {one for one in lost if "/" in one or one not in known} == set()


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.name)
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", page.read_text("utf-8")))
    if named:
        there = (path.read_text("utf-8") for path in (_ROOT / "tests").rglob("test_*.py"))
        assert named <= {name for text in there for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}


def test_the_glossary_says_where_each_word_lives() -> None:
    assert len(_PATH.findall((_ROOT / "docs" / "glossaire.md").read_text("utf-8"))) > 100
