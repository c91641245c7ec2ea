"""The journal and the access log as files: what was shown on screen, no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Literal

from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.exchange.tables.enonce import FileStatement, book
from scolarite_desk.exchange.tables.formats import write_table
from scolarite_desk.langue import Langue
from scolarite_desk.msg import N_, NC_
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
        write_table(fmt, stream, book(dit, colonnes, len(rows)), rows, progress, langue=langue)
