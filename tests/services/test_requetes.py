"""Appeals and reasons asked for: received, answered, told by the letter of the decision that grants one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.exchange.papers.lettres import render
from scolarite_desk.exchange.papers.reperes import slots
from scolarite_desk.langue import kept, said
from scolarite_desk.models.rules.requetes import GENRES, attend, limite
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.decision import Requete
from scolarite_desk.models.tables.formation import Centre, Formation
from scolarite_desk.services.acts import do, working
from scolarite_desk.services.avis import correct_avis, enter_avis, validate_avis
from scolarite_desk.services.campagnes import archive_campaign, close_campaign
from scolarite_desk.services.documents import issue_courrier, issue_letter
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.listes import LISTES
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.lookup import row_named
from scolarite_desk.services.mesures import NOT_NOTIFIED, holds
from scolarite_desk.services.proces_verbal import _precision
from scolarite_desk.services.requetes import (
    answer_requete,
    answer_waiting,
    give_reasons,
    receive_requete,
    withdraw_requete,
)
from scolarite_desk.services.suivi import followed
from scolarite_desk.services.undo import undo, undo_work
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.dossiers import candidatures_of
from scolarite_desk.store.queries.offer import lists
from tests.services.comptes import colleague
from tests.services.conftest import FRENCH, Desk, Founded
from tests.sync.conftest import opened, share

LE = date(2026, 7, 8)


@pytest.fixture
def dossier(desk: Desk) -> str:
    return desk.home(desk.person(civilite="Mme"))


@pytest.fixture
def refused(desk: Desk, dossier: str) -> str:
    """A candidature that was refused on Monday; it is Thursday."""
    key = desk.apply(dossier)
    desk(enter_avis, key, "DE", motif="resultats")
    desk(validate_avis, key)
    desk.later(days=3)
    return key


def _avis(desk: Desk, candidature: str) -> Avis:
    found = desk.read(current_avis, candidature)
    assert found is not None
    return found


def test_what_is_asked_waits_for_an_answer_and_says_until_when(desk: Desk, dossier: str, refused: str) -> None:
    key = desk(receive_requete, refused, "gracieux", LE, "Note oubliée")
    row = desk.row(Requete, key)
    assert (row.avis_id, row.recue_le, row.recue_par, row.objet) == (
        _avis(desk, refused).id,
        LE,
        "Claire",
        "Note oubliée",
    )
    [one] = desk.read(candidatures_of, dossier)
    assert [asked.key for asked in one.en_attente] == [key]
    assert kept(attend("gracieux", LE)) == "Recours gracieux du 08/07/2026\u00a0: à répondre avant le 08/09/2026."
    assert (limite("motifs", LE), limite("contentieux", LE)) == (date(2026, 8, 8), None)
    assert kept(attend("contentieux", LE)).endswith("à répondre."), "a court says itself until when"
    desk(answer_requete, key, "rejetee", date(2026, 7, 9))
    assert (desk.row(Requete, key).issue, desk.row(Requete, key).repondue_par) == ("rejetee", "Claire")
    [one] = desk.read(candidatures_of, dossier)
    assert one.en_attente == ()


@pytest.mark.parametrize(
    ("genre", "le", "why"),
    [
        ("plainte", LE, "liste"),
        ("gracieux", date(2026, 7, 30), "à venir"),
        ("gracieux", date(2026, 7, 5), "précède la décision"),
        ("motifs", LE, "attend déjà"),
    ],
)
def test_what_cannot_be_is_refused(desk: Desk, refused: str, genre: str, le: date, why: str) -> None:
    desk(receive_requete, refused, "motifs", LE)
    with pytest.raises(Refused, match=why):
        desk(receive_requete, refused, genre, le)


def test_nothing_is_asked_before_a_decision(desk: Desk, dossier: str) -> None:
    with pytest.raises(Refused, match="rien à contester"):
        desk(receive_requete, desk.apply(dossier), "gracieux")


def test_each_kind_has_its_ends(desk: Desk, refused: str) -> None:
    motifs, appel = (desk(receive_requete, refused, genre, LE) for genre in ("motifs", "hierarchique"))
    with pytest.raises(Refused, match="Choisissez l’issue"):
        desk(answer_requete, motifs, "rejetee")
    with pytest.raises(Refused, match="la nouvelle décision"):
        desk(answer_requete, appel, "accueillie")
    desk(answer_requete, motifs, "communiques")
    with pytest.raises(Refused, match="déjà sa réponse"):
        desk(withdraw_requete, motifs)
    desk(withdraw_requete, appel)
    desk(receive_requete, refused, "hierarchique", LE)


def test_an_appeal_answered_yes_makes_the_new_decision_and_undone_it_waits_again(desk: Desk, refused: str) -> None:
    key = desk(receive_requete, refused, "gracieux", LE)
    desk(correct_avis, refused, "FA", "Note oubliée", requete=key)
    new, row = _avis(desk, refused), desk.row(Requete, key)
    assert (new.requete_id, new.appel, row.issue, row.repondue_le) == (key, True, "accueillie", date(2026, 7, 9))
    undo(desk.store)
    assert (_avis(desk, refused).avis, desk.row(Requete, key).repondue_le) == ("DE", None)


def test_a_decision_grants_an_appeal_of_its_own_candidature_only(desk: Desk, refused: str) -> None:
    motifs = desk(receive_requete, refused, "motifs", LE)
    with pytest.raises(Refused, match="pas un recours de cette candidature"):
        desk(correct_avis, refused, "FA", "Note oubliée", requete=motifs)


@pytest.mark.parametrize("genre", [code for code, one in GENRES.items() if one.lettre])
def test_the_letter_says_on_which_appeal_in_both_languages(desk: Desk, refused: str, genre: str) -> None:
    key = desk(receive_requete, refused, genre, LE)
    desk(correct_avis, refused, "FA", "Note oubliée", requete=key)
    desk(validate_avis, refused)
    letter = desk.read(letter_of, refused, desk.now, anglais=True)
    assert letter.recours == (genre, LE)
    assert letter.anglais is not None
    assert letter.anglais.recours == letter.recours
    assert slots(letter, FRENCH)["recours_du"] == "8\u00a0juillet\u00a02026"
    assert said(GENRES[genre].lettre, ANGLAIS).startswith("This decision is taken")
    assert render(letter, FRENCH).pages


def test_what_waits_for_an_answer_holds_erasure(desk: Desk, dossier: str, refused: str) -> None:
    key = desk(receive_requete, refused, "contentieux", LE)
    held = desk.read(holds, [desk.owner(dossier)], [dossier])
    assert kept(held[dossier]) == "recours contentieux sans réponse, répondez-y d’abord"
    desk(answer_requete, key, "sans_objet")
    assert desk.read(holds, [desk.owner(dossier)], [dossier])[dossier] == NOT_NOTIFIED


def test_a_court_answers_late(desk: Desk, refused: str) -> None:
    key = desk(receive_requete, refused, "contentieux", LE)
    desk(close_campaign, desk.campagne, "fin")
    desk(archive_campaign, desk.campagne, "fin")
    desk(answer_requete, key, "rejetee")
    asked = desk(receive_requete, refused, "motifs", LE)  # nobody told the person within which delay: it may come late
    assert [one.candidature for one in desk.read(followed, "motifs", desk.now)] == [refused]
    desk(answer_waiting, refused, "communiques")
    assert desk.row(Requete, asked).issue == "communiques"
    with pytest.raises(Refused, match="archivée"):
        desk(correct_avis, refused, "FA", "Note oubliée")


def test_who_receives_a_request_is_kept_to_their_perimeter(desk: Desk, refused: str) -> None:
    other = colleague(desk.store, "gestionnaire", {"formation": [desk.master]})
    with pytest.raises(Refused, match="périmètre"):
        do(other, None, receive_requete, refused, "gracieux", LE)
    key = desk(receive_requete, refused, "gracieux", LE)
    with pytest.raises(Refused, match="périmètre"):
        do(other, None, withdraw_requete, key)
    for store, shown in ((desk.store, 1), (other, 0)):
        with store.reading() as session:
            assert len(list(LISTES["requetes"].lire(session, store, Chosen()))) == shown


def test_the_list_of_requests_begins_with_what_waits(desk: Desk, dossier: str, refused: str) -> None:
    desk(answer_requete, desk(receive_requete, refused, "motifs", LE), "communiques")
    desk(receive_requete, refused, "gracieux", date(2026, 7, 9))
    found = desk.read(lambda session: list(LISTES["requetes"].lire(session, desk.store, Chosen())))
    assert [(one["genre"], one["issue"]) for one in found] == [("gracieux", None), ("motifs", "communiques")]
    assert desk.read(lambda session: row_named(session, "requete", found[0]["candidature"])) == found[0]["cle"]


def test_the_minutes_say_that_a_decision_answers_an_appeal(desk: Desk, refused: str) -> None:
    key = desk(receive_requete, refused, "gracieux", LE)
    desk(correct_avis, refused, "FA", "Note oubliée", requete=key)
    assert "Sur recours" in kept(_precision(_avis(desk, refused), desk.read(lists)))


def test_of_two_desks_that_record_one_request_it_is_listed_and_one_goes(tmp_path: Path, founded: Founded) -> None:
    a, b = (opened(tmp_path / f"{name}.sdesk", founded, rank) for rank, name in enumerate("ab"))
    key = a.apply(a.person())
    a(enter_avis, key, "DE", motif="resultats")
    a(validate_avis, key)
    share(a, b)
    ours, _theirs = a(receive_requete, key, "gracieux"), b(receive_requete, key, "gracieux")
    share(a, b)
    [one] = b.read(divergences)
    assert (one.genre, one.regle) == ("unicite", "requete")
    b(withdraw_requete, ours)
    share(a, b)
    assert a.read(divergences) == ()
    for desk in (a, b):
        desk.store.close()


@pytest.mark.parametrize("end", [withdraw_requete, partial(answer_requete, issue="rejetee")])
def test_undoing_makes_no_second_request_of_a_kind_wait(desk: Desk, refused: str, end: Callable[..., None]) -> None:
    act, given = getattr(end, "func", end), getattr(end, "keywords", {})
    desk(act, desk(receive_requete, refused, "gracieux", LE), **given)
    numero = desk.number()
    desk(receive_requete, refused, "gracieux", LE)
    with pytest.raises(Refused, match="attend déjà"):
        undo_work(desk.store, numero)


@pytest.mark.parametrize(("zone", "hour", "le"), [("Indian/Reunion", 21, 10), ("America/Martinique", 1, 8)])
def test_the_day_of_a_request_is_that_of_where_it_is_taught(
    desk: Desk, refused: str, zone: str, hour: int, le: int
) -> None:
    with working(desk.store, "correct") as work:
        centre = work.add(Centre(libelle="Outre-mer", fuseau=zone))
        work.get(Formation, desk.licence).centre_id = centre.id
    desk.now = desk.now.replace(hour=hour)
    key = desk(receive_requete, refused, "motifs")
    desk(answer_requete, key, "communiques")
    row = desk.row(Requete, key)
    assert (row.recue_le, row.repondue_le) == (date(2026, 7, le), date(2026, 7, le))


def test_reasons_are_noted_as_given_once_their_letter_left_on_its_day(desk: Desk, refused: str) -> None:
    with pytest.raises(Refused, match="Aucune demande de motifs"):
        desk(give_reasons, refused)
    desk(issue_letter, refused)
    asked = desk(receive_requete, refused, "motifs")
    appeal = desk(receive_requete, refused, "gracieux")
    with pytest.raises(Refused, match="éditez-la d’abord"):
        desk(give_reasons, refused)
    desk(issue_courrier, refused, "motifs")
    left = desk.now.date()
    desk.later(days=3)
    desk(give_reasons, refused)
    row = desk.row(Requete, asked)
    assert (row.issue, row.repondue_le) == ("communiques", left)
    assert desk.row(Requete, appeal).issue is None, "the appeal still waits"
