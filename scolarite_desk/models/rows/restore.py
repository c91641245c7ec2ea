"""What putting a backup back would change, read from the journals of both bases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scolarite_desk.msg import NOTHING, Msg


@dataclass(frozen=True, slots=True)
class WorksLost:
    """So many works of an author at a station, from when to when (UTC)."""

    poste: str
    auteur: str
    nombre: int
    depuis: datetime
    jusqu: datetime


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """`perdus`: works done since the backup, that would no longer be there; `rendus`: those that only the backup has.

    `fiches`: rows that the lost works touched, by table; `dossiers`: numbers of the dossiers they belong to.
    `papiers`: receipts and letters given since, whose numbers stay given. `effaces`: rows erased since, erased again.
    `illisible`: why the present base could not be compared, nothing when it was.
    """

    perdus: tuple[WorksLost, ...] = ()
    rendus: tuple[WorksLost, ...] = ()
    fiches: tuple[tuple[str, int], ...] = ()
    dossiers: tuple[str, ...] = ()
    papiers: tuple[str, ...] = ()
    effaces: int = 0
    illisible: Msg = NOTHING

    @property
    def pareil(self) -> bool:
        """Whether the base and its backup hold the same works: putting it back changes nothing."""
        return not (self.perdus or self.rendus or self.illisible)
