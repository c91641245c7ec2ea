"""Several sessions of one formation: in which a candidature is made, whose days it follows, when a second is taken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.models.rules.echeances import silence
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Formation, OuvertureFormation, SessionDepot
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature, desist, reopen_candidature
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.doutes import of_act
from scolarite_desk.services.lookup import row_named
from scolarite_desk.services.offre import attach, copy_formation, copy_sessions, sessions_lacking
from scolarite_desk.services.ouvertures import open_in_session, set_calendar, set_formation
from scolarite_desk.services.reglages import settings as said
from scolarite_desk.services.sessions import change_session
from scolarite_desk.services.undo import undo_work
from scolarite_desk.services.vides import letter_facts
from scolarite_desk.store.queries.calendriers import calendar, calendar_in
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.store.queries.regles import broken
from scolarite_desk.store.referentiel import referentiel
from tests.services.conftest import Desk

SPRING, AUTUMN = date(2026, 5, 1), date(2026, 9, 1)


def _session(desk: Desk, libelle: str, genre: str = "complementaire", **days: Any) -> str:
    key: str = desk(add_item, "session", {"campagne_id": desk.campagne, "libelle": libelle, "genre": genre} | days)
    return key


@pytest.fixture
def main(desk: Desk) -> str:
    """The session of the licence: it takes applications until the end of July."""
    key = _session(desk, "Principale", "principale")
    desk(attach, "formation", desk.licence, "session_id", key)
    return key


@pytest.fixture
def late(desk: Desk, main: str) -> str:
    """Its complementary session, that opens in September."""
    key = _session(
        desk, "Complémentaire", debut_depot=AUTUMN, fin_depot=date(2026, 9, 30), confirmation=date(2026, 10, 9)
    )
    desk(open_in_session, desk.licence, key)
    return key


def _made(desk: Desk, candidature: str) -> str | None:
    key: str | None = desk.row(Candidature, candidature).session_id
    return key


def test_a_candidature_is_made_in_the_session_that_is_open(desk: Desk, main: str, late: str) -> None:
    assert _made(desk, desk.apply(desk.person())) is None
    desk.now = desk.now.replace(month=9, day=10)
    assert _made(desk, desk.apply(desk.person("DEUX"))) == late
    desk.now = desk.now.replace(month=12)
    with pytest.raises(Refused, match="clos depuis le 30/09/2026"):
        desk.apply(desk.person("TROIS"))
    assert _made(desk, desk.apply(desk.person("QUATRE"), motif="accord")) == late


def test_of_two_open_sessions_the_desk_asks_which(desk: Desk, main: str, late: str) -> None:
    desk(correct, "session.debut_depot", late, SPRING)
    dossier = desk.person()
    with pytest.raises(Refused, match="dites laquelle, Principale, Complémentaire"):
        desk.apply(dossier)
    assert _made(desk, desk.apply(dossier, session=late)) == late
    with pytest.raises(Refused, match="n’est pas ouverte dans la session"):
        desk.apply(desk.person("DEUX"), desk.master, session=late)


def test_each_candidature_of_a_formation_has_the_deadline_of_its_session(desk: Desk, main: str, late: str) -> None:
    desk(set_calendar, desk.licence, {"confirmation": date(2026, 7, 20)}, ["delai_confirmation"])
    keys = [desk.apply(desk.person("UN")), desk.apply(desk.person("DEUX"), session=late, motif="en avance")]
    for key in keys:
        desk(enter_avis, key, "FA")
        desk(validate_avis, key)
    limits = [desk.read(letter_facts, key, desk.now).limite for key in keys]
    assert limits == [date(2026, 7, 20), date(2026, 10, 9)]
    desk(set_calendar, desk.licence, {"delai_confirmation": "3"}, session=late)
    assert desk.read(letter_facts, keys[1], desk.now).limite == date(2026, 7, 9)


@pytest.mark.parametrize("end", ["refus", "desistement", "annulation"])
def test_a_second_candidature_waits_for_the_first_to_end(desk: Desk, main: str, late: str, end: str) -> None:
    dossier = desk.person()
    first = desk.apply(dossier)
    with pytest.raises(Refused, match="déjà une candidature"):
        desk.apply(dossier, session=late, motif="encore")
    if end == "annulation":
        desk(cancel_candidature, first, "erreur")
    else:
        refused = {"motif": "resultats"} if end == "refus" else {}
        desk(enter_avis, first, "DE" if end == "refus" else "FA", **refused)
        desk(validate_avis, first)
        if end == "desistement":
            desk(desist, first)
    second = desk.apply(dossier, session=late, motif="encore")
    with pytest.raises(Refused, match="déjà une candidature"):
        desk.apply(dossier, session=late, motif="encore")
    numero = desk.read(dossier_view, dossier).numero
    assert desk.read(row_named, "candidature", f"{numero}/L2INF/Complémentaire") == second
    assert [one.regle.code for one in desk.read(lambda session: [*broken(session)])] == []


def test_a_candidature_changes_session_until_something_is_decided(desk: Desk, main: str, late: str) -> None:
    key = desk.apply(desk.person())
    desk(change_session, key, late)
    assert _made(desk, key) == late
    told = desk.read(history_of, [key], referentiel(), "session_id")
    assert [(one.avant, one.apres) for one in told] == [("", "Complémentaire")]
    with pytest.raises(Refused, match="Encore utilisé"):
        desk(withdraw_item, "ouverture", desk.rows(select(OuvertureFormation))[0].id)
    desk(change_session, key, main)
    assert _made(desk, key) is None
    desk(enter_avis, key, "FA")
    desk(validate_avis, key)
    with pytest.raises(Refused, match="déjà validé"):
        desk(change_session, key, late)


def test_an_opening_of_another_campaign_is_refused_and_listed_when_it_came(desk: Desk, main: str) -> None:
    year = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "ouverte"})
    other = desk(add_item, "session", {"campagne_id": year, "libelle": "Principale", "genre": "principale"})
    with pytest.raises(Refused, match="autre campagne"):
        desk(open_in_session, desk.licence, other)
    with pytest.raises(Refused, match="déjà dans cette session"):
        desk(open_in_session, desk.licence, main)
    with desk.store.rehearsal() as work:
        work.add(OuvertureFormation(formation_id=desk.licence, session_id=other))
        assert [one.regle.code for one in broken(work.session)] == ["ouverture_campagne"]


@pytest.mark.parametrize(
    ("genre", "flag", "months"),
    [
        ("hors_plateforme", True, 4),
        ("plateforme", False, 0),
        ("plateforme_complementaire", True, 0),
        ("principale", True, 0),
    ],
)
def test_a_master_off_the_platform_has_four_months_and_a_rejection_whatever_its_flag(
    desk: Desk, genre: str, flag: bool, months: int
) -> None:
    formation = Formation(genre="m1", mon_master=flag)
    found = silence(Candidature(), formation, desk.read(said), session=SessionDepot(genre=genre))
    assert (found.effet, found.mois, bool(found.terme)) == ("rejet", months, not months)


def test_the_hint_of_the_platform_follows_the_session(desk: Desk) -> None:
    off = _session(desk, "Hors plateforme", "hors_plateforme")
    desk(set_formation, desk.master, {"mon_master": True})
    with pytest.raises(Refused, match="Mon Master"):
        desk.apply(desk.person(), desk.master)
    desk(attach, "formation", desk.master, "session_id", off)
    desk.apply(desk.person("DEUX"), desk.master)


VALUES = {name: 12 if name.startswith("delai") else date(2026, 6, 20) for name in DATES}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(DATES)), st.sets(st.sampled_from(DATES)))
def test_a_day_that_was_not_shown_keeps_its_value_and_emptying_is_asked(
    desk: Desk, given: set[str], emptied: set[str]
) -> None:
    emptied -= given
    with desk.store.rehearsal() as work:
        row = work.get(Formation, desk.licence)
        before = {name: getattr(row, name) for name in DATES}
        if given | emptied:
            set_calendar(work, desk.licence, {name: VALUES[name] for name in given}, [*emptied])
        after = {name: getattr(row, name) for name in DATES}
    expected = before | {name: VALUES[name] for name in given} | dict.fromkeys(emptied)
    assert after == expected


def test_a_mass_edit_refuses_what_it_does_not_know_and_what_is_both_given_and_emptied(desk: Desk) -> None:
    with pytest.raises(Refused, match="libelle"):
        desk(set_formation, desk.licence, {"libelle": "Toutes"})
    with pytest.raises(Refused, match="rempli et vidé"):
        desk(set_calendar, desk.licence, {"jury": date(2026, 6, 20)}, ["jury"])
    with pytest.raises(Refused, match="Rien n’est changé"):
        desk(set_formation, desk.licence, {})
    with pytest.raises(Refused, match="ne peut être vide"):
        desk(set_formation, desk.licence, {}, ["traitement"])
    with pytest.raises(Refused, match="finit avant de commencer"):
        desk(set_calendar, desk.licence, {"debut_depot": date(2027, 2, 1), "fin_depot": date(2027, 1, 1)})
    desk(set_calendar, desk.licence, {"debut_depot": date(2027, 1, 1), "fin_depot": date(2027, 2, 1)})
    desk(set_formation, desk.licence, {"capacite": "35"}, ["centre_id"])
    row = desk.row(Formation, desk.licence)
    assert (row.capacite, row.centre_id, row.libelle) == (35, None, "Licence 2 Informatique")


def test_a_command_names_the_session_and_the_centre_that_it_gives_formations(desk: Desk, late: str) -> None:
    centre = desk(add_item, "centre", {"libelle": "Brest"})
    given = {"session_id": desk.row(SessionDepot, late).libelle, "centre_id": "Brest", "capacite": "12"}
    call(desk.store, "set_formation", {"formation": desk.licence, "valeurs": given})
    row = desk.row(Formation, desk.licence)
    assert (row.session_id, row.centre_id, row.capacite) == (late, centre, 12)
    for name, given, sentence in (("session_id", "Nulle part", "n’existe pas"), ("session_id", 3, "entre guillemets")):
        with pytest.raises(Refused, match=sentence):
            call(desk.store, "set_formation", {"formation": desk.licence, "valeurs": {name: given}})


def test_the_offer_goes_to_the_next_year_with_its_sessions_and_without_its_days(
    desk: Desk, main: str, late: str
) -> None:
    desk(set_calendar, desk.licence, {"jury": date(2026, 9, 9), "delai_liste": 3}, session=late)
    year = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"})
    assert desk(copy_sessions, desk.campagne, year) == 2
    assert desk(copy_sessions, desk.campagne, year) == 0
    for name, value in (("code_voeu", "L2-01"), ("code_periode", "PER-2026"), ("version_etape", 261)):
        desk(correct, f"formation.{name}", desk.licence, value)
    same = desk(add_item, "campagne", {"libelle": "Bis", "annee": "2026-2027", "etat": "preparation"})
    assert desk.read(of_act, "copy_formation", {"formation": desk.licence, "campagne": same}) == []
    [told] = desk.read(of_act, "copy_formation", {"formation": desk.licence, "campagne": year})
    assert kept(told) == "Non repris d’une autre année\u00a0: Code période. Donnez ceux de la nouvelle."
    assert desk.row(Formation, desk(copy_formation, desk.licence, same)).code_periode == "PER-2026"
    copy = desk(copy_formation, desk.licence, year)
    row = desk.row(Formation, copy)
    assert (row.code_voeu, row.code_periode, row.version_etape) == ("L2-01", None, 261)
    pairs = desk.rows(select(OuvertureFormation).where(OuvertureFormation.formation_id == copy))
    depots = [desk.row(SessionDepot, key).libelle for key in (row.session_id, pairs[0].session_id)]
    assert depots == ["Principale", "Complémentaire"]
    assert desk.read(calendar_in, copy, pairs[0].session_id).jury is None


def test_the_calendar_of_a_candidature_says_whose_each_day_is(desk: Desk, main: str, late: str) -> None:
    key = desk.apply(desk.person(), session=late, motif="en avance")
    desk(set_calendar, desk.licence, {"jury": date(2026, 9, 9)}, session=late)
    found = desk.read(lambda session: calendar(session, session.get_one(Candidature, key)))
    assert (found.jury, found.confirmation) == (date(2026, 9, 9), date(2026, 10, 9))
    assert {name: niveau.titre.source for name, niveau in found.niveaux.items()} == {
        "depot": "Calendrier de la session",
        "jury": "Calendrier de la formation",
        "confirmation": "Calendrier de la session",
    }


def test_what_was_decided_in_a_session_binds_there_while_it_is_corrected(desk: Desk, main: str, late: str) -> None:
    key = desk.apply(desk.person())
    desk(enter_avis, key, "FA")
    desk(validate_avis, key)
    desk(correct_avis, key, "LC", "erreur", rang=1)
    with pytest.raises(Refused, match="déjà validée"):
        desk(change_session, key, late)


def test_nobody_brings_to_a_list_a_rank_that_somebody_has_there(desk: Desk, main: str, late: str) -> None:
    one = desk.apply(desk.person("UN"))
    other = desk.apply(desk.person("DEUX"), session=late, motif="en avance")
    desk.together(enter_avis, *((key, "LC", None, None, None, 1) for key in (one, other)))
    with pytest.raises(Refused, match="rang 1 est déjà donné"):
        desk(change_session, other, main)
    desk(enter_avis, other, "LC", rang=2)
    desk(change_session, other, main)


def test_a_session_that_became_the_formation_s_own_is_one(desk: Desk, main: str, late: str) -> None:
    dossier = desk.person()
    key = desk.apply(dossier, session=late, motif="en avance")
    desk(enter_avis, key, "DE", motif="resultats")
    desk(validate_avis, key)
    desk(attach, "formation", desk.licence, "session_id", late)
    with pytest.raises(Refused, match="déjà une candidature"):
        desk.apply(dossier, motif="encore")


def test_undoing_takes_up_again_no_candidature_that_the_act_would_not(desk: Desk, main: str, late: str) -> None:
    dossier = desk.person()
    key = desk.apply(dossier)
    desk(cancel_candidature, key, "erreur")
    numero = desk.number()
    desk.apply(dossier, session=late, motif="en avance")
    for take in (lambda: desk(reopen_candidature, key), lambda: undo_work(desk.store, numero)):
        with pytest.raises(Refused, match="déjà une candidature"):
            take()


def test_the_sessions_that_the_next_year_has_not_are_told_before_its_offer_is_copied(desk: Desk) -> None:
    mine = [
        desk(add_item, "session", {"campagne_id": desk.campagne, "libelle": nom, "genre": genre})
        for nom, genre in (("Principale", "principale"), ("Complémentaire", "complementaire"))
    ]
    desk(attach, "formation", desk.licence, "session_id", mine[0])
    desk(open_in_session, desk.licence, mine[1])
    year = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"})
    [(campagne, names)] = desk.read(sessions_lacking, [desk.licence, desk.master], year).items()
    assert (campagne, sorted(names)) == (desk.campagne, ["Complémentaire", "Principale"])
    assert desk.read(sessions_lacking, [desk.master], year) == {}
    desk(copy_sessions, desk.campagne, year)
    assert desk.read(sessions_lacking, [desk.licence], year) == {}
