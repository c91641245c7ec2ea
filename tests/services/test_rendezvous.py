"""Appointment lists: read twice they change nothing, and nobody is recognised by a name alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue, Remarque, RendezVousLu
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.imports import CREER, DOUTEUX, INCHANGE, MODIFIER, REJETE, LignePlan
from scolarite_desk.models.rows.rows import RapportRendezVous
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import N_
from scolarite_desk.services.rendezvous import import_rendezvous, lines_of
from scolarite_desk.services.undo import undo
from scolarite_desk.services.visites import arrive, excuse_visit, link_visit, postpone_visit
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
    before = desk.digest()
    _read(desk)
    undo(desk.store, desk.started)
    assert (_visits(desk), desk.digest()) == ({}, before)
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


def _plan(desk: Desk, *lines: RendezVousLu, fautes: tuple[Remarque, ...] = ()) -> tuple[LignePlan, ...]:
    before, number = desk.digest(), desk.number()
    expected = tuple(one for one in lines if one.statut == "rendezvous")
    others = tuple(one for one in lines if one.statut != "rendezvous")
    with desk.store.reading() as session:
        plan = lines_of(session, ListeLue(expected, (), fautes, others), desk.store.today())
    assert (desk.digest(), desk.number()) == (before, number)
    return plan


def _off(line: RendezVousLu, statut: str = "excusee", sequence: int = 1) -> RendezVousLu:
    return replace(line, statut=statut, sequence=sequence)


def test_what_a_diary_calls_off_is_proposed_by_name_and_hour_then_excused_in_one_undoable_work(desk: Desk) -> None:
    _read(desk)
    off, other = _plan(desk, _off(MAELLE), ANNA)
    assert (off.action, other.action) == (MODIFIER, INCHANGE)
    assert kept(off.message) == "La liste dit «\u00a0Excusée\u00a0»."
    assert [(gap.chemin, gap.avant, gap.apres) for gap in off.ecarts] == [("visite.statut", "rendezvous", "excusee")]
    before = desk.digest()
    report = _read(desk, ANNA, _off(MAELLE))
    assert (_counts(report), report.annules) == ((0, 1, 0), 1)
    assert kept(report.suivis[0]).startswith("Rendez-vous du 06/07/2026, 10:00, KERMAREC Maelle\u00a0: ")
    assert _visits(desk)["KERMAREC Maelle"].statut == "excusee"
    undo(desk.store, desk.started)
    assert desk.digest() == before


def test_a_list_that_calls_off_read_twice_changes_nothing_more(desk: Desk) -> None:
    _read(desk)
    _read(desk, ANNA, _off(MAELLE))
    before, number = desk.digest(), desk.number()
    report = _read(desk, ANNA, _off(MAELLE))
    assert (_counts(report), report.annules, desk.digest(), desk.number()) == ((0, 1, 0), 0, before, number)


def test_an_older_list_never_brings_back_what_a_newer_one_called_off(desk: Desk) -> None:
    _read(desk)
    _read(desk, ANNA, _off(MAELLE))
    assert [line.action for line in _plan(desk, MAELLE, ANNA)] == [INCHANGE, INCHANGE]
    assert _counts(_read(desk)) == (0, 2, 0)
    assert _visits(desk)["KERMAREC Maelle"].statut == "excusee"
    desk(postpone_visit, _visits(desk)["KERMAREC Maelle"].id, TEN)
    assert _plan(desk, _off(MAELLE, sequence=0))[0].action == INCHANGE


def test_who_is_expected_again_by_a_newer_list_is_expected(desk: Desk) -> None:
    _read(desk)
    _read(desk, ANNA, _off(MAELLE))
    [again] = _plan(desk, replace(MAELLE, sequence=2))
    assert (again.action, kept(again.message)) == (MODIFIER, "De nouveau attendu.")
    _read(desk, replace(MAELLE, sequence=2), ANNA)
    assert _visits(desk)["KERMAREC Maelle"].statut == "rendezvous"


def test_who_was_excused_here_is_not_expected_again_by_the_same_list(desk: Desk) -> None:
    _read(desk)
    desk(excuse_visit, _visits(desk)["KERMAREC Maelle"].id)
    assert _counts(_read(desk)) == (0, 2, 0)
    assert _visits(desk)["KERMAREC Maelle"].statut == "excusee"


def test_who_was_called_off_then_expected_here_stays_expected(desk: Desk) -> None:
    _read(desk)
    _read(desk, _off(MAELLE))
    visite = _visits(desk)["KERMAREC Maelle"].id
    desk(postpone_visit, visite, TEN)
    _read(desk, _off(MAELLE))
    assert desk.row(Visite, visite).statut == "rendezvous"


@pytest.mark.parametrize("line", [_off(MAELLE), replace(MAELLE, debut=TEN + timedelta(days=1), sequence=1)])
def test_who_arrived_or_was_put_off_here_is_told_and_left(desk: Desk, line: RendezVousLu) -> None:
    _read(desk)
    visite = _visits(desk)["KERMAREC Maelle"].id
    desk(postpone_visit, visite, TEN + timedelta(days=3))
    day = f"{line.debut:%d}"
    [left] = _plan(desk, line)
    assert left.action == DOUTEUX
    assert "reporté ici au 09/07/2026" in kept(left.message)
    desk(postpone_visit, visite, TEN)
    desk(arrive, visite)
    [left] = _plan(desk, line)
    assert (left.action, kept(left.message)) == (
        DOUTEUX,
        f"Rendez-vous du {day}/07/2026, 10:00, KERMAREC Maelle\u00a0: "
        "Cette visite est «\u00a0Arrivée\u00a0» ici\u00a0: elle le reste.",
    )
    report = _read(desk, line)
    assert desk.row(Visite, visite).statut == "arrivee"
    assert [kept(one) for one in report.ecartes] == [kept(left.message)]


def test_a_list_that_puts_an_appointment_where_it_was_put_here_is_followed_without_a_word(desk: Desk) -> None:
    _read(desk)
    desk(postpone_visit, _visits(desk)["KERMAREC Maelle"].id, TEN + timedelta(days=3))
    later = replace(MAELLE, debut=TEN + timedelta(days=3))
    report = _read(desk, later)
    assert (_counts(report), report.suivis) == ((0, 0, 1), ())
    assert _counts(_read(desk, later)) == (0, 1, 0)


def test_absent_in_a_list_is_absent_here_once_the_day_is_there(desk: Desk) -> None:
    _read(desk)
    today = _off(MAELLE, "absente")
    assert _plan(desk, today)[0].action == MODIFIER
    tomorrow = replace(ANNA, debut=ANNA.debut + timedelta(days=1), cle="e" * 32)
    _read(desk, tomorrow)
    assert _plan(desk, _off(tomorrow, "absente"))[0].action == DOUTEUX
    assert _plan(desk, _off(tomorrow, "terminee"))[0].action == INCHANGE
    assert _plan(desk, _off(replace(MAELLE, cle="f" * 32)))[0].action == INCHANGE


def test_a_plan_says_each_line_in_the_order_of_the_file_with_what_reading_told(desk: Desk) -> None:
    _read(desk, MAELLE)
    moved = replace(MAELLE, debut=TEN + timedelta(minutes=30))
    lost = Remarque(N_("Ligne 5"), N_("Il manque le nom."), 5, rejet=True)
    noted = Remarque(N_("Ligne 3"), N_("Durée illisible, rendez-vous gardé sans elle."), 3)
    never = RendezVousLu(datetime(9999, 12, 28, 10, tzinfo=UTC), "TANGUY", "c" * 32, 4)
    twice = Remarque(N_("Ligne 6"), N_("Même rendez-vous que la ligne {ligne}, compté une fois.", ligne=3), 6)
    odd = replace(ANNA, statut="ailleurs", cle="g" * 32, ligne=7)
    plan = _plan(desk, moved, ANNA, never, odd, fautes=(lost, noted, twice))
    assert [(line.lieu.ligne, line.action) for line in plan] == [
        (2, MODIFIER), (3, CREER), (4, REJETE), (5, REJETE), (6, INCHANGE), (7, REJETE),
    ]  # fmt: skip
    assert [(gap.chemin, gap.avant, gap.apres) for gap in plan[0].ecarts] == [("visite.heure", "10:00", "10:30")]
    assert "Déplacé du 06/07/2026 à 10\u00a0h\u00a000 au 06/07/2026 à 10\u00a0h\u00a030." in kept(plan[0].message)
    assert kept(plan[1].message) == "Durée illisible, rendez-vous gardé sans elle."
    assert dict(plan[1].valeurs) == {
        "visite.jour": "06/07/2026", "visite.heure": "11:00", "visite.annonce": "RIOU Anna",
        "visite.telephone": "06 39 98 12 04", "visite.statut": "rendezvous",
    }  # fmt: skip
    assert "n’est pas plausible" in kept(plan[2].message)


def test_what_a_plan_says_is_what_is_done(desk: Desk) -> None:
    _read(desk)
    lines = (_off(MAELLE), replace(ANNA, debut=TEN + timedelta(hours=3)), replace(MAELLE, cle="c" * 32, nom="LE GOFF"))
    found = [line.action for line in _plan(desk, *lines)]
    report = _read(desk, *lines)
    done = (report.ajoutes, report.modifies + report.annules)
    assert done == (found.count(CREER), found.count(MODIFIER)) == (1, 2)


def test_a_visit_whose_mark_is_none_of_a_list_is_left_alone(desk: Desk) -> None:
    _read(desk, ANNA)
    with desk.store.work("import_rendezvous") as work:
        work.get(Visite, _visits(desk)["RIOU Anna"].id).cle_liste = "illisible"
    assert _plan(desk, replace(ANNA, debut=TEN + timedelta(hours=2)))[0].action == DOUTEUX
