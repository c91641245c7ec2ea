"""Undo and redo, read from the journal: what this account did at this desk, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept, said
from scolarite_desk.models.fields.groups import groups_of
from scolarite_desk.models.fields.reglages import SETTINGS
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.dossier import Cvec
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import Msg
from scolarite_desk.services import pieces, table
from scolarite_desk.services.acts import ACTS, FORMER, do, label_of, undoable
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import confirm, transmit
from scolarite_desk.services.completude import declare_complete
from scolarite_desk.services.cvec import record_cvec, verify_cvec
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item, write_note
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.services.undo import Gesture, last, redo, stacks, undo, undo_work
from scolarite_desk.services.visites import call_visit, finish_visit, link_visit, wait_visit, walk_in
from scolarite_desk.store.check.digest import Digest, digest, digest_registers
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.store import Store
from tests.pseudo import PSEUDO, unsaid
from tests.services.conftest import Desk


def _usage(desk: Desk, personne: str) -> str | None:
    name: str | None = desk.row(Personne, personne).nom_usage
    return name


@pytest.fixture
def maelle(desk: Desk) -> str:
    return desk.owner(desk.person())


def _rename(desk: Desk, personne: str, *names: str) -> None:
    for name in names:
        desk(correct, "identite.nom_usage", personne, name)


def test_works_are_undone_in_turn_and_redone_in_turn(desk: Desk, maelle: str) -> None:
    _rename(desk, maelle, "UN", "DEUX")
    assert kept(undo(desk.store, desk.started).label) == "Corriger «\u00a0Nom d’usage\u00a0»"
    assert _usage(desk, maelle) == "UN"
    undo(desk.store, desk.started)
    assert _usage(desk, maelle) is None
    assert kept(redo(desk.store, desk.started).label) == "Corriger «\u00a0Nom d’usage\u00a0»"
    redo(desk.store, desk.started)
    assert _usage(desk, maelle) == "DEUX"


def test_a_new_act_closes_the_way_to_redo(desk: Desk, maelle: str) -> None:
    _rename(desk, maelle, "UN")
    undo(desk.store, desk.started)
    _rename(desk, maelle, "DEUX")
    with pytest.raises(Refused, match="Rien à rétablir"):
        redo(desk.store, desk.started)


def test_nothing_from_before_the_base_was_unlocked_is_undone(desk: Desk, maelle: str) -> None:
    with pytest.raises(Refused, match="Rien à annuler"):
        undo(desk.store, desk.number())


def test_the_works_of_another_account_are_left_alone(desk: Desk, maelle: str) -> None:
    denis = Store(desk.store.engine, desk.store.path, "Denis", lambda: desk.now)
    do(denis, None, correct, "identite.nom_usage", maelle, "LE GOFF")
    assert [len(stacks(one, desk.started).done) for one in (desk.store, denis)] == [1, 1]
    undo(denis, desk.started)
    assert _usage(desk, maelle) is None


def test_a_value_that_someone_changed_since_is_not_undone_under_them(desk: Desk, maelle: str) -> None:
    _rename(desk, maelle, "UN")
    first = desk.number()
    _rename(desk, maelle, "DEUX")
    with pytest.raises(Refused, match="Claire a changé cette valeur depuis"):
        undo_work(desk.store, first)
    assert _usage(desk, maelle) == "DEUX"


def test_one_work_is_undone_wherever_it_stands(desk: Desk, maelle: str) -> None:
    _rename(desk, maelle, "UN")
    first = desk.number()
    desk(correct, "identite.prenom_usage", maelle, "Max")
    undo_work(desk.store, first)
    assert _usage(desk, maelle) is None
    redo(desk.store, desk.started)
    assert _usage(desk, maelle) == "UN"


def test_undoing_an_undoing_is_doing_again(desk: Desk, maelle: str) -> None:
    _rename(desk, maelle, "UN")
    undo(desk.store, desk.started)
    undo_work(desk.store, desk.number())
    assert _usage(desk, maelle) == "UN"
    both = stacks(desk.store, desk.started)
    assert (len(both.done), both.undone) == (2, {})
    assert last(both.done) == Gesture(label_of("correct", "identite.nom_usage"), {desk.number() - 2: desk.number()})


def _denis(desk: Desk) -> Store:
    return Store(desk.store.engine, desk.store.path, "Denis", desk.store.clock)


def test_a_redone_avis_that_a_colleague_validated_is_not_undone_with_their_validation(desk: Desk) -> None:
    licence = desk.apply(desk.person())
    avis = desk(enter_avis, licence, "FA")
    undo(desk.store, desk.started)
    redo(desk.store, desk.started)
    do(_denis(desk), None, validate_avis, licence)
    with pytest.raises(Refused, match="Denis a changé cette valeur depuis"):
        undo(desk.store, desk.started)
    assert (desk.row(Avis, avis).retire_le, desk.row(Avis, avis).valide_par) == (None, "Denis")
    undo(_denis(desk), desk.started)
    undo(desk.store, desk.started)
    assert desk.row(Avis, avis).retire_le is not None


def test_a_dossier_made_redone_and_applied_with_does_not_go_under_its_candidature(desk: Desk) -> None:
    dossier = desk.person()
    undo(desk.store, desk.started)
    redo(desk.store, desk.started)
    last = desk.number()
    desk.apply(dossier)
    with pytest.raises(Refused, match="encore utilisé"):
        undo_work(desk.store, last)


def test_an_avis_edited_then_validated_by_a_colleague_stays_what_they_validated(desk: Desk) -> None:
    licence = desk.apply(desk.person())
    avis = desk(enter_avis, licence, "DE", motif="niveau")
    desk(enter_avis, licence, "FA")
    do(_denis(desk), None, validate_avis, licence)
    with pytest.raises(Refused, match="Denis a changé cette valeur depuis"):
        undo(desk.store, desk.started)
    assert (desk.row(Avis, avis).avis, desk.row(Avis, avis).valide_par) == ("FA", "Denis")
    undo(_denis(desk), desk.started)
    undo(desk.store, desk.started)
    assert desk.row(Avis, avis).avis == "DE"


def test_a_cvec_recorded_again_then_verified_by_a_colleague_stays_what_they_verified(desk: Desk, maelle: str) -> None:
    known = {"situation": "non_concernee", "annee": "2026-2027"}
    cvec = desk(record_cvec, maelle, motif="continue", **known)
    desk(record_cvec, maelle, motif="hdr", **known)
    do(_denis(desk), None, verify_cvec, cvec)
    with pytest.raises(Refused, match="Denis a changé cette valeur depuis"):
        undo(desk.store, desk.started)
    assert desk.row(Cvec, cvec).motif == "hdr"
    undo(_denis(desk), desk.started)


def test_a_validation_that_the_person_answered_is_not_undone(desk: Desk) -> None:
    licence = desk.apply(desk.person())
    desk(enter_avis, licence, "FA")
    desk(validate_avis, licence)
    validated = desk.number()
    desk(confirm, licence)
    with pytest.raises(Refused, match="déjà répondu"):
        undo_work(desk.store, validated)


def test_a_work_that_this_desk_never_did_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="9999"):
        undo_work(desk.store, 9999)
    with pytest.raises(Refused, match="ne s’annule pas"):
        undo_work(desk.store, 1)


def test_a_work_of_an_act_that_this_version_does_not_have_is_refused_in_words(
    desk: Desk, maelle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rename(desk, maelle, "UN", "DEUX")
    undo(desk.store, desk.started)
    last = desk.number()
    with monkeypatch.context() as later:
        later.delitem(ACTS, "correct")
        for attempt in (lambda: undo_work(desk.store, last - 1), lambda: undo_work(desk.store, last)):
            with pytest.raises(Refused, match=r"autre version de l’application.*«\u00a0correct\u00a0».*acte contraire"):
                attempt()
        with pytest.raises(Refused, match="autre version"):
            redo(desk.store, desk.started)
    assert _usage(desk, maelle) == "UN"


def test_a_work_is_undone_under_the_former_name_of_its_act(
    desk: Desk, maelle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rename(desk, maelle, "UN")
    with monkeypatch.context() as later:
        later.setitem(ACTS, "amend", ACTS["correct"])
        later.delitem(ACTS, "correct")
        later.setitem(FORMER, "correct", "amend")
        assert kept(undo(desk.store, desk.started).phrase) == "Corriger «\u00a0Nom d’usage\u00a0»"
    assert _usage(desk, maelle) is None


def test_every_act_of_the_table_has_a_label_that_holds_no_value(desk: Desk) -> None:
    for code, one in ACTS.items():
        assert label_of(code) == one.label
        assert undoable(code) is one.undoable
    assert kept(label_of("annuler")) == "Annuler"
    assert kept(label_of("correct", "note libre")) == "Corriger (note libre)"


@pytest.mark.parametrize("words", [*(one.title for one in THINGS.values()), *(one.label for one in SETTINGS)])
def test_a_word_of_ours_that_a_work_keeps_is_said_in_the_language_of_its_reader(words: Msg) -> None:
    label = label_of("add_item", kept(words))
    assert kept(label) == f"Ajouter ({kept(words)})"
    assert unsaid(said(label, PSEUDO)) == ""


@pytest.mark.parametrize("detail", ["Centre de candidature", "Absence de réponse", "Montant 2026-2027"])
def test_what_a_work_keeps_in_french_of_what_it_is_about_is_said_again(detail: str) -> None:
    assert kept(label_of("add_item", detail)) == f"Ajouter ({detail})"
    assert unsaid(said(label_of("add_item", detail), PSEUDO)) == ""


def test_a_settled_group_is_called_by_its_column() -> None:
    assert kept(label_of("settle", "attestation")) == "Trancher (Nom écrit)"


def test_a_group_that_several_tables_have_is_called_by_the_column_of_its_own() -> None:
    assert kept(label_of("settle", "saisine.le")) == "Trancher «\u00a0Recteur saisi le\u00a0»"
    assert kept(label_of("settle", "proposition.reponse")) == "Trancher (Réponse)"
    for shared in shared_classes():
        for group in groups_of(shared):
            assert f"{shared}.{group}" not in kept(label_of("settle", f"{shared}.{group}"))


def test_a_whole_visit_is_undone_back_to_an_equal_digest(desk: Desk) -> None:
    start = desk.digest()
    steps = [start]

    def step(*args: object, **values: object) -> str:
        key: str = desk(*args, **values)  # type: ignore[arg-type]
        steps.append(desk.digest())
        return key

    visite = step(walk_in, annonce="Kermarec", motif="depot")
    step(wait_visit, visite)
    step(call_visit, visite, "Guichet 1")
    dossier = desk.person()
    steps.append(desk.digest())
    personne = desk.owner(dossier)
    step(link_visit, visite, dossier=dossier)
    step(draw_provisional_ine, personne)
    cvec = step(record_cvec, personne, "2026-2027", "payee", "BRE6-ABCDEF-42")
    step(verify_cvec, cvec)
    candidature = desk.apply(dossier)
    steps.append(desk.digest())
    step(pieces.validate_piece, candidature, desk.pieces["IDENTITE"])
    step(pieces.refuse_piece, candidature, desk.pieces["RELEVE"], motif="illisible")
    step(transmit, candidature)
    step(declare_complete, candidature, motif="Relevé promis")
    step(enter_avis, candidature, "FA")
    step(validate_avis, candidature)
    step(confirm, candidature)
    step(write_note, personne, "Relevé promis pour vendredi", visite=visite)
    step(finish_visit, visite)
    registers = desk.read(digest_registers)
    for expected in reversed(steps[:-1]):
        undo(desk.store, desk.started)
        assert desk.digest() == expected
    assert desk.digest() == start
    assert desk.read(digest_registers) == registers
    for expected in steps[1:]:
        redo(desk.store, desk.started)
        assert desk.digest() == expected


def test_the_digest_moves_with_any_value_and_counts_living_rows(desk: Desk, maelle: str) -> None:
    before: Digest = desk.read(digest)
    _rename(desk, maelle, "UN")
    after = desk.read(digest)
    assert (after.lignes, after.value == before.value) == (before.lignes, False)
    _rename(desk, maelle, "")
    assert desk.rows(select(Personne))[0].nom_usage is None


def test_what_left_or_is_gone_for_good_is_not_undone() -> None:
    """Numbers that were given, files that left, keys of the vault, persons erased; and what says so."""
    assert {code for code, one in table.ACTS.items() if not one.undoable} == {
        "issue_receipt", "void_receipt", "issue_letter", "issue_courrier", "issue_minutes", "issue_seal",
        "note_step", "record_export",
        "create_account", "change_profile", "limit_account", "withdraw_account", "restore_account",
        "name_agent", "erase_person", "purge_dossier", "declare_station",
    }  # fmt: skip


def test_undoing_what_is_in_use_says_how_many_lean_on_it_as_withdrawing_it_does(desk: Desk) -> None:
    new = {"code": "L3", "libelle": "L3", "genre": "licence", "mode": "presentiel", "traitement": "AC"}
    formation = desk(add_item, "formation", {**new, "campagne_id": desk.campagne})
    made = desk.number()
    desk(add_item, "piece_demandee", {"piece_id": desk.pieces["IDENTITE"], "formation_id": formation})
    for nom in ("KERMAREC", "RIOU"):
        desk.apply(desk.person(nom), formation)
    with pytest.raises(Refused, match=r"encore utilisé .*2 candidatures"):
        undo_work(desk.store, made)
    with pytest.raises(Refused, match=r"Encore utilisé.*2 candidatures"):
        desk(withdraw_item, "formation", formation)
