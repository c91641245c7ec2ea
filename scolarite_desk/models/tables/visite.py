"""People at the desk: booked, arrived, waiting, received, done, absent, excused."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class Visite(Partagee, Base):
    """One visit of one day. The visitor may not be identified yet, and may be a third party with a mandate."""

    __tablename__ = "visite"

    jour: Mapped[date] = mapped_column(index=True)
    statut: Mapped[str]  # states.VISITE
    rendezvous_le: Mapped[datetime | None]
    arrivee_le: Mapped[datetime | None]
    recue_le: Mapped[datetime | None]
    terminee_le: Mapped[datetime | None]
    recue_par: Mapped[str | None]
    guichet: Mapped[str | None]
    ticket: Mapped[str | None]
    motif: Mapped[str | None]
    duree: Mapped[int | None]  # minutes planned
    personne_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("personne.id"), index=True)
    dossier_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("dossier.id"), index=True)
    annonce: Mapped[str | None]  # the name as given at booking or arrival
    annonce_ne_le: Mapped[str | None]
    annonce_telephone: Mapped[str | None]
    tiers: Mapped[str | None]  # who came in the person's place
    mandat_vu: Mapped[bool | None]
    cle_liste: Mapped[str | None] = mapped_column(index=True)  # identity in the appointment list it came from
