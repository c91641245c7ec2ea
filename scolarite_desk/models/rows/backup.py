"""A backup, as the list of backups shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scolarite_desk.msg import N_

AUTOMATIQUE, MANUELLE, DEMENAGEMENT = "automatique", "manuelle", "demenagement"
GENRES = {AUTOMATIQUE: N_("Automatique"), MANUELLE: N_("Faite à la main"), DEMENAGEMENT: N_("Déménagement")}


@dataclass(frozen=True, slots=True)
class SauvegardeRow:
    """One backup. `taille` in bytes; `second`: it is in the second place; `expire`: the day it goes, None for one that
    is kept until someone deletes it; `effaces`: rows erased since, that it still holds; `travaux`: works it holds.
    """

    dossier: Path
    quand: datetime
    genre: str
    taille: int
    second: bool
    entiere: bool
    expire: date | None
    effaces: int
    travaux: int
