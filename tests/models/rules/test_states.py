"""States: whatever an act may lead to says from where."""

from __future__ import annotations

import pytest

from scolarite_desk.models.rules.states import PIECE, TRANSITIONS, VISITE, State

_AXES = {"piece": PIECE, "visite": VISITE}


@pytest.mark.parametrize("axis", TRANSITIONS)
def test_every_state_says_from_which_it_is_reached(axis: str) -> None:
    states: dict[str, State] = _AXES[axis]
    assert TRANSITIONS[axis].keys() == states.keys()
    assert {before for each in TRANSITIONS[axis].values() for before in each} - {None} <= states.keys()
