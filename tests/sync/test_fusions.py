"""Persons merged at one desk, and what others did meanwhile: the same everywhere, and apart again exactly."""

from __future__ import annotations

from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.etiquette import PoseEtiquette
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.services.dossiers import add_item, write_note
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etiquettes import put_tag
from scolarite_desk.services.fusions import merge_persons, unmerge_person
from scolarite_desk.services.inscriptions import begin_inscription, enrol
from scolarite_desk.services.saisines import begin_saisine
from scolarite_desk.services.visites import walk_in
from scolarite_desk.store.check.digest import digest
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.etiquettes import borne
from tests.services.conftest import Desk
from tests.services.une_inscription import confirmed
from tests.store.damage import faults
from tests.sync.conftest import share


def _owners(desk: Desk) -> set[str]:
    return {one.personne_id for one in desk.rows(select(Dossier))}


def _rules(desk: Desk) -> set[str]:
    return {one.regle for one in desk.read(divergences)}


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


def test_what_the_season_holds_of_two_persons_is_listed_twice_once_they_are_one_and_parts_exactly(
    abc: list[Desk],
) -> None:
    a, b, _c = abc
    kept, other = _two(a)
    tag = a(add_item, "etiquette", {"libelle": "À rappeler"})
    for personne, formation in ((kept, a.licence), (other, a.master)):
        [dossier] = a.rows(select(Dossier).where(Dossier.personne_id == personne))
        vow = confirmed(a, a.apply(dossier.id, formation))
        a(begin_inscription, vow)
        a(enrol, vow, "vu")
        a(begin_saisine, personne, "2026-2027")
        a(put_tag, tag, personne=personne)
    share(*abc)
    before = a.read(digest)
    b(merge_persons, kept, other)
    _agree(*abc)
    assert _rules(a) >= {"saisine", "inscrites", "dossier"}
    assert [one.libelle for one in a.read(borne, kept)] == ["À rappeler"]
    a(unmerge_person, other)
    _agree(*abc)
    assert not _rules(b)
    assert b.read(digest) == before


def test_what_is_written_on_a_dossier_that_follows_parts_with_it(abc: list[Desk]) -> None:
    a, b, _c = abc
    kept, other = _two(a)
    [dossier] = a.rows(select(Dossier).where(Dossier.personne_id == other))
    vow, tag = a.apply(dossier.id), a(add_item, "etiquette", {"libelle": "À rappeler"})
    a(merge_persons, kept, other)
    share(*abc)
    b(put_tag, tag, candidature=vow)
    b(write_note, kept, "a téléphoné", None, None, vow)
    b(walk_in, dossier=dossier.id)
    _agree(*abc)
    assert [one.libelle for one in a.read(borne, kept)] == ["À rappeler"]
    a(unmerge_person, other)
    _agree(*abc)
    for cls in (PoseEtiquette, Note, Visite):
        assert [one.personne_id for one in b.rows(select(cls))] == [other]
