"""How long a dossier is found: the longest of what became of it, and never less because someone forgot a setting."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.conservation import SORTS, CandidatureOutcome, conservation

REGLAGES = {"conservation_vapp": "24", "conservation_admis": "60", "conservation_refus": "12"}
REGLAGES |= {"conservation_sans_suite": "6"}
REFUSED = CandidatureOutcome("candidature", "DE", None, annulee=False)
ADMITTED = CandidatureOutcome("candidature", "FA", "confirmee", annulee=False)
ISSUES = st.builds(
    CandidatureOutcome,
    st.sampled_from((None, "candidature", "vapp", "reprise", "transfert")),
    st.sampled_from((None, "FA", "DE", "LC", "LA", "PR")),
    st.sampled_from((None, "confirmee", "desistee")),
    st.booleans(),
)


def test_a_refusal_is_kept_a_year_after_the_end_of_the_campaign() -> None:
    found = conservation("2026-2027", date(2026, 9, 30), [REFUSED], REGLAGES)
    assert found.jusqu_au == date(2027, 9, 30)
    assert kept(found.pourquoi) == "refusé ou désisté\u00a0: 12 mois après la fin de la campagne, le 30/09/2026"


def test_a_campaign_without_an_end_ends_with_its_academic_year() -> None:
    assert conservation("2026-2027", None, [REFUSED], REGLAGES).jusqu_au == date(2028, 8, 31)


def test_a_dossier_is_kept_as_long_as_the_candidature_kept_longest() -> None:
    found = conservation("2026-2027", date(2026, 9, 30), [REFUSED, ADMITTED], REGLAGES)
    assert (found.jusqu_au, found.sort) == (date(2031, 9, 30), "admis")


def test_a_length_that_nobody_set_keeps_the_dossier_and_says_where_to_set_it() -> None:
    found = conservation("2026-2027", date(2006, 9, 30), [REFUSED, ADMITTED], REGLAGES | {"conservation_admis": ""})
    assert not found.echue(date(2100, 1, 1))
    assert "Réglages" in kept(found.pourquoi)


def test_a_campaign_without_year_nor_end_keeps_its_dossiers() -> None:
    assert conservation("", None, [REFUSED], REGLAGES).jusqu_au is None


def test_what_is_no_candidature_to_a_formation_is_kept_as_long_as_its_kind_asks() -> None:
    vapp = CandidatureOutcome("vapp", "DE", None, annulee=False)
    assert conservation("2026-2027", date(2026, 9, 30), [vapp], REGLAGES).jusqu_au == date(2028, 9, 30)


def test_the_last_day_is_still_kept() -> None:
    found = conservation("2026-2027", date(2026, 9, 30), [REFUSED], REGLAGES)
    assert not found.echue(date(2027, 9, 30))
    assert found.echue(date(2027, 10, 1))


@given(st.lists(ISSUES), ISSUES)
def test_one_candidature_more_never_shortens_the_time(some: list[CandidatureOutcome], more: CandidatureOutcome) -> None:
    before = conservation("2026-2027", None, some or [more], REGLAGES).jusqu_au
    after = conservation("2026-2027", None, [*some, more], REGLAGES).jusqu_au
    assert before is not None
    assert after is not None
    assert after >= before


@given(st.lists(ISSUES), st.sampled_from(list(SORTS.values())))
def test_every_sort_has_its_setting(some: list[CandidatureOutcome], one: object) -> None:
    assert conservation("2026-2027", None, some, REGLAGES).sort in SORTS
