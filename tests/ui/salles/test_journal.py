"""The journal: any work found again, and undone when nothing moved since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scolarite_desk.langue import kept
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services import journaux
from scolarite_desk.services.acces import consulted, exported
from scolarite_desk.services.avis import enter_avis
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.sceau import sealed_stations
from scolarite_desk.store.queries import journal
from scolarite_desk.store.safety.temoin import tips
from scolarite_desk.ui.desk.printing import Preview
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.journal import listes as journal_listes
from scolarite_desk.ui.salles.journal import verification as journal_verification
from scolarite_desk.ui.salles.journal.travaux import WorksPanel
from tests.accessible import complaints
from tests.keys import pressed, replaced, typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.store.damage import sql
from tests.texts import golden
from tests.ui.one_page import cells
from tests.ui.one_room import Room, office, shown

__all__ = ["founded", "office"]


@pytest.fixture
def maelle(office: Office) -> str:
    """A dossier with a candidature, an avis and two corrections."""
    dossier = office.person()
    office(enter_avis, office.apply(dossier), "FA")
    owner = office.owner(dossier)
    office.later(days=1)
    office(correct, "identite.prenom", owner, "Maela")
    office(correct, "identite.prenom", owner, "Maëla")
    office(change_setting, "ville", "Brest")
    return owner


@pytest.fixture
def room(theme: Theme, qtbot: QtBot, office: Office, maelle: str) -> Iterator[Room]:
    yield from shown(theme, qtbot, office, "journal")


def acts(room: Room) -> list[str]:
    return [row.acte for row in room.room.works.table.rows_model.rows]


def ask(room: Room, name: str, keys: str) -> None:
    room.room.works.asked.focus(name)
    replaced(f"{keys}\t")
    room.settled()


def test_the_last_work_is_first_and_says_whose_it_is(room: Room) -> None:
    assert acts(room)[:3] == ["change_setting", "correct", "correct"]
    assert [kept(row.qui) for row in room.room.works.table.rows_model.rows][:4] == ["", *["KERMAREC Maëla"] * 3]


def test_what_a_work_changed_is_read_beside(room: Room) -> None:
    room.room.works.table.step(1)
    assert cells(room.room.works.changes) == ["Prénom | Maela | Maëla"]
    assert room.says("Corriger « Prénom »")


def test_the_journal_in_words(room: Room) -> None:
    ask(room, "texte", "kermarec")
    golden("journal", room.words())


@pytest.mark.parametrize(
    ("name", "keys", "count"), [("texte", "brest", 1), ("du", "07/07/2026", 3), ("acte", "saisir un a", 1)]
)
def test_works_are_found_by_words_day_and_act(room: Room, name: str, keys: str, count: int) -> None:
    ask(room, name, keys)
    assert len(acts(room)) == count


def test_the_search_by_author(room: Room) -> None:
    before = len(acts(room))
    ask(room, "auteur", "claire")
    assert len(acts(room)) == before
    ask(room, "texte", "zzz")
    assert room.says("Aucune modification ne correspond.")


def test_words_are_looked_for_in_the_newest_works_that_answer_the_rest(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LOOKED", 2)  # the newest two are of a setting and of a correction
    ask(room, "texte", "kermarec")
    assert len(acts(room)) == 1
    ask(room, "acte", "corriger")
    assert len(acts(room)) == 2


def test_more_lines_than_a_file_takes_ask_for_a_period(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journaux, "MOST", 1)
    monkeypatch.setattr(journal_listes, "ask_save", lambda *_: tmp_path / "journal.csv")
    ask(room, "acte", "corriger")
    room.press("Exporter la liste")
    room.settled()
    assert "Plus de 1 lignes : choisissez une période." in room.told()
    assert list(tmp_path.glob("journal.csv")) == []


def test_one_work_is_undone(room: Room, maelle: str) -> None:
    room.room.works.table.step(1)
    room.press("Annuler cette modification")
    assert room.office.row(Personne, maelle).prenom == "Maela"
    assert acts(room)[0] == "annuler"


def test_a_work_that_another_followed_is_refused_in_words(room: Room, maelle: str) -> None:
    room.room.works.table.step(2)
    room.press("Annuler cette modification")
    assert room.told().startswith("Annulation impossible : Claire a changé cette valeur depuis")
    assert room.office.row(Personne, maelle).prenom == "Maëla"


def test_enter_opens_the_dossier(room: Room) -> None:
    room.room.works.table.step(1)
    room.room.works.table.setFocus()
    pressed("Return")
    assert len(room.asked) == 1


def test_what_a_colleague_does_comes_first(room: Room, maelle: str) -> None:
    room.office(correct, "identite.nom_usage", maelle, "LE GALL")
    room.drawn()
    assert room.room.works.table.rows_model.rows[0].detail == "identite.nom_usage"


def test_a_dossier_s_own_works_are_found_by_its_number(room: Room, maelle: str) -> None:
    ask(room, "numero", _number(room.office))
    assert "correct" in acts(room)
    assert "change_setting" not in acts(room)
    ask(room, "numero", "AAAAAAAA")
    assert room.says("Ce numéro n’existe pas") or room.room.works.asked.faults()


def test_days_limit_the_works_from_and_to(room: Room) -> None:
    every = len(acts(room))
    ask(room, "au", "06/07/2026")
    assert 0 < len(acts(room)) < every
    ask(room, "du", "06/07/2026")
    assert "correct" not in acts(room)


def test_a_station_limits_the_works(room: Room) -> None:
    every = len(acts(room))
    ask(room, "poste", "01 (ce poste)")
    assert len(acts(room)) == every


def test_the_next_lines_come_under_the_first(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    every = [(row.poste, row.numero) for row in room.room.works.table.rows_model.rows]
    monkeypatch.setattr(journal, "SHOWN", 3)
    monkeypatch.setattr(WorksPanel, "page", 3)
    room.room.reload()
    assert len(acts(room)) == 3
    assert room.says(f"3 modifications sur {len(every)}")
    while room.room.works.more.isVisible():
        room.press("Lignes suivantes")
    assert [(row.poste, row.numero) for row in room.room.works.table.rows_model.rows] == every


@pytest.mark.parametrize(("name", "begins"), [("journal.xlsx", b"PK"), ("journal.csv", b"\xef\xbb\xbfLe;Acte")])
def test_the_list_is_taken_away_and_that_is_in_the_access_log(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begins: bytes
) -> None:
    out = tmp_path / name
    monkeypatch.setattr(journal_listes, "ask_save", lambda *_: out)
    ask(room, "acte", "corriger")
    room.press("Exporter la liste")
    room.settled()
    assert out.read_bytes().startswith(begins)
    assert "2 lignes écrites dans « " in room.told()
    room.room.filters.choose("acces")
    closed, line = room.room.accesses.table.rows_model.rows
    assert (line.quoi, line.lignes, line.ou) == (f"journal {out.suffix[1:]}", 2, str(out))
    assert (closed.quoi, closed.lignes, closed.ou) == ("ecrit", 2, str(out))


def test_accesses_are_found_by_what_and_open_the_dossier(room: Room) -> None:
    dossier = _dossier(room.office)
    consulted(room.office.store, dossier)
    exported(room.office.store, "lettres", 12, "/media/cle/lettres")
    room.room.filters.choose("acces")
    assert cells(room.room.accesses.table) == [
        "07/07/2026 09:00 | Claire | Lettres de décision |  | 12 | /media/cle/lettres",
        "07/07/2026 09:00 | Claire | Dossier consulté | KERMAREC Maëla | 1 | écran",
    ]
    room.room.accesses.asked.focus("quoi")
    replaced("dossier\t")
    room.settled()
    assert len(room.room.accesses.table.rows_model.rows) == 1
    room.room.accesses.table.step(0)
    room.press("Ouvrir le dossier")
    assert room.asked == [(dossier, "")]


def test_the_access_log_in_words(room: Room) -> None:
    consulted(room.office.store, _dossier(room.office))
    room.room.filters.choose("acces")
    room.drawn()
    golden("journal_acces", room.words())


def test_the_base_is_verified_and_a_fault_is_told(room: Room) -> None:
    room.room.filters.choose("verification")
    room.press("Vérifier la base")
    room.settled()
    assert room.says("Tout est en ordre")
    sql(room.office.store, "UPDATE travail SET auteur = 'Autre' WHERE numero = 3")
    room.press("Vérifier la base")
    room.settled()
    assert room.says("Des anomalies ont été trouvées")
    assert room.says("modification 3 du ")


def test_a_seal_scanned_back_gives_its_verdict(room: Room) -> None:
    (station,) = room.office.read(sealed_stations)
    room.room.filters.choose("verification")
    room.room.checking.asked.focus("code")
    replaced(f"{station.code}\n")
    assert room.says("Le journal passe bien par là : modification")
    sql(room.office.store, "UPDATE travail SET empreinte = zeroblob(32) WHERE numero = ?", station.travaux)
    room.room.checking.asked.focus("code")
    replaced(f"{station.code.lower().replace('-', '')}\n")
    assert room.says("Le journal a été réécrit.")
    room.room.checking.asked.focus("code")
    replaced(f"{station.code[:-1]}\n")
    assert room.room.checking.asked.faults()


def test_a_backup_s_sheet_is_a_witness(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = tmp_path / "fiche.json"
    seen = [asdict(tip) for tip in room.office.read(tips)]
    sheet.write_text(json.dumps({"temoins": [{**seen[0], "numero": 9_000}]}))
    monkeypatch.setattr(journal_verification, "ask_open", lambda *_: sheet)
    room.room.filters.choose("verification")
    room.press("Fiche d’une sauvegarde")
    assert room.says("a été coupée après")


def test_verification_in_words(room: Room) -> None:
    room.room.filters.choose("verification")
    room.drawn()
    golden("journal_verification", room.words())


def test_the_seal_is_shown_before_it_is_printed(room: Room) -> None:
    room.room.filters.choose("verification")
    room.press("Éditer la preuve du jour")
    (sheet,) = room.window.findChildren(Preview)
    assert sheet.accessibleName() == "Preuve d’intégrité, aperçu"
    sheet.close()


@pytest.mark.parametrize(("size", "width"), [(1.0, 1180), (2.0, 1440)])
def test_no_word_is_cut_and_everything_has_a_name(
    theme: Theme, qtbot: QtBot, office: Office, maelle: str, size: float, width: int
) -> None:
    theme.set(size=size)
    consulted(office.store, _dossier(office))
    for room in shown(theme, qtbot, office, "journal", (width, 900)):
        room.room.works.asked.focus("texte")
        typed("\t")
        for view in ("historique", "acces", "verification"):
            room.room.filters.choose(view)
            qtbot.wait(20)
            assert complaints(room.window) == []


def _dossier(office: Office) -> str:
    key: str = sql(office.store, "SELECT id FROM dossier")[0][0].hex()
    return key


def _number(office: Office) -> str:
    return str(sql(office.store, "SELECT numero FROM dossier")[0][0])


def test_short_of_height_what_is_asked_folds_until_somebody_wants_one_of_its_fields(room: Room) -> None:
    works = room.room.works
    assert works.asked.isVisible()
    room.window.resize(1180, 520)
    room.drawn()
    assert not works.asked.isVisible()
    assert works.table.height() > room.window.height() / 3
    dict(room.room.entries())["Mots"]()
    assert works.asked.seats["texte"].editor.hasFocus()
    typed("Maela\t")
    room.settled()
    room.press("Rechercher")
    assert not works.asked.isVisible()
    assert room.says("Mots : Maela")
    room.press("Rechercher")
    assert works.asked.seats["texte"].editor.hasFocus()
