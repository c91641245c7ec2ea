"""Deadlines: their day, and where they come from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.reglages import SETTINGS
from scolarite_desk.models.rules.calendrier import Calendrier, calendar_of
from scolarite_desk.models.rules.echeances import (
    UNSETTLED,
    Silence,
    confirmation_deadline,
    piece_deadline,
    return_deadline,
    silence,
)
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation

DEFAULTS = {one.key: one.default for one in SETTINGS}
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PARIS = ZoneInfo("Europe/Paris")
JUNE = date(2026, 6, 30)


def _favourable(valide_le: datetime | None) -> Avis:
    return Avis(avis="FA", valide_le=valide_le)


def _calendar(**days: Any) -> Calendrier:
    return calendar_of(Formation(**days), None, None, None)


def _silence(candidature: Candidature, formation: Formation | None = None, **chosen: str) -> Silence:
    return silence(candidature, formation or Formation(genre="licence"), DEFAULTS | chosen)


def test_a_dossier_comes_back_by_the_calendar_or_later_by_favour() -> None:
    formation = _calendar(retour=JUNE)
    common, own = (return_deadline(Candidature(date_retour=day), formation) for day in (None, date(2026, 7, 10)))
    assert (common.le, kept(common.source)) == (JUNE, "le calendrier de la formation")
    assert (own.le, kept(own.source)) == (date(2026, 7, 10), "le délai accordé à cette candidature")
    assert return_deadline(Candidature(date_retour=date(2026, 6, 1)), formation) == common
    assert return_deadline(Candidature(), _calendar()) is None


def test_an_answer_is_due_by_a_day_of_its_own_then_by_delay_then_by_calendar() -> None:
    avis = _favourable(datetime(2026, 6, 1, 10, tzinfo=UTC))
    own = Candidature(date_confirmation=JUNE)
    assert confirmation_deadline(own, _calendar(delai_confirmation=10), avis, DEFAULTS, PARIS).le == JUNE
    counted = confirmation_deadline(
        Candidature(), _calendar(delai_confirmation=10, confirmation=JUNE), avis, DEFAULTS, PARIS
    )
    assert (counted.le, kept(counted.source)) == (
        date(2026, 6, 11),
        "le délai de la formation (10 jours après la validation de l’avis)",
    )
    assert confirmation_deadline(Candidature(), _calendar(confirmation=JUNE), avis, DEFAULTS, PARIS).le == JUNE
    assert confirmation_deadline(Candidature(), _calendar(), avis, DEFAULTS, PARIS) is None


def test_who_was_called_from_the_list_answers_by_the_days_of_the_list_where_there_are_any() -> None:
    called = Avis(avis="FA", promu_id="0" * 32, valide_le=datetime(2026, 7, 1, 10, tzinfo=UTC))
    both = _calendar(confirmation=JUNE, delai_liste=3)
    assert confirmation_deadline(Candidature(), both, called, DEFAULTS, PARIS).le == date(2026, 7, 4)
    assert confirmation_deadline(Candidature(), both, _favourable(None), DEFAULTS, PARIS).le == JUNE
    assert confirmation_deadline(Candidature(), _calendar(confirmation=JUNE), called, DEFAULTS, PARIS).le == JUNE


def test_a_delay_runs_from_the_validation_in_the_time_of_the_office() -> None:
    late = _favourable(datetime(2026, 6, 1, 22, 30, tzinfo=UTC))
    assert confirmation_deadline(Candidature(), _calendar(delai_confirmation=1), late, DEFAULTS, PARIS).le == date(
        2026, 6, 3
    )


def test_no_delay_runs_without_a_validated_favourable_avis() -> None:
    formation = _calendar(delai_confirmation=10)
    for avis in (None, _favourable(None), Avis(avis="LC", valide_le=datetime(2026, 6, 1, tzinfo=UTC))):
        assert confirmation_deadline(Candidature(), formation, avis, DEFAULTS, PARIS) is None


def test_a_missing_piece_is_awaited_from_the_day_it_was_found_missing() -> None:
    incomplete = Candidature(recue_le=date(2026, 6, 1), incomplete_le=date(2026, 6, 5))
    assert piece_deadline(incomplete, None, DEFAULTS).le == date(2026, 6, 20)
    assert piece_deadline(Candidature(recue_le=date(2026, 6, 1)), 3, DEFAULTS).le == date(2026, 6, 4)
    assert piece_deadline(Candidature(), 3, DEFAULTS) is None


def test_a_delay_that_ends_on_a_day_off_is_carried_on_by_setting_only() -> None:
    received = Candidature(recue_le=date(2026, 7, 10))
    assert piece_deadline(received, 4, DEFAULTS).le == date(2026, 7, 14)
    assert piece_deadline(received, 4, DEFAULTS | {"jours_ouvres": "oui"}).le == date(2026, 7, 15)
    fixed = Candidature(date_retour=date(2026, 7, 14))
    assert return_deadline(fixed, _calendar()).le == date(2026, 7, 14)


@given(DAYS, st.integers(0, 365))
def test_a_piece_never_has_less_than_its_delay(day: date, days: int) -> None:
    received = Candidature(recue_le=day)
    plain = piece_deadline(received, days, DEFAULTS).le
    worked = piece_deadline(received, days, DEFAULTS | {"jours_ouvres": "oui"}).le
    assert plain == day + timedelta(days=days) <= worked
    assert worked.weekday() < 5


def test_nothing_is_said_of_silence_before_the_legal_service_settled_it() -> None:
    assert _silence(Candidature(recue_le=JUNE)) == UNSETTLED
    assert _silence(Candidature(recue_le=JUNE), silence="n’importe quoi") == UNSETTLED


M1, M1_PLATEFORME = Formation(genre="m1"), Formation(genre="m1", mon_master=True)


@pytest.mark.parametrize("general", ["", "acceptation", "rejet", "aucune"])
def test_a_first_year_of_master_is_refused_after_four_months_whatever_the_general_rule(general: str) -> None:
    """Décret 2023-179."""
    found = _silence(Candidature(genre="candidature", recue_le=JUNE), M1, silence=general)
    assert (found.effet, found.mois, found.echeance) == ("rejet", 4, date(2026, 10, 30))
    platform = _silence(Candidature(genre="candidature", recue_le=JUNE), M1_PLATEFORME, silence=general)
    assert (platform.effet, platform.echeance) == ("rejet", None)
    assert kept(platform.terme) == "à la fin de la phase d’admission de la plateforme Mon Master"


@pytest.mark.parametrize("genre", ["candidature", "vapp", "reprise", "transfert"])
def test_a_procedure_without_a_rule_of_its_own_has_the_general_one(genre: str) -> None:
    one = Candidature(genre=genre, recue_le=JUNE)
    assert (_silence(one, silence="rejet").mois, _silence(one, silence="rejet", silence_mois="3").mois) == (2, 3)
    own = {f"silence_{genre}": "acceptation", f"silence_{genre}_mois": "6"}
    found = _silence(one, silence="rejet", **own)
    assert (found.effet, found.mois, found.echeance) == ("acceptation", 6, date(2026, 12, 30))


def test_pieces_that_a_receipt_asks_for_suspend_from_the_reception_to_their_last_day() -> None:
    """CRPA L. 114-5: the dossier need not be declared incomplete, the receipt says what is missing."""
    one, awaited = Candidature(recue_le=JUNE), date(2026, 7, 15)
    chosen = DEFAULTS | {"silence": "rejet"}
    found = silence(one, Formation(), chosen, awaited)
    assert (found.manque, found.pieces_le, found.echeance) == (True, awaited, date(2026, 9, 14))
    unknown = silence(Candidature(), Formation(), chosen, awaited)
    assert (unknown.manque, unknown.echeance) == (True, None)
    accepted = silence(one, Formation(), DEFAULTS | {"silence": "acceptation"}, awaited)
    assert (accepted.manque, accepted.echeance, accepted.attend_complet) == (True, None, True)


def test_no_rule_of_silence_has_no_date() -> None:
    assert _silence(Candidature(recue_le=JUNE), silence="aucune") == Silence("aucune", procedure="candidature")


def test_silence_runs_from_the_reception_to_the_last_day_of_a_shorter_month() -> None:
    found = _silence(Candidature(recue_le=date(2025, 12, 31)), silence="rejet")
    assert (found.effet, found.mois, found.echeance) == ("rejet", 2, date(2026, 2, 28))
    assert kept(found.depart) == "la réception de la demande"
    assert _silence(Candidature(), silence="rejet").echeance is None


def test_silence_from_a_complete_dossier_waits_for_it() -> None:
    chosen = {"silence": "rejet", "silence_depart": "complet", "silence_mois": "4"}
    assert _silence(Candidature(statut="RE", recue_le=JUNE), **chosen).echeance is None
    complete = Candidature(statut="CO", recue_le=JUNE, complete_le=date(2026, 7, 6))
    assert _silence(complete, **chosen).echeance == date(2026, 11, 6)
    no_more = Candidature(statut="IN", recue_le=JUNE, complete_le=date(2026, 7, 6))
    assert _silence(no_more, **chosen).echeance is None


def test_an_acceptance_does_not_run_while_pieces_are_missing() -> None:
    missing = Candidature(statut="IN", recue_le=JUNE, incomplete_le=date(2026, 7, 1))
    assert _silence(missing, silence="acceptation").echeance is None
    missing.statut, missing.complete_le = "CO", date(2026, 7, 10)
    assert _silence(missing, silence="acceptation").echeance == date(2026, 9, 10)
    never = Candidature(statut="CO", recue_le=JUNE, complete_le=date(2026, 7, 10))
    assert _silence(never, silence="acceptation").echeance == date(2026, 8, 30)


def test_a_rejection_is_suspended_while_pieces_are_awaited_and_no_longer() -> None:
    missing = Candidature(statut="IN", recue_le=JUNE, incomplete_le=date(2026, 7, 1))
    assert _silence(missing, silence="rejet").echeance == date(2026, 9, 14)  # fifteen days
    missing.statut, missing.complete_le = "CO", date(2026, 7, 5)
    assert _silence(missing, silence="rejet").echeance == date(2026, 9, 3)  # four days
    missing.complete_le = date(2026, 8, 20)
    assert _silence(missing, silence="rejet").echeance == date(2026, 9, 14)


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_suspension_only_ever_lengthens(received: date, found: int, came: int) -> None:
    plain = Candidature(statut="CO", recue_le=received)
    missing = Candidature(
        statut="CO",
        recue_le=received,
        incomplete_le=received + timedelta(days=found),
        complete_le=received + timedelta(days=came),
    )
    shortest, longest = (_silence(one, silence="rejet").echeance for one in (plain, missing))
    assert shortest <= longest <= shortest + timedelta(days=15)


def test_pieces_may_be_brought_until_the_next_working_day_where_delays_are_counted_so() -> None:
    friday = Candidature(statut="IN", recue_le=JUNE, incomplete_le=date(2026, 7, 3))  # fifteen days later, a Saturday
    assert _silence(friday, silence="rejet", jours_ouvres="").echeance == date(2026, 9, 14)
    assert _silence(friday, silence="rejet", jours_ouvres="oui").echeance == date(2026, 9, 16)
