"""What the office asks besides its fields and its pieces: which kinds of question there are, and how an answer is kept.

An answer is one text whatever its kind, so that it reads for ever: « oui », « 2026-03-07 », « 14.5 », a line of the
list as it was worded that day. A form that comes from elsewhere is answered by the day on which it came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, Msg, verbatim

OUI_NON, TEXTE, LISTE, JOUR, NOMBRE, FORMULAIRE = "oui_non", "texte", "liste", "date", "nombre", "formulaire"

_DAY, _DECIMAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"-?[0-9]+\.[0-9]+")
OUI_OU_NON = {"oui": N_("Oui"), "non": N_("Non")}


@dataclass(frozen=True)
class GenreQuestion:
    """One kind of question."""

    code: str
    label: Msg


GENRES = {
    one.code: one
    for one in (
        GenreQuestion(OUI_NON, N_("Oui ou non")),
        GenreQuestion(TEXTE, N_("Texte")),
        GenreQuestion(LISTE, N_("Choix dans une liste")),
        GenreQuestion(JOUR, N_("Date")),
        GenreQuestion(NOMBRE, N_("Nombre")),
        GenreQuestion(FORMULAIRE, N_("Formulaire reçu")),
    )
}


@dataclass(frozen=True, slots=True)
class QuestionPosee:
    """A question as a candidature meets it, with its answer. `posee`: it still is asked of it; else it was, once."""

    key: str
    libelle: str
    texte: str  # as it is asked, word for word
    texte_anglais: str
    genre: str
    choix: tuple[str, ...] = ()
    requise: bool = False
    posee: bool = True
    valeur: Any = None  # as `answer`
    dispense: str = ""  # why the person is not concerned
    donnee_le: datetime | None = None
    donnee_par: str = ""
    vue_le: datetime | None = None
    vue_par: str = ""

    @property
    def manque(self) -> bool:
        """Whether the candidature is incomplete without its answer."""
        return self.posee and self.requise and self.valeur is None and not self.dispense

    @property
    def hors_liste(self) -> bool:
        """Whether its answer is a line that left its list since."""
        return self.genre == LISTE and self.valeur is not None and self.valeur not in self.choix

    @property
    def a_voir(self) -> bool:
        """Whether a form came that nobody read yet."""
        return self.genre == FORMULAIRE and self.valeur is not None and self.vue_le is None


def choices(text: str | None) -> tuple[str, ...]:
    """The lines of a list, each once, in their order."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def written(valeur: Any) -> str | None:
    """An answer as it is kept; None when there is none."""
    if valeur is None or valeur == "":
        return None
    return valeur.isoformat() if isinstance(valeur, date) else f"{valeur}"


def answer(genre: str, text: str | None) -> Any:
    """The value of an answer that is kept: date, Decimal or str; the text itself where it is of another kind."""
    if not text:
        return None
    try:
        if genre in (JOUR, FORMULAIRE):
            return date.fromisoformat(text)
        return Decimal(text) if genre == NOMBRE else text
    except (ValueError, InvalidOperation):
        return text


def reads(genre: str, text: str) -> bool:
    """Whether a kept answer is one of this kind; whatever the kind, a line that left its list is."""
    if genre == OUI_NON:
        return text in OUI_OU_NON
    return genre not in (JOUR, FORMULAIRE, NOMBRE) or not isinstance(answer(genre, text), str)


def told(one: QuestionPosee) -> Msg:
    """An answer as it is read, or why there is none to give; nothing when there is none."""
    if one.dispense:
        return N_("Non concerné\u00a0: {motif}", motif=one.dispense)
    if one.genre == OUI_NON:
        return OUI_OU_NON.get(one.valeur) or verbatim(one.valeur or "")
    if isinstance(one.valeur, date):
        return verbatim(show_day(one.valeur))
    return verbatim(f"{one.valeur:f}".replace(".", ",") if isinstance(one.valeur, Decimal) else one.valeur or "")


def told_alone(text: str) -> Msg:
    """A kept answer whose question is not at hand, as the journal has it."""
    if _DAY.fullmatch(text):
        return verbatim(show_day(text))
    if _DECIMAL.fullmatch(text):
        return verbatim(text.replace(".", ","))
    return OUI_OU_NON.get(text) or verbatim(text)
