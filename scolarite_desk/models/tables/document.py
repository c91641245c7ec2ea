"""What was given on paper, and the numbers it bears."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class DocumentEmis(Partagee, Base):
    """A receipt, a letter or a seal that was given: number, kind, digest of its bytes. A reprint is identical.

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


class ExportFait(Partagee, Base):
    """A file of personal data that left: what, how many rows, with which filter. Never undone."""

    __tablename__ = "export_fait"
    REGISTRE = True

    genre: Mapped[str]
    lignes: Mapped[int]
    filtre: Mapped[str | None]
    fait_le: Mapped[datetime]
    fait_par: Mapped[str]
