"""Questions of the office: asked of a formation, of a centre or of all, answered by kind, missing while required."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.colonne import reader
from scolarite_desk.exchange.tables.decisions import columns_of
from scolarite_desk.langue import kept, said
from scolarite_desk.models.fields.of_questions import field_of
from scolarite_desk.models.rules.filtre import Condition
from scolarite_desk.models.rules.papiers import PIECES
from scolarite_desk.models.rules.questions import QuestionPosee
from scolarite_desk.models.rules.questions import told as told_of
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.question import Question, Reponse
from scolarite_desk.services.acts import do
from scolarite_desk.services.appels import call
from scolarite_desk.services.candidatures import cancel_candidature
from scolarite_desk.services.completude import declare_complete, lacking, left_to_do
from scolarite_desk.services.courriers import Demandee, courrier_of
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.listes import Chosen, listing
from scolarite_desk.services.offre import attach, copy_formation
from scolarite_desk.services.questions import answer_question, question_not_concerned, see_form
from scolarite_desk.services.recu import receipt_of
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.candidature_lue import candidatures_lues
from scolarite_desk.store.queries.decisions import Filter, candidature_keys
from scolarite_desk.store.queries.illisibles import unread
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.questions import questions, questions_of
from tests.services.comptes import colleague
from tests.services.conftest import FRENCH, Desk
from tests.services.test_vues import vue


def ask(desk: Desk, genre: str = "oui_non", formation: str | None = "", **values: Any) -> str:
    """A question of the licence, unless told."""
    tied = {} if formation is None else {"formation_id": formation or desk.licence}
    key: str = desk(add_item, "question", {"libelle": genre.capitalize(), "genre": genre, **tied, **values})
    return key


def told(desk: Desk, candidature: str) -> dict[str, Any]:
    """The answers of a candidature, by question."""

    def read(session: Any) -> dict[str, Any]:
        row = session.get_one(Candidature, candidature)
        return {one.libelle: one.valeur for one in questions(session, [row])[row.id]}

    return desk.read(read)


@pytest.fixture
def candidature(desk: Desk) -> str:
    return desk.apply(desk.person())


@pytest.mark.parametrize(
    ("genre", "typed", "kept"),
    [
        ("oui_non", "Non", "non"),
        ("texte", "  en   ville ", "en ville"),
        ("liste", "lyon", "Lyon"),
        ("date", "7/3/2026", date(2026, 3, 7)),
        ("nombre", "14,50", Decimal("14.5")),
        ("nombre", "1 200", Decimal(1200)),
        ("formulaire", "06/07/2026", date(2026, 7, 6)),
    ],
)
def test_an_answer_is_read_by_the_kind_of_its_question(
    desk: Desk, candidature: str, genre: str, typed: str, kept: object
) -> None:
    question = ask(desk, genre, choix="Lyon\n\nLille\nLyon" if genre == "liste" else None)
    assert told(desk, candidature) == {genre.capitalize(): None}
    desk(answer_question, candidature, question, typed)
    assert told(desk, candidature) == {genre.capitalize(): kept}
    desk(answer_question, candidature, question, kept)  # as a window gives it: read already
    assert told(desk, candidature) == {genre.capitalize(): kept}
    desk(answer_question, candidature, question, "")
    assert told(desk, candidature) == {genre.capitalize(): None}


@pytest.mark.parametrize(
    ("genre", "typed", "said"),
    [
        ("oui_non", "peut-être", "Choisissez une valeur"),
        ("liste", "Brest", "Choisissez une valeur de la liste."),
        ("date", "32/13/2026", "corrigez le mois"),
        ("nombre", "quatorze", "écrivez par exemple 14,5"),
        ("formulaire", "31/12/2026", "est à venir"),
    ],
)
def test_what_does_not_read_says_its_sentence_and_writes_nothing(
    desk: Desk, candidature: str, genre: str, typed: str, said: str
) -> None:
    question = ask(desk, genre, choix="Lyon\nLille" if genre == "liste" else None)
    with pytest.raises(Refused, match=said) as refused:
        desk(answer_question, candidature, question, typed)
    assert refused.value.champ == f"reponse.{question}"
    assert desk.rows(select(Reponse)) == []


def test_a_question_is_of_its_formation_else_of_its_centre_else_of_all(desk: Desk, candidature: str) -> None:
    centre = desk(add_item, "centre", {"libelle": "Pôle Lettres"})
    ask(desk, formation=desk.master, libelle="Du master")
    ask(desk, formation=None, libelle="Du centre", centre_id=centre)
    ask(desk, formation=None, libelle="De toutes")
    assert list(told(desk, candidature)) == ["De toutes"]
    desk(attach, "formation", desk.licence, "centre_id", centre)
    assert list(told(desk, candidature)) == ["Du centre", "De toutes"]
    assert len(desk.read(questions_of, desk.master)) == 2


def test_they_come_in_the_order_of_the_office(desk: Desk, candidature: str) -> None:
    for libelle, ordre in (("b", None), ("c", 20), ("a", 10)):
        ask(desk, libelle=libelle, ordre=ordre)
    assert list(told(desk, candidature)) == ["a", "c", "b"]


def test_a_required_question_makes_the_dossier_incomplete_until_it_is_answered(desk: Desk, candidature: str) -> None:
    dossier = desk.row(Candidature, candidature).dossier_id
    question = ask(desk, "texte", libelle="Projet", requise=True)
    ask(desk, libelle="Facultative")

    def missing() -> list[tuple[str, str | None]]:
        return [(one.where, one.fiche) for one in desk.read(lacking, candidature) if one.code == "question"]

    assert missing() == [(f"reponse.{question}", candidature)]
    assert "question" in {one.code for one in desk.read(left_to_do, dossier)}
    with pytest.raises(Refused, match="Il manque"):
        desk(declare_complete, candidature)
    desk(answer_question, candidature, question, "Enseigner")
    assert missing() == []
    desk(correct, "question.requise", question, False)
    desk(answer_question, candidature, question, None)
    assert missing() == []


def test_an_answer_stays_and_is_shown_when_its_question_is_asked_no_more(desk: Desk, candidature: str) -> None:
    question = ask(desk, "texte", libelle="Projet", requise=True)
    other = ask(desk, libelle="Jamais répondue")
    desk(answer_question, candidature, question, "Enseigner")
    for key in (question, other):
        desk(correct, "question.en_service", key, False)
    assert told(desk, candidature) == {"Projet": "Enseigner"}
    desk(answer_question, candidature, question, "Éditer")  # a slip is still corrected
    assert told(desk, candidature) == {"Projet": "Éditer"}
    with pytest.raises(Refused, match="n’est pas posée"):
        desk(answer_question, candidature, other, "oui")
    with pytest.raises(Refused, match="1 réponse"):
        desk(withdraw_item, "question", question)
    desk(withdraw_item, "question", other)


def test_the_kind_of_an_answered_question_does_not_change(desk: Desk, candidature: str) -> None:
    question = ask(desk, "nombre")
    desk(correct, "question.genre", question, "texte")
    desk(correct, "question.genre", question, "nombre")
    desk(answer_question, candidature, question, "12")
    with pytest.raises(Refused, match="Elle a déjà 1 réponse"):
        desk(correct, "question.genre", question, "texte")
    desk(answer_question, candidature, question, "")
    desk(correct, "question.genre", question, "texte")


def test_a_form_is_recorded_as_received_then_seen_and_another_day_is_to_be_seen_again(
    desk: Desk, candidature: str
) -> None:
    form = ask(desk, "formulaire", libelle="Fiche de vœux")
    with pytest.raises(Refused, match="n’est pas arrivé"):
        desk(see_form, candidature, form)
    key = desk(answer_question, candidature, form, date(2026, 7, 3))
    desk(see_form, candidature, form)
    with pytest.raises(Refused, match="déjà vu"):
        desk(see_form, candidature, form)
    row = desk.row(Reponse, key)
    assert row.valeur == "2026-07-03"
    assert row.donnee_par == row.vue_par == desk.store.auteur
    desk(answer_question, candidature, form, date(2026, 7, 4))
    assert desk.row(Reponse, key).vue_le is None
    undo(desk.store)
    assert desk.row(Reponse, key).vue_par == desk.store.auteur


def test_a_cancelled_candidature_answers_nothing(desk: Desk, candidature: str) -> None:
    question = ask(desk)
    desk(cancel_candidature, candidature, "à sa demande")
    with pytest.raises(Refused, match="annulée"):
        desk(answer_question, candidature, question, True)


def test_a_formation_takes_its_questions_to_the_next_year_without_their_answers(desk: Desk, candidature: str) -> None:
    question = ask(desk, "liste", libelle="Site", choix="Lyon\nLille", texte_anglais="Which campus?", requise=True)
    ask(desk, formation=None, libelle="De toutes")
    desk(answer_question, candidature, question, "Lyon")
    year = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "preparation"})
    copy = desk(copy_formation, desk.licence, year)
    common, mine = (met.key for met in desk.read(questions_of, copy))
    one = desk.row(Question, mine)
    assert (one.libelle, one.choix, one.texte_anglais, one.requise) == ("Site", "Lyon\nLille", "Which campus?", True)
    assert common in {met.key for met in desk.read(questions_of, desk.licence)}
    assert len(desk.rows(select(Reponse))) == 1


def test_two_questions_of_one_formation_are_not_called_the_same(desk: Desk) -> None:
    ask(desk, libelle="Site")
    with pytest.raises(Refused, match="existe déjà"):
        ask(desk, libelle="site")
    ask(desk, libelle="Site", formation=desk.master)


def test_papers_that_say_what_is_missing_say_the_questions_in_both_languages(desk: Desk) -> None:
    dossier = desk.home(desk.person(civilite="Mme", langue="en"))
    candidature = desk.apply(dossier)
    asked = {"texte": "Quel est votre projet ?", "texte_anglais": "What is your project?", "requise": True}
    question = ask(desk, "texte", libelle="Projet", **asked)
    ask(desk, "formulaire", libelle="Fiche de vœux", requise=True)
    mine = "Réponse à la question\u00a0: Quel est votre projet ?"

    def printed() -> list[tuple[str, str]]:
        recu = desk.read(receipt_of, dossier, "1", desk.now, desk.store.auteur)
        return [(one.libelle, one.libelle_anglais) for one in recu.pieces]

    assert (mine, "Answer to the question: What is your project?") in printed()
    lettre = desk.read(courrier_of, candidature, desk.now, desk.store.auteur, Demandee(PIECES))
    assert {mine, "Formulaire\u00a0: Fiche de vœux"} <= set(lettre.attendues)
    desk(answer_question, candidature, question, "Enseigner")
    assert mine not in {libelle for libelle, _ in printed()}


def test_an_export_has_a_column_a_question_of_the_formation_that_is_asked_for(desk: Desk, candidature: str) -> None:
    number = ask(desk, "nombre", libelle="Moyenne", ordre=1)
    yes = ask(desk, "oui_non", libelle="Césure", ordre=2)
    day = ask(desk, "date", libelle="Diplôme", ordre=3)
    for question, typed in ((number, "14,5"), (yes, "oui"), (day, "04/07/2026")):
        desk(answer_question, candidature, question, typed)
    asked = desk.read(questions_of, desk.licence)

    def row(columns: list[str] | None, of: tuple[QuestionPosee, ...] = asked) -> dict[str, object]:
        found = columns_of(columns, of)
        with desk.store.reading() as session:
            (lue,) = candidatures_lues(session, [candidature], lists(session), {})
            values = [one for (one,) in reader(found, FRENCH)([lue])]
        return {said(one.entete, FRENCH): value for one, value in zip(found, values, strict=True)}

    each = {"Moyenne": Decimal("14.5"), "Césure": "Oui", "Diplôme": date(2026, 7, 4)}
    assert row(None).items() >= each.items()
    assert row(["dossier", "questions"]).items() >= each.items()
    assert "Moyenne" not in row(["dossier"])
    assert row(["questions"], ()) == {
        "Questions et réponses": "Moyenne\u00a0: 14,5\nCésure\u00a0: Oui\nDiplôme\u00a0: 04/07/2026"
    }


def test_views_find_who_did_not_answer_and_the_forms_that_nobody_saw(desk: Desk, candidature: str) -> None:
    needed = ask(desk, "texte", libelle="Projet", requise=True)
    form = ask(desk, "formulaire", libelle="Fiche de vœux")
    other = ask(desk, libelle="Du master", formation=desk.master)

    def found(nom: str, *valeurs: str) -> int:
        return len(desk.read(candidature_keys, Filter(vue=vue(Condition(nom, valeurs)))))

    assert (found("question_obligatoire"), found("formulaire_a_voir")) == (1, 0)
    assert [found("question_sans_reponse", key) for key in (needed, form, other)] == [1, 1, 0]
    desk(answer_question, candidature, needed, "Enseigner")
    desk(answer_question, candidature, form, date(2026, 7, 3))
    assert (found("question_obligatoire"), found("formulaire_a_voir")) == (0, 1)
    assert found("question_sans_reponse", needed, form) == 0
    desk(see_form, candidature, form)
    assert found("formulaire_a_voir") == 0


def test_a_question_that_does_not_concern_the_person_is_missing_no_more_and_says_why(
    desk: Desk, candidature: str
) -> None:
    form = ask(desk, "formulaire", libelle="Fiche de vœux", requise=True)

    def missing() -> int:
        asked = Filter(vue=vue(Condition("question_obligatoire", ())))
        lacked = [one for one in desk.read(lacking, candidature) if one.code == "question"]
        assert len(desk.read(candidature_keys, asked)) == len(lacked)
        return len(lacked)

    assert missing() == 1
    with pytest.raises(Refused, match="pourquoi"):
        desk(question_not_concerned, candidature, form, " ")
    key = desk(question_not_concerned, candidature, form, "redouble ici")
    assert missing() == 0
    with desk.store.reading() as session:
        (lue,) = candidatures_lues(session, [candidature], lists(session), {})
        assert "Fiche de vœux\u00a0: Non concerné\u00a0: redouble ici" in {
            str(one) for (one,) in reader(columns_of(["questions"], ()), FRENCH)([lue])
        }
    desk(answer_question, candidature, form, date(2026, 7, 3))
    assert (desk.row(Reponse, key).dispense, missing()) == (None, 0)
    desk(question_not_concerned, candidature, form, "redouble ici")
    desk(question_not_concerned, candidature, form, "")
    assert missing() == 1


def test_the_questions_and_their_answers_are_listed(desk: Desk, candidature: str) -> None:
    needed = ask(desk, "texte", libelle="Projet", requise=True)
    ask(desk, formation=None, libelle="De toutes", ordre=1)
    desk(answer_question, candidature, needed, "Enseigner")
    asked = [(one["libelle"], one["formation"], one["requise"]) for one in listing(desk.store, "questions", Chosen())]
    assert asked == [("De toutes", None, False), ("Projet", "Licence et Master 2026-2027/L2INF", True)]
    found = {(one["question"], one["reponse"], one["manque"]) for one in listing(desk.store, "reponses", Chosen())}
    assert found == {("De toutes", None, False), ("Projet", "Enseigner", False)}


@pytest.mark.parametrize("chose", ["question", "piece_demandee"])
def test_who_is_kept_to_a_formation_does_not_make_what_it_asks_common_to_all(desk: Desk, chose: str) -> None:
    key = (
        ask(desk)
        if chose == "question"
        else desk(add_item, chose, {"piece_id": desk.pieces["IDENTITE"], "formation_id": desk.licence})
    )
    mine = colleague(desk.store, "responsable", {"formation": [desk.licence]})
    with pytest.raises(Refused, match="hors de votre périmètre"):
        do(mine, None, attach, chose, key, "formation_id", None)
    with pytest.raises(Refused, match="hors de votre périmètre"):
        do(mine, None, attach, chose, key, "formation_id", desk.master)
    desk(attach, chose, key, "formation_id", None)


def test_who_is_kept_to_a_centre_does_not_make_its_question_common_to_all(desk: Desk) -> None:
    centre = desk(add_item, "centre", {"libelle": "Pôle Lettres"})
    key = ask(desk, formation=None, centre_id=centre)
    mine = colleague(desk.store, "responsable", {"centre": [centre]})
    with pytest.raises(Refused, match="hors de votre périmètre"):
        do(mine, None, attach, "question", key, "centre_id", None)


def test_an_answer_that_left_its_list_stays_is_said_so_and_is_given_no_more(desk: Desk, candidature: str) -> None:
    question = ask(desk, "liste", choix="Lyon\nLille", requise=True)
    desk(answer_question, candidature, question, "Lyon")
    desk(correct, "question.choix", question, "Lille\nBrest")
    assert told(desk, candidature) == {"Liste": "Lyon"}
    assert not [one for one in desk.read(lacking, candidature) if one.where.startswith("reponse")]
    assert not list(desk.read(lambda session: list(unread(session))))
    [one] = desk.read(lambda session: questions(session, [session.get_one(Candidature, candidature)])[candidature])
    assert kept(field_of(one).hint) == "«\u00a0Lyon\u00a0» n’est plus dans la liste\u00a0: la réponse reste."
    assert desk.read(lambda session: kept(told_of(one))) == "Lyon"
    with pytest.raises(Refused, match="Choisissez une valeur de la liste"):
        desk(answer_question, desk.apply(desk.person("BIHAN", "Loïc")), question, "Lyon")
    desk(answer_question, candidature, question, "Brest")
    [one] = desk.read(lambda session: questions(session, [session.get_one(Candidature, candidature)])[candidature])
    assert not field_of(one).hint


def test_a_question_is_tied_by_an_act_of_its_own_which_correcting_names(desk: Desk) -> None:
    question = ask(desk)
    with pytest.raises(Refused, match="se change par son propre acte\u00a0: attach"):
        call(desk.store, "correct", {"champ": "question.formation_id", "fiche": question, "valeur": desk.master})
    desk(attach, "question", question, "formation_id", desk.master)


def test_a_list_that_has_no_choice_yet_says_where_to_write_them(desk: Desk, candidature: str) -> None:
    desk(add_item, "question", {"libelle": "Langue", "genre": "liste", "en_service": True}, a_remplir=True)
    [one] = desk.read(lambda session: questions(session, [session.get_one(Candidature, candidature)])[candidature])
    assert kept(field_of(one).hint).startswith("Aucun choix n’est écrit pour elle")
    desk(correct, "question.choix", one.key, "Lyon")
    [one] = desk.read(lambda session: questions(session, [session.get_one(Candidature, candidature)])[candidature])
    assert not field_of(one).hint
