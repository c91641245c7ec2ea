"""The person: civil status and contact, and what belongs to the person from year to year."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scolarite_desk.models.tables.base import Base, Cle, Partagee


def owner() -> Mapped[str]:
    """The column that ties a row to its person."""
    return mapped_column(Cle, ForeignKey("personne.id"), index=True)


class Personne(Partagee, Base):
    """Civil status and contact. `ne_le` is ISO and may be partial: "2004", "2004-03" or "2004-03-07".

    A person may have no surname or no first name; the other one is then required.
    """

    __tablename__ = "personne"

    nationalite: Mapped[str | None]  # INSEE country code, "99100"
    civilite: Mapped[str | None]
    nom_naissance: Mapped[str | None]
    nom_usage: Mapped[str | None]
    prenom: Mapped[str | None]
    prenom_usage: Mapped[str | None]
    autres_prenoms: Mapped[str | None]
    ne_le: Mapped[str | None]
    pays_naissance: Mapped[str | None]
    departement_naissance: Mapped[str | None]
    commune_naissance: Mapped[str | None]  # INSEE code
    ville_naissance: Mapped[str | None]  # abroad, or a commune that no longer exists
    langue: Mapped[str | None]
    telephone: Mapped[str | None]
    portable: Mapped[str | None]
    courriel: Mapped[str | None]
    piece_identite: Mapped[str | None]  # kind of paper seen, never its copy
    identite_vue_le: Mapped[date | None]
    identite_vue_par: Mapped[str | None]
    identite_valable: Mapped[date | None]
    fusion_id: Mapped[str | None] = mapped_column(Cle, index=True)  # the person that this one is, found to be the same
    fusion_le: Mapped[datetime | None]
    fusion_par: Mapped[str | None]
    fusion_motif: Mapped[str | None]


class Identifiant(Partagee, Base):
    """A number by which a system knows the person. Kinds: `identifiants.py`.

    For an INE: `nature` is declare, provisoire or definitif; `controle` is non_verifie, a_verifier, verifie or
    litige. A replaced INE stays, its `genre` becomes INE_ALIAS: it is still found by search.
    """

    __tablename__ = "identifiant"

    personne_id: Mapped[str] = owner()
    genre: Mapped[str]
    valeur: Mapped[str] = mapped_column(index=True)
    nature: Mapped[str | None]
    controle: Mapped[str | None]
    origine: Mapped[str | None]  # where it was read: "releve_bac", "crous", "declaration"...
    motif: Mapped[str | None]  # why a doubtful value was kept


class Adresse(Partagee, Base):
    """Where the person is written to. In France `commune` is an INSEE code; abroad, or with CEDEX, `ville` is free."""

    __tablename__ = "adresse"

    personne_id: Mapped[str] = owner()
    pays: Mapped[str | None]
    code_postal: Mapped[str | None]
    commune: Mapped[str | None]
    ville: Mapped[str | None]
    ligne: Mapped[str | None]
    complement1: Mapped[str | None]
    complement2: Mapped[str | None]


class Bac(Partagee, Base):
    """Baccalauréat or equivalent. `situation`: obtenu, equivalence, en_cours or sans."""

    __tablename__ = "bac"

    personne_id: Mapped[str] = owner()
    situation: Mapped[str | None]
    annee: Mapped[int | None]
    serie: Mapped[str | None]
    mention: Mapped[str | None]
    pays: Mapped[str | None]
    departement: Mapped[str | None]
    etablissement: Mapped[str | None]  # UAI
    etablissement_libre: Mapped[str | None]  # abroad, or not in the list
    specialite1: Mapped[str | None]
    specialite2: Mapped[str | None]
    specialite_premiere: Mapped[str | None]
    option1: Mapped[str | None]
    option2: Mapped[str | None]
    option3: Mapped[str | None]
    option4: Mapped[str | None]
    moyenne: Mapped[str | None]  # as typed: « 14,5 », out of twenty, or « 3,4/4 »


class CursusInterne(Partagee, Base):
    """A year at this university. `source` is declare until an import from the student records marks it si."""

    __tablename__ = "cursus_interne"

    personne_id: Mapped[str] = owner()
    annee: Mapped[int | None]
    code: Mapped[str | None]
    libelle: Mapped[str | None]
    note: Mapped[str | None]
    bareme: Mapped[int | None]
    resultat: Mapped[str | None]
    mention: Mapped[str | None]
    source: Mapped[str | None]


class CursusExterne(Partagee, Base):
    """A year of study elsewhere, obtained or not; a foreign or unlisted establishment is typed."""

    __tablename__ = "cursus_externe"

    personne_id: Mapped[str] = owner()
    annee: Mapped[int | None]
    pays: Mapped[str | None]
    departement: Mapped[str | None]
    etablissement: Mapped[str | None]
    etablissement_libre: Mapped[str | None]
    diplome: Mapped[str | None]
    libelle: Mapped[str | None]
    ects: Mapped[int | None]
    obtenu: Mapped[str | None]
    mention: Mapped[str | None]
    note: Mapped[str | None]
    bareme: Mapped[int | None]


class Stage(Partagee, Base):
    """A training period. Its length is a number and a unit, so that it can be added up, and a free text beside."""

    __tablename__ = "stage"

    personne_id: Mapped[str] = owner()
    annee: Mapped[int | None]
    duree: Mapped[int | None]
    duree_unite: Mapped[str | None]
    duree_texte: Mapped[str | None]
    heures: Mapped[int | None]  # a week
    organisme: Mapped[str | None]
    descriptif: Mapped[str | None]


class Experience(Partagee, Base):
    """A work experience; its length as for a stage."""

    __tablename__ = "experience"

    personne_id: Mapped[str] = owner()
    annee: Mapped[int | None]
    intitule: Mapped[str | None]
    duree: Mapped[int | None]
    duree_unite: Mapped[str | None]
    duree_texte: Mapped[str | None]
    organisme: Mapped[str | None]
    descriptif: Mapped[str | None]


class IneEmis(Partagee, Base):
    """The register of provisional INE: every number ever given, to whom, and what replaced it. Never undone."""

    __tablename__ = "ine_emis"
    REGISTRE = True

    personne_id: Mapped[str] = owner()
    valeur: Mapped[str] = mapped_column(index=True)
    uai: Mapped[str]
    serie: Mapped[str]
    ordre: Mapped[int]
    etat_civil: Mapped[str]  # as it was when the number was given
    emis_par: Mapped[str]
    remplace_par: Mapped[str | None]
