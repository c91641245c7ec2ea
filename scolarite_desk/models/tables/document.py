"""What was given on paper, and the numbers it bears."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee

LETTRE, PV = "lettre", "pv"  # kinds of `rules/documents.py`; a procès-verbal is of no dossier: it is of a meeting


class DocumentEmis(Partagee, Base):
    """A receipt, a letter or a seal that was given: number, kind, digest of its bytes, which are read again
    for a reprint.

    `motif` explains a number without a document (a gap of the register).
    """

    __tablename__ = "document_emis"
    REGISTRE = True

    genre: Mapped[str]  # a code of rules/documents.DOCUMENTS
    numero: Mapped[str] = mapped_column(index=True)
    dossier_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("dossier.id"), index=True)
    candidature_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    avis_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("avis.id"), index=True)
    titre: Mapped[str | None]
    emis_le: Mapped[datetime]
    emis_par: Mapped[str]
    empreinte: Mapped[str | None]  # SHA-256 of the bytes
    motif: Mapped[str | None]
    nature: Mapped[str | None]  # of a letter: a code of rules/papiers.PAPIERS; None is one of before, of a decision
    contenu: Mapped[str | None]  # SHA-256 of what it says but its number and its hour: the same paper asked again
    modele_id: Mapped[str | None] = mapped_column(Cle)  # the version of the office's model that worded it
    seance_id: Mapped[str | None] = mapped_column(Cle)  # the meeting that a `PV` is of


class EtapeDocument(Partagee, Base):
    """What became of a document that was given a number: printed, handed over, posted, returned. Never undone; what was
    noted by mistake is followed by its contrary.
    """

    __tablename__ = "etape_document"
    REGISTRE = True

    document_id: Mapped[str] = mapped_column(Cle, ForeignKey("document_emis.id"), index=True)
    etape: Mapped[str]  # a code of rules/documents.ETAPES
    le: Mapped[datetime]
    par: Mapped[str]
    motif: Mapped[str | None]  # why it came back
    jour: Mapped[date | None]  # the day it left or came back, where it is noted another day


class ExportFait(Partagee, Base):
    """A file of personal data that left: what, how many rows, with which filter. Never undone."""

    __tablename__ = "export_fait"
    REGISTRE = True

    genre: Mapped[str]
    lignes: Mapped[int]
    filtre: Mapped[str | None]
    fait_le: Mapped[datetime]
    fait_par: Mapped[str]


class DelaiDit(Partagee, Base):
    """What a receipt told of a candidature: what no answer will mean, and from when. What was told is what counts,
    whatever a setting becomes; of several, the last one told.
    """

    __tablename__ = "delai_dit"
    REGISTRE = True

    document_id: Mapped[str] = mapped_column(Cle, ForeignKey("document_emis.id"), index=True)
    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    le: Mapped[date | None]  # the day of the receipt, where it is studied
    procedure: Mapped[str | None]  # a code of rules/procedures.PROCEDURES
    effet: Mapped[str | None]  # acceptation, rejet, aucune
    mois: Mapped[int | None]  # None: an event ends the wait, which the procedure names
    depart: Mapped[str | None]  # reception, complet
    debut: Mapped[date | None]  # the day of that event; None: it had not happened
    pieces_le: Mapped[date | None]  # until when pieces were awaited
    terme: Mapped[date | None]  # the day that was told; None: none could be
