"""The lines that were left, as they came, with their number and why: mended, the file is taken in again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.fichier import writing
from scolarite_desk.exchange.tables.colonne import Colonne, Genre
from scolarite_desk.exchange.tables.formats import FORMATS, write_table
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.langue import Langue
from scolarite_desk.models.rows.imports import ColonneLue, LignePlan, SourceLue
from scolarite_desk.msg import N_, NN_, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services.imports.chemins import label_of
from scolarite_desk.store.store import Store

_FORMS = {one.suffixe: code for code, one in FORMATS.items()} | {".txt": "csv", ".tsv": "csv"}


def columns_of(source: SourceLue, laissees: Sequence[LignePlan]) -> list[Colonne[LignePlan]]:
    """Those of the file, untouched, or what was read of a file that has none; then the number of the line and what is
    wrong with it.
    """
    said = dict.fromkeys(path for one in laissees for path in one.valeurs) if not source.colonnes else {}
    seen = Counter(one.entete for one in source.colonnes)
    return [
        *(_cell(one, alone=seen[one.entete] == 1) for one in source.colonnes),
        *(Colonne(path, label_of(path), Genre.CODE, partial(_value, path), 18) for path in said),
        Colonne("ligne", N_("Ligne"), Genre.ENTIER, lambda one: one.lieu.ligne, 8),
        Colonne("erreurs", N_("Erreurs"), Genre.LONG, lambda one: one.message, 70),
    ]


def _cell(colonne: ColonneLue, *, alone: bool) -> Colonne[LignePlan]:
    """One of the file, under its own header, by which a file of objects names it too."""

    def read(one: LignePlan) -> str:
        return one.brut[colonne.rang] if colonne.rang < len(one.brut) else ""

    cle = colonne.entete if alone and colonne.entete else f"{colonne.entete} {colonne.rang + 1}"
    return Colonne(cle, verbatim(colonne.entete), Genre.CODE, read, 18)


def _value(path: str, one: LignePlan) -> str:
    return one.valeurs.get(path, "")


def write_errors(store: Store, source: SourceLue, laissees: Sequence[LignePlan], path: Path, langue: Langue) -> None:
    """In the format that its name says: every column that the file had is there as it was."""
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise Refused(N_("Donnez un nom en {fins}.", fins=[one.suffixe for one in FORMATS.values()]), "sortie")
    count = NN_("{n} ligne laissée", "{n} lignes laissées", len(laissees))
    book = Classeur(
        N_("À corriger"),
        columns_of(source, laissees),
        [(N_("Fichier"), verbatim(source.fichier)), (N_("Contenu"), count)],
        N_("À propos"),
        N_("Lignes à corriger"),
        store.auteur,
        store.clock(),
        store.fuseau,
    )
    with writing(path) as stream:
        write_table(form, stream, book, laissees, Progress(), langue=langue)
