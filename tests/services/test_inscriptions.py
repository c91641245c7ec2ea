"""Enrolments: begun by who confirmed, done, cancelled, listed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Condition
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.msg import verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services.avis import correct_avis
from scolarite_desk.services.campagnes import archive_campaign, close_campaign
from scolarite_desk.services.candidatures import cancel_candidature, desist
from scolarite_desk.services.courriers import Demandee, courrier_of
from scolarite_desk.services.dossiers import correct
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.exports import export_decisions
from scolarite_desk.services.inscriptions import (
    await_payment,
    begin_inscription,
    cancel_inscription,
    enrol,
    record_proof,
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
from tests.services.une_inscription import admise, confirmed, fees, paid, read

__all__ = ["admise"]  # a fixture


def test_an_enrolment_begins_once_the_place_is_confirmed_and_owes_the_fees_of_the_year(desk: Desk) -> None:
    fees(desk)
    dossier = desk.person()
    key = desk.apply(dossier)
    with pytest.raises(Refused, match="quand l’admission est confirmée"):
        desk(begin_inscription, key)
    confirmed(desk, key)
    desk(begin_inscription, key)
    one = read(desk, key)
    assert (one.etat, one.values["niveau"], one.values["situation"], one.values["du"]) == (
        "a_faire", "licence", "plein", Decimal("180.00"))  # fmt: skip
    with pytest.raises(Refused, match="déjà commencée"):
        desk(begin_inscription, key)


@pytest.mark.parametrize(("regime", "asked"), [("continue", False), ("echange", False), ("reprise", True)])
def test_a_receipt_asks_the_cvec_of_nobody_whom_it_does_not_concern(desk: Desk, regime: str, asked: bool) -> None:
    dossier = desk.person()
    desk(correct, "dossier.regime", dossier, regime)
    desk.apply(dossier)
    assert (desk.read(receipt_of, dossier, "1", desk.now, desk.store.auteur).cvec is not None) is asked


def test_proofs_are_noted_one_by_one(desk: Desk, admise: str) -> None:
    desk(begin_inscription, admise)
    for one in ("diplome", "identite"):
        desk(record_proof, admise, one)
    assert read(desk, admise).preuves == ("identite", "diplome")
    before = desk.number()
    desk(record_proof, admise, "identite")
    assert desk.number() == before
    with pytest.raises(Refused, match="Choisissez la preuve"):
        desk(record_proof, admise, "")


def test_who_is_enrolled_neither_leaves_nor_is_cancelled_nor_corrected(desk: Desk, admise: str) -> None:
    fees(desk)
    paid(desk, admise)
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
    assert read(desk, admise).etat == "a_faire"


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
    assert read(desk, admise) is None
    redo(desk.store)
    assert read(desk, admise).etat == "a_faire"
    undo(desk.store)
    desk(begin_inscription, admise)
    assert read(desk, admise).etat == "a_faire"


def test_a_second_diploma_of_the_year_is_said_and_pays_the_reduced_fees(desk: Desk, admise: str) -> None:
    fees(desk, "120.00", niveau="master", situation="reduit")
    other = confirmed(desk, desk.apply(desk.row(Candidature, admise).dossier_id, desk.master))
    desk(begin_inscription, admise)
    with pytest.raises(Refused, match="second diplôme"):
        desk(begin_inscription, other)
    desk(begin_inscription, other, seconde=True)
    one = read(desk, other)
    assert (one.values["situation"], one.values["du"]) == ("reduit", Decimal("120.00"))
    for key in (admise, other):
        desk(enrol, key, "vu")
    assert not list(desk.read(lambda session: list(broken(session))))


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


def test_the_summons_says_what_is_owed_and_how_until_the_enrolment_is_done(desk: Desk, admise: str) -> None:
    fees(desk)
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


def test_the_enrolled_leave_as_a_workbook_by_the_shipped_view(desk: Desk, admise: str, tmp_path: Path) -> None:
    fees(desk)
    desk.apply(desk.person("AUTRE"))
    out = tmp_path / "inscrits.xlsx"
    view = desk.read(view_named, "inscrits")
    with pytest.raises(Refused, match="rien n’a été exporté"):
        export_decisions(desk.store, Filter(vue=view), "xlsx", out, Progress(), langue=FRENCH)
    paid(desk, admise)
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
