"""The boxes of eCandidat: their order, their form, what does not fit, what is missing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.ressaisie import (
    FENETRES,
    FRANCE,
    FicheSaisie,
    LigneSaisie,
    differe,
    jour,
    lignes,
    telephone,
)

TODAY = date(2026, 7, 6)


def of(thing: str, texts: dict[str, str], **values: object) -> dict[str, LigneSaisie]:
    """The lines of one row, by the name of their field; of two of one name, the last."""
    found = lignes({thing: [FicheSaisie(texts, values)]}, TODAY)
    return {one.chemin.rpartition(".")[2]: one for one in found}


def test_names_are_copied_in_capitals_and_cut_where_the_box_ends() -> None:
    name = "de la Villardière de Kergoët-Penanros"
    found = of("identite", {"nom_naissance": name, "prenom": "maëlle "})
    assert found["prenom"].copie == "MAËLLE"
    assert not found["prenom"].constat
    cut = found["nom_naissance"]
    assert cut.copie + cut.coupe == name.upper()
    assert len(cut.copie) <= 30
    assert kept(cut.constat) == "Coupé à 30 signes"
    wide = lignes({"identite": [FicheSaisie({"nom_naissance": name})]}, TODAY, pegase=True)
    assert wide[0].copie == name.upper(), "Pégase takes a hundred"


@pytest.mark.parametrize(
    ("typed", "copied"),
    [("2004-03-07", "07/03/2004"), ("07/03/2004", "07/03/2004"), ("03/2004", ""), ("00/03/2004", ""), ("2004", "")],
)
def test_a_day_is_copied_whole_or_not_at_all(typed: str, copied: str) -> None:
    assert jour(typed) == copied


def test_a_partial_birth_is_told() -> None:
    found = of("identite", {"ne_le": "03/2004"})
    assert found["ne_le"].manque
    assert "inconnu" in kept(found["ne_le"].constat)


def test_an_ine_is_eleven_signs_and_never_a_provisional_one() -> None:
    assert of("identite", {"ine": "0199-000 001Z"})["ine"].copie == "0199000001Z"
    made = of("identite", {}, ine_provisoire=True)["ine"]
    assert not made.manque
    assert "provisoire" in kept(made.constat)


def test_a_phone_keeps_what_the_box_takes() -> None:
    assert telephone("06 39 98 12 04 #") == "06 39 98 12 04"
    assert of("identite", {"portable": "+33 6 39 98 12 04"})["portable"].copie == "+33 6 39 98 12 04"


def test_what_ecandidat_refuses_of_a_mail_is_told() -> None:
    assert of("identite", {"courriel": "a@b.photography"})["courriel"].constat
    assert not of("identite", {"courriel": "a@b.fr"})["courriel"].constat


def test_a_foreign_address_has_a_town_and_no_code() -> None:
    abroad = of("adresse", {"pays": "Japon", "ville": "Ōsaka", "code_postal": "530"}, pays="99217")
    assert "code_postal" not in abroad
    assert abroad["ville"].copie == "ŌSAKA"
    here = of("adresse", {"pays": "France", "code_postal": "35 000"}, pays=FRANCE)
    assert here["code_postal"].copie == "35000"
    cedex = of("adresse", {"pays": "France", "commune": "RENNES CEDEX 7"}, pays=FRANCE)["commune"]
    assert (cedex.copie, "CEDEX" in kept(cedex.constat)) == ("RENNES CEDEX 7", True), "not lost, and no commune"
    assert here["commune"].manque
    assert "ville" not in here


def test_who_has_no_bac_fills_one_box() -> None:
    assert list(of("bac", {"situation": "Sans baccalauréat"}, situation="sans")) == ["situation"]
    assert "situation" not in of("bac", {}, situation="obtenu")


def test_a_year_to_come_and_a_school_abroad_are_told() -> None:
    assert "2026" in kept(of("bac", {"annee": "2027"}, situation="en_cours")["annee"].constat)
    assert not of("stages", {"annee": "2027"})["annee"].constat
    abroad = of("cursus_externes", {"pays": "Japon"}, pays="99217", diplome=None)
    assert "étranger" in kept(abroad["pays"].constat)
    assert "etablissement" not in abroad
    town = of("bac", {}, situation="obtenu", pays=FRANCE)["commune_lieu"]
    assert not town.manque, "no list says the towns of all schools"
    assert "À choisir" in kept(town.constat)


def test_windows_come_in_the_order_of_ecandidat_row_by_row() -> None:
    rows = [FicheSaisie({"annee": year}) for year in ("2023", "2024")]
    every = {fenetre.chose: [FicheSaisie()] for fenetre in FENETRES} | {"stages": rows}
    found = lignes(every, TODAY)
    titles = list(dict.fromkeys((kept(one.fenetre), one.rang) for one in found))
    assert [title for title, _ in titles[:4]] == [
        "Compte",
        "Informations personnelles, onglet INE",
        "Informations personnelles, onglet Civilité",
        "Informations personnelles, onglet Téléphone",
    ]
    assert [one for one in titles if one[0] == "Stage"] == [("Stage", 0), ("Stage", 1)]
    assert titles[-1] == ("Candidature", 0)
    assert "stages.1.annee" in {one.chemin for one in found}


@pytest.mark.parametrize(
    ("chemin", "here", "there", "differs"),
    [
        ("identite.nom_naissance", "Le Goff", "LE GOFF", False),
        ("identite.nom_naissance", "A" * 40, "A" * 30, False),
        ("identite.nom_naissance", "Le Goff", "LE GOF", True),
        ("identite.ne_le", "07/03/2004", "2004-03-07", False),
        ("identite.portable", "06 39 98 12 04", "+33639981204", False),
        ("identite.portable", "06 39 98 12 04", "06 39 98 12 05", True),
        ("stages.0.organisme", "Port de Brest", "PORT DE BREST", False),
        ("stages.organisme", "Port", "Mairie", True),
        ("candidatures.avis", "FA", "DE", False),
    ],
)
def test_what_ecandidat_cut_or_put_in_capitals_is_no_difference(
    chemin: str, here: str, there: str, differs: bool
) -> None:
    assert differe(chemin, here, there) is differs


@given(st.text(max_size=80))
def test_what_is_copied_always_fits_and_loses_nothing_unsaid(text: str) -> None:
    for fenetre in FENETRES:
        texts = {case.nom: text for case in fenetre.cases}
        for one in lignes({fenetre.chose: [FicheSaisie(texts, {"pays": FRANCE})]}, TODAY):
            assert not one.limite or len(one.copie) <= one.limite
            assert one.copie + one.coupe == one.entier
            assert not one.manque or one.constat
