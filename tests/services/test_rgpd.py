"""What one person is told: everything held, nobody else's name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import label_of
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.msg import verbatim
from scolarite_desk.services import (
    acces,
    avis,
    communication,
    documents,
    dossiers,
    effacements,
    identifiants,
    mesures,
    saisines,
    visites,
)
from scolarite_desk.services.etapes import note_step
from scolarite_desk.store.codec import columns_of, shared_classes
from scolarite_desk.store.queries import detenu
from scolarite_desk.store.queries.lignee import rows_of_person
from tests.exchange.pdf_reading import faults, texts
from tests.services.conftest import FRENCH, Desk
from tests.store.damage import sql


@pytest.fixture
def whole(desk: Desk) -> str:
    """A dossier with a little of everything."""
    dossier = desk.person(courriel="maelle@exemple.fr")
    personne = desk.owner(dossier)
    candidature = desk.apply(dossier)
    desk(dossiers.correct, "identite.nom_naissance", personne, "KERMARREC")
    desk(dossiers.add_item, "stages", {"annee": 2025, "organisme": "Mairie de Plougastel"}, personne=personne)
    saisine = desk(saisines.begin_saisine, personne, "2026-2027")
    desk(saisines.propose_place, saisine, "Université de Rennes", "Master")
    desk(dossiers.add_item, "refus_vus", {"saisine_id": saisine, "mention": "Chimie"})
    desk(dossiers.write_note, personne, "Rappellera lundi")
    desk(identifiants.draw_provisional_ine, personne)
    visite = desk(visites.walk_in, personne=personne)
    desk(visites.set_third_party, visite, "Jeanne TANGUY", mandat_vu=True)
    desk(avis.enter_avis, candidature, "DE", motif_texte="Prérequis absents", commentaire="Relevé incomplet")
    desk(documents.issue_receipt, dossier)
    desk(note_step, desk.rows(select(DocumentEmis))[0].id, "imprime")
    desk(mesures.take_measure, personne, "limitation", "Courrier du 3 juillet")
    acces.consulted(desk.store, dossier)
    return dossier


def _json(desk: Desk, dossier: str, folder: Path) -> Any:
    communication.export_access(desk.store, dossier, folder / "acces.json", langue=FRENCH)
    return json.loads((folder / "acces.json").read_text(encoding="utf-8"))


def test_every_value_of_every_row_of_the_person_is_told(desk: Desk, whole: str, tmp_path: Path) -> None:
    told = {(one["cle"], datum["champ"]) for one in _json(desk, whole, tmp_path)["fiches"] for datum in one["donnees"]}
    with desk.store.reading() as session:
        for genre, keys in rows_of_person(session, desk.owner(whole)).items():
            cls = shared_classes()[genre]
            for row in session.scalars(select(cls).where(cls.id.in_(keys))):
                names = {name for name in columns_of(genre) if getattr(row, name) is not None} - {"retire_le"}
                assert names <= {champ for key, champ in told if key == row.id}, genre


SUMMONS = {"convocation_le": date(2026, 7, 9), "convocation_heure": "9h", "convocation_lieu": "Amphi 2"}


@pytest.mark.parametrize("heure", ["14:30", "9h-10h"])
def test_the_hour_of_a_summons_is_told_as_it_is_kept(desk: Desk, heure: str, tmp_path: Path) -> None:
    dossier = desk.person()
    key = desk(avis.enter_avis, desk.apply(dossier), "PR", **SUMMONS)
    with desk.store.work("enter_avis") as work:
        work.get(Avis, key).convocation_heure = heure
    told = [datum["texte"] for one in _json(desk, dossier, tmp_path)["fiches"] for datum in one["donnees"]]
    assert heure in told


def test_what_is_in_the_trash_is_told_too(desk: Desk, whole: str, tmp_path: Path) -> None:
    stage = desk(dossiers.add_item, "stages", {"annee": 2024, "organisme": "Mairie"}, personne=desk.owner(whole))
    desk(dossiers.withdraw_item, "stages", stage)
    (told,) = [one for one in _json(desk, whole, tmp_path)["fiches"] if one["cle"] == stage]
    assert told["retiree_le"]


def test_the_page_names_every_key_of_the_file(desk: Desk, whole: str, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "donnees-personnelles.md").read_text(encoding="utf-8")
    table = page.partition("## Le fichier JSON")[2].replace("[]", "")
    found = _json(desk, whole, tmp_path)
    keys = {*found, *found["responsable"], *found["personne"]}
    for listed in ("fiches", "conservation", "rectifications", "journal", "acces"):
        keys |= set(found[listed][0])
    keys |= set(found["fiches"][0]["donnees"][0])
    assert [key for key in keys if f"`{key}`" not in table] == []


def test_nobody_elses_name_is_told(desk: Desk, whole: str, tmp_path: Path) -> None:
    text = json.dumps(_json(desk, whole, tmp_path), ensure_ascii=False)
    assert "TANGUY" not in text
    assert "Claire" not in text
    assert "agent 1" in text
    assert "un tiers (nom non communiqué)" in text


def test_a_number_that_replaced_another_is_told_as_it_is(desk: Desk, whole: str, tmp_path: Path) -> None:
    desk(identifiants.record_ine, desk.owner(whole), "0199000001Z", "carte")
    told = {
        datum["champ"]: datum["texte"] for one in _json(desk, whole, tmp_path)["fiches"] for datum in one["donnees"]
    }
    assert told["remplace_par"] == "0199000001Z"


def test_every_row_and_column_has_a_name_that_can_be_said() -> None:
    """What is told of a person shows some, the journal all of them."""
    as_it_is = verbatim("x").source
    places = [(genre, name) for genre in shared_classes() for name in columns_of(genre) if name != "id"]
    assert {genre for genre, _ in places if detenu.title_of(genre).source == as_it_is} == set()
    assert {place for place in places if label_of(*place).source == as_it_is} == set()


def test_corrections_say_before_after_and_when(desk: Desk, whole: str, tmp_path: Path) -> None:
    (one,) = [one for one in _json(desk, whole, tmp_path)["rectifications"] if one["champ"] == "nom_naissance"]
    assert (one["avant"], one["apres"], one["par"]) == ("KERMAREC", "KERMARREC", "agent 1")


def test_consultations_and_the_time_it_is_kept_are_told(desk: Desk, whole: str, tmp_path: Path) -> None:
    found = _json(desk, whole, tmp_path)
    assert [one["quoi"] for one in found["acces"]] == ["consultation"]
    (kept,) = found["conservation"]
    assert kept["jusqu_au"] == "2028-08-31"
    assert (found["format"], found["version"]) == ("scolarite-desk.acces", 1)


def test_the_pdf_says_it_all_and_is_accessible(desk: Desk, whole: str, tmp_path: Path) -> None:
    communication.export_access(desk.store, whole, tmp_path / "acces.pdf", langue=FRENCH)
    data = (tmp_path / "acces.pdf").read_bytes()
    assert faults(data) == []
    words = " ".join(" ".join(texts(data)).split())
    for said in (
        "KERMARREC",
        "Mairie de Plougastel",
        "Rappellera lundi",
        "Relevé incomplet",
        "31/08/2028",
        "Dossier consulté",
        "CNIL",
    ):
        assert said in words
    assert "TANGUY" not in words


def test_the_documents_given_come_beside_when_asked(desk: Desk, whole: str, tmp_path: Path) -> None:
    written = communication.export_access(
        desk.store, whole, tmp_path / "acces.json", avec_documents=True, langue=FRENCH
    )
    assert [one.name for one in written] == ["acces.json", "recu-01-2026-00001.pdf"]
    assert written[1].read_bytes().startswith(b"%PDF")


def test_an_export_is_in_the_access_log(desk: Desk, whole: str, tmp_path: Path) -> None:
    _json(desk, whole, tmp_path)
    (line,) = sql(desk.store, "SELECT compte, ou, cible FROM acces WHERE quoi = ?", communication.EXPORT)
    assert tuple(line) == ("Claire", str(tmp_path / "acces.json"), whole)


def test_another_kind_of_file_is_refused(desk: Desk, whole: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.pdf ou par \.json"):
        communication.export_access(desk.store, whole, tmp_path / "acces.docx", langue=FRENCH)


def test_an_erased_person_has_nothing_left_to_be_told(desk: Desk, tmp_path: Path) -> None:
    dossier = desk.person()
    desk(effacements.erase_person, dossier, desk.row(Dossier, dossier).numero, "Demande écrite")
    with pytest.raises(Refused, match="n’existe pas"):
        communication.export_access(desk.store, dossier, tmp_path / "acces.json", langue=FRENCH)
