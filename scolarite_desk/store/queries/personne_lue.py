"""Persons as exports read them, a few hundreds at once: one statement a kind of row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rows.personne_lue import (
    RIEN,
    AdresseLue,
    BacLu,
    Coded,
    CursusLu,
    NumerosLus,
    PersonneLue,
)
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.dossier import Note
from scolarite_desk.models.tables.personne import Adresse, Bac, CursusExterne, CursusInterne, Identifiant, Personne
from scolarite_desk.msg import N_
from scolarite_desk.store.queries.moyennes import of_years
from scolarite_desk.store.queries.rows import read_by_key, read_by_owner
from scolarite_desk.store.queries.series import nature_of, series

Row = TypeVar("Row", bound=Partagee)
_ICI = N_("Cet établissement")


class Codes(dict[tuple[str, str | None], Coded]):
    """(list, code) to the code and its label, each made once; `RIEN` for no code."""

    def __init__(self, lists: Referentiel) -> None:
        super().__init__()
        self.lists = lists

    def __missing__(self, key: tuple[str, str | None]) -> Coded:
        name, code = key
        self[key] = found = Coded(code, self.lists.label(name, code)) if code else RIEN
        return found

    def then(self, name: str, code: str | None, row: Mapping[str, Any]) -> Coded:
        """The code and the label that it had at the time that a row tells."""
        return Coded(code, self.lists.label(name, code, row)) if code else RIEN

    def typed(self, name: str, code: str | None, text: str | None) -> Coded:
        """The code, or what was typed instead of it."""
        return self[name, code] if code else Coded(label=text) if text else RIEN


def personnes_lues(session: Session, codes: Codes, keys: Collection[str]) -> dict[str, PersonneLue]:
    """Persons by key."""

    def owned(cls: type[Row]) -> dict[str, list[Row]]:
        return read_by_owner(session, cls, "personne_id", keys)

    adresses, bacs, numbers, notes = owned(Adresse), owned(Bac), owned(Identifiant), owned(Note)
    here, elsewhere, made = owned(CursusInterne), owned(CursusExterne), series(session)

    def read(key: str, row: Personne) -> PersonneLue:
        return PersonneLue(
            nom_naissance=row.nom_naissance,
            nom_usage=row.nom_usage,
            prenom=row.prenom,
            prenom_usage=row.prenom_usage,
            autres_prenoms=row.autres_prenoms,
            civilite=codes["civilite", row.civilite],
            ne_le=row.ne_le,
            pays_naissance=codes.then("pays_naissance", row.pays_naissance, {"ne_le": row.ne_le}),
            departement_naissance=codes["departement_naissance", row.departement_naissance],
            commune_naissance=codes.typed("commune_naissance", row.commune_naissance, row.ville_naissance),
            nationalite=codes["nationalite", row.nationalite],
            langue=codes["langue", row.langue],
            telephone=row.telephone,
            portable=row.portable,
            courriel=row.courriel,
            numeros=_numbers(codes, numbers.get(key, ()), made),
            adresse=_address(codes, adresses[key][0]) if key in adresses else AdresseLue(),
            bac=_bac(codes, bacs[key][0]) if key in bacs else BacLu(),
            cursus=_last(codes, here.get(key, ()), elsewhere.get(key, ())),
            moyenne=of_years(here.get(key, ()), elsewhere.get(key, ())).saisie or None,
            notes=tuple(note.texte for note in notes.get(key, ()) if note.candidature_id is None),
        )

    return {key: read(key, row) for key, row in read_by_key(session, Personne, keys).items()}


def _numbers(codes: Codes, rows: Sequence[Identifiant], made: Collection[str]) -> NumerosLus:
    """The newest of each kind."""
    of = {row.genre: row for row in rows}
    values = {row.genre: row.valeur for row in rows}
    ine = of.get("INE")
    return NumerosLus(
        etudiant=values.get("APOGEE"),
        ecandidat=values.get("ECANDIDAT"),
        mon_master=values.get("MON_MASTER"),
        parcoursup=values.get("PARCOURSUP"),
        ine_valeur=ine.valeur if ine else None,
        ine_nature=nature_of(ine, made) if ine else None,
        ine_controle=codes["identifiant_controle", ine.controle].label if ine else None,
    )


def _address(codes: Codes, row: Adresse) -> AdresseLue:
    in_france = row.pays == FRANCE
    return AdresseLue(
        ligne=row.ligne,
        complement1=row.complement1,
        complement2=row.complement2,
        code_postal=row.code_postal,
        commune=codes.typed("commune", row.commune, row.ville if in_france else None),
        ville_etrangere=None if in_france else row.ville,
        pays=codes["pays", row.pays],
    )


def _bac(codes: Codes, row: Bac) -> BacLu:
    lycee = codes.lists.entree("lycee", row.etablissement or "")
    return BacLu(
        annee=row.annee,
        serie=codes["bac_serie", row.serie],
        mention=codes["bac_mention", row.mention],
        pays=codes["pays", row.pays],
        departement=codes["departement", row.departement],
        commune=(lycee.infos.get("commune") or None) if lycee else None,
        etablissement=codes.typed("lycee", row.etablissement, row.etablissement_libre),
        specialite1=codes["bac_specialite", row.specialite1],
        specialite2=codes["bac_specialite", row.specialite2],
        specialite_premiere=codes["bac_specialite", row.specialite_premiere],
        option1=codes["bac_option", row.option1],
        option2=codes["bac_option", row.option2],
        option3=codes["bac_option", row.option3],
        option4=codes["bac_option", row.option4],
        moyenne=row.moyenne,
    )


def _last(codes: Codes, here: Sequence[CursusInterne], elsewhere: Sequence[CursusExterne]) -> CursusLu:
    """The newest year; of one year, the one here."""
    years = [_here(codes, row) for row in here] + [_elsewhere(codes, row) for row in elsewhere]
    return max(years, key=lambda year: year.annee or 0, default=CursusLu())


def _here(codes: Codes, row: CursusInterne) -> CursusLu:
    ici = Coded(label=codes.lists.say(_ICI))
    return CursusLu(
        annee=row.annee, etablissement=ici, diplome=Coded(row.code, row.code), libelle=row.libelle, ici=True
    )


def _elsewhere(codes: Codes, row: CursusExterne) -> CursusLu:
    return CursusLu(
        annee=row.annee,
        etablissement=codes.typed("etablissement", row.etablissement, row.etablissement_libre),
        diplome=codes["diplome_type", row.diplome],
        libelle=row.libelle,
    )
