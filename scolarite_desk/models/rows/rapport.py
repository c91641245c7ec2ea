"""A report as it is printed or written as text: parts, each with sentences and one table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scolarite_desk.models.rows.documents import Service
from scolarite_desk.msg import N_, NOTHING, Msg

PIED = N_("Données personnelles\u00a0: ne pas diffuser")
Cell = Msg | str  # a sentence of ours, or what is printed as it is


@dataclass(frozen=True)
class ReportTable:
    """`colonnes`: (title, share of the width), the shares adding up to 1."""

    colonnes: tuple[tuple[Msg, float], ...]
    lignes: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Partie:
    """One heading and what stands under it. `vide` is said when the table has no line."""

    titre: Msg
    texte: tuple[Msg, ...] = ()
    tableau: ReportTable | None = None
    vide: Msg = NOTHING


@dataclass(frozen=True)
class Rapport:
    """`objet`: whom or what it is about, in bold; `pied`: what every page repeats. Times are those of the office."""

    service: Service
    titre: Msg
    objet: Msg
    texte: tuple[Msg, ...]
    parties: tuple[Partie, ...]
    fait_le: datetime
    fait_par: str
    pied: Msg = PIED


def couples(lignes: tuple[tuple[Msg, Cell], ...]) -> ReportTable:
    """What is known of one thing: a name and a value a line."""
    return ReportTable(((N_("Donnée"), 0.32), (N_("Valeur"), 0.68)), lignes)
