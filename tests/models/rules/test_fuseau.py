"""Zones: known or not, of a centre or of the establishment, of a département, of the computer."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.fuseau import COMPUTER, PARIS, fuseau_of, fuseau_uai, zone
from scolarite_desk.store.referentiel import shipped

FRENCH = ("Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion")


def test_every_zone_of_the_list_is_known_and_the_french_ones_come_first() -> None:
    codes = [one.code for one in shipped("fuseau")]
    assert [code for code in codes if zone(code) is None] == []
    assert tuple(codes[: len(FRENCH)]) == FRENCH
    assert len({one.label for one in shipped("fuseau")}) == len(codes) == len(set(codes))


@given(st.text() | st.none())
def test_no_text_at_all_is_a_fault(code: str | None) -> None:
    """Whatever another desk wrote: it is a zone, or it counts for none."""
    found = fuseau_of(code, code)
    assert found == (zone(code) or ZoneInfo(PARIS))


def test_a_centre_has_its_own_zone_else_that_of_the_establishment() -> None:
    chosen = "Indian/Reunion"
    assert fuseau_of("Indian/Mayotte", chosen).key == "Indian/Mayotte"
    assert fuseau_of(None, chosen).key == fuseau_of("", chosen).key == chosen
    assert fuseau_of().key == PARIS


@pytest.mark.parametrize(
    ("uai", "code"),
    [("9710585J", "America/Guadeloupe"), ("9750001C", "America/Miquelon"), ("0352440C", PARIS), ("6200001A", PARIS)],
)
def test_an_uai_begins_with_its_departement(uai: str, code: str) -> None:
    assert fuseau_uai(uai) == code


def test_the_ends_of_time_are_shown_as_they_are() -> None:
    for end, code in ((datetime.max, "Pacific/Noumea"), (datetime.min, "America/Guadeloupe")):
        assert local(end.replace(tzinfo=UTC), ZoneInfo(code)).replace(tzinfo=None) == end


def test_the_computer_does_not_say_the_name_of_its_zone() -> None:
    now = datetime.now(COMPUTER)
    assert (now.tzname(), now.dst()) == (None, None)
    assert now.utcoffset() is not None
    assert COMPUTER.utcoffset(None) is not None
