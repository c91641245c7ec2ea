"""Two desks that give the same place: both stand, and it is told."""

from __future__ import annotations

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.places import said
from scolarite_desk.services.appel import promote
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.rangs import move_rank
from scolarite_desk.store.queries.listes import inscrits, twins
from scolarite_desk.store.queries.places import places_of
from tests.services.conftest import Desk
from tests.store.damage import faults
from tests.sync.conftest import later, share


def test_a_place_given_by_two_desks_is_told_as_overbooking(abc: list[Desk]) -> None:
    here, there = abc[:2]
    here(correct, "formation.capacite", here.licence, 1)
    keys = [here.apply(here.person(nom)) for nom in ("ABGRALL", "BIHAN")]
    here.together(enter_avis, *((key, "LC", None, None, None, rang) for rang, key in enumerate(keys, 1)))
    here.together(validate_avis, *((key,) for key in keys))
    share(here, there)
    later(abc, minutes=1)
    here(promote, keys[0])
    there(promote, keys[1], motif="la première ne veut plus venir")
    share(here, there)
    for desk in (here, there):
        found = desk.read(places_of, desk.licence)
        assert kept(said(found)) == "1 avis favorable de plus que les places (capacité 1)"
        assert faults(desk.store) == []


def test_two_desks_that_move_one_list_apart_give_a_rank_twice_and_it_is_told(abc: list[Desk]) -> None:
    here, there = abc[:2]
    keys = [here.apply(here.person(nom)) for nom in ("ABGRALL", "BIHAN", "CLOAREC")]
    here.together(enter_avis, *((key, "LC", None, None, None, rang) for rang, key in enumerate(keys, 1)))
    share(here, there)
    later(abc, minutes=1)
    here(move_rank, keys[2], keys[1])
    there(move_rank, keys[0])
    share(here, there)
    for desk in (here, there):
        [listed] = desk.read(inscrits, [desk.licence]).values()
        ranks = {one.candidature: one.rang for one in listed}
        assert (ranks[keys[0]], ranks[keys[2]]) == (3, 2)
        assert twins(listed) == ([range(3, 4)] if ranks[keys[1]] == 3 else []), "what both moved has two heads"
