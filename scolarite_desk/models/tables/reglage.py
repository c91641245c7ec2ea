"""What the office decides for itself: settings, its own code lists, its accounts. The settings: `reglages.py`."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Partagee


class Reglage(Partagee, Base):
    """One setting, as the text that its reader understands."""

    __tablename__ = "reglage"

    cle: Mapped[str] = mapped_column(index=True)
    valeur: Mapped[str | None]


class Nomenclature(Partagee, Base):
    """One line of a code list that the office writes itself: motives of avis, reasons of refusal, motives of visit."""

    __tablename__ = "nomenclature"

    liste: Mapped[str | None] = mapped_column(index=True)
    code: Mapped[str | None]
    libelle: Mapped[str | None]
    texte: Mapped[str | None]  # the sentence proposed in a letter
    libelle_anglais: Mapped[str | None]
    texte_anglais: Mapped[str | None]
    ordre: Mapped[int | None]
    en_service: Mapped[bool | None]


class Signataire(Partagee, Base):
    """Who signs: first name, surname and capacity appear on every decision (CRPA L. 212-1)."""

    __tablename__ = "signataire"

    prenom: Mapped[str | None]
    nom: Mapped[str | None]
    qualite: Mapped[str | None]
    centre_id: Mapped[str | None]
    delegant: Mapped[str | None]  # « la présidente de l’université »: who signs for somebody says so
    delegation: Mapped[str | None]  # the reference of the delegation (an order, its number and date)
    papiers: Mapped[str | None]  # codes of rules/papiers.PAPIERS, separated by spaces; None: all
    qualite_anglais: Mapped[str | None]


class Compte(Partagee, Base):
    """Someone who works here. Passwords are not here: they only unwrap the key, in the vault of each desk.

    `perimetre`: canonical JSON {"centre": [keys], "commission": [keys], "formation": [keys]}, None for everything.
    """

    __tablename__ = "compte"

    nom: Mapped[str] = mapped_column(index=True)
    profil: Mapped[str]
    perimetre: Mapped[str | None]
    agent_prenom: Mapped[str | None]  # who a paper says handles the file (CRPA L. 111-2)
    agent_nom: Mapped[str | None]
    agent_qualite: Mapped[str | None]
