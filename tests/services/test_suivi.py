"""The lists of the day: each over a base made for it, in the perimeter of who looks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.services.acts import ACTS
from scolarite_desk.services.appel import lapse
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.campagnes import reopen_campaign
from scolarite_desk.services.candidatures import cancel_candidature, confirm, desist
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.documents import issue_letter
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.listes import listing
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.ouvertures import open_in_session
from scolarite_desk.services.reglages import change_setting
from scolarite_desk.services.requetes import answer_requete, answer_waiting, receive_requete
from scolarite_desk.services.saisines import answer_proposition, begin_saisine, close_saisine, propose_place
from scolarite_desk.services.suivi import SUIVI, counted, followed
from scolarite_desk.services.suivi.jour import Suivie
from scolarite_desk.services.table import ACTS as TABLE
from scolarite_desk.services.taches import TACHES
from tests.services.conftest import Desk

PEOPLE = ("ABGRALL", "BIHAN", "CLOAREC")


@pytest.fixture
def admitted(desk: Desk) -> list[str]:
    """Three who are admitted, and told so: they have until the 16th to answer."""
    keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE]
    desk.together(enter_avis, *((key, "FA") for key in keys))
    desk.together(validate_avis, *((key,) for key in keys))
    return keys


def on(desk: Desk, code: str, le: date | None = None) -> list[str]:
    found: list[Suivie] = desk.read(followed, code, desk.now, le)
    return [one.candidature for one in found]


def test_every_list_proposes_an_act_that_its_right_opens() -> None:
    assert ACTS is TABLE
    for one in SUIVI.values():
        assert not one.acte or TABLE[one.acte].right == one.droit


def test_who_does_not_answer_is_reminded_once_then_found_silent(desk: Desk, admitted: list[str]) -> None:
    first, second, third = admitted
    assert on(desk, "lettres") == admitted
    for key in (first, second):
        desk(issue_letter, key)
    assert on(desk, "lettres") == [third]
    assert on(desk, "relancer") == [], "ten days before"
    assert on(desk, "relancer", date(2026, 7, 10)) == [first, second], "whose letter left"
    desk.later(days=4)
    desk(issue_courrier, first, "relance")
    assert on(desk, "relancer") == [second]
    desk(change_setting, "relance_jours", "5")
    assert on(desk, "relancer") == []
    desk(confirm, second)
    assert on(desk, "constater") == []
    desk.later(days=7)
    assert on(desk, "constater") == [first, third]
    desk(lapse, first)
    desk(cancel_candidature, third, "à sa demande")
    assert on(desk, "constater") == []
    assert on(desk, "repondre_retard") == [first], "noted after its last day"


def test_the_first_of_the_list_are_called_as_many_as_there_are_places(desk: Desk, admitted: list[str]) -> None:
    desk(correct, "formation.capacite", desk.licence, 4)
    waiting = [desk.apply(desk.person(nom)) for nom in ("DERRIEN", "EVEN", "FAVENNEC")]
    desk.together(enter_avis, *((key, "LC", None, None, None, 9 - rang) for rang, key in enumerate(waiting)))
    assert on(desk, "appeler") == []
    desk.together(validate_avis, *((key,) for key in waiting))
    assert on(desk, "appeler") == [waiting[2]]
    desk(desist, admitted[0])
    assert on(desk, "appeler") == [waiting[2], waiting[1]]
    [told] = listing(desk.store, "places", Chosen())
    assert (told["code"], told["libres"], told["liste"]) == ("L2INF", 2, 3)


def test_silence_and_pieces_are_followed_until_somebody_decides(desk: Desk) -> None:
    key = desk.apply(desk.person())
    desk(set_statut, key, "RE")
    assert on(desk, "silence", date(2026, 8, 20)) == [], "nobody settled what silence means"
    desk(change_setting, "silence", "rejet")
    assert (on(desk, "silence"), on(desk, "silence", date(2026, 8, 20))) == ([], [key])
    assert (on(desk, "pieces", date(2026, 7, 21)), on(desk, "pieces", date(2026, 7, 22))) == ([], [key])
    desk(enter_avis, key, "PR", convocation_le=date(2026, 7, 9), convocation_heure="09:00", convocation_lieu="A1")
    desk(validate_avis, key)
    assert on(desk, "pieces", date(2026, 7, 22)) == []
    assert on(desk, "silence", date(2026, 8, 20)) == [key], "who is shortlisted had no decision"
    assert (on(desk, "a_revoir", date(2026, 7, 9)), on(desk, "a_revoir", date(2026, 7, 10))) == ([], [key])


def test_what_is_asked_about_a_decision_waits_until_its_day_and_is_answered_from_the_list(desk: Desk) -> None:
    refused, other = (desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE[:2])
    for key in (refused, other):
        desk(enter_avis, key, "DE", motif="niveau")
        desk(validate_avis, key)
    desk(receive_requete, refused, "gracieux")
    desk(receive_requete, refused, "motifs")
    desk(receive_requete, other, "contentieux")
    one, last = desk.read(followed, "requetes", desk.now)
    assert (one.candidature, one.le, kept(one.precision)) == (refused, date(2026, 9, 6), "Recours gracieux")
    [reasons] = desk.read(followed, "motifs", desk.now)
    assert (reasons.candidature, reasons.le) == (refused, date(2026, 8, 6)), "reasons are due within a month"
    assert (last.candidature, last.le) == (other, None), "a court decides in its own time"
    desk(cancel_candidature, other, "à sa demande")
    desk(answer_waiting, other, "rejetee")
    with pytest.raises(Refused, match="Plusieurs demandes attendent"):
        desk(answer_waiting, refused, "rejetee")
    assert on(desk, "requetes") == [refused]
    with pytest.raises(Refused, match="Aucune demande n’attend"):
        desk(answer_waiting, other, "rejetee")


def test_the_page_of_help_names_each_list() -> None:
    page = (Path(__file__).parents[2] / "resources" / "aide" / "fr" / "suivi.md").read_text(encoding="utf-8")
    lists = [one.label for one in (*TACHES.values(), *SUIVI.values())]
    assert [kept(one) for one in lists if f"**{kept(one)}**" not in page] == []


def test_counts_say_what_lists_say(desk: Desk, admitted: list[str]) -> None:
    desk(issue_letter, admitted[0])
    for day in (None, date(2026, 7, 10), date(2026, 8, 1)):
        assert desk.read(counted, desk.now, day) == {code: len(on(desk, code, day)) for code in SUIVI}
    lines = listing(desk.store, "suivi", Chosen(liste="lettres"))
    assert {one["cle"] for one in lines} == set(admitted[1:])
    assert {one["cle"]: one["nombre"] for one in listing(desk.store, "suivi", Chosen())}["lettres"] == 2
    with pytest.raises(Refused, match="n’existe pas"):
        listing(desk.store, "suivi", Chosen(liste="autre"))


def test_a_campaign_that_is_archived_asks_nothing_more(desk: Desk, admitted: list[str]) -> None:
    desk.archive()
    assert set(desk.read(counted, desk.now).values()) == {0}
    assert desk.row(Candidature, admitted[0]).confirmation is None
    desk(reopen_campaign, desk.campagne, "un recours")


@pytest.mark.parametrize(("genre", "told"), [("hors_plateforme", True), ("plateforme", False)])
def test_silence_falls_due_by_the_session_of_each(desk: Desk, genre: str, told: bool) -> None:
    depot = desk(add_item, "session", {"campagne_id": desk.campagne, "libelle": "Autre", "genre": genre})
    desk(open_in_session, desk.master, depot)
    key = desk.apply(desk.person(), desk.master, session=depot, motif="essai")
    desk(set_statut, key, "RE")
    desk.later(days=110)
    assert (key in on(desk, "silence")) == told


def test_a_referral_waits_for_its_acknowledgement_and_its_proposals_for_an_answer(desk: Desk) -> None:
    dossier = desk.home(desk.person())
    other, key = desk.apply(dossier), desk.apply(dossier, desk.master)
    saisine = desk(begin_saisine, desk.owner(dossier), "2026-2027", date(2026, 7, 1))
    assert (on(desk, "saisines"), on(desk, "propositions")) == ([key], []), f"by its master, not by {other}"
    desk(issue_courrier, key, "accuse_saisine")
    assert on(desk, "saisines") == []
    [first, _second] = [desk(propose_place, saisine, "Rennes", "Master", date(2026, 7, day)) for day in (2, 3)]
    [one] = desk.read(followed, "propositions", desk.now)
    assert (one.candidature, one.le, kept(one.precision)) == (key, date(2026, 7, 17), "2 propositions")
    desk(answer_proposition, first, "refusee")
    assert [one.le for one in desk.read(followed, "propositions", desk.now)] == [date(2026, 7, 18)]
    [line] = listing(desk.store, "saisines", Chosen())
    assert (line["cle"], line["repondre_avant"], line["delai"]) == (saisine, date(2026, 7, 18), "inconnu")
    desk(close_saisine, saisine, "abandon")
    assert (on(desk, "saisines"), on(desk, "propositions")) == ([], [])


def test_a_list_says_a_decision_in_the_words_of_the_office(desk: Desk) -> None:
    asked = {"code": "RESERVE", "famille": "FA", "libelle": "Admis sous réserve"}
    kind, key = desk(add_item, "type_decision", asked), desk.apply(desk.person())
    desk(enter_avis, key, "FA", type=kind)
    desk(validate_avis, key)
    assert [kept(one.precision) for one in desk.read(followed, "lettres", desk.now)] == ["Admis sous réserve"]


def test_reasons_are_a_dated_task_until_somebody_answers(desk: Desk) -> None:
    keys = [desk.apply(desk.home(desk.person(nom))) for nom in PEOPLE[:2]]
    for key in keys:
        desk(enter_avis, key, "DE", motif="resultats")
        desk(validate_avis, key)
        desk(issue_letter, key)
    assert on(desk, "motifs") == []
    desk.later(days=2)
    desk(receive_requete, keys[0], "motifs")
    asked = desk(receive_requete, keys[1], "motifs", date(2026, 7, 7))
    desk(receive_requete, keys[0], "gracieux")
    first, second = desk.read(followed, "motifs", desk.now)
    assert (first.candidature, first.le, kept(first.precision)) == (
        keys[1], date(2026, 8, 7), "demandés le 07/07/2026",
    )  # fmt: skip
    assert (second.candidature, second.le) == (keys[0], date(2026, 8, 8))
    numero = desk(issue_courrier, keys[1], "motifs").numero
    [first, _] = desk.read(followed, "motifs", desk.now)
    assert kept(first.precision) == f"lettre {numero} éditée\u00a0: notez la réponse", "a letter answers nothing itself"
    desk(answer_requete, asked, "communiques")
    assert on(desk, "motifs") == [keys[0]]
