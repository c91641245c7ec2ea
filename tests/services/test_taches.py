"""What was promised: about a person or a candidature, handed over, taken, done, and seen by whoever may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.services.acts import do
from scolarite_desk.services.comptes import create_account, first_account, withdraw_account
from scolarite_desk.services.divergences import settle
from scolarite_desk.services.dossiers import close_follow_up, write_note
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.taches import hand_over, take_task, tasks
from scolarite_desk.services.undo import undo
from scolarite_desk.store.perimetre import ACCOUNT, may_follow
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.notes import notes_of
from scolarite_desk.store.queries.taches import mine, recipients, waiting
from tests.services.comptes import colleague
from tests.services.conftest import Desk, Founded
from tests.sync.conftest import opened, share

SOON = date(2026, 7, 10)


def _me(desk: Desk) -> str:
    """The key of who works here, an account of its own from then on."""
    with desk.store.work("fonder") as work:
        first_account(work, desk.store.auteur)
    return _key(desk, desk.store.auteur)


def _account(desk: Desk, nom: str, profil: str = "gestionnaire", limits: Mapping[str, list[str]] | None = None) -> str:
    desk(create_account, nom, profil, limits)
    return _key(desk, nom)


def _key(desk: Desk, nom: str) -> str:
    [row] = desk.rows(select(Compte).where(Compte.nom == nom))
    return str(row.id)


def _mine(desk: Desk) -> list[str]:
    with desk.store.reading() as session:
        return [one.texte for one in waiting(session, mine(session))]


def _note(desk: Desk, dossier: str, texte: str = "Rappeler", **values: Any) -> str:
    return str(desk(write_note, desk.owner(dossier), texte, **values))


def test_follow_ups_are_listed_across_formations_the_earliest_first(desk: Desk) -> None:
    dossier = desk.person()
    _note(desk, dossier, "Sans jour")
    _note(desk, dossier, "Plus tard", suivi_le=date(2026, 7, 20), candidature=desk.apply(dossier))
    _note(desk, dossier, "Bientôt", suivi_le=SOON, candidature=desk.apply(dossier, desk.master))
    found = desk.read(waiting)
    assert [(one.texte, bool(one.formation)) for one in found] == [("Bientôt", True), ("Plus tard", True)]
    assert (found[0].dossier, found[0].nom) == (dossier, "KERMAREC Maëlle")


def test_a_note_is_about_a_candidature_of_that_person_only(desk: Desk) -> None:
    vow = desk.apply(desk.person("BIHAN", "Loïc"))
    with pytest.raises(Refused, match="pas de cette personne"):
        _note(desk, desk.person(), candidature=vow)


def test_a_task_waits_for_whom_it_was_handed_to_until_somebody_takes_it_then_does_it(desk: Desk) -> None:
    note, me, other = _note(desk, desk.person()), _me(desk), _account(desk, "Nadia K.")
    desk(hand_over, note, me, "appeler après 14 h")
    assert _mine(desk) == ["Rappeler"]
    desk(hand_over, note, other)
    assert _mine(desk) == []
    assert desk.row(Note, note).remise_mot is None
    desk(take_task, note)
    assert _mine(desk) == ["Rappeler"], "whoever takes it has it"
    with pytest.raises(Refused, match="s’en charge déjà"):
        desk(take_task, note)
    desk(close_follow_up, note)
    assert _mine(desk) == desk.read(waiting) == []
    for act, more in ((take_task, ()), (hand_over, (other,))):
        with pytest.raises(Refused, match="déjà fait"):
            desk(act, note, *more)


def test_handing_over_is_undone_with_its_word(desk: Desk) -> None:
    note = _note(desk, desk.person(), suivi_le=SOON)
    desk(hand_over, note, _me(desk), "urgent")
    undo(desk.store)
    [task] = desk.read(waiting)
    assert (task.pour, task.mot) == ("", "")


def test_a_task_is_for_a_desk_too(desk: Desk) -> None:
    note, [here] = _note(desk, desk.person()), desk.rows(select(Poste.uuid).where(Poste.ici))
    assert [said for key, said in desk.read(recipients) if key == here]
    desk(hand_over, note, here)
    assert _mine(desk) == ["Rappeler"]


def test_nobody_is_given_what_they_may_not_see_nor_what_nobody_is(desk: Desk) -> None:
    dossier, me = desk.person(), _me(desk)
    note = _note(desk, dossier, candidature=desk.apply(dossier))
    desk.apply(dossier, desk.master)
    apart = _account(desk, "Nadia K.", "lecture", {"formation": [desk.master]})
    board = _account(desk, "Jury L.", "commission")
    for one in (apart, board):
        with pytest.raises(Refused, match="ne voit pas ce dossier"):
            desk(hand_over, note, one)
    with pytest.raises(Refused, match="de la liste"):
        desk(hand_over, note, note)
    with pytest.raises(Refused, match="déjà confié"):
        desk.together(hand_over, (note, me), (note, me))


def test_who_decides_in_a_perimeter_is_given_no_task_of_another_and_lists_none(desk: Desk) -> None:
    """Whoever makes dossiers sees everybody, and may still do nothing of those outside."""
    dossier = desk.person()
    _me(desk)
    note = _note(desk, dossier, suivi_le=SOON, candidature=desk.apply(dossier))
    key = _account(desk, "Nadia K.", "gestionnaire", {"formation": [desk.master]})
    with pytest.raises(Refused, match="ne voit pas ce dossier"):
        desk(hand_over, note, key)
    with pytest.raises(Refused, match="de la liste"):
        desk(hand_over, note, "zz")
    with desk.store.reading() as session:
        session.info[ACCOUNT] = "Nadia K."
        assert waiting(session) == []


def test_an_account_reads_the_notes_of_its_perimeter_only(desk: Desk) -> None:
    dossier = desk.person()
    _me(desk)
    for texte, formation in (("Licence", desk.licence), ("Master", desk.master)):
        _note(desk, dossier, texte, suivi_le=SOON, candidature=desk.apply(dossier, formation))
    _account(desk, "Nadia K.", "lecture", {"formation": [desk.master]})
    with desk.store.reading() as session:
        session.info[ACCOUNT] = "Nadia K."
        assert [one.texte for one in waiting(session)] == ["Master"]
        assert [one.texte for one in notes_of(session, desk.owner(dossier))] == ["Master"]


def test_an_erasure_takes_what_was_written_of_a_person(desk: Desk) -> None:
    dossier = desk.person()
    desk(close_follow_up, _note(desk, dossier, suivi_le=SOON, candidature=desk.apply(dossier)))
    desk(erase_person, dossier, desk.row(Dossier, dossier).numero, "Demande du 6 juillet")
    assert desk.rows(select(Note)) == []
    assert desk.read(waiting) == []


def test_a_promise_about_an_archived_candidature_is_still_kept(desk: Desk) -> None:
    dossier, me = desk.person(), _me(desk)
    note = _note(desk, dossier, suivi_le=SOON, candidature=desk.apply(dossier))
    desk.archive()
    for act, more in ((hand_over, (me,)), (take_task, ()), (close_follow_up, ())):
        desk(act, note, *more)
    row = desk.row(Note, note)
    assert row.suivi_fait_le is not None
    added = _note(desk, dossier, candidature=row.candidature_id)
    assert desk.row(Note, added).candidature_id == row.candidature_id


def test_what_was_given_to_an_account_that_is_closed_since_is_seen_until_somebody_takes_it(desk: Desk) -> None:
    dossier, _ = desk.person(), _me(desk)
    gone, _ = _account(desk, "Yann"), _account(desk, "Zoé")
    given, taken, _else = (_note(desk, dossier, texte, suivi_le=SOON) for texte in ("Confié", "Pris", "Autre"))
    desk(hand_over, given, gone)
    with desk.store.work("fonder") as work:
        row = work.get(Note, taken)
        row.prise_le, row.prise_par = work.now, "Zoé"
    assert desk.read(tasks, "sans_personne") == []
    for nom in ("Yann", "Zoé"):
        desk(withdraw_account, nom)
    assert {one.texte for one in desk.read(tasks, "sans_personne")} == {"Confié", "Pris"}
    desk(take_task, given)
    assert [one.texte for one in desk.read(tasks, "sans_personne")] == ["Pris"]
    desk.started = desk.number()  # an account that was closed is not undone


def test_a_note_about_a_person_is_handed_to_nobody_who_does_not_see_that_person(desk: Desk) -> None:
    dossier, elsewhere = desk.person(), desk.person("BIHAN", "Loïc")
    _me(desk)
    desk.apply(dossier)
    desk.apply(elsewhere, desk.master)
    reader = _account(desk, "Nadia K.", "lecture", {"formation": [desk.master]})
    note, other = _note(desk, dossier), _note(desk, elsewhere)
    for given in (note, other):
        with pytest.raises(Refused, match="ne voit pas ce dossier"):
            desk(hand_over, given, reader)
    with desk.store.reading() as session:
        assert not may_follow(session, "Nadia K.", desk.owner(dossier))


def test_two_agents_who_take_a_task_apart_are_told(tmp_path: Path, founded: Founded) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    note = _note(a, a.person(), suivi_le=SOON)
    share(a, b)
    b.later(minutes=5)
    b(take_task, note)
    _me(a)
    do(colleague(a.store, "gestionnaire"), None, take_task, note)
    share(a, b)
    for desk in (a, b):
        [one] = desk.read(divergences)
        assert (one.fiches, kept(one.phrase)) == (
            (("note", note),), "Deux postes ont écrit autre chose dans «\u00a0Pris en charge par\u00a0»."
        )  # fmt: skip
    [one] = a.read(divergences)
    a(settle, "note", note, "prise", one.versions[1].code)
    share(a, b)
    assert not [*a.read(divergences), *b.read(divergences)]
    assert {desk.read(tasks, "suivis")[0].prise_par for desk in (a, b)} == {one.versions[1].valeurs["prise_par"]}
    for desk in (a, b):
        desk.store.close()
