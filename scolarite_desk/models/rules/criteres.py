"""Criteria of a request: each is met, not met, or waits for a fact; all are told, none of them blocks.

judged(CRITERES, faits)  -> a `Constat` each, in the order of the table
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined

F = TypeVar("F")

REMPLI, NON_REMPLI, INCONNU = "rempli", "non", "inconnu"
ETATS = {REMPLI: N_("Rempli"), NON_REMPLI: N_("Non rempli"), INCONNU: N_("À vérifier")}
TIENT: dict[bool | None, str] = {True: REMPLI, False: NON_REMPLI, None: INCONNU}  # of what holds, or cannot be told


@dataclass(frozen=True, slots=True)
class Critere(Generic[F]):
    """One criterion: what it is called, the text that it comes from, what the facts make of it: a code of `ETATS`, and
    on what ground, as the middle of a sentence.
    """

    code: str
    label: Msg
    texte: Msg
    juge: Callable[[F], tuple[str, Msg]]


@dataclass(frozen=True, slots=True)
class Constat:
    """A criterion as it stands: `etat` is one of `ETATS`, `dit` says on what."""

    code: str
    label: Msg
    texte: Msg
    etat: str
    dit: Msg


def judged(criteres: Iterable[Critere[F]], faits: F) -> tuple[Constat, ...]:
    """Every criterion, in the order of its table."""
    return tuple(Constat(one.code, one.label, one.texte, *one.juge(faits)) for one in criteres)


def summed(found: Collection[Constat]) -> Msg:
    """How many criteria stand where."""
    counts = {etat: sum(one.etat == etat for one in found) for etat in ETATS}
    parts = (
        NN_("{n} critère rempli", "{n} critères remplis", counts[REMPLI]),
        NN_("{n} non rempli", "{n} non remplis", counts[NON_REMPLI]) if counts[NON_REMPLI] else NOTHING,
        NN_("{n} à vérifier", "{n} à vérifier", counts[INCONNU]) if counts[INCONNU] else NOTHING,
    )
    return joined(", ", *parts)
