"""Who is enrolled, what they owe and paid, and what the office says fees are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class InscriptionAnnee(Partagee, Base):
    """The enrolment of an admitted person, for the year of their dossier. No payment is made here: what was paid to the
    accountant is noted. The fees are kept as they were told, whatever a tariff becomes.
    """

    __tablename__ = "inscription"

    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    seconde: Mapped[bool | None]  # another diploma of the same year: enrolled elsewhere here already
    etat: Mapped[str | None]  # a_faire, attente, inscrite, annulee
    etat_le: Mapped[date | None]
    etat_par: Mapped[str | None]
    etat_motif: Mapped[str | None]  # why it was cancelled
    niveau: Mapped[str | None]  # licence, master, doctorat, ingenieur: of which fees
    regime: Mapped[str | None]
    situation: Mapped[str | None]  # of the list situation_droits
    du: Mapped[Decimal | None]  # euros, without the CVEC; None: to be told
    percu_le: Mapped[date | None]
    percu_mode: Mapped[str | None]
    preuves: Mapped[str | None]  # codes of what was seen, by spaces
    rembourser_avant: Mapped[date | None]  # what is to be paid back, the last day to do it
    rembourse_le: Mapped[date | None]


class Tarif(Partagee, Base):
    """Fees of a year, a level and a situation as the office knows them: over the shipped ones (`rules/tarifs.py`),
    which have no row. Its key is made of those three, which never change.
    """

    __tablename__ = "tarif"

    annee: Mapped[str | None]  # "2026-2027"
    niveau: Mapped[str | None]
    situation: Mapped[str | None]  # plein, reduit, differencie
    euros: Mapped[Decimal | None]
    source: Mapped[str | None]
