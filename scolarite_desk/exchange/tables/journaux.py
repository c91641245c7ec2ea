"""The journal and the access log as files: what was shown on screen, no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Literal

from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.exchange.tables.formats import write_table
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.langue import Langue
from scolarite_desk.msg import N_, NC_, Msg
from scolarite_desk.progress import Progress

Format = Literal["xlsx", "csv"]
TRAVAUX: tuple[Colonne[Any], ...] = (
    Colonne("at", NC_("moment", "Le"), Genre.INSTANT, attrgetter("at"), 17),
    Colonne("acte", N_("Acte"), Genre.TEXTE, attrgetter("acte"), 34),
    Colonne("qui", N_("Qui"), Genre.TEXTE, attrgetter("qui"), 26),
    Colonne("auteur", N_("Auteur"), Genre.TEXTE, attrgetter("auteur"), 16),
    Colonne("poste", N_("Poste"), Genre.CODE, attrgetter("poste"), 8),
    Colonne("numero", N_("Modification"), Genre.ENTIER, attrgetter("numero"), 12),
)
ACCES: tuple[Colonne[Any], ...] = (
    Colonne("at", NC_("moment", "Le"), Genre.INSTANT, attrgetter("at"), 17),
    Colonne("compte", N_("Compte"), Genre.TEXTE, attrgetter("compte"), 16),
    Colonne("quoi", N_("Quoi"), Genre.TEXTE, attrgetter("quoi"), 30),
    Colonne("qui", N_("Qui"), Genre.TEXTE, attrgetter("qui"), 26),
    Colonne("lignes", N_("Lignes"), Genre.ENTIER, attrgetter("lignes"), 8),
    Colonne("ou", N_("Où"), Genre.TEXTE, attrgetter("ou"), 40),
)


@dataclass(frozen=True)
class FileStatement:
    """What the file says of itself."""

    titre: Msg
    filtre: Msg
    par: str
    le: datetime  # UTC
    fuseau: tzinfo  # of the instants that it shows
    etablissement: Msg
    exercice: bool = False


def write(
    rows: Collection[Any],
    colonnes: Sequence[Colonne[Any]],
    dit: FileStatement,
    fmt: Format,
    target: Path | IO[bytes],
    progress: Progress,
    *,
    langue: Langue,
) -> None:
    """One file that appears whole, or a buffer. Raises `Unavailable`."""
    with writing(target) as stream:
        write_table(fmt, stream, _book(dit, colonnes, len(rows)), rows, progress, langue=langue)


def _book(dit: FileStatement, colonnes: Sequence[Colonne[Any]], count: int) -> Classeur:
    facts = (
        (N_("Établissement"), dit.etablissement),
        (N_("Exporté le"), dit.le),
        (N_("Fuseau horaire"), str(dit.fuseau)),
        (N_("Exporté par"), dit.par),
        (N_("Ce qui a été demandé"), dit.filtre),
        (N_("Lignes"), count),
        (N_("Données personnelles"), N_("À garder le temps du contrôle, puis à détruire. Ne pas transférer.")),
    )
    return Classeur(
        titre=dit.titre,
        fuseau=dit.fuseau,
        colonnes=colonnes,
        apropos=facts,
        apropos_titre=N_("À propos"),
        sujet=dit.filtre,
        par=dit.par,
        le=dit.le,
        bandeau=N_("BASE D’EXERCICE – données fictives") if dit.exercice else dit.etablissement,
    )
