"""Dossiers and letters leave together: names that offices know, whole files, or nothing."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import ExportFait
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import archives
from scolarite_desk.services.archives import Archivees, export_dossiers, export_papers
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import issue_letter, issue_receipt
from scolarite_desk.services.exports_lettres import export_letters
from scolarite_desk.store.queries.acces import RechercheAcces, accesses
from scolarite_desk.store.queries.decisions import Filter
from tests.exchange.pdf_reading import texts
from tests.services.conftest import FRENCH, Desk


def export(desk: Desk, out: Path, chosen: Filter = Filter(), **asked: bool) -> Archivees:  # noqa: B008 - frozen
    return export_dossiers(desk.store, chosen, out, Progress(), langue=FRENCH, **asked)


def text_of(octets: bytes) -> str:
    return "\n".join(texts(octets))


@pytest.fixture
def three(desk: Desk) -> list[str]:
    return [desk.apply(desk.home(desk.person(nom, prenom))) for nom, prenom in
            (("LE GOFF", "Maëlle"), ("con", "Nul."), ("É" * 20, "Ōsa / Kyo"))]  # fmt: skip


def test_dossiers_leave_in_a_flat_zip_with_names_that_every_system_takes(
    desk: Desk, three: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "dossiers.zip"
    assert export(desk, out) == Archivees(3)
    with ZipFile(out) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert all(archive.read(name).startswith(b"%PDF") for name in names)
        assert {one.date_time for one in archive.infolist()} == {(2026, 7, 6, 9, 0, 0)}, "of the office"
    assert any(name.endswith("_LE-GOFF_Maëlle-L2INF.pdf") and name.startswith("dossier-") for name in names)
    assert all("/" not in name and len(name) <= 120 and unicodedata.is_normalized("NFC", name) for name in names)
    [told] = desk.rows(select(ExportFait))
    assert (told.genre, told.lignes) == ("dossiers", 3)


def test_one_pdf_has_every_dossier_and_those_that_were_chosen_alone(
    desk: Desk, three: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "dossiers.pdf"
    assert export(desk, out, Filter(parmi=(three[0],))).dossiers == 1
    text = text_of(out.read_bytes())
    assert "LE GOFF Maëlle" in text
    assert "Cadre de la commission" in text
    assert "Licence 2 Informatique (L2INF)" in text


def test_a_decided_dossier_says_its_decision_and_leaves_with_its_papers(
    desk: Desk, three: list[str], tmp_path: Path
) -> None:
    one = three[0]
    desk(enter_avis, one, "FA")
    desk(validate_avis, one)
    desk(issue_letter, one)
    desk(issue_receipt, desk.row(Candidature, one).dossier_id)
    out = tmp_path / "dossiers.zip"
    assert export(desk, out, Filter(parmi=(one,)), papiers=True) == Archivees(1, 2)
    with ZipFile(out) as archive:
        kinds = [name.partition("-")[0] for name in archive.namelist()]
        [sheet] = [archive.read(name) for name in archive.namelist() if name.startswith("dossier-")]
    assert sorted(kinds) == ["dossier", "lettre_admission", "recu"]
    assert "Cadre de la commission" not in text_of(sheet)
    assert "Favorable" in text_of(sheet)
    assert export(desk, tmp_path / "dossiers.pdf", Filter(parmi=(one,)), papiers=True) == Archivees(1, 2)


def test_one_kind_of_kept_paper_leaves_of_everybody_once_each(desk: Desk, three: list[str], tmp_path: Path) -> None:
    dossiers = [desk.row(Candidature, key).dossier_id for key in three]
    desk.apply(dossiers[0], desk.master)
    numbers = [desk(issue_receipt, dossier).numero for dossier in dossiers[:2]]
    out = tmp_path / "recus.zip"
    assert export_papers(desk.store, Filter(), "recu", out, Progress()) == Archivees(0, 2)
    with ZipFile(out) as archive:
        names = archive.namelist()
        found = [text_of(archive.read(name)) for name in names]
    assert all(name.startswith("recu-") and name.endswith(".pdf") for name in names)
    assert all(any(numero in text for text in found) for numero in numbers)
    assert export_papers(desk.store, Filter(formation=desk.master), "recu", out, Progress()).papiers == 1
    with pytest.raises(Refused, match="papier gardé"):
        export_papers(desk.store, Filter(), "lettre", tmp_path / "l.zip", Progress())
    with pytest.raises(Refused, match="finit par"):
        export_papers(desk.store, Filter(), "recu", tmp_path / "l.pdf", Progress())
    assert not (tmp_path / "l.zip").exists()
    assert {one.quoi for one in desk.read(accesses, RechercheAcces())} >= {"dossiers", "ecrit"}


def test_letters_leave_in_a_zip_under_the_same_names(desk: Desk, three: list[str], tmp_path: Path) -> None:
    for key, avis in zip(three, ("FA", "DE", "LC"), strict=True):
        desk(enter_avis, key, avis, **{"DE": {"motif": "niveau"}, "LC": {"rang": 1}}.get(avis, {}))
        desk(validate_avis, key)
    out = tmp_path / "lettres.zip"
    export_letters(desk.store, Filter(), out, Progress())
    with ZipFile(out) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert {name.partition("-")[0] for name in names} == {
        "lettre_admission", "lettre_refus", "lettre_liste_complementaire"}  # fmt: skip


def test_nothing_is_written_where_nobody_is_or_too_many_are(
    desk: Desk, three: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="ne correspond"):
        export(desk, tmp_path / "rien.zip", Filter(formation=desk.master))
    with pytest.raises(Refused, match="finit par"):
        export(desk, tmp_path / "dossiers.docx")
    monkeypatch.setattr(archives, "MOST", 2)
    with pytest.raises(Refused, match="3 dossiers sont trop"):
        export(desk, tmp_path / "trop.zip")
    assert list(tmp_path.glob("*.zip")) == []


def test_stopped_half_way_it_leaves_no_file_and_the_log_says_so(desk: Desk, three: list[str], tmp_path: Path) -> None:
    class Stopping(Progress):
        def step(self, done: int, total: int) -> None:
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        export_dossiers(desk.store, Filter(), tmp_path / "dossiers.zip", Stopping(), langue=FRENCH)
    assert list(tmp_path.glob("*dossiers*")) == []
    assert desk.rows(select(ExportFait)) == []
    log = [one.quoi for one in desk.read(accesses, RechercheAcces())]
    assert sorted(log) == ["abandon", "dossiers"]
