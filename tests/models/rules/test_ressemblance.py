"""Look-alikes: who is shown, with which reason, and who is not."""

from __future__ import annotations

import random
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.labelled import labelled, person
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.ressemblance import JUMEAU, Civil, blocks, compare

MAELLE = Civil(
    "Le Goff-Martin",
    "Œuvrard",
    "Maëlle",
    autres_prenoms="Jeanne, Rose",
    ne_le="2004-03-07",
    telephones=("+33612345678",),
    courriel="maelle@example.org",
    ines=("0199000001Z",),
)
OTHERWISE = replace(MAELLE, telephones=(), courriel=None, ines=(), autres_prenoms=None, nom_usage=None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "même nom"),
        ({"nom_naissance": "LE GOFF MARTIN", "prenom": "MAELLE"}, "même nom aux accents près"),
        ({"nom_naissance": "Legoff Martin"}, "même nom aux accents près"),
        ({"nom_naissance": "Le Gof-Martin"}, "nom à une faute près"),
        ({"nom_naissance": "Oeuvrard"}, "nom d’usage ou de naissance"),
        ({"nom_naissance": "Martin"}, "partie d’un nom composé"),
        ({"prenom": "Maele"}, "prénom à une faute près"),
        ({"prenom": "Rose"}, "autre prénom de la personne"),
        ({"prenom": "Maëlle-Anne"}, "partie d’un prénom composé"),
        ({"ne_le": "2004-07-03"}, "jour et mois de naissance inversés"),
        ({"ne_le": "2004-03-17"}, "date de naissance à un chiffre près"),
        ({"ne_le": "2004"}, "date de naissance compatible"),
        ({"ne_le": None}, "date de naissance absente"),
        ({"nom_naissance": "Maëlle", "prenom": "Le Goff Martin"}, "nom et prénom inversés"),
        ({"nom_naissance": "Autre", "telephones": ("06 12 34 56 78",)}, "même téléphone"),
        ({"nom_naissance": "Autre", "courriel": "Maelle@example.org"}, "même courriel"),
        ({"prenom": "Tom"}, "jumeau possible\u00a0: autre prénom"),
        ({"prenom": None}, "même date de naissance"),
        ({"ne_le": "2007-11-21", "telephones": ("0612345678",)}, "autre date de naissance"),
        ({"nom_naissance": "Autre", "prenom": "Tom", "ines": ("0199000001Z",)}, "même INE"),
    ],
)
def test_the_same_person_written_otherwise_is_shown_with_the_reason(change: dict[str, str], reason: str) -> None:
    found = compare(MAELLE, replace(OTHERWISE, **change))
    assert found
    assert reason in map(kept, found.raisons)
    assert 0 < found.score <= 100


@pytest.mark.parametrize(
    "change",
    [
        {"ne_le": "1974-06-21"},
        {"ne_le": "1974-06-21", "telephones": ("0612345678",)},
        {"ne_le": "2001-10-28", "prenom": "Tom", "telephones": ("0612345678",)},
        {"nom_naissance": "Kermarec"},
        {"nom_naissance": "Kermarec", "prenom": "Tom"},
        {"nom_naissance": "Kermarec", "prenom": "Tom", "telephones": ("0612345678",)},
        {"nom_naissance": None, "prenom": None, "ne_le": "2004-03-07"},
    ],
)
def test_relatives_homonyms_and_strangers_are_not_shown(change: dict[str, str]) -> None:
    assert compare(MAELLE, replace(OTHERWISE, **change)) is None


def test_a_person_of_one_name_is_found_on_either_side() -> None:
    found = compare(Civil(nom_naissance="Rahman", ne_le="2004-03-07"), Civil(prenom="Rahman", ne_le="2004-03-07"))
    assert found
    assert "nom et prénom inversés" in map(kept, found.raisons)


def test_two_persons_of_one_name_need_the_same_birthday() -> None:
    assert compare(Civil("Rahman", ne_le="2004-03-07"), Civil("RAHMAN", ne_le="2004-03-07"))
    assert compare(Civil("Rahman"), Civil("Rahman")) is None


def test_an_empty_form_looks_like_nobody() -> None:
    assert compare(Civil(), Civil()) is None
    assert compare(Civil(), MAELLE) is None
    assert blocks(Civil()) == set()


def test_short_first_names_of_twins_are_no_typing_errors() -> None:
    found = compare(Civil("Duval", prenom="Léa", ne_le="2004-03-07"), Civil("Duval", prenom="Léo", ne_le="2004-03-07"))
    assert found
    assert JUMEAU in found.raisons


def test_the_extension_of_a_service_is_nobody_s_phone() -> None:
    assert compare(Civil(prenom="Tom", telephones=("4512",)), Civil(prenom="Tom", telephones=("4512",))) is None


PEOPLE = st.builds(lambda seed: person(random.Random(seed)), st.integers(0, 2**32))


@given(PEOPLE, PEOPLE)
def test_the_order_of_two_persons_does_not_matter(one: Civil, other: Civil) -> None:
    assert compare(one, other) == compare(other, one)


@given(st.integers(0, 2**32))
def test_two_writings_are_compared_alike_both_ways(seed: int) -> None:
    for pair in labelled(seed, 4):
        assert compare(pair.one, pair.other) == compare(pair.other, pair.one)


@given(PEOPLE)
def test_everybody_looks_like_oneself(one: Civil) -> None:
    found = compare(one, one)
    assert found
    assert found.score >= 99
    assert blocks(one) & blocks(one)


def test_precision_and_recall_on_two_thousand_labelled_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = labelled(2026, 2_000)
    shown = [pair for pair in pairs if compare(pair.one, pair.other)]
    right = [pair for pair in shown if pair.alike]
    fetched = [pair for pair in right if blocks(pair.one) & blocks(pair.other)]
    recall = len(fetched) / sum(pair.alike for pair in pairs)
    precision = len(right) / len(shown)
    with capsys.disabled():
        sys.stdout.write(f"\nlook-alikes on 2 000 pairs: recall {recall:.3f}, precision {precision:.3f}\n")
    assert recall >= 0.95
    assert precision >= 0.94


def test_no_kind_of_look_alike_is_forgotten() -> None:
    pairs = [pair for pair in labelled(7, 4_000) if pair.alike]
    for kind in {pair.kind for pair in pairs}:
        of_kind = [pair for pair in pairs if pair.kind == kind]
        assert sum(compare(pair.one, pair.other) is not None for pair in of_kind) / len(of_kind) >= 0.85, kind
