"""Files of others are known by their headers, wherever these stand, and each of their columns goes where it belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.imports.conversions import cell_text
from scolarite_desk.exchange.imports.lire import lire
from scolarite_desk.exchange.imports.par_chemin import conversion_of, field_at
from scolarite_desk.exchange.imports.profil import plain_header
from scolarite_desk.exchange.imports.profils.libre import table_key
from scolarite_desk.exchange.imports.profils.tous import PROFILS
from scolarite_desk.exchange.imports.reconnaitre import Reconnu, reconnaitre
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import SOURCE, langue, said
from scolarite_desk.models.rows.imports import SourceLue
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.services.imports.chemins import CAMPAGNE, chemin_of
from scolarite_desk.store.referentiel import referentiel
from tests.exchange.imports.fabrique import tableaux
from tests.exchange.imports.fabrique.fichiers import Ligne, csv, xlsx

LISTS = referentiel()
EVERY_KIND = {
    "ecandidat": tableaux.ecandidat(),
    "monmaster": tableaux.mon_master(),
    "parcoursup-admis": tableaux.admis(),
    "parcoursup-donnees": tableaux.donnees(),
    "pegase": tableaux.pegase(),
    "formations": tableaux.formations(),
    "rendezvous": tableaux.rendezvous(),
    "libre": tableaux.libre(),
}


def read(lignes: Sequence[Ligne], **said_so: str) -> SourceLue:
    tables = read_tables(xlsx(("Feuille", lignes)))
    return lire(tables, reconnaitre(tables, **said_so), lists=LISTS)  # type: ignore[arg-type]


def known(data: bytes) -> Reconnu:
    return reconnaitre(read_tables(data))


def words(message: object) -> str:
    return said(message, langue(SOURCE))  # type: ignore[arg-type]


@pytest.mark.parametrize("code", PROFILS)
def test_each_column_of_each_profile_goes_to_a_field_that_exists(code: str) -> None:
    for source in PROFILS[code].sources:
        path = source.chemin.replace("*", "1")
        tie = path in {"", CAMPAGNE, "formation.session_id", "formation.centre_id"}
        assert tie or chemin_of(path) or field_at(path), path
        assert all(plain_header(one) for one in source.entetes)


@pytest.mark.parametrize("code", EVERY_KIND)
def test_a_file_is_known_by_its_headers_as_a_workbook_and_as_text(code: str) -> None:
    book, text = known(xlsx(("Export", EVERY_KIND[code]))), known(csv(EVERY_KIND[code]))
    assert (book.profil.code, text.profil.code) == (code, code)
    assert book.pourquoi == text.pourquoi
    assert book.colonnes == text.colonnes


def test_why_a_file_is_known_is_said_with_its_own_headers() -> None:
    assert words(known(csv(tableaux.admis())).pourquoi) == (
        "Reconnu à ses colonnes «\u00a0Numéro candidat\u00a0», «\u00a0e-mail du candidat\u00a0», "
        "«\u00a0Etat civil\u00a0», «\u00a0Série diplôme\u00a0»."
    )


def test_headers_are_found_under_titles_and_on_another_sheet() -> None:
    titled: list[Ligne] = [
        ["Université imaginaire"],
        ["Candidatures de l’année", None, "au 30 juin"],
        *tableaux.ecandidat(),
    ]
    found = known(xlsx(("Lisez-moi", [["Ce classeur est inventé"]]), ("L3INFO", titled)))
    assert (found.profil.code, found.table, found.entete) == ("ecandidat", 1, 2)


def test_a_profile_that_the_person_names_is_taken_and_one_that_cannot_be_says_what_it_lacks() -> None:
    tables = read_tables(csv(tableaux.admis()))
    assert reconnaitre(tables, profil="libre").profil.code == "libre"
    with pytest.raises(Refused) as refused:
        reconnaitre(tables, profil="monmaster")
    assert "Numéro de candidat" not in words(refused.value.message).partition("il y faut")[0]
    with pytest.raises(Refused):
        reconnaitre(tables, profil="autre")
    with pytest.raises(Refused):
        reconnaitre([])


def test_an_ecandidat_workbook_is_read_whole() -> None:
    source = read(tableaux.ecandidat())
    une, deux = source.lignes
    assert une.valeurs == {
        "identifiants.ECANDIDAT": "K7P2M9QX",
        "identifiants.APOGEE": "22001234",
        "identite.civilite": "Mme",
        "identite.nom_naissance": "KERMAREC",
        "identite.prenom": "Maëlle",
        "identite.ne_le": "07/03/2004",
        "identite.ville_naissance": "BREST",
        "identite.nationalite": "FRANCE",
        "identite.langue": "Français",
        "ine.valeur": "000000000ZZ",
        "identite.telephone": "0200000000",
        "identite.portable": "0600000000",
        "identite.courriel": "maelle.kermarec@exemple.invalid",
        "bac.annee": "2022",
        "bac.pays": "FRANCE",
        "bac.departement": "FINISTERE",
        "bac.etablissement_libre": "Lycée Imaginaire des Ajoncs",
        "bac.serie": "NBGE",
        "bac.mention": "Bien",
        "bac.situation": "obtenu",
        "bac.specialite1": "Mathématiques",
        "adresse.ligne": "4 rue de l'Exemple",
        "adresse.complement1": "Appt 12",
        "adresse.code_postal": "29200",
        "adresse.commune": "BREST",
        "adresse.pays": "FRANCE",
        "cursus_externes.1.etablissement_libre": "Institut Inventé",
        "cursus_externes.1.libelle": "Licence 2 Informatique",
        "etiquettes": "À rappeler, Dossier incomplet",
        "candidatures.formation": "L3INFO",
        "candidatures.montant": "178,00",
        "candidatures.date_retour": "15/06/2026",
    }
    assert deux.valeurs["dossier.regime"] == "continue"
    assert deux.valeurs["adresse.ville"] == "Abidjan"
    assert "adresse.commune" not in deux.valeurs


def test_the_footer_of_ecandidat_is_left_out_and_told() -> None:
    for last in ("L3 (L3INFO) - nombre de candidatures : 2 - Exporté le 30/06/2026", "test"):
        source = read([*tableaux.ecandidat(pied=False), [last]])
        assert [one.valeurs["identifiants.ECANDIDAT"] for one in source.lignes] == ["K7P2M9QX", "Z00001AB"]
        assert [words(one) for one in source.remarques] == [f"Ligne 4 laissée de côté\u00a0: «\u00a0{last}\u00a0»."]
    alone = read([["No dossier", "Nom patronymique"], ["K7P2M9QX", ""]])
    assert len(alone.lignes) == 1


def test_an_address_of_one_cell_is_parted_and_told() -> None:
    columns = ["No dossier", "Nom patronymique", "Adresse formatée"]
    whole = "4 rue de l'Exemple, Appt 12, Résidence, Bâtiment B 29200 BREST FRANCE"
    [line] = read([columns, ["K7P2M9QX", "KERMAREC", whole]]).lignes
    assert {path: text for path, text in line.valeurs.items() if path.startswith("adresse")} == {
        "adresse.ligne": "4 rue de l'Exemple",
        "adresse.complement1": "Appt 12",
        "adresse.complement2": "Résidence Bâtiment B",
        "adresse.code_postal": "29200",
        "adresse.commune": "BREST",
        "adresse.pays": "France",
    }
    assert [words(one) for one in line.remarques] == ["Adresse d’une seule case, découpée\u00a0: vérifiez-la."]


def test_any_choice_of_the_columns_of_ecandidat_is_known() -> None:
    for ticked in (["No dossier", "Code étudiant"], tableaux.ECANDIDAT[:6], ["No dossier", "Clé INE", "INE"]):
        assert known(csv(tableaux.ecandidat(ticked, pied=False))).profil.code == "ecandidat", ticked


def test_repeated_blocks_of_mon_master_are_as_many_years_of_study() -> None:
    source = read(tableaux.mon_master())
    une, deux = source.lignes
    assert {path: text for path, text in une.valeurs.items() if path.startswith("cursus")} == {
        "cursus_externes.1.annee": "2025",
        "cursus_externes.1.diplome": "Licence",
        "cursus_externes.1.libelle": "3e année, Informatique",
        "cursus_externes.1.note": "S1 13,2 · S2 14,1",
        "cursus_externes.1.etablissement_libre": "Université Imaginaire",
        "cursus_externes.2.annee": "2024",
        "cursus_externes.2.diplome": "Licence",
        "cursus_externes.2.libelle": "2e année, Informatique, Réseaux",
        "cursus_externes.2.note": "S1 12",
        "cursus_externes.2.etablissement": "Université de Brest",
        "cursus_externes.2.pays": "France",
        "cursus_externes.3.annee": "2023",
        "cursus_externes.3.diplome": "BUT",
        "cursus_externes.3.libelle": "1re année, Informatique",
    }
    assert not any(path.startswith("cursus") for path in deux.valeurs)
    assert source.colonnes[-3].chemin == "cursus_externes.8.etablissement"
    [unknown] = known(csv(tableaux.mon_master())).inconnues
    assert unknown.entete == "Lettre de motivation propre à la formation"


@pytest.mark.parametrize("variante", ["standard", "parametrable"])
def test_both_lists_of_admitted_of_parcoursup_say_the_same(variante: str) -> None:
    une, deux = read(tableaux.admis(variante)).lignes
    assert une.valeurs == {
        "identifiants.PARCOURSUP": "9000001",
        "identite.nom_naissance": "KERMAREC",
        "identite.prenom": "Maëlle",
        "identite.civilite": "Mme",
        "identite.ne_le": "07/03/2008",
        "identite.courriel": "maelle.kermarec@exemple.invalid",
        "identite.telephone": "0200000000",
        "identite.portable": "0600000000",
        "ine.valeur": "000000000ZZ",
        "identite.nationalite": "FR",
        "identite.pays_naissance": "France",
        "identite.commune_naissance": "Brest",
        "adresse.ligne": "4 rue de l'Exemple",
        "adresse.complement1": "Appt 12",
        "adresse.code_postal": "29200",
        "adresse.commune": "Brest",
        "adresse.pays": "France",
        "bac.serie": "NBGE",
        "bac.mention": "Bien",
        "bac.situation": "obtenu",
    }
    assert deux.valeurs["identite.civilite"] == "M."
    assert deux.valeurs["identite.ville_naissance"] == "Dakar"
    assert PROFILS["parcoursup-admis"].formation_requise


def test_the_admitted_of_another_list_say_their_formation() -> None:
    header = ["Groupe", "Classement", "Code aménagement (oui - si)", "Numéro", "Code formation", "Formation"]
    found = known(csv([header, ["1", "2", "", "9000001", "L1DROIT", "Droit"]], separateur="\t"))
    assert found.profil.code == "parcoursup-admis"
    assert found.colonnes[4].chemin == "candidatures.formation"


def test_a_ranking_of_parcoursup_says_the_school_and_no_rank() -> None:
    header = ["Code groupe", "classement global", "classement gr", "Numéro", "Nom", "Prénom", "Libellé établissement",
              "Commune établissement", "Département établissement", "UAI établissement"]  # fmt: skip
    found = known(csv([header, ["1", "12", "3", "9000001", "KERMAREC", "Maëlle", "Lycée", "Brest", "29", "0290000X"]]))
    assert (found.profil.code, found.inconnues) == ("parcoursup-admis", ())
    assert [one.chemin for one in found.colonnes] == [
        "", "", "", "identifiants.PARCOURSUP", "identite.nom_naissance", "identite.prenom", "bac.etablissement", "",
        "bac.departement", "bac.etablissement",
    ]  # fmt: skip
    nobody = known(csv([header[4:], ["KERMAREC", "Maëlle", "Lycée", "Brest", "29", "0290000X"]]))
    assert nobody.profil.code == "libre", "without a number, it is a table that lists persons"
    assert nobody.colonnes[2].chemin == "bac.etablissement"


def test_candidacies_of_opi_are_read_as_any_table() -> None:
    header = ["Commission", "Num_Dos_OPI", "Nom_Patrony", "Prenom", "Date_Naiss", "Code_clef_INE", "Adresse_1",
              "Adresse_2", "Adresse_3", "Cedex", "Code_Postal", "Lib_Commune", "Lib_Pays", "Telephone_fixe", "Mail",
              "Bac", "Date_depot_voeu", "Type_Traitement", "Voeu_Lib_Vet", "Etat_Voeu", "Rang"]  # fmt: skip
    found = known(csv([header, ["C", "K7P2M9QX", "KERMAREC", "Maëlle"]]))
    assert [one.chemin for one in found.colonnes] == [
        "", "", "identite.nom_naissance", "identite.prenom", "identite.ne_le", "ine.valeur", "adresse.ligne",
        "adresse.complement1", "adresse.complement2", "", "adresse.code_postal", "adresse.commune", "adresse.pays",
        "identite.telephone", "identite.courriel", "bac.serie", "", "", "candidatures.formation", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("ine", [["0199000001", "Z"], ["0199000001Z", "Z"], ["0199000001Z", ""], ["019900000", "1Z"]])
def test_the_key_of_an_ine_in_a_column_of_its_own_completes_it_in_any_table(ine: list[str]) -> None:
    [line] = read([["Nom", "Prénom", "N° INE", "Clé INE"], ["KERMAREC", "Maëlle", *ine]]).lignes
    assert line.valeurs["ine.valeur"] == "0199000001Z"


def test_headings_of_two_lines_are_those_of_the_line_that_says_more() -> None:
    groups = ["Candidat", "", "Baccalauréat", ""]
    source = read([groups, ["Nom", "Prénom", "Bac Série", "Bac Année"], ["KERMAREC", "Maëlle", "STMG", "2022"]])
    assert source.lignes[0].lieu.ligne == 3
    assert source.lignes[0].valeurs["bac.annee"] == "2022"


def test_candidacies_of_parcoursup_are_read_by_their_newest_year_and_their_doubles_are_kept() -> None:
    source = read(tableaux.donnees())
    [line] = source.lignes
    assert line.valeurs == {
        "identifiants.PARCOURSUP": "9000001",
        "identite.nom_naissance": "KERMAREC",
        "identite.prenom": "Maëlle",
        "identite.civilite": "Mme",
        "identite.ne_le": "07/03/2008",
        "dossier.boursier": "Non boursier",
        "bac.serie": "NBGE",
        "bac.etablissement_libre": "Lycée Nouveau Inventé",
    }
    twice = [one for one in source.colonnes if one.entete.startswith("Moyenne candidat")]
    assert [(one.rang, one.chemin) for one in twice] == [(13, ""), (15, "")]
    assert {one.entete for one in known(csv(tableaux.donnees())).inconnues} == {
        "Moyenne candidat en Mathématiques Trimestre 1", "Moyenne classe en Mathématiques Trimestre 1"}  # fmt: skip


def test_of_a_code_and_a_label_of_others_the_label_is_read_whichever_comes_first() -> None:
    header = ["Candidat - Code", "Candidat - Nom", "Série (Code)", "Série - Libellé"]
    [line] = read([header, ["9000001", "KERMAREC", "G", "Générale"]]).lignes
    assert line.valeurs["bac.serie"] == "NBGE"


def test_a_student_of_pegase_is_read_back() -> None:
    [line] = read(tableaux.pegase()).lignes
    assert line.valeurs["identite.civilite"] == "Mme"
    assert line.valeurs["identite.autres_prenoms"] == "Rose, Anne"
    assert line.valeurs["identite.commune_naissance"] == "29019"
    assert line.valeurs["adresse.ligne"] == "4 rue de l'Exemple"
    assert line.valeurs["ine.valeur"] == "000000000ZZ"


def test_the_columns_of_pegase_before_its_version_28_are_known() -> None:
    header = ["numero_candidat", "sexe", "nom_famille", "nom_usuel", "prenom", "prenom2", "prenom3", "date_naissance",
              "code_pays_naissance", "code_commune_naissance", "libelle_commune_naissance", "code_nationalite", "ine",
              "adresse_code_pays", "adresse_ligne1_etage", "adresse_ligne2_batiment", "adresse_ligne3_voie",
              "adresse_ligne4_complement", "adresse_code_postal", "adresse_code_commune", "adresse_cp_ville_etranger",
              "numero_telephone1", "numero_telephone2", "courriel"]  # fmt: skip
    found = known(csv([header, ["K7P2M9QX", "M", "LE GOFF", "", "Yann", *[""] * 19]]))
    assert found.profil.code == "pegase"
    assert all(one.chemin for one in found.colonnes)


def test_no_profile_brings_in_a_decision() -> None:
    things = {source.chemin.partition(".")[0] for one in PROFILS.values() for source in one.sources} - {""}
    assert things == {
        "identifiants", "identite", "adresse", "bac", "cursus_internes", "cursus_externes", "dossier", "candidatures",
        "ine", "etiquettes", "notes", "formation", "campagne",
    }  # fmt: skip


def test_a_calendar_in_our_own_words_is_known_under_its_title() -> None:
    source = read(tableaux.calendrier())
    assert (source.profil, source.lignes[0].lieu.ligne) == ("formations", 3)
    assert source.lignes[0].valeurs == {
        "formation.code": "L3INFO",
        "formation.debut_depot": "01/03/2027",
        "formation.fin_depot": "02/05/2027",
        "formation.capacite": "40",
    }


def test_any_table_is_proposed_by_its_headings_and_known_again_by_them() -> None:
    tables = read_tables(xlsx(("Suivi", tableaux.libre())))
    found = reconnaitre(tables)
    assert [one.chemin for one in found.colonnes] == [
        "ine.valeur", "identite.nom_naissance", "identite.prenom", "identite.ne_le", "adresse.code_postal",
        "adresse.commune", "identite.portable", "",
    ]  # fmt: skip
    assert words(found.pourquoi) == "Tableau d’un genre inconnu\u00a0: 7 colonnes sont proposées d’après leur intitulé."
    chosen = ["ine.valeur", "identite.nom_usage", "", "", "", "", "", "notes"]
    again = reconnaitre(tables, connues={table_key(tableaux.libre()[1]): chosen})
    assert [one.chemin for one in again.colonnes] == chosen
    [line] = lire(tables, again, lists=LISTS).lignes
    assert line.valeurs == {"ine.valeur": "000000000ZZ", "identite.nom_usage": "KERMAREC", "notes": "vert"}


def test_a_column_may_be_given_another_field_or_none() -> None:
    tables = read_tables(csv(tableaux.ecandidat(["No dossier", "Nom patronymique", "Prénom"])))
    found = reconnaitre(tables)
    une = lire(tables, found, choix={1: "identite.nom_usage", 2: ""}).lignes[0]
    assert une.valeurs == {"identifiants.ECANDIDAT": "K7P2M9QX", "identite.nom_usage": "KERMAREC"}
    assert une.brut == ("K7P2M9QX", "KERMAREC", "Maëlle")


def test_a_header_is_the_same_whatever_its_case_accents_year_or_format() -> None:
    same = (
        "Date de Naissance",
        " date de  naissance * ",
        "DATE DE NAISSANCE (jj/mm/aaaa)",
        "Date de naissance 2025/26",
        "Date de naissance (2025-2026)",
        "Date de naissance 2026",
    )
    assert {plain_header(one) for one in same} == {"date de naissance"}
    assert plain_header("N° dossier") == plain_header("No dossier") == plain_header("Numéro dossier")
    assert plain_header("Né(e) le") == plain_header("Né le")
    assert plain_header("Série (Code)") != plain_header("Série")


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("identite.ne_le", "2004-03-07", "07/03/2004"),
        ("identite.ne_le", "2004-03-07T00:00:00Z", "07/03/2004"),
        ("identite.ne_le", "7/3/2004 00:00", "07/03/2004"),
        ("identite.ne_le", "38053", "07/03/2004"),
        ("identite.ne_le", "1987", "1987"),
        ("identite.ne_le", "03/2004", "03/2004"),
        ("identite.portable", "600000000", "0600000000"),
        ("identite.portable", "600000000.0", "0600000000"),
        ("identite.nom_naissance", "  LE   GOFF ", "LE GOFF"),
        ("ine.valeur", "0 19900000 1z", "0199000001Z"),
        ("bac.moyenne", "14.5", "14,5"),
        ("bac.mention", "Admis sans mention", "P"),
        ("bac.mention", "Très bien avec félicitations du jury", "TBF"),
        ("bac.annee", "2021/2022", "2022"),
        ("bac.annee", "2021-22", "2022"),
        ("bac.annee", "2022,0", "2022"),
        ("identite.civilite", "Féminin", "Mme"),
        ("identite.civilite", "MELLE", "Mme"),
        ("dossier.boursier", "O", "oui"),
        ("dossier.boursier", "0", "non"),
        ("identite.civilite", "Autre", "Autre"),
        ("identifiants.PARCOURSUP", "9000001.0", "9000001"),
        ("formation.version_etape", "261.0", "261"),
        ("notes", "deux\nlignes", "deux\nlignes"),
        ("cursus_externes.3.annee", "2023-2024", "2024"),
    ],
)
def test_texts_of_others_become_what_our_forms_read(path: str, text: str, expected: str) -> None:
    assert conversion_of(path)(text.strip())[0] == expected


def test_a_year_of_two_figures_is_refused_because_nobody_says_its_century() -> None:
    [line] = read([["No dossier", "Nom patronymique", "Date de naissance"], ["K7P2M9QX", "LE GOFF", "07/03/04"]]).lignes
    assert [(path, words(why)) for path, why in line.fautes.items()] == [
        ("identite.ne_le", "Année sur deux chiffres\u00a0: écrivez-en quatre.")
    ]


def _born(*days: str) -> SourceLue:
    rows = [[f"K7P2M9Q{n}", "LE GOFF", day] for n, day in enumerate(days)]
    return read([["No dossier", "Nom patronymique", "Date de naissance"], *rows])


def test_a_column_that_puts_the_month_first_is_read_so_and_told() -> None:
    source = _born("03/07/2004", "12/25/2003", "05/05/2004")
    assert [one.valeurs["identite.ne_le"] for one in source.lignes] == ["07/03/2004", "25/12/2003", "05/05/2004"]
    assert [words(one) for one in source.remarques] == [
        "La colonne «\u00a0Date de naissance\u00a0» écrit le mois avant le jour\u00a0: ses dates sont lues ainsi."
    ]


def test_a_day_that_may_be_read_twice_is_refused_in_a_column_of_both_orders() -> None:
    source = _born("03/07/2004", "12/25/2003", "25/12/2003", "05/05/2004", "32/13/2004")
    assert [sorted(one.fautes) for one in source.lignes] == [["identite.ne_le"], [], [], [], ["identite.ne_le"]]
    assert [one.valeurs["identite.ne_le"] for one in source.lignes[1:4]] == ["25/12/2003", "25/12/2003", "05/05/2004"]
    assert words(source.lignes[0].fautes["identite.ne_le"]) == (
        "Cette colonne écrit tantôt le jour, tantôt le mois d’abord\u00a0: précisez."
    )
    assert [words(one) for one in source.remarques] == [
        "La colonne «\u00a0Date de naissance\u00a0» écrit tantôt le jour, tantôt le mois d’abord\u00a0: vérifiez."
    ]


def test_a_place_says_its_country_unless_two_countries_have_its_name() -> None:
    header = ["No dossier", "Nom patronymique", "Ville de naissance", "Code postal", "Commune", "Bac Département"]
    [line] = read([header, ["K7P2M9QX", "LE GOFF", "BREST", "29200", "BREST", "FINISTERE"]]).lignes
    assert {path: text for path, text in line.valeurs.items() if "pays" in path or "naissance" in path} == {
        "identite.nom_naissance": "LE GOFF",
        "identite.ville_naissance": "BREST",
        "adresse.pays": "France",
        "bac.pays": "France",
    }
    tables = read_tables(csv([header[:3], ["K7P2M9QX", "LE GOFF", "BREST"]]))
    [alone] = lire(tables, reconnaitre(tables)).lignes
    assert alone.valeurs["identite.commune_naissance"] == "BREST"


def test_a_postal_code_of_france_gets_its_zero_back_and_it_is_told() -> None:
    rows = [["K7P2M9QX", "A", "1000", "FRANCE"], ["K7P2M9QY", "B", "1000", "BELGIQUE"]]
    here, abroad = read([["No dossier", "Nom patronymique", "Code postal", "Pays"], *rows]).lignes
    assert (here.valeurs["adresse.code_postal"], abroad.valeurs["adresse.code_postal"]) == ("01000", "1000")
    assert [words(one) for one in here.remarques] == ["Code postal 1000\u00a0: le zéro de tête est remis."]
    assert not abroad.remarques


def test_cells_are_texts_and_what_protects_a_formula_is_taken_off_again() -> None:
    from datetime import date, datetime

    cells = ["'=1+1", "'+33600000000", "'quoted", 12.0, 14.5, True, None, date(2004, 3, 7), datetime(2004, 3, 7), 12]
    assert [cell_text(cell) for cell in cells] == [
        "=1+1", "+33600000000", "'quoted", "12", "14,5", "oui", "", "07/03/2004", "07/03/2004", "12",
    ]  # fmt: skip
    assert cell_text(datetime(2004, 3, 7, 9, 30)) == "07/03/2004 09:30"


def test_a_number_of_days_of_a_spreadsheet_is_read_and_told() -> None:
    day, told = conversion_of("identite.ne_le")("38053")
    assert (day, [words(one) for one in told]) == (
        "07/03/2004",
        ["«\u00a038053\u00a0» compte les jours d’un tableur\u00a0: lu 07/03/2004."],
    )
    for text in ("7.3.04", "31/02/2004", "inconnue"):
        with pytest.raises(Fault):
            conversion_of("identite.ne_le")(text)


def test_a_line_with_more_cells_than_columns_is_told() -> None:
    header = ["No dossier", "Nom patronymique", "Prénom", "Commune"]
    lines = [["K7P2M9QX", "LE GOFF", "Yann", "Brest", "Quimper"], ["K7P2M9QZ", "RIOU", "Anne", "Brest", "", ""]]
    tables = read_tables(csv([header, *lines]))
    longer, whole = lire(tables, reconnaitre(tables)).lignes
    assert [words(one) for one in longer.remarques] == [
        "Cette ligne a plus de cases qu’il n’y a de colonnes\u00a0: vérifiez-la."
    ]
    assert longer.brut == ("K7P2M9QX", "LE GOFF", "Yann", "Brest", "Quimper")
    assert (whole.remarques, whole.fautes, longer.fautes) == ((), {}, {})


@pytest.mark.parametrize("between", [["Brest", "K7P2M9QY"], ["BrestK7P2M9QY"]])
def test_several_records_of_one_line_are_not_taken_for_the_first_of_them(between: list[str]) -> None:
    header = ["No dossier", "Nom patronymique", "Prénom", "Commune"]
    data = csv([header, ["K7P2M9QX", "LE GOFF", "Yann", *between, "RIOU", "Anne", "Brest"]])
    [line] = lire(read_tables(data), known(data)).lignes
    assert [(path, words(why)) for path, why in line.fautes.items()] == [
        ("identifiants.ECANDIDAT", "Plusieurs lignes n’en font qu’une\u00a0: séparez-les dans le fichier.")
    ]


@pytest.mark.parametrize("path", ["identite.nationalite", "identite.pays_naissance", "adresse.pays", "bac.pays"])
@pytest.mark.parametrize(
    "text",
    [
        "COREE (REPUBLIQUE DE)",
        "CONGO (REPUBLIQUE DEMOCRATIQUE)",
        "COTE D'IVOIRE",
        "FR",
        "100",
        "VATICAN, ou SAINT-SIEGE",
    ],
)
def test_a_country_is_found_as_national_lists_write_it(path: str, text: str) -> None:
    field = field_at(path)
    assert field is not None
    assert field.reader.read(conversion_of(path)(text)[0], LISTS, {}).startswith("99")


@pytest.mark.parametrize("text", ["FRANCAIS(E)", "ALGERIEN(NE)", "FR", "Marocaine"])
def test_a_nationality_is_found_as_the_student_records_write_it(text: str) -> None:
    field = field_at("identite.nationalite")
    assert field is not None
    assert field.reader.read(conversion_of("identite.nationalite")(text)[0], LISTS, {}).startswith("99")


@pytest.mark.parametrize("code", PROFILS)
def test_the_first_header_of_each_column_is_of_that_column_alone(code: str) -> None:
    """A template has a column each, and reads back."""
    own = [source for source in PROFILS[code].sources if source.chemin and code != "libre"]
    firsts = [plain_header(source.entetes[0]) for source in own]
    assert len(firsts) == len(set(firsts))
    assert all(PROFILS[code].par_entete[plain_header(source.entetes[0])] is source for source in own)


def test_every_code_of_a_profile_can_be_typed() -> None:
    assert all(re.fullmatch("[a-z-]+", code) for code in PROFILS)
