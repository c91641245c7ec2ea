"""A campaign is prepared, opened, closed, archived, and opened again: each an act, with what it keeps out."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.droits import Droits, Perimetre
from scolarite_desk.models.tables.dossier import Reserve
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.campagnes import (
    ETAPES,
    archive_campaign,
    close_campaign,
    offered,
    open_campaign,
    reopen_campaign,
)
from scolarite_desk.services.candidatures import transmit
from scolarite_desk.services.dossiers import add_item, correct, create_dossier, open_dossier
from scolarite_desk.services.restes import left_open
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.undo import redo, undo
from scolarite_desk.services.visites import current_dossier
from scolarite_desk.services.voeux import add_candidature
from tests.services.conftest import Desk

WHY = "accord du responsable"


def _year(desk: Desk, **values: str) -> str:
    key: str = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"} | values)
    return key


def _state(desk: Desk, campagne: str) -> str:
    return str(desk.row(Campagne, campagne).etat)


def test_it_goes_from_one_state_to_the_next_and_back_with_a_reason(desk: Desk) -> None:
    year = _year(desk)
    for act, given, state in (
        (open_campaign, (), "ouverte"),
        (close_campaign, (), "fermee"),
        (archive_campaign, (), "archivee"),
        (reopen_campaign, (WHY,), "ouverte"),
    ):
        desk(act, year, *given)
        assert _state(desk, year) == state
    desk(close_campaign, year)
    with pytest.raises(Refused, match="pourquoi"):
        desk(reopen_campaign, year, " ")


def test_each_step_leaves_from_where_the_table_says_and_nowhere_else(desk: Desk) -> None:
    states = ("preparation", "ouverte", "fermee", "archivee")
    years = {state: _year(desk, libelle=state, etat=state) for state in states}
    for code, etape in ETAPES.items():
        for state, year in years.items():
            assert offered(code, state) == (state in etape.depuis)
            if state not in etape.depuis:
                with pytest.raises(Refused, match=kept(etape.phrase)):
                    desk(ACTS[code].function, year, **({"motif": WHY} if "motif" in ACTS[code].names else {}))


def test_its_state_is_no_field_that_is_typed(desk: Desk) -> None:
    with pytest.raises(Refused, match="par ses actes"):
        desk(correct, "campagne.etat", desk.campagne, "fermee")


def test_nobody_has_a_dossier_in_a_campaign_that_is_prepared(desk: Desk) -> None:
    year = _year(desk)
    with pytest.raises(Refused, match="en préparation"):
        desk(create_dossier, {"nom_naissance": "LE GALL"}, year)
    desk(open_campaign, year)
    assert desk(create_dossier, {"nom_naissance": "LE GALL"}, year)


def test_a_closed_campaign_takes_one_more_with_a_reason_and_goes_on_with_the_others(desk: Desk) -> None:
    dossier = desk.person()
    candidature = desk.apply(dossier)
    desk(close_campaign, desk.campagne, WHY)
    desk(transmit, candidature)
    with pytest.raises(Refused, match="fermée"):
        desk(add_candidature, dossier, desk.master)
    desk(add_candidature, dossier, desk.master, motif=WHY)
    other = desk(open_campaign, year := _year(desk)) or desk(create_dossier, {"nom_naissance": "LE GALL"}, year)
    with pytest.raises(Refused, match="fermée"):
        desk(open_dossier, desk.owner(other), desk.campagne)
    assert desk.read(current_dossier, desk.owner(dossier)) == dossier  # it is still worked on
    late = desk(open_dossier, desk.owner(other), desk.campagne, motif=WHY)
    kept = {(one.objet_id, one.regle): one.motif for one in desk.rows(select(Reserve))}
    assert kept[late, "fermee"] == WHY == kept[desk.campagne, "fermeture"]


def test_closing_lists_what_is_undecided_unanswered_or_not_told_and_is_refused_without_a_reason(desk: Desk) -> None:
    dossiers = [desk.person(nom) for nom in ("UN", "DEUX", "TROIS")]
    first, second, _third = map(desk.apply, dossiers)
    for key in (first, second):
        desk(enter_avis, key, "FA")
    desk(validate_avis, first)
    desk(correct, "candidatures.date_confirmation", first, date(2020, 1, 1))
    found = {one.code: one.dossiers for one in desk.read(left_open, desk.campagne, desk.now)}
    assert found == {
        "avis": (dossiers[2],),
        "validation": (dossiers[1],),
        "lettre": (dossiers[0],),
        "reponse": (dossiers[0],),
    }
    with pytest.raises(Refused, match="1 candidature sans avis, 1 avis à valider, 1 décision à notifier, 1 réponse"):
        desk(close_campaign, desk.campagne)
    desk(close_campaign, desk.campagne, WHY)


def test_it_is_undone_and_done_again_whatever_the_state(desk: Desk) -> None:
    desk.archive()
    undo(desk.store)
    assert _state(desk, desk.campagne) == "fermee"
    redo(desk.store)
    assert _state(desk, desk.campagne) == "archivee"


def test_a_limited_account_opens_no_campaign(desk: Desk) -> None:
    assert all(ACTS[code].right == "campagnes" for code in ETAPES)
    inside = Perimetre(formation=frozenset({desk.licence}))
    assert not Droits("responsable", inside).may("campagnes")
    assert Droits("responsable").may("campagnes")
    assert not Droits("gestionnaire").may("campagnes")
