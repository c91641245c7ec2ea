"""The decisions export: every cell says what its row says, in the workbook and in the text file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.tables.colonne import Colonne, Genre, chosen
from scolarite_desk.exchange.tables.csv_rows import harmless
from scolarite_desk.exchange.tables.decisions import COLONNES, write_decisions
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.candidature_lue import AvisLu, CandidatureLue, PieceDue
from scolarite_desk.models.rows.personne_lue import Coded, NumerosLus, PersonneLue
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.questions import QuestionPosee
from scolarite_desk.msg import Msg, verbatim
from scolarite_desk.progress import Cancelled, Progress
from tests.exchange.tables.decisions_inventees import EXPORT, decision

FRANCAIS = langue(SOURCE)
TOUTES = [colonne.cle for colonne in COLONNES]

# Every option that users of eCandidat could tick, by its technical name, and the columns that answer it here, if any.
ECANDIDAT = {
    "numDossierHide": ["dossier"],
    "numEtuHide": ["numero_etudiant"],
    "civiliteHide": ["civilite"],
    "nomPatHide": ["nom_naissance"],
    "nomUsuHide": ["nom_usage"],
    "prenomHide": ["prenom"],
    "dtNaissHide": ["ne_le"],
    "villeNaissHide": ["ville_naissance"],
    "nationaliteHide": ["nationalite"],
    "langueHide": ["langue"],
    "etuIdHide": ["numero_etudiant"],
    "ineHide": ["ine"],
    "cleIneHide": ["ine"],
    "temFcHide": ["formation_continue"],
    "telHide": ["telephone"],
    "telPortHide": ["portable"],
    "mailHide": ["courriel"],
    "bacHide": [
        *("bac_annee", "bac_pays", "bac_departement", "bac_commune", "bac_etablissement", "bac_serie", "bac_mention"),
        *("bac_specialite1", "bac_specialite2", "bac_specialite_premiere"),
        *("bac_option1", "bac_option2", "bac_option3", "bac_option4"),
    ],
    "adresseHide": ["adresse"],
    "adresseDiviseHide": [
        *("adresse_ligne", "complement1", "complement2", "code_postal", "commune", "ville_etrangere", "pays"),
    ],
    "etablissementHide": ["dernier_etablissement"],
    "lastDipHide": ["dernier_diplome"],
    "lastLibDipHide": ["dernier_diplome_libelle"],
    "tagHide": [],
    "codFormHide": ["formation_code"],
    "libFormHide": ["formation"],
    "dateCandHide": ["creee_le"],
    "dateTransHide": ["transmise_le"],
    "statutHide": ["statut"],
    "dateModStatutHide": ["statut_le"],
    "dateReceptHide": ["recue_le"],
    "dateCompletHide": ["complete_le"],
    "dateIncompletHide": ["incomplete_le"],
    "typeTraitHide": ["traitement"],
    "typeTraitValidHide": ["traitement_valide"],
    "dateModPjHide": ["pieces_le"],
    "commissionHide": ["commission"],
    "avisCandHide": ["avis"],
    "avisValidHide": ["avis_valide"],
    "dateValidHide": ["avis_valide_le"],
    "motifHide": ["motif"],
    "rangHide": ["rang"],
    "rangReelHide": [],
    "preselectionHide": ["preselection", "convocation_le", "convocation_heure", "convocation_lieu"],
    "commentaireHide": ["commentaire"],
    "confirmHide": ["reponse"],
    "datNewConfirmHide": ["confirmation_reportee"],
    "datNewRetourHide": ["retour_reporte"],
    "regimeHide": ["regime"],
    "catExoHide": ["situation_droits"],
    "compExoHide": ["complement_droits"],
    "mntChargeHide": ["montant"],
    "datPassageOpiHide": [],
    "codOpiHide": [],
    "datAnnulHide": ["annulee_le"],
    "userAnnulHide": ["annulee_par"],
    "questionReponseHide": [],
    "postItHide": ["bloc_notes"],
}
ASKED_FOR = {
    *("pays_naissance", "departement_naissance", "campagne", "limite_confirmation", "avis_saisi_par"),
    *("avis_valide_par", "reponse_le", "complet", "cvec", "ine_provisoire", "autres_prenoms"),
}


def expected(row: CandidatureLue, colonne: Colonne[CandidatureLue]) -> Any:
    """What a reader finds in the cell of a workbook, said a second time and independently of the writer."""
    value = colonne.lire(row)
    value = kept(value) if isinstance(value, Msg) else value
    if colonne.genre is Genre.NOM:
        return value or "-"
    if value is None or value == "":
        return ""
    if colonne.genre is Genre.OUI_NON:
        return {True: "Oui", False: "Non"}[value]
    if colonne.genre is Genre.INSTANT:
        return dates.local(value, ZoneInfo("Europe/Paris")).replace(tzinfo=None)
    if colonne.genre is Genre.JOUR and isinstance(value, str):
        whole = len(value) == 10 and value >= "1900-03-01"
        return date.fromisoformat(value) if whole else dates.show_day(value)
    return float(value) if isinstance(value, Decimal) else value


def as_text(value: Any) -> str:
    """The same cell in the text file."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


def workbook(rows: list[CandidatureLue], columns: list[str] | None = None, **said: Any) -> bytes:
    stream = io.BytesIO()
    write_decisions(rows, replace(EXPORT, **said), "xlsx", stream, columns, langue=FRANCAIS)
    return stream.getvalue()


def sheet(data: bytes, index: int = 0) -> list[list[Any]]:
    return load_workbook(io.BytesIO(data)).get_sheet_by_index(index).to_python(skip_empty_area=False)


def lines(rows: list[CandidatureLue], columns: list[str] | None = None) -> list[list[str]]:
    stream = io.BytesIO()
    write_decisions(rows, EXPORT, "csv", stream, columns, langue=FRANCAIS)
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_cell_of_the_workbook_equals_its_row() -> None:
    rows = [decision(i) for i in range(120)]
    titles, *cells = sheet(workbook(rows, TOUTES))
    assert titles == [kept(colonne.entete) for colonne in COLONNES]
    assert cells == [[expected(row, colonne) for colonne in COLONNES] for row in rows]


def test_openpyxl_opens_it_and_reads_the_same() -> None:
    rows = [decision(i) for i in range(30)]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows, TOUTES)))
    read = [[cell.value for cell in line] for line in book["Décisions"].iter_rows(min_row=2)]
    days = [[value.date() if isinstance(value, datetime) and c.genre is Genre.JOUR else value or "" for value, c in
             zip(line, COLONNES, strict=True)] for line in read]  # fmt: skip
    assert days == [[expected(row, colonne) for colonne in COLONNES] for row in rows]


def test_the_text_file_has_the_same_columns_and_the_same_words() -> None:
    rows = [decision(i) for i in range(40)]
    titles, *cells = lines(rows, TOUTES)
    assert titles == [kept(colonne.entete) for colonne in COLONNES]
    for row, line in zip(rows, cells, strict=True):
        for colonne, text in zip(COLONNES, line, strict=True):
            said = as_text(expected(row, colonne))
            if colonne.genre is Genre.MONTANT:
                said = "170,50"
            assert text == (harmless(said) if colonne.genre is not Genre.NOM else said), colonne.cle


@given(st.text(max_size=40))
def test_no_text_of_the_text_file_is_computed(text: str) -> None:
    row = CandidatureLue(avis=AvisLu(commentaire=text))
    _, (said,) = lines([row], ["commentaire"]) or ([], [""])
    assert not said.startswith(("=", "+", "-", "@", "\t"))
    assert said == harmless(text)


@pytest.mark.parametrize("text", ["＝1+1", "＋33", "－1", "＠SOMME(A1)", "  =1", "\u3000=1", "\t=1", "\n=1"])
def test_full_width_signs_and_leading_blanks_stay_text_too(text: str) -> None:
    assert harmless(text).startswith("'")


def test_every_option_of_ecandidat_has_its_column() -> None:
    assert len(ECANDIDAT) == 58
    answered = {cle for cles in ECANDIDAT.values() for cle in cles}
    assert answered <= set(TOUTES)
    assert set(TOUTES) >= ASKED_FOR


def test_what_does_not_exist_here_has_no_column() -> None:
    without = {option for option, cles in ECANDIDAT.items() if not cles}
    assert without == {"tagHide", "rangReelHide", "datPassageOpiHide", "codOpiHide", "questionReponseHide"}


def test_titles_and_keys_are_unique() -> None:
    assert len(set(TOUTES)) == len(TOUTES) == len({kept(colonne.entete) for colonne in COLONNES})


OTHER = {
    str: "autre", int: 9, bool: True, date: date(1990, 1, 2), datetime: datetime(1990, 1, 2, tzinfo=UTC),
    Decimal: Decimal(9), Coded: Coded("divers", "Divers"), tuple: (PieceDue("X", "autre"),), Msg: verbatim("autre"),
}  # fmt: skip


def leaves(part: Any) -> Iterator[tuple[str, Any]]:
    """(name, the same record with another value there), for every value of a record."""
    for name, kind in get_type_hints(type(part)).items():
        value = getattr(part, name)
        if is_dataclass(value) and not isinstance(value, Coded):
            yield from ((f"{name}.{under}", replace(part, **{name: other})) for under, other in leaves(value))
        else:
            kinds = [one for one in (get_origin(kind), *get_args(kind), kind) if one in OTHER]
            asked = (QuestionPosee("x", "Site", "Site", "", "texte", valeur="autre"),)
            others = {(str, ...): ("autre",), (QuestionPosee, ...): asked}
            other = others.get(get_args(kind)) or OTHER[kinds[0]]
            yield name, replace(part, **{name: other})


def test_a_motive_that_only_asks_for_its_words_is_read_by_them() -> None:
    avis = replace(
        decision(1).avis, motif=Coded("autre", "Autre motif (à préciser)"), motif_texte="Le niveau d’anglais"
    )
    assert avis.raison == "Le niveau d’anglais"


def test_nothing_is_read_that_no_column_shows() -> None:
    row = decision(4)  # with a provisional INE
    shown = [colonne.lire(row) for colonne in COLONNES]
    unseen = {name for name, other in leaves(row) if [colonne.lire(other) for colonne in COLONNES] == shown}
    # which year is the last; what the workbook of eCandidat leaves out
    assert unseen == {"personne.cursus.annee", "personne.cursus.ici"}


def numbered(**numbers: str) -> CandidatureLue:
    return CandidatureLue(personne=PersonneLue(numeros=NumerosLus(**numbers)))


def test_a_provisional_ine_never_stands_in_the_ine_column() -> None:
    row = numbered(ine_valeur="0352440P001", ine_nature="provisoire")
    assert sheet(workbook([row], ["ine", "ine_provisoire"]))[1] == ["", "0352440P001"]
    row = numbered(ine_valeur="0199000001Z", ine_nature="declare")
    assert sheet(workbook([row], ["ine", "ine_provisoire"]))[1] == ["0199000001Z", ""]
    assert {"ine", "ine_provisoire"} <= {colonne.cle for colonne in chosen(COLONNES, None)}


def test_each_complement_of_the_address_is_its_own() -> None:
    line = sheet(workbook([decision(1)], ["complement1", "complement2", "adresse"]))[1]
    assert line[:2] == ["Résidence Les Îles", "Bâtiment C"]
    assert line[2] == "12 bis rue des Lilas\nRésidence Les Îles\nBâtiment C\n01000 BOURG-EN-BRESSE\nFrance"


def test_a_preselection_is_one_sentence_and_three_columns() -> None:
    avis = AvisLu(convocation_le=date(2026, 5, 4), convocation_heure="14 h", convocation_lieu="Amphi B")
    assert kept(avis.convocation) == "le 04/05/2026 à 14 h Amphi B"
    assert kept(AvisLu().convocation) == ""


def test_an_avis_is_validated_not_validated_or_absent() -> None:
    rows = [decision(1), decision(0), decision(5)]
    assert [row.avis.valide for row in rows] == [True, False, None]


def test_chosen_columns_keep_the_order_asked_for() -> None:
    assert sheet(workbook([decision(1)], ["avis", "dossier", "avis"]))[0] == ["Avis", "N° dossier"]
    assert sheet(workbook([decision(1)], ["dossier"]))[1] == ["AA000001"]


def test_a_choice_that_was_kept_may_name_a_column_that_is_no_more() -> None:
    assert [colonne.cle for colonne in chosen(COLONNES, ["dossier", "ancienne"])] == ["dossier"]


@pytest.mark.parametrize("columns", [[], ["ancienne"]])
def test_no_column_at_all_is_refused(columns: list[str]) -> None:
    with pytest.raises(Refused, match="au moins une colonne"):
        chosen(COLONNES, columns)


def test_what_is_due_is_said_piece_by_piece() -> None:
    assert sheet(workbook([decision(0), decision(1)], ["pieces_manquantes"]))[1:] == [
        [""],
        ["Relevé de notes\nPièce d’identité (refusée)"],
    ]


def test_columns_that_say_who_stay_in_view() -> None:
    assert openpyxl.load_workbook(io.BytesIO(workbook([]))).worksheets[0].freeze_panes == "D2"
    assert openpyxl.load_workbook(io.BytesIO(workbook([], ["avis", "dossier"]))).worksheets[0].freeze_panes == "A2"
    assert openpyxl.load_workbook(io.BytesIO(workbook([], TOUTES))).worksheets[0].print_title_cols == "$A:$C"


def test_the_second_sheet_says_what_was_exported_and_what_was_held_back() -> None:
    said = {line[0]: line[1] for line in sheet(workbook([decision(i) for i in range(7)]), 1)}
    assert said["Exporté par"] == "Camille Morel & Cie"
    assert said["Exporté le"] == datetime(2026, 11, 21, 14, 5)
    assert said["Ce qui a été demandé"] == kept(EXPORT.filtre)
    assert said["Candidatures exportées"] == 7
    assert said["Candidatures laissées de côté"].splitlines()[1:] == [
        "2 – divergence sur l’avis à régler",
        "1 – INE porté par deux personnes",
    ]
    assert "données personnelles" in said["Données personnelles"]


def test_nothing_held_back_is_said_too() -> None:
    assert ["Candidatures laissées de côté", "aucune"] in sheet(workbook([], retenues=()), 1)


def test_the_practice_base_is_marked_on_every_page() -> None:
    data = workbook([], exercice=True)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all("EXERCICE" in page.oddHeader.right.text for page in book.worksheets)
    assert sheet(data, 1)[1][0] == "Attention"


def test_a_stopped_export_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "décisions.xlsx"
    write_decisions([decision(1)], EXPORT, "xlsx", target, langue=FRANCAIS)
    before = target.read_bytes()
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_decisions([decision(2)], EXPORT, "xlsx", target, progress=progress, langue=FRANCAIS)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["décisions.xlsx"]


def test_a_folder_that_does_not_exist_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"«\sd\.csv\s» n’a pas pu être écrit"):
        write_decisions([], EXPORT, "csv", tmp_path / "nulle part" / "d.csv", langue=FRANCAIS)


def test_the_target_may_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "d.csv"
    target.write_text("ancien")
    write_decisions([decision(1)], EXPORT, "csv", target, ["dossier"], langue=FRANCAIS)
    assert target.read_text(encoding="utf-8-sig") == "N° dossier\nAA000001\n"
