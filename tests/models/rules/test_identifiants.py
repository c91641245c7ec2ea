"""Identifiers that other systems gave."""

from __future__ import annotations

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.identifiants import KINDS, check_identifiant, registration_form, searched


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_the_example_of_each_kind_is_right(kind: object) -> None:
    code, example = kind.code, kind.example  # type: ignore[attr-defined]
    assert check_identifiant(code, example).niveau == "ok"
    assert check_identifiant(code, f" {example.lower()} ").valeur == example


@pytest.mark.parametrize(
    ("code", "typed", "level"),
    [
        ("ECANDIDAT", "ABC", "avertissement"),
        ("MON_MASTER", "00A1B2", "avertissement"),
        ("PARCOURSUP", "12A", "refus"),
        ("APOGEE", "12345678901", "refus"),
        ("INE", "0199000001A", "refus"),
        ("INE", "123456789AB", "avertissement"),
        ("ECANDIDAT", " ", "refus"),
        ("ECANDIDAT", "X" * 21, "refus"),
        ("MON_MASTER", "https://monmaster.gouv.fr/CAND00A1B2C3", "refus"),
        ("APOGEE", "N°1", "refus"),
    ],
)
def test_what_differs_is_said(code: str, typed: str, level: str) -> None:
    checked = check_identifiant(code, typed)
    assert checked.niveau == level
    assert 0 < len(kept(checked.message)) <= 60


def test_the_prefix_of_mon_master_may_be_left_out() -> None:
    assert check_identifiant("MON_MASTER", "00a1b2c3").valeur == "CAND00A1B2C3"


def test_the_registration_form_follows_the_setting() -> None:
    assert registration_form("CAND00A1B2C3") == "M300A1B2C3"
    assert registration_form("CAND00A1B2C3", "") == "00A1B2C3"
    assert searched(registration_form("CAND00A1B2C3", "MM"), "MM") == "CAND00A1B2C3"
    assert searched("22001234") == "22001234"
