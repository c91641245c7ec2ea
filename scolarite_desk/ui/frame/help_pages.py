"""The pages of help: one Markdown file each in `resources/aide/`, a folder a language, in French where it has none.

A page names a command by its code, `{nouveau}`: its label and its keys are those of the table, and its end lists them.
A tab's page bears the first of its `things`, a room's its code. Nothing is read from anywhere but that folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scolarite_desk import places
from scolarite_desk.langue import SOURCE
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.ui.desk.commands import COMMANDS, GESTURES, label_of, written
from scolarite_desk.ui.look.texts import say, spoken, tr

FIRST_DAY, HOME = "premier_jour", "accueil"
COMMAND = "commande:"  # what a link to a command begins with
_CODE = re.compile(r"\{([a-z_]+)\}")
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`#>|]")
_AROUND = 60  # signs of an excerpt, on each side


@dataclass(frozen=True)
class FoundPage:
    """A page that holds what was searched: where, in its own words."""

    name: str
    title: str
    excerpt: str


def folder(code: str = SOURCE) -> Path:
    """Where the pages of a language lie, and their pictures."""
    return places.resource("aide") / code


def names() -> list[str]:
    """Every page, in the order of its name."""
    return sorted(path.stem for path in folder().glob("*.md"))


def source(name: str) -> str:
    """A page as it is written, commands by their codes; blank when there is none."""
    chosen = spoken()
    return _read(name, SOURCE if chosen.missing else chosen.code)  # a code that is no language could be a path


@cache
def _read(name: str, code: str) -> str:
    own = folder(code) / f"{name}.md"
    path = own if own.is_file() else folder() / f"{name}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def page(name: str) -> str:
    """A page in Markdown, its commands said, then its keys."""
    text = source(name)
    keys = "\n".join(f"- **{keys}**\u00a0: {label}" for label, keys in keys_of(text))
    said = _CODE.sub(lambda code: _said(code[1]), text)
    return f"{said}\n\n## {tr('Touches')}\n\n{keys}\n" if keys else said


def title(text: str) -> str:
    """What a page is called: its first line."""
    return text.partition("\n")[0].lstrip("# ")


def codes_in(text: str) -> list[str]:
    """The commands and gestures that a page names, in its order."""
    return list(dict.fromkeys(_CODE.findall(text)))


def keys_of(text: str) -> Iterator[tuple[str, str]]:
    """(label, keys as written) of what a page names, in the order of the table."""
    named = set(codes_in(text))
    for command in COMMANDS:
        if command.code in named and command.keys:
            yield label_of(command), written(command.keys)
    for code, (label, keys) in GESTURES.items():
        if code in named:
            yield say(label), written(keys)


def found(searched: str) -> list[FoundPage]:
    """The pages that hold every word, whatever the case and the accents; those whose title does come first."""
    words = fold(searched).split()
    pages = [one for name in names() if (one := _found(name, words))] if words else []
    return sorted(pages, key=lambda one: (not all(word in fold(one.title) for word in words), one.title))


def _found(name: str, words: list[str]) -> FoundPage | None:
    text = page(name)
    lines = [_MARKS.sub(lambda mark: mark[1] or "", line).lstrip("- ").strip() for line in text.splitlines()]
    if not all(word in fold(text) for word in words):
        return None
    said = [line for line, written in zip(lines, text.splitlines(), strict=True) if line and written[0] != "#"]
    told = next((line for line in said if words[0] in fold(line)), said[0])
    return FoundPage(name, title(text), _around(told, words[0]))


def _around(told: str, word: str) -> str:
    """Some words on each side of the one that was searched."""
    place = next((one.start() for one in re.finditer(r"\S+", told) if word in fold(one[0])), 0)
    start = told.rfind(" ", 0, max(place - _AROUND, 0)) + 1
    end = told.find(" ", place + _AROUND)
    return f"{'… ' if start else ''}{told[start:end] if end > 0 else told[start:]}{' …' if end > 0 else ''}"


def _said(code: str) -> str:
    """A command as a page writes it: its label, which does it, and its keys."""
    if code in GESTURES:
        label, keys = GESTURES[code]
        return f"**{say(label)}** ({written(keys)})"
    command = next((one for one in COMMANDS if one.code == code), None)
    if command is None:
        return f"{{{code}}}"
    keys = f" ({written(command.keys)})" if command.keys else ""
    return f"[{label_of(command)}]({COMMAND}{code}){keys}"
