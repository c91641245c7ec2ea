"""Undo and redo over whatever an office may do: each step goes back to the very base it came from, or says why not."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.services import avis, pieces
from scolarite_desk.services.acts import do
from scolarite_desk.services.candidatures import (
    cancel_candidature,
    confirm,
    reopen_candidature,
    transmit,
)
from scolarite_desk.services.dossiers import add_item, correct, create_dossier, restore_item, withdraw_item, write_note
from scolarite_desk.services.undo import redo, stacks, undo, undo_work
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store import base
from scolarite_desk.store.check.digest import Digest
from scolarite_desk.store.file import location
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault
from tests.services.conftest import MORNING, PASSWORD, Desk, Founded
from tests.store.damage import faults

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
PIECES = st.sampled_from(["IDENTITE", "RELEVE", "TRANSFERT"])
CORRECTED = st.sampled_from(["nom_naissance", "nom_usage", "prenom", "courriel", "ville_naissance", "pays_naissance"])


class Guichet(RuleBasedStateMachine):
    """An office where anything is done, undone and redone. `done`: the digest before each work that can go back."""

    founded: Founded
    dossiers = Bundle("dossiers")
    candidatures = Bundle("candidatures")
    stages = Bundle("stages")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "guichet.sdesk"
        shutil.copy(self.founded.path, path)
        shutil.copy(vault.vault_path(self.founded.path), vault.vault_path(path))
        location.remember(self.founded.station, path)
        self.office = Desk(base.open_base(path, "Claire", PASSWORD), **self.founded.keys)
        self.office.store.clock = lambda: self.office.now
        self.done: list[Digest] = []
        self.undone: list[Digest] = []
        self.reached = self.start = self.office.digest()

    def teardown(self) -> None:
        """Back to the very start, then forth to the very end."""
        end, far = self.reached, len(self.done) + len(self.undone)
        while self.undone:
            self.forth()
        end = self.reached
        while self.done:
            self.back()
        assert self.reached == self.start
        for _ in range(far):
            self.forth()
        assert self.reached == end
        assert faults(self.office.store) == []
        self.office.store.close()
        self.folder.cleanup()

    def act(self, function: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """One act; a refusal leaves the base as it was, and an act that changed nothing is no step."""
        self.office.later(minutes=1)
        before, number = self.reached, self.office.number()
        try:
            made = self.office(function, *args, **values)
        except Refused as refused:
            note(f"refused: {refused}")
            assert (self.office.digest(), self.office.number()) == (before, number)
            return None
        self.reached = self.office.digest()
        if self.office.number() > number:
            self.done.append(before)
            self.undone.clear()
        return made

    def some(self, made: Any) -> Any:
        """What an act made, for the acts to come."""
        return multiple() if made is None else made

    @rule(target=dossiers, nom=NAMES, prenom=NAMES)
    def receive(self, nom: str, prenom: str) -> Any:
        """Someone walks in."""
        return self.some(self.act(create_dossier, {"nom_naissance": nom, "prenom": prenom}))

    @rule(dossier=dossiers, champ=CORRECTED, valeur=st.none() | NAMES)
    def correct(self, dossier: str, champ: str, valeur: str | None) -> None:
        """A field is left."""
        self.act(correct, f"identite.{champ}", self.office.owner(dossier), valeur)

    @rule(target=stages, dossier=dossiers, ou=NAMES)
    def add(self, dossier: str, ou: str) -> Any:
        """A stage is added."""
        return self.some(self.act(add_item, "stages", {"organisme": ou}, self.office.owner(dossier)))

    @rule(stage=stages, restored=st.booleans())
    def withdraw(self, stage: str, restored: bool) -> None:
        """A stage goes to the trash, or comes back."""
        self.act(restore_item if restored else withdraw_item, "stages", stage)

    @rule(target=candidatures, dossier=dossiers, master=st.booleans())
    def apply(self, dossier: str, master: bool) -> Any:
        """A candidature."""
        return self.some(self.act(add_candidature, dossier, self.office.master if master else self.office.licence))

    @rule(candidature=candidatures, fait=st.sampled_from([transmit, confirm, reopen_candidature, avis.validate_avis]))
    def proceed(self, candidature: str, fait: Callable[..., Any]) -> None:
        """It goes on its way."""
        self.act(fait, candidature)

    @rule(candidature=candidatures)
    def cancel(self, candidature: str) -> None:
        """It is cancelled."""
        self.act(cancel_candidature, candidature, "doublon")

    @rule(candidature=candidatures, code=st.sampled_from(["FA", "LA"]))
    def decide(self, candidature: str, code: str) -> None:
        """An avis is entered."""
        self.act(avis.enter_avis, candidature, code)

    @rule(
        candidature=candidatures,
        code=PIECES,
        fait=st.sampled_from([pieces.receive_piece, pieces.validate_piece, pieces.piece_awaited]),
    )
    def judge(self, candidature: str, code: str, fait: Callable[..., Any]) -> None:
        """Something happens to a piece."""
        self.act(fait, candidature, self.office.pieces[code])

    @rule(candidature=candidatures, code=PIECES)
    def refuse(self, candidature: str, code: str) -> None:
        """A piece is refused."""
        self.act(pieces.refuse_piece, candidature, self.office.pieces[code], texte="illisible")

    @rule(dossier=dossiers, texte=NAMES)
    def tell(self, dossier: str, texte: str) -> None:
        """A note."""
        self.act(write_note, self.office.owner(dossier), texte)

    @precondition(lambda self: self.done)
    @rule()
    def back(self) -> None:
        """Ctrl+Z."""
        self.office.later(minutes=1)
        undo(self.office.store, self.office.started)
        self.undone.append(self.reached)
        self.reached = self.office.digest()
        assert self.reached == self.done.pop()

    @precondition(lambda self: self.undone)
    @rule()
    def forth(self) -> None:
        """Ctrl+Shift+Z."""
        self.office.later(minutes=1)
        redo(self.office.store, self.office.started)
        self.done.append(self.reached)
        self.reached = self.office.digest()
        assert self.reached == self.undone.pop()

    @invariant()
    def the_stacks_are_read_from_the_journal(self) -> None:
        """As many steps back and forth as were taken."""
        both = stacks(self.office.store, self.office.started)
        assert (len(both.done), len(both.undone)) == (len(self.done), len(self.undone))


def test_whatever_is_done_is_undone_to_the_start_and_redone_to_the_end(founded: Founded) -> None:
    kind = type("Here", (Guichet,), {"founded": founded})
    examples = max(8, settings().max_examples // 12)
    run_state_machine_as_test(
        kind,
        settings=settings(max_examples=examples, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )


# --- What stands in the way


@pytest.fixture
def denis(office: Desk) -> Store:
    """A colleague at the same desk."""
    return Store(office.store.engine, office.store.path, "Denis", lambda: MORNING + timedelta(hours=2))


def test_a_later_change_of_the_same_value_is_named_with_its_author_and_day(office: Desk, denis: Store) -> None:
    personne = office.owner(office.person())
    office(correct, "identite.prenom", personne, "Zoé")
    mine = office.number()
    do(denis, None, correct, "identite.prenom", personne, "Zoë")
    before = office.digest()
    with pytest.raises(Refused, match=r"Annulation impossible.*Denis a changé cette valeur depuis \(le 06/07/2026\)"):
        undo_work(office.store, mine)
    assert office.digest() == before


def test_a_change_at_night_is_dated_by_the_office(office: Desk, denis: Store) -> None:
    personne = office.owner(office.person())
    office(correct, "identite.prenom", personne, "Zoé")
    mine = office.number()
    denis.clock = lambda: MORNING.replace(hour=23)  # one o’clock in Paris, the day after
    do(denis, None, correct, "identite.prenom", personne, "Zoë")
    with pytest.raises(Refused, match=r"le 07/07/2026"):
        undo_work(office.store, mine)


def test_a_later_change_of_another_value_of_the_row_stands_in_no_way(office: Desk, denis: Store) -> None:
    personne = office.owner(office.person())
    office(correct, "identite.prenom", personne, "Zoé")
    mine = office.number()
    do(denis, None, correct, "identite.courriel", personne, "z@exemple.fr")
    undo_work(office.store, mine)
    row = office.row(Personne, personne)
    assert (row.prenom, row.courriel) == ("Maëlle", "z@exemple.fr")


def test_a_row_that_others_lean_on_stays(office: Desk) -> None:
    dossier = office.person()
    created = office.number()
    office(add_item, "stages", {"organisme": "Mairie"}, office.owner(dossier))
    before = office.digest()
    with pytest.raises(Refused, match="encore utilisé"):
        undo_work(office.store, created)
    assert office.digest() == before
    undo(office.store, office.started)
    undo_work(office.store, created)
    assert office.rows(select(Personne).where(Personne.retire_le.is_(None))) == []


def test_an_amount_comes_back_to_the_cent(office: Desk) -> None:
    candidature = office.apply(office.person())
    for montant in ("178.50", "92"):
        with office.store.work("correct") as work:
            work.get(Candidature, candidature).montant = Decimal(montant)
    undo_work(office.store, office.number())
    assert str(office.row(Candidature, candidature).montant) == "178.5"
    assert faults(office.store) == []


def test_an_unknown_work_is_refused_in_words(office: Desk) -> None:
    with pytest.raises(Refused, match="pas de modification numéro 999"):
        undo_work(office.store, 999)
