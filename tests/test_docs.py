"""What the documentation names exists, and what some of its pages promise is held by a test that the page names.

A promise carries a footnote; its line, at the end of the page, names the tests that would fail were it broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
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


# Headings of pages that promise, under which nothing is promised of the program: why.
_FOR_WHOM, _OF_THE_OFFICE, _OF_THE_SYSTEM = "for whom the page is", "what the office decides or does", "what others do"
_UNSEEN = "what nobody has tried yet"
_NO_PROMISE = {
    ("comptes.md", "Comptes, mots de passe et clé de secours"): _FOR_WHOM,
    ("comptes.md", "Ce que le système peut garder"): _OF_THE_SYSTEM,
    ("donnees-personnelles.md", "Données personnelles : ce que l’application aide à faire"): _FOR_WHOM,
    ("fichiers.md", "Fichiers des autres"): _FOR_WHOM,
    ("journal.md", "Journal, accès, preuve d’intégrité"): _FOR_WHOM,
    ("journal.md", "Ce qu’il reste à faire contre cela"): _OF_THE_OFFICE,
    ("modeles.md", "Modèles de courrier"): _FOR_WHOM,
    ("papiers.md", "Ce que porte chaque papier"): _FOR_WHOM,
    ("postes.md", "Pour qui administre le serveur"): _OF_THE_OFFICE,
    ("proteger.md", "Protéger les dossiers"): _FOR_WHOM,
    ("proteger.md", "Ce que fait l’ordinateur"): _OF_THE_SYSTEM,
    ("proteger.md", "Ce qui vous revient"): _OF_THE_OFFICE,
    ("exports.md", "Ce qui sort en fichier"): _FOR_WHOM,
    ("ressaisie.md", "Ressaisie dans eCandidat"): _FOR_WHOM,
    ("ressaisie.md", "Ce qui n’a pas été vérifié"): _UNSEEN,
    ("sauvegardes.md", "Sauvegardes"): _FOR_WHOM,
    ("security.md", "Security"): _FOR_WHOM,
    ("security.md", "Out of reach"): "what nothing here defends",
    ("security.md", "What Python cannot do"): _OF_THE_SYSTEM,
    ("security.md", "What the system does"): _OF_THE_SYSTEM,
    ("security.md", "When an update hurries"): _OF_THE_OFFICE,
    ("security.md", "What the establishment decides"): _OF_THE_OFFICE,
    ("si.md", "Pégase et Apogée"): _FOR_WHOM,
    ("si.md", "Ce qui n’a pas été vérifié"): _UNSEEN,
}
_PROMISING = (
    "comptes.md",
    "donnees-personnelles.md",
    "droits.md",
    "exports.md",
    "fichiers.md",
    "journal.md",
    "modeles.md",
    "papiers.md",
    "passages.md",
    "postes.md",
    "proteger.md",
    "ressaisie.md",
    "sauvegardes.md",
    "security.md",
    "si.md",
)
_NOTE = re.compile(r"^\[\^([a-z0-9-]+)\]: (.+)$", re.MULTILINE)
_MARK = re.compile(r"\[\^([a-z0-9-]+)\](?!:)")
_CHECKS = {"make check", "make torture"}  # targets that the integration server runs


def _page(name: str) -> str:
    return (_ROOT / "docs" / name).read_text("utf-8")


@cache
def _tests() -> frozenset[str]:
    """Every test, as pytest names it: `path::name`."""
    found = set[str]()
    for path in (_ROOT / "tests").rglob("test_*.py"):
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE):
            found.add(f"{path.relative_to(_ROOT).as_posix()}::{name}")
    return frozenset(found)


@pytest.mark.parametrize("page", _PROMISING)
def test_every_footnote_names_tests_that_exist(page: str) -> None:
    notes = _NOTE.findall(_page(page))
    assert notes
    named = {name for _, names in notes for name in names.split(", ")}
    assert named - _tests() - _CHECKS == set()


@pytest.mark.parametrize("page", _PROMISING)
def test_no_footnote_is_lost_or_said_twice(page: str) -> None:
    notes = [name for name, _ in _NOTE.findall(_page(page))]
    assert sorted(notes) == sorted(set(_MARK.findall(_page(page))))


@pytest.mark.parametrize("page", _PROMISING)
def test_every_promise_of_a_page_names_the_test_that_keeps_it(page: str) -> None:
    assert [
        text for heading, text in _said(_page(page)) if (page, heading) not in _NO_PROMISE and not _kept(text)
    ] == []


def test_every_heading_that_promises_nothing_is_still_there() -> None:
    said = {(page, heading) for page in _PROMISING for heading, _ in _said(_page(page))}
    assert _NO_PROMISE.keys() - said == set()


def test_a_promise_without_a_footnote_would_be_seen() -> None:
    page = "# A\n\nFor you.\n\n## B\n\n- one[^a]\n- two\n  more\n\n```\nx\n```\n\n| k | v |\n|---|---|\n| 1 | 2 |\n"
    page += "\nEnd.[^a]\n"
    assert [(heading, _kept(text)) for heading, text in _said(page)] == [
        ("A", False), ("B", True), ("B", False), ("B", False), ("B", True)
    ]  # fmt: skip
    assert [_kept(text) for _, text in _said("# A\n\n| k[^a] | v |\n|---|---|\n| 1 | 2 |\n")] == [True]


def _kept(text: str) -> bool:
    return bool(_MARK.search(text))


def _said(page: str) -> Iterator[tuple[str, str]]:
    """Each paragraph, item and row, under its heading; a footnote in the head of a table is of all its rows."""
    heading = head = ""
    page = re.sub(r"^```.*?^```$", "", _NOTE.sub("", page), flags=re.MULTILINE | re.DOTALL)
    for block in re.split(r"\n(?:\s*\n)+|\n(?=- |\| )", page):
        text = block.strip()
        if text.startswith("#"):
            heading = text.lstrip("# ")
        elif text.startswith("|") and "|---" in text:
            head = "".join(_MARK.findall(text)) and text
        elif text.startswith("|"):
            yield heading, text + head
        elif text:
            yield heading, text
