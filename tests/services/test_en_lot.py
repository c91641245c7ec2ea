"""Each act done to several: seen before, told of whom it is refused and why, taken back by one undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import OF_ACTS
from scolarite_desk.models.fields.of_dossier import AVIS_EN_LOT
from scolarite_desk.models.rules.passages import PASSAGES
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature, confirm, set_traitement
from scolarite_desk.services.documents import issue_courrier, issue_letter
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.en_lot import EN_LOT, give, offered, places_left, preview
from scolarite_desk.services.inscriptions import begin_inscription, record_payment
from scolarite_desk.services.lookup import row_named
from scolarite_desk.services.offre import attach
from scolarite_desk.services.ouvertures import open_in_session
from scolarite_desk.services.requetes import receive_requete
from scolarite_desk.services.ressaisie import ask_retyping
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.requetes import waiting
from scolarite_desk.store.queries.ressaisies import waits_typing
from scolarite_desk.store.queries.rows import values_of
from scolarite_desk.store.queries.stades import stades
from tests.services.conftest import Desk

PEOPLE = ("ABGRALL", "BIHAN", "CLOAREC")
REASON = {"motif": "à sa demande"}


def decided(avis: str, *, valid: bool = True, **values: Any) -> Callable[[Desk, list[str]], None]:
    def ready(desk: Desk, keys: list[str]) -> None:
        for rang, key in enumerate(keys, 1):
            desk(enter_avis, key, avis, **(values | ({"rang": rang} if avis == "LC" else {})))
            if valid:
                desk(validate_avis, key)

    return ready


def listed(desk: Desk, keys: list[str]) -> None:
    desk(correct, "formation.capacite", desk.licence, 5)
    decided("LC")(desk, keys)


def late(desk: Desk, keys: list[str]) -> None:
    decided("FA")(desk, keys)
    desk.later(days=60)


def nothing(desk: Desk, keys: list[str]) -> None:
    """They are as they came."""


def by_right(desk: Desk, keys: list[str]) -> None:
    for key in keys:
        desk(set_traitement, key, "AD")


def cancelled(desk: Desk, keys: list[str]) -> None:
    for key in keys:
        desk(cancel_candidature, key, "à sa demande")


def two_sessions(desk: Desk, _keys: list[str]) -> None:
    sessions = [
        desk(add_item, "session", {"campagne_id": desk.campagne, "libelle": nom, "genre": genre})
        for nom, genre in (("Principale", "principale"), ("Complémentaire", "complementaire"))
    ]
    desk(attach, "formation", desk.licence, "session_id", sessions[0])
    desk(open_in_session, desk.licence, sessions[1])


def contested(desk: Desk, keys: list[str]) -> None:
    decided("DE", motif="niveau")(desk, keys)
    for key in keys:
        desk(receive_requete, key, "gracieux")


def explained(desk: Desk, keys: list[str]) -> None:
    decided("DE", motif="niveau")(desk, keys)
    for key in keys:
        desk(issue_letter, key)
        desk(receive_requete, key, "motifs")
        desk(issue_courrier, key, "motifs")


def confirmed(desk: Desk, keys: list[str]) -> None:
    decided("FA")(desk, keys)
    for key in keys:
        desk(confirm, key)


def asked_again(desk: Desk, keys: list[str]) -> None:
    for key in keys:
        desk(ask_retyping, key)


def enrolling(*, paid: bool = False) -> Callable[[Desk, list[str]], None]:
    def ready(desk: Desk, keys: list[str]) -> None:
        confirmed(desk, keys)
        for key in keys:
            desk(begin_inscription, key)
            if paid:
                desk(record_payment, key, "carte")

    return ready


# By act: what must have been done before, and what it is told.
CASES: Mapping[str, tuple[Callable[[Desk, list[str]], None], Mapping[str, Any]]] = {
    "set_statut": (nothing, {"statut": "RE"}),
    "transmit": (nothing, {}),
    "set_traitement": (nothing, {"traitement": "AD"}),
    "validate_traitement": (by_right, {}),
    "enter_avis": (nothing, {"avis": "LC", "rang": 4}),
    "withdraw_avis": (decided("FA", valid=False), {}),
    "validate_avis": (decided("FA", valid=False), {}),
    "unvalidate_avis": (decided("FA"), {}),
    "correct_avis": (decided("DE", motif="niveau"), {"avis": "LC", "rang": 2, "raison": "relevé reçu"}),
    "promote": (listed, {}),
    "confirm": (decided("FA"), {}),
    "desist": (decided("LC"), {}),
    "lapse": (late, {}),
    "receive_requete": (decided("DE", motif="niveau"), {"genre": "gracieux"}),
    "answer_waiting": (contested, {"issue": "rejetee"}),
    "give_reasons": (explained, {}),
    "set_candidature": (nothing, {"date_retour": date(2026, 9, 1), "vider": ("montant",)}),
    "change_session": (two_sessions, {"session": "Complémentaire"}),  # its key, once it is there
    "cancel_candidature": (nothing, REASON),
    "reopen_candidature": (cancelled, {}),
    "ask_retyping": (nothing, {}),
    "retyped": (asked_again, {}),
    "begin_inscription": (confirmed, {}),
    "await_payment": (enrolling(), {}),
    "enrol": (enrolling(), REASON),
    "cancel_inscription": (enrolling(), REASON),
    "refund": (enrolling(paid=True), {}),
}


# Acts on a candidature that no lot does, and why.
ALONE = {
    **dict.fromkeys(("declare_complete", "declare_incomplete"), "set_statut does it, whichever the state"),
    **dict.fromkeys(("issue_letter", "issue_courrier"), "letters have a lot of their own, looked at before"),
    **dict.fromkeys(
        ("receive_piece", "validate_piece", "refuse_piece", "piece_not_concerned", "piece_awaited"),
        "a paper is judged once it was seen",
    ),
    **dict.fromkeys(
        ("add_free_piece", "withdraw_free_piece", "set_piece_deadline"), "what is asked of one person alone"
    ),
    **dict.fromkeys(
        ("record_transmission", "export_again", "treat_withdrawal"), "the room of student records does it to several"
    ),
    "move_rank": "one among the others; renumber gives the whole list",
    **dict.fromkeys(("answer_question", "question_not_concerned", "see_form"), "what one person answered"),
    **dict.fromkeys(
        ("fill_vapp", "give_opinion", "withdraw_opinion", "decide_vapp", "withdraw_decision"),
        "a file of VAPP is examined alone",
    ),
    "withdraw_retyping": "what was asked of one by mistake",
    **dict.fromkeys(("set_droits", "record_proof", "record_payment", "owe_refund"), "what one person pays, or shows"),
}


def test_every_act_on_a_candidature_is_done_to_several_or_says_why_not() -> None:
    on_one = {code for code, act in ACTS.items() if act.names[:1] == ("candidature",)}
    assert on_one == (EN_LOT.keys() - {"put_tag", "take_off_tag"}) | ALONE.keys(), "tags name what they are put on"
    assert not EN_LOT.keys() & ALONE.keys()


def test_the_table_is_of_acts_that_the_passages_name_with_the_fields_that_they_take() -> None:
    assert {*CASES, "put_tag", "take_off_tag"} == EN_LOT.keys(), "tags move no state: `test_etiquettes.py`"
    for code, one in EN_LOT.items():
        assert (code in {line.acte for line in PASSAGES}) == (one.quand is None)
        assert {field.name for field in one.champs} <= set(ACTS[code].names)
        assert not one.champs or one.champs in [*OF_ACTS.values(), AVIS_EN_LOT]


@pytest.mark.parametrize("code", CASES)
def test_an_act_for_several_is_seen_first_and_taken_back_at_once(desk: Desk, code: str) -> None:
    keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE]
    stranger = desk.apply(desk.home(desk.person("DERRIEN")))
    if code != "reopen_candidature":
        desk(cancel_candidature, stranger, "à sa demande")
    ready, told = CASES[code]
    ready(desk, keys)
    if "session" in told:
        told = {"session": desk.read(lambda session: row_named(session, "session", told["session"]))}
    asked = EN_LOT[code].asked(told)

    def where() -> list[Any]:
        return desk.read(lambda session: [
            (stades(session, [row])[key], values_of(row), len(waiting(session, key)), waits_typing(session, [key]))
            for key in keys for row in [session.get_one(Candidature, key)]
        ])  # fmt: skip

    before = where()
    assert code in desk.read(offered, keys)
    seen = preview(desk.store, code, [*keys, stranger], asked, Progress())
    assert where() == before, "nothing is written"
    assert (list(seen.faites), [key for key, _ in seen.refusees]) == (keys, [stranger])
    done = give(desk.store, None, code, [*keys, stranger], asked, Progress())
    assert done == seen
    assert where() != before
    undo(desk.store)
    assert where() == before


def told(desk: Desk, code: str, keys: list[str], **values: Any) -> list[tuple[str, bool]]:
    """What the places would be once it is done, in words, and whether they are too few."""
    return [(kept(one), few) for one, few in desk.read(places_left, code, keys, values)]


def test_what_is_left_of_the_places_is_told_before_a_lot_gives_them(desk: Desk) -> None:
    keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE]
    assert told(desk, "enter_avis", keys, avis="FA") == [], "no capacity was voted"
    desk(correct, "formation.capacite", desk.licence, 2)
    assert told(desk, "enter_avis", keys[:1], avis="FA") == [("1 place libre sur 2", False)]
    beyond = ("1 avis favorable de plus que les places (capacité 2)", True)
    assert told(desk, "enter_avis", keys, avis="FA") == [beyond]
    assert told(desk, "enter_avis", keys, avis="DE") == told(desk, "transmit", keys) == []
    assert told(desk, "promote", keys) == [beyond]
    decided("FA", valid=False)(desk, keys)
    assert told(desk, "validate_avis", keys) == [beyond], "they have been given: it is still time"
    master = desk.apply(desk.home(desk.person("DERRIEN")), desk.master)
    desk(correct, "formation.capacite", desk.master, 1)
    both = told(desk, "enter_avis", [*keys, master], avis="FA")
    assert [(text.partition("\u00a0: ")[0], few) for text, few in both] == [("L2INF", True), ("M1BIO", False)]


def test_two_sessions_that_share_their_places_are_counted_together(desk: Desk) -> None:
    desk(correct, "formation.capacite", desk.licence, 2)
    sessions = [
        desk(add_item, "session", {"campagne_id": desk.campagne, "libelle": nom, "genre": genre})
        for nom, genre in (("Principale", "principale"), ("Complémentaire", "complementaire"))
    ]
    desk(attach, "formation", desk.licence, "session_id", sessions[0])
    desk(open_in_session, desk.licence, sessions[1])
    keys = [desk.apply(desk.home(desk.person(nom)), session=sessions[rank % 2]) for rank, nom in enumerate(PEOPLE)]
    assert told(desk, "enter_avis", keys, avis="FA") == [("1 avis favorable de plus que les places (capacité 2)", True)]
