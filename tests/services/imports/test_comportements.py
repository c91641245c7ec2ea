"""What an import owes to who uses it, in the order in which offices ask for it: one test a behaviour, by its number."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.decisions import COLONNES
from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import DEMANDER, REMPLACER, ChoixImport, Endroit
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import Correspondance, ImportFait
from scolarite_desk.models.tables.journal import Travail
from scolarite_desk.models.tables.personne import Adresse, Personne
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services.campagnes import open_campaign
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.exports import export_decisions
from scolarite_desk.services.identifiants import add_identifier, record_ine
from scolarite_desk.services.imports import appliquer, apply_import, plan_import
from scolarite_desk.services.imports.appliquer import TakenBack
from scolarite_desk.services.imports.erreurs import write_errors
from scolarite_desk.services.imports.fichier import read_file
from scolarite_desk.services.imports.gabarit import write_template
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.store.queries.decisions import Filter
from tests.exchange.imports.fabrique import fichiers
from tests.exchange.imports.fabrique.fichiers import xlsx
from tests.services.comptes import colleague
from tests.services.conftest import FRENCH, Desk, desk, founded
from tests.services.imports.conftest import MAELLE, YANN, actions, planned, source, taken

__all__ = ["desk", "founded"]

ADMIS = (
    "Numéro candidat;Nom;Prénom;Etat civil;Date de Naissance;e-mail du candidat;Téléphone mobile;Code postal;Commune;"
    "Pays\r\n"
    "9000001;KERMAREC;Maëlle;Mme;07/03/2004;maelle@exemple.org;0639981204;1000;BOURG-EN-BRESSE;\r\n"
    "9000002;LE GOFF;Yann;M.;12/11/2003;;639981205;29200;BREST;\r\n"
)


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "admis.csv") -> Path:
    """A file of that text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_1_a_file_is_known_by_its_headers_and_says_why(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path, ADMIS)
    found = read_file(desk.store, path)
    assert found.profil == "parcoursup-admis"
    assert "Numéro candidat" in kept(found.pourquoi)
    assert read_file(desk.store, path, profil="libre").profil == "libre", "whoever knows better says so"


def test_2_each_line_is_read_in_its_own_encoding_and_it_is_told(desk: Desk, tmp_path: Path) -> None:
    head, *lines = ADMIS.replace("LE GOFF;Yann", "LE GOFF;Noé").splitlines(keepends=True)
    path = tmp_path / "admis.csv"
    path.write_bytes(b"".join((head.encode(), lines[0].encode(), lines[1].encode("cp1252"))))
    found = read_file(desk.store, path)
    assert [one.valeurs["identite.prenom"] for one in found.lignes] == ["Maëlle", "Noé"]
    assert any("1252" in kept(one) for one in found.remarques), found.remarques


def test_2_whoever_knows_better_says_the_sheet_and_the_line_of_headings(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[str]] = [["Numéro candidat", "Nom", "Etat civil"], ["1", "AUTRE", "M."]]
    later = [
        ["Exporté le", "07/07/2026"],
        *rows,
        ["Numéro candidat", "Prénom", "Etat civil"],
        ["9000001", "Zoé", "Mme"],
    ]
    path = tmp_path / "admis.xlsx"
    path.write_bytes(xlsx(("Un", rows), ("Deux", later)))
    found = read_file(desk.store, path, feuille="Deux", entete=4)
    assert [one.valeurs for one in found.lignes] == [
        {"identifiants.PARCOURSUP": "9000001", "identite.prenom": "Zoé", "identite.civilite": "Mme"}
    ]
    assert (found.lignes[0].lieu.feuille, found.lignes[0].lieu.ligne) == ("Deux", 5)


def test_3_headers_are_known_whatever_their_case_their_accents_or_their_year(desk: Desk, tmp_path: Path) -> None:
    odd = ADMIS.replace("Date de Naissance", " DATE  DE NAISSANCE 2025/2026").replace("Commune;", "Filière inconnue;")
    found = read_file(desk.store, written(tmp_path, odd))
    assert found.lignes[0].valeurs["identite.ne_le"] == "07/03/2004"
    [unknown] = [one for one in found.colonnes if one.entete == "Filière inconnue"]
    assert unknown.chemin == "", "listed, and no fault"


def test_4_the_raw_text_of_each_line_stands_beside_what_is_taken_of_it(desk: Desk, tmp_path: Path) -> None:
    plan = plan_import(desk.store, read_file(desk.store, written(tmp_path, ADMIS)))
    assert (plan.lignes[0].brut[7], plan.lignes[0].valeurs["adresse.code_postal"]) == ("1000", "01000")


def test_5_texts_are_converted_to_what_forms_take_and_what_was_done_is_told(desk: Desk, tmp_path: Path) -> None:
    found = read_file(desk.store, written(tmp_path, ADMIS))
    first, second = found.lignes
    assert first.valeurs["adresse.code_postal"] == "01000"
    assert second.valeurs["identite.portable"].replace(" ", "").endswith("639981205")
    assert first.remarques, "a postcode that lost its zero is told"


def test_6_a_text_that_no_list_knows_is_asked_once_then_remembered(desk: Desk) -> None:
    lines = [{**one, "identite.nationalite": "Bretonne"} for one in (MAELLE, YANN)]
    plan = planned(desk, *lines)
    assert actions(plan) == ["douteux", "douteux"]
    [asked] = plan.inconnus
    assert (asked.chemin, asked.texte, asked.lignes) == ("identite.nationalite", "Bretonne", 2)
    assert any(label.startswith("Br") for _, label in asked.propositions), asked.propositions
    told = {("identite.nationalite", "Bretonne"): "99100"}
    assert taken(desk, *lines, correspondances=told).creees == 2
    assert {one.nationalite for one in desk.rows(select(Personne))} == {"99100"}
    assert actions(planned(desk, *lines)) == ["inchange", "inchange"], "nobody is asked again"
    assert [one.texte for one in desk.rows(select(Correspondance))] == ["bretonne"]


def test_6_a_formation_of_another_name_is_asked_too(desk: Desk) -> None:
    line = {**MAELLE, "candidatures.formation": "Licence Informatique 2e année"}
    [asked] = planned(desk, line).inconnus
    assert asked.propositions[0][0] == "L2INF"
    assert taken(desk, line, correspondances={(asked.chemin, asked.texte): "L2INF"}).creees == 1


def test_7_a_number_of_the_source_comes_first_then_the_ine(desk: Desk) -> None:
    one = desk.owner(desk.person("MORVAN", "Anne", "2001-01-01"))
    desk(add_identifier, one, "PARCOURSUP", "9000001")
    other = desk.owner(desk.person("GUILLOU", "Paul", "2002-02-02"))
    desk(record_ine, other, "0199000001Z")
    anne = {"identifiants.PARCOURSUP": "9000001", "identite.nom_naissance": "MORVAN-LE BRAS", "identite.prenom": "Anne"}
    assert actions(planned(desk, anne)) == ["inchange"], "a name that changed is the same person’s"
    paul = {"identifiants.INE": "0199000001Z", "identite.nom_naissance": "GUILLOU", "identite.prenom": "Paul"}
    assert actions(planned(desk, paul)) == ["inchange"]
    both = {**anne, "identifiants.INE": "0199000001Z"}
    [line] = planned(desk, both).lignes
    assert line.action == "douteux"
    assert {each.personne for each in line.suspects} == {one, other}


def test_7_nobody_is_recognised_by_a_name_alone(desk: Desk) -> None:
    known = desk.owner(desk.person("Kermarec", "Maelle", "2004-03-07"))
    [line] = planned(desk, MAELLE).lignes
    assert (line.action, [one.personne for one in line.suspects]) == ("douteux", [known])
    assert taken(desk, MAELLE).creees == 0, "what is doubtful waits"
    homonym = {**MAELLE, "identite.ne_le": "08/03/1999"}
    assert actions(planned(desk, homonym)) == ["creer"], "another birth day is somebody else"
    dateless = {name: one for name, one in MAELLE.items() if name != "identite.ne_le"}
    assert actions(planned(desk, dateless)) == ["douteux"]
    assert taken(desk, MAELLE, reglees={Endroit(2): known}).creees == 1
    assert [one.personne_id for one in desk.rows(select(Dossier))] == [known]


def test_7_a_look_alike_may_be_somebody_else(desk: Desk) -> None:
    desk.person("Kermarec", "Maelle", "2004-03-07")
    assert taken(desk, MAELLE, reglees={Endroit(2): ""}).creees == 1
    assert len(desk.rows(select(Personne))) == 2


def test_7_a_number_that_leads_to_somebody_else_altogether_is_doubted(desk: Desk) -> None:
    desk(add_identifier, desk.owner(desk.person("QUEMENER", "Luc", "1980-01-01")), "PARCOURSUP", "9000001")
    [line] = planned(desk, MAELLE).lignes
    assert (line.action, line.suspects[0].nom) == ("douteux", "QUEMENER Luc")


def test_7_a_candidature_is_of_a_person_a_formation_and_a_campaign(desk: Desk) -> None:
    second = {**MAELLE, "candidatures.formation": "Master 1 Biologie"}
    assert taken(desk, MAELLE, second).creees == 2
    assert len(desk.rows(select(Personne))) == len(desk.rows(select(Dossier))) == 1
    assert len(desk.rows(select(Candidature))) == 2


def test_7_twins_of_one_file_are_told_before_the_base_is_looked_at(desk: Desk) -> None:
    plan = planned(desk, MAELLE, YANN, MAELLE)
    assert actions(plan) == ["creer", "creer", "rejete"]
    assert "ligne 2" in kept(plan.lignes[2].message)
    numberless = {name: one for name, one in MAELLE.items() if not name.startswith("identifiants")}
    plan = planned(desk, numberless, {**numberless, "candidatures.formation": "M1BIO"})
    assert actions(plan) == ["creer", "douteux"]
    assert [one.personne for one in plan.lignes[1].suspects] == ["ligne:2"]
    settled = {Endroit(3): "ligne:2"}
    assert taken(desk, numberless, {**numberless, "candidatures.formation": "M1BIO"}, reglees=settled).creees == 2
    assert len(desk.rows(select(Personne))) == 1


def test_7_a_dossier_of_another_desk_is_not_made_a_second_time(desk: Desk) -> None:
    line = {"dossier.numero": "AAK7P2M9", **MAELLE}
    [read] = planned(desk, line, profil="desk").lignes
    assert (read.action, read.suspects) == ("douteux", ())
    assert taken(desk, line, profil="desk", reglees={Endroit(2): ""}).creees == 1


def test_7_a_file_of_another_year_is_not_taken_for_this_one(desk: Desk) -> None:
    taken(desk, MAELLE)
    [numero] = [one.numero for one in desk.rows(select(Dossier))]
    other = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"})
    desk(open_campaign, other)
    line = {"dossier.numero": numero, "identite.nom_naissance": "KERMAREC", "identite.prenom": "Maëlle"}
    assert actions(planned(desk, line, profil="desk", campagne=desk.campagne)) == ["inchange"]
    [read] = planned(desk, line, profil="desk", campagne=other).lignes
    assert read.action == "douteux"
    assert "autre campagne" in kept(read.message)
    assert taken(desk, line, profil="desk", campagne=other, reglees={Endroit(2): read.suspects[0].personne}).creees == 1


def test_8_what_is_blank_is_filled_and_a_blank_cell_empties_nothing(desk: Desk) -> None:
    taken(desk, {**MAELLE, "identite.courriel": "maelle@exemple.org"})
    line = {**MAELLE, "identite.courriel": "autre@exemple.org", "adresse.ligne": "4 rue du Pré"}
    [read] = planned(desk, line).lignes
    assert read.action == "modifier"
    told = {one.chemin: (one.avant, one.apres, kept(one.garde)) for one in read.ecarts}
    assert told["identite.courriel"] == ("maelle@exemple.org", "autre@exemple.org", "déjà rempli ici")
    taken(desk, line)
    assert [one.ligne for one in desk.rows(select(Adresse))] == ["4 rue du Pré"]
    assert taken(desk, {**MAELLE, "identite.courriel": "", "adresse.ligne": "  "}, politique=REMPLACER).modifiees == 0
    assert [one.courriel for one in desk.rows(select(Personne))] == ["maelle@exemple.org"]


def test_8_what_was_edited_here_since_the_last_import_stays_whatever_the_policy(desk: Desk) -> None:
    taken(desk, {**MAELLE, "identite.courriel": "maelle@exemple.org", "identite.portable": "0639981204"})
    [person] = desk.rows(select(Personne))
    desk(correct, "identite.courriel", person.id, "guichet@exemple.org")
    desk(correct, "identite.portable", person.id, None)
    line = {**MAELLE, "identite.courriel": "neuf@exemple.org", "identite.portable": "0639981206"}
    [read] = planned(desk, {**line, "identite.prenom": "Maëlle-Anne"}, politique=REMPLACER).lignes
    told = {one.chemin: kept(one.garde) for one in read.ecarts}
    assert told == {
        "identite.courriel": "modifié ici depuis le dernier import",
        "identite.portable": "vidé ici depuis le dernier import",
        "identite.prenom": "",
    }
    taken(desk, {**line, "identite.prenom": "Maëlle-Anne"}, politique=REMPLACER)
    [person] = desk.rows(select(Personne))
    assert (person.courriel, person.portable, person.prenom) == ("guichet@exemple.org", None, "Maëlle-Anne")


def test_8_a_policy_by_field_and_what_is_asked_waits_for_an_answer(desk: Desk) -> None:
    taken(desk, {**MAELLE, "identite.courriel": "un@exemple.org", "identite.prenom_usage": "Mael"})
    line = {**MAELLE, "identite.courriel": "deux@exemple.org", "identite.prenom_usage": "Maé"}
    [read] = planned(desk, line, par_champ={"identite.courriel": DEMANDER}).lignes
    assert (read.action, read.champ) == ("douteux", "identite.courriel")
    for answer, kept_ in ((False, "un@exemple.org"), (True, "deux@exemple.org")):
        told = {(Endroit(2), "identite.courriel"): answer}
        taken(desk, line, par_champ={"identite.courriel": DEMANDER}, tranchees=told)
        assert [one.courriel for one in desk.rows(select(Personne))] == [kept_]


def test_8_columns_that_merge_together_stay_together(desk: Desk) -> None:
    first = {"adresse.pays": "France", "adresse.code_postal": "29200", "adresse.commune": "Brest"}
    taken(desk, {**MAELLE, **first})
    moved = {**MAELLE, "adresse.code_postal": "35000", "adresse.ville": "Rennes Cedex", "adresse.ligne": "1 rue Neuve"}
    taken(desk, moved)
    [home] = desk.rows(select(Adresse))
    assert (home.code_postal, home.ville, home.ligne) == ("29200", None, "1 rue Neuve"), "half of a place is nobody’s"


def test_9_the_report_says_what_each_line_would_do_and_every_fault_at_once(desk: Desk) -> None:
    taken(desk, YANN)
    wrong = {**MAELLE, "identite.ne_le": "31/02/2004", "identite.courriel": "pas un courriel"}
    plan = planned(desk, wrong, YANN)
    assert plan.compte() == {"creer": 0, "modifier": 0, "inchange": 1, "douteux": 0, "rejete": 1}
    told = kept(plan.lignes[0].message)
    assert told.startswith("Ligne 2 – "), told
    assert {"31/02/2004", "pas un courriel"} <= set(told.split("\u00a0")), "all the faults of a line, not its first"


@pytest.fixture
def tens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lots of ten: as many lots, a tenth of the lines."""
    assert appliquer.LOT == 100
    monkeypatch.setattr(appliquer, "LOT", 10)


@pytest.mark.usefixtures("tens")
def test_10_lots_of_a_hundred_under_one_that_one_undo_takes_back(desk: Desk) -> None:
    before, lines = desk.digest().value, many(23)
    seen: list[tuple[int, int]] = []
    plan = planned(desk, *lines)
    report = apply_import(desk.store, plan, Progress(lambda done, total: seen.append((done, total))))
    assert (report.creees, seen) == (23, [(0, 23), (10, 23), (20, 23), (23, 23)])
    works = desk.rows(select(Travail).where(Travail.acte == "import_rows").order_by(Travail.numero))
    assert [one.cible for one in works] == ["", report.lot, report.lot]
    undo(desk.store)
    assert desk.digest().value == before


def test_10_all_or_nothing_writes_nothing_when_a_line_is_wrong(desk: Desk) -> None:
    wrong = {**MAELLE, "identite.ne_le": "hier"}
    with pytest.raises(Refused, match="Tout ou rien"):
        taken(desk, YANN, wrong, strict=True)
    assert desk.rows(select(Dossier)) == []
    assert taken(desk, YANN, wrong).creees == 1, "else the others come in"


@pytest.mark.usefixtures("tens")
def test_10_stopped_half_way_whole_lines_are_there_and_the_same_file_goes_on(desk: Desk) -> None:
    lines = many(23)
    step = Progress(lambda done, _total: step.cancel() if done == 10 else None)
    with pytest.raises(Cancelled):
        apply_import(desk.store, planned(desk, *lines), step)
    assert len(desk.rows(select(Dossier))) == 20
    again = planned(desk, *lines)
    assert again.compte() == {"creer": 3, "modifier": 0, "inchange": 20, "douteux": 0, "rejete": 0}
    assert apply_import(desk.store, again).creees == 3


@pytest.mark.usefixtures("tens")
def test_10_all_or_nothing_takes_back_what_it_did_before_it_was_stopped(desk: Desk) -> None:
    before = desk.digest().value
    step = Progress(lambda done, _total: step.cancel() if done == 10 else None)
    with pytest.raises(Cancelled):
        apply_import(desk.store, planned(desk, *many(23), strict=True), step)
    assert desk.digest().value == before


@pytest.mark.usefixtures("tens")
def test_10_all_or_nothing_takes_all_back_where_a_line_no_longer_holds(desk: Desk) -> None:
    lines = many(23)
    plan = planned(desk, *lines, strict=True)
    taken(desk, {**lines[-1], "identifiants.PARCOURSUP": ""})  # somebody alike, since it was looked at
    before = desk.digest().value
    with pytest.raises(TakenBack):
        apply_import(desk.store, plan)
    assert desk.digest().value == before


def test_11_lines_that_were_left_come_back_as_they_were_with_why_and_are_taken_once_mended(
    desk: Desk, tmp_path: Path
) -> None:
    path = written(tmp_path, ADMIS.replace("07/03/2004", "31/02/2004").replace("maelle@exemple.org", "'=1+1"))
    found = read_file(desk.store, path)
    of = ChoixImport(formation=desk.licence)
    plan = plan_import(desk.store, found)
    assert any("dites laquelle" in kept(one) for one in plan.remarques), "told before it is refused"
    with pytest.raises(Refused, match="ne nomme pas de formation"):
        apply_import(desk.store, plan)
    report = apply_import(desk.store, plan_import(desk.store, found, of))
    with pytest.raises(Refused, match=r"en \.xlsx, \.ods, \.csv"):
        write_errors(desk.store, found, report.laissees, tmp_path / "reste.pdf", FRENCH)
    for name in ("reste.csv", "reste.xlsx", "reste.ods", "reste.json"):
        left = tmp_path / name
        write_errors(desk.store, found, report.laissees, left, FRENCH)
        back = read_file(desk.store, left, profil="parcoursup-admis")
        assert [one.entete.capitalize() for one in back.colonnes[-2:]] == ["Ligne", "Erreurs"]
        [row] = back.lignes
        assert row.brut[: len(found.colonnes)] == report.laissees[0].brut, "untouched"
        assert row.brut[-2] == "2"
        assert "31/02/2004" in row.brut[-1]
    mended = (tmp_path / "reste.csv").read_text("utf-8-sig").replace(";31/02/2004;", ";28/02/2004;")
    mended = mended.replace("=1+1", "").replace("'", "")
    again = plan_import(desk.store, read_file(desk.store, written(tmp_path, mended, name="reste.csv")), of)
    assert actions(again) == ["creer"], [kept(one.message) for one in again.lignes]


def test_12_the_same_file_again_is_told_and_changes_nothing(desk: Desk) -> None:
    taken(desk, MAELLE, YANN)
    before, last = desk.digest().value, desk.number()
    plan = planned(desk, MAELLE, YANN)
    assert any("déjà importé" in kept(one) for one in plan.remarques)
    report = apply_import(desk.store, plan)
    assert (report.creees, report.modifiees, report.inchangees, report.lot) == (0, 0, 2, "")
    assert (desk.digest().value, desk.number()) == (before, last)


def test_13_who_a_whole_list_no_longer_names_is_told_when_it_is_asked_and_nothing_is_deleted(desk: Desk) -> None:
    taken(desk, MAELLE, YANN)
    [gone] = [one.numero for one in desk.rows(select(Dossier).order_by(Dossier.id).limit(1))]
    assert planned(desk, YANN).absents == ()
    plan = planned(desk, YANN, complete=True, formation=desk.licence)
    assert plan.absents == (gone,)
    apply_import(desk.store, plan)
    assert len(desk.rows(select(Candidature).where(Candidature.retire_le.is_(None)))) == 2
    for formation, absents in ((desk.master, ()), (desk.licence, (gone,))):  # whose file is of one formation alone
        here = colleague(desk.store, "responsable", {"formation": [formation]})
        assert plan_import(here, source(YANN), ChoixImport(complete=True)).absents == absents


def test_14_an_import_says_who_when_which_file_and_how_many_and_is_taken_back_whole(desk: Desk) -> None:
    before = desk.digest().value
    taken(desk, MAELLE, YANN)
    [done] = desk.rows(select(ImportFait))
    assert (done.profil, done.fichier, done.fait_par, done.lignes, done.creees) == (
        "parcoursup-admis", "admis.csv", "Claire", 2, 2,
    )  # fmt: skip
    after = desk.digest().value
    undo(desk.store)
    assert desk.digest().value == before
    redo(desk.store)
    assert desk.digest().value == after


def test_15_a_template_marks_what_it_needs_says_what_is_admitted_and_is_read_back(desk: Desk, tmp_path: Path) -> None:
    for profil in ("parcoursup-admis", "monmaster", "ecandidat", "pegase", "libre"):
        path = tmp_path / f"{profil}.xlsx"
        write_template(desk.store, profil, path, FRENCH)
        data, admitted = read_tables(path.read_bytes())
        head = [str(one) for one in data.lignes[0][1]]
        assert profil == "libre" or any(one.endswith(" *") for one in head), head
        assert admitted.nom == "Valeurs admises"
        found = read_file(desk.store, path, profil=profil, feuille=data.nom)
        assert (found.profil, found.lignes) == (profil, ())
        assert profil == "libre" or all(one.chemin for one in found.colonnes), [
            one.entete for one in found.colonnes if not one.chemin
        ]


def test_16_our_own_export_taken_in_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    taken(desk, {**MAELLE, "identite.nationalite": "Française", "candidatures.date_retour": "15/08/2026"}, YANN)
    before = desk.digest().value
    taken(desk, {**YANN, "identite.ville_naissance": "Marseille"})  # of no country that is known
    every = [one.cle for one in COLONNES]
    for fmt, columns in (
        ("csv", None),
        ("xlsx", None),
        ("csv", every),
        ("xlsx", every),
        ("ods", every),
        ("json", every),
    ):
        path = tmp_path / f"decisions.{fmt}"
        export_decisions(desk.store, Filter(), fmt, path, Progress(), columns, langue=FRENCH)  # type: ignore[arg-type]
        after = desk.digest().value
        plan = plan_import(desk.store, read_file(desk.store, path))
        assert plan.source.profil == "desk"
        assert actions(plan) == ["inchange", "inchange"], [kept(one.message) for one in plan.lignes]
        assert apply_import(desk.store, plan).lot == ""
        assert desk.digest().value == after
    assert before


def test_17_the_sign_that_keeps_a_text_from_being_computed_is_taken_off_again(desk: Desk, tmp_path: Path) -> None:
    taken(desk, {**MAELLE, "adresse.ligne": "=4 rue du Pré"})
    path = tmp_path / "decisions.csv"
    columns = ["dossier", "nom_naissance", "prenom", "adresse_ligne", "formation", "nom_usage", "ecandidat"]
    export_decisions(desk.store, Filter(), "csv", path, Progress(), columns, langue=FRENCH)
    assert "'=4 rue du Pré" in path.read_text("utf-8-sig")
    plan = plan_import(desk.store, read_file(desk.store, path), ChoixImport(politique=REMPLACER))
    assert actions(plan) == ["inchange"], [one.ecarts for one in plan.lignes]


def many(count: int) -> list[dict[str, str]]:
    """So many persons, each with a number."""
    names = ("Anne", "Brieuc", "Corentin", "Denez", "Enora", "Fanch", "Gaud", "Herve", "Iffig", "Jakez")
    return [
        {
            "identifiants.PARCOURSUP": str(9_100_000 + rank),
            "identite.nom_naissance": f"LE {'ABCDEFGHIJ'[rank // 100]}{'abcdefghij'[rank // 10 % 10]}z",
            "identite.prenom": names[rank % 10],
            "identite.ne_le": f"{1 + rank % 28:02}/03/2004",
            "candidatures.formation": "L2INF",
        }
        for rank in range(count)
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_line_where_a_spreadsheet_shows_an_error_is_left_not_taken_without_it(
    desk: Desk, tmp_path: Path, form: str
) -> None:
    lines = [one.split(";") for one in ADMIS.replace("LE GOFF;Yann", "#REF!;Yann").splitlines()]
    path = tmp_path / f"admis.{form}"
    path.write_bytes(fichiers.csv(lines) if form == "csv" else fichiers.xlsx(("Admis", lines)))
    plan = plan_import(desk.store, read_file(desk.store, path))
    assert actions(plan) == ["creer", "rejete"]
    assert kept(plan.lignes[1].message) == (
        "Ligne 3 – Nom de naissance\u00a0: «\u00a0#REF!\u00a0» n’est pas pris. "
        "Le tableur y montre une erreur\u00a0: corrigez la cellule."
    )


def test_a_line_whose_formula_was_never_computed_is_left(desk: Desk, tmp_path: Path) -> None:
    lines = [one.split(";") for one in ADMIS.replace("12/11/2003", "=DATE(2003,11,12)").splitlines()]
    path = tmp_path / "admis.xlsx"
    path.write_bytes(fichiers.xlsx(("Admis", lines)))
    plan = plan_import(desk.store, read_file(desk.store, path))
    assert actions(plan) == ["creer", "rejete"]
    assert "jamais été calculée" in kept(plan.lignes[1].message)


def test_a_sheet_that_the_file_has_not_is_said_with_those_it_has(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "admis.xlsx"
    path.write_bytes(fichiers.xlsx(("Admis", [one.split(";") for one in ADMIS.splitlines()])))
    with pytest.raises(Refused, match="Admis") as refused:
        read_file(desk.store, path, feuille="Liste")
    assert refused.value.champ == "feuille"


def test_what_a_form_would_doubt_is_told_and_taken(desk: Desk) -> None:
    plan = planned(desk, {**MAELLE, "identite.ne_le": "07/03/1850", "identite.nom_naissance": "كرمارك"})
    assert actions(plan) == ["creer"]
    told = kept(plan.lignes[0].message)
    assert "Né(e) le\u00a0: Cela ferait" in told
    assert "Nom de naissance\u00a0: " in told
    assert kept(planned(desk, MAELLE).lignes[0].message) == ""


def test_a_line_without_formation_where_the_others_have_one_is_told(desk: Desk) -> None:
    without = {path: text for path, text in YANN.items() if path != "candidatures.formation"}
    plan = planned(desk, MAELLE, without)
    assert actions(plan) == ["creer", "creer"]
    assert [kept(one.message) for one in plan.lignes] == [
        "",
        "La ligne ne nomme pas de formation\u00a0: le dossier vient sans candidature.",
    ]
