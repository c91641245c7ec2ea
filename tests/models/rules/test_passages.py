"""The table of what may follow what: every act in it, each guard of use, each sentence once."""

from __future__ import annotations

import ast
from pathlib import Path
from random import Random

import scolarite_desk
from scolarite_desk.models.rules import gardes
from scolarite_desk.models.rules.gardes import Garde, Stade
from scolarite_desk.models.rules.inscriptions import ETATS
from scolarite_desk.models.rules.passages import AXES, PASSAGES, Transition
from scolarite_desk.models.rules.states import AVIS, CONFIRMATION, STATUT, TRAITEMENT
from scolarite_desk.services.table import ACTS

_MOVE_NOTHING = {
    "pieces",
    "lettres",
    "notes",
    "exports",
}  # functions of acts on a candidature that leave it where it stands
_BESIDE = {  # what is written beside: it stands where it did
    *("receive_requete", "answer_waiting", "give_reasons"),  # what is asked waits there
    *("answer_question", "question_not_concerned", "see_form"),  # what is asked, answered
    "fill_vapp",  # what is told of it
    *("change_session", "set_candidature"),  # it follows other days
    *("ask_retyping", "retyped", "withdraw_retyping"),  # of the whole dossier, elsewhere
}


def test_every_act_that_moves_a_candidature_has_its_line_and_its_right() -> None:
    moving = {code for code, one in ACTS.items() if "candidature" in one.names and one.right not in _MOVE_NOTHING}
    assert {one.acte for one in PASSAGES} == moving - _BESIDE | {"issue_receipt"}
    assert {(one.acte, one.droit) for one in PASSAGES} == {(one.acte, ACTS[one.acte].right) for one in PASSAGES}
    assert {one.axe for one in PASSAGES} == set(AXES)


def test_each_guard_is_the_first_to_refuse_somewhere() -> None:
    """A guard that another one always speaks before would be of no use."""
    some = [_drawn(Random(number)) for number in range(4000)]
    for one in PASSAGES:
        told = {_first(one, stade) for stade in some}
        assert told == {None, *range(len(one.gardes))}, one.acte


def _first(one: Transition, stade: Stade) -> int | None:
    return next((place for place, garde in enumerate(one.gardes) if not garde.tient(stade)), None)


def _drawn(at: Random) -> Stade:
    def seldom() -> bool:
        return at.random() < 0.2

    avis = at.choice((None, *AVIS))
    return Stade(
        archivee=seldom(), annulee=seldom(), statut=at.choice((None, "??", *STATUT)), recue=seldom(),
        traitement=at.choice((None, *TRAITEMENT)), traitement_valide=seldom(), avis=avis,
        definitif=at.choice((True, False)),
        valide=avis is not None and at.random() < 0.7, lettre=seldom(), verbal=seldom(),
        reponse=at.choice((None, None, *CONFIRMATION)), jumelle="L2" if seldom() else "",
        vapp=not seldom(), opinion=at.choice((None, "favorable")), decision=at.choice((None, "FA")),
        regard_vapp=at.choice(("", "", "personne", "profil")),
        rang_pris=3 if seldom() else None, regard=at.choice(("", "", "personne", "profil")),
        inscription=at.choice((None, *ETATS)), percu=at.random() < 0.5, rembourse=seldom(),
    )  # fmt: skip


def test_each_sentence_of_a_refusal_is_in_one_place() -> None:
    """Whoever says it, a window too, asks the table: words that were copied would part."""
    sentences = {garde.phrase.source: 0 for garde in vars(gardes).values() if isinstance(garde, Garde)}
    begun = tuple({one.partition("\u00a0")[0].partition("{")[0] for one in sentences if one})
    for path in sorted(Path(scolarite_desk.__file__).parent.rglob("*.py")):
        text = path.read_text("utf-8")
        if any(one in text for one in begun):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Constant) and node.value in sentences:
                    sentences[str(node.value)] += 1
    assert {said: count for said, count in sentences.items() if said and count != 1} == {}
