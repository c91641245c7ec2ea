"""A file as its profile reads it: which kind it is, its columns, its lines; nothing of the base is compared yet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Unavailable
from scolarite_desk.exchange.imports.lire import lire
from scolarite_desk.exchange.imports.profils.tous import RENDEZVOUS
from scolarite_desk.exchange.imports.reconnaitre import Reconnu, reconnaitre
from scolarite_desk.exchange.rendezvous.agenda import is_diary
from scolarite_desk.exchange.tables.lus.bornes import IMPORT
from scolarite_desk.exchange.tables.lus.lu import TablesLues
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.models.rows.imports import Lecture, SourceLue
from scolarite_desk.models.tables.echange import TableConnue
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress, growing
from scolarite_desk.services.imports.rendezvous import diary_of, list_in
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.store import Store


@dataclass(frozen=True, slots=True)
class ContenuLu:
    """What a file holds: its tables, from which it is read again another way; a diary has none."""

    nom: str
    empreinte: str
    tables: TablesLues | None = None
    agenda: bytes = b""


@dataclass(frozen=True, slots=True)
class FichierLu:
    """A file as it was read, and what it was taken for; a diary is nothing else."""

    source: SourceLue
    contenu: ContenuLu
    reconnu: Reconnu | None = None


def read_file(
    store: Store,
    path: Path,
    *,
    profil: str = "",
    feuille: str = "",
    entete: int = 0,
    mot_de_passe: str | None = None,
    progress: Progress | None = None,
) -> SourceLue:
    """The file, to its last line. `Refused` when it is no table, at the field `mot_de_passe` when it is protected;
    `Unavailable` without the file.
    """
    lecture = Lecture(profil, feuille, entete)
    return read_again(store, content_of(path, lecture, mot_de_passe, progress), lecture, progress).source


@growing()
def content_of(path: Path, lecture: Lecture, mot_de_passe: str | None, progress: Progress | None) -> ContenuLu:
    """What the file holds, and its digest."""
    data = beginning(path, IMPORT.octets + 1)  # one byte more than is read of any: a device without end is too big
    mark = hashlib.sha256(data).hexdigest()
    if lecture.profil in ("", RENDEZVOUS.code) and is_diary(data):
        return ContenuLu(path.name, mark, agenda=data)
    return ContenuLu(path.name, mark, read_tables(data, mot_de_passe, progress=progress))


@growing()
def read_again(store: Store, contenu: ContenuLu, lecture: Lecture, progress: Progress | None = None) -> FichierLu:
    """What it holds, read that way."""
    tables = contenu.tables
    if tables is None:
        return FichierLu(diary_of(store, contenu.nom, contenu.empreinte, contenu.agenda, progress), contenu)
    sheets = list(tables)
    with store.reading() as session:
        found = reconnaitre(
            sheets,
            profil=lecture.profil,
            feuille=lecture.feuille or None,
            ligne=lecture.entete or None,
            connues=_remembered(session),
        )
        source = lire(
            sheets,
            found,
            fichier=contenu.nom,
            empreinte=contenu.empreinte,
            choix=lecture.colonnes,
            lists=lists(session),
        )
    if found.profil is RENDEZVOUS:
        return FichierLu(list_in(store, source, tables, found.table, lecture.feuille, progress), contenu, found)
    told = (*(one.dite() for one in tables.remarques), *source.remarques)
    return FichierLu(replace(source, remarques=told), contenu, found)


def beginning(path: Path, octets: int) -> bytes:
    """What a file begins with, so many bytes at most. Raises `Unavailable`."""
    try:
        with path.open("rb") as stream:
            return stream.read(octets)
    except OSError as error:
        raise Unavailable(
            N_("«\u00a0{chemin}\u00a0» ne peut pas être lu\u00a0: vérifiez le chemin et vos droits.", chemin=path)
        ) from error


def _remembered(session: Session) -> dict[str, list[str]]:
    """The tables whose columns were chosen once, by the key of their headers."""
    rows = session.scalars(select(TableConnue).where(TableConnue.retire_le.is_(None)))
    return {row.entetes or "": (row.colonnes or "").split("\n") for row in rows}
