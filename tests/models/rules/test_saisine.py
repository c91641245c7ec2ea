"""The referral to the recteur, criterion by criterion: met, not met or unknown, never a refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.criteres import ETATS, INCONNU, NON_REMPLI, REMPLI, summed
from scolarite_desk.models.rules.saisine import (
    CRITERES,
    LICENCES,
    PREUVES,
    SEULES,
    FaitsSaisine,
    Refus,
    answer_by,
    constats,
)

LAST = date(2026, 6, 30)
REFUSED = tuple(Refus(f"Université {n % 3}", f"Mention {n % 2}", LAST - timedelta(days=n), "lettre") for n in range(5))
WHOLE = FaitsSaisine(
    "2026-2027", le=date(2026, 7, 10), licence="nationale", licence_le=date(2026, 6, 20), releve_vu=LAST, region="53",
    attente=False, refus=REFUSED,
)  # fmt: skip


def etats(faits: FaitsSaisine) -> dict[str, str]:
    return {one.code: one.etat for one in constats(faits)}


def test_a_referral_that_has_all_meets_every_criterion() -> None:
    assert set(etats(WHOLE).values()) == {REMPLI}
    assert kept(summed(constats(WHOLE))) == "10 critères remplis"
    assert (WHOLE.depart, WHOLE.limite) == (LAST, date(2026, 7, 15))


@pytest.mark.parametrize(
    ("code", "changed", "etat"),
    [
        ("licence", {"licence": "autre"}, NON_REMPLI),
        ("licence", {"licence": ""}, INCONNU),
        ("recente", {"licence_le": date(2023, 7, 1)}, NON_REMPLI),
        ("recente", {"licence_le": date(2024, 7, 1)}, REMPLI),
        ("recente", {"licence_le": None}, INCONNU),
        ("releve", {"releve_vu": None}, INCONNU),
        ("nombre", {"refus": REFUSED[:4]}, NON_REMPLI),
        ("nombre", {"refus": REFUSED[:4], "region": ""}, INCONNU),
        ("nombre", {"refus": REFUSED[:1], "region": ""}, NON_REMPLI),
        ("nombre", {"refus": REFUSED[:2], "region": "94"}, REMPLI),
        ("nombre", {"refus": REFUSED[:1], "region": "94"}, NON_REMPLI),
        ("nombre", {"refus": REFUSED[:4], "minimum": 4}, REMPLI),
        ("mentions", {"refus": REFUSED[::2]}, NON_REMPLI),
        ("mentions", {"refus": (*REFUSED[::2], Refus("Ailleurs"))}, INCONNU),
        ("mentions", {"refus": REFUSED[::2], "region": "04"}, REMPLI),
        ("mentions", {"refus": ()}, INCONNU),
        ("etablissements", {"refus": REFUSED[::3]}, NON_REMPLI),
        ("preuves", {"refus": (Refus(),)}, INCONNU),
        ("preuves", {"refus": ()}, INCONNU),
        ("attente", {"attente": None}, INCONNU),
        ("attente", {"attente": True}, NON_REMPLI),
        ("attente", {"listes": ("Master 1 Droit",)}, NON_REMPLI),
        ("delai", {"le": None}, INCONNU),
        ("delai", {"le": date(2026, 7, 16)}, NON_REMPLI),
        ("delai", {"le": date(2026, 7, 16), "licence_le": date(2026, 7, 2)}, REMPLI),
        ("delai", {"licence": "a_venir"}, INCONNU),
        ("delai", {"refus": ()}, INCONNU),
        ("delai", {"le": date(2026, 7, 16), "jours": 20}, REMPLI),
        ("unique", {"autres": ("2025-2026",)}, NON_REMPLI),
    ],
)
def test_each_criterion_is_met_or_not_or_not_known(code: str, changed: dict[str, object], etat: str) -> None:
    assert etats(replace(WHOLE, **changed))[code] == etat  # type: ignore[arg-type]


DAYS = st.none() | st.dates(date(2000, 1, 1), date(2050, 1, 1))
TEXTS = st.text(max_size=8)
FACTS = st.builds(
    FaitsSaisine, st.sampled_from(("2026-2027", "2031-2032")), DAYS, st.sampled_from(("", "inconnue", *LICENCES)), DAYS,
    DAYS, st.sampled_from(("", "53", "999", *SEULES)), st.none() | st.booleans(),
    st.lists(st.builds(Refus, TEXTS, TEXTS, DAYS, st.sampled_from(("", *PREUVES)))).map(tuple),
    st.lists(TEXTS, max_size=2).map(tuple), st.lists(TEXTS, max_size=2).map(tuple), st.integers(1, 365),
    st.integers(1, 20),
)  # fmt: skip


@given(FACTS)
def test_whatever_is_known_every_criterion_says_something(faits: FaitsSaisine) -> None:
    found = constats(faits)
    assert [one.code for one in found] == [one.code for one in CRITERES]
    assert all(one.etat in ETATS and kept(one.dit) and kept(one.texte) for one in found)
    assert faits.limite is None or faits.limite > max(one.le for one in faits.refus if one.le)


@pytest.mark.parametrize("annee", ["", "abc", "2026"])
def test_a_year_that_does_not_read_leaves_the_three_years_unknown(annee: str) -> None:
    assert etats(replace(WHOLE, annee=annee))["recente"] == INCONNU


def test_a_proposal_is_answered_in_fifteen_days_or_after_the_third() -> None:
    first, third = date(2026, 7, 1), date(2026, 7, 10)
    assert answer_by({1: first}, 1, 15) == date(2026, 7, 16)
    assert answer_by({1: first, 2: None, 3: third}, 1, 15) == date(2026, 7, 25)
    assert answer_by({1: first, 2: None, 3: third}, 2, 15) is None
    assert answer_by({3: third, 4: date(2026, 7, 20)}, 4, 15) == date(2026, 8, 4)
    assert answer_by({}, 1, 15) is None
