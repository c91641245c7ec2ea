"""Who may already be known: two civil statuses compared, with the reason in words.

Shown: the same person written otherwise (accents, one typing error, usage name, day and month or names swapped, a name
changed but the same phone) and twins, who are the easiest to confuse. Not shown: homonyms and relatives born on
another day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scolarite_desk.models.rules.dates import is_birth
from scolarite_desk.models.rules.fold import fold, fold_phone, glue
from scolarite_desk.msg import N_, Msg

Accord = Literal["meme", "accents", "usage", "inverse", "compose", "faute", "inconnu", "autre"]
AccordJour = Literal["meme", "inverse", "partiel", "chiffre", "inconnu", "autre"]

_BEST: tuple[Accord, ...] = ("meme", "accents", "usage", "compose", "faute", "inconnu", "autre")
_STRONG = {"meme", "accents", "usage", "inverse"}
_RELATED = _STRONG | {"compose", "faute"}
_A_GENERATION = 12  # years

_NOM = {"meme": 40, "accents": 39, "inverse": 36, "usage": 35, "compose": 30, "faute": 30, "inconnu": 10, "autre": 0}
_PRENOM = {"meme": 30, "accents": 29, "inverse": 28, "usage": 26, "compose": 24, "faute": 22, "inconnu": 8, "autre": 0}
_JOUR = {"meme": 30, "inverse": 24, "partiel": 20, "chiffre": 18, "inconnu": 5, "autre": 0}
_CONTACT = 12

_MOTS_NOM = {
    "meme": N_("même nom"),
    "accents": N_("même nom aux accents près"),
    "usage": N_("nom d’usage ou de naissance"),
    "inverse": N_("nom et prénom inversés"),
    "compose": N_("partie d’un nom composé"),
    "faute": N_("nom à une faute près"),
}
_MOTS_PRENOM = {
    "meme": N_("même prénom"),
    "accents": N_("même prénom aux accents près"),
    "usage": N_("autre prénom de la personne"),
    "compose": N_("partie d’un prénom composé"),
    "faute": N_("prénom à une faute près"),
}
_MOTS_JOUR = {
    "meme": N_("même date de naissance"),
    "inverse": N_("jour et mois de naissance inversés"),
    "partiel": N_("date de naissance compatible"),
    "chiffre": N_("date de naissance à un chiffre près"),
    "inconnu": N_("date de naissance absente"),
    "autre": N_("autre date de naissance"),
}
JUMEAU = N_("jumeau possible\u00a0: autre prénom")
_INE = N_("même INE")
_TELEPHONE, _COURRIEL = N_("même téléphone"), N_("même courriel")
RASSURANTES = frozenset(  # reasons that say the same thing of both: they reassure
    {words[same] for words in (_MOTS_NOM, _MOTS_PRENOM) for same in ("meme", "accents")}
    | {_MOTS_JOUR["meme"], _INE, _TELEPHONE, _COURRIEL}
)


@dataclass(frozen=True)
class Civil:
    """What is compared of a person, as the base stores it. `ne_le` is ISO, perhaps partial."""

    nom_naissance: str | None = None
    nom_usage: str | None = None
    prenom: str | None = None
    prenom_usage: str | None = None
    autres_prenoms: str | None = None
    ne_le: str | None = None
    telephones: tuple[str, ...] = ()
    courriel: str | None = None
    ines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ressemblance:
    """How alike (0 to 100, to sort by) and why."""

    score: int
    raisons: tuple[Msg, ...]


@dataclass(frozen=True)
class _Accords:
    """What each part of two civil statuses says."""

    nom: Accord
    prenom: Accord
    jour: AccordJour
    contacts: tuple[Msg, ...]
    generation: bool  # born too far apart to be one person

    def same_person(self) -> bool:
        """Both names agree, and the day is close enough for how well they do."""
        weak = (self.nom not in _STRONG) + (self.prenom not in _STRONG)
        if not {self.nom, self.prenom} <= _RELATED:
            return False
        if self.jour in {"inverse", "partiel"}:
            return weak <= 1
        if self.jour == "autre":
            return weak == 0 and bool(self.contacts) and not self.generation
        return self.jour == "meme" or weak == 0 or (self.jour == "inconnu" and bool(self.contacts))

    def twin(self) -> bool:
        return self.nom in _STRONG | {"compose"} and self.prenom == "autre" and self.jour == "meme"

    def name_changed(self) -> bool:
        """Another surname, but reached at the same place and nothing else against it."""
        return bool(self.contacts) and self.jour != "autre" and self.prenom in _RELATED

    def half_named(self) -> bool:
        """One of the two has no surname or no first name: the rest must agree."""
        known = {self.nom, self.prenom} - {"inconnu"}
        return len(known) == 1 and "inconnu" in {self.nom, self.prenom} and known <= _RELATED and self._settled()

    def _settled(self) -> bool:
        return self.jour in {"meme", "inverse"} or (bool(self.contacts) and self.jour != "autre")

    def reasons(self) -> tuple[Msg, ...]:
        first = JUMEAU if self.twin() else _MOTS_PRENOM.get(self.prenom)
        words = (_MOTS_NOM.get(self.nom), first, _MOTS_JOUR.get(self.jour), *self.contacts)
        return tuple(word for word in words if word)

    def score(self) -> int:
        return min(99, _NOM[self.nom] + _PRENOM[self.prenom] + _JOUR[self.jour] + _CONTACT * len(self.contacts))


def compare(one: Civil, other: Civil) -> Ressemblance | None:
    """How two persons look alike, or None when they do not. The order of the two does not matter."""
    if set(one.ines) & set(other.ines):
        return Ressemblance(100, (_INE,))
    nom, prenom = _names(one, other)
    apart = _years_apart(one.ne_le, other.ne_le) > _A_GENERATION
    found = _Accords(nom, prenom, _days(one.ne_le, other.ne_le), _contacts(one, other), apart)
    if found.same_person() or found.twin() or found.name_changed() or found.half_named():
        return Ressemblance(found.score(), found.reasons())
    return None


def _names(one: Civil, other: Civil) -> tuple[Accord, Accord]:
    nom = _best((one.nom_naissance, one.nom_usage), (other.nom_naissance, other.nom_usage))
    prenom = _best((one.prenom, one.prenom_usage), (other.prenom, other.prenom_usage))
    if {nom, prenom} & {"autre", "inconnu"} and _swapped(one, other):
        return "inverse", "inverse"
    if prenom == "autre" and (_among_others(one, other) or _among_others(other, one)):
        return nom, "usage"
    return nom, prenom


def _best(ones: tuple[str | None, str | None], others: tuple[str | None, str | None]) -> Accord:
    """The closest agreement of the two pairs (civil, usage); other than civil with civil, equal names are `usage`."""
    found = [_accord(ones[0] or "", others[0] or "")]
    for one, other in ((ones[0], others[1]), (ones[1], others[0]), ones[1:] + others[1:]):
        if one and other:
            accord = _accord(one, other)
            found.append("usage" if accord in {"meme", "accents"} else accord)
    return min(found, key=_BEST.index)


def _among_others(one: Civil, other: Civil) -> bool:
    """The first name of one is a further first name of the other. Further ones alone are often a family's."""
    return bool(one.prenom) and glue(one.prenom or "") in fold(other.autres_prenoms or "").split()


def _accord(one: str, other: str) -> Accord:
    if not one.strip() or not other.strip():
        return "inconnu"
    if one.strip().casefold() == other.strip().casefold():
        return "meme"
    if glue(one) == glue(other):
        return "accents"
    if _part(fold(one).split(), fold(other).split()):
        return "compose"
    return "faute" if _typo(glue(one), glue(other)) else "autre"


def _part(one: list[str], other: list[str]) -> bool:
    fewer, more = sorted((set(one), set(other)), key=len)
    return fewer < more and sum(map(len, fewer)) >= 3


def _typo(one: str, other: str) -> bool:
    """One error from 4 letters on, two from 8; below, two names."""
    shortest = min(len(one), len(other))
    allowed = 0 if shortest < 4 else 1 if shortest < 8 else 2
    return bool(allowed) and _errors(one, other, allowed) <= allowed


def _errors(one: str, other: str, most: int) -> int:
    """Letters left out, added, replaced or swapped, counted up to `most` + 1."""
    from rapidfuzz.distance import DamerauLevenshtein  # 25 ms to import: not before it is needed

    return int(DamerauLevenshtein.distance(one, other, score_cutoff=most))


def _swapped(one: Civil, other: Civil) -> bool:
    names = glue(one.nom_naissance or ""), glue(one.prenom or "")
    return any(names) and names == (glue(other.prenom or ""), glue(other.nom_naissance or ""))


def _days(one: str | None, other: str | None) -> AccordJour:
    if not one or not other:
        return "inconnu"
    if one == other:
        return "meme" if len(one) == 10 else "partiel"
    if len(one) < 10 or len(other) < 10:
        return "partiel" if one.startswith(other) or other.startswith(one) else "autre"
    if one == _day_month_swapped(other):
        return "inverse"
    return "chiffre" if _errors(one, other, 1) <= 1 else "autre"


def _day_month_swapped(iso: str) -> str:
    return f"{iso[:4]}-{iso[8:]}-{iso[5:7]}"


def _years_apart(one: str | None, other: str | None) -> int:
    return abs(int(one[:4]) - int(other[:4])) if one and other and is_birth(one) and is_birth(other) else 0


def _phones(civil: Civil) -> set[str]:
    """Whole numbers only: an extension is shared by a service."""
    return {folded for phone in civil.telephones if len(folded := fold_phone(phone)) >= 9}


def _contacts(one: Civil, other: Civil) -> tuple[Msg, ...]:
    found = [_TELEPHONE] if _phones(one) & _phones(other) else []
    if one.courriel and other.courriel and one.courriel.lower() == other.courriel.lower():
        found.append(_COURRIEL)
    return tuple(found)


def blocks(civil: Civil) -> set[str]:
    """Keys of which two look-alikes share at least one, so that the store compares a few persons and not all.

    `d:` birth day (and with day and month swapped), `n:` beginnings of one surname and one first name, `t:` phone,
    `e:` e-mail, `i:` INE.
    """
    keys = {f"t:{phone}" for phone in _phones(civil)} | {f"i:{ine}" for ine in civil.ines}
    if civil.courriel:
        keys.add(f"e:{civil.courriel.lower()}")
    if civil.ne_le and len(civil.ne_le) == 10:
        keys |= {f"d:{civil.ne_le}", f"d:{_day_month_swapped(civil.ne_le)}"}
    return keys | _name_blocks(civil)


def _name_blocks(civil: Civil) -> set[str]:
    """In alphabetical order, so that a surname and a first name swapped make the same key."""
    surnames = {glue(name)[:4] for name in (civil.nom_naissance, civil.nom_usage) if name}
    firsts = {glue(name)[:3] for name in (civil.prenom, civil.prenom_usage) if name}
    return {"n:" + ":".join(sorted((name[:3], first))) for name in surnames for first in firsts}
