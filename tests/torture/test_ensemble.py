"""Two at one base: numbers are given once, undo is the journal's, a second window is refused, nobody waits for long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.undo import last, stacks, undo
from scolarite_desk.store import drafts
from scolarite_desk.store.base import open_base
from scolarite_desk.store.donne import giving
from scolarite_desk.store.file import engine
from scolarite_desk.store.file.presence import Presence
from tests.noms import lettered
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded
from tests.store.damage import faults, sql
from tests.torture import voisin
from tests.torture.pannes import told

NOM = "identite.nom_usage"


@pytest.fixture
def office(guichet: Path, founded: Founded) -> Iterator[Desk]:
    """That base, open here."""
    office = Desk(open_base(guichet, "Claire", PASSWORD, clock=lambda: MORNING), **founded.keys)
    yield office
    office.store.close()


def test_works_of_two_processes_are_numbered_one_after_the_other(office: Desk) -> None:
    before = office.number()
    with voisin.beside(voisin.create_dossiers, office.store.path, 20) as pipe:
        mine = []
        for rank in range(20):
            office.person(f"ICI {lettered(rank)}")
            mine.append(office.number())
        its = pipe.recv()
    assert len(set(its)) == 20
    assert office.number() == before + 40
    assert sql(office.store, "SELECT count(*), count(DISTINCT numero) FROM dossier") == [(40, 40)]
    assert len(office.rows(Poste.__table__.select())) == 1, "both are the same station"
    assert faults(office.store) == []


def test_the_one_that_stays_goes_on_when_the_other_closes(office: Desk) -> None:
    for _ in range(2):
        with voisin.beside(voisin.create_dossiers, office.store.path, 1) as pipe:
            pipe.recv()
        office.person()
    assert faults(office.store) == []


def test_undo_takes_back_the_last_work_of_the_account_wherever_it_was_done(office: Desk) -> None:
    personne = office.owner(office.person())
    office(correct, NOM, personne, "LE GOFF")
    with voisin.beside(voisin.create_dossiers, office.store.path, 1) as pipe:
        pipe.recv()
    gesture = last(stacks(office.store, office.started).done)
    assert gesture is not None
    assert kept(gesture.label()) == "Créer le dossier", "the window says what it is about to undo"
    with voisin.beside(voisin.undo_last, office.store.path) as pipe:
        assert pipe.recv() == "Créer le dossier"
    assert kept(undo(office.store).label).startswith("Corriger")
    assert faults(office.store) == []


def test_a_field_given_elsewhere_takes_only_its_own_draft(office: Desk, guichet: Path) -> None:
    personne = office.owner(office.person())
    drafts.keep(office.store, personne, NOM, "Le G")
    drafts.keep(office.store, personne, "identite.prenom", "Mae")
    other = open_base(guichet, "Claire", PASSWORD)
    with giving((personne, NOM)), other.work("corriger"):
        pass
    other.close()
    assert drafts.drafts_of(office.store, personne) == {"identite.prenom": "Mae"}
    drafts.keep(office.store, personne, NOM, "Le Go")
    assert drafts.drafts_of(office.store, personne)[NOM] == "Le Go", "what is still being typed is kept again"


def test_a_window_that_finds_the_base_taken_is_told_within_a_blink(office: Desk) -> None:
    office.store.hurry()
    personne = office.owner(office.person())
    with voisin.beside(voisin.write_long, office.store.path) as pipe:
        assert pipe.recv() == "begun"
        told(lambda: office(correct, NOM, personne, "LE GOFF"), "Un autre programme écrit", "Réessayez")
        pipe.send("enough")
        assert pipe.recv() == "ended"
    office(correct, NOM, personne, "LE GOFF")
    assert engine.BLINK <= 50


def test_a_second_window_on_a_base_is_refused_in_words_until_the_first_is_killed(guichet: Path) -> None:
    second = Presence()
    with voisin.beside(voisin.sit_at, guichet) as pipe:
        assert pipe.recv() == "begun"
        with pytest.raises(Refused, match="déjà ouverte dans une autre fenêtre") as refused:
            second.take(guichet)
        assert "Rien n’a été modifié" in str(refused.value)
        second.take(guichet.with_name("autre.sdesk"))
    second.take(guichet)
    second.take(guichet)
    second.release()
