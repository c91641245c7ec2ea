"""A validation keeps what it saw: an avis that a merge made another is listed, and its letter held."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.decisions import VU, vu
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.services.avis import correct_avis, enter_avis, unvalidate_avis, validate_avis
from scolarite_desk.services.avis_valeurs import vu_of
from scolarite_desk.services.candidatures import set_traitement, validate_traitement
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.dossiers import candidatures_of
from scolarite_desk.store.queries.retenues import held
from tests.services.conftest import Desk, Founded
from tests.sync.conftest import opened, share

_VALUES = {"avis": st.sampled_from(["FA", "LC"]), "rang": st.none() | st.integers(1, 9),
           "convocation_le": st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))}  # fmt: skip
_SEEN = st.fixed_dictionaries(_VALUES)


@given(one=_SEEN, other=_SEEN)
def test_two_avis_have_one_digest_exactly_when_they_say_the_same(
    one: dict[str, object], other: dict[str, object]
) -> None:
    blank = dict.fromkeys(VU)
    assert (vu(blank | one) == vu(blank | other)) == (one == other)


def test_a_digest_is_for_ever() -> None:
    assert vu(dict.fromkeys(VU) | {"avis": "LC", "rang": 3, "condition": ""}) == "232f583eb1ab6341"


def _avis(desk: Desk, candidature: str) -> Avis:
    found = desk.read(current_avis, candidature)
    assert found is not None
    return found


def test_an_avis_that_changed_since_it_was_read_is_not_validated(desk: Desk) -> None:
    dossier = desk.person()
    key = desk.apply(dossier)
    desk(enter_avis, key, "FA")
    [shown] = desk.read(candidatures_of, dossier)
    assert shown.courant is not None
    desk(enter_avis, key, "FA", condition="sous réserve de votre licence")
    with pytest.raises(Refused, match="a changé depuis"):
        desk(validate_avis, key, vu=shown.courant.vu)
    [shown] = desk.read(candidatures_of, dossier)
    desk(validate_avis, key, vu=shown.courant.vu if shown.courant else "")
    assert _avis(desk, key).valide_vu == vu_of(_avis(desk, key))


def test_direct_access_is_seen_too_and_taking_a_validation_back_forgets_it(desk: Desk) -> None:
    key = desk.apply(desk.person())
    desk(set_traitement, key, "AD")
    desk(validate_traitement, key)
    assert _avis(desk, key).valide_vu
    desk(unvalidate_avis, key)
    assert _avis(desk, key).valide_vu is None


def test_a_validation_that_a_merge_turned_to_another_avis_is_listed_and_its_letter_held(
    tmp_path: Path, founded: Founded
) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    key = a.apply(a.person())
    a(enter_avis, key, "FA")
    share(a, b)
    b(validate_avis, key)
    a.later(minutes=5)
    a(enter_avis, key, "DE", motif="resultats")
    share(a, b)
    for desk in (a, b):
        assert (_avis(desk, key).avis, _avis(desk, key).valide_par) == ("DE", "Denis")
        [one] = desk.read(divergences)
        assert (one.genre, one.regle, one.fiches) == ("etats", "valide_vu", (("avis", _avis(desk, key).id),))
        assert {kept(why) for why in desk.read(held, letter=True).values()} == {
            "l’avis a changé après sa validation\u00a0: à valider de nouveau"
        }
    a(unvalidate_avis, key)
    a(validate_avis, key)
    share(a, b)
    assert b.read(divergences) == ()
    for desk in (a, b):
        desk.store.close()


def test_a_correction_ends_it_too(tmp_path: Path, founded: Founded) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    key = a.apply(a.person())
    a(enter_avis, key, "FA")
    share(a, b)
    b(validate_avis, key)
    a(enter_avis, key, "LA")
    share(a, b)
    a(correct_avis, key, "FA", "Deux postes")
    a(validate_avis, key)
    share(a, b)
    assert a.read(divergences) == b.read(divergences) == ()
    for desk in (a, b):
        desk.store.close()
