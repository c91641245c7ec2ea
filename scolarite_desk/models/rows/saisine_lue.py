"""A referral to the recteur as the desk shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scolarite_desk.models.rules.criteres import Constat


@dataclass(frozen=True)
class Refusee:
    """A refusal that it rests on: its key, its values by column."""

    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Proposee:
    """A place proposed: its key, its values by column, the last day to answer it."""

    key: str
    values: Mapping[str, Any]
    limite: date | None


@dataclass(frozen=True)
class SaisineLue:
    """One referral; `reprendre`: how many refusals of this base are not in it yet; `accuse_parti`: the day on which a
    letter acknowledged it.
    """

    key: str
    annee: str
    values: Mapping[str, Any]
    constats: tuple[Constat, ...]
    refus: tuple[Refusee, ...]
    propositions: tuple[Proposee, ...]
    limite: date | None
    reprendre: int
    accuse_parti: date | None = None
