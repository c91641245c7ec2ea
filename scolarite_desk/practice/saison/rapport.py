"""What a season has to tell: how long each step made one wait, and what was refused, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scolarite_desk.langue import kept
from scolarite_desk.msg import N_, NN_, Msg, verbatim

SLOWEST = 10  # waits that a step names


def sources(said: Msg) -> frozenset[str]:
    """The sentences that a refusal is made of, without their values."""
    inside = [one for value in said.valeurs.values() for one in _messages(value)]
    found = frozenset().union(*(sources(one) for one in inside)) if inside else frozenset[str]()
    return found | {said.source}


def _messages(value: object) -> Iterator[Msg]:
    if isinstance(value, Msg):
        yield value
    elif isinstance(value, list | tuple):
        yield from (one for one in value if isinstance(one, Msg))


def phrase(said: Msg) -> str:
    """A refusal as it is counted: what it is about left as `{nom}`, so that one rule is one line."""
    inside = {name: value for name, value in said.valeurs.items() if isinstance(value, Msg)}
    if inside and not said.source.strip(" {}t0123456789"):  # sentences put side by side
        return " ".join(phrase(one) for one in inside.values())
    return said.source


@dataclass
class Releve:
    """What one step did. Times are in seconds."""

    code: str
    libelle: Msg
    jour: str  # the first day of the step, ISO
    actes: int = 0
    secondes: float = 0.0
    attentes: list[tuple[float, str]] = field(default_factory=list)  # the slowest, each with what it was
    refus: Counter[tuple[str, str, bool]] = field(default_factory=Counter)  # (act, sentence, expected)
    fautes: list[str] = field(default_factory=list)
    papiers: int = 0
    octets: int = 0

    def pris(self, seconds: float, quoi: str) -> None:
        """One wait more."""
        self.attentes = sorted([*self.attentes, (seconds, quoi)], reverse=True)[:SLOWEST]

    @property
    def inattendus(self) -> Iterator[str]:
        """What nobody named in the plan."""
        for (acte, said, expected), count in self.refus.items():
            if not expected:
                yield kept(N_("{acte}, {nombre} fois\u00a0: {raison}", acte=acte, nombre=count, raison=verbatim(said)))

    def as_json(self) -> dict[str, Any]:
        """The step as a program reads it; what changes from one run to the next stands under `temps`."""
        return {
            "etape": self.code,
            "libelle": kept(self.libelle),
            "jour": self.jour,
            "actes": self.actes,
            "papiers": self.papiers,
            "refus": [
                {"acte": acte, "phrase": said, "attendu": expected, "nombre": count}
                for (acte, said, expected), count in sorted(self.refus.items())
            ],
            "fautes": [*self.inattendus, *self.fautes],
            "temps": {
                "secondes": round(self.secondes, 3),
                "octets": self.octets,
                "lentes": [{"secondes": round(seconds, 4), "quoi": quoi} for seconds, quoi in self.attentes],
            },
        }


@dataclass(frozen=True)
class Bilan:
    """The whole season: its steps in order; `etat` counts what the base holds at its end; `arret`: the step at which
    it was stopped, blank when it went to its end.
    """

    dossiers: int
    graine: int
    premier: str
    dernier: str
    etapes: tuple[Releve, ...]
    etat: dict[str, int]
    arret: str = ""

    @property
    def fautes(self) -> tuple[str, ...]:
        """Everything that should not have been."""
        return tuple(one for step in self.etapes for one in (*step.inattendus, *step.fautes))

    def as_json(self) -> dict[str, Any]:
        """The report as a program reads it."""
        return {
            "dossiers": self.dossiers,
            "graine": self.graine,
            "premier": self.premier,
            "dernier": self.dernier,
            "arret": self.arret,
            "etat": self.etat,
            "fautes": list(self.fautes),
            "secondes": round(sum(one.secondes for one in self.etapes), 3),
            "etapes": [one.as_json() for one in self.etapes],
        }

    def lines(self) -> Iterator[Msg]:
        """The report as a person reads it."""
        yield NN_(
            "Saison de {n} dossier, du {premier} au {dernier}, graine {graine}.",
            "Saison de {n} dossiers, du {premier} au {dernier}, graine {graine}.",
            self.dossiers,
            premier=self.premier,
            dernier=self.dernier,
            graine=self.graine,
        )
        for one in self.etapes:
            yield from _told(one)
        if self.arret:
            yield N_("Arrêtée à l’étape «\u00a0{etape}\u00a0»\u00a0: ce qui était fait reste fait.", etape=self.arret)
        yield from _faults(self.fautes)


def _told(one: Releve) -> Iterator[Msg]:
    slowest = one.attentes[0][0] if one.attentes else 0.0
    yield N_(
        "{jour}  {etape}\u00a0: {actes} actes, {papiers} papiers, {secondes} s, {lente} s au plus",
        jour=one.jour, etape=one.libelle, actes=one.actes, papiers=one.papiers,
        secondes=f"{one.secondes:.1f}", lente=f"{slowest:.3f}",
    )  # fmt: skip
    for (_acte, said, expected), count in sorted(one.refus.items()):
        if expected:
            yield N_("    refusé, comme prévu ({nombre})\u00a0: {raison}", nombre=count, raison=verbatim(said))


def _faults(found: Iterable[str]) -> Iterator[Msg]:
    told = [verbatim(one) for one in found]
    yield NN_("{n} anomalie\u00a0:", "{n} anomalies\u00a0:", len(told)) if told else N_("Aucune anomalie.")
    yield from (N_("  ✗ {raison}", raison=one) for one in told)
