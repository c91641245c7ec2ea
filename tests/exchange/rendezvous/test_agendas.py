"""Diaries as they really come: folded inside a letter, moved, called off, in zones of their own, with rooms invited."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.rendezvous import agenda
from tests.exchange.rendezvous.essais import diary, event, hours, only, read, told

LOIC = "TANGUY Loïc"
GUEST = "ATTENDEE;CUTYPE=INDIVIDUAL;CN=Loïc Tanguy:mailto:loic@exemple.fr"
OFFICE = "ORGANIZER;CN=Scolarité:mailto:scol@univ.exemple.fr"


def test_a_letter_cut_in_two_by_a_fold_is_whole_again() -> None:
    data = diary(event(title="TANGUY Loïc"), event(title="N’GUYEN Zoé")).encode()
    cut = data.replace("Loïc".encode(), b"Lo\xc3\r\n \xafc")
    assert cut != data
    assert [one.nom for one in read(cut).rendezvous] == [LOIC, "N’GUYEN Zoé"]


WHOLE = diary(
    event("DESCRIPTION:Nom : Tanguy\\nPrénom : Loïc", uid="a"), event(uid="b", title="Éloïse — Ñuñez")
).encode()


@given(st.sets(st.integers(1, len(WHOLE) - 1), max_size=20))
def test_a_diary_folded_at_any_byte_reads_the_same(places: set[int]) -> None:
    """But between the two signs of an end of line, or beside one, where a fold is no fold."""
    folded, breaks = bytearray(), b"\r\n"
    for at, byte in enumerate(WHOLE):
        if at in places and byte not in breaks and WHOLE[at - 1] not in breaks:
            folded += b"\r\n "
        folded.append(byte)
    found = read(bytes(folded))
    assert [one.nom for one in found.rendezvous] == ["Tanguy", "Éloïse — Ñuñez"]
    assert {one.cle for one in found.rendezvous} == {one.cle for one in read(WHOLE).rendezvous}
    assert found.fautes == ()


def test_a_line_of_another_encoding_is_read_alone_and_told() -> None:
    data = (
        diary(event(title=LOIC), event(title="BÉRARD Zoé")).encode().replace("BÉRARD Zoé".encode(), b"B\xc9RARD Zo\xe9")
    )
    found = read(data)
    assert [one.nom for one in found.rendezvous] == [LOIC, "BÉRARD Zoé"]
    assert told(found) == (
        "Ligne 9\u00a0: Cette ligne n’est pas codée comme le reste du fichier\u00a0: vérifiez ses accents.",
    )
    assert only(diary(event(title="BÉRARD Zoé")).encode("cp1252")).nom == "BÉRARD Zoé"
    assert only(diary(event(title="BÉRARD Zoé")).encode("utf-16")).nom == "BÉRARD Zoé"


def test_the_line_that_is_told_is_that_of_the_file_whatever_was_folded() -> None:
    folded = diary(event("DESCRIPTION:long\n  texte\n  encore"), event(title="")).encode()
    assert told(read(folded))[0].startswith("Ligne 10, 01/12/2026, 09:30")


@pytest.mark.parametrize("off", [("STATUS:CANCELLED",), ("STATUS:cancelled", "SEQUENCE:3")])
def test_what_is_called_off_is_not_expected_and_told_by_day_hour_and_title(off: tuple[str, ...]) -> None:
    found = read(diary(event(*off, uid="a"), event(uid="b", title="LE GALL Anna")))
    assert [one.nom for one in found.rendezvous] == ["LE GALL Anna"]
    [gone] = found.non_attendus
    assert (gone.nom, gone.statut) == (LOIC, "excusee")
    assert told(found) == (f"Ligne 3, 01/12/2026, 09:30, {LOIC}\u00a0: Ce rendez-vous est annulé dans la liste.",)
    assert gone.cle == only(diary(event(uid="a"))).cle


def test_a_calendar_that_cancels_cancels_all_it_holds_and_no_other() -> None:
    found = read(diary(event(uid="a"), method="CANCEL") + diary(event(uid="b")))
    assert [one.statut for one in found.tous] == ["rendezvous", "excusee"]


def test_an_answer_to_an_invitation_is_no_appointment() -> None:
    assert "réponse à une invitation" in told(read(diary(event(uid="a"), method="REPLY")))[0]


def test_one_date_of_a_series_is_known_by_its_date_whichever_zone_says_it() -> None:
    keys = {
        only(diary(event(f"RECURRENCE-ID{which}", uid="a"))).cle
        for which in (":20261201T083000Z", ";TZID=Europe/Paris:20261201T093000")
    }
    assert len(keys) == 1
    assert only(diary(event("RECURRENCE-ID:20261208T083000Z", uid="a"))).cle not in keys
    assert only(diary(event(uid="a"))).cle not in keys


VERSIONS = (
    event("SEQUENCE:0", "DTSTAMP:20261110T080000Z", uid="a"),
    event("SEQUENCE:2", "DTSTAMP:20261101T080000Z", uid="a", start="20261202T100000Z"),
    event("SEQUENCE:1", "DTSTAMP:20261120T080000Z", "STATUS:CANCELLED", uid="a"),
    event("DTSTAMP:20261101T080000Z", uid="b", title="LE GALL Anna"),
    event("DTSTAMP:20261102T080000Z", uid="b", title="LE GALL Anna", start="20261203T100000Z"),
    event("SEQUENCE:zut", uid="c", title="RIOU Zoé"),
    event("SEQUENCE:5", "STATUS:CANCELLED", uid="c", title="RIOU Zoé"),
)


@given(st.permutations(VERSIONS))
def test_the_last_version_of_an_event_counts_in_whatever_order_they_come(events: list[str]) -> None:
    found = read(diary(*events))
    assert sorted(hours(found)) == ["02/12 11:00", "03/12 11:00"]
    assert [one.nom for one in found.non_attendus] == ["RIOU Zoé"]
    assert len(found.fautes) == 1


def test_a_newer_version_that_cannot_be_read_is_told_and_the_older_one_is_not_taken() -> None:
    later = event("SEQUENCE:4", uid="a", start="").replace("SUMMARY", "DTSTART;VALUE=DATE:20261202\nSUMMARY")
    found = read(diary(later, event(uid="a")))
    assert found.tous == ()
    assert told(found)[0].startswith(f"Ligne 3, 02/12/2026, {LOIC}\u00a0: Ce rendez-vous dure toute la journée")
    assert found.fautes[0].rejet


@pytest.mark.parametrize(
    "beside",
    [
        "ATTENDEE;CUTYPE=ROOM;CN=Salle 102:mailto:salle102@exemple.fr",
        "ATTENDEE;CUTYPE=RESOURCE;CN=Guichet 3:mailto:guichet3@exemple.fr",
        "ATTENDEE;CUTYPE=GROUP;CN=Toute la scolarité:mailto:tous@exemple.fr",
        "ATTENDEE;ROLE=NON-PARTICIPANT;CN=Archives:mailto:archives@exemple.fr",
        "ATTENDEE;ROLE=CHAIR;CN=Claire M.:mailto:claire@exemple.fr",
        "ATTENDEE;PARTSTAT=DECLINED;CN=Claire M.:mailto:claire@exemple.fr",
        "ATTENDEE;CN=Claire M.:MAILTO:SCOL@univ.exemple.fr",
        "ATTENDEE;CN=Claire M.:mailto:claire@univ.exemple.fr",
        "ATTENDEE;CN=Salle verte:mailto:c_188@resource.calendar.google.com",
        "LOCATION:Salle verte\nATTENDEE;CN=Salle verte:mailto:verte@exemple.fr",
    ],
)
def test_a_room_a_thing_or_a_colleague_is_not_the_person(beside: str) -> None:
    for guests in ([beside, GUEST], [GUEST, beside]):
        found = only(diary(event(OFFICE, *guests, title="RDV inscription")))
        assert (found.nom, found.courriel, found.motif) == ("Loïc Tanguy", "loic@exemple.fr", "RDV inscription")


def test_of_several_people_the_title_says_whom_and_else_it_is_told() -> None:
    other = "ATTENDEE;CN=Anna Le Gall:mailto:anna@exemple.fr"
    named = only(diary(event(OFFICE, other, GUEST, title="Inscription de Loïc Tanguy")))
    assert (named.nom, named.courriel) == ("Loïc Tanguy", "loic@exemple.fr")
    found = read(diary(event(OFFICE, other, GUEST, title="Inscription")))
    assert found.rendezvous[0].nom == "Anna Le Gall"
    assert told(found)[0].endswith("Plusieurs personnes invitées, «\u00a0Anna Le Gall\u00a0» est retenue.")


def test_who_alone_was_invited_and_declined_is_told() -> None:
    found = read(diary(event(OFFICE, "ATTENDEE;PARTSTAT=DECLINED;CN=Loïc Tanguy:mailto:l@exemple.fr")))
    assert [one.nom for one in found.rendezvous] == [LOIC]
    assert told(found)[0].endswith("«\u00a0Loïc Tanguy\u00a0» a refusé l’invitation.")


@pytest.mark.parametrize(
    ("title", "motive"),
    [
        ("TANGUY Loïc", ""),
        ("Loïc Tanguy", ""),
        ("RDV - Loïc TANGUY", ""),
        ("Rendez-vous avec : Loïc TANGUY", ""),
        ("Inscription – TANGUY Loïc", "Inscription"),
        ("TANGUY Loïc (inscription)", "inscription"),
        ("Inscription en L2", "Inscription en L2"),
    ],
)
def test_the_name_of_the_person_is_no_motive(title: str, motive: str) -> None:
    labelled = "DESCRIPTION:Nom : TANGUY\\nPrénom : Loïc"
    assert only(diary(event(labelled, title=title))).motif == motive
    assert only(diary(event(OFFICE, GUEST, title=title))).motif == motive


def test_a_motive_that_the_text_says_is_kept() -> None:
    assert only(diary(event("DESCRIPTION:Nom : TANGUY\\nMotif : CVEC"))).motif == "CVEC"


ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
{rule}
END:STANDARD
END:VTIMEZONE"""


def _zone(name: str, offset: str, rule: str = "TZNAME:X") -> str:
    return ZONE.format(name=name, offset=offset, rule=rule)


def _in(zone: str, hour: str) -> str:
    return event(start="").replace("SUMMARY", f'DTSTART;TZID="{zone}":{hour}\nSUMMARY')


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("Europe/Paris", "20260714T093000"),
        ("europe/paris", "20260714T093000"),
        ("/mozilla.org/20050126_1/Europe/Paris", "20260714T093000"),
        ("Romance Standard Time", "20260714T093000"),
        ("(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris", "20260714T093000"),
        ("Paris", "20260714T093000"),
        ("Indian/Reunion", "20260714T113000"),
        ("Mauritius Standard Time", "20260714T113000"),
        ("(UTC-04:00) Georgetown, La Paz, Manaus, San Juan", "20260714T033000"),
    ],
)
def test_a_zone_is_known_by_any_of_its_names(zone: str, hour: str) -> None:
    found = read(diary(_in(zone, hour)))
    assert hours(found) == ["14/07 09:30"]
    assert told(found) == ()


def test_a_zone_that_only_writes_its_offset_is_read_by_it_and_told_once() -> None:
    zone = "(UTC+04:00) Port Louis"
    found = read(diary(_in(zone, "20261201T123000"), _in(zone, "20261202T123000").replace(LOIC, "RIOU Zoé")))
    assert hours(found) == ["01/12 09:30", "02/12 09:30"]
    assert told(found) == (
        f"Tout l’agenda\u00a0: Fuseau «\u00a0{zone}\u00a0»\u00a0: le décalage qu’il écrit est pris, été comme hiver.",
    )
    assert hours(read(diary(_in("GMT-0330", "20261201T050000")))) == ["01/12 09:30"]


@pytest.mark.parametrize(
    "zone", ["Heure du bureau", "Customized Time Zone", "Europe", "UTC+25", "GMT -0500 / GMT -0400"]
)
def test_an_unknown_zone_is_told_and_the_hour_is_that_of_the_office(zone: str) -> None:
    found = read(diary(_in(zone, "20261201T093000")))
    assert hours(found) == ["01/12 09:30"]
    assert told(found) == (f"Tout l’agenda\u00a0: Fuseau «\u00a0{zone}\u00a0» inconnu, heure du bureau prise.",)


def test_an_hour_of_universal_time_stays_so_whatever_zone_it_names() -> None:
    assert hours(read(diary(_in("Indian/Reunion", "20261201T083000Z")))) == ["01/12 09:30"]


def test_the_zone_that_a_file_describes_wins_and_serves_no_other_file() -> None:
    for name in ("Bureau", "Europe/Paris"):
        own = read(diary(_zone(name, "+0300"), _in(name, "20261201T113000")))
        assert (hours(own), told(own)) == (["01/12 09:30"], ())
        other = read(diary(_zone(name, "+0500"), _in(name, "20261201T133000")))
        assert hours(other) == ["01/12 09:30"]
    assert hours(read(diary(_in("Europe/Paris", "20261201T093000")))) == ["01/12 09:30"]
    assert "inconnu" in told(read(diary(_in("Bureau", "20261201T093000"))))[0]


@pytest.mark.parametrize(
    "rule", ["RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:n’importe quoi", "TZOFFSETTO:x"]
)
def test_a_zone_that_no_clock_follows_is_not_walked(rule: str) -> None:
    assert hours(read(diary(_zone("Bureau", "+0300", rule), _in("Bureau", "20261201T093000"))))[0].startswith("01/12")


def test_a_zone_with_summer_time_is_followed() -> None:
    summer = "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
    zone = _zone("Bureau", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU").replace(
        "END:VTIMEZONE",
        f"BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n{summer}\nEND:DAYLIGHT\nEND:VTIMEZONE",
    )
    found = read(diary(zone, _in("Bureau", "20261201T093000"), _in("Bureau", "20260714T093000")))
    assert sorted(hours(found)) == ["01/12 09:30", "14/07 09:30"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", "01/12/2026, 08/12/2026, 15/12/2026"),
        ("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2;UNTIL=20261220T000000Z", "01/12/2026, 15/12/2026"),
        ("FREQ=DAILY", "01/12/2026, 02/12/2026, 03/12/2026, 04/12/2026, 05/12/2026, 06/12/2026…"),
        ("FREQ=DAILY;UNTIL=20261202", "01/12/2026, 02/12/2026"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", ""),
        ("FREQ=MONTHLY", ""),
        ("FREQ=DAILY;INTERVAL=99999999", ""),
        ("FREQ=DAILY;COUNT=2\nEXDATE:20261202T083000Z", ""),
    ],
)
def test_an_event_that_comes_back_is_told_with_its_dates_where_its_rule_is_plain(rule: str, days: str) -> None:
    found = read(diary(event(f"RRULE:{rule}", uid="a")))
    assert found.tous == ()
    end = f"saisissez-le à ses dates, {days}." if days else "saisissez-le à ses dates."
    assert told(found) == (f"Ligne 3, 01/12/2026, 09:30, {LOIC}\u00a0: Ce rendez-vous se répète\u00a0: {end}",)


def test_a_series_that_is_called_off_is_told_as_such() -> None:
    assert told(read(diary(event("RRULE:FREQ=DAILY", "STATUS:CANCELLED", uid="a"))))[0].endswith("est annulée.")


@pytest.mark.parametrize("start", ["99991231T235959", "00010101T000000", "20261301T000000", "demain"])
def test_a_day_that_no_clock_shows_is_told(start: str) -> None:
    found = read(diary(event(uid="a", start=start), event("RRULE:FREQ=DAILY", uid="b", start=start)))
    assert found.tous == ()
    assert len(found.fautes) == 2


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VTIMEZONE\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\nEND:VCALENDAR",
        "BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR",
    ],
)
def test_a_diary_whose_parts_are_not_closed_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="abîmé"):
        read(text)


def test_a_null_in_a_diary_is_refused() -> None:
    with pytest.raises(Refused, match="abîmé"):
        read(diary(event()).replace(LOIC, "A\0B"))


def test_a_diary_is_known_by_its_bytes() -> None:
    for data in (
        b"\xef\xbb\xbfBEGIN:VCALENDAR",
        b"\r\n begin:vcalendar",
        b"BEGIN:VCAL\r\n ENDAR",
        "BEGIN:VCALENDAR".encode("utf-16"),
    ):
        assert agenda.is_diary(data)
    assert not agenda.is_diary(b"Date;Heure;Nom\nBEGIN:VCALENDAR")


def test_the_whole_of_a_folded_file_is_read_in_one_walk() -> None:
    """A hundred thousand folds are one line."""
    assert "trop long" in told(read(diary(event("DESCRIPTION:" + "\n x" * 100_000))))[0]


def test_events_without_identifier_at_one_hour_of_one_name_are_one() -> None:
    parts = [event(), event(title="RIOU Zoé"), event()]
    random.Random(3).shuffle(parts)
    found = read(diary(*parts))
    assert len(found.rendezvous) == 2
    assert "compté une fois" in told(found)[0]


def test_an_event_that_no_reader_takes_is_told_and_the_next_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(text: str) -> object:
        raise ValueError(text)

    monkeypatch.setattr("icalendar.Event.from_ical", parse)
    found = read(diary(event(uid="a"), event(uid="b")))
    assert told(found) == tuple(f"Ligne {line}\u00a0: Ce rendez-vous est abîmé." for line in (3, 8))
