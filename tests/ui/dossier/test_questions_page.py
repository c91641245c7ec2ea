"""« Candidatures »: what is asked of a candidature is answered where it stands, missing until then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.question import Reponse
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.questions import answer_question
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.dossier.candidatures.questions import Questions
from scolarite_desk.ui.look.theme import Theme
from tests.accessible import complaints
from tests.keys import typed
from tests.services.conftest import Desk as Office
from tests.services.conftest import founded
from tests.ui.one_page import Shown, closed, office, plain

__all__ = ["founded", "office"]


@pytest.fixture
def asked(office: Office) -> dict[str, str]:
    """A question of each kind for the licence, the list required."""
    kinds: dict[str, dict[str, Any]] = {
        "oui_non": {}, "texte": {}, "liste": {"choix": "Lyon\nLille", "requise": True}, "date": {}, "nombre": {},
        "formulaire": {},
    }  # fmt: skip
    return {
        genre: office(
            add_item,
            "question",
            {"libelle": f"Sur {genre}", "genre": genre, "ordre": rank, "formation_id": office.licence, **more},
        )
        for rank, (genre, more) in enumerate(kinds.items())
    }


@pytest.fixture
def page(theme: Theme, qtbot: QtBot, office: Office, asked: dict[str, str]) -> Iterator[Shown]:
    """A candidature for the licence."""
    dossier = office.person()
    office.apply(dossier)
    yield from closed(Shown(theme, qtbot, office, CandidaturesPage, dossier))


def _here(page: Shown) -> Questions:
    found: Questions = page.page.state.questions
    return found


def _answers(page: Shown) -> dict[str, str | None]:
    return {row.question_id: row.valeur for row in page.office.rows(select(Reponse))}


def test_each_kind_is_answered_by_the_keyboard_alone(page: Shown, asked: dict[str, str]) -> None:
    _here(page).focus(asked["oui_non"])
    typed("o\tEnseigner\tlil\t7/3/26\t14,5\t6/7/26\t")
    assert _answers(page) == {
        asked["oui_non"]: "oui",
        asked["texte"]: "Enseigner",
        asked["liste"]: "Lille",
        asked["date"]: "2026-03-07",
        asked["nombre"]: "14.5",
        asked["formulaire"]: "2026-07-06",
    }
    assert complaints(page.page) == []


def test_what_is_left_to_do_leads_to_the_question_of_the_candidature_that_lacks_it(
    page: Shown, asked: dict[str, str]
) -> None:
    page.page.go(f"reponse.{asked['liste']}")
    assert page.at() == "Sur liste"
    typed("brest\t")
    [(_, fault)] = _here(page).form.faults()
    assert fault == "Choisissez une valeur de la liste."
    assert _answers(page) == {}


def test_a_form_that_came_is_seen(page: Shown, asked: dict[str, str]) -> None:
    here = _here(page)
    assert here._see.isHidden()
    page.office(answer_question, page.view().candidatures[0].key, asked["formulaire"], date(2026, 7, 3))
    page.drawn()
    said = "Sur formulaire : reçu le 03/07/2026, noté par Claire, "
    assert plain(here._told.text()) == said + "à voir"
    here._see.click()
    assert plain(here._told.text()) == said + "vu le 06/07/2026 par Claire"
    assert here._see.isHidden()


def test_a_question_asked_no_more_shows_its_answer_and_what_is_typed_beside_stays(
    page: Shown, asked: dict[str, str]
) -> None:
    here, key = _here(page), page.view().candidatures[0].key
    page.office(answer_question, key, asked["texte"], "Enseigner")
    for genre in ("texte", "date"):
        page.office(correct, "question.en_service", asked[genre], False)
    page.page.refresh(page.view())
    assert here.form is not None
    assert asked["date"] not in here.form.seats
    assert here.form.text(asked["texte"]) == "Enseigner"
    assert plain(here.form.seats[asked["texte"]].note.text()) == "Elle n’est plus posée : sa réponse reste."


def test_a_cancelled_candidature_shows_its_answers_and_takes_none(page: Shown, asked: dict[str, str]) -> None:
    page.office(cancel_candidature, page.view().candidatures[0].key, "à sa demande")
    page.page.refresh(page.view())
    _here(page).focus(asked["texte"])
    typed("trop tard\t")
    assert _answers(page) == {}


def test_nothing_is_shown_where_nothing_is_asked(theme: Theme, qtbot: QtBot, office: Office) -> None:
    dossier = office.person()
    office.apply(dossier)
    for shown in closed(Shown(theme, qtbot, office, CandidaturesPage, dossier)):
        assert _here(shown).isHidden()


def test_a_question_that_does_not_concern_the_person_is_said_so_with_its_reason(
    page: Shown, asked: dict[str, str]
) -> None:
    here = _here(page)
    here._spare.click()
    typed("sur liste\tredouble ici")
    here._spare.click()
    assert plain(here._told.text()) == "Sur liste : Non concerné : redouble ici, noté par Claire"
    assert here.spared.isHidden()
    assert complaints(page.page) == []
