"""What the season added to the shared rows travels, merges by its keys, and goes with whom it is of."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.models.tables.decision import Requete, TypeDecision
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import OuvertureFormation
from scolarite_desk.models.tables.question import Question, Reponse
from scolarite_desk.models.tables.saisine import RefusVu
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.etiquettes import put_tag
from scolarite_desk.services.questions import answer_question, see_form
from scolarite_desk.services.requetes import answer_requete
from scolarite_desk.services.rgpd import access
from scolarite_desk.services.saisines import answer_proposition, begin_saisine, propose_place, take_refus
from scolarite_desk.store.queries.divergences import divergences
from tests.services.conftest import FRENCH, Desk
from tests.store.damage import faults
from tests.sync.conftest import later, share


def test_two_desks_that_open_the_same_pair_have_one_row(abc: list[Desk]) -> None:
    here, there = abc[:2]
    asked = {"campagne_id": here.campagne, "libelle": "Septembre", "genre": "complementaire"}
    pair = {"formation_id": here.licence, "session_id": here(add_item, "session", asked)}
    share(here, there)
    for desk, day in ((here, "debut_depot"), (there, "confirmation_liste")):
        opened = desk(add_item, "ouverture", pair)
        desk(correct, f"ouverture.{day}", opened, date(2026, 9, 1))
        later(abc, minutes=1)
    share(here, there)
    for desk in (here, there):
        (row,) = desk.rows(select(OuvertureFormation))
        assert row.id == opened
        assert (row.debut_depot, row.confirmation_liste) == (date(2026, 9, 1), date(2026, 9, 1))


def test_two_desks_that_make_the_same_kind_of_decision_have_one_row(abc: list[Desk]) -> None:
    here, there = abc[:2]
    asked = {"code": "SOUSRES", "famille": "FA", "libelle": "Favorable sous réserve"}
    keys = {desk(add_item, "type_decision", asked) for desk in (here, there)}
    share(here, there)
    assert len(keys) == 1
    assert [row.famille for row in there.rows(select(TypeDecision))] == ["FA"]


def test_what_was_asked_about_an_avis_and_a_promotion_travel_and_go_with_the_person(abc: list[Desk]) -> None:
    here, there = abc[:2]
    dossier = here.person()
    candidature = here.apply(dossier)
    avis = here(enter_avis, candidature, "FA")
    with here.store.work("essai") as work:
        key = work.add(
            Requete(candidature_id=candidature, avis_id=avis, genre="gracieux", recue_le=date(2026, 7, 6))
        ).id
        row = work.get(Avis, avis)
        row.promu_id, row.promu_rang, row.requete_id, row.valide_vu = avis, 3, key, "0" * 16
    share(here, there)
    assert [one.avis_id for one in there.rows(select(Requete))] == [avis]
    assert there.row(Avis, avis).promu_rang == 3
    there(answer_requete, key, "rejetee")
    there(erase_person, dossier, there.row(Dossier, dossier).numero, "À sa demande")
    share(here, there)
    for desk in (here, there):
        assert desk.rows(select(Requete)) == desk.rows(select(Avis)) == []
        assert faults(desk.store) == []


def test_an_answer_has_one_row_on_every_desk_and_two_that_differ_are_told(abc: list[Desk]) -> None:
    here, there = abc[:2]
    candidature = here.apply(here.person())
    asked = {"libelle": "Site", "genre": "texte", "formation_id": here.licence}
    question = here(add_item, "question", asked)
    share(here, there)
    keys = set()
    for desk, said in ((here, "Lyon"), (there, "Lyon")):
        keys.add(desk(answer_question, candidature, question, said))
        later(abc, minutes=1)
    share(here, there)
    assert len(keys) == 1
    assert [there.read(divergences), here.read(divergences)] == [(), ()]
    for desk, said in ((here, "Lille"), (there, "Brest")):
        desk(answer_question, candidature, question, said)
        later(abc, minutes=1)
    share(here, there)
    assert [row.valeur for row in here.rows(select(Reponse))] == ["Brest"]
    assert [(one.genre, one.groupe) for one in here.read(divergences)] == [("valeur", "reponse")]


def test_an_answer_is_told_of_the_person_and_goes_with_them_and_the_question_stays(abc: list[Desk]) -> None:
    here, there = abc[:2]
    dossier = here.person()
    candidature = here.apply(dossier)
    form = here(add_item, "question", {"libelle": "Fiche de vœux", "genre": "formulaire", "formation_id": here.licence})
    here(answer_question, candidature, form, date(2026, 7, 3))
    here(see_form, candidature, form)
    told = here.read(access, here.owner(dossier), langue=FRENCH)
    [answer] = [one for one in told.fiches if one.genre == "reponse"]
    assert {one.champ: one.texte for one in answer.donnees}["question_id"] == "Fiche de vœux"
    share(here, there)
    there(erase_person, dossier, there.row(Dossier, dossier).numero, "À sa demande")
    share(here, there)
    for desk in (here, there):
        assert desk.rows(select(Reponse)) == []
        assert [row.libelle for row in desk.rows(select(Question))] == ["Fiche de vœux"]
        assert faults(desk.store) == []


def test_a_form_seen_at_one_desk_and_another_that_came_instead_are_told(abc: list[Desk]) -> None:
    here, there = abc[:2]
    candidature = here.apply(here.person())
    form = here(add_item, "question", {"libelle": "Fiche", "genre": "formulaire", "formation_id": here.licence})
    here(answer_question, candidature, form, date(2026, 7, 3))
    share(here, there)
    here(answer_question, candidature, form, date(2026, 7, 5))
    later(abc, minutes=1)
    there(see_form, candidature, form)
    share(here, there)
    assert [(one.genre, one.groupe) for one in here.read(divergences)] == [("valeur", "reponse")]


def test_what_is_seen_nowhere_or_broken_together_in_the_season_is_listed(abc: list[Desk]) -> None:
    here, there = abc[:2]
    personne = here.owner(here.person())
    saisine, tag = here(begin_saisine, personne, "2026-2027"), here(add_item, "etiquette", {"libelle": "À rappeler"})
    question = here(add_item, "question", {"libelle": "Arrivée", "genre": "texte"})
    candidature = here.apply(here.rows(select(Dossier))[0].id)
    share(here, there)
    for desk in (here, there):
        desk(answer_proposition, desk(propose_place, saisine, "Brest"), "acceptee")
    there(put_tag, tag, personne=personne)
    there(answer_question, candidature, question, "bientôt")
    here(withdraw_item, "etiquette", tag)
    here(correct, "question.genre", question, "date")
    share(here, there)
    for desk in (here, there):
        found = {(one.regle, one.fiches[0][0]) for one in desk.read(divergences)}
        assert found == {("proposition", "proposition"), ("proposition_rang", "proposition"),
                         ("etiquette_id", "pose_etiquette"), ("lecture", "reponse")}  # fmt: skip


def test_two_desks_that_take_the_same_refusals_have_each_once(abc: list[Desk]) -> None:
    here, there = abc[:2]
    dossier = here.person()
    candidature = here.apply(dossier, here.master)
    here(enter_avis, candidature, "DE", motif_texte="vu")
    here(validate_avis, candidature)
    saisine = here(begin_saisine, here.owner(dossier), "2026-2027")
    share(here, there)
    assert [desk(take_refus, saisine) for desk in (here, there)] == [1, 1]
    share(here, there)
    assert len(here.rows(select(RefusVu))) == 1
    assert not here.read(divergences)
