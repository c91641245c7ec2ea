"""What leaves as a file: every row that was asked for, recorded, and never a silent or half-written file."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.document import ExportFait
from scolarite_desk.models.tables.formation import Commission, CommissionFormation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import avis, candidatures, dossiers, exports, exports_lettres
from scolarite_desk.services.appel import promote
from scolarite_desk.services.identifiants import draw_provisional_ine, record_ine
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.listes import real_ranks
from tests.exchange.pdf_reading import texts
from tests.services.conftest import FRENCH, Desk


def decided(desk: Desk, nom: str, code: str = "FA", valid: bool = True, **values: object) -> str:
    dossier = desk.home(desk.person("REÇU", "Ida", "2003-05-02"))
    with desk.store.work("correct") as work:  # as another desk may have written it
        work.get(Personne, desk.owner(dossier)).nom_naissance = nom
    key = desk.apply(dossier)
    desk(avis.enter_avis, key, code, **values)
    if valid:
        desk(avis.validate_avis, key)
    return key


def sheet(path: Path) -> list[dict[str, object]]:
    header, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_the_filter_keeps_the_current_avis_only(desk: Desk) -> None:
    first = decided(desk, "ALPHA", "DE", motif="resultats")
    desk(avis.correct_avis, first, "FA", raison="Erreur de saisie")
    second = decided(desk, "BETA", "DE", motif="capacite")
    assert desk.read(candidature_keys, Filter(avis="DE")) == [second]
    assert desk.read(candidature_keys, Filter(avis="FA")) == [first]
    assert desk.read(candidature_keys, Filter(valides=True)) == [second]


def test_cancelled_candidatures_leave_only_when_asked(desk: Desk) -> None:
    key = decided(desk, "ALPHA", valid=False)
    desk(candidatures.cancel_candidature, key, "Demande de la personne")
    assert desk.read(candidature_keys, Filter()) == []
    assert desk.read(candidature_keys, Filter(annulees=True)) == [key]


def test_the_workbook_has_one_row_a_candidature_and_the_export_is_recorded(desk: Desk, tmp_path: Path) -> None:
    decided(desk, "ŒUVRARD")
    decided(desk, "-SOMME(A)", "LC", rang=3)
    out = tmp_path / "decisions.xlsx"
    assert (
        exports.export_decisions(desk.store, Filter(campagne=desk.campagne), "xlsx", out, Progress(), langue=FRENCH)
        == 2
    )
    rows = sheet(out)
    assert [row["Nom de naissance"] for row in rows] == ["ŒUVRARD", "-SOMME(A)"]
    assert [row["Avis"] for row in rows] == ["Favorable", "Liste complémentaire"]
    (kept,) = desk.rows(select(ExportFait))
    assert (kept.genre, kept.lignes, kept.fait_par) == ("decisions xlsx", 2, "Claire")
    assert "Licence et Master 2026-2027" in kept.filtre


def test_a_provisional_ine_never_stands_in_the_ine_column(desk: Desk, tmp_path: Path) -> None:
    provisional, real = desk.person("ALPHA"), desk.person("BETA")
    value = desk(draw_provisional_ine, desk.owner(provisional))
    desk(record_ine, desk.owner(real), "123456789FJ")
    for dossier in (provisional, real):
        desk.apply(dossier)
    out = tmp_path / "d.xlsx"
    exports.export_decisions(desk.store, Filter(), "xlsx", out, Progress(), langue=FRENCH)
    first, second = sheet(out)
    assert (first["INE"], first["INE provisoire"]) == ("", value)
    assert (second["INE"], second["INE provisoire"]) == ("123456789FJ", "")
    exports.export_decisions(desk.store, Filter(), "xlsx", out, Progress(), ["ine_controle"], langue=FRENCH)
    assert [one["Contrôle de l’INE"] for one in sheet(out)] == ["pas encore vérifié"] * 2  # words, never a code


def test_text_and_workbook_have_the_same_columns_in_the_same_order(desk: Desk, tmp_path: Path) -> None:
    decided(desk, "ALPHA")
    for fmt in ("xlsx", "csv"):
        exports.export_decisions(desk.store, Filter(), fmt, tmp_path / f"d.{fmt}", Progress(), langue=FRENCH)  # type: ignore[arg-type]
    header = (tmp_path / "d.csv").read_text(encoding="utf-8-sig").splitlines()[0].replace('"', "").split(";")
    assert header == list(sheet(tmp_path / "d.xlsx")[0])


def test_nothing_to_export_is_said_and_no_file_appears(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "vide.xlsx"
    with pytest.raises(Refused, match="rien n’a été exporté"):
        exports.export_decisions(desk.store, Filter(avis="PR"), "xlsx", out, Progress(), langue=FRENCH)
    assert not out.exists()
    assert desk.rows(select(ExportFait)) == []


def test_a_cancelled_export_leaves_no_file_and_no_record(desk: Desk, tmp_path: Path) -> None:
    decided(desk, "ALPHA")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        exports.export_decisions(desk.store, Filter(), "xlsx", tmp_path / "d.xlsx", progress, langue=FRENCH)
    assert list(tmp_path.glob("*.xlsx")) == []
    assert desk.rows(select(ExportFait)) == []


def test_a_folder_that_does_not_exist_is_said_in_words(desk: Desk, tmp_path: Path) -> None:
    decided(desk, "ALPHA")
    with pytest.raises(Unavailable, match="n’a pas pu être écrit"):
        exports.export_decisions(desk.store, Filter(), "csv", tmp_path / "absent" / "d.csv", Progress(), langue=FRENCH)


def test_the_list_of_decisions_names_the_commission_and_is_no_proces_verbal(desk: Desk, tmp_path: Path) -> None:
    decided(desk, "ALPHA")
    board = desk(dossiers.add_item, "commission", {"libelle": "Commission des sciences"})
    tie = {"commission_id": board, "formation_id": desk.licence, "reunion": desk.now.date()}
    desk(dossiers.add_item, "commission_formation", tie)
    out = tmp_path / "pv.pdf"
    assert exports.export_decisions(desk.store, Filter(commission=board), "pdf", out, Progress(), langue=FRENCH) == 1
    text = " ".join(" ".join(texts(out.read_bytes())).split())
    assert "Procès-verbal" not in text
    for word in ("Liste des décisions", "Commission des sciences", "ALPHA Ida", "Favorable"):
        assert word in text
    assert {row.id for row in desk.rows(select(Commission))} == {board}
    assert len(desk.rows(select(CommissionFormation))) == 1


def test_the_rank_of_the_day_and_where_a_place_comes_from_leave_in_the_workbook_and_on_the_list(
    desk: Desk, tmp_path: Path
) -> None:
    gone, called, waits = (decided(desk, nom, "LC", rang=rang) for nom, rang in (("A", 1), ("B", 2), ("C", 5)))
    desk(candidatures.desist, gone)
    desk(promote, called, motif="place en plus")
    book, paper = tmp_path / "d.xlsx", tmp_path / "d.pdf"
    columns = ["rang", "rang_reel", "promu_rang", "reponse"]
    exports.export_decisions(desk.store, Filter(), "xlsx", book, Progress(), langue=FRENCH, columns=columns)
    assert {tuple(row.values()) for row in sheet(book)} == {
        (1, "", "", "Quitte la liste"),
        ("", "", 1, ""),
        (5, 1, "", ""),
    }
    exports.export_decisions(desk.store, Filter(), "pdf", paper, Progress(), langue=FRENCH)
    text = " ".join(" ".join(texts(paper.read_bytes())).split())
    assert "Appelé du rang 1" in text
    assert "Rang du jour : 1" in text.replace("\u00a0", " ")
    assert desk.read(real_ranks, [desk.licence]) == {waits: 1}


def test_who_waits_for_an_avis_is_another_paper_than_what_was_decided(desk: Desk, tmp_path: Path) -> None:
    decided(desk, "ŒUVRARD")
    desk.apply(desk.person("SANSAVIS", "Ida", "2003-05-02"))
    chosen, out, waiting = Filter(campagne=desk.campagne), tmp_path / "decisions.pdf", tmp_path / "attente.pdf"
    assert exports.export_decisions(desk.store, chosen, "pdf", out, Progress(), langue=FRENCH) == 1
    assert exports.export_decisions(desk.store, chosen, "attente", waiting, Progress(), langue=FRENCH) == 1
    words, others = (" ".join(texts(one.read_bytes())) for one in (out, waiting))
    assert "Total : Favorable : 1" in words
    assert "L2INF" in words  # the formation has a column of its own
    assert "SANSAVIS" not in words
    assert "Personnes sans avis" in others
    assert "ŒUVRARD" not in others
    assert "Date et signature" not in words


def test_a_list_of_nobody_is_said_and_not_written(desk: Desk, tmp_path: Path) -> None:
    decided(desk, "ALPHA")
    for fmt, chosen, sentence in (
        ("attente", Filter(), "personne n’en attend"),
        ("pdf", Filter(avis="DE"), "rien n’a été exporté"),
    ):
        with pytest.raises(Refused, match=sentence):
            exports.export_decisions(desk.store, chosen, fmt, tmp_path / "a.pdf", Progress(), langue=FRENCH)  # type: ignore[arg-type]


def test_letters_go_one_by_one_or_merged_and_say_who_is_left_out(desk: Desk, tmp_path: Path) -> None:
    decided(desk, "ALPHA")
    decided(desk, "BETA", "DE", motif="capacite")
    decided(desk, "GAMMA", valid=False)
    look = exports_lettres.export_letters(desk.store, Filter(), tmp_path / "lettres", Progress())
    assert len(list((tmp_path / "lettres").glob("lettre_*-L2INF.pdf"))) == 2
    assert [kept(why) for _who, why in look.ecartees] == ["L’avis n’est pas validé."]
    exports_lettres.export_letters(desk.store, Filter(valides=True), tmp_path / "toutes.pdf", Progress(), reprint=True)
    assert len(texts((tmp_path / "toutes.pdf").read_bytes())) == 2


def test_the_proposed_name_has_no_character_that_a_disk_refuses(desk: Desk) -> None:
    name = exports.proposed_name(desk.store, "decisions", Filter(formation=desk.licence), ".xlsx")
    assert name == "decisions-l2inf-2026-07-06.xlsx"
