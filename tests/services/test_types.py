"""Kinds of decision: words of the office over the families that rules know."""

from __future__ import annotations

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.reperes import slots
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.decisions import FOURNIS
from scolarite_desk.models.rules.modeles import Portee
from scolarite_desk.models.tables.candidature import Avis
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.listes import LISTES
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.lookup import kind_key
from scolarite_desk.services.modeles import save_model, words_of
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.candidature_lue import candidatures_lues
from scolarite_desk.store.queries.divergences import divergences
from scolarite_desk.store.queries.dossiers import candidatures_of
from scolarite_desk.store.queries.history import history_of
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.regles import broken
from scolarite_desk.store.queries.retenues import held_by
from scolarite_desk.store.queries.types import kinds_for
from tests.services.conftest import FRENCH, Desk


def _kind(desk: Desk, code: str = "HORS", famille: str = "DE", **more: object) -> str:
    values = {"code": code, "famille": famille, "libelle": "Refus hors capacité", "en_service": True}
    key: str = desk(add_item, "type_decision", values | more)
    return key


def _avis(desk: Desk, candidature: str) -> Avis:
    found = desk.read(current_avis, candidature)
    assert found is not None
    return found


@pytest.fixture
def dossier(desk: Desk) -> str:
    return desk.home(desk.person(civilite="Mme"))


def test_a_kind_of_the_office_says_its_words_wherever_the_avis_is_read(desk: Desk, dossier: str) -> None:
    key, kind = desk.apply(dossier), _kind(desk, libelle_anglais="Refusal for lack of places")
    desk(enter_avis, key, "DE", motif="resultats", type=kind)
    desk(validate_avis, key)
    [one] = desk.read(candidatures_of, dossier)
    assert one.courant is not None
    assert (kept(one.courant.label), one.courant.type) == ("Refus hors capacité", kind)
    [read] = desk.read(lambda session: list(candidatures_lues(session, [key], lists(session), settings(session))))
    assert (read.avis.avis.code, read.avis.avis.label) == ("DE", "Refus hors capacité")
    letter = desk.read(letter_of, key, desk.now, anglais=True)
    assert slots(letter, FRENCH)["decision"] == "Refus hors capacité"
    assert letter.anglais is not None
    assert slots(letter.anglais, FRENCH)["decision"] == "Refusal for lack of places"


def test_what_a_letter_says_of_motive_and_condition_is_as_the_kind_says(desk: Desk, dossier: str) -> None:
    key, kind = desk.apply(dossier), _kind(desk, motif_dit=False)
    desk(enter_avis, key, "DE", motif="resultats", type=kind)
    desk(validate_avis, key)
    assert desk.read(letter_of, key, desk.now).motif == ""
    desk(correct, "type_decision.motif_dit", kind, True)
    assert desk.read(letter_of, key, desk.now).motif


def test_a_letter_takes_the_model_of_its_kind_before_that_of_its_avis(desk: Desk, dossier: str) -> None:
    key, kind = desk.apply(dossier), _kind(desk)
    for words, of in (("Mots du type", kind), ("Mots de l’avis", None)):
        desk(save_model, "decision", "Refus", f"{words} {{decision?}}\n{{motif}}", "{tribunal?}", avis="DE", type=of)
    desk(enter_avis, key, "DE", motif="resultats", type=kind)
    desk(validate_avis, key)
    modele = desk.read(letter_of, key, desk.now).modele
    assert modele is not None
    assert kept(modele.blocs[0].texte).startswith("Mots du type")
    mots = desk.read(words_of, Portee("decision", "DE"))
    assert mots is not None
    assert mots.corps.startswith("Mots de l’avis")
    with pytest.raises(Refused, match="pas de cet avis"):
        desk(save_model, "decision", "Admis", "{formation}", avis="FA", type=kind)


def test_a_kind_is_given_to_its_own_avis_in_its_centre_while_it_serves(desk: Desk, dossier: str) -> None:
    key, kind = desk.apply(dossier), _kind(desk)
    elsewhere = _kind(desk, "AILLEURS", centre_id=desk(add_item, "centre", {"libelle": "Brest"}))
    with pytest.raises(Refused, match="pas un type de cet avis"):
        desk(enter_avis, key, "FA", type=kind)
    with pytest.raises(Refused, match="ne se donne pas ici"):
        desk(enter_avis, key, "DE", motif="resultats", type=elsewhere)
    assert [one.cle for one in desk.read(kinds_for, key)] == [kind]
    desk(correct, "type_decision.en_service", kind, False)
    with pytest.raises(Refused, match="ne se donne pas ici"):
        desk(enter_avis, key, "DE", motif="resultats", type=kind)


def test_after_a_kind_that_is_not_final_another_avis_is_entered(desk: Desk, dossier: str) -> None:
    key, kind = desk.apply(dossier), _kind(desk, definitif=False)
    desk(enter_avis, key, "DE", motif="resultats", type=kind)
    desk(validate_avis, key)
    desk(enter_avis, key, "FA")
    assert (_avis(desk, key).avis, _avis(desk, key).type_id) == ("FA", None)


def test_a_shipped_kind_is_worded_over_and_its_family_always_keeps_one(desk: Desk, dossier: str) -> None:
    key = desk.apply(dossier)
    over = _kind(desk, "FA", "FA", libelle="Admis")
    desk(enter_avis, key, "FA")
    [one] = desk.read(candidatures_of, dossier)
    assert one.courant is not None
    assert (kept(one.courant.label), one.courant.type) == ("Admis", "")
    with pytest.raises(Refused, match="dernier type de cet avis"):
        desk(correct, "type_decision.en_service", over, False)
    other = _kind(desk, "FAC", "FA", libelle="Admis sous condition")
    desk(correct, "type_decision.en_service", over, False)
    with pytest.raises(Refused, match="dernier type de cet avis"):
        desk(withdraw_item, "type_decision", other)
    another = desk.apply(desk.person("LE GOFF"))
    with pytest.raises(Refused, match="Choisissez le type"):
        desk(enter_avis, another, "FA")
    desk(enter_avis, another, "FA", type=other)
    with pytest.raises(Refused, match="Encore utilisé"):
        desk(withdraw_item, "type_decision", other)


def test_the_shipped_kinds_are_the_families() -> None:
    assert list(FOURNIS) == ["FA", "DE", "LC", "LA", "PR"]
    assert [code for code, one in FOURNIS.items() if one.definitif] == ["FA", "DE"]


def test_history_says_the_kind_and_not_its_key(desk: Desk, dossier: str) -> None:
    key, kind = desk.apply(dossier), _kind(desk)
    desk(enter_avis, key, "DE", motif="resultats", type=kind)
    found = desk.read(lambda session: history_of(session, [_avis(desk, key).id], lists(session), "type_id"))
    assert [one.apres for one in found] == ["Refus hors capacité"]


def test_the_list_of_kinds_says_those_that_act_takes(desk: Desk) -> None:
    _kind(desk, "FA", "FA", libelle="Admis")
    kind = _kind(desk)
    found = desk.read(lambda session: list(LISTES["types"].lire(session, desk.store, Chosen())))
    assert [(one["code"], one["libelle"], one["cle"] != "") for one in found][::5] == [
        ("FA", "Admis", True),
        ("HORS", "Refus hors capacité", True),
    ]
    assert desk.read(kind_key, "HORS") == desk.read(kind_key, "Refus hors capacité") == kind


def test_a_kind_of_another_avis_is_listed_and_holds_the_letter(desk: Desk, dossier: str) -> None:
    key, kind = desk.apply(dossier), _kind(desk)
    desk(enter_avis, key, "FA")
    with desk.store.work("essai") as work:  # another version of the application
        work.get(Avis, _avis(desk, key).id).type_id = kind
    [one] = desk.read(lambda session: list(broken(session, [_avis(desk, key).id])))
    assert (one.regle.code, one.regle.genre) == ("type_avis", "etats")
    [told] = [one for one in desk.read(divergences) if one.regle == "type_avis"]
    assert desk.read(held_by, told, letter=True) == [key]
    desk.started = desk.number()  # that work is of nobody here
