"""Every mapped class, so that whoever needs the whole schema imports one name."""

from scolarite_desk.models.tables import (
    candidature,
    decision,
    document,
    dossier,
    effacement,
    formation,
    fusion,
    inscription,
    journal,
    modele,
    personne,
    piece,
    poste,
    reglage,
    visite,
    vue,
)
from scolarite_desk.models.tables.base import Base

__all__ = [
    "Base",
    "candidature",
    "decision",
    "document",
    "dossier",
    "effacement",
    "formation",
    "fusion",
    "inscription",
    "journal",
    "modele",
    "personne",
    "piece",
    "poste",
    "reglage",
    "visite",
    "vue",
]
