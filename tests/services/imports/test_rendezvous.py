"""Lists of appointments by the door of any file: recognised, shown, taken in one work, told when they come again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import ChoixImport, PlanImport, RapportImport
from scolarite_desk.models.tables.echange import ImportFait
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.progress import Progress
from scolarite_desk.services.imports.chemins import label_of
from scolarite_desk.services.imports.cibles import cible_of
from scolarite_desk.services.imports.fichier import read_file
from scolarite_desk.services.imports.rendezvous import take_list
from scolarite_desk.services.undo import undo
from scolarite_desk.services.visites import arrive
from tests.exchange.rendezvous.essais import diary, event
from tests.exchange.rendezvous.test_listes import book
from tests.services.comptes import colleague
from tests.services.conftest import Desk
from tests.services.imports.conftest import actions

TABLE = """Date;Heure;Nom;Prénom;Date de naissance;Salle
07/07/2026;09:30;TANGUY;Loïc;02/01/1999;B12
07/07/2026;26:99;RIOU;Noé;;
07/07/2026;10:00;LE BIHAN;Zoé;;
"""


def planned(desk: Desk, folder: Path, content: str | bytes, name: str = "liste.csv", **choix: bool) -> PlanImport:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    source = read_file(desk.store, path)
    assert source.profil == "rendezvous"
    return cible_of(source).plan(desk.store, source, ChoixImport(**choix), Progress())


def taken(desk: Desk, plan: PlanImport) -> RapportImport:
    return cible_of(plan.source).applique(desk.store, plan, Progress(), None)


def _expected(desk: Desk) -> set[str]:
    return {row.annonce for row in desk.rows(select(Visite).where(Visite.retire_le.is_(None)))}


def test_a_table_is_shown_line_by_line_taken_and_undone_as_one(desk: Desk, tmp_path: Path) -> None:
    before = desk.digest().value
    plan = planned(desk, tmp_path, TABLE)
    assert actions(plan) == ["creer", "rejete", "creer"]
    assert desk.digest().value == before
    assert plan.lignes[0].valeurs["visite.heure"] == "09:30"
    assert plan.lignes[1].brut == ("07/07/2026", "26:99", "RIOU", "Noé")
    assert kept(plan.lignes[1].message) == "Ligne 3, 07/07/2026, 26:99, RIOU Noé\u00a0: L’heure est illisible."
    assert [kept(one) for one in plan.remarques] == ["Colonnes laissées de côté\u00a0: Salle."]
    report = taken(desk, plan)
    assert (report.creees, report.modifiees, report.inchangees, len(report.laissees)) == (2, 0, 0, 1)
    assert _expected(desk) == {"TANGUY Loïc", "LE BIHAN Zoé"}
    [done] = desk.rows(select(ImportFait))
    assert (done.profil, done.fichier, done.lignes, done.creees, done.rejetees) == ("rendezvous", "liste.csv", 3, 2, 1)
    assert kept(undo(desk.store).label) == "Lire une liste de rendez-vous (liste.csv, 2 lignes)"
    assert desk.digest().value == before


def test_the_same_list_again_is_told_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    taken(desk, planned(desk, tmp_path, TABLE))
    before = desk.digest().value
    again = planned(desk, tmp_path, TABLE)
    assert actions(again) == ["inchange", "rejete", "inchange"]
    assert "a déjà importé ce fichier le" in kept(again.remarques[-1])
    assert taken(desk, again).lot == ""
    assert desk.digest().value == before


def test_a_diary_whose_event_moved_is_followed_and_who_came_stays(desk: Desk, tmp_path: Path) -> None:
    first = (event(uid="a", start="20260707T073000Z"), event(uid="b", start="20260706T080000Z", title="RIOU Noé"))
    assert taken(desk, planned(desk, tmp_path, diary(*first), "a.ics")).creees == 2
    desk(arrive, next(row.id for row in desk.rows(select(Visite)) if row.annonce == "RIOU Noé"))
    moved = (
        event("SEQUENCE:1", uid="a", start="20260708T073000Z"),
        event("SEQUENCE:1", "STATUS:CANCELLED", uid="b", start="20260706T080000Z", title="RIOU Noé"),
    )
    plan = planned(desk, tmp_path, diary(*moved), "a.ics")
    assert {one.valeurs["visite.annonce"]: one.action for one in plan.lignes} == {
        "TANGUY Loïc": "modifier",
        "RIOU Noé": "douteux",
    }
    [gap] = next(one for one in plan.lignes if one.action == "modifier").ecarts
    assert (gap.chemin, gap.avant, gap.apres) == ("visite.jour", "07/07/2026", "08/07/2026")
    report = taken(desk, plan)
    assert (report.modifiees, len(report.laissees)) == (1, 1)


def test_all_or_nothing_holds_for_a_list_too(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Tout ou rien"):
        taken(desk, planned(desk, tmp_path, TABLE, strict=True))
    assert _expected(desk) == set()


def test_what_somebody_did_since_the_preview_is_seen(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, TABLE)
    taken(desk, planned(desk, tmp_path, TABLE))
    report = taken(desk, plan)
    assert (report.creees, report.inchangees, report.lot) == (0, 2, "")


def test_a_day_in_a_title_and_two_sheets_are_a_list_too(desk: Desk, tmp_path: Path) -> None:
    titled = book(["Mardi 7 juillet 2026"], ["Heure", "Nom"], ["09:30", "TANGUY Loïc"])
    assert actions(planned(desk, tmp_path, titled, "titre.xlsx")) == ["creer"]


def test_who_keeps_the_day_takes_a_list_and_no_other_file(desk: Desk, tmp_path: Path) -> None:
    theirs = colleague(desk.store, "accueil")
    plan = planned(desk, tmp_path, TABLE)
    with pytest.raises(Refused, match="ne permet pas"):
        cible_of(plan.source).applique(theirs, plan, Progress(), None)
    assert take_list(theirs, plan, None)[0].creees == 2
    reader = colleague(desk.store, "lecture")
    with pytest.raises(Refused, match="ne permet pas"):
        take_list(reader, plan, None)


def test_every_value_of_a_line_has_a_name_in_words(desk: Desk, tmp_path: Path) -> None:
    paths = {path for one in planned(desk, tmp_path, TABLE).lignes for path in one.valeurs}
    assert {kept(label_of(path)) for path in paths} == {"Jour", "Heure", "Nom", "Né(e) le", "Statut"}
