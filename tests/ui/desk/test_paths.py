"""Where a sentence sends a person exists: « Réglages › Campagnes » is a part of a room, « Dossier › … » a command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.ui.desk.commands import COMMANDS, MENUS
from scolarite_desk.ui.salles.reglages.room import PARTS, ReglagesRoom
from tests.sources import ROOT, sources

_QUOTED = re.compile(r"\b([A-ZÉ]\w+) › ([A-ZÉ][^.,;:)*»\n]*)")  # a path ends with its sentence, or goes on with a verb
_MENUS = {kept(title).replace("&", ""): menu for menu, title in MENUS.items()}
_PLACES = {menu: [kept(one.label).rstrip("…") for one in COMMANDS if one.menu == code] for menu, code in _MENUS.items()}
_PLACES[kept(ReglagesRoom.title)] = [kept(part.label) for part in PARTS]


def _sentences() -> Iterator[tuple[str, str]]:
    for source in sources():
        for node in source.nodes() if _QUOTED.search(source.text) else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield source.path, node.value
    for path in (ROOT / "docs").glob("*.md"):
        yield path.name, " ".join(path.read_text("utf-8").split())


_PATHS = sorted(
    {(place, *found) for place, text in _sentences() for found in _QUOTED.findall(text) if found[0] in _PLACES}
)


def test_some_sentences_send_a_person_somewhere() -> None:
    assert len(_PATHS) > 8


@pytest.mark.parametrize(("place", "menu", "rest"), _PATHS)
def test_a_place_that_a_sentence_sends_to_exists(place: str, menu: str, rest: str) -> None:
    assert any(rest.startswith(label) for label in _PLACES[menu]), f"{place} : {menu} › {rest}"


@pytest.mark.parametrize("text", ["Ouvrez-en une dans Campagne › Formations et calendriers."])
def test_a_place_that_does_not_exist_would_be_seen(text: str) -> None:
    ((menu, rest),) = _QUOTED.findall(text)
    assert not any(rest.startswith(label) for label in _PLACES[menu])
