"""Persons merged at one desk, and what others did meanwhile: the same everywhere, and apart again exactly."""

from __future__ import annotations

from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.fusions import merge_persons, unmerge_person
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.queries.divergences import divergences
from tests.services.conftest import Desk
from tests.store.damage import faults
from tests.sync.conftest import share


def _owners(desk: Desk) -> set[str]:
    return {one.personne_id for one in desk.rows(select(Dossier))}


def _two(desk: Desk) -> tuple[str, str]:
    return desk.owner(desk.person("KERMAREC", "Maëlle")), desk.owner(desk.person("KERMARREC", "Maelle"))


def _agree(*desks: Desk) -> None:
    share(*desks)
    first, *others = (desk.read(digest) for desk in desks)
    assert all(other == first for other in others)
    assert len({frozenset(_owners(desk)) for desk in desks}) == 1
    for desk in desks:
        assert faults(desk.store) == []


def test_a_dossier_opened_elsewhere_for_the_other_follows_too(abc: list[Desk]) -> None:
    a, b, _c = abc
    kept, other = _two(a)
    share(*abc)
    a(merge_persons, kept, other)
    b.apply(b.rows(select(Dossier).where(Dossier.personne_id == other))[0].id)
    _agree(*abc)
    assert _owners(b) == {kept}
    b(unmerge_person, other)
    _agree(*abc)
    assert _owners(a) == {kept, other}


def test_each_into_the_other_is_a_ring_that_shows_one_everywhere(abc: list[Desk]) -> None:
    a, b, _c = abc
    one, other = _two(a)
    share(*abc)
    a(merge_persons, one, other)
    b(merge_persons, other, one)
    _agree(*abc)
    assert _owners(a) == {min(one, other)}


def test_one_person_into_two_is_a_divergence(abc: list[Desk]) -> None:
    a, b, _c = abc
    one, other = _two(a)
    third = a.owner(a.person("KERMAREC", "M."))
    share(*abc)
    a(merge_persons, one, other)
    b(merge_persons, third, other)
    _agree(*abc)
    assert "fusion" in {one.groupe for one in a.read(divergences)}


def test_a_person_merged_into_one_erased_elsewhere_is_shown_and_listed(abc: list[Desk]) -> None:
    a, b, _c = abc
    kept, other = _two(a)
    share(*abc)
    a(merge_persons, kept, other)
    dossier = b.rows(select(Dossier).where(Dossier.personne_id == kept))[0]
    b(erase_person, dossier.id, dossier.numero, "à sa demande")
    _agree(*abc)
    assert _owners(a) == {other}
    assert any(one.regle == "fusion" for one in a.read(divergences))
