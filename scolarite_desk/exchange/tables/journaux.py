"""The journal and the access log as files: what was shown on screen, no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Literal

from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables.classeur import write_workbook
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.exchange.tables.csv_rows import write_csv
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.progress import Progress

Format = Literal["xlsx", "csv"]
TRAVAUX: tuple[Colonne[Any], ...] = (
    Colonne("at", "Le", Genre.INSTANT, attrgetter("at"), 17),
    Colonne("acte", "Acte", Genre.TEXTE, attrgetter("acte"), 34),
    Colonne("qui", "Qui", Genre.TEXTE, attrgetter("qui"), 26),
    Colonne("auteur", "Auteur", Genre.TEXTE, attrgetter("auteur"), 16),
    Colonne("poste", "Poste", Genre.CODE, attrgetter("poste"), 8),
    Colonne("numero", "Modification", Genre.ENTIER, attrgetter("numero"), 12),
)
ACCES: tuple[Colonne[Any], ...] = (
    Colonne("at", "Le", Genre.INSTANT, attrgetter("at"), 17),
    Colonne("compte", "Compte", Genre.TEXTE, attrgetter("compte"), 16),
    Colonne("quoi", "Quoi", Genre.TEXTE, attrgetter("quoi"), 30),
    Colonne("qui", "Qui", Genre.TEXTE, attrgetter("qui"), 26),
    Colonne("lignes", "Lignes", Genre.ENTIER, attrgetter("lignes"), 8),
    Colonne("ou", "Où", Genre.TEXTE, attrgetter("ou"), 40),
)


@dataclass(frozen=True)
class FileStatement:
    """What the file says of itself."""

    titre: str
    filtre: str
    par: str
    le: datetime  # UTC
    etablissement: str
    exercice: bool = False


def write(
    rows: Collection[Any],
    colonnes: Sequence[Colonne[Any]],
    dit: FileStatement,
    fmt: Format,
    target: Path | IO[bytes],
    progress: Progress,
) -> None:
    """One file that appears whole, or a buffer. Raises `Unavailable`."""
    with writing(target) as stream:
        if fmt == "csv":
            write_csv(stream, colonnes, rows, "Europe/Paris", progress)
        else:
            write_workbook(stream, _book(dit, colonnes, len(rows)), rows, progress)


def _book(dit: FileStatement, colonnes: Sequence[Colonne[Any]], count: int) -> Classeur:
    said = (
        ("Établissement", dit.etablissement),
        ("Exporté le", dit.le),
        ("Exporté par", dit.par),
        ("Ce qui a été demandé", dit.filtre),
        ("Lignes", count),
        ("Données personnelles", "À garder le temps du contrôle, puis à détruire. Ne pas transférer."),
    )
    return Classeur(
        titre=dit.titre,
        colonnes=colonnes,
        apropos=said,
        apropos_titre="À propos",
        sujet=dit.filtre,
        par=dit.par,
        le=dit.le,
        bandeau="BASE D’EXERCICE – données fictives" if dit.exercice else dit.etablissement,
    )
