"""The letters as the office words them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class ModeleCourrier(Partagee, Base):
    """For which letters the office has words of its own; those that it has are `version_id`. Its key is made of the
    columns before it, which never change: two desks that begin the same one speak of the same row.
    """

    __tablename__ = "modele"

    papier: Mapped[str | None] = mapped_column(index=True)  # a code of rules/papiers.PAPIERS
    avis: Mapped[str | None]
    genre: Mapped[str | None]  # of the candidature; None: all
    diplome: Mapped[str | None]  # the kind of the formation; None: all
    formation_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("formation.id"))
    centre_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("centre.id"))
    langue: Mapped[str | None]
    type_id: Mapped[str | None] = mapped_column(Cle)  # a kind of decision of the office; None: all
    version_id: Mapped[str | None] = mapped_column(Cle)


class VersionModele(Partagee, Base):
    """One wording of a model, kept for ever: what left with it says so (`document_emis.modele_id`)."""

    __tablename__ = "version_modele"
    REGISTRE = True

    modele_id: Mapped[str] = mapped_column(Cle, ForeignKey("modele.id"), index=True)
    objet: Mapped[str | None]
    corps: Mapped[str | None]
    recours: Mapped[str | None]
    annexes: Mapped[str | None]  # enclosures, a line each
    fichier: Mapped[str | None]  # a Word model, in base 64: `objet` is then its name, `corps` its words
    faite_le: Mapped[datetime]
    faite_par: Mapped[str]
