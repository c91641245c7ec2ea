"""What an enrolment owes: the fees of the year, what is paid, what is awaited, what is paid back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.langue import kept, said
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier, Reserve
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services.appels import call
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.inscriptions import (
    await_payment,
    begin_inscription,
    cancel_inscription,
    enrol,
    fees_to_fill,
    owe_refund,
    record_payment,
    refund,
    set_droits,
)
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.suivi import followed
from scolarite_desk.services.undo import undo
from tests.services.conftest import Desk
from tests.services.une_inscription import admise, confirmed, fees, paid, read
from tests.store.damage import faults

__all__ = ["admise"]  # a fixture


def test_fees_of_a_year_that_nobody_filled_in_are_told_and_block_nothing(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    one = read(desk, admise)
    assert one.values["du"] is None
    assert "à renseigner dans Réglages" in kept(one.tarif.dit)
    with pytest.raises(Refused, match=r"Le montant des droits n’est pas fixé\. La CVEC de l’année manque\."):
        desk(enrol, admise)
    desk(enrol, admise, "Accord du service")
    assert read(desk, admise).etat == "inscrite"
    found = desk.rows(select(Reserve.regle).where(Reserve.objet_id == one.key))
    assert sorted(found) == ["cvec_manquante", "droits_inconnus"]


def test_the_fees_kept_are_those_that_were_told_whatever_the_tariff_becomes(desk: Desk, admise: str) -> None:
    tarif = fees(desk)
    desk(begin_inscription, admise)
    desk(correct, "tarif.euros", tarif, Decimal("190.00"))
    one = read(desk, admise)
    assert (one.values["du"], one.tarif.euros) == (Decimal("180.00"), Decimal("190.00"))
    desk(set_droits, admise, "plein", "initiale", "licence")
    assert read(desk, admise).values["du"] == Decimal("190.00")
    desk(set_droits, admise, "partielle", "initiale", "licence", Decimal("60.00"))
    assert read(desk, admise).values["du"] == Decimal("60.00")


def test_a_blank_situation_is_none_and_the_base_reads_whole(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    call(desk.store, "set_droits", {"candidature": admise, "situation": "", "regime": "continue", "du": "500"})
    found = read(desk, admise).values
    assert (found["situation"], found["niveau"], found["du"]) == (None, None, Decimal("500.00"))
    assert not faults(desk.store)


def test_a_tariff_of_one_year_level_and_rate_is_one_row_and_keeps_them(desk: Desk) -> None:
    key = fees(desk)
    with pytest.raises(Refused, match="est déjà là"):
        fees(desk, "181.00")
    with pytest.raises(Refused, match="ne change plus"):
        desk(correct, "tarif.niveau", key, "master")


def test_a_grant_that_is_awaited_is_paid_at_the_scolarite_then_paid_back_once_it_is_notified(
    desk: Desk, admise: str
) -> None:
    fees(desk)
    dossier = desk.row(Candidature, admise).dossier_id
    desk(correct, "dossier.boursier", dossier, "attente")
    desk(begin_inscription, admise)
    desk(await_payment, admise)
    with pytest.raises(Refused, match="déjà attendu"):
        desk(await_payment, admise)
    assert [one.candidature for one in desk.read(followed, "paiement", desk.now)] == [admise]
    desk(record_payment, admise, "cheque")
    desk(enrol, admise, "CVEC à venir")
    assert desk.read(followed, "rembourser", desk.now) == []
    desk(correct, "dossier.boursier", dossier, "oui")
    assert read(desk, admise).rembourser
    assert [one.candidature for one in desk.read(followed, "rembourser", desk.now)] == [admise]
    desk(owe_refund, admise, desk.now.date() + timedelta(days=30))
    desk(refund, admise)
    assert desk.read(followed, "rembourser", desk.now) == []
    with pytest.raises(Refused, match="déjà noté"):
        desk(owe_refund, admise)
    with pytest.raises(Refused, match="remboursement est déjà noté"):
        desk(refund, admise)


def test_who_holds_a_grant_or_is_exempt_owes_nothing(desk: Desk, admise: str) -> None:
    desk(correct, "dossier.boursier", desk.row(Candidature, admise).dossier_id, "oui")
    desk(begin_inscription, admise)
    one = read(desk, admise)
    assert (one.values["situation"], one.values["du"]) == ("boursier", Decimal("0.00"))


def test_a_payment_is_noted_once_by_a_known_means_and_on_a_day_that_came(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    with pytest.raises(Refused, match="comment c’est payé"):
        desk(record_payment, admise, "")
    with pytest.raises(Refused, match="à venir"):
        desk(record_payment, admise, "carte", desk.now.date() + timedelta(days=2))
    desk(record_payment, admise, "carte")
    with pytest.raises(Refused, match="déjà noté"):
        desk(record_payment, admise, "carte")
    with pytest.raises(Refused, match="déjà noté"):
        desk(set_droits, admise, "plein", "initiale", "licence")


def test_a_contribution_paid_by_who_owes_none_is_told(desk: Desk, admise: str) -> None:
    dossier = desk.row(Candidature, admise).dossier_id
    desk(correct, "dossier.regime", dossier, "continue")
    desk(begin_inscription, admise)
    one = read(desk, admise)
    assert one.doutes == ()
    assert "propres tarifs" in kept(one.tarif.dit)
    desk(record_cvec, desk.owner(dossier), desk.row(Campagne, desk.campagne).annee, "payee", "VER6-ABCDEF-42")
    assert "n’est pas concerné" in kept(read(desk, admise).doutes[0])


def test_nothing_is_paid_back_before_it_is_paid_and_what_was_paid_back_is_owed_again(desk: Desk, admise: str) -> None:
    fees(desk)
    desk(begin_inscription, admise)
    today = desk.store.today()
    desk(record_payment, admise, "carte", le=today)
    with pytest.raises(Refused, match="Le remboursement précède le paiement"):
        desk(refund, admise, le=today - timedelta(days=1))
    assert not any("paiement" in kept(one) for one in read(desk, admise).lacunes)
    desk(refund, admise)
    assert "Le paiement des droits n’est pas noté." in [kept(one) for one in read(desk, admise).lacunes]


def test_who_was_paid_back_and_comes_back_pays_again(desk: Desk, admise: str) -> None:
    fees(desk)
    paid(desk, admise)
    desk(cancel_inscription, admise, "Part ailleurs")
    desk(owe_refund, admise)
    assert read(desk, admise).rembourser
    desk(refund, admise)
    desk(begin_inscription, admise)
    one = read(desk, admise)
    assert (one.values["percu_le"], one.values["rembourse_le"], one.rembourser) == (None, None, False)
    desk(record_payment, admise, "carte")


def test_a_refund_that_was_promised_holds_the_person_until_it_is_noted(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    desk(record_payment, admise, "carte")
    desk(cancel_inscription, admise, "Part ailleurs")
    dossier = desk.row(Candidature, admise).dossier_id
    numero = desk.row(Dossier, dossier).numero
    desk(owe_refund, admise)
    with pytest.raises(Refused, match="sont à rembourser"):
        desk(erase_person, dossier, numero, "À sa demande")
    desk(refund, admise)


def test_what_is_owed_is_paid_back_after_the_campaign_is_archived(desk: Desk, admise: str) -> None:
    fees(desk)
    paid(desk, admise)
    desk.archive()
    desk(owe_refund, admise)
    assert [one.candidature for one in desk.read(followed, "rembourser", desk.now)] == [admise]
    desk(refund, admise)
    assert desk.read(followed, "rembourser", desk.now) == []


def test_the_fees_of_the_open_year_are_to_be_filled_while_nobody_knows_them(desk: Desk) -> None:
    annee = desk.row(Campagne, desk.campagne).annee

    def asked() -> dict[str, list[str]]:
        return {one: [kept(label) for label in labels] for one, labels in desk.read(fees_to_fill).items()}

    assert asked() == {annee: ["Licence", "Master"]}
    fees(desk)
    assert asked() == {annee: ["Master"]}
    fees(desk, niveau="master")
    assert asked() == {}
    desk(correct, "campagne.annee", desk.campagne, "2025-2026")
    assert asked() == {}, "shipped"


def test_who_pays_on_proof_is_told_so_by_the_receipt_in_both_languages(desk: Desk, admise: str) -> None:
    dossier = desk.row(Candidature, admise).dossier_id

    def suite() -> str:
        return kept(desk.read(receipt_of, dossier, "1", desk.now, desk.store.auteur).suite)

    fees(desk)
    desk(begin_inscription, admise)
    assert suite() == ""
    desk(await_payment, admise)
    assert "ne vous reconnectez pas pour payer" in suite()
    recu = desk.read(receipt_of, dossier, "1", desk.now, desk.store.auteur)
    assert "do not log in again to pay" in said(recu.suite, ANGLAIS)


def test_a_payment_before_the_place_was_taken_is_doubted_and_before_the_candidature_refused(desk: Desk) -> None:
    key = desk.apply(desk.person())
    made = desk.now.date()
    desk.later(days=3)
    confirmed(desk, key)
    desk(begin_inscription, key)
    with pytest.raises(Refused, match="précède la candidature"):
        desk(record_payment, key, "carte", made - timedelta(days=1))
    paid = call(desk.store, "record_payment", {"candidature": key, "mode": "carte", "le": f"{made}"})
    [told] = read(desk, key).doutes
    assert (
        kept(told).replace("\u00a0", " ")
        == "Le paiement, du 06/07/2026, précède la confirmation de la place : vérifiez ce jour."
    )
    assert [kept(one).replace("\u00a0", " ") for one in paid.doutes] == [kept(told).replace("\u00a0", " ")]
    undo(desk.store)
    desk(record_payment, key, "carte")
    assert not read(desk, key).doutes
