"""The file of an access by validation of prior learning (VAPP): what is asked, what was learnt, opinion, decision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class Vapp(Partagee, Base):
    """The file of one candidature. Its key is made of the candidature: two desks that begin it speak of one row. The
    commission gives an opinion, the president decides on it; the decision names what it saw and the avis it made.
    """

    __tablename__ = "vapp"

    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    titre_vise: Mapped[str | None]
    diplome_manquant: Mapped[str | None]  # what is normally required there
    niveau: Mapped[str | None]  # of the national framework of qualifications
    bachelier: Mapped[str | None]  # oui, non: blank is not known
    fin_etudes: Mapped[str | None]  # of initial studies: ISO, perhaps partial
    reprise_le: Mapped[date | None]
    echec_le: Mapped[str | None]  # of a failure in a course that a VAPP opened: ISO, perhaps partial
    entretien_le: Mapped[date | None]
    entretien_avis: Mapped[str | None]
    situation: Mapped[str | None]
    tarif: Mapped[Decimal | None]  # euros, as told: no payment is noted
    opinion: Mapped[str | None]  # favorable, defavorable, reorientation
    commission_le: Mapped[date | None]
    composition: Mapped[str | None]
    entendu: Mapped[bool | None]  # the commission heard the person
    opinion_motif: Mapped[str | None]
    dispenses: Mapped[str | None]
    remise: Mapped[str | None]  # what is to be caught up
    opinion_par: Mapped[str | None]  # who noted it
    decision: Mapped[str | None]  # FA, DE: the avis that it makes
    decision_le: Mapped[date | None]
    decision_signataire: Mapped[str | None]
    decision_par: Mapped[str | None]  # who noted it
    decision_vu: Mapped[str | None]  # digest of the opinion that it was taken on
    decision_avis_id: Mapped[str | None] = mapped_column(Cle)


class Acquis(Partagee, Base):
    """Something learnt: a training, a work, or out of both; with its proof."""

    __tablename__ = "acquis"

    candidature_id: Mapped[str] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    genre: Mapped[str | None]  # formation, pro, perso
    intitule: Mapped[str | None]
    organisme: Mapped[str | None]
    du: Mapped[str | None]  # ISO, perhaps partial
    au: Mapped[str | None]
    heures: Mapped[int | None]
    descriptif: Mapped[str | None]
    preuve: Mapped[str | None]
    preuve_vue: Mapped[bool | None]
