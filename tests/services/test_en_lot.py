"""Each act done to several: seen before, told of whom it is refused and why, taken back by one undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.en_lot import EN_LOT, give, offered, places_left, preview
from scolarite_desk.services.inscriptions import begin_inscription, record_payment
from scolarite_desk.services.offre import attach
from scolarite_desk.services.ouvertures import open_in_session
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.undo import undo
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


def confirmed(desk: Desk, keys: list[str]) -> None:
    decided("FA")(desk, keys)
    for key in keys:
        desk(confirm, key)


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
    "promote": (listed, {}),
    "confirm": (decided("FA"), {}),
    "desist": (decided("LC"), {}),
    "lapse": (late, {}),
    "cancel_candidature": (nothing, REASON),
    "reopen_candidature": (cancelled, {}),
    "begin_inscription": (confirmed, {}),
    "await_payment": (enrolling(), {}),
    "enrol": (enrolling(), REASON),
    "cancel_inscription": (enrolling(), REASON),
    "refund": (enrolling(paid=True), {}),
}


def test_the_table_is_of_acts_that_the_passages_name_with_the_fields_that_they_take() -> None:
    assert list(CASES) == list(EN_LOT)
    for code, one in EN_LOT.items():
        assert code in {line.acte for line in PASSAGES}
        assert {field.name for field in one.champs} <= set(ACTS[code].names)
        assert not one.champs or one.champs in [*OF_ACTS.values(), AVIS_EN_LOT]


@pytest.mark.parametrize("code", EN_LOT)
def test_an_act_for_several_is_seen_first_and_taken_back_at_once(desk: Desk, code: str) -> None:
    keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE]
    stranger = desk.apply(desk.home(desk.person("DERRIEN")))
    if code != "reopen_candidature":
        desk(cancel_candidature, stranger, "à sa demande")
    ready, told = CASES[code]
    ready(desk, keys)
    asked = EN_LOT[code].asked(told)

    def where() -> Mapping[str, Any]:
        return desk.read(lambda session: stades(session, [session.get_one(Candidature, key) for key in keys]))

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
