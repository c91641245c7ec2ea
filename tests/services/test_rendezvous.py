"""Appointment lists: read twice they change nothing, and nobody is recognised by a name alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from scolarite_desk.exchange.rendezvous.rendezvous_lu import RendezVousLu
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.rows import RapportRendezVous
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.services.rendezvous import import_rendezvous
from scolarite_desk.services.undo import undo
from scolarite_desk.services.visites import arrive, link_visit, postpone_visit
from tests.services.conftest import Desk

TEN = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
MAELLE = RendezVousLu(TEN, "KERMAREC", "a" * 32, 2, prenom="Maelle", ne_le="2004-03-07", duree=20, motif="INE")
ANNA = RendezVousLu(TEN + timedelta(hours=1), "RIOU", "b" * 32, 3, prenom="Anna", telephone="06 39 98 12 04")
LIST = (MAELLE, ANNA)


def _read(desk: Desk, *lines: RendezVousLu) -> RapportRendezVous:
    found: RapportRendezVous = desk(import_rendezvous, lines or LIST)
    return found


def _visits(desk: Desk) -> dict[str, Visite]:
    return {row.annonce: row for row in desk.rows(select(Visite).where(Visite.retire_le.is_(None)))}


def _counts(report: RapportRendezVous) -> tuple[int, int, int]:
    return report.ajoutes, report.inchanges, report.modifies


def test_a_list_is_booked(desk: Desk) -> None:
    report = _read(desk)
    assert _counts(report) == (2, 0, 0)
    visite = _visits(desk)["KERMAREC Maelle"]
    assert (visite.statut, visite.rendezvous_le, visite.duree, visite.motif) == ("rendezvous", TEN, 20, "ine")
    assert _visits(desk)["RIOU Anna"].annonce_telephone == "06 39 98 12 04"
    assert len(report.a_identifier) == 2


def test_the_same_list_twice_changes_nothing(desk: Desk) -> None:
    _read(desk)
    before, number = desk.digest(), desk.number()
    assert _counts(_read(desk)) == (0, 2, 0)
    assert (desk.digest(), desk.number()) == (before, number)


def test_the_same_line_twice_in_a_list_is_one_visit(desk: Desk) -> None:
    assert _counts(_read(desk, MAELLE, MAELLE)) == (1, 0, 0)


def test_a_changed_hour_is_followed(desk: Desk) -> None:
    _read(desk)
    later = replace(MAELLE, debut=TEN + timedelta(days=1))
    assert _counts(_read(desk, later, ANNA)) == (0, 1, 1)
    assert _visits(desk)["KERMAREC Maelle"].rendezvous_le == later.debut
    assert _counts(_read(desk, later, ANNA)) == (0, 2, 0)


@pytest.mark.parametrize("line", [MAELLE, ANNA])
def test_a_list_that_names_no_events_is_followed_by_day_name_and_birth_day_or_phone(
    desk: Desk, line: RendezVousLu
) -> None:
    _read(desk)
    moved = replace(line, debut=line.debut + timedelta(hours=2), cle="c" * 32)
    assert _counts(_read(desk, moved)) == (0, 0, 1)
    assert len(_visits(desk)) == 2


def test_two_lines_of_one_name_alone_are_two_visits(desk: Desk) -> None:
    alone = replace(ANNA, telephone="")
    assert _counts(_read(desk, alone)) == (1, 0, 0)
    assert _counts(_read(desk, replace(alone, debut=TEN + timedelta(hours=3), cle="c" * 32))) == (1, 0, 0)


def test_what_was_put_off_here_is_not_taken_back_by_the_same_list(desk: Desk) -> None:
    _read(desk)
    visite = _visits(desk)["KERMAREC Maelle"].id
    desk(postpone_visit, visite, TEN + timedelta(days=3))
    assert _counts(_read(desk)) == (0, 2, 0)
    assert desk.row(Visite, visite).rendezvous_le == TEN + timedelta(days=3)


def test_who_already_came_is_left_alone(desk: Desk) -> None:
    _read(desk)
    visite = _visits(desk)["KERMAREC Maelle"].id
    desk(arrive, visite)
    assert _counts(_read(desk, replace(MAELLE, debut=TEN + timedelta(hours=2)))) == (0, 1, 0)
    assert desk.row(Visite, visite).statut == "arrivee"


def test_a_visitor_is_recognised_by_name_and_birth_day(desk: Desk) -> None:
    dossier = desk.person()
    report = _read(desk)
    visite = _visits(desk)["KERMAREC Maelle"]
    assert (visite.personne_id, visite.dossier_id) == (desk.owner(dossier), dossier)
    assert report.a_identifier == (_visits(desk)["RIOU Anna"].id,)


@pytest.mark.parametrize(
    "line",
    [
        replace(MAELLE, nom="Maëlle Kermarec", prenom=""),
        replace(MAELLE, nom="kermarec-maelle", prenom=""),
        replace(MAELLE, nom="Le Goff"),
        replace(MAELLE, prenom="Max"),
    ],
)
def test_names_in_any_order_and_of_usage_are_recognised(desk: Desk, line: RendezVousLu) -> None:
    desk.person(nom_usage="LE GOFF", prenom_usage="Max")
    assert _read(desk, line).a_identifier == ()


@pytest.mark.parametrize(
    "line",
    [
        replace(MAELLE, ne_le=None),
        replace(MAELLE, ne_le="2004"),
        replace(MAELLE, ne_le="2004-07-03"),
        replace(MAELLE, prenom="Mael"),
        replace(MAELLE, prenom=""),
    ],
)
def test_a_name_alone_or_a_near_one_recognises_nobody(desk: Desk, line: RendezVousLu) -> None:
    desk.person()
    assert len(_read(desk, line).a_identifier) == 1


def test_two_persons_of_one_name_and_day_are_left_to_the_agent(desk: Desk) -> None:
    desk.person()
    desk.person()
    assert len(_read(desk, MAELLE).a_identifier) == 1


def test_a_link_taken_away_does_not_come_back_with_the_same_list(desk: Desk) -> None:
    desk.person()
    _read(desk, MAELLE)
    visite = _visits(desk)["KERMAREC Maelle"].id
    desk(link_visit, visite)
    _read(desk, MAELLE)
    assert desk.row(Visite, visite).personne_id is None


def test_a_reading_that_was_undone_may_be_made_again(desk: Desk) -> None:
    _read(desk)
    undo(desk.store, desk.started)
    assert _visits(desk) == {}
    assert _counts(_read(desk)) == (2, 0, 0)
    assert len(desk.rows(select(Visite))) == 2


def test_each_value_of_a_list_is_read_as_those_of_a_visit_that_is_booked(desk: Desk) -> None:
    """A faulty value is set aside, and an appointment of no year of ours whole: told by day, hour and name."""
    odd = replace(ANNA, ne_le="31/02/2004", telephone="abc", motif="zzz", duree=-3)
    never = RendezVousLu(datetime(9999, 12, 28, 10, tzinfo=UTC), "TANGUY", "c" * 32, 4)
    report = _read(desk, MAELLE, odd, never, replace(ANNA, nom="", prenom="", cle="d" * 32))
    assert _counts(report) == (2, 0, 0)
    visite = _visits(desk)["RIOU Anna"]
    assert (visite.annonce_ne_le, visite.annonce_telephone, visite.motif, visite.duree) == (None, None, None, None)
    told = [kept(one) for one in report.ecartes]
    assert [one.partition("\u00a0: ")[0] for one in told] == [
        *["Rendez-vous du 06/07/2026, 11:00, RIOU Anna"] * 4,
        "Rendez-vous du 28/12/9999, 11:00, TANGUY",
        "Rendez-vous du 06/07/2026, 11:00, ",
    ]
    assert "«\u00a0Né(e) le\u00a0» laissé de côté. " in told[0]
    assert told[4].endswith("laissé de côté. L’année 9999 n’est pas plausible.")
    assert _counts(_read(desk, MAELLE, odd)) == (0, 2, 0)
