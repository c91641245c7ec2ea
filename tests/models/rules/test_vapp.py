"""Who may ask for a VAPP: each criterion is met, not met, or waits for a fact; days may be partly unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.criteres import TIENT
from scolarite_desk.models.rules.vapp import (
    CRITERES,
    DemandeVapp,
    condition_of,
    eligibilite,
    etape,
    opinion_vue,
)

REPRISE = date(2026, 9, 1)


def stands(**facts: object) -> dict[str, bool | None]:
    known = {etat: tient for tient, etat in TIENT.items()}
    return {one.code: known[one.etat] for one in eligibilite(DemandeVapp(**facts))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ne_le", "tient"),
    [("2006-09-01", True), ("2006-09-02", False), ("2006-08", True), ("2006-09", None), ("2006", None), ("2007", False),
     ("2005", True), (None, None)],
)  # fmt: skip
def test_without_a_baccalaureat_one_is_twenty_when_studies_begin_again(ne_le: str | None, tient: bool | None) -> None:
    assert stands(bachelier=False, ne_le=ne_le, reprise_le=REPRISE)["age"] is tient


@pytest.mark.parametrize(
    ("fin", "tient"),
    [("2024-09-01", True), ("2024-09-02", False), ("2024", None), ("2023", True), ("2025", False), ("zz~9", None)],
)
def test_without_a_baccalaureat_two_years_went_since_initial_studies(fin: str, tient: bool | None) -> None:
    assert stands(bachelier=False, fin_etudes=fin, reprise_le=REPRISE)["interruption"] is tient
    assert stands(bachelier=False, fin_etudes=fin)["interruption"] is None


def test_of_who_has_one_neither_age_nor_years_are_asked() -> None:
    assert stands(bachelier=True) == {"age": True, "interruption": True, "echec": True, "acquis": False}


@pytest.mark.parametrize(("echec", "tient"), [("2022", True), ("2023", None), ("2024-06", False)])
def test_after_a_failure_one_waits_three_years(echec: str, tient: bool | None) -> None:
    found = stands(echec_le=echec, reprise_le=REPRISE, acquis=2)
    assert found["echec"] is tient
    assert found["acquis"]


def test_every_criterion_says_its_words_and_its_ground() -> None:
    for one in eligibilite(DemandeVapp(echec_le="2024", acquis=1)):
        assert kept(one.label)
        assert kept(one.dit)
        assert "D.\u00a0613-38" in kept(one.texte)
    assert len({one.code for one in CRITERES}) == len(CRITERES)


_DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))


@given(_DAYS, _DAYS)
def test_less_that_is_known_never_says_the_contrary(ne_le: date, reprise: date) -> None:
    whole = ne_le.isoformat()
    told = [stands(bachelier=False, ne_le=one, reprise_le=reprise)["age"] for one in (whole, whole[:7], whole[:4])]
    assert told[0] is not None
    assert set(told) <= {told[0], None}


def test_what_an_admission_comes_with_is_one_sentence() -> None:
    assert condition_of(None, " ") is None
    assert condition_of("Anglais.", None) == "dispense (Anglais)"
    assert len(condition_of("a" * 220, "b" * 220) or "") <= 500


def test_where_a_file_stands() -> None:
    assert [etape(*one) for one in ((None, None), ("favorable", None), (None, "FA"))] == [
        "avis_attendu", "decision_attendue", "decidee",
    ]  # fmt: skip


def test_the_digest_is_of_what_the_president_saw_alone() -> None:
    seen = {"opinion": "favorable", "commission_le": REPRISE, "opinion_motif": "oui", "dispenses": None, "remise": None}
    assert opinion_vue(seen) == opinion_vue({**seen, "commission_le": "2026-09-01", "composition": "x"})
    assert opinion_vue(seen) != opinion_vue({**seen, "remise": "Anglais"})
