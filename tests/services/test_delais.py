"""What a receipt told of silence counts, whatever a setting becomes; the countdown of each candidature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.echeances import Silence
from scolarite_desk.models.rules.filtre import Condition
from scolarite_desk.models.rules.procedures import PROCEDURES
from scolarite_desk.models.rules.silence import Decompte, Dit, tenu
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DelaiDit
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.msg import verbatim
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.documents import issue_letter, issue_receipt
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.reglages import change_setting, settings
from scolarite_desk.services.silence import countdown as countdown_of
from scolarite_desk.services.suivi import followed
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.candidature_lue import candidatures_lues
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.offer import lists
from tests.services.conftest import Desk, Founded
from tests.sync.conftest import opened, share

JULY, TOLD = date(2026, 7, 6), date(2026, 10, 6)  # two months, and the thirty days of a piece that is asked for


def countdown(desk: Desk, key: str) -> Decompte | None:
    found: Decompte | None = desk.read(countdown_of, key)
    return found


def left(desk: Desk, key: str) -> Decompte:
    """One that there is."""
    found = countdown(desk, key)
    assert found is not None
    return found


def rows(desk: Desk) -> list[DelaiDit]:
    return desk.rows(select(DelaiDit).order_by(DelaiDit.id))


@pytest.fixture
def rejet(desk: Desk) -> str:
    """A candidature whose receipt said, on Monday, that no answer by October is a rejection."""
    desk(change_setting, "silence", "rejet")
    key = desk.apply(dossier := desk.home(desk.person()))
    desk(issue_receipt, dossier)
    return key


def dossier_of(desk: Desk, key: str) -> str:
    found: str = desk.row(Candidature, key).dossier_id
    return found


def test_what_a_receipt_told_holds_whatever_the_setting_becomes(desk: Desk, rejet: str) -> None:
    [row] = rows(desk)
    assert (row.effet, row.mois, row.depart, row.debut, row.terme, row.procedure, row.le) == (
        "rejet", 2, "reception", JULY, TOLD, "candidature", JULY,
    )  # fmt: skip
    desk(change_setting, "silence", "acceptation")
    desk(change_setting, "silence_mois", "12")
    one = left(desk, rejet)
    assert (one.silence.effet, one.le, one.jours(JULY)) == ("rejet", TOLD, 92)
    assert kept(one.dite(JULY)) == "rejet implicite le 06/10/2026, dans 92 jours"
    assert kept(one.source) == "dit le 06/07/2026 par le reçu 01-2026-00001"
    [listed] = desk.read(followed, "silence", desk.now, date(2026, 9, 10))
    assert (listed.le, kept(listed.precision)) == (
        TOLD, "rejet, reçu 01-2026-00001",
    )  # fmt: skip


def test_the_last_receipt_holds_and_the_same_paper_tells_nothing_twice(desk: Desk, rejet: str) -> None:
    dossier = dossier_of(desk, rejet)
    desk(issue_receipt, dossier)
    assert len(rows(desk)) == 1, "its duplicate"
    desk(change_setting, "silence", "acceptation")
    desk(change_setting, "silence_depart", "complet")
    desk.later(days=1)
    desk(issue_receipt, dossier)
    one = left(desk, rejet)
    assert (len(rows(desk)), one.silence.effet, one.le) == (2, "acceptation", None)
    assert kept(one.dite(JULY)) == "acceptation implicite 2 mois après la réception du dossier complet"
    desk(change_setting, "silence_mois", "5")
    desk(set_statut, rejet, "CO", motif="essai")
    one = left(desk, rejet)
    assert one.le == date(2026, 9, 7), "from the day that it is complete, the months that were told"
    desk(change_setting, "silence", "aucune")
    desk.later(days=1)
    desk(issue_receipt, dossier)
    assert countdown(desk, rejet) is None, "no answer means nothing any more"


def test_while_no_receipt_told_it_the_countdown_says_so(desk: Desk) -> None:
    key = desk.apply(desk.person())
    desk(set_statut, key, "RE")
    assert countdown(desk, key) is None, "nobody settled it"
    desk(change_setting, "silence", "rejet")
    one = left(desk, key)
    assert kept(one.source) == "aucun reçu ne l’annonce encore"
    assert kept(one.bref) == "rejet, pas encore annoncé"
    assert kept(one.dite(date(2026, 9, 6))) == "rejet implicite le 06/09/2026, aujourd’hui"
    assert kept(one.dite(date(2026, 9, 7))) == "rejet implicite le 06/09/2026, depuis 1 jour"
    assert [one.ton(day) for day in (JULY, date(2026, 8, 10), date(2026, 9, 7))] == ["muted", "warn", "bad"]
    desk(cancel_candidature, key, "essai")
    assert countdown(desk, key) is None


def test_an_answer_ends_it_and_waiting_does_not(desk: Desk, rejet: str) -> None:
    desk(enter_avis, rejet, "LA")
    desk(validate_avis, rejet)
    desk(issue_letter, rejet)
    one = left(desk, rejet)
    assert not one.valide, "who waits had no decision"
    assert [one.candidature for one in desk.read(followed, "silence", desk.now, date(2026, 9, 10))] == [rejet]
    desk(correct_avis, rejet, "LC", "essai", rang=1)
    desk(validate_avis, rejet)
    one = left(desk, rejet)
    assert kept(one.suite).startswith("décision validée"), "until its letter left"
    assert desk.read(followed, "silence", desk.now, date(2026, 9, 10)) == []
    desk(issue_letter, rejet)
    assert countdown(desk, rejet) is None
    desk(issue_receipt, dossier_of(desk, rejet))
    assert len(rows(desk)) == 1, "a receipt after a decision tells nothing of silence"


def test_pieces_asked_for_since_put_the_day_off(desk: Desk, rejet: str) -> None:
    desk.later(days=1)
    desk(set_statut, rejet, "IN")
    one = left(desk, rejet)
    assert one.le == TOLD
    assert kept(one.suite) == "des pièces sont attendues\u00a0: ce jour peut reculer"


def test_the_platform_tells_an_event_and_a_code_of_tomorrow_settles_nothing() -> None:
    dit = Dit("G01-2026-00001", None, "m1_plateforme", "rejet", 0, "", None, None, None)
    one = Decompte(tenu(dit, Candidature()), dit)
    assert (one.le, one.jours(JULY), one.ton(JULY), kept(one.reste(JULY))) == (None, None, "muted", "")
    assert kept(one.dite(JULY)) == f"rejet implicite {kept(PROCEDURES['m1_plateforme'].terme)}"
    for effet, procedure in (("demain", "m1"), ("aucune", "demain")):
        told = tenu(Dit("", None, procedure, effet, 2, "", None, None, None), Candidature())
        assert told == Silence("" if effet == "demain" else "aucune", procedure="" if effet == "demain" else procedure)


def test_what_a_receipt_told_is_not_undone_and_goes_with_the_person(desk: Desk, rejet: str) -> None:
    with pytest.raises(Refused):
        undo(desk.store)
    assert len(rows(desk)) == 1
    dossier = dossier_of(desk, rejet)
    desk(erase_person, dossier, desk.row(Dossier, dossier).numero, "demande")
    assert rows(desk) == []


@pytest.fixture
def deux(tmp_path: Path, founded: Founded) -> Iterator[list[Desk]]:
    desks = [opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab")]
    yield desks
    for one in desks:
        one.store.close()


def test_of_two_desks_that_told_otherwise_the_last_one_holds_at_both(deux: list[Desk]) -> None:
    a, b = deux
    a(change_setting, "silence", "rejet")
    key = a.apply(dossier := a.person())
    share(a, b)
    a(issue_receipt, dossier)
    b.later(hours=3)
    b(change_setting, "silence_mois", "6")
    b(issue_receipt, dossier)
    share(a, b)
    said = [countdown(one, key) for one in deux]
    assert said[0] == said[1]
    assert said[0] is not None
    assert (said[0].silence.mois, len(rows(a))) == (6, 2)


def test_an_export_and_a_view_say_what_was_told(desk: Desk, rejet: str) -> None:
    other = desk.apply(desk.person("BIHAN"))
    desk(set_statut, other, "RE")
    told, computed = desk.read(lambda session: list(
        candidatures_lues(session, [rejet, other], lists(session), settings(session))
    ))  # fmt: skip
    assert (kept(told.voeu.silence), told.voeu.silence_le) == ("rejet implicite", TOLD)
    assert kept(told.voeu.silence_source) == "dit le 06/07/2026 par le reçu 01-2026-00001"
    assert (computed.voeu.silence_le, kept(computed.voeu.silence_source)[:12]) == (date(2026, 9, 6), "aucun reçu n")

    def seen(first: str, last: str) -> list[str]:
        asked = Vue("", "decisions", verbatim("Essai"), Condition("silence", (first, last)))
        found: list[str] = desk.read(candidature_keys, Filter(vue=asked))
        return found

    assert (seen("2026-10-06", "2026-10-06"), seen("2026-10-07", ""), seen("", "2026-10-06")) == ([rejet], [], [rejet])
    desk(change_setting, "silence_mois", "1")
    desk.later(days=1)
    desk(issue_receipt, dossier_of(desk, rejet))
    assert seen("2026-10-06", "") == [], "the last receipt told another day"
    desk(enter_avis, rejet, "DE", motif="resultats")
    desk(validate_avis, rejet)
    assert seen("", "2026-10-06") == [rejet]
    desk(issue_letter, rejet)
    assert seen("", "2026-10-06") == []
