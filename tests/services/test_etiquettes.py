"""Tags on persons and candidatures: put, taken off, made one, seen by whoever may."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.etiquette import EtiquetteService, PoseEtiquette
from scolarite_desk.progress import Progress
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.en_lot import give, offered, preview
from scolarite_desk.services.etiquettes import merge_tags, put_tag, take_off_tag
from scolarite_desk.services.fusions import merge_persons
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.detenu import held
from scolarite_desk.store.queries.etiquettes import borne, borne_by, tags
from scolarite_desk.store.queries.lignee import rows_of_person
from scolarite_desk.store.queries.offer import lists
from tests.services.conftest import Desk
from tests.statements import counted


def _tag(desk: Desk, libelle: str = "À rappeler", **values: object) -> str:
    return str(desk(add_item, "etiquette", {"libelle": libelle, "couleur": "bleu", **values}))


def _labels(desk: Desk, candidature: str) -> list[str]:
    return [one.libelle for one in desk.read(borne_by, [candidature])[candidature]]


def test_a_tag_of_a_person_is_on_each_candidature_and_one_of_a_candidature_on_that_one(desk: Desk) -> None:
    dossier = desk.person()
    one, other = desk.apply(dossier), desk.apply(dossier, desk.master)
    call, late = _tag(desk), _tag(desk, "Retardataire", couleur="orange", ordre=1)
    desk(put_tag, call, personne=desk.owner(dossier))
    desk(put_tag, late, candidature=one)
    assert _labels(desk, one) == ["Retardataire", "À rappeler"]
    assert _labels(desk, other) == ["À rappeler"]
    assert [(m.libelle, m.couleur, m.candidature) for m in desk.read(borne, desk.owner(dossier))] == [
        ("Retardataire", "orange", one),
        ("À rappeler", "bleu", ""),
    ]


def test_a_tag_is_put_once_and_taken_off_once(desk: Desk) -> None:
    vow, tag = desk.apply(desk.person()), _tag(desk)
    key = desk(put_tag, tag, candidature=vow)
    with pytest.raises(Refused, match="y est déjà"):
        desk(put_tag, tag, candidature=vow)
    desk(take_off_tag, tag, candidature=vow)
    with pytest.raises(Refused, match="n’y est pas"):
        desk(take_off_tag, tag, candidature=vow)
    assert desk(put_tag, tag, candidature=vow) == key, "the same row comes back"
    assert len(desk.rows(select(PoseEtiquette))) == 1


def test_a_tag_without_anybody_to_bear_it_is_refused(desk: Desk) -> None:
    tag, vow = _tag(desk), desk.apply(desk.person())
    with pytest.raises(Refused, match="Dites sur qui"):
        desk(put_tag, tag)
    with pytest.raises(Refused, match="pas de cette personne"):
        desk(put_tag, tag, candidature=vow, personne=desk.owner(desk.person("RIOU")))


def test_a_tag_out_of_service_stays_where_it_is_and_is_put_no_more(desk: Desk) -> None:
    vow, tag = desk.apply(desk.person()), _tag(desk)
    desk(put_tag, tag, candidature=vow)
    desk(correct, "etiquette.en_service", tag, False)
    assert desk.read(tags) == ()
    assert _labels(desk, vow) == ["À rappeler"]
    with pytest.raises(Refused, match="plus en service"):
        desk(put_tag, tag, personne=desk.owner(desk.person("AUTRE", "Anne")))


def test_a_tag_is_renamed_everywhere_at_once_and_a_used_one_is_not_thrown_away(desk: Desk) -> None:
    vow, tag = desk.apply(desk.person()), _tag(desk)
    desk(put_tag, tag, candidature=vow)
    desk(correct, "etiquette.libelle", tag, "À joindre")
    assert _labels(desk, vow) == ["À joindre"]
    with pytest.raises(Refused, match="1 dossier marqué"):
        desk(withdraw_item, "etiquette", tag)
    with pytest.raises(Refused):
        _tag(desk, "à JOINDRE")


def test_a_tag_of_a_centre_is_put_on_its_candidatures_only(desk: Desk) -> None:
    dossier = desk.person()
    vow = desk.apply(dossier)
    centre = desk(add_item, "centre", {"libelle": "UFR de lettres"})
    tag = _tag(desk, centre_id=centre)
    for of in ({"candidature": vow}, {"personne": desk.owner(dossier)}):
        with pytest.raises(Refused, match="UFR de lettres"):
            desk(put_tag, tag, **of)
    assert desk.read(tags, [vow]) == ()


def test_two_tags_are_made_one_with_one_undo(desk: Desk) -> None:
    one, other = desk.apply(desk.person()), desk.apply(desk.person("BIHAN", "Loïc"))
    call, ring = _tag(desk), _tag(desk, "À joindre")
    for vow in (one, other):
        desk(put_tag, ring, candidature=vow)
    desk(put_tag, call, candidature=one)
    desk(merge_tags, ring, call)
    assert [_labels(desk, vow) for vow in (one, other)] == [["À rappeler"], ["À rappeler"]]
    assert [m.libelle for m in desk.read(tags)] == ["À rappeler"]
    undo(desk.store)
    assert [_labels(desk, vow) for vow in (one, other)] == [["À joindre", "À rappeler"], ["À joindre"]]


def test_a_tag_is_made_one_with_another_only_and_with_one_of_all_centres(desk: Desk) -> None:
    call, centre = _tag(desk), desk(add_item, "centre", {"libelle": "UFR de lettres"})
    with pytest.raises(Refused, match="une autre"):
        desk(merge_tags, call, call)
    with pytest.raises(Refused, match="un seul centre"):
        desk(merge_tags, call, _tag(desk, "Lettres", centre_id=centre))


def test_a_tag_out_of_service_takes_the_place_of_none_and_may_be_replaced(desk: Desk) -> None:
    vow, call, ring = desk.apply(desk.person()), _tag(desk), _tag(desk, "À joindre")
    desk(put_tag, ring, candidature=vow)
    desk(correct, "etiquette.en_service", call, False)
    with pytest.raises(Refused, match="«\u00a0À rappeler\u00a0» n’est plus en service"):
        desk(merge_tags, ring, call)
    desk(correct, "etiquette.en_service", call, True)
    desk(correct, "etiquette.en_service", ring, False)
    desk(merge_tags, ring, call)
    assert _labels(desk, vow) == ["À rappeler"]


def test_persons_found_to_be_one_bear_a_tag_once_and_lose_it_whole(desk: Desk) -> None:
    kept, gone, tag = desk.owner(desk.person()), desk.owner(desk.person("KERMARREC")), _tag(desk)
    for one in (kept, gone):
        desk(put_tag, tag, personne=one)
    desk(merge_persons, kept, gone, "la même personne")
    assert len(desk.read(borne, kept)) == 1
    desk(take_off_tag, tag, personne=kept)
    assert desk.read(borne, kept) == ()


def test_an_erasure_takes_the_tags_of_a_person_and_leaves_those_of_the_office(desk: Desk) -> None:
    dossier, tag = desk.person(), _tag(desk)
    desk(put_tag, tag, personne=desk.owner(dossier))
    desk(put_tag, tag, candidature=desk.apply(dossier))
    number = desk.row(Dossier, dossier).numero
    desk(erase_person, dossier, number, "Demande du 6 juillet")
    assert desk.rows(select(PoseEtiquette)) == []
    assert desk.row(EtiquetteService, tag).libelle == "À rappeler"


def test_a_lot_puts_a_tag_on_those_that_lack_it_and_is_undone_at_once(desk: Desk) -> None:
    vows, nobody = [desk.apply(desk.person(nom)) for nom in ("ABGRALL", "BIHAN", "CLOAREC")], Progress()
    assert "put_tag" not in desk.read(offered, vows), "no tag yet: nothing to put"
    tag = _tag(desk)
    desk(put_tag, tag, candidature=vows[0])
    assert {"put_tag", "take_off_tag"} <= {*desk.read(offered, vows)}
    assert "take_off_tag" not in desk.read(offered, vows[1:])
    seen = preview(desk.store, "put_tag", vows, {"etiquette": tag}, nobody)
    assert len(seen.faites) == 2
    give(desk.store, None, "put_tag", vows, {"etiquette": tag}, nobody)
    assert [_labels(desk, vow) for vow in vows] == [["À rappeler"]] * 3
    undo(desk.store)
    assert [_labels(desk, vow) for vow in vows] == [["À rappeler"], [], []]


def test_two_tags_of_many_rows_are_made_one_in_a_few_readings(desk: Desk) -> None:
    tag, other = _tag(desk), _tag(desk, "À relancer")
    persons = [desk.owner(desk.person(nom)) for nom in ("ABGRALL", "BIHAN", "CLOAREC", "DERRIEN")]
    for one in persons:
        desk(put_tag, tag, personne=one)
    desk(put_tag, other, personne=persons[0])
    desk(put_tag, other, personne=persons[1])
    desk(take_off_tag, other, personne=persons[1])
    with counted(desk.store) as few:
        desk(merge_tags, tag, other)
    assert len([one for one in few if "FROM pose_etiquette" in one]) <= 2
    for one in persons:
        assert [row.libelle for row in desk.read(borne, one)] == ["À relancer"]


def test_what_a_person_is_told_names_the_tags(desk: Desk) -> None:
    dossier = desk.person()
    desk(put_tag, _tag(desk), personne=desk.owner(dossier))
    out = desk.read(lambda session: held(session, rows_of_person(session, desk.owner(dossier)), lists(session)))
    [row] = [one for one in out if one.genre == "pose_etiquette"]
    assert "À rappeler" in {one.texte for one in row.donnees}
