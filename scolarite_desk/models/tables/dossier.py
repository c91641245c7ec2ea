"""One person in one year, the CVEC of that year, and what is written about them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee
from scolarite_desk.models.tables.personne import owner


class Dossier(Partagee, Base):
    """One person in one campaign. `profil`: lyceen, etudiant, international or reprise."""

    __tablename__ = "dossier"

    personne_id: Mapped[str] = owner()
    campagne_id: Mapped[str] = mapped_column(Cle, ForeignKey("campagne.id"), index=True)
    numero: Mapped[str] = mapped_column(index=True)
    profil: Mapped[str | None]
    regime: Mapped[str | None]  # initiale, continue, apprentissage, professionnalisation, echange
    boursier: Mapped[str | None]  # oui, non, attente


class Cvec(Partagee, Base):
    """The contribution of one person for one academic year (code de l'éducation, D. 841-2 to D. 841-6).

    `situation`: payee, exoneree, non_concernee. A number is due whether paid or exempt, none when not concerned.
    The name and birth date are those of the certificate, to be compared with the dossier's.
    """

    __tablename__ = "cvec"

    personne_id: Mapped[str] = owner()
    annee: Mapped[str]  # "2026-2027"
    situation: Mapped[str | None]
    numero: Mapped[str | None] = mapped_column(index=True)  # as typed; compared by `rules/cvec.py normalise`
    motif: Mapped[str | None]  # of exemption, or of not being concerned
    nom: Mapped[str | None]
    prenom: Mapped[str | None]
    ne_le: Mapped[str | None]
    montant: Mapped[Decimal | None]
    verifie_le: Mapped[datetime | None]
    verifie_par: Mapped[str | None]
    reserve: Mapped[str | None]  # why a number or an identity that differs was accepted


class Note(Partagee, Base):
    """What was said and promised, without limit of length. `suivi_le`: the day to come back to it.

    Handed over (`remise_le`), it is a task: `pour` is the key of an account or of a station, with a word; who takes it
    says so (`prise_le`).
    """

    __tablename__ = "note"

    personne_id: Mapped[str] = owner()
    visite_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("visite.id"), index=True)
    texte: Mapped[str]
    ecrite_le: Mapped[datetime]
    ecrite_par: Mapped[str]
    suivi_le: Mapped[date | None]
    suivi_fait_le: Mapped[date | None]
    candidature_id: Mapped[str | None] = mapped_column(Cle, ForeignKey("candidature.id"), index=True)
    pour: Mapped[str | None] = mapped_column(Cle, index=True)  # in words only: an account or a station
    remise_mot: Mapped[str | None]
    remise_le: Mapped[datetime | None]
    remise_par: Mapped[str | None]
    prise_le: Mapped[datetime | None]
    prise_par: Mapped[str | None]


class Reserve(Partagee, Base):
    """A warning that the agent went past, and the reason: a date outside the window, a hint of regulation..."""

    __tablename__ = "reserve"

    objet_id: Mapped[str] = mapped_column(Cle, index=True)
    regle: Mapped[str]
    motif: Mapped[str]
    posee_le: Mapped[datetime]
    posee_par: Mapped[str]
