"""What comes back, from the trash or by undoing, takes nothing from whoever had it since."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Cvec
from scolarite_desk.models.tables.personne import Identifiant
from scolarite_desk.services.avis import enter_avis
from scolarite_desk.services.candidatures import cancel_candidature, reopen_candidature
from scolarite_desk.services.cvec import record_cvec, withdraw_cvec
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.services.dossiers import restore_item, withdraw_item
from scolarite_desk.services.identifiants import add_identifier, record_ine, withdraw_identifier
from scolarite_desk.services.undo import undo_work
from tests.services.conftest import Desk

INE, CVEC = "0LFLRZ00015", "VER6-ABCDEF-42"


def test_a_dossier_whose_receipt_was_given_is_not_thrown_away_nor_a_person_under_a_dossier(desk: Desk) -> None:
    dossier = desk.person()
    desk.apply(dossier)
    with pytest.raises(Refused, match="Encore utilisé\u00a0: 1 dossier"):
        desk(withdraw_item, "identite", desk.owner(dossier))
    desk(issue_receipt, dossier)
    with pytest.raises(Refused, match="Encore utilisé\u00a0: 1 document numéroté"):
        desk(withdraw_item, "dossier", dossier)


def test_a_rank_given_meanwhile_is_said_whichever_way_the_former_comes_back(desk: Desk) -> None:
    first, second = (desk.apply(desk.person(nom)) for nom in ("KERMAREC", "RIOU"))
    desk(enter_avis, first, "LC", rang=1)
    for leaves, back in (
        (lambda: desk(withdraw_item, "candidatures", first), lambda: desk(restore_item, "candidatures", first)),
        (lambda: desk(cancel_candidature, first, "essai"), lambda: desk(reopen_candidature, first)),
        (lambda: desk(enter_avis, first, "LC", rang=2), lambda: desk(enter_avis, first, "LC", rang=1)),
    ):
        leaves()
        left = desk.number()
        desk(enter_avis, second, "LC", rang=1)
        for way in (lambda: undo_work(desk.store, left), back):  # noqa: B023  # called at once
            with pytest.raises(Refused, match="Le rang 1"):
                way()
        desk(enter_avis, second, "FA")
        back()


def test_a_number_given_meanwhile_to_another_is_said_and_the_undoing_refused(desk: Desk) -> None:
    one, two = (desk.owner(desk.person(nom)) for nom in ("KERMAREC", "RIOU"))
    desk(record_ine, one, INE)
    desk(add_identifier, one, "ECANDIDAT", "AAAA1234")
    cvec = desk(record_cvec, one, "2026-2027", "payee", CVEC)
    taken = {}
    for key in desk.rows(select(Identifiant.id)):
        genre = desk.row(Identifiant, key).genre
        desk(withdraw_identifier, key)
        taken[genre] = desk.number()
    desk(withdraw_cvec, cvec)
    taken["CVEC"] = desk.number()
    desk(record_ine, two, INE)
    desk(add_identifier, two, "ECANDIDAT", "AAAA1234")
    desk(record_cvec, two, "2026-2027", "payee", CVEC)
    for genre, said in (("INE", "déjà celui de RIOU"), ("ECANDIDAT", "déjà celui de RIOU"), ("CVEC", "RIOU")):
        with pytest.raises(Refused, match=said):
            undo_work(desk.store, taken[genre])
    assert len(desk.rows(select(Cvec).where(Cvec.retire_le.is_(None)))) == 1
