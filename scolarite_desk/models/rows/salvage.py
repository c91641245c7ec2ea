"""What was saved of a damaged base, and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scolarite_desk.msg import Msg


@dataclass(frozen=True, slots=True)
class TableSauvee:
    """`lues`: rows read from the pages; `refaites`: made again from the journal; `perdues`: known to be lost."""

    nom: str
    lues: int
    refaites: int
    perdues: int


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """`fichier`: the new base; `pages` of the damaged one, of which `abimees` could not be read and `anciennes` were
    read in an older version. `tables`: those that lost something first. `dossiers`: numbers of the dossiers that miss
    something. `journal`: what the chain says of it, sentences. `scellees`: whether damage could be told by the seals.
    """

    fichier: Path
    pages: int
    abimees: tuple[int, ...]
    anciennes: int
    tables: tuple[TableSauvee, ...]
    dossiers: tuple[str, ...]
    liens: int
    journal: tuple[Msg, ...]
    scellees: bool

    @property
    def entier(self) -> bool:
        """Whether nothing is known to be missing."""
        return not (self.journal or self.liens or any(one.perdues for one in self.tables))
