"""The lines that were left, as they came, with their number and why: mended, the file is taken in again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables.classeur import write_workbook
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.exchange.tables.csv_rows import write_csv
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.langue import Langue
from scolarite_desk.models.rows.imports import LignePlan, SourceLue
from scolarite_desk.msg import N_, NN_, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.store.store import Store

_TEXT = (".csv", ".tsv", ".txt")


def columns_of(source: SourceLue) -> list[Colonne[LignePlan]]:
    """Those of the file, untouched, then the number of the line and what is wrong with it."""

    def cell(rang: int) -> Colonne[LignePlan]:
        def read(one: LignePlan) -> str:
            return one.brut[rang] if rang < len(one.brut) else ""

        return Colonne(str(rang), verbatim(source.colonnes[rang].entete), Genre.CODE, read, 18)

    return [
        *(cell(one.rang) for one in source.colonnes),
        Colonne("ligne", N_("Ligne"), Genre.ENTIER, lambda one: one.lieu.ligne, 8),
        Colonne("erreurs", N_("Erreurs"), Genre.LONG, lambda one: one.message, 70),
    ]


def write_errors(store: Store, source: SourceLue, laissees: Sequence[LignePlan], path: Path, langue: Langue) -> None:
    """A text file where its name says so, else a workbook: every column that the file had is there as it was."""
    columns = columns_of(source)
    with writing(path) as stream:
        if path.suffix.lower() in _TEXT:
            write_csv(stream, columns, laissees, store.fuseau, Progress(), langue=langue)
            return
        count = NN_("{n} ligne laissée", "{n} lignes laissées", len(laissees))
        about = [(N_("Fichier"), verbatim(source.fichier)), (N_("Contenu"), count)]
        book = Classeur(
            N_("À corriger"),
            columns,
            about,
            N_("À propos"),
            N_("Lignes à corriger"),
            store.auteur,
            store.clock(),
            store.fuseau,
        )
        write_workbook(stream, book, laissees, Progress(), langue=langue)
