"""Everything that is held of one person, row by row and column by column, as it is kept: nothing is chosen.

A new table or column is here the day it is mapped: rows are found through the foreign keys, columns in the schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import label_of
from scolarite_desk.models.fields.lineage import ties
from scolarite_desk.models.fields.things import BY_CLASS
from scolarite_desk.models.tables.base import Cle, moment
from scolarite_desk.msg import N_, NC_, Msg, verbatim
from scolarite_desk.store.codec import columns_of, encode, shared_classes
from scolarite_desk.store.queries.history import shown
from scolarite_desk.store.queries.lignee import Rows

TITRES = {
    "identifiant": N_("Identifiant"),
    "avis": N_("Avis"),
    "compte": N_("Compte"),
    "cvec": N_("CVEC"),
    "delai_dit": N_("Délai annoncé"),
    "document_emis": N_("Document remis"),
    "effacement": N_("Effacement"),
    "etape_document": N_("Devenir d’un document"),
    "export_fait": N_("Export"),
    "import_fait": N_("Import"),
    "correspondance": N_("Texte d’un fichier"),
    "table_connue": N_("Colonnes d’un tableau"),
    "transmission": N_("Export vers Pégase ou Apogée"),
    "ressaisie": N_("Ressaisie dans eCandidat"),
    "exigence": N_("État d’une pièce"),
    "fiche_poste": N_("Poste"),
    "vue": N_("Vue enregistrée"),
    "inscription": N_("Inscription"),
    "ine_emis": N_("INE provisoire donné"),
    "mesure": N_("Mesure"),
    "note": NC_("remarque", "Note"),
    "modele": N_("Modèle de courrier"),
    "piece_recue": N_("Pièce reçue"),
    "pose_etiquette": N_("Étiquette posée"),
    "reglage": N_("Réglage"),
    "requete": N_("Requête"),
    "reponse": N_("Réponse à une question"),
    "reserve": N_("Avertissement passé outre"),
    "version_modele": N_("Texte d’un modèle de courrier"),
    "visite": N_("Visite"),
}
_NAMED_BY = ("numero", "libelle", "valeur")  # what a row that another names is called by, the first it has


@dataclass(frozen=True, slots=True)
class Donnee:
    """One column that is not blank: its name, its label, its value as the journal encodes it, and as the office reads
    it.
    """

    champ: str
    libelle: Msg
    valeur: Any
    texte: str


@dataclass(frozen=True, slots=True)
class FicheDetenue:
    """One row. `retiree_le`: it was put in the trash, and is still held."""

    genre: str
    titre: Msg
    cle: str
    retiree_le: datetime | None
    donnees: tuple[Donnee, ...]


@dataclass(frozen=True, slots=True)
class AccessTold:
    """Someone looked at these data, or took them out."""

    at: datetime
    compte: str
    quoi: str


def title_of(genre: str) -> Msg:
    """What the rows of a table are called."""
    cls = shared_classes()[genre]
    return BY_CLASS[cls].title if cls in BY_CLASS else TITRES.get(genre) or verbatim(genre.replace("_", " "))


def held(session: Session, rows: Rows, lists: Lists) -> tuple[FicheDetenue, ...]:
    """These rows (`lignee`), tables in the order of their ties, warnings last; oldest row first."""
    return tuple(
        _fiche(session, row, lists)
        for genre, cls in sorted(shared_classes().items(), key=lambda pair: pair[0] == "reserve")
        for row in session.scalars(select(cls).where(cls.id.in_(rows.get(genre, ()))).order_by(cls.id))
    )


def _fiche(session: Session, row: Any, lists: Lists) -> FicheDetenue:
    genre = row.__tablename__
    data = tuple(
        Donnee(name, label_of(genre, name), encode(value), text_of(session, genre, name, value, lists))
        for name in columns_of(genre)
        if name != "retire_le" and (value := getattr(row, name)) is not None
    )
    return FicheDetenue(genre, title_of(genre), row.id, row.retire_le, data)


def text_of(session: Session, genre: str, name: str, value: Any, lists: Lists) -> str:
    """A value as the office reads it: a text, a label, what another row is called by."""
    if name in ties(genre):
        return _named(session, ties(genre)[name], value)
    if isinstance(columns_of(genre)[name].type, Cle):
        return ""
    return shown(genre, name, encode(value), lists)


def _named(session: Session, genre: str, key: str) -> str:
    """The number or the label of the row that is named; nothing when it has neither."""
    row = session.get(shared_classes()[genre], key)
    names = (getattr(row, name) for name in _NAMED_BY if name in columns_of(genre))
    return next((str(name) for name in names if name), "")


def accesses(session: Session, keys: Iterable[str]) -> tuple[AccessTold, ...]:
    """Lines of the access log about these rows, oldest first."""
    wanted = list(keys)
    marks = ", ".join("?" * len(wanted))
    found = session.connection().exec_driver_sql(
        f"SELECT at, compte, quoi FROM acces WHERE cible IN ({marks}) ORDER BY id", tuple(wanted)
    )
    return tuple(AccessTold(moment(at), compte, quoi) for at, compte, quoi in found)
