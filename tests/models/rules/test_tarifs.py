"""Fees: what the State asks by year, what one person owes, and what nobody knows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.cvec import propose_situation
from scolarite_desk.models.rules.inscriptions import doubts, lacks, owed, seen, to_refund
from scolarite_desk.models.rules.tarifs import FOURNIS, LAST_YEAR, due, tarifs
from scolarite_desk.models.tables.inscription import Tarif


@pytest.mark.parametrize(
    ("annee", "niveau", "situation", "euros"),
    [
        ("2018-2019", "licence", "plein", "170"),
        ("2023-2024", "ingenieur", "plein", "601"),
        ("2023-2024", "master", "differencie", "3770"),
        ("2024-2025", "doctorat", "plein", "391"),
        ("2025-2026", "master", "reduit", "166"),
        ("2025-2026", "doctorat", "differencie", "397"),  # no doctorat is differentiated
        ("2025-2026", "licence", "boursier", "0"),
        ("2025-2026", "licence", "totale", "0"),
    ],
)
def test_the_fees_of_a_year_are_those_that_a_source_gives(annee: str, niveau: str, situation: str, euros: str) -> None:
    assert due(FOURNIS, annee, niveau, "initiale", situation).euros == Decimal(euros)


@pytest.mark.parametrize(
    ("annee", "niveau", "regime", "situation", "words"),
    [
        ("2026-2027", "licence", "initiale", "plein", "à renseigner dans Réglages"),
        ("2024-2025", "doctorat", "initiale", "reduit", "à renseigner dans Réglages"),
        ("2025-2026", "licence", "continue", "plein", "ses propres tarifs"),
        ("2025-2026", "licence", "professionnalisation", "plein", "ses propres tarifs"),
        ("2025-2026", "", "initiale", "plein", "pas de tarif national"),
        ("2025-2026", "licence", "initiale", "partielle", "Exonération partielle"),
        ("2025-2026", "licence", "initiale", None, "Choisissez la situation"),
    ],
)
def test_what_nobody_knows_is_said_and_left_to_the_agent(
    annee: str, niveau: str, regime: str, situation: str | None, words: str
) -> None:
    found = due(FOURNIS, annee, niveau, regime, situation)
    assert found.euros is None
    assert words in kept(found.dit)


@pytest.mark.parametrize("regime", ["initiale", "apprentissage", "reprise", "cpge", "sante"])
def test_the_populations_that_owe_the_national_fees(regime: str) -> None:
    assert due(FOURNIS, "2025-2026", "licence", regime, "plein").euros == Decimal(178)


def test_who_comes_in_exchange_pays_at_home() -> None:
    assert due(FOURNIS, "2025-2026", "licence", "echange", "plein").euros == Decimal(0)


def test_the_fees_of_the_office_stand_over_those_that_ship_and_add_what_lacks() -> None:
    own = [
        Tarif(annee="2025-2026", niveau="licence", situation="plein", euros=Decimal("179.00"), source="arrêté"),
        Tarif(annee="2026-2027", niveau="licence", situation="plein", euros=Decimal("182.00"), source=None),
        Tarif(annee="2027-2028", niveau="licence", situation="plein", euros=None, source=None),
    ]
    known = tarifs(own)
    told = due(known, "2025-2026", "licence", None, "plein")
    assert (told.euros, kept(told.dit)) == (
        Decimal("179.00"),
        "Tarif 2025-2026\u00a0: 179,00\u00a0€. Source\u00a0: arrêté.",
    )
    assert kept(due(known, "2026-2027", "licence", None, "plein").dit) == "Tarif 2026-2027\u00a0: 182,00\u00a0€."
    assert due(known, "2027-2028", "licence", None, "plein").euros is None
    assert LAST_YEAR == "2025-2026"


def test_what_an_enrolment_lacks_and_what_is_unusual_in_one() -> None:
    asked, spared = propose_situation("initiale"), propose_situation("echange")
    assert [code for code, _ in lacks(None, False, None, asked)] == ["droits_inconnus", "cvec_manquante"]
    assert [code for code, _ in lacks(Decimal(178), False, "payee", asked)] == ["droits_impayes"]
    assert not list(lacks(Decimal(0), False, None, spared))
    assert not list(doubts("payee", asked, None, None))
    assert len(list(doubts("payee", spared, None, None))) == 1
    assert len(list(doubts("payee", asked, date(2026, 7, 1), date(2026, 7, 2)))) == 1


def test_what_is_to_be_paid_back() -> None:
    assert to_refund(True, False, None, "oui")
    assert to_refund(True, False, "2026-10-01", "non")
    assert not to_refund(True, True, "2026-10-01", "oui")
    assert not to_refund(False, False, None, "oui")


def test_proofs_stand_in_the_order_of_the_list_and_amounts_in_words() -> None:
    assert seen("diplome nouvelle identite diplome") == ("identite", "diplome", "nouvelle")
    assert (kept(owed(None)), kept(owed(Decimal(0)))) == ("droits à fixer", "")
    assert kept(owed(Decimal(2895))) == "2\u202f895,00\u00a0€ de droits"
