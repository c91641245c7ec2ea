"""Pieces: what is asked, what was brought, and what a candidature makes of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee
from scolarite_desk.models.tables.personne import owner


class Piece(Partagee, Base):
    """A kind of paper that the office knows (catalogue)."""

    __tablename__ = "piece"

    code: Mapped[str | None]
    libelle: Mapped[str | None]
    libelle_anglais: Mapped[str | None]
    ordre: Mapped[int | None]
    conditionnelle: Mapped[bool | None]  # the person may not be concerned
    en_service: Mapped[bool | None]


class PieceDemandee(Partagee, Base):
    """Who must bring it: a blank `formation_id`, `profil` or `genre` means all of them."""

    __tablename__ = "piece_demandee"

    piece_id: Mapped[str] = mapped_column(Cle, ForeignKey("piece.id"), index=True)
    formation_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("formation.id"), index=True)
    profil: Mapped[str | None]
    genre: Mapped[str | None]  # of candidature
    delai: Mapped[int | None]  # days to bring it, after the dossier is received incomplete


class PieceRecue(Partagee, Base):
    """What the person brought, once, for every candidature that asks for it. The copy itself is not kept."""

    __tablename__ = "piece_recue"

    personne_id: Mapped[str] = owner()
    piece_id: Mapped[str] = mapped_column(Cle, ForeignKey("piece.id"), index=True)
    recue_le: Mapped[date]
    recue_par: Mapped[str]
    note: Mapped[str | None]


class Exigence(Partagee, Base):
    """What one candidature makes of one piece. No row: still awaited.

    `statut`: AT awaited (a row only to move its deadline or after a return), TR received, VA validated, RE refused,
    NC not concerned. A piece brought again after a refusal is a new row of the next `rang`: both lines stay.
    """

    __tablename__ = "exigence"

    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    piece_id: Mapped[str] = mapped_column(Cle, ForeignKey("piece.id"))
    rang: Mapped[int]
    recue_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("piece_recue.id"), index=True)
    statut: Mapped[str]
    statut_le: Mapped[datetime]
    statut_par: Mapped[str]
    motif: Mapped[str | None]
    motif_texte: Mapped[str | None]
    echeance: Mapped[date | None]
