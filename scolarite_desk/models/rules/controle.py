"""What checking a typed number tells: right, doubtful, or refused, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scolarite_desk.msg import NOTHING, Msg

Niveau = Literal["ok", "avertissement", "refus"]


@dataclass(frozen=True)
class Controle:
    """`valeur` is the normalised number; `message` (French, at most 60 characters) is empty when all is well."""

    valeur: str
    niveau: Niveau
    message: Msg = NOTHING

    @property
    def valide(self) -> bool:
        """False only when a rule refuses it: a doubtful number is kept."""
        return self.niveau != "refus"
