"""The dossier of one candidature as it is printed for whoever examines it."""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.models.rows.documents import Service
from scolarite_desk.models.rows.rapport import Rapport
from scolarite_desk.msg import Msg


@dataclass(frozen=True)
class CadreCommission:
    """What the commission fills by hand: one tick a decision that may be given, one a motive of a refusal."""

    avis: tuple[Msg, ...]
    motifs: tuple[str, ...] = ()


@dataclass(frozen=True)
class DossierImprime:
    """What is known of the person, then the frame of the commission while nothing is decided. `nom`: of its file."""

    rapport: Rapport
    nom: str
    cadre: CadreCommission | None = None

    @property
    def service(self) -> Service:
        """Who writes."""
        return self.rapport.service
