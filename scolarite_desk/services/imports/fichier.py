"""A file as its profile reads it: which kind it is, its columns, its lines; nothing of the base is compared yet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Unavailable
from scolarite_desk.exchange.imports.lire import lire
from scolarite_desk.exchange.imports.reconnaitre import Reconnu, reconnaitre
from scolarite_desk.exchange.tables.lus.bornes import IMPORT
from scolarite_desk.exchange.tables.lus.lu import TablesLues
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.models.rows.imports import SourceLue
from scolarite_desk.models.tables.echange import TableConnue
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress, growing
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.store import Store


@dataclass(frozen=True, slots=True)
class FichierLu:
    """A file as it was read, what it was taken for, and its tables, from which it is read again another way."""

    source: SourceLue
    reconnu: Reconnu
    tables: TablesLues


def read_file(
    store: Store,
    path: Path,
    *,
    profil: str = "",
    feuille: str = "",
    entete: int = 0,
    colonnes: Mapping[int, str] = {},
    mot_de_passe: str | None = None,
    progress: Progress | None = None,
) -> SourceLue:
    """The file, to its last line; what is said instead of what it shows, as in `read_again`.

    `Refused` when it is no table, at the field `mot_de_passe` when it is protected; `Unavailable` without the file.
    """
    mark, tables = tables_of(path, mot_de_passe, progress)
    read = read_again(store, tables, path.name, mark, profil=profil, feuille=feuille, entete=entete, colonnes=colonnes)
    return read.source


@growing()
def tables_of(path: Path, mot_de_passe: str | None, progress: Progress | None) -> tuple[str, TablesLues]:
    """The digest of the file, and its tables."""
    data = _content(path)
    return hashlib.sha256(data).hexdigest(), read_tables(data, mot_de_passe, progress=progress)


@growing()
def read_again(
    store: Store,
    tables: TablesLues,
    nom: str,
    empreinte: str,
    *,
    profil: str = "",
    feuille: str = "",
    entete: int = 0,
    colonnes: Mapping[int, str] = {},
) -> FichierLu:
    """`profil`, `feuille`, `entete` (the number of the line of headers), `colonnes` (the path that a column fills, by
    its place): what the person says instead of what the file shows.
    """
    sheets = list(tables)
    with store.reading() as session:
        found = reconnaitre(
            sheets, profil=profil, feuille=feuille or None, ligne=entete or None, connues=_remembered(session)
        )
        source = lire(sheets, found, fichier=nom, empreinte=empreinte, choix=colonnes, lists=lists(session))
    told = (*(one.dite() for one in tables.remarques), *source.remarques)
    return FichierLu(replace(source, remarques=told), found, tables)


def _content(path: Path) -> bytes:
    """What the file holds; one byte more than is read of any, so that a device without end is told as too big."""
    try:
        with path.open("rb") as stream:
            return stream.read(IMPORT.octets + 1)
    except OSError as error:
        raise Unavailable(
            N_("«\u00a0{chemin}\u00a0» ne peut pas être lu\u00a0: vérifiez le chemin et vos droits.", chemin=path)
        ) from error


def _remembered(session: Session) -> dict[str, list[str]]:
    """The tables whose columns were chosen once, by the key of their headers."""
    rows = session.scalars(select(TableConnue).where(TableConnue.retire_le.is_(None)))
    return {row.entetes or "": (row.colonnes or "").split("\n") for row in rows}
