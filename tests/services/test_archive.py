"""An archived campaign takes nothing but what the table names, whatever the act; opened again, it takes everything."""

from __future__ import annotations

from typing import Any

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services.acts import checked
from scolarite_desk.services.archive import STILL_OPEN
from scolarite_desk.services.avis import enter_avis
from scolarite_desk.services.campagnes import reopen_campaign
from scolarite_desk.services.candidatures import transmit
from scolarite_desk.services.dossiers import add_item, correct, restore_item, withdraw_item
from scolarite_desk.services.offre import attach, copy_formation
from scolarite_desk.services.table import ACTS
from scolarite_desk.services.undo import undo_work
from tests.services.conftest import Desk

ARCHIVED = "est archivée"
OF_A_CAMPAIGN = sorted(code for code, act in ACTS.items() if {"candidature", "dossier", "formation"} & {*act.names})
L1 = {"code": "L1", "libelle": "L1", "genre": "licence", "mode": "presentiel", "traitement": "AC"}


@pytest.fixture
def candidature(desk: Desk) -> str:
    """A candidature of a campaign that is then archived."""
    key = desk.apply(desk.person())
    desk.archive()
    return key


@pytest.mark.parametrize("code", OF_A_CAMPAIGN)
def test_every_act_on_an_archived_campaign_is_refused_in_words_but_those_of_the_table(
    desk: Desk, candidature: str, code: str
) -> None:
    known = {"candidature": candidature, "dossier": desk.row(Candidature, candidature).dossier_id}
    given: dict[str, Any] = dict.fromkeys(ACTS[code].names, "") | {"formation": desk.licence} | known
    given = {name: value for name, value in given.items() if name in ACTS[code].names}
    said = ""
    try:
        with desk.store.rehearsal() as work:
            checked(work, ACTS[code].function, **given)
    except (Refused, TypeError, AttributeError) as error:
        said = str(error)
    assert (ARCHIVED in said) == (code not in STILL_OPEN)


def test_the_table_names_acts_that_there_are() -> None:
    assert set(ACTS) >= STILL_OPEN


def test_its_rows_are_neither_corrected_nor_added_nor_withdrawn_nor_tied(desk: Desk, candidature: str) -> None:
    dossier = desk.row(Candidature, candidature).dossier_id
    for act, given in (
        (correct, ["dossier.profil", dossier, "vapp"]),
        (correct, ["candidatures.montant", candidature, None]),
        (correct, ["formation.libelle", desk.licence, "L2"]),
        (correct, ["campagne.libelle", desk.campagne, "2026"]),
        (add_item, ["formation", {"campagne_id": desk.campagne, **L1}]),
        (add_item, ["piece_demandee", {"piece_id": desk.pieces["IDENTITE"], "formation_id": desk.licence}]),
        (withdraw_item, ["candidatures", candidature]),
        (withdraw_item, ["dossier", dossier]),
        (attach, ["formation", desk.licence, "centre_id", None]),
    ):
        with pytest.raises(Refused, match=ARCHIVED):
            desk(act, *given)


def test_a_person_is_of_no_campaign_and_a_formation_goes_to_the_next_one(desk: Desk, candidature: str) -> None:
    dossier = desk.row(Candidature, candidature).dossier_id
    desk(correct, "identite.prenom", desk.owner(dossier), "Zoé")
    year = {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"}
    assert desk(copy_formation, desk.licence, desk(add_item, "campagne", year))


def test_opened_again_it_takes_everything(desk: Desk, candidature: str) -> None:
    desk(reopen_campaign, desk.campagne, "un recours")
    desk(transmit, candidature)
    assert desk.row(Campagne, desk.campagne).etat == "ouverte"


def test_what_was_done_before_it_was_archived_is_not_undone_under_it(desk: Desk) -> None:
    candidature = desk.apply(desk.person())
    desk(enter_avis, candidature, "FA")
    done = desk.number()
    desk.archive()
    with pytest.raises(Refused, match=ARCHIVED):
        undo_work(desk.store, done)


def test_an_archived_campaign_that_nothing_uses_goes_to_the_trash_and_comes_back(desk: Desk) -> None:
    old = desk(add_item, "campagne", {"libelle": "2025", "annee": "2025-2026", "etat": "archivee"})
    desk(withdraw_item, "campagne", old)
    desk(restore_item, "campagne", old)
    assert desk.row(Campagne, old).retire_le is None
