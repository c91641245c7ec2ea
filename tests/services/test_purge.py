"""Dossiers kept long enough are erased in a lot, and the office keeps a report that names nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import effacements, mesures, purge, registre_rgpd
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.store import drafts
from tests.exchange.pdf_reading import faults, texts
from tests.services.conftest import FRENCH, Desk
from tests.store import damage


@pytest.fixture
def due(desk: Desk) -> list[effacements.PurgeProposal]:
    """Three dossiers of a campaign ended long ago, one of them under appeal."""
    held = desk.person("TANGUY", "Jean")
    for nom in ("KERMAREC", "LE GALL"):
        desk.apply(desk.person(nom))
    desk(mesures.take_measure, desk.owner(held), "recours")
    with desk.store.work("fonder") as work:
        campagne = work.get(Campagne, desk.campagne)
        campagne.debut, campagne.fin = None, desk.now.date().replace(year=2024)
    found: list[effacements.PurgeProposal] = desk.read(effacements.propositions, desk.now.date(), Progress())
    return found


def test_a_purge_erases_what_it_may_and_says_why_the_rest_stays(
    desk: Desk, due: list[effacements.PurgeProposal]
) -> None:
    for one in due:
        drafts.keep(desk.store, one.dossier, "visite.commentaire", one.numero)
    done = purge.purge(desk.store, due, Progress())
    assert len(done.faites) == 2
    assert [len(drafts.drafts_of(desk.store, one.dossier)) for one in due] == [
        int(one not in done.faites) for one in due
    ]
    ((_one, why),) = done.refusees
    assert "recours en cours" in kept(why)
    assert len(desk.rows(select(Dossier))) == 1
    assert damage.faults(desk.store) == []
    assert [kept(row.origine) for row in desk.read(purge.register)] == ["Durée écoulée"] * 2


def test_the_report_counts_and_numbers_and_names_nobody(
    desk: Desk, due: list[effacements.PurgeProposal], tmp_path: Path
) -> None:
    done = purge.purge(desk.store, due, Progress())
    purge.write_report(desk.store, done, tmp_path / "purge.pdf", langue=FRENCH)
    purge.write_report(desk.store, done, tmp_path / "purge.csv", langue=FRENCH)
    data = (tmp_path / "purge.pdf").read_bytes()
    assert faults(data) == []
    words, lines = " ".join(texts(data)), (tmp_path / "purge.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Dossier;Campagne;Gardé jusqu’au;Règle"
    assert len(lines) == 3
    for one in done.faites:
        assert one.numero in words
        assert any(line.startswith(one.numero) for line in lines)
    assert "KERMAREC" not in words + "".join(lines)


def test_a_report_of_another_kind_is_refused_before_anything_is_erased(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"\.pdf ou par \.csv"):
        purge.refuse_name(Path("purge.docx"))


class _Once(Progress):
    def step(self, done: int, total: int) -> None:
        if done:
            raise Cancelled


def test_a_purge_that_is_cancelled_keeps_what_it_did_and_leaves_nothing_in_the_file(
    desk: Desk, due: list[effacements.PurgeProposal]
) -> None:
    ready = [one for one in due if not one.retenu]
    with pytest.raises(Cancelled):
        purge.purge(desk.store, ready, _Once())
    assert len(desk.rows(select(Dossier))) == 2
    assert damage.sql(desk.store, "SELECT count(*) FROM local WHERE cle = 'a_reecrire'") == [(0,)]


def test_the_sheet_of_the_register_says_the_settings_and_what_is_to_complete(desk: Desk, tmp_path: Path) -> None:
    desk(change_setting, "dpo", "dpo@armorique.example.org")
    desk(change_setting, "conservation_admis", "60")
    registre_rgpd.write_sheet(desk.store, tmp_path / "fiche.pdf", langue=FRENCH)
    registre_rgpd.write_sheet(desk.store, tmp_path / "fiche.txt", langue=FRENCH)
    data, words = (tmp_path / "fiche.pdf").read_bytes(), (tmp_path / "fiche.txt").read_text(encoding="utf-8")
    assert faults(data) == []
    for said in ("Université d’Armorique", "dpo@armorique.example.org", "60 mois", "à compléter", "article 6"):
        assert said in words
        assert said in " ".join(" ".join(texts(data)).split())
    with pytest.raises(Refused, match=r"\.txt"):
        registre_rgpd.write_sheet(desk.store, tmp_path / "fiche.docx", langue=FRENCH)
