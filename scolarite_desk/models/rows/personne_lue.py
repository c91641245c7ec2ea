"""A person read once, with codes and their labels: what every export of a candidature says of who applies.

A birth day is ISO and may be partial. A part that is not there is an empty one, so that a column asks nothing first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coded:
    """A code of a list and its label. Without code, what was typed where no code exists; without label, nothing."""

    code: str | None = None
    label: str | None = None


RIEN = Coded()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumerosLus:
    """The numbers by which others know the person."""

    etudiant: str | None = None
    ecandidat: str | None = None
    mon_master: str | None = None
    parcoursup: str | None = None
    ine_valeur: str | None = None  # whatever its nature: see `ine` and `ine_provisoire`
    ine_nature: str | None = None  # declare, provisoire, definitif
    ine_controle: str | None = None  # its label

    @property
    def ine(self) -> str | None:
        """A provisional number is never shown as an INE."""
        return None if self.ine_nature == "provisoire" else self.ine_valeur

    @property
    def ine_provisoire(self) -> str | None:
        """The number made at the desk while waiting for the INE."""
        return self.ine_valeur if self.ine_nature == "provisoire" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdresseLue:
    """Where the person is written to. A commune without code is a town typed in France, with its CEDEX."""

    ligne: str | None = None
    complement1: str | None = None
    complement2: str | None = None
    code_postal: str | None = None
    commune: Coded = RIEN
    ville_etrangere: str | None = None
    pays: Coded = RIEN

    @property
    def complete(self) -> str:
        """On several lines, as on an envelope."""
        town = " ".join(filter(None, (self.code_postal, self.commune.label or self.ville_etrangere)))
        return "\n".join(filter(None, (self.ligne, self.complement1, self.complement2, town, self.pays.label)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BacLu:
    """The baccalauréat or its equivalent."""

    annee: int | None = None
    serie: Coded = RIEN
    mention: Coded = RIEN
    pays: Coded = RIEN
    departement: Coded = RIEN
    commune: str | None = None  # of the lycée, as the list of lycées says it
    etablissement: Coded = RIEN
    specialite1: Coded = RIEN
    specialite2: Coded = RIEN
    specialite_premiere: Coded = RIEN
    option1: Coded = RIEN
    option2: Coded = RIEN
    option3: Coded = RIEN
    option4: Coded = RIEN
    moyenne: str | None = None  # as it was typed, « 14,5 » or « 3,4/4 »


@dataclass(frozen=True, slots=True, kw_only=True)
class CursusLu:
    """The last year of study, here or elsewhere."""

    annee: int | None = None
    etablissement: Coded = RIEN
    diplome: Coded = RIEN
    libelle: str | None = None
    ici: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonneLue:
    """Civil status and contact, with what belongs to the person from year to year.

    A commune of birth without code is a town typed: abroad, or one that no longer exists.
    """

    nom_naissance: str | None = None
    nom_usage: str | None = None
    prenom: str | None = None
    prenom_usage: str | None = None
    autres_prenoms: str | None = None
    civilite: Coded = RIEN
    ne_le: str | None = None
    pays_naissance: Coded = RIEN
    departement_naissance: Coded = RIEN
    commune_naissance: Coded = RIEN
    nationalite: Coded = RIEN  # of the country: its label is the nationality
    langue: Coded = RIEN
    telephone: str | None = None
    portable: str | None = None
    courriel: str | None = None
    numeros: NumerosLus = NumerosLus()
    adresse: AdresseLue = AdresseLue()
    bac: BacLu = BacLu()
    cursus: CursusLu = CursusLu()
    moyenne: str | None = None  # of the newest year that has one, as it was typed
    notes: tuple[str, ...] = ()  # of the colleagues about no candidature, oldest first
