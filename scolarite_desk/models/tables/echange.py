"""What came in by files, what left for the student records, what has to be typed again in eCandidat."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class ImportFait(Partagee, Base):
    """A file that was taken in: what it was, and what its plan was. It belongs to the first work of its lot, so whoever
    takes the lot back takes it back too. Counts only: a file's name and its digest name nobody.
    """

    __tablename__ = "import_fait"

    profil: Mapped[str | None]  # a code of exchange/imports/profils
    fichier: Mapped[str | None]  # its name, without its folder
    empreinte: Mapped[str | None]  # SHA-256 of its bytes: the same file again is told
    fait_le: Mapped[datetime | None]
    fait_par: Mapped[str | None]
    lignes: Mapped[int | None]
    creees: Mapped[int | None]
    modifiees: Mapped[int | None]
    inchangees: Mapped[int | None]
    douteuses: Mapped[int | None]
    rejetees: Mapped[int | None]


class Correspondance(Partagee, Base):
    """What the office says that a text of a source means, once: « Math. S5 » of Mon Master is the formation L3MATH. Its
    key is made of source, field and folded text, which never change: two desks that say it speak of the same row.
    """

    __tablename__ = "correspondance"

    source: Mapped[str | None]  # a code of exchange/imports/profils
    champ: Mapped[str | None]  # a path of models/fields, « bac.serie »
    texte: Mapped[str | None]  # folded
    valeur: Mapped[str | None]  # what its field reads; blank: nothing, on purpose


class TableConnue(Partagee, Base):
    """Which column of a table of no known source is which field, as it was chosen once. Its key is made of the folded
    headers: the same table is known again on every desk.
    """

    __tablename__ = "table_connue"

    entetes: Mapped[str | None]  # folded, one a line
    colonnes: Mapped[str | None]  # a path a line, blank where nothing is taken


class Transmission(Partagee, Base):
    """One candidature in a file for the student records (`si`: pegase, apogee). Its key is made of both, so that two
    desks that export speak of the same row. What leaves cannot be called back: a withdrawal after it is told by hand.
    """

    __tablename__ = "transmission"

    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    si: Mapped[str | None]
    exportee_le: Mapped[datetime | None]
    exportee_par: Mapped[str | None]
    fichier: Mapped[str | None]
    code: Mapped[str | None]  # of the vœu, or of the étape, as it left
    periode: Mapped[str | None]  # of the vœu, or version of the étape
    traitee_le: Mapped[date | None]  # its withdrawal was told to the other system, by hand
    traitee_par: Mapped[str | None]


class Ressaisie(Partagee, Base):
    """A dossier to be typed again in eCandidat, which imports nothing. Its key is made of the dossier. The number that
    eCandidat gives is an identifier of the person.
    """

    __tablename__ = "ressaisie"

    dossier_id: Mapped[str] = mapped_column(Cle, ForeignKey("dossier.id"), index=True)
    demandee_le: Mapped[date | None]
    demandee_par: Mapped[str | None]
    faite_le: Mapped[date | None]
    faite_par: Mapped[str | None]
