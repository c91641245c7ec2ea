"""What a letter is made of, as its model says it; the office's own models and their versions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from scolarite_desk.models.rules.modeles import Faute, Portee


@dataclass(frozen=True)
class Mots:
    """The words of a model, in the writing of `rules/modeles.py`; `annexes`: enclosures, one a line. `fichier`: a Word
    model, in base 64; `objet` is then its name, `corps` what it says, to be read only.
    """

    objet: str
    corps: str
    recours: str = ""
    annexes: str = ""
    fichier: str = ""

    def typed(self) -> dict[str, str]:
        """What a person writes of them, as `save_model` takes it."""
        return {name: value for name, value in asdict(self).items() if name != "fichier"}


@dataclass(frozen=True)
class Redaction:
    """One wording of a model. `fournie`: that of the application when the office began from it; `courante`: in use."""

    key: str
    mots: Mots
    le: datetime
    par: str
    fournie: bool
    courante: bool


@dataclass(frozen=True)
class ModeleDuService:
    """What an office words itself: its key, what it is for, the version in use (blank: none, the letter takes the next
    model), whether the shipped text is no longer the one that it was written from, and whether it is a Word document.
    """

    key: str
    portee: Portee
    version: str
    le: datetime | None = None
    par: str = ""
    depasse: bool = False
    word: bool = False


@dataclass(frozen=True)
class FauteDe:
    """A fault, and in which part of the words: a name of `Mots`."""

    partie: str
    faute: Faute
