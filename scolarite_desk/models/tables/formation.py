"""The offer: campaigns, sessions, centres, commissions and formations."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


class Campagne(Partagee, Base):
    """One admission year. `etat`: preparation, ouverte, fermee or archivee; several may be open."""

    __tablename__ = "campagne"

    libelle: Mapped[str | None]
    annee: Mapped[str | None]  # "2026-2027"
    debut: Mapped[date | None]
    fin: Mapped[date | None]
    etat: Mapped[str | None]


class JoursSaison:
    """The days of a season, at whatever level they are said (`rules/calendrier.py`)."""

    debut_depot: Mapped[date | None]
    fin_depot: Mapped[date | None]
    retour: Mapped[date | None]
    jury: Mapped[date | None]
    publication: Mapped[date | None]
    confirmation: Mapped[date | None]
    delai_confirmation: Mapped[int | None]  # days after validation, instead of a date
    confirmation_liste: Mapped[date | None]  # of who is called from the list
    delai_liste: Mapped[int | None]


class SessionDepot(JoursSaison, Partagee, Base):
    """A window of a campaign: principale, complementaire or hors_plateforme. It carries the dates by default."""

    __tablename__ = "session_depot"

    campagne_id: Mapped[str] = mapped_column(Cle, ForeignKey("campagne.id"), index=True)
    genre: Mapped[str | None]
    libelle: Mapped[str | None]


class Centre(Partagee, Base):
    """A department's desk: what letters and receipts are signed and headed with."""

    __tablename__ = "centre"

    libelle: Mapped[str | None]
    adresse: Mapped[str | None]
    telephone: Mapped[str | None]
    courriel: Mapped[str | None]
    fuseau: Mapped[str | None]  # IANA name; blank: the establishment's
    orientation: Mapped[str | None]  # whom a refused person may talk to; blank: the establishment's


class Commission(Partagee, Base):
    """The board that examines candidatures."""

    __tablename__ = "commission"

    centre_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("centre.id"), index=True)
    libelle: Mapped[str | None]
    president: Mapped[str | None]
    membres: Mapped[str | None]  # a line each
    quorum: Mapped[int | None]  # members present that it takes


class SeanceCommission(Partagee, Base):
    """One meeting of a commission: when, who presided, who was there. Its procès-verbal says what it decided."""

    __tablename__ = "seance_commission"

    commission_id: Mapped[str] = mapped_column(Cle, ForeignKey("commission.id"), index=True)
    le: Mapped[date | None]
    president: Mapped[str | None]
    presents: Mapped[str | None]  # a line each, the president among them
    observations: Mapped[str | None]


class CommissionFormation(Partagee, Base):
    """One commission examines one formation, on a day of its own."""

    __tablename__ = "commission_formation"

    commission_id: Mapped[str] = mapped_column(Cle, ForeignKey("commission.id"), index=True)
    formation_id: Mapped[str] = mapped_column(Cle, ForeignKey("formation.id"), index=True)
    reunion: Mapped[date | None]


class Formation(JoursSaison, Partagee, Base):
    """Something one can apply to, in one campaign. Kinds and modes: the lists `formation_type`, `formation_mode`."""

    __tablename__ = "formation"

    campagne_id: Mapped[str] = mapped_column(Cle, ForeignKey("campagne.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("session_depot.id"))
    centre_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("centre.id"), index=True)
    code: Mapped[str | None]
    libelle: Mapped[str | None]
    libelle_anglais: Mapped[str | None]
    en_phrase: Mapped[str | None]  # « en licence d’histoire »: how a letter says it after « votre candidature »
    genre: Mapped[str | None]  # licence, lp, m1, m2, but, ingenieur, du, agregation, de
    mention: Mapped[str | None]
    composante: Mapped[str | None]
    mode: Mapped[str | None]  # presentiel, ead
    capacite: Mapped[int | None]
    traitement: Mapped[str | None]  # AC or AD
    code_voeu: Mapped[str | None]  # Pégase ties a vœu to its offer by this code and that of the period, together
    code_periode: Mapped[str | None]
    origine_admission: Mapped[str | None]  # blank: that of the settings
    annee_concours: Mapped[int | None]
    code_etape: Mapped[str | None]  # Apogée, COD_ETP; its version below
    version_etape: Mapped[int | None]
    code_diplome: Mapped[str | None]
    version_diplome: Mapped[str | None]
    centre_gestion: Mapped[str | None]  # COD_CGE
    mon_master: Mapped[bool | None]  # M1 entered only through the national platform
    en_service: Mapped[bool | None]


class OuvertureFormation(JoursSaison, Partagee, Base):
    """One formation in another session than its own: the days and the places that it has there; blank: those of the
    session. Its key is made of both, which never change: two desks that open the same pair speak of the same row.
    """

    __tablename__ = "ouverture"

    formation_id: Mapped[str] = mapped_column(Cle, ForeignKey("formation.id"), index=True)
    session_id: Mapped[str] = mapped_column(Cle, ForeignKey("session_depot.id"), index=True)
    capacite: Mapped[int | None]  # places of its own; None: it shares those of the formation
    en_service: Mapped[bool | None]
