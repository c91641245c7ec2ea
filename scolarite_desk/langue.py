"""In which language something is said: `said(msg, langue)` is the only way from a `Msg` to the `str` that is shown.

A language is a compiled catalogue of `resources/catalogues`, made at set-up from the `.po` beside it; French, the
source, has one too, for its plural. One that is not there, or that is damaged, is French, and its language says so
(`missing`). A language is handed over: to a paper and to an export as an argument, to the window at its opening
(`ui/look/texts.py`); no context variable, which threads and processes would not see.

A catalogue says; it commands nothing. Its sentence is put on screen only when every brace in it is one of the source:
another value, an attribute, a format or a lone brace, and the French sentence is said.
"""

from __future__ import annotations

import gettext
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from scolarite_desk import places
from scolarite_desk.msg import N_, NBSP, NOTHING, Msg

SOURCE = "fr"
_FOLDER = "catalogues"
_DAMAGED = (OSError, ValueError, LookupError, struct.error)  # what `gettext` raises on a file that is no catalogue
_BRACES = re.compile(r"{{|}}|{[^{}]*}|[{}]")


class _AsWritten(gettext.NullTranslations):
    """The sentences of the source, counted as French does: 0 and 1 are singular."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _french(msgid1, msgid2, n)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


@dataclass(frozen=True)
class Langue:
    """A language, by its code ("fr", "en"), and its sentences. `missing`: its catalogue is not there or is damaged, it
    speaks French.
    """

    code: str
    catalogue: gettext.NullTranslations = field(default_factory=_AsWritten, repr=False, compare=False)
    missing: bool = field(default=False, compare=False)

    def __reduce__(self) -> tuple[Callable[[str], Langue], tuple[str]]:
        return langue, (self.code,)  # what a process of its own receives


@cache
def langue(code: str) -> Langue:
    """The language of that code; French in its place where it has no catalogue that can be read."""
    if code not in _compiled():  # a code comes from the environment: it is no path
        return Langue(code, missing=True)
    try:
        with (places.resource(_FOLDER) / f"{code}.mo").open("rb") as file:
            read = gettext.GNUTranslations(file)
    except _DAMAGED:
        return Langue(code, missing=True)
    read.add_fallback(_AsWritten())
    return Langue(code, read)


def installed() -> list[str]:
    """The codes of the languages that can be chosen, the source first."""
    return [SOURCE, *(code for code in sorted(_compiled() - {SOURCE}) if not langue(code).missing)]


def _compiled() -> set[str]:
    return {path.stem for path in places.resource(_FOLDER).glob("*.mo")}


def lacking(chosen: Langue) -> Msg:
    """That the language that was asked for is not installed here; nothing when it is."""
    if not chosen.missing or chosen.code == SOURCE:
        return NOTHING
    return N_(
        "Le catalogue de la langue «\u00a0{code}\u00a0» manque ou est abîmé\u00a0: tout est dit en français.",
        code=chosen.code,
    )


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
    """What the catalogue says of it, or the source sentence where that cannot be said."""
    if not msg.source:
        return ""  # an empty msgid is the catalogue's own header
    written = _french(msg.source, msg.plusieurs, msg.n)
    try:
        text = _translated(msg, catalogue)
    except ArithmeticError:  # the plural rule of a catalogue, that divides by zero for this number
        return written
    return text if text == written or _fits(text, msg.source + msg.plusieurs) else written


def _french(un: str, plusieurs: str, n: int) -> str:
    return plusieurs if plusieurs and abs(n) > 1 else un


def _translated(msg: Msg, catalogue: gettext.NullTranslations) -> str:
    if msg.plusieurs and msg.contexte:
        return catalogue.npgettext(msg.contexte, msg.source, msg.plusieurs, msg.n)
    if msg.plusieurs:
        return catalogue.ngettext(msg.source, msg.plusieurs, msg.n)
    return catalogue.pgettext(msg.contexte, msg.source) if msg.contexte else catalogue.gettext(msg.source)


@cache
def _fits(text: str, source: str) -> bool:
    """Whether it says something, and every brace in it is one that the source has: what is filled is then known."""
    return bool(text) and set(_BRACES.findall(text)) <= set(_BRACES.findall(source))


def _value(value: object, langue: Langue) -> str:
    if isinstance(value, Msg):
        return said(value, langue)
    if isinstance(value, list | tuple):
        return ", ".join(_value(one, langue) for one in value)
    return str(value)


def number(count: int) -> str:
    """« 2 300 », which no end of line cuts; the same in every language of a French office."""
    return f"{count:,}".replace(",", NBSP)
