"""The tags of the office, and where they are put."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee
from scolarite_desk.models.tables.personne import owner


class EtiquetteService(Partagee, Base):
    """A tag of the office: its words, and one of the colours of `models/rules/etiquettes.py`."""

    __tablename__ = "etiquette"

    libelle: Mapped[str | None]
    couleur: Mapped[str | None]
    centre_id: Mapped[str | None] = mapped_column(Cle)  # None: every centre
    ordre: Mapped[int | None]
    en_service: Mapped[bool | None]


class PoseEtiquette(Partagee, Base):
    """A tag on a person, or on one of their candidatures. Its key is made of what bears it and of the tag, so that two
    desks that put the same one speak of one row; taken off, it is in the trash, and comes back when it is put again.
    """

    __tablename__ = "pose_etiquette"

    personne_id: Mapped[str] = owner()
    candidature_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    etiquette_id: Mapped[str] = mapped_column(Cle, ForeignKey("etiquette.id"), index=True)
