"""Tags and tasks at several desks: the same tag put twice is one row, what is handed over waits at the other desk."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from scolarite_desk.models.tables.etiquette import PoseEtiquette
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.services.dossiers import add_item, write_note
from scolarite_desk.services.etiquettes import put_tag, take_off_tag
from scolarite_desk.services.taches import hand_over, take_task, tasks
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.etiquettes import borne
from tests.services.conftest import Desk
from tests.sync.conftest import abc, founded, later, share

__all__ = ["abc", "founded"]


def _station(desk: Desk) -> str:
    [here] = desk.rows(select(Poste.uuid).where(Poste.ici))
    return str(here)


def test_two_desks_that_put_the_same_tag_made_one_row(abc: list[Desk]) -> None:
    a, b, _ = abc
    personne, tag = a.owner(a.person()), a(add_item, "etiquette", {"libelle": "À rappeler"})
    share(*abc)
    keys = {desk(put_tag, tag, personne=personne) for desk in (a, b)}
    share(*abc)
    assert len(keys) == 1
    for desk in abc:
        assert [one.libelle for one in desk.read(borne, personne)] == ["À rappeler"]
        assert len(desk.rows(select(PoseEtiquette))) == 1
        assert not desk.read(divergences)
    later(abc, minutes=1)
    b(take_off_tag, tag, personne=personne)
    share(*abc)
    assert not any(desk.read(borne, personne) for desk in abc)
    a(put_tag, tag, personne=personne)
    share(*abc)
    assert all(desk.read(borne, personne) for desk in abc)


def test_what_is_handed_to_another_desk_waits_there_after_the_exchange(abc: list[Desk]) -> None:
    a, b, _ = abc
    dossier = a.person()
    vow = a.apply(dossier)
    note = a(write_note, a.owner(dossier), "Rappeler", None, date(2026, 7, 10), vow)
    b(write_note, b.owner(b.person("BIHAN", "Loïc")), "Un mot")
    share(*abc)
    a(hand_over, note, _station(b), "avant midi")
    assert b.read(tasks, "pour_moi") == []
    share(*abc)
    [task] = b.read(tasks, "pour_moi")
    assert (task.texte, task.mot, task.dossier) == ("Rappeler", "avant midi", dossier)
    later(abc, minutes=1)
    b(take_task, note)
    share(*abc)
    [seen] = a.read(tasks, "suivis")
    assert seen.prise_par == b.store.auteur
    undo(b.store)
    share(*abc)
    assert a.read(tasks, "suivis")[0].prise_par == ""
    assert not any(desk.read(divergences) for desk in abc)
