"""The season of four candidatures: whatever is done, in whatever order, goes as the table says, and comes back."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.passages import PASSAGES, Passage, Situation
from scolarite_desk.models.rules.states import ANSWERED_AVIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.services.acts import ACTS
from scolarite_desk.services.avis import enter_avis, unvalidate_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature, confirm, reopen_candidature
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.services.undo import redo, undo, undo_work
from scolarite_desk.store.courant import avis_courant, candidature_vivante
from scolarite_desk.store.queries.situations import situations
from tests.services.conftest import Desk, Founded

_MOVES = {  # what an axis is, of a situation
    "statut": {"statut", "recue"},
    "traitement": {"traitement", "traitement_valide"},
    "avis": {"avis", "valide", "valide_par", "lettre", "verbal"},
    "reponse": {"reponse"},
    "vie": {"annulee"},
}
_OF_OTHERS = {"jumelle", "rang_pris"}  # moved by what others do
_PAPERS = ("issue_receipt", "issue_letter")
_LINES = [one for one in PASSAGES if one.acte not in _PAPERS]
_AVIS = st.sampled_from([
    {"avis": "FA"}, {"avis": "LA"}, {"avis": "DE", "motif_texte": "Niveau"},
    *({"avis": "LC", "rang": rang} for rang in (1, 2)),
])  # fmt: skip
_CO = st.fixed_dictionaries({"motif": st.sampled_from(["", "accord du jury"]), "jours": st.integers(0, 3)})


class Saison(RuleBasedStateMachine):
    """One formation, four who ask for it. `done`: where all stood before each work that can be undone."""

    founded: Founded
    candidatures: tuple[str, ...]
    number = itertools.count()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / f"saison{next(self.number)}.sdesk"
        self.office = self.founded.opened(self.founded.copied(path))
        self.done: list[dict[str, Situation] | None] = []
        self.stands = self.read()

    def teardown(self) -> None:
        """The base goes."""
        self.office.store.close()
        self.folder.cleanup()

    def read(self) -> dict[str, Situation]:
        """Where all of them stand."""
        return self.office.read(_stand)

    @rule(who=st.integers(0, 3), line=st.sampled_from(_LINES), avis=_AVIS, day=_CO)
    def act(self, who: int, line: Passage, avis: dict[str, Any], day: dict[str, Any]) -> None:
        """Any line of the table: refused there when the table says so, in its words; else it moves what it says."""
        key, before = self.candidatures[who], self.stands
        given = self._given(line, avis, day)
        told = self._play(line.acte, key, **given)
        expected = line.refus(before[key])
        if expected is not None:
            assert str(told) == str(expected), line.acte
        if told is None:
            self._check(line, key, before)

    def _given(self, line: Passage, avis: dict[str, Any], day: dict[str, Any]) -> dict[str, Any]:
        le = (self.office.now - timedelta(days=day["jours"])).date()
        values: dict[str, dict[str, Any]] = {
            "set_statut": {"statut": line.vers, "le": le, "motif": day["motif"]},
            "declare_complete": {"le": le, "motif": day["motif"]},
            "declare_incomplete": {"le": le},
            "set_traitement": {"traitement": line.vers},
            "enter_avis": avis,
            "correct_avis": {**avis, "raison": "erreur", "malgre": True},
            "cancel_candidature": {"motif": "erreur"},
        }
        return values.get(line.acte, {})

    def _play(self, acte: str, *named: str, **values: Any) -> Refused | None:
        """One act, and how it was refused; an act that changed nothing is no step."""
        self.office.later(minutes=1)
        before, number, undoable = self.stands, self.office.number(), ACTS[acte].undoable
        try:
            self.office(ACTS[acte].function, *named, **values)
        except Refused as refused:
            note(f"refused: {refused}")
            assert self.office.number() == number
            return refused
        self.stands = self.read()
        if self.office.number() > number:
            self.done = [*self.done, before] if undoable else [None] * len(self.done)
        return None

    def _check(self, line: Passage, key: str, before: dict[str, Situation]) -> None:
        """It moved its axis and what its effects say, of that candidature alone."""
        may = set.union(*(_MOVES[axe] for axe in (line.axe, *(effet.axe for effet in line.effets)))) | _OF_OTHERS
        for one in self.candidatures:
            moved = _parting(before[one], self.stands[one])
            assert moved <= (may if one == key else _OF_OTHERS), (line.acte, moved)
        reached = asdict(self.stands[key]).get(line.axe, line.vers)
        assert line.axe == "avis" or not line.vers or reached == line.vers, line.acte

    @rule(who=st.integers(0, 3))
    def letter(self, who: int) -> None:
        """The letter of what was decided."""
        self._play("issue_letter", self.candidatures[who])

    @rule(who=st.integers(0, 3))
    def receipt(self, who: int) -> None:
        """A receipt, which says that the candidature was received: when the table says so."""
        key = self.candidatures[who]
        [line] = (one for one in PASSAGES if one.acte == "issue_receipt")
        goes, before = line.refus(self.stands[key]) is None, self.stands
        if self._play("issue_receipt", self.office.row(Candidature, key).dossier_id) is None:
            assert (self.stands[key] != before[key]) == goes
            self._check(replace(line, vers=line.vers if goes else ""), key, before)

    @precondition(lambda self: self.done)
    @rule(twice=st.booleans())
    def back(self, twice: bool) -> None:
        """Ctrl+Z, then Ctrl+Shift+Z and Ctrl+Z again: all stand where they stood, papers but for."""
        self.office.later(minutes=1)
        now = self.stands
        try:
            undo(self.office.store, self.office.started)
            former = self.done.pop()
            assert former is None or self.read() == former
            if twice:
                redo(self.office.store, self.office.started)
                assert self.read() == now
                undo(self.office.store, self.office.started)
        except Refused as refused:
            note(f"not undone: {refused}")
            assert any(one in str(refused) for one in ("est partie", "en dit la réception")), refused
            self.done.clear()
            self.office.started = self.office.number()
        self.stands = self.read()

    @rule(back=st.integers(1, 6))
    def back_from_history(self, back: int) -> None:
        """A work is undone where it stands, or refused."""
        self.office.later(minutes=1)
        number = self.office.number()
        if number - back >= self.office.started and self.done:
            try:
                undo_work(self.office.store, number - back)
            except Refused as refused:
                note(f"not undone: {refused}")
            self.done.clear()
            self.office.started = self.office.number()
            self.stands = self.read()

    @invariant()
    def answers_are_of_what_was_decided(self) -> None:
        """Never refused and confirmed: whoever answered has a validated place or rank."""
        for one in self.stands.values():
            assert one.reponse is None or (one.valide and one.avis in ANSWERED_AVIS)

    @invariant()
    def rows_stand_together(self) -> None:
        """One avis at most to be validated, each rank once, no letter of what is not validated, no completion before
        the reception without its reason.
        """
        self.office.read(_together)


def _stand(session: Session) -> dict[str, Situation]:
    return situations(session, session.scalars(select(Candidature)).all())


def _parting(one: Situation, other: Situation) -> set[str]:
    said, again = asdict(one), asdict(other)
    return {name for name in said if said[name] != again[name]}


def _together(session: Session) -> None:
    waiting = select(Avis.candidature_id).where(Avis.retire_le.is_(None), Avis.valide_le.is_(None))
    assert _once(session.scalars(waiting))
    listed = select(Avis.rang).join(Candidature, Candidature.id == Avis.candidature_id)
    assert _once(session.scalars(listed.where(avis_courant(), candidature_vivante(), Avis.avis == "LC")))
    lettered = select(Avis).join(DocumentEmis, DocumentEmis.avis_id == Avis.id)
    assert all(one.valide_le is not None and one.retire_le is None for one in session.scalars(lettered))
    reasons = set(session.scalars(select(Reserve.objet_id).where(Reserve.regle == "date_complet")))
    for row in session.scalars(select(Candidature).where(Candidature.statut == "CO")):
        assert row.complete_le is not None
        assert row.recue_le is None or row.complete_le >= row.recue_le or row.id in reasons


def _once(found: Any) -> bool:
    rows = list(found)
    return len(rows) == len(set(rows))


@pytest.fixture
def season(founded: Founded, tmp_path: Path) -> Iterator[type[Saison]]:
    """Four dossiers, each with its candidature, that can be written to."""
    path = founded.copied(tmp_path / "saison.sdesk")
    office = founded.opened(path)
    keys = tuple(
        office.apply(office.home(office.person(nom, "Anne"))) for nom in ("ABGRALL", "BIHAN", "CARIOU", "DREO")
    )
    begun = founded.keys | {"started": office.number()}
    office.store.close()
    yield type("Here", (Saison,), {"founded": replace(founded, path=path, keys=begun), "candidatures": keys})


def test_a_season_goes_as_the_table_says(season: type[Saison]) -> None:
    examples = max(5, settings().max_examples // 10)
    run_state_machine_as_test(
        season,
        settings=settings(max_examples=examples, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )


# --- What undoing refuses


def test_what_undoing_refuses_the_act_refuses_in_the_same_words(desk: Desk) -> None:
    answered, lettered = (desk.apply(desk.home(desk.person(nom))) for nom in ("ABGRALL", "BIHAN"))
    works = {}
    for key in (answered, lettered):
        desk(enter_avis, key, "FA")
        desk(validate_avis, key)
        works[key] = desk.number()
    desk(confirm, answered)
    desk(issue_letter, lettered)
    for key, why in ((answered, "a déjà répondu"), (lettered, "La lettre est partie")):
        with pytest.raises(Refused, match=why) as told:
            desk(unvalidate_avis, key)
        with pytest.raises(Refused) as undone:
            undo_work(desk.store, works[key])
        assert (str(undone.value), undone.value.champ) == (str(told.value), told.value.champ)


def test_a_rank_given_since_is_refused_in_the_same_words_by_whatever_brings_it_back(desk: Desk) -> None:
    first, second = (desk.apply(desk.person(nom)) for nom in ("ABGRALL", "BIHAN"))
    desk(enter_avis, first, "LC", rang=1)
    desk(cancel_candidature, first, "erreur")
    cancelled = desk.number()
    desk(enter_avis, second, "LC", rang=1)
    with pytest.raises(Refused, match="Le rang 1 fut donné depuis") as told:
        desk(reopen_candidature, first)
    with pytest.raises(Refused) as undone:
        undo_work(desk.store, cancelled)
    assert str(undone.value) == str(told.value)
    desk(enter_avis, second, "LC", rang=2)
    desk(reopen_candidature, first)


# --- A day of completion


def test_complete_before_it_was_received_asks_why_and_keeps_it(desk: Desk) -> None:
    key = desk.apply(desk.person())
    desk(set_statut, key, "RE", date(2026, 7, 3))
    with pytest.raises(Refused, match="fut reçu le 03/07/2026\u00a0: donnez la raison") as refused:
        desk(set_statut, key, "CO", date(2026, 7, 2))
    assert refused.value.champ == "candidatures.motif"
    desk(set_statut, key, "CO", date(2026, 7, 2), "apporté la veille")
    said = {row.regle: row.motif for row in desk.rows(select(Reserve))}
    assert said["date_complet"] == "apporté la veille (reçu le 03/07/2026)"
    desk(set_statut, key, "IN")
    desk(set_statut, key, "CO", date(2026, 7, 3), "vu")
    assert len(desk.rows(select(Reserve).where(Reserve.regle == "date_complet"))) == 2, "moved, and not before"
