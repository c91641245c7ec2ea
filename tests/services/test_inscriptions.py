"""Enrolments: begun by who confirmed, at the fees of the year, paid elsewhere, done, cancelled, paid back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.langue import kept, said
from scolarite_desk.models.rows.dossier_views import InscriptionView
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Condition
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier, Reserve
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.msg import verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services.appels import call
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis
from scolarite_desk.services.campagnes import archive_campaign, close_campaign
from scolarite_desk.services.candidatures import cancel_candidature, confirm, desist
from scolarite_desk.services.courriers import Demandee, courrier_of
from scolarite_desk.services.cvec import record_cvec
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.exports import export_decisions
from scolarite_desk.services.inscriptions import (
    await_payment,
    begin_inscription,
    cancel_inscription,
    enrol,
    enrolment,
    fees_to_fill,
    owe_refund,
    record_payment,
    record_proof,
    refund,
    set_droits,
)
from scolarite_desk.services.listes import LISTES
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.restes import left_open
from scolarite_desk.services.suivi import followed
from scolarite_desk.services.undo import redo, undo, undo_work
from scolarite_desk.services.vues import view_named
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.regles import broken
from scolarite_desk.store.queries.vues import FILE, MOVED_BY, listed
from tests.services.conftest import FRENCH, Desk
from tests.store.damage import faults


@pytest.fixture
def admise(desk: Desk) -> str:
    """Who confirmed a place in a licence, of initial training."""
    dossier = desk.person()
    desk(correct, "dossier.regime", dossier, "initiale")
    return _confirmed(desk, desk.apply(dossier))


def _confirmed(desk: Desk, key: str) -> str:
    desk(enter_avis, key, "FA")
    desk(validate_avis, key)
    desk(confirm, key)
    return key


def _tarif(desk: Desk, euros: str = "180.00", **values: str) -> str:
    annee = desk.row(Campagne, desk.campagne).annee
    given = {"annee": annee, "niveau": "licence", "situation": "plein", "euros": Decimal(euros)} | values
    key: str = desk(add_item, "tarif", given)
    return key


def _read(desk: Desk, key: str) -> InscriptionView:
    found: InscriptionView = desk.read(enrolment, key)
    return found


def _paid(desk: Desk, key: str) -> None:
    """Enrolled, everything in order."""
    desk(begin_inscription, key)
    desk(record_payment, key, "carte")
    person = desk.owner(desk.row(Candidature, key).dossier_id)
    desk(record_cvec, person, desk.row(Campagne, desk.campagne).annee, "payee", "VER6-ABCDEF-42")
    desk(enrol, key)


def test_an_enrolment_begins_once_the_place_is_confirmed_and_owes_the_fees_of_the_year(desk: Desk) -> None:
    _tarif(desk)
    dossier = desk.person()
    key = desk.apply(dossier)
    with pytest.raises(Refused, match="quand l’admission est confirmée"):
        desk(begin_inscription, key)
    _confirmed(desk, key)
    desk(begin_inscription, key)
    one = _read(desk, key)
    assert (one.etat, one.values["niveau"], one.values["situation"], one.values["du"]) == (
        "a_faire", "licence", "plein", Decimal("180.00"))  # fmt: skip
    with pytest.raises(Refused, match="déjà commencée"):
        desk(begin_inscription, key)


def test_fees_of_a_year_that_nobody_filled_in_are_told_and_block_nothing(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    one = _read(desk, admise)
    assert one.values["du"] is None
    assert "à renseigner dans Réglages" in kept(one.tarif.dit)
    with pytest.raises(Refused, match=r"Le montant des droits n’est pas fixé\. La CVEC de l’année manque\."):
        desk(enrol, admise)
    desk(enrol, admise, "Accord du service")
    assert _read(desk, admise).etat == "inscrite"
    found = desk.rows(select(Reserve.regle).where(Reserve.objet_id == one.key))
    assert sorted(found) == ["cvec_manquante", "droits_inconnus"]


def test_the_fees_kept_are_those_that_were_told_whatever_the_tariff_becomes(desk: Desk, admise: str) -> None:
    tarif = _tarif(desk)
    desk(begin_inscription, admise)
    desk(correct, "tarif.euros", tarif, Decimal("190.00"))
    one = _read(desk, admise)
    assert (one.values["du"], one.tarif.euros) == (Decimal("180.00"), Decimal("190.00"))
    desk(set_droits, admise, "plein", "initiale", "licence")
    assert _read(desk, admise).values["du"] == Decimal("190.00")
    desk(set_droits, admise, "partielle", "initiale", "licence", Decimal("60.00"))
    assert _read(desk, admise).values["du"] == Decimal("60.00")


def test_a_blank_situation_is_none_and_the_base_reads_whole(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    call(desk.store, "set_droits", {"candidature": admise, "situation": "", "regime": "continue", "du": "500"})
    kept_values = _read(desk, admise).values
    assert (kept_values["situation"] or None, kept_values["niveau"] or None, kept_values["du"]) == (
        None, None, Decimal("500.00"))  # fmt: skip
    assert not faults(desk.store)


@pytest.mark.parametrize(("regime", "asked"), [("continue", False), ("echange", False), ("reprise", True)])
def test_a_receipt_asks_the_cvec_of_nobody_whom_it_does_not_concern(desk: Desk, regime: str, asked: bool) -> None:
    dossier = desk.person()
    desk(correct, "dossier.regime", dossier, regime)
    desk.apply(dossier)
    assert (desk.read(receipt_of, dossier, "1", desk.now, desk.store.auteur).cvec is not None) is asked


def test_a_tariff_of_one_year_level_and_rate_is_one_row_and_keeps_them(desk: Desk) -> None:
    key = _tarif(desk)
    with pytest.raises(Refused, match="est déjà là"):
        _tarif(desk, "181.00")
    with pytest.raises(Refused, match="ne change plus"):
        desk(correct, "tarif.niveau", key, "master")


def test_a_grant_that_is_awaited_is_paid_at_the_scolarite_then_paid_back_once_it_is_notified(
    desk: Desk, admise: str
) -> None:
    _tarif(desk)
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
    assert _read(desk, admise).rembourser
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
    one = _read(desk, admise)
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


def test_proofs_are_noted_one_by_one(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    for one in ("diplome", "identite"):
        desk(record_proof, admise, one)
    assert _read(desk, admise).preuves == ("identite", "diplome")
    before = desk.number()
    desk(record_proof, admise, "identite")
    assert desk.number() == before
    with pytest.raises(Refused, match="Choisissez la preuve"):
        desk(record_proof, admise, "")


def test_who_is_enrolled_neither_leaves_nor_is_cancelled_nor_corrected(desk: Desk, admise: str) -> None:
    _tarif(desk)
    _paid(desk, admise)
    for act, values in (
        (desist, {}),
        (cancel_candidature, {"motif": "x"}),
        (correct_avis, {"avis": "DE", "raison": "x"}),
    ):
        with pytest.raises(Refused, match="annulez-la d’abord"):
            desk(act, admise, **values)
    with pytest.raises(Refused, match="pourquoi l’inscription est annulée"):
        desk(cancel_inscription, admise, " ")
    desk(cancel_inscription, admise, "Part ailleurs")
    desk(desist, admise)
    undo(desk.store)
    desk(begin_inscription, admise)
    assert _read(desk, admise).etat == "a_faire"


def test_undoing_an_answer_under_an_enrolment_is_refused_and_so_is_its_return_without_one(
    desk: Desk, admise: str
) -> None:
    confirmed = desk.number()
    desk(begin_inscription, admise)
    with pytest.raises(Refused, match="annulez-la d’abord"):
        undo_work(desk.store, confirmed)
    desk(cancel_inscription, admise, "Part ailleurs")
    cancelled = desk.number()
    desk(desist, admise)
    with pytest.raises(Refused, match="quand l’admission est confirmée"):
        undo_work(desk.store, cancelled)


def test_an_enrolment_undone_goes_and_redone_comes_back(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    undo(desk.store)
    assert _read(desk, admise) is None
    redo(desk.store)
    assert _read(desk, admise).etat == "a_faire"
    undo(desk.store)
    desk(begin_inscription, admise)
    assert _read(desk, admise).etat == "a_faire"


def test_a_second_diploma_of_the_year_is_said_and_pays_the_reduced_fees(desk: Desk, admise: str) -> None:
    _tarif(desk, "120.00", niveau="master", situation="reduit")
    other = _confirmed(desk, desk.apply(desk.row(Candidature, admise).dossier_id, desk.master))
    desk(begin_inscription, admise)
    with pytest.raises(Refused, match="second diplôme"):
        desk(begin_inscription, other)
    desk(begin_inscription, other, seconde=True)
    one = _read(desk, other)
    assert (one.values["situation"], one.values["du"]) == ("reduit", Decimal("120.00"))
    for key in (admise, other):
        desk(enrol, key, "vu")
    assert not list(desk.read(lambda session: list(broken(session))))


def test_a_contribution_paid_by_who_owes_none_is_told(desk: Desk, admise: str) -> None:
    dossier = desk.row(Candidature, admise).dossier_id
    desk(correct, "dossier.regime", dossier, "continue")
    desk(begin_inscription, admise)
    one = _read(desk, admise)
    assert one.doutes == ()
    assert "propres tarifs" in kept(one.tarif.dit)
    desk(record_cvec, desk.owner(dossier), desk.row(Campagne, desk.campagne).annee, "payee", "VER6-ABCDEF-42")
    assert "n’est pas concerné" in kept(_read(desk, admise).doutes[0])


def test_the_lists_of_the_day_the_list_of_the_enrolled_and_what_closing_leaves(desk: Desk, admise: str) -> None:
    on = lambda code: [one.candidature for one in desk.read(followed, code, desk.now)]  # noqa: E731
    assert (on("inscrire"), on("inscription")) == ([admise], [])
    desk(begin_inscription, admise)
    assert (on("inscrire"), on("inscription")) == ([], [admise])
    left = {one.code for one in desk.read(left_open, desk.campagne, desk.now)}
    assert "inscription" in left
    desk(enrol, admise, "vu")
    assert on("inscription") == []
    assert "inscription" not in {one.code for one in desk.read(left_open, desk.campagne, desk.now)}
    found = desk.read(lambda session: list(LISTES["inscrits"].lire(session, desk.store, Chosen(Filter()))))
    assert [(one["etat"], one["nom"]) for one in found] == [("inscrite", "KERMAREC Maëlle")]


def test_nothing_is_paid_back_before_it_is_paid_and_what_was_paid_back_is_owed_again(desk: Desk, admise: str) -> None:
    _tarif(desk)
    desk(begin_inscription, admise)
    today = desk.store.today()
    desk(record_payment, admise, "carte", le=today)
    with pytest.raises(Refused, match="Le remboursement précède le paiement"):
        desk(refund, admise, le=today - timedelta(days=1))
    assert not any("paiement" in kept(one) for one in _read(desk, admise).lacunes)
    desk(refund, admise)
    assert "Le paiement des droits n’est pas noté." in [kept(one) for one in _read(desk, admise).lacunes]


def test_who_was_paid_back_and_comes_back_pays_again(desk: Desk, admise: str) -> None:
    _tarif(desk)
    _paid(desk, admise)
    desk(cancel_inscription, admise, "Part ailleurs")
    desk(owe_refund, admise)
    assert _read(desk, admise).rembourser
    desk(refund, admise)
    desk(begin_inscription, admise)
    one = _read(desk, admise)
    assert (one.values["percu_le"], one.values["rembourse_le"], one.rembourser) == (None, None, False)
    desk(record_payment, admise, "carte")


def test_the_summons_says_what_is_owed_and_how_until_the_enrolment_is_done(desk: Desk, admise: str) -> None:
    _tarif(desk)
    desk.home(desk.row(Candidature, admise).dossier_id)
    told = ("inscription", desk.now.date() + timedelta(days=9), "09:30", "salle 4")

    def summons() -> tuple[object, bool]:
        facts = Demandee(*told)
        lettre = desk.read(courrier_of, admise, desk.now, desk.store.auteur, facts)
        return lettre.droits, lettre.bourse_attendue

    assert summons() == (None, False)
    desk(begin_inscription, admise)
    desk(await_payment, admise)
    assert summons() == (Decimal("180.00"), True)
    desk(enrol, admise, "vu")
    with pytest.raises(Refused, match="est faite"):
        summons()


def test_an_enrolment_to_finish_holds_the_person_and_is_cancelled_in_an_archived_campaign(
    desk: Desk, admise: str
) -> None:
    desk(begin_inscription, admise)
    dossier = desk.row(Candidature, admise).dossier_id
    desk(close_campaign, desk.campagne, "reste une inscription")
    desk(archive_campaign, desk.campagne, "finie")
    numero = desk.row(Dossier, dossier).numero
    with pytest.raises(Refused, match="une inscription est commencée"):
        desk(erase_person, dossier, numero, "À sa demande")
    desk(cancel_inscription, admise, "Jamais venue")
    desk(erase_person, dossier, numero, "À sa demande")


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
    _tarif(desk)
    _paid(desk, admise)
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
    _tarif(desk)
    assert asked() == {annee: ["Master"]}
    _tarif(desk, niveau="master")
    assert asked() == {}
    desk(correct, "campagne.annee", desk.campagne, "2025-2026")
    assert asked() == {}, "shipped"


def test_who_pays_on_proof_is_told_so_by_the_receipt_in_both_languages(desk: Desk, admise: str) -> None:
    dossier = desk.row(Candidature, admise).dossier_id

    def suite() -> str:
        return kept(desk.read(receipt_of, dossier, "1", desk.now, desk.store.auteur).suite)

    _tarif(desk)
    desk(begin_inscription, admise)
    assert suite() == ""
    desk(await_payment, admise)
    assert "ne vous reconnectez pas pour payer" in suite()
    recu = desk.read(receipt_of, dossier, "1", desk.now, desk.store.auteur)
    assert "do not log in again to pay" in said(recu.suite, ANGLAIS)


def test_the_enrolled_leave_as_a_workbook_by_the_shipped_view(desk: Desk, admise: str, tmp_path: Path) -> None:
    _tarif(desk)
    desk.apply(desk.person("AUTRE"))
    out = tmp_path / "inscrits.xlsx"
    view = desk.read(view_named, "inscrits")
    with pytest.raises(Refused, match="rien n’a été exporté"):
        export_decisions(desk.store, Filter(vue=view), "xlsx", out, Progress(), langue=FRENCH)
    _paid(desk, admise)
    assert export_decisions(desk.store, Filter(vue=view), "xlsx", out, Progress(), langue=FRENCH) == 1
    heads, line = load_workbook(out).worksheets[0].iter_rows(values_only=True)
    found = dict(zip(heads, line, strict=True))
    assert (found["Inscription"], found["Droits dus"], found["Droits, mode de paiement"]) == (
        "Inscrit(e)",
        180,
        "Carte bancaire",
    )


def test_the_queue_keeps_who_is_enrolled_in_a_view(desk: Desk, admise: str) -> None:
    view = Vue("", FILE, verbatim("Essai"), Condition("inscription", ("a_faire",)))

    def shown() -> int:
        return len(desk.read(listed, view, desk.now.date()))

    assert shown() == 0
    desk(begin_inscription, admise)
    assert shown() == 1
    assert "inscription" in MOVED_BY


def test_a_payment_before_the_place_was_taken_is_doubted_and_before_the_candidature_refused(desk: Desk) -> None:
    key = desk.apply(desk.person())
    made = desk.now.date()
    desk.later(days=3)
    _confirmed(desk, key)
    desk(begin_inscription, key)
    with pytest.raises(Refused, match="précède la candidature"):
        desk(record_payment, key, "carte", made - timedelta(days=1))
    paid = call(desk.store, "record_payment", {"candidature": key, "mode": "carte", "le": f"{made}"})
    [told] = _read(desk, key).doutes
    assert (
        kept(told).replace("\u00a0", " ")
        == "Le paiement, du 06/07/2026, précède la confirmation de la place : vérifiez ce jour."
    )
    assert [kept(one).replace("\u00a0", " ") for one in paid.doutes] == [kept(told).replace("\u00a0", " ")]
    undo(desk.store)
    desk(record_payment, key, "carte")
    assert not _read(desk, key).doutes
