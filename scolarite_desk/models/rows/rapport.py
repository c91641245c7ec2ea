"""A report as it is printed or written as text: parts, each with sentences and one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scolarite_desk.models.rows.documents import Service


@dataclass(frozen=True)
class ReportTable:
    """`colonnes`: (title, share of the width), the shares adding up to 1."""

    colonnes: tuple[tuple[str, float], ...]
    lignes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Partie:
    """One heading and what stands under it. `vide` is said when the table has no line."""

    titre: str
    texte: tuple[str, ...] = ()
    tableau: ReportTable | None = None
    vide: str = ""


@dataclass(frozen=True)
class Rapport:
    """`objet`: whom or what it is about, in bold; `pied`: what every page repeats. Times are those of the office."""

    service: Service
    titre: str
    objet: str
    texte: tuple[str, ...]
    parties: tuple[Partie, ...]
    fait_le: datetime
    fait_par: str
    pied: str = "Données personnelles\u00a0: ne pas diffuser"


def couples(lignes: tuple[tuple[str, str], ...]) -> ReportTable:
    """What is known of one thing: a name and a value a line."""
    return ReportTable((("Donnée", 0.32), ("Valeur", 0.68)), lignes)
