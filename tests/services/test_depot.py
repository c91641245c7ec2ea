"""What `show` prints is what `new` takes: a dossier that has all of it comes back the same from its own data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.services.depot import create
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.etiquettes import put_tag
from scolarite_desk.services.portrait import describe
from scolarite_desk.services.questions import answer_question
from scolarite_desk.services.saisines import acknowledge_saisine, answer_proposition, begin_saisine, propose_place
from scolarite_desk.services.vapp import fill_vapp, give_opinion
from scolarite_desk.store.queries.offer import lists
from tests.services.conftest import Desk

DAY = date(2026, 7, 2)


def _show(desk: Desk, numero: str) -> dict[str, Any]:
    found: dict[str, Any] = desk.read(lambda session: describe(session, numero, lists(session)))
    return found


@pytest.fixture
def whole(desk: Desk) -> str:
    """The number of somebody who asks a VAPP, was refused a master elsewhere, is tagged and answered a question."""
    dossier = desk.home(desk.person())
    personne = desk.owner(dossier)
    asked = desk.apply(dossier)
    desk(correct, "candidatures.genre", asked, "vapp")
    desk(fill_vapp, asked, {"titre_vise": "Licence 3 de droit", "bachelier": "non", "fin_etudes": "2019",
                            "reprise_le": date(2026, 9, 1), "situation": "emploi", "tarif": "30,5"})  # fmt: skip
    desk(add_item, "acquis", {"candidature_id": asked, "genre": "pro", "intitule": "Comptable", "du": "2014-03"})
    desk(give_opinion, asked, "favorable", "Dix ans de pratique")
    for genre, given in (("nombre", "14,125"), ("date", "03/03/2026"), ("oui_non", "oui")):
        question = desk(add_item, "question", {"libelle": genre, "genre": genre, "formation_id": desk.licence})
        desk(answer_question, asked, question, given)
    for label, bearer in (("À rappeler", {"personne": personne}), ("Prioritaire", {"candidature": asked})):
        desk(put_tag, desk(add_item, "etiquette", {"libelle": label, "couleur": "bleu"}), **bearer)
    saisine = desk(begin_saisine, personne, "2026-2027", DAY)
    for name, value in (("licence", "nationale"), ("region", "53"), ("attente", False)):
        desk(correct, f"saisine.{name}", saisine, value)
    desk(acknowledge_saisine, saisine, DAY)
    desk(add_item, "refus_vus", {"saisine_id": saisine, "mention": "Biologie", "refuse_le": DAY, "preuve": "lettre"})
    desk(answer_proposition, desk(propose_place, saisine, "Rennes", "Master", DAY), "refusee")
    desk(correct, "propositions.proposee_le", desk(propose_place, saisine, "Brest"), None)
    return str(desk.row(Dossier, dossier).numero)


def test_what_is_shown_of_a_whole_dossier_makes_the_same_one(desk: Desk, whole: str) -> None:
    shown = _show(desk, whole)
    made = create(desk.store, shown, desk.read(lists))
    again = _show(desk, made)
    for taken in (shown, again):
        assert taken["candidatures"][0]["vapp"]["acquis"][0]["intitule"] == "Comptable"
        assert taken["candidatures"][0]["reponses"] == {"nombre": "14.125", "date": "2026-03-03", "oui_non": "oui"}
        assert (taken["etiquettes"], taken["candidatures"][0]["etiquettes"]) == (["À rappeler"], ["Prioritaire"])
        assert [one.get("reponse") for one in taken["saisine"]["propositions"]] == ["Refusée", None]
    kept = ("numero", "etat")
    assert {name: one for name, one in again.items() if name not in kept} == {
        name: one for name, one in shown.items() if name not in kept
    }
    assert again["etat"]["candidatures"][0]["vapp"]["opinion"] is None, "what was decided is not typed"


@pytest.mark.parametrize(
    ("spoil", "champ"),
    [
        (lambda data: data["candidatures"][0]["vapp"].update(opinion="favorable"), "candidatures.1.vapp.opinion"),
        (lambda data: data["candidatures"][0]["vapp"].update(acquis=3), "candidatures.1.vapp.acquis"),
        (lambda data: data["candidatures"][0]["vapp"]["acquis"][0].pop("genre"), "candidatures.1.vapp.acquis.1.genre"),
        (lambda data: data["candidatures"][0].update(reponses=[1]), "candidatures.1.reponses"),
        (lambda data: data["candidatures"][0]["reponses"].update(autre="x"), "candidatures.1.reponses.autre"),
        (lambda data: data.update(etiquettes=["Inconnue"]), "etiquettes"),
        (lambda data: data["saisine"].update(close_le="2026-07-02"), "saisine.close_le"),
    ],
)
def test_what_cannot_be_taken_is_named_and_makes_nothing(
    desk: Desk, whole: str, spoil: Callable[[dict[str, Any]], object], champ: str
) -> None:
    shown = _show(desk, whole)
    spoil(shown)
    with pytest.raises(Refused) as refused:
        create(desk.store, shown, desk.read(lists))
    assert refused.value.champ == champ
