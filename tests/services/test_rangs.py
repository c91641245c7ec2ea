"""The supplementary list of a formation: numbered, moved in, and what each is told of the day."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis
from scolarite_desk.services.candidatures import cancel_candidature, desist
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.rangs import move_rank, renumber
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.listes import inscrits, real_ranks, said, served
from tests.services.conftest import Desk
from tests.services.test_documents import words

PEOPLE = ("ABGRALL", "BIHAN", "CLOAREC", "DERRIEN")


@pytest.fixture
def listed(desk: Desk) -> list[str]:
    """Four candidatures on the list of the licence, ranks 1 to 4, none of them validated."""
    keys = [desk.apply(desk.person(nom)) for nom in PEOPLE]
    desk.together(enter_avis, *((key, "LC", None, None, None, rang) for rang, key in enumerate(keys, 1)))
    return keys


def _ranks(desk: Desk, keys: list[str]) -> list[int | None]:
    given = {one.candidature_id: one.rang for one in desk.rows(select(Avis).where(Avis.retire_le.is_(None)))}
    return [given[key] for key in keys]


def _real(desk: Desk, keys: list[str]) -> list[int | None]:
    found: dict[str, Any] = desk.read(real_ranks, [desk.licence])
    return [found.get(key) for key in keys]


def test_the_list_is_numbered_in_the_order_given_and_undone_at_once(desk: Desk, listed: list[str]) -> None:
    desk(renumber, desk.licence, listed[::-1])
    assert _ranks(desk, listed) == [4, 3, 2, 1]
    undo(desk.store, desk.started)
    assert _ranks(desk, listed) == [1, 2, 3, 4]


def test_a_part_of_the_list_takes_no_rank_that_another_has(desk: Desk, listed: list[str]) -> None:
    with pytest.raises(Refused, match="Le rang 4 est déjà donné"):
        desk(renumber, desk.licence, listed[:3], premier=3)
    desk(renumber, desk.licence, listed[:3], premier=5)
    assert _ranks(desk, listed) == [5, 6, 7, 4]


def test_who_is_not_on_the_list_is_named(desk: Desk, listed: list[str]) -> None:
    other = desk.apply(desk.person("EVEN"))
    with pytest.raises(Refused, match=r"EVEN.*pas sur cette liste"):
        desk(renumber, desk.licence, [*listed, other])
    with pytest.raises(Refused, match=r"ABGRALL.*pas sur cette liste"):
        desk(renumber, desk.master, listed)
    with pytest.raises(Refused, match=r"EVEN.*pas sur cette liste"):
        desk(move_rank, listed[0], other)
    with pytest.raises(Refused, match="chacune une fois"):
        desk(renumber, desk.licence, [listed[0], listed[0]])


@pytest.mark.parametrize(
    ("moved", "avant", "ranks"),
    [(3, 0, [2, 3, 4, 1]), (0, 2, [2, 1, 3, 4]), (1, None, [1, 4, 2, 3]), (2, 2, [1, 2, 3, 4])],
)
def test_one_moves_and_those_between_shift(
    desk: Desk, listed: list[str], moved: int, avant: int | None, ranks: list[int]
) -> None:
    desk(move_rank, listed[moved], None if avant is None else listed[avant])
    assert _ranks(desk, listed) == ranks


def test_moving_over_a_validated_rank_is_refused_by_name(desk: Desk, listed: list[str]) -> None:
    desk(validate_avis, listed[1])
    with pytest.raises(Refused, match=r"BIHAN.*rang 2 est validé"):
        desk(move_rank, listed[3], listed[0])
    with pytest.raises(Refused, match=r"BIHAN.*rang 2 est validé"):
        desk(renumber, desk.licence, listed[::-1])
    desk(move_rank, listed[3], listed[2])
    desk(renumber, desk.licence, [listed[3], listed[1], listed[0]])  # it keeps its rank: nothing is changed of it
    assert _ranks(desk, listed) == [3, 2, 4, 1]


def test_a_gap_and_a_twin_are_told_and_stay(desk: Desk, listed: list[str]) -> None:
    desk(cancel_candidature, listed[1], "erreur")
    told = desk.read(inscrits, [desk.licence])[Paire(desk.licence)]
    assert kept(said(told)) == "rangs absents\u00a0: 2"
    desk(move_rank, listed[3], listed[0])
    assert _ranks(desk, listed) == [3, 2, 4, 1], "the list keeps the ranks that it had"


def test_the_rank_of_who_is_admitted_is_no_gap(desk: Desk, listed: list[str]) -> None:
    desk.together(validate_avis, *((key,) for key in listed))
    desk(correct_avis, listed[0], "FA", "une place")
    desk(enter_avis, listed[2], "FA")
    paire = Paire(desk.licence)
    told = desk.read(inscrits, [desk.licence])[paire], desk.read(served, [desk.licence])[paire]
    assert kept(said(*told)) == ""
    assert kept(said(told[0])) == "rangs absents\u00a0: 1, 3"


def test_the_rank_of_the_day_leaves_out_who_left(desk: Desk, listed: list[str]) -> None:
    assert _real(desk, listed) == [None] * 4, "no rank is validated"
    desk.together(validate_avis, *((key,) for key in listed))
    assert _real(desk, listed) == [1, 2, 3, 4]
    desk(desist, listed[0])
    assert _real(desk, listed) == [None, 1, 2, 3]
    desk(correct_avis, listed[3], "LC", "erreur de rang", rang=9)
    assert _real(desk, listed) == [None, 1, 2, 3], "its rank holds until the next one is validated"
    desk(enter_avis, listed[1], "FA")
    assert _real(desk, listed) == [None, None, 1, 2], "who is being admitted waits no more"


def test_a_command_names_the_candidatures_of_a_list(desk: Desk, listed: list[str]) -> None:
    numbers = [desk.row(Dossier, desk.row(Candidature, key).dossier_id).numero for key in listed]
    call(desk.store, "renumber", {"formation": "L2INF", "candidatures": [f"{one}/L2INF" for one in numbers[::-1]]})
    assert _ranks(desk, listed) == [4, 3, 2, 1]
    call(desk.store, "move_rank", {"candidature": f"{numbers[0]}/L2INF", "avant": f"{numbers[3]}/L2INF"})
    assert _ranks(desk, listed) == [1, 4, 3, 2]


@pytest.mark.parametrize(("dit", "rang"), [("reel", 1), ("saisi", 2), ("aucun", None)])
def test_after_a_withdrawal_the_letter_says_the_rank_of_the_day(
    desk: Desk, listed: list[str], dit: str, rang: int | None
) -> None:
    desk.home(desk.row(Candidature, listed[1]).dossier_id)
    desk.together(validate_avis, *((key,) for key in listed))
    desk(desist, listed[0])
    desk(change_setting, "rang_dit", dit)
    said = words(desk(issue_letter, listed[1]).rendu.octets)
    told = words(desk(issue_courrier, listed[1], "appel", le="20/07/2026").rendu.octets)
    for one in (said, told):
        assert ("figurez au rang" in one, "figurez sur la liste" in one) == (rang is not None, rang is None)
        assert rang is None or f"au rang {rang} de la liste" in one
