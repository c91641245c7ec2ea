"""The day at the desk: booked or walking in, arrived, waiting, received, done; and what is read of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.rows import Compteurs, VisiteRow
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import verbatim
from scolarite_desk.services import visites
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries import visites as read
from tests.services.conftest import Desk

TODAY = date(2026, 7, 6)
TEN = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)  # ten o’clock in Paris


def _day(desk: Desk) -> tuple[VisiteRow, ...]:
    found: tuple[VisiteRow, ...] = desk.read(read.visits_of_day, TODAY, desk.now)
    return found


def _one(desk: Desk, visite: str) -> VisiteRow:
    jour = desk.read(lambda session: session.get_one(Visite, visite).jour)
    return next(row for row in desk.read(read.visits_of_day, jour, desk.now) if row.key == visite)


def test_a_walk_in_takes_a_ticket_waits_and_is_received(desk: Desk) -> None:
    visite = desk(visites.walk_in, annonce="Mme Riou", telephone="06 39 98 12 04", motif="ine")
    assert (_one(desk, visite).ticket, _one(desk, visite).qui) == ("01-001", verbatim("Mme Riou"))
    desk(visites.wait_visit, visite)
    desk.later(minutes=12)
    assert _one(desk, visite).attente == 12
    desk(visites.call_visit, visite, "Guichet 2")
    desk.later(minutes=25)
    assert (_one(desk, visite).attente, _one(desk, visite).ouverte) == (12, 25)
    assert (_one(desk, visite).guichet, _one(desk, visite).recue_par) == ("Guichet 2", "Claire")
    desk(visites.finish_visit, visite)
    assert (_one(desk, visite).statut, _one(desk, visite).ouverte) == ("terminee", None)


def test_a_booked_visitor_arrives_and_gets_the_next_ticket(desk: Desk) -> None:
    booked = desk(visites.book_visit, TEN, annonce="Riou", duree=20)
    desk(visites.walk_in, annonce="Autre")
    assert desk(visites.arrive, booked) == "01-002"
    assert _one(desk, booked).rendezvous_le == TEN


def test_who_is_expected_tomorrow_is_not_called_today(desk: Desk) -> None:
    booked = desk(visites.book_visit, TEN + timedelta(days=1), annonce="Riou")
    with pytest.raises(Refused, match="reportez-le à aujourd’hui"):
        desk(visites.call_visit, booked)
    desk.later(days=1)
    desk(visites.call_visit, booked)


def test_nobody_is_absent_before_the_day(desk: Desk) -> None:
    visite = desk(visites.book_visit, desk.now + timedelta(days=1), annonce="RIOU Léa")
    with pytest.raises(Refused, match="encore attendu"):
        desk(visites.mark_absent, visite)
    desk.later(days=1)
    desk(visites.mark_absent, visite)


def test_a_motive_is_of_the_list_and_is_read_by_its_label(desk: Desk) -> None:
    with pytest.raises(Refused, match="valeur de la liste"):
        desk(visites.walk_in, annonce="Riou", motif="zzz")
    assert _one(desk, desk(visites.walk_in, annonce="Riou", motif="Apporter des pièces")).motif == "pieces"


def test_a_ticket_is_never_given_twice_even_after_an_undo(desk: Desk) -> None:
    desk(visites.walk_in, annonce="Riou")
    undo(desk.store, desk.started)
    visite = desk(visites.walk_in, annonce="Riou")
    assert _one(desk, visite).ticket == "01-002"


def test_tickets_begin_again_each_morning(desk: Desk) -> None:
    desk(visites.walk_in, annonce="Riou")
    desk.later(days=1)
    assert _one(desk, desk(visites.walk_in, annonce="Riou")).ticket == "01-001"


def test_the_day_is_that_of_the_office_not_of_greenwich(desk: Desk) -> None:
    desk.now = datetime(2026, 7, 6, 22, 30, tzinfo=UTC)
    assert _one(desk, desk(visites.walk_in, annonce="Riou")).jour == date(2026, 7, 7)


def test_who_comes_straight_to_the_desk_is_received_at_once(desk: Desk) -> None:
    visite = _one(desk, desk(visites.walk_in, annonce="Riou", guichet="Guichet 1"))
    assert (visite.statut, visite.guichet, visite.attente) == ("guichet", "Guichet 1", 0)


def test_a_visitor_without_a_name_nor_a_person_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="nom du visiteur"):
        desk(visites.walk_in, annonce="  ")


def test_a_visit_brings_the_dossier_of_the_open_campaign(desk: Desk) -> None:
    dossier = desk.person()
    visite = desk(visites.walk_in, annonce="Maëlle")
    desk(visites.link_visit, visite, personne=desk.owner(dossier))
    assert (_one(desk, visite).dossier, _one(desk, visite).qui) == (dossier, verbatim("KERMAREC Maëlle"))
    desk(visites.link_visit, visite)
    assert (_one(desk, visite).dossier, _one(desk, visite).qui) == (None, verbatim("Maëlle"))


def test_a_dossier_brings_its_person_and_no_other(desk: Desk) -> None:
    dossier, other = desk.person(), desk.person("RIOU", "Anna", "2003-01-02")
    visite = desk(visites.walk_in, dossier=dossier)
    assert _one(desk, visite).personne == desk.owner(dossier)
    with pytest.raises(Refused, match="autre personne"):
        desk(visites.link_visit, visite, personne=desk.owner(other), dossier=dossier)


def test_a_third_party_shows_a_mandate(desk: Desk) -> None:
    visite = desk(visites.walk_in, dossier=desk.person())
    desk(visites.set_third_party, visite, "Mme Kermarec, sa mère", mandat_vu=True)
    assert (_one(desk, visite).tiers, _one(desk, visite).mandat_vu) == ("Mme Kermarec, sa mère", True)
    desk(visites.set_third_party, visite, "")
    assert (_one(desk, visite).tiers, _one(desk, visite).mandat_vu) == ("", False)


def test_the_motive_may_be_told_later(desk: Desk) -> None:
    visite = desk(visites.walk_in, annonce="Riou")
    desk(visites.describe_visit, visite, "depot", 15)
    assert (_one(desk, visite).motif, _one(desk, visite).duree) == ("depot", 15)


def test_who_does_not_come_is_absent_or_excused(desk: Desk) -> None:
    absent, excused = (desk(visites.book_visit, TEN, annonce=name) for name in ("A", "B"))
    desk(visites.mark_absent, absent)
    desk(visites.excuse_visit, excused)
    assert [_one(desk, one).statut for one in (absent, excused)] == ["absente", "excusee"]
    desk(visites.postpone_visit, absent, datetime(2026, 7, 8, 8, 0, tzinfo=UTC), 30)
    late = _one(desk, absent)
    assert (late.statut, late.jour, late.duree) == ("rendezvous", date(2026, 7, 8), 30)


def test_putting_off_someone_who_waits_forgets_the_arrival(desk: Desk) -> None:
    visite = desk(visites.walk_in, annonce="Riou")
    desk(visites.wait_visit, visite)
    desk(visites.postpone_visit, visite, datetime(2026, 7, 7, 8, 0, tzinfo=UTC))
    row = desk.row(Visite, visite)
    assert (row.statut, row.arrivee_le, row.ticket) == ("rendezvous", None, None)


def test_a_day_gone_by_is_refused(desk: Desk) -> None:
    visite = desk(visites.book_visit, TEN, annonce="Riou")
    with pytest.raises(Refused, match="passé"):
        desk(visites.postpone_visit, visite, datetime(2026, 7, 5, 8, 0, tzinfo=UTC))
    desk.later(days=1)
    with pytest.raises(Refused, match="06/07/2026"):
        desk(visites.arrive, visite)


def test_what_the_table_of_states_does_not_allow_is_refused(desk: Desk) -> None:
    visite = desk(visites.book_visit, TEN, annonce="Riou")
    with pytest.raises(Refused, match="ne devient pas"):
        desk(visites.finish_visit, visite)
    desk(visites.wait_visit, visite)
    with pytest.raises(Refused, match="En attente"):
        desk(visites.excuse_visit, visite)


def test_who_was_called_too_early_goes_back_to_wait(desk: Desk) -> None:
    visite = desk(visites.walk_in, annonce="Riou", guichet="Guichet 1")
    desk(visites.wait_visit, visite)
    row = _one(desk, visite)
    assert (row.statut, row.guichet, row.recue_par, row.recue_le) == ("attente", "", "", None)


def test_the_counters_of_the_day(desk: Desk) -> None:
    assert read.counters(_day(desk)) == Compteurs()
    desk(visites.book_visit, TEN, annonce="Attendu")
    for minutes in (10, 20):
        visite = desk(visites.walk_in, annonce="Reçu")
        desk.later(minutes=minutes)
        desk(visites.call_visit, visite)
    desk(visites.finish_visit, visite)
    desk(visites.walk_in, annonce="Patient")
    desk.later(minutes=7)
    assert read.counters(_day(desk)) == Compteurs(
        attendus=1, arrives=1, au_guichet=1, recus=1, attente_moyenne=15, attente_max=7
    )


def test_the_day_is_read_by_hour(desk: Desk) -> None:
    desk(visites.book_visit, TEN, annonce="Dix heures")
    desk(visites.walk_in, annonce="Neuf heures")
    desk(visites.book_visit, datetime(2026, 7, 7, 8, 0, tzinfo=UTC), annonce="Demain")
    assert [kept(row.qui) for row in _day(desk)] == ["Neuf heures", "Dix heures"]


def test_a_visit_left_open_is_shown_with_its_minutes(desk: Desk) -> None:
    desk(visites.walk_in, annonce="Riou", guichet="Guichet 1")
    desk.later(minutes=25)
    assert [(row.ouverte, row.recue_par) for row in _day(desk)] == [(25, "Claire")]


def test_the_visits_of_a_person_are_kept_newest_first(desk: Desk) -> None:
    dossier = desk.person()
    for _ in range(2):
        desk(visites.walk_in, dossier=dossier)
        desk.later(days=1)
    found = desk.read(read.visits_of_person, desk.owner(dossier), desk.now)
    assert [row.jour for row in found] == [date(2026, 7, 7), TODAY]
