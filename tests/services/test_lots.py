"""A lot: refusals are told and the others go on, and what was done together is undone together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.journal import Poste, Travail
from scolarite_desk.msg import N_
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import documents, dossiers, en_lot, exports_lettres, mesures, seance
from scolarite_desk.services.acts import ACTS, Act, do
from scolarite_desk.services.avis import enter_avis, unvalidate_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.comptes import change_profile, create_account, first_account
from scolarite_desk.services.lots import each, rehearse
from scolarite_desk.services.undo import Gesture, last, redo, stacks, undo, undo_work
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.store import Store
from tests.services.conftest import Desk

PEOPLE = ("AUDREN", "BERTHELOT", "KERVELLA", "LE GALL", "ORTEGA", "TANGUY", "ABGRALL", "BIHAN", "CAM", "DROUMAGUET")
SAISIR = N_("Saisir un avis")


@pytest.fixture
def asked(desk: Desk) -> list[str]:
    """Five candidatures in licence."""
    return [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE[:5]]


def favourable(desk: Desk, keys: list[str], progress: Progress | None = None) -> Any:
    return en_lot.give(desk.store, None, "enter_avis", keys, {"avis": "FA"}, progress or Progress())


def given_to(desk: Desk) -> list[str]:
    """The candidatures that have an avis."""
    return [one.candidature_id for one in desk.rows(select(Avis).where(Avis.retire_le.is_(None)).order_by(Avis.id))]


def next_undo(desk: Desk) -> Gesture | None:
    return last(stacks(desk.store, desk.started).done)


def during(act: Callable[[], object], rank: int) -> Progress:
    """Somebody does something while a lot is at its item of that rank."""
    return Progress(lambda done, _total: act() if done == rank else None)


def ranked(desk: Desk, keys: list[str], rang: int) -> list[int | None]:
    """What a lot on the additional list gives to each, in the order of the keys."""
    done = en_lot.give(desk.store, None, "enter_avis", keys, {"avis": "LC", "rang": rang}, Progress())
    assert done.refusees == ()
    assert en_lot.preview(desk.store, "enter_avis", keys, {"avis": "LC", "rang": rang}, Progress()).refusees == ()
    given = {one.candidature_id: one.rang for one in desk.rows(select(Avis))}
    return [given[key] for key in keys]


def test_a_lot_over_several_formations_numbers_each_of_them(desk: Desk) -> None:
    people = [desk.person(nom) for nom in PEOPLE[:3]]
    keys = [desk.apply(one, formation, motif="essai") for one in people for formation in (desk.licence, desk.master)]
    assert ranked(desk, keys, 1) == [1, 1, 2, 2, 3, 3]


def test_a_lot_goes_on_after_the_last_rank_that_somebody_else_has(desk: Desk, asked: list[str]) -> None:
    desk(enter_avis, asked[0], "LC", rang=1)
    desk(enter_avis, asked[1], "LC", rang=4)
    assert ranked(desk, asked[2:], 1) == [5, 6, 7]
    assert ranked(desk, asked[2:][::-1], 5) == [7, 8, 9]


def test_a_rank_given_to_one_alone_is_that_one_or_refused(desk: Desk, asked: list[str]) -> None:
    desk(enter_avis, asked[0], "LC", rang=1)
    done = en_lot.give(desk.store, None, "enter_avis", asked[1:2], {"avis": "LC", "rang": 1}, Progress())
    assert [kept(why) for _key, why in done.refusees] == ["Le rang 1 est déjà donné dans cette formation."]


# --- One gesture


def test_five_avis_given_together_are_undone_and_redone_together(desk: Desk, asked: list[str]) -> None:
    before = desk.digest()
    assert favourable(desk, asked).faites == tuple(asked)
    after = desk.digest()
    assert kept(undo(desk.store, desk.started).label) == "Saisir un avis (5 fois)"
    assert (desk.digest(), given_to(desk)) == (before, [])
    assert kept(redo(desk.store, desk.started).label) == "Saisir un avis (5 fois)"
    assert (desk.digest(), given_to(desk)) == (after, asked)


def test_a_lot_of_one_is_a_work_like_any_other(desk: Desk, asked: list[str]) -> None:
    favourable(desk, asked[:1])
    assert next_undo(desk) == Gesture(SAISIR, {desk.number(): desk.number()})
    assert desk.rows(select(Travail).where(Travail.numero == desk.number()))[0].cible == ""
    assert undo(desk.store, desk.started).label == SAISIR


def test_its_works_name_the_first_of_them_and_the_undoings_what_they_undid(desk: Desk, asked: list[str]) -> None:
    first = desk.number() + 1
    favourable(desk, asked[:3])
    undo(desk.store, desk.started)
    lot = f"{desk.rows(select(Poste.uuid).where(Poste.ici))[0]}:{first}"
    works = desk.rows(select(Travail).where(Travail.numero >= first).order_by(Travail.numero))
    assert [(one.cible, one.lot, one.defait) for one in works] == [
        ("", None, None),
        (lot, lot, None),
        (lot, lot, None),
        *((str(first + rank), None, first + rank) for rank in (2, 1, 0)),
    ]


def test_two_lots_that_follow_one_another_are_two_gestures(desk: Desk, asked: list[str]) -> None:
    favourable(desk, asked)
    en_lot.give(desk.store, None, "validate_avis", asked[:2], {}, Progress())
    assert kept(undo(desk.store, desk.started).label) == "Valider l’avis (2 fois)"
    assert kept(undo(desk.store, desk.started).label) == "Saisir un avis (5 fois)"
    assert kept(redo(desk.store, desk.started).label) == "Saisir un avis (5 fois)"


def test_a_work_done_meanwhile_is_not_of_the_lot(desk: Desk, asked: list[str]) -> None:
    personne = desk.owner(desk.person())
    meanwhile = during(lambda: desk(dossiers.correct, "identite.prenom", personne, "Zoë"), 2)
    favourable(desk, asked, meanwhile)
    assert kept(undo(desk.store, desk.started).label) == "Saisir un avis (5 fois)"
    assert kept(undo(desk.store, desk.started).label) == "Corriger «\u00a0Prénom\u00a0»"


def test_one_of_its_works_undone_from_the_history_leaves_the_others_to_the_gesture(
    desk: Desk, asked: list[str]
) -> None:
    favourable(desk, asked)
    undo_work(desk.store, desk.number() - 2)
    assert given_to(desk) == [key for key in asked if key != asked[2]]
    assert kept(undo(desk.store, desk.started).label) == "Saisir un avis (4 fois)"
    assert given_to(desk) == []
    assert kept(redo(desk.store, desk.started).label) == "Saisir un avis (5 fois)"
    assert given_to(desk) == asked


def test_what_was_redone_from_the_history_after_another_act_can_be_undone(desk: Desk, asked: list[str]) -> None:
    favourable(desk, asked[:1])
    undo(desk.store, desk.started)
    undoing = desk.number()
    desk(enter_avis, asked[1], "FA")
    undo_work(desk.store, undoing)
    assert stacks(desk.store, desk.started).undone == {}
    undo(desk.store, desk.started)
    assert given_to(desk) == asked[1:2]


# --- What cannot be undone is named


def test_a_work_of_the_lot_that_moved_since_stays_and_is_named(desk: Desk, asked: list[str]) -> None:
    favourable(desk, asked)
    denis = Store(desk.store.engine, desk.store.path, "Denis", lambda: desk.now)
    en_lot.give(denis, None, "validate_avis", asked[1:2], {}, Progress())
    back = undo(desk.store, desk.started)
    assert kept(back.label) == "Saisir un avis (4 fois sur 5)"
    ((who, why),) = back.refused
    assert kept(who) == "BERTHELOT Maëlle"
    assert "Denis a changé cette valeur depuis" in kept(why)
    assert kept(back.phrase).startswith("Saisir un avis (4 fois sur 5). BERTHELOT Maëlle\u00a0: ")
    assert given_to(desk) == asked[1:2]
    with pytest.raises(Refused, match="Denis a changé"):
        undo(desk.store, desk.started)
    assert kept(redo(desk.store, desk.started).label) == "Saisir un avis (4 fois)"
    undo(denis, desk.started)


def test_a_lot_of_which_nothing_can_be_undone_is_refused_by_name(desk: Desk, asked: list[str]) -> None:
    favourable(desk, asked[:2])
    en_lot.give(desk.store, None, "validate_avis", asked[:2], {}, Progress())
    documents.issue_letters(desk.store, asked[:2], Progress())
    with pytest.raises(Refused, match=r"BERTHELOT Maëlle\W+: La lettre est partie.*AUDREN Maëlle\W+: La lettre est pa"):
        undo(desk.store, desk.started)


def test_each_work_of_a_lot_asks_for_the_right_of_its_act(desk: Desk, asked: list[str]) -> None:
    with desk.store.work("fonder") as work:
        first_account(work, desk.store.auteur)
        nadia = create_account(work, "Nadia", "gestionnaire")
    store = Store(desk.store.engine, desk.store.path, "Nadia", lambda: desk.now)
    en_lot.give(store, None, "enter_avis", asked[:2], {"avis": "FA"}, Progress())
    desk(change_profile, nadia, "lecture")
    with pytest.raises(Refused, match="ne permet pas de saisir un avis"):
        undo(store)
    desk(change_profile, nadia, "gestionnaire")
    assert kept(undo(store).label) == "Saisir un avis (2 fois)"


# --- One policy of refusals


def test_one_letter_refused_among_ten_leaves_nine_out_and_is_told(desk: Desk) -> None:
    keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE]
    favourable(desk, keys)
    en_lot.give(desk.store, None, "validate_avis", [key for key in keys if key != keys[4]], {}, Progress())
    issue = documents.issue_letters(desk.store, keys, Progress())
    assert [one.numero for one in issue.rendus] == [f"L01-2026-{rank:05}" for rank in range(1, 10)]
    assert issue.refusees == ((keys[4], N_("L’avis n’est pas validé.")),)
    assert len(desk.rows(select(DocumentEmis))) == 9


@pytest.mark.parametrize(("name", "steps"), [("lettres", 2), ("lettres.pdf", 2)])
def test_a_letter_refused_while_they_are_written_is_told_with_the_files(
    desk: Desk, tmp_path: Path, name: str, steps: int
) -> None:
    keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE[:3]]
    favourable(desk, keys)
    en_lot.give(desk.store, None, "validate_avis", keys, {}, Progress())
    denis = Store(desk.store.engine, desk.store.path, "Denis", lambda: desk.now)
    done: list[int] = []

    def meanwhile(_done: int, total: int) -> None:
        done.append(total)
        if len(done) == steps:
            do(denis, None, unvalidate_avis, keys[2])

    look = exports_lettres.export_letters(desk.store, Filter(), tmp_path / name, Progress(meanwhile))
    assert len(look.pretes) == 2
    ((who, why),) = look.refusees
    assert who.startswith("KERVELLA Maëlle")
    assert kept(why) == "L’avis n’est pas validé."
    written = tmp_path / name
    assert written.is_file() if name.endswith(".pdf") else len(list(written.iterdir())) == 2


def test_a_notification_refused_stops_no_other(desk: Desk) -> None:
    known, waiting = (desk.home(desk.person(nom)) for nom in PEOPLE[:2])
    key = desk.apply(waiting)
    desk(enter_avis, key, "DE", motif_texte="Prérequis absents")
    desk(validate_avis, key)
    issue = mesures.note_all(desk.store, [known, waiting], "Par courriel", Progress())
    assert issue.faites == (waiting,)
    assert (
        kept(issue.left(lambda dossier: "AA1")) == "AA1\u00a0: Aucune décision de ce dossier n’attend d’être notifiée."
    )


def test_a_refused_act_leaves_nothing_to_the_next_one_of_the_rehearsal(
    desk: Desk, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(work: Any, candidature: str) -> int:
        avis = work.all(select(Avis))
        work.add(Avis(candidature_id=candidature, avis="FA", saisi_le=work.now, saisi_par=work.auteur))
        if candidature == asked[0]:
            raise Refused(N_("Non."))
        return len(avis)

    monkeypatch.setitem(ACTS, "half", Act("half", "À moitié", "avis", False, half))
    before = desk.digest()
    seen = rehearse(desk.store, half, asked, lambda key, _: {"candidature": key}, Progress())
    assert (seen.faites, seen.rendus) == (tuple(asked[1:]), (0, 1, 2, 3))
    assert desk.digest() == before


def test_a_lot_that_cannot_be_written_keeps_what_is_done_and_says_how_many() -> None:
    def play(one: str, _rank: int) -> str:
        if one == "c":
            raise Unavailable(N_("Le disque est plein."), passing=True)
        if one == "a":
            raise Refused(N_("Non."))
        return one

    with pytest.raises(Unavailable, match=r"Le disque est plein\. Déjà fait, et gardé\W+: 1 sur 4\.") as stopped:
        each(play, "abcd", Progress())
    assert stopped.value.passing
    with pytest.raises(Unavailable, match=r"^Le disque est plein\.$"):
        each(play, "c", Progress())


def test_a_lot_that_is_stopped_keeps_what_is_done_as_one_gesture(desk: Desk, asked: list[str]) -> None:
    stopping = Progress(lambda done, _: stopping.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        favourable(desk, asked, stopping)
    assert given_to(desk) == asked[:2]
    assert kept(undo(desk.store, desk.started).label) == "Saisir un avis (2 fois)"


def test_ranks_are_numbered_in_each_formation_after_its_last_one(desk: Desk) -> None:
    persons = [desk.person(nom) for nom in ("ABGRALL", "BIHAN", "CLOAREC", "DERRIEN")]
    held = desk.apply(persons[0])
    desk(enter_avis, held, "LC", rang=1)
    keys = [desk.apply(one, formation) for one in persons[1:] for formation in (desk.licence, desk.master)]
    desk(cancel_candidature, keys[2], "erreur")
    done = _lot(desk, keys, {"avis": "LC", "rang": 1})
    ranks = [desk.read(current_avis, key).rang for key in done.faites]
    assert (len(done.refusees), ranks) == (1, [2, 1, 2, 3, 3])
    assert [rang for _, rang in desk.read(seance.ranks_of, done.faites, 1)] == ranks
    assert _lot(desk, keys, {"avis": "LC", "rang": 1}).faites == done.faites, "given again, they keep theirs"


# --- Any lot


AVIS = st.sampled_from(
    [{"avis": "FA"}, {"avis": "DE"}, {"avis": "DE", "motif": "resultats"}, {"avis": "LC", "rang": 2}]
)
STEPS = st.lists(st.integers(0, 5), min_size=1, max_size=7)


def _lot(desk: Desk, keys: list[str], values: Mapping[str, Any] | None) -> Any:
    if values is None:
        return en_lot.give(desk.store, None, "validate_avis", keys, {}, Progress())
    seen = en_lot.preview(desk.store, "enter_avis", keys, values, Progress())
    done = en_lot.give(desk.store, None, "enter_avis", keys, values, Progress())
    assert seen == done
    return done


@given(values=st.none() | AVIS, steps=STEPS, alone=st.integers(0, 6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_lot_undone_gives_the_base_before_and_redone_the_base_after(
    desk: Desk, values: Mapping[str, Any] | None, steps: list[int], alone: int
) -> None:
    keys = sorted(row.id for row in desk.rows(select(Candidature)))
    if not keys:
        keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE[:6]]
        favourable(desk, keys[:3])
        en_lot.give(desk.store, None, "validate_avis", keys[:1], {}, Progress())
    before, number = desk.digest(), desk.number()
    issue = _lot(desk, [keys[step] for step in steps], values)
    assert len(issue.faites) + len(issue.refusees) == len(steps)
    if not issue.faites:
        assert desk.digest() == before
        return
    after = desk.digest()
    if desk.number() == number:  # the same avis again, at the same moment: nothing to write
        return
    if alone == 0:  # one of them from the history first: the last, on which nothing leans
        undo_work(desk.store, desk.number())
    if stacks(desk.store, number).done:
        assert undo(desk.store, number).refused == ()
    assert desk.digest() == before
    assert redo(desk.store, number).refused == ()
    assert desk.digest() == after
    undo(desk.store, number)
    assert desk.digest() == before
