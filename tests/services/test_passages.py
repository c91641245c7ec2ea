"""A season in miniature: whatever is done, in whatever order, goes as the table says, and comes back."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.gardes import Stade
from scolarite_desk.models.rules.passages import PASSAGES, Transition
from scolarite_desk.models.rules.states import ANSWERED_AVIS
from scolarite_desk.models.rules.vapp import etape
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.services.acts import checked
from scolarite_desk.services.avis import enter_avis, unvalidate_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature, confirm, reopen_candidature
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.undo import redo, undo, undo_work
from scolarite_desk.store.courant import avis_courant, candidature_vivante
from scolarite_desk.store.queries.stades import stades
from scolarite_desk.store.store import Work
from tests.services import recits
from tests.services.conftest import Desk, Founded

_MOVES = {  # what an axis is, of a stade
    "statut": {"statut", "recue"},
    "traitement": {"traitement", "traitement_valide"},
    "avis": {"avis", "definitif", "valide", "valide_par", "regard", "lettre", "verbal"},
    "reponse": {"reponse"},
    "vie": {"annulee"},
    "vapp": {"opinion", "decision"},
    "inscription": {"inscription", "percu", "rembourse"},
}
_OF_OTHERS = {"jumelle", "rang_pris"}  # moved by what others do
_LINES = [one for one in PASSAGES if one.acte != "issue_receipt"]
[_RECEIVED] = (one for one in PASSAGES if one not in _LINES)
# What is drawn: a decision and its answer more than the rest; papers seldom, which cost more than all else.
_DRAWN = [*_LINES, *(one for one in _LINES if one.axe in ("avis", "reponse")), "issue_receipt", "issue_letter"]
_WHO = st.sampled_from([0, 0, 0, 1, 1, 2])
_AVIS = st.sampled_from([
    {"avis": "FA"}, {"avis": "LA"}, {"avis": "DE", "motif_texte": "Niveau"},
    *({"avis": "LC", "rang": rang} for rang in (1, 2)),
])  # fmt: skip


class Saison(RuleBasedStateMachine):
    """One formation, three who ask for it. `done`: where all stood before each work that Ctrl+Z takes back; None, that
    a paper was given since, which stays.
    """

    founded: Founded
    candidatures: tuple[str, ...]
    numbers = itertools.count()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / f"saison{next(self.numbers)}.sdesk"
        self.office = self.founded.opened(self.founded.copied(path))
        self.done: list[dict[str, Stade] | None] = []
        self.stands = self.read()

    def teardown(self) -> None:
        """The base goes."""
        self.office.store.close()
        self.folder.cleanup()

    def read(self) -> dict[str, Stade]:
        """Where all of them stand, in a base where what must never be is not."""
        return self.office.read(_stand)

    @rule(who=_WHO, line=st.sampled_from(_DRAWN), avis=_AVIS, ago=st.integers(0, 3), motif=st.sampled_from(["", "vu"]))
    def act(self, who: int, line: Transition | str, avis: dict[str, Any], ago: int, motif: str) -> None:
        """Any line of the table: refused where it says so, in its words; else it moves what it says."""
        key, before = self.candidatures[who], self.stands
        if isinstance(line, str):
            self._paper(line, key)
            return
        expected = line.refus(before[key])
        if line.acte == "lapse":
            self.office.later(days=11)  # those of the licence are over
        told = self._play(line.acte, key, **_given(line, avis, (self.office.now - timedelta(days=ago)).date(), motif))
        assert expected is None or str(told) == str(expected), line.acte
        if told is None:
            self._check(line, key, before)

    def _paper(self, acte: str, key: str) -> None:
        """The letter of what was decided; a receipt, which is a reception where the table says so."""
        before, goes = self.stands, _RECEIVED.refus(self.stands[key]) is None
        if acte == "issue_letter":
            self._play(acte, key)
        elif self._play(acte, self.office.row(Candidature, key).dossier_id) is None:
            assert (self.stands[key] != before[key]) == goes
            self._check(replace(_RECEIVED, vers=_RECEIVED.vers if goes else ""), key, before)

    def _play(self, acte: str, *named: str, **values: Any) -> Refused | None:
        """One act, and how it was refused; an act that changed nothing is no step."""
        self.office.later(minutes=1)
        before, number = self.stands, self.office.number()
        try:
            self.office(ACTS[acte].function, *named, **values)
        except Refused as refused:
            note(f"refused: {refused}")
            assert self.office.number() == number
            return refused
        if self.office.number() > number:
            self.stands = self.read()
            self.done = [*self.done, before] if ACTS[acte].undoable else [None] * len(self.done)
        return None

    def _check(self, line: Transition, key: str, before: dict[str, Stade]) -> None:
        """It moved its axis and what its effects say, of that candidature alone; it leads where it says."""
        may = set.union(*(_MOVES[axe] for axe in (line.axe, *(effet.axe for effet in line.effets))))
        for one in self.candidatures:
            moved = _parting(before[one], self.stands[one])
            assert moved <= (may | _OF_OTHERS if one == key else _OF_OTHERS), (line.acte, moved)
        there = self.stands[key]
        reached = {
            "avis": "aucun" if there.avis is None else "valide" if there.valide else "saisi",
            "vie": "annulee" if there.annulee else "vivante",
            "vapp": etape(there.opinion, there.decision),
        }
        one_of = {line.vers, "saisi", "valide"} if line.acte == "withdraw_avis" else {line.vers}  # the former is back
        assert not line.vers or (asdict(there) | reached)[line.axe] in one_of, line.acte

    @precondition(lambda self: self.done)
    @rule(twice=st.booleans())
    def back(self, twice: bool) -> None:
        """Ctrl+Z, perhaps Ctrl+Shift+Z and Ctrl+Z again: all stand where they stood."""
        self.office.later(minutes=1)
        now, former = self.stands, self.done.pop()
        try:
            undo(self.office.store, self.office.started)
        except Refused as refused:
            note(f"not undone: {refused}")
            if not any(one in str(refused) for one in ("est partie", "en dit la réception")):
                raise
            self._begin_again()
            return
        self.stands = self.read()
        assert former is None or self.stands == former
        if twice:
            redo(self.office.store, self.office.started)
            assert self.read() == now
            undo(self.office.store, self.office.started)

    @rule(ago=st.integers(0, 5))
    def back_in_the_middle(self, ago: int) -> None:
        """A work is undone where it stands in the history, or refused."""
        self.office.later(minutes=1)
        number = self.office.number() - ago
        if number > self.office.started:
            try:
                undo_work(self.office.store, number)
            except Refused as refused:
                note(f"not undone: {refused}")
            self.stands = self.read()
            self._begin_again()

    def _begin_again(self) -> None:
        """Nothing before is undone any more."""
        self.done, self.office.started = [], self.office.number()


def _stand(session: Session) -> dict[str, Stade]:
    rows = session.scalars(select(Candidature)).all()
    found = stades(session, rows)
    for one in found.values():  # never refused and confirmed: whoever answered has a validated place or rank
        assert one.reponse is None or (one.valide and one.avis in ANSWERED_AVIS)
    _together(session, rows)
    return found


def _together(session: Session, rows: Sequence[Candidature]) -> None:
    """One avis at most to be validated, each rank once, no letter of what is not validated, none complete before it was
    received without a reason.
    """
    waiting = select(Avis.candidature_id).where(Avis.retire_le.is_(None), Avis.valide_le.is_(None))
    assert _once(session.scalars(waiting))
    listed = select(Avis.rang).join(Candidature, Candidature.id == Avis.candidature_id)
    assert _once(session.scalars(listed.where(avis_courant(), candidature_vivante(), Avis.avis == "LC")))
    lettered = select(Avis).join(DocumentEmis, DocumentEmis.avis_id == Avis.id)
    assert all(one.valide_le is not None and one.retire_le is None for one in session.scalars(lettered))
    reasons = set(session.scalars(select(Reserve.objet_id).where(Reserve.regle == "date_complet")))
    for row in (row for row in rows if row.statut == "CO"):
        assert row.complete_le is not None
        assert row.recue_le is None or row.complete_le >= row.recue_le or row.id in reasons


def _parting(one: Stade, other: Stade) -> set[str]:
    said, again = asdict(one), asdict(other)
    return {name for name in said if said[name] != again[name]}


def _once(found: Iterable[Any]) -> bool:
    rows = list(found)
    return len(rows) == len(set(rows))


@pytest.fixture
def season(founded: Founded, tmp_path: Path) -> type[Saison]:
    """Three dossiers, each with its candidature, that can be written to; the last one is a VAPP."""
    path = founded.copied(tmp_path / "saison.sdesk")
    office = founded.opened(path)
    dossiers = [office.home(office.person(nom)) for nom in ("ABGRALL", "BIHAN", "CARIOU")]
    keys = tuple(office.apply(dossier) for dossier in dossiers)
    office(correct, "candidatures.genre", keys[2], "vapp")
    begun = founded.keys | {"started": office.number()}
    office.store.close()
    return type("Here", (Saison,), {"founded": replace(founded, path=path, keys=begun), "candidatures": keys})


def test_a_season_goes_as_the_table_says(season: type[Saison]) -> None:
    examples = max(2, settings().max_examples // 12)
    run_state_machine_as_test(
        season,
        settings=settings(max_examples=examples, stateful_step_count=40, suppress_health_check=list(HealthCheck)),
    )


# --- Each line, wherever a candidature stands


def test_an_act_is_refused_exactly_where_its_line_says_and_in_its_words(founded: Founded, tmp_path: Path) -> None:
    office = founded.opened(founded.copied(tmp_path / "recits.sdesk"))
    for name, (_, key) in recits.told(office).items():
        with office.store.rehearsal() as work:
            row, yesterday = work.get(Candidature, key), (office.now - timedelta(days=1)).date()
            row.date_confirmation = yesterday  # over: that nobody answered may be noted
            stands = stades(work.session, [row])[key]
            for line in _LINES:
                given = _given(line, {"avis": "LA"}, yesterday, "vu")
                told = _refusal(work, line.acte, key, given)
                assert (name, line.acte, str(told)) == (name, line.acte, str(line.refus(stands)))
    office.store.close()


def _refusal(work: Work, acte: str, key: str, given: dict[str, Any]) -> Refused | None:
    """How an act is refused; nothing of it is kept."""
    apart = work.session.begin_nested()
    try:
        checked(work, ACTS[acte].function, candidature=key, **given)
    except Refused as refused:
        return refused
    finally:
        apart.rollback()
    return None


def _given(line: Transition, avis: dict[str, Any], le: date, motif: str) -> dict[str, Any]:
    """What an act is given, so that it leads where its line says."""
    values: dict[str, dict[str, Any]] = {
        "set_statut": {"statut": line.vers, "le": le, "motif": motif},
        "declare_complete": {"le": le, "motif": motif},
        "declare_incomplete": {"le": le},
        "set_traitement": {"traitement": line.vers},
        "enter_avis": avis,
        "correct_avis": {**avis, "raison": "erreur", "malgre": True},
        "cancel_candidature": {"motif": "erreur"},
        "promote": {"motif": "vu"},
        "give_opinion": {"opinion": "favorable", "motif": "vu", "remise": motif, "raison": "vu"},
        "decide_vapp": {"decision": "FA" if motif else "DE", "motif": "vu", "raison": "erreur", "malgre": True},
        "record_proof": {"preuve": "identite"},
        "record_payment": {"mode": "carte"},
        "enrol": {"motif": "vu"},
        "cancel_inscription": {"motif": "erreur"},
    }
    return values.get(line.acte, {})


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
    with pytest.raises(Refused, match="Le rang 1 a été donné depuis") as told:
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
    with pytest.raises(Refused, match="a été reçu le 03/07/2026\u00a0: donnez la raison") as refused:
        desk(set_statut, key, "CO", date(2026, 7, 2))
    assert refused.value.champ == "candidatures.motif"
    desk(set_statut, key, "CO", date(2026, 7, 2), "apporté la veille")
    said = {row.regle: row.motif for row in desk.rows(select(Reserve))}
    assert said["date_complet"] == "apporté la veille (reçu le 03/07/2026)"
    desk(set_statut, key, "IN")
    desk(set_statut, key, "CO", date(2026, 7, 3), "vu")
    assert len(desk.rows(select(Reserve).where(Reserve.regle == "date_complet"))) == 2, "moved, and not before"
