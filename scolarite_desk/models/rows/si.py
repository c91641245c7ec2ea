"""What an export to the student records is made of: candidates with their vœux, and what a worklist shows of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from scolarite_desk.models.rows.personne_lue import PersonneLue
from scolarite_desk.models.rules.si import RemarqueSi, VoeuParti
from scolarite_desk.msg import NOTHING, Msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Voeu:
    """One candidature as the student records take it: the codes of its formation, blank where there is none."""

    candidature: str
    formation: str
    libelle: str = ""  # its code, then its label
    annee: str | None = None  # of the campaign, « 2026-2027 »
    code: str = ""
    periode: str = ""
    origine: str = ""
    concours: str = ""  # the year of a competition
    etape: str = ""
    version: str = ""
    diplome: str = ""
    version_diplome: str = ""
    centre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatSi:
    """A dossier with the vœux that leave."""

    dossier: str
    numero: str
    personne: PersonneLue = field(default_factory=PersonneLue)
    voeux: tuple[Voeu, ...] = ()

    @property
    def nom(self) -> str:
        """As a list shows it."""
        one = self.personne
        return " ".join(part for part in ((one.nom_naissance or "").upper(), one.prenom) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneSi:
    """One vœu of the worklist. `remarques`: what its person, its codes or a divergence say; `partie`: what left."""

    candidature: str
    dossier: str
    numero: str
    nom: str
    formation: str
    libelle: str
    etat: str
    partie: VoeuParti | None = None
    fichier: str = ""
    remarques: tuple[RemarqueSi, ...] = ()

    @property
    def bloque(self) -> bool:
        """Whether it stays here until something is mended."""
        return any(one.bloque for one in self.remarques)


@dataclass(frozen=True, slots=True)
class ARegler:
    """One value to be seen before an export: of a dossier, else of a formation, that its key opens at the field."""

    cle: str
    nom: str
    precision: Msg
    remarque: RemarqueSi


@dataclass(frozen=True, slots=True, kw_only=True)
class ControleSi:
    """What an export would do today: its worklist, what leaves, what is to be seen first."""

    si: str
    lignes: tuple[LigneSi, ...] = ()
    candidats: tuple[CandidatSi, ...] = ()
    personnes: tuple[ARegler, ...] = ()
    formations: tuple[ARegler, ...] = ()
    empeche: Msg = NOTHING  # nothing may leave at all: a practice base

    def compte(self, etat: str) -> int:
        """How many vœux are there."""
        return sum(one.etat == etat for one in self.lignes)


@dataclass(frozen=True, slots=True)
class ExportSi:
    """What was written: (name, lines) of each file, how many vœux, on which day."""

    fichiers: tuple[tuple[str, int], ...]
    voeux: int
    le: date
