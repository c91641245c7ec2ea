"""Telephones: kept with the code of their country, and doubted when short, long or of two countries."""

from __future__ import annotations

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.contact import doubtful_email, doubtful_phone, read_email, read_phone, show_phone
from scolarite_desk.models.rules.fault import Fault


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("0690 00 12 34", "+590690001234", "+590 690 00 12 34"),
        ("594 694 20 00 34", "+594694200034", "+594 694 20 00 34"),
        ("+596 696 20 00 34", "+596696200034", "+596 696 20 00 34"),
        ("0692 00 12 34", "+262692001234", "+262 692 00 12 34"),
        ("+508 55 00 34", "+508550034", "+508 55 00 34"),
        ("00 681 72 00 34", "+681720034", "+681 72 00 34"),
        ("+687 75 00 34", "+687750034", "+687 75.00.34"),
        ("689 87 00 34 56", "+68987003456", "+689 87 00 34 56"),
        ("06 12 00 34 56", "+33612003456", "06 12 00 34 56"),
    ],
)
def test_a_number_keeps_the_code_of_its_country(typed: str, value: str, shown: str) -> None:
    assert (read_phone(typed), show_phone(value)) == (value, shown)
    assert read_phone(shown) == value
    assert doubtful_phone(value) is None


@pytest.mark.parametrize("typed", ["06 12 00 34", "06 12 00 34 56 78", "75 00 34", "687 75 00 34", "+33 6 12 00 34"])
def test_a_number_too_short_too_long_or_of_two_countries_is_kept_with_a_doubt(typed: str) -> None:
    assert read_phone(typed) == typed
    doubt = doubtful_phone(typed)
    assert doubt is not None
    assert "relisez-le" in kept(doubt)


@pytest.mark.parametrize("typed", ["06 39 98 12 34", "0639981234", "06.39.98.12.34"])
def test_ten_figures_of_a_block_that_no_library_knows_raise_no_doubt(typed: str) -> None:
    assert read_phone(typed) == typed
    assert doubtful_phone(typed) is None


def test_an_address_that_leads_nowhere_is_read_and_doubted() -> None:
    """Files of other programs hold some, where nobody had an address to tell."""
    assert read_email("Maelle@Exemple.INVALID") == "Maelle@exemple.invalid"
    assert doubtful_email("maelle@exemple.invalid")
    assert doubtful_email("maelle@exemple.org") is None
    for typed in ("maelle@.invalid", "@exemple.invalid", "maelle exemple.invalid"):
        with pytest.raises(Fault):
            read_email(typed)


_BETWEEN = st.sampled_from(["", " ", ".", "-", "  "])


@given(figures=st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True, alphabet="0123456789"), between=_BETWEEN)
def test_a_number_asked_by_its_block_is_what_the_library_says_of_it_whole(figures: str, between: str) -> None:
    typed = between.join(figures[place : place + 2] for place in range(0, 10, 2))
    number = phonenumbers.parse(typed, "FR")
    if phonenumbers.is_valid_number(number):
        assert read_phone(typed) == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    else:
        assert not read_phone(typed).startswith("+33")


_LOCAL = st.text("abz019_+-.AÉ", max_size=70)
_DOMAINS = ("exemple.org", "Univ.FR", "example.c", "a..fr", "-a.fr", "test", "x" * 70 + ".fr")
_DOMAIN = st.sampled_from(_DOMAINS) | st.text("ab0.-é", max_size=12).map("{}.fr".format)


@given(local=_LOCAL, domain=_DOMAIN)
def test_an_address_whose_domain_was_met_is_what_the_library_says_of_it_whole(local: str, domain: str) -> None:
    try:
        expected = validate_email(f"{local}@{domain}", check_deliverability=False).normalized
    except EmailNotValidError:
        with pytest.raises(Fault):
            read_email(f"{local}@{domain}")
    else:
        assert read_email(f"{local}@{domain}") == expected
