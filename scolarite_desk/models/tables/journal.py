"""The journal's own tables, and what belongs to this desk alone.

A **work** (`Travail`) is a named act: header and lines, identified by (station, number) and chained per station over
digests. A **line** (`Ligne`) is what the work did to one row; its body lies apart under its digest, so that it may one
day be erased while chain, counts and exchange still hold.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Computed, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle


class Poste(Base):
    """A station: one incarnation of one file. The vector (how many works are held), the chain value, the clock."""

    __tablename__ = "poste"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(Cle, unique=True)
    nom: Mapped[str]
    ici: Mapped[bool]  # this very file
    numero: Mapped[int] = mapped_column(default=0)
    empreinte: Mapped[bytes] = mapped_column(LargeBinary(32), default=bytes(32))
    hlc: Mapped[int] = mapped_column(default=0)
    base: Mapped[int | None]  # works up to this one came as a snapshot, without their lines
    base_empreinte: Mapped[bytes | None] = mapped_column(LargeBinary(32))


# What `cible` says, read by SQLite itself: the two can never differ, and the chain covers the text alone.
LOT = "CASE WHEN instr(cible, ':') > 0 THEN cible END"
DEFAIT = (
    "CASE WHEN cible GLOB '[1-9]*' AND cible NOT GLOB '*[^0-9]*' AND length(cible) < 19 THEN CAST(cible AS INTEGER) END"
)


class Travail(Base):
    """The header of a work: it never changes. `acte` and `detail` are codes, without any personal value."""

    __tablename__ = "travail"
    __table_args__ = (
        Index(
            "ix_travail_at", "at", "poste", "numero", "acte", "auteur"
        ),  # a rare act is found without reading the headers
        {"sqlite_with_rowid": False},
    )

    poste: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)
    hlc: Mapped[int]
    at: Mapped[datetime]
    auteur: Mapped[str]
    acte: Mapped[str]
    detail: Mapped[str]
    cible: Mapped[str]  # "station:number" of the first work of its lot, number of the work undone or redone, or blank
    lot: Mapped[str | None] = mapped_column(Computed(LOT, persisted=False))  # blank for the first work too
    defait: Mapped[int | None] = mapped_column(Computed(DEFAIT, persisted=False))  # of the same station
    empreinte: Mapped[bytes] = mapped_column(LargeBinary(32))


class Ligne(Base):
    """What a work did to one row. `corps` is the salted body, None once erased; `digest` is its SHA-256."""

    __tablename__ = "ligne"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    poste: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)
    rang: Mapped[int] = mapped_column(primary_key=True)
    objet: Mapped[int] = mapped_column(index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    corps: Mapped[bytes | None]


class Objet(Base):
    """A shared row as the journal knows it. Its first work is the head of every group that no `Version` names."""

    __tablename__ = "objet"
    __table_args__ = (Index("ix_objet_efface", "id", sqlite_where=text("efface = 1")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(Cle, unique=True)
    genre: Mapped[str]
    poste: Mapped[int]
    numero: Mapped[int]
    efface: Mapped[bool] = mapped_column(default=False)


class Version(Base):
    """A head: the work that last wrote this group of this row, as no other work replaces it."""

    __tablename__ = "version"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    objet: Mapped[int] = mapped_column(primary_key=True)
    groupe: Mapped[str] = mapped_column(primary_key=True)
    poste: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)


class Rivale(Base):
    """A head that is not shown, with the group's value as canonical JSON of its columns that are not blank."""

    __tablename__ = "rivale"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    objet: Mapped[int] = mapped_column(primary_key=True)
    groupe: Mapped[str] = mapped_column(primary_key=True)
    poste: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)
    valeur: Mapped[str]


class Horloge(Base):
    """The clock of a work that came as a snapshot and is still a head: two heads are ordered by it."""

    __tablename__ = "horloge"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    poste: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)
    hlc: Mapped[int]


class Attente(Base):
    """A work received before one that it needs: its header, and which work it waits for. Stations by UUID.

    `empreinte` is part of the key: a forged work never takes the place of the true one.
    """

    __tablename__ = "attente"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    poste: Mapped[str] = mapped_column(Cle, primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)
    empreinte: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    nom: Mapped[str]
    hlc: Mapped[int]
    at: Mapped[datetime]
    auteur: Mapped[str]
    acte: Mapped[str]
    detail: Mapped[str]
    cible: Mapped[str]
    manque_poste: Mapped[str] = mapped_column(Cle, index=True)
    manque_numero: Mapped[int]


class AttenteLigne(Base):
    """A line of a work that waits; its body goes as any other when its row is erased."""

    __tablename__ = "attente_ligne"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy's own convention

    poste: Mapped[str] = mapped_column(Cle, primary_key=True)
    numero: Mapped[int] = mapped_column(primary_key=True)
    empreinte: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    rang: Mapped[int] = mapped_column(primary_key=True)
    objet: Mapped[str] = mapped_column(Cle, index=True)
    genre: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    corps: Mapped[bytes | None]


class Brouillon(Base):
    """The raw text of a field being typed: this desk's, never journalled, gone at the commit."""

    __tablename__ = "brouillon"

    objet: Mapped[str] = mapped_column(Cle, primary_key=True)
    champ: Mapped[str] = mapped_column(primary_key=True)
    texte: Mapped[str]
    compte: Mapped[str]
    at: Mapped[datetime]
    sur: Mapped[str | None]  # what the base held of it, as it was shown while this was typed; None: not known


class Compteur(Base):
    """The last number given of a sequence of this desk. Outside the journal, so that no undo gives it twice."""

    __tablename__ = "compteur"

    nom: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[int]


class Contenu(Base):
    """Bytes by their SHA-256: issued documents. Kept apart from the rows that name them."""

    __tablename__ = "contenu"

    empreinte: Mapped[str] = mapped_column(primary_key=True)
    octets: Mapped[bytes]


class Acces(Base):
    """One access: a dossier shown, a file or a paper that left. Codes and keys, no name of a person.

    This desk's, apart from the journal, kept for a set time. `empreinte` chains it to the line before.
    """

    __tablename__ = "acces"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    compte: Mapped[str]
    quoi: Mapped[str]
    cible: Mapped[str] = mapped_column(index=True)  # key of the row, blank when there are several
    lignes: Mapped[int]
    ou: Mapped[str]  # a path, a printer; blank for the screen
    empreinte: Mapped[bytes] = mapped_column(LargeBinary(32))


class Local(Base):
    """A fact of this file: its schema version, its secret for dossier numbers, its own token."""

    __tablename__ = "local"

    cle: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[str]
