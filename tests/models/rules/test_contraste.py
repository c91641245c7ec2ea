"""How well one colour is seen on another."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.rules.contraste import READABLE, contrast
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.store.referentiel import referentiel

LISTS = referentiel()
_COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@given(_COLOURS, _COLOURS)
def test_contrast_is_that_of_the_two_whichever_is_first(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21.0001


@given(_COLOURS)
def test_a_colour_of_the_heading_is_taken_when_paper_shows_it(colour: str) -> None:
    pale = contrast(colour, "#ffffff") < READABLE
    with pytest.raises(Fault) if pale else nullcontext():
        assert BY_KEY["accent"].reader.read(colour.lower(), LISTS, {}) == colour


@pytest.mark.parametrize(("colour", "said"), [("#767676", ""), ("#777777", "4,4 pour 1"), ("#FFD800", "1,3 pour 1")])
def test_a_pale_colour_is_refused_with_its_contrast(colour: str, said: str) -> None:
    if not said:
        assert BY_KEY["accent"].reader.read(colour, LISTS, {}) == colour
        return
    with pytest.raises(Fault) as caught:
        BY_KEY["accent"].reader.read(colour, LISTS, {})
    assert said in kept(caught.value.message)
