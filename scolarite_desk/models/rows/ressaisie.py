"""A dossier to be typed again in eCandidat: where it stands, and every box to fill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scolarite_desk.models.rules.ressaisie import LigneSaisie


@dataclass(frozen=True, slots=True)
class EtatRessaisie:
    """Asked by whom and when, typed by whom and when; `numero`: what eCandidat answered, blank while nobody said."""

    demandee_le: date | None = None
    demandee_par: str = ""
    faite_le: date | None = None
    faite_par: str = ""
    numero: str = ""


@dataclass(frozen=True, slots=True)
class FicheRessaisie:
    """The sheet of one dossier."""

    dossier: str  # its key
    numero: str
    nom: str
    campagne: str
    etat: EtatRessaisie
    lignes: tuple[LigneSaisie, ...]

    @property
    def a_regarder(self) -> int:
        """How many boxes are missing, cut, or say something else."""
        return sum(bool(one.constat) for one in self.lignes)
