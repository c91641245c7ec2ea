"""What a profile is: how a kind of file is known by its headers, and what each of its columns is here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import Msg

CANDIDATURES, FORMATIONS, RENDEZVOUS = "candidatures", "formations", "rendezvous"  # what a profile brings in

# Text of a cell → text that a reader of forms takes, and what is told of it. Raises `Fault`.
Convert = Callable[[str], tuple[str, Sequence[Msg]]]
# The values of a line, by path, put right together; what is told of it.
Finish = Callable[[MutableMapping[str, str]], Sequence[Msg]]

_LONGEST = 200  # characters of a header that are compared
_YEAR = re.compile(r"[\s(\[]+(20[0-9]{2})(?: ?[/-] ?(?:20)?[0-9]{2})?[)\]]?\s*$")
_FORMAT = re.compile(r"\((?:e|s|es|ne|[^)]*\b(?:jj|dd|aaaa|yyyy)\b[^)]*)\)", re.IGNORECASE)
_NUMERO = re.compile(r"^(?:n|no|ndeg|num|nr|nro) (?=.)")


@dataclass(frozen=True, slots=True)
class Source:
    """One column of a profile: the path that it fills (blank: known, and left aside), its headers (the first one is
    that of our template), how its text converts where its path does not say.

    `requise`: without it the file is not of this kind. `repetee`: the nth one fills « path » with n in the place of
    `*`. `suite`: what stands between its text and that of the columns before it that fill the same path; None: the
    first one that is filled wins.
    """

    chemin: str
    entetes: tuple[str, ...]
    convertir: Convert | None = None
    requise: bool = False
    repetee: bool = False
    suite: str | None = None


@dataclass(frozen=True)
class Profil:
    """One kind of file. `signe`: headers of which one at least tells it from its likes. `cle`: the path of its own
    number of a person, the first thing that a line is matched by. `fixes`: paths that all its lines have. `finir`:
    what its columns only say together. `pied`: a last line without its number may be a footer, and is left out.
    """

    code: str
    label: Msg
    cible: str
    sources: tuple[Source, ...]
    cle: str = ""
    signe: tuple[str, ...] = ()
    fixes: Mapping[str, str] = field(default_factory=dict)
    complete: bool = False  # it may list everybody: who is missing can be told
    formation_requise: bool = False  # it names no formation: the person says which one it is about
    finir: Finish | None = None
    pied: bool = False
    relu: bool = False  # our own: what it says is what a form says, and nothing of it is inferred

    @cached_property
    def par_entete(self) -> Mapping[str, Source]:
        """Its columns, by each of their headers as they are compared; the first one that has a header keeps it."""
        found: dict[str, Source] = {}
        for source in self.sources:
            for entete in source.entetes:
                found.setdefault(plain_header(entete), source)
        return found


def plain_header(text: str) -> str:
    """A header as it is compared: without case, accents, punctuation, year suffix, « (jj/mm/aaaa) », « (e) », « (s) »;
    « N° » and « No » are « numéro ».
    """
    text = _YEAR.sub("", _FORMAT.sub("", text[:_LONGEST]).rstrip(" *"))
    return _NUMERO.sub("numero ", fold(text))


def year_of(header: str) -> int:
    """The year that a header ends with, the first one of two (« 2025/2026 »); 0 when it has none."""
    found = _YEAR.search(header[:_LONGEST].rstrip(" *"))
    return int(found[1]) if found else 0
