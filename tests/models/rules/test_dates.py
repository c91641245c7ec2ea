"""Days as they are typed, deadlines and academic years."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fault import Fault

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 6, 15)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(("civilite", "said"), [("Mme", "née le"), ("M.", "né le"), (None, "né(e) le")])
def test_a_birth_agrees_with_the_civility(civilite: str | None, said: str) -> None:
    assert kept(dates.show_birth("2004-03-07", civilite)) == f"{said} 07/03/2004"


@pytest.mark.parametrize(
    "typed",
    [
        "07032004", "070304", "7/3/04", "07/03/2004", "7 mars 2004", "07 mars 04", "07-03-2004", "2004-03-07",
        "7.3.2004", " 7 / 3 / 2004 ", "2004/03/07", "7 MARS 2004", "7\u00a0mars\u00a02004", "7 3 2004",
        "٠٧/٠٣/٢٠٠٤", "７／３／２００４",
    ],
)  # fmt: skip
def test_a_birth_day_is_read_in_any_usual_form(typed: str) -> None:
    assert dates.read_day(typed, TODAY) == "2004-03-07"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2004", "2004"), ("00/00/2004", "2004"), ("00002004", "2004"), ("03/2004", "2004-03"),
        ("00/03/2004", "2004-03"), ("mars 2004", "2004-03"), ("2004-03", "2004-03"), ("août 2004", "2004-08"),
        ("1er février 2004", "2004-02-01"), ("12 déc. 1999", "1999-12-12"), ("3 aout 99", "1999-08-03"),
    ],
)  # fmt: skip
def test_what_is_unknown_of_a_birth_day_is_left_out(typed: str, day: str) -> None:
    assert dates.read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("31/02/2004", "Le 31 février n’existe pas\u00a0: corrigez le jour."),
        ("29/02/2003", "Le 29 février 2003 n’existe pas\u00a0: corrigez le jour."),
        ("31 septembre 2004", "Le 31 septembre n’existe pas\u00a0: corrigez le jour."),
        ("32/01/2004", "Le jour 32 n’existe pas\u00a0: corrigez le jour."),
        ("01/13/2004", "Le mois 13 n’existe pas\u00a0: corrigez le mois."),
        ("15/00/2004", "Le mois 00 n’existe pas\u00a0: corrigez le mois."),
        ("07/03", "Il manque l’année\u00a0: écrivez par exemple 07/03/2004."),
        ("7 mars", "Il manque l’année\u00a0: écrivez par exemple 07/03/2004."),
        ("07/03/204", "Écrivez l’année sur deux ou quatre chiffres."),
        ("07/03/1204", "L’année 1204 est hors limites\u00a0: corrigez l’année."),
        ("7 jui 2004", "Mois illisible\u00a0: écrivez par exemple 7 mars 2004."),
        ("07/03/2004/1", "Date illisible\u00a0: écrivez par exemple 07/03/2004."),
        ("07/003/2004", "Date illisible\u00a0: écrivez par exemple 07/03/2004."),
        (f"07/{'9' * 5_000}/2004", "Date illisible\u00a0: écrivez par exemple 07/03/2004."),
        (f"07/03/{'9' * 5_000}", "Écrivez l’année sur deux ou quatre chiffres."),
    ],
)
def test_a_wrong_day_says_what_to_correct(typed: str, fault: str) -> None:
    with pytest.raises(Fault) as raised:
        dates.read_day(typed, TODAY)
    assert str(raised.value) == fault


@given(DAYS)
def test_a_shown_day_is_read_back(day: date) -> None:
    assert dates.read_day(dates.show_day(day), TODAY) == day.isoformat()
    number = "1er" if day.day == 1 else str(day.day)
    assert dates.read_day(f"{number}\u00a0{kept(dates.MONTHS[day.month - 1])} {day.year}", TODAY) == day.isoformat()


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_partial_day_is_read_back(day: date, known: int) -> None:
    partial = day.isoformat()[:known]
    assert dates.read_day(dates.show_day(partial), TODAY) == partial


@given(st.text(max_size=20) | st.from_regex(r"[0-9/.\- ]{1,12}", fullmatch=True))
def test_any_text_is_a_day_or_a_short_fault(text: str) -> None:
    try:
        dates.whole_day(dates.read_day(text, TODAY))
    except Fault as fault:
        assert len(str(fault)) <= 60  # noqa: PT017 - both outcomes are right


@given(st.integers(0, 99))
def test_two_figures_of_a_birth_year_never_make_a_child(year: int) -> None:
    assert 10 <= 2026 - int(dates.read_day(f"01/01/{year:02}", TODAY)[:4]) < 110


@given(st.integers(0, 99))
def test_two_figures_of_another_year_mean_the_nearest_one(year: int) -> None:
    assert -50 <= int(dates.read_day(f"01/01/{year:02}", TODAY, naissance=False)[:4]) - 2026 < 50


def test_no_day_shows_nothing() -> None:
    assert dates.show_day(None) == ""
    assert dates.show_day("") == ""


def test_a_month_after_the_31st_is_the_last_of_the_month() -> None:
    assert dates.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert dates.add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert dates.add_months(date(2026, 11, 30), 2) == date(2027, 1, 30)
    assert dates.add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


@given(DAYS, st.integers(0, 60))
def test_months_later_is_never_another_month(day: date, months: int) -> None:
    later = dates.add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2024, (3, 31)), (2026, (4, 5)), (2038, (4, 25))],
)
def test_easter(year: int, sunday: tuple[int, int]) -> None:
    assert dates.easter(year) == date(year, *sunday)


def test_eleven_public_holidays_a_year() -> None:
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25), date(2026, 11, 11)} < dates.holidays(2026)
    assert len(dates.holidays(2026)) == 11


def test_a_delay_that_ends_on_a_saturday_before_a_holiday_goes_to_the_next_working_day() -> None:
    assert dates.next_working_day(date(2026, 4, 4)) == date(2026, 4, 7)
    assert dates.next_working_day(date(2026, 4, 6), feries=False) == date(2026, 4, 6)
    assert dates.echeance(date(2026, 2, 4), months=2, ouvres=True) == date(2026, 4, 7)
    assert dates.echeance(date(2026, 2, 4), months=2) == date(2026, 4, 4)
    assert dates.echeance(date(2026, 6, 15), days=15) == date(2026, 6, 30)


@given(DAYS)
def test_a_working_day_is_soon_and_stays_itself(day: date) -> None:
    working = dates.next_working_day(day)
    assert timedelta(0) <= working - day <= timedelta(days=5)
    assert dates.next_working_day(working) == working


def test_age_changes_on_the_birthday() -> None:
    assert dates.age_at("2004-06-16", TODAY) == 21
    assert dates.age_at("2004-06-15", TODAY) == 22
    assert dates.age_at("2004", TODAY) == 22
    assert dates.age_at(date(2004, 2, 29), date(2025, 2, 28)) == 20


def test_the_academic_year_turns_on_the_first_of_september() -> None:
    assert dates.academic_year(date(2026, 8, 31)) == "2025-2026"
    assert dates.academic_year(date(2026, 9, 1)) == "2026-2027"
    assert (dates.academic_start("2026-2027"), dates.academic_end("2026-2027")) == (date(2026, 9, 1), date(2027, 8, 31))


@pytest.mark.parametrize("annee", ["2026", "2026-2028", "26-27", "abcd-efgh"])
def test_what_is_no_academic_year_is_our_fault(annee: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        dates.academic_start(annee)


def test_an_instant_is_shown_in_paris_time_winter_and_summer() -> None:
    assert kept(dates.show_instant(datetime(2026, 3, 7, 13, 32, tzinfo=UTC), PARIS)) == "07/03/2026 à 14\u00a0h\u00a032"
    assert kept(dates.show_instant(datetime(2026, 7, 7, 22, 5), PARIS)) == "08/07/2026 à 0\u00a0h\u00a005"


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_an_instant_comes_back_from_local_time(instant: datetime) -> None:
    assert dates.utc(dates.local(instant, PARIS), PARIS).replace(tzinfo=None) == instant


@pytest.mark.parametrize(
    "typed",
    [
        "20051103",
        "2005-11-03T00:00:00",
        "2005-11-03 00:00",
        "03/11/2005 00:00:00.000",
        "\u200e03/11/2005",
        "03\u201111\u22122005",
    ],
)
def test_a_day_copied_from_a_program_is_the_day_that_it_shows(typed: str) -> None:
    assert dates.read_day(typed, date(2026, 11, 29)) == "2005-11-03"


def test_eight_figures_are_a_french_day_whenever_they_can_be_one() -> None:
    assert dates.read_day("20041998", date(2026, 11, 29)) == "1998-04-20"


def test_an_hour_after_a_birth_day_is_told_and_not_dropped() -> None:
    with pytest.raises(Fault, match="écrivez le jour seul"):
        dates.read_day("2005-11-03T23:00:00", date(2026, 11, 29))
