"""In which language something is said: `said(msg, langue)` is the only way from a `Msg` to the `str` that is shown.

A language is a compiled catalogue of `resources/catalogues`, made at set-up from the `.po` beside it; French, the
source, has one too, for its plural. One that is not there is French, and its language says so (`missing`). A language
is handed over: to a paper and to an export as an argument, to the window at its opening (`ui/look/texts.py`); no
context variable, which threads and processes would not see.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from scolarite_desk import places
from scolarite_desk.msg import NBSP, Msg

SOURCE = "fr"
_FOLDER = "catalogues"


class _AsWritten(gettext.NullTranslations):
    """The sentences of the source, counted as French does: 0 and 1 are singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid2 if abs(n) > 1 else msgid1

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


@dataclass(frozen=True)
class Langue:
    """A language, by its code ("fr", "en"), and its sentences. `missing`: its catalogue is not there, it speaks
    French."""

    code: str
    catalogue: gettext.NullTranslations = field(default_factory=_AsWritten, repr=False, compare=False)
    missing: bool = field(default=False, compare=False)

    def __reduce__(self) -> tuple[Callable[[str], Langue], tuple[str]]:
        return langue, (self.code,)  # what a process of its own receives


@cache
def langue(code: str) -> Langue:
    """The language of that code; French in its place where it has no catalogue."""
    path = places.resource(_FOLDER) / f"{code}.mo"
    if not path.is_file():
        return Langue(code, missing=True)
    with path.open("rb") as file:
        read = gettext.GNUTranslations(file)
    read.add_fallback(_AsWritten())
    return Langue(code, read)


def installed() -> list[str]:
    """The codes of the languages that can be chosen, the source first."""
    found = {path.stem for path in places.resource(_FOLDER).glob("*.mo")} - {SOURCE}
    return [SOURCE, *sorted(found)]


def said(msg: Msg, langue: Langue) -> str:
    """The sentence in a language, its values in their places."""
    text = _sentence(msg, langue.catalogue)
    if not msg.valeurs and not msg.plusieurs:
        return text
    values = {name: _value(value, langue) for name, value in msg.valeurs.items()}
    return text.format_map({"n": number(msg.n)} | values)


def kept(msg: Msg) -> str:
    """The sentence in the source language: what the base keeps, and what an error says in a log."""
    return said(msg, langue(SOURCE))


def _sentence(msg: Msg, catalogue: gettext.NullTranslations) -> str:
    if not msg.source:
        return ""  # an empty msgid is the catalogue's own header
    if msg.plusieurs and msg.contexte:
        return catalogue.npgettext(msg.contexte, msg.source, msg.plusieurs, msg.n)
    if msg.plusieurs:
        return catalogue.ngettext(msg.source, msg.plusieurs, msg.n)
    return catalogue.pgettext(msg.contexte, msg.source) if msg.contexte else catalogue.gettext(msg.source)


def _value(value: object, langue: Langue) -> str:
    if isinstance(value, Msg):
        return said(value, langue)
    if isinstance(value, list | tuple):
        return ", ".join(_value(one, langue) for one in value)
    return str(value)


def number(count: int) -> str:
    """« 2 300 », which no end of line cuts; the same in every language of a French office."""
    return f"{count:,}".replace(",", NBSP)
