"""What a profile is: how a kind of file is known by its headers, and what each of its columns is here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import Msg

CANDIDATURES, FORMATIONS, RENDEZVOUS = "candidatures", "formations", "rendezvous"  # what a profile brings in

# Text of a cell → text that a reader of forms takes, and what is told of it. Raises `Fault`.
Convert = Callable[[str], tuple[str, Sequence[Msg]]]


@dataclass(frozen=True, slots=True)
class Source:
    """One column of a profile: the path that it fills, its headers (the first one is that of our template), how its
    text converts. `requise`: without it the file is not of this kind. `repetee`: the nth one fills « path » with n in
    the place of `*`.
    """

    chemin: str
    entetes: tuple[str, ...]
    convertir: Convert | None = None
    requise: bool = False
    repetee: bool = False


@dataclass(frozen=True, slots=True)
class Profil:
    """One kind of file. `signe`: headers of which one at least tells it from its likes. `cle`: the path of its own
    number of a person, the first thing that a line is matched by. `fixes`: paths that all its lines have.
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


def plain_header(text: str) -> str:
    """A header as it is compared: without case, accents, punctuation, year suffix, « (jj/mm/aaaa) », « (e) »."""
    return fold(text)
