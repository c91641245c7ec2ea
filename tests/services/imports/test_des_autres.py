"""Files of others from their bytes to the base: each kind is taken in whole, and a second time changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import CREER, INCHANGE, ChoixImport, PlanImport
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.personne import Adresse, Bac, CursusExterne, Identifiant, Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.identifiants import add_identifier
from scolarite_desk.services.imports.cibles import cible_of
from scolarite_desk.services.imports.fichier import read_file
from tests.exchange.imports.fabrique import tableaux
from tests.exchange.imports.fabrique.fichiers import Ligne, csv, xlsx
from tests.services.conftest import Desk

MEANT = {
    ("candidatures.formation", "L3INFO"): "L2INF",
    ("candidatures.formation", "M1HIST"): "M1BIO",
    ("bac.serie", "Technologique"): "STMG",
    ("etiquettes", "À rappeler"): "",
    ("etiquettes", "Dossier incomplet"): "",
}
KINDS = {
    "ecandidat": tableaux.ecandidat(),
    "monmaster": tableaux.mon_master(),
    "parcoursup-admis": tableaux.admis(),
    "parcoursup-donnees": tableaux.donnees(),
    "pegase": tableaux.pegase(),
    "libre": tableaux.libre(),
}


def _plan(desk: Desk, lignes: list[Ligne], folder: Path, suffix: str = ".xlsx") -> PlanImport:
    path = folder / f"export{suffix}"
    path.write_bytes(csv(lignes) if suffix == ".csv" else xlsx(("export", lignes)))
    source = read_file(desk.store, path)
    formation = desk.licence if not any("candidatures.formation" in one.valeurs for one in source.lignes) else ""
    choix = ChoixImport(correspondances=MEANT, formation=formation)
    return cible_of(source).plan(desk.store, source, choix, Progress())


@pytest.mark.parametrize("code", KINDS)
def test_a_file_of_each_kind_is_taken_in_whole_and_a_second_time_changes_nothing(
    desk: Desk, code: str, tmp_path: Path
) -> None:
    plan = _plan(desk, KINDS[code], tmp_path)
    told = [kept(one.message) for one in plan.lignes]
    assert {one.action for one in plan.lignes} == {CREER}, (told, plan.inconnus)
    report = cible_of(plan.source).applique(desk.store, plan, Progress(), None)
    assert (report.creees, report.laissees) == (len(plan.lignes), ())
    assert len(desk.rows(select(Candidature))) == len(plan.lignes)
    again = _plan(desk, KINDS[code], tmp_path, ".csv")
    assert {one.action for one in again.lignes} == {INCHANGE}, [one.ecarts for one in again.lignes]


def test_what_ecandidat_says_of_somebody_is_in_the_base(desk: Desk, tmp_path: Path) -> None:
    plan = _plan(desk, tableaux.ecandidat(), tmp_path)
    cible_of(plan.source).applique(desk.store, plan, Progress(), None)
    [maelle] = desk.rows(select(Personne).where(Personne.nom_naissance == "KERMAREC"))
    assert (maelle.ne_le, maelle.nationalite, maelle.ville_naissance) == ("2004-03-07", "99100", "BREST")
    assert maelle.portable == "+33600000000"
    [home] = desk.rows(select(Adresse).where(Adresse.personne_id == maelle.id))
    assert (home.ligne, home.code_postal, home.commune, home.complement2) == (
        "4 rue de l'Exemple", "29200", "29019", None,
    )  # fmt: skip
    [bac] = desk.rows(select(Bac).where(Bac.personne_id == maelle.id))
    assert (bac.situation, bac.annee, bac.serie, bac.mention, bac.departement) == ("obtenu", 2022, "NBGE", "B", "29")
    assert bac.etablissement_libre == "Lycée Imaginaire des Ajoncs"
    numbers = {one.genre: one.valeur for one in desk.rows(select(Identifiant)) if one.personne_id == maelle.id}
    assert numbers == {"ECANDIDAT": "K7P2M9QX", "APOGEE": "22001234", "INE": "000000000ZZ"}
    [awa] = desk.rows(select(Personne).where(Personne.nom_naissance != "KERMAREC"))
    assert (awa.nom_naissance, awa.ville_naissance, awa.commune_naissance) == ("N'GUESSAN", "Abidjan", None)


def test_years_of_mon_master_are_studies_of_the_person(desk: Desk, tmp_path: Path) -> None:
    plan = _plan(desk, tableaux.mon_master(), tmp_path)
    cible_of(plan.source).applique(desk.store, plan, Progress(), None)
    rows = sorted(desk.rows(select(CursusExterne)), key=lambda one: -one.annee)
    assert [(one.annee, one.diplome, one.libelle, one.note) for one in rows] == [
        (2025, "LIC", "3e année, Informatique", "S1 13,2 · S2 14,1"),
        (2024, "LIC", "2e année, Informatique, Réseaux", "S1 12"),
        (2023, "BUT", "1re année, Informatique", None),
    ]


def test_a_day_of_two_figures_rejects_its_line_and_says_why(desk: Desk, tmp_path: Path) -> None:
    header = ["No dossier", "Nom patronymique", "Prénom", "Date de naissance", "Code formation"]
    plan = _plan(desk, [header, ["K7P2M9QX", "LE GOFF", "Yann", "07/03/04", "L2INF"]], tmp_path)
    assert [kept(one.message) for one in plan.lignes] == [
        "Ligne 2 – Né(e) le\u00a0: «\u00a007/03/04\u00a0» n’est pas pris. "
        "Année sur deux chiffres\u00a0: écrivez-en quatre."
    ]


def test_a_calendar_of_a_file_goes_by_the_same_door(desk: Desk, tmp_path: Path) -> None:
    desk(add_item, "formation", {"code": "L3INFO", "libelle": "Licence 3", "genre": "licence", "mode": "presentiel",
                                 "traitement": "AC", "campagne_id": desk.campagne})  # fmt: skip
    plan = _plan(desk, tableaux.calendrier(), tmp_path)
    assert [one.action for one in plan.lignes] == ["modifier"]
    assert cible_of(plan.source).applique(desk.store, plan, Progress(), None).modifiees == 1


def test_each_tag_that_nobody_knows_is_asked_and_not_the_cell_that_has_several(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "tags.csv"
    path.write_bytes(csv(tableaux.ecandidat()))
    source = read_file(desk.store, path)
    plan = cible_of(source).plan(desk.store, source, ChoixImport(formation=desk.licence), Progress())
    asked = [one.texte for one in plan.inconnus if one.chemin == "etiquettes"]
    assert asked == ["À rappeler", "Dossier incomplet"]


def test_a_place_in_full_is_no_news_beside_its_code_and_another_one_is_told_and_kept(
    desk: Desk, tmp_path: Path
) -> None:
    dossier = desk.person(pays_naissance="99100", departement_naissance="29", commune_naissance="29019")
    desk(add_identifier, desk.owner(dossier), "ECANDIDAT", "K7P2M9QX")
    desk.apply(dossier)
    header = ["No dossier", "Nom patronymique", "Prénom", "Date de naissance", "Ville de naissance", "Code formation"]
    line = ["K7P2M9QX", "KERMAREC", "Maëlle", "07/03/2004"]
    same, other = (_plan(desk, [header, [*line, town, "L2INF"]], tmp_path).lignes[0] for town in ("BREST", "Rennes"))
    assert (same.action, same.ecarts) == (INCHANGE, ())
    assert other.action == INCHANGE
    assert [(one.chemin, one.avant, one.apres) for one in other.ecarts] == [
        ("identite.commune_naissance", "Brest", "Rennes")
    ]
