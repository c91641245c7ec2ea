"""Free places: capacity minus those who were given one and did not give it up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.places import Paire, Places, beyond, proposes, said
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature, confirm, desist
from scolarite_desk.services.dossiers import correct
from scolarite_desk.store.queries.places import places, places_of, places_with
from tests.services.conftest import Desk

PEOPLE = ("ABGRALL", "BIHAN", "CLOAREC", "DERRIEN", "EVEN", "FAVENNEC")


_NONE_LEFT = "0 place libre sur 30, en comptant 2 avis à valider · 4 sur la liste complémentaire"
_TOO_MANY = "3 avis favorables de plus que les places (capacité 30), en comptant 1 avis à valider"


@pytest.mark.parametrize(
    ("counted", "libres", "told"),
    [
        (Places(), None, ""),
        (Places(None, 12, liste=3), None, "3 sur la liste complémentaire"),
        (Places(30, 28), 2, "2 places libres sur 30"),
        (Places(1, 0), 1, "1 place libre sur 1"),
        (
            Places(30, 28, 2, liste=4),
            0,
            _NONE_LEFT,
        ),
        (
            Places(30, 32, 1),
            -3,
            _TOO_MANY,
        ),
        (Places(1, 2), -1, "1 avis favorable de plus que les places (capacité 1)"),
    ],
)
def test_places_are_told_to_whoever_decides(counted: Places, libres: int | None, told: str) -> None:
    assert (counted.libres, kept(said(counted))) == (libres, told)
    assert proposes(counted) == bool(libres and libres > 0 and counted.liste)


def test_a_place_is_held_until_it_is_given_up(desk: Desk) -> None:
    desk(correct, "formation.capacite", desk.licence, 3)
    keys = [desk.apply(desk.person(nom)) for nom in PEOPLE[:4]]
    desk.together(enter_avis, *((key, "FA") for key in keys[:3]))
    assert desk.read(places_of, desk.licence) == Places(3, 0, 3)
    desk.together(validate_avis, *((key,) for key in keys[:3]))
    desk(confirm, keys[0])
    assert desk.read(places_of, desk.licence) == Places(3, 3, confirmees=1)
    desk(correct_avis, keys[0], "DE", "dossier d’une autre", motif="resultats")
    assert desk.read(places_of, desk.licence).offertes == 3, "an admission binds until its correction is validated"
    desk(validate_avis, keys[0])
    desk(desist, keys[1])
    desk(cancel_candidature, keys[2], "à sa demande")
    desk(enter_avis, keys[3], "LC", rang=7)
    desk(validate_avis, keys[3])
    assert desk.read(places_of, desk.licence) == Places(3, liste=1)
    assert desk.read(places, [Paire(desk.master), Paire("0" * 32)]) == {Paire(desk.master): Places()}


def test_a_lot_of_favourable_avis_says_before_how_many_are_beyond_the_places(desk: Desk) -> None:
    desk(correct, "formation.capacite", desk.licence, 2)
    keys = [desk.apply(desk.person(nom)) for nom in PEOPLE[:4]]
    desk(enter_avis, keys[0], "FA")
    [found] = desk.read(places_with, keys).values()
    assert kept(beyond(found)) == "2 avis favorables de plus que les places (capacité 2)"
    assert desk.read(places_with, keys[:2])[Paire(desk.licence)].libres == 0


_STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(("FA", "LC", "DE")), st.booleans(), st.sampled_from("-cda")),
    max_size=3,
    unique_by=lambda one: one[0],
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_STEPS, st.none() | st.integers(1, 3))
def test_free_places_equal_the_count_by_hand(
    desk: Desk, steps: list[tuple[int, str, bool, str]], capacite: int | None
) -> None:
    before = desk.read(places_of, desk.master)
    desk(correct, "formation.capacite", desk.master, capacite)
    held = before.offertes + before.a_valider
    for rank, avis, validated, then in steps:
        key = desk.apply(
            desk.person(PEOPLE[rank] + "".join("ABCDEFGHIJ"[int(one)] for one in str(desk.number()))),
            desk.master,
            motif="essai",
        )
        rang = {"rang": desk.number()} if avis == "LC" else {"motif": "resultats"} if avis == "DE" else {}
        desk(enter_avis, key, avis, **rang)
        if validated:
            desk(validate_avis, key)
        answered = validated and avis != "DE"
        if answered and then in "cd":
            desk({"c": confirm, "d": desist}[then], key)
        if then == "a":
            desk(cancel_candidature, key, "essai")
        held += avis == "FA" and then != "a" and not (answered and then == "d")
    found = desk.read(places_of, desk.master)
    assert found.libres == (None if capacite is None else capacite - held)
