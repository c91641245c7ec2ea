"""What becomes of a numbered document: every step is kept, none is undone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.documents import CONTRAIRE, ETAPES, PREPARE, may_follow, stands
from scolarite_desk.models.tables.document import EtapeDocument
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.progress import Progress
from scolarite_desk.services.appels import call
from scolarite_desk.services.documents import documents_of, issue_receipt, void_receipt
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etapes import may_note, note_all, note_step
from scolarite_desk.services.rgpd import access
from scolarite_desk.services.undo import undo_work
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.store.queries.lignee import keys_of
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.registre import numbers
from tests.services.conftest import Desk


def _where(desk: Desk) -> list[str]:
    return [row.etape for row in desk.read(numbers, "recu")]


@given(st.lists(st.sampled_from(sorted({*ETAPES} - {PREPARE}))))
def test_a_document_stands_somewhere_whatever_was_noted(codes: list[str]) -> None:
    """Two desks may note anything beside each other."""
    assert stands(codes) in ETAPES
    for code in ETAPES:
        if code != CONTRAIRE:
            assert stands([*codes, code, CONTRAIRE]) == stands(codes)


def test_what_left_may_be_taken_back_by_its_contrary_only() -> None:
    for before in ("remis", "poste"):
        assert {code for code in ETAPES if may_follow(before, code)} == {"revenu", CONTRAIRE}


def test_a_document_is_prepared_printed_posted_and_returned_with_a_reason(desk: Desk) -> None:
    dossier = desk.person()
    paper = desk(issue_receipt, dossier).document
    assert _where(desk) == ["prepare"]
    for code in ("imprime", "poste"):
        desk.later(minutes=1)
        desk(note_step, paper, code)
    assert _where(desk) == ["poste"]
    desk.later(minutes=1)
    with pytest.raises(Refused, match="comment il est parti"):
        desk(note_step, desk(issue_receipt, desk.person("LE GOFF")).document, "revenu", "NPAI")
    with pytest.raises(Refused, match="pourquoi il est revenu"):
        desk(note_step, paper, "revenu")
    desk(note_step, paper, "revenu", "N’habite pas à l’adresse indiquée")
    assert [row.etape for row in desk.read(documents_of, dossier)] == ["revenu"]
    assert len(desk.rows(select(EtapeDocument))) == 3


def test_a_mistake_is_followed_by_its_contrary_and_undone_by_nothing(desk: Desk) -> None:
    paper = desk(issue_receipt, desk.person()).document
    desk(note_step, paper, "imprime")
    desk.later(minutes=1)
    desk(note_step, paper, "remis")
    with pytest.raises(Refused, match="ne s’annule pas"):
        undo_work(desk.store, desk.number())
    with pytest.raises(Refused, match=r"déjà noté «.Remis en main propre"):
        desk(note_step, paper, "poste")
    desk.later(minutes=1)
    desk(note_step, paper, CONTRAIRE)
    assert _where(desk) == ["imprime"]
    with pytest.raises(Refused, match="Rien n’est noté"):
        desk(note_step, paper, CONTRAIRE)


def test_a_number_without_document_becomes_nothing(desk: Desk) -> None:
    desk(void_receipt, "Papier gâché")
    key = desk.read(lambda session: numbers(session, "recu"))[0]
    assert (key.document, key.etape) == ("", "")


def test_a_copy_of_what_was_posted_says_nothing_new(desk: Desk) -> None:
    paper = desk(issue_receipt, desk.person()).document
    assert desk.read(may_note, paper, "imprime")
    desk(note_step, paper, "imprime")
    assert not desk.read(may_note, paper, "imprime")
    assert not desk.read(may_note, paper, "enregistre")
    desk.later(minutes=1)
    desk(note_step, paper, "poste")
    assert not desk.read(may_note, paper, "imprime")


def test_the_history_of_the_dossier_says_what_became_of_which_paper_and_the_register_since_when(desk: Desk) -> None:
    dossier = desk.person()
    paper = desk(issue_receipt, dossier)
    assert [row.depuis for row in desk.read(numbers, "recu")] == [None]
    desk.later(days=2)
    desk(note_step, paper.document, "poste")
    noted = desk.now
    desk.later(days=4)
    desk(note_step, paper.document, "revenu", "N’habite pas à l’adresse indiquée")
    told = [(row.champ, row.apres) for row in desk.read(lambda s: history_of(s, keys_of(s, dossier), lists(s)))]
    assert ("etape", f"Posté ({paper.numero})") in told
    assert ("etape", f"Revenu ({paper.numero})") in told
    assert ("motif", "N’habite pas à l’adresse indiquée") in told
    assert [(row.etape, row.depuis) for row in desk.read(numbers, "recu")] == [("revenu", desk.now)]
    desk(note_step, paper.document, CONTRAIRE)
    assert [(row.etape, row.depuis) for row in desk.read(numbers, "recu")] == [("poste", noted)]


def test_several_are_noted_together_and_what_is_refused_is_told(desk: Desk) -> None:
    papers = [desk(issue_receipt, desk.person(nom, "Ida", f"2004-03-{day:02}")).document
              for day, nom in enumerate(("ALPHA", "BETA", "GAMMA"), 1)]  # fmt: skip
    desk(note_step, papers[1], "remis")
    issue = note_all(desk.store, None, papers, "poste", "", Progress())
    assert issue.faites == (papers[0], papers[2])
    assert [key for key, _why in issue.refusees] == [papers[1]]


def test_a_command_names_a_document_by_its_number_and_a_step_by_its_words(desk: Desk) -> None:
    numero = desk(issue_receipt, desk.person()).numero
    call(desk.store, "note_step", {"document": numero, "etape": "Remis en main propre"})
    assert _where(desk) == ["remis"]


def test_what_became_of_their_papers_is_told_to_the_person_and_erased_with_them(desk: Desk) -> None:
    dossier = desk.person()
    paper = desk(issue_receipt, dossier).document
    desk(note_step, paper, "poste")
    held = desk.read(access, desk.owner(dossier), langue=langue(SOURCE)).fiches
    told = [datum.texte for one in held if one.genre == "etape_document" for datum in one.donnees]
    assert "Posté" in told
    desk(erase_person, dossier, desk.row(Dossier, dossier).numero, "À sa demande")
    assert desk.rows(select(EtapeDocument)) == []


def test_a_paper_came_back_on_its_own_day_whenever_that_is_noted(desk: Desk) -> None:
    paper = desk(issue_receipt, desk.person()).document
    desk(note_step, paper, "poste")
    desk.later(days=9)
    for wrong in (date(2026, 7, 5), date(2026, 7, 16)):
        with pytest.raises(Refused, match="entre celui du document et aujourd’hui") as refused:
            desk(note_step, paper, "revenu", "Non réclamé", wrong)
        assert refused.value.champ == "document.jour"
    desk(note_step, paper, "revenu", "Non réclamé", date(2026, 7, 10))
    [row] = desk.read(numbers, "recu")
    assert (row.etape, row.depuis, row.jour) == ("revenu", desk.now, date(2026, 7, 10))
    desk(note_step, paper, CONTRAIRE)
    assert [one.jour for one in desk.read(numbers, "recu")] == [None]
    desk(note_step, paper, "revenu", "Non réclamé", date(2026, 7, 15))
    assert [one.jour for one in desk.read(numbers, "recu")] == [None], "today is when it is noted"
