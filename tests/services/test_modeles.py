"""The office words its letters: kept, shared, of the most precise model; what left says its own words still."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.lettres import render
from scolarite_desk.exchange.papers.modeles import MODELES
from scolarite_desk.exchange.papers.recu_mots import slots as slots_recu
from scolarite_desk.exchange.papers.reperes import fill, slots
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.modeles import Mots
from scolarite_desk.models.rules.champs import CHAMPS, TOUS
from scolarite_desk.models.rules.modeles import DECISION, Portee
from scolarite_desk.models.rules.numeros import APERCU
from scolarite_desk.models.rules.papiers import PIECES
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.modele import ModeleCourrier, VersionModele
from scolarite_desk.msg import NOTHING
from scolarite_desk.services.acts import do
from scolarite_desk.services.apercu_modele import examples, tried
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.documents import issue_letter, reprint
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.services.effacements import erase_person
from scolarite_desk.services.lettre import letter_of
from scolarite_desk.services.listes import listing
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.modeles import (
    bring_back_words,
    drop_model,
    faults,
    model_key,
    models,
    of_the_house,
    save_model,
    shipped,
    versions,
    worded,
    words_of,
)
from scolarite_desk.services.offre import copy_formation
from scolarite_desk.services.undo import undo
from scolarite_desk.store.queries.history import shown
from scolarite_desk.store.queries.offer import lists
from tests.exchange.papers.papiers_inventes import FRANCAIS, lettre
from tests.exchange.papers.papiers_inventes import RECU as RECU_INVENTE
from tests.exchange.pdf_reading import texts
from tests.services.comptes import colleague
from tests.services.conftest import Desk

REFUS = Portee(DECISION, "DE")
RECOURS = "Vous pouvez saisir le tribunal administratif{tribunal?}."


def own(desk: Desk, corps: str, avis: str = "DE", **scope: Any) -> str:
    """A model whose first paragraph is those words, with what the law wants under them."""
    due = "\n\n{motif}" if avis == "DE" else ""
    key: str = desk(save_model, DECISION, "votre candidature", corps + due, RECOURS, avis=avis, **scope)
    return key


def first(mots: Mots | None) -> str:
    return mots.corps.splitlines()[0] if mots else ""


def refused(desk: Desk) -> str:
    """A candidature in licence, refused."""
    candidature = desk.apply(desk.home(desk.person()))
    desk(enter_avis, candidature, "DE", motif="niveau")
    desk(validate_avis, candidature)
    return candidature


def said(desk: Desk, candidature: str) -> str:
    found = desk.read(letter_of, candidature, desk.now).modele
    return kept(found.blocs[0].texte) if found else ""


@pytest.mark.parametrize("avis", TOUS)
def test_the_shipped_words_read_as_a_model_and_say_the_same(avis: str) -> None:
    mots = shipped(Portee(DECISION, avis))
    assert mots is not None
    assert not [one for one in faults(mots, avis) if one.faute.doute and one.partie != "recours"]
    read, model = worded(mots), MODELES[avis]
    for blocs, others in ((read.blocs, model.blocs), (read.recours, model.recours)):
        assert [(kept(one.texte), one.style, one.si) for one in blocs] == [
            (kept(one.texte), one.style, one.si) for one in others
        ]


def test_the_fields_offered_are_those_that_a_letter_fills() -> None:
    for avis in TOUS:
        one = replace(lettre(avis), autorite_hierarchique="le recteur", orientation="bureau 12")
        if avis != "FA":
            one = replace(one, confirmer_avant=None, source_delai=NOTHING)
        filled = slots(one, FRANCAIS)
        assert filled.keys() == CHAMPS.keys() == slots_recu(RECU_INVENTE).keys()
        for nom, champ in CHAMPS.items():
            assert avis in champ.lettres or not filled[nom] or champ.condition, (avis, nom)


@dataclass(frozen=True)
class Wider(Portee):
    """A scope of a version to come, which says one thing more."""

    plus: str | None = None


def test_the_key_of_a_model_stays_what_a_scope_gains_changes_none_that_does_not_say_it() -> None:
    whole = ("decision", "FA", "vapp", "licence", "0a" * 16, "0b" * 16, "en")
    kept = {
        ("recu",): "4c1a44aef3f3562fa300cd3cd173163d",
        ("decision", "DE"): "93ce53bb06ba5227923b8b8355c1057b",
        whole: "160e76fec1a55d39bba8aa133c49e76e",
    }
    assert {scope: model_key(Portee(*scope)) for scope in kept} == kept
    assert {scope: model_key(Wider(*scope)) for scope in kept} == kept
    assert model_key(Wider(*whole, plus="0c" * 16)) not in kept.values()


def test_a_letter_takes_the_words_of_the_office_and_the_register_says_which(desk: Desk) -> None:
    candidature = refused(desk)
    assert said(desk, candidature) == ""
    own(desk, "Nos mots à nous, {civilite}.")
    assert said(desk, candidature) == "Nos mots à nous, {civilite}."
    issued = desk(issue_letter, candidature)
    (version,) = (one.key for one in desk.read(versions, model_key(REFUS)) if one.courante)
    assert desk.row(DocumentEmis, issued.document).modele_id == version
    own(desk, "D’autres mots.")
    assert "Nos mots à nous, Madame" in texts(desk.read(reprint, issued.document))[0].replace("\n", " ")


def test_the_most_precise_model_is_taken_and_put_away_the_next_one_is(desk: Desk) -> None:
    candidature = refused(desk)
    genre = desk.row(Formation, desk.licence).genre
    keys = [own(desk, "général"), own(desk, "type", diplome=genre), own(desk, "formation", formation=desk.licence)]
    own(desk, "autre formation", formation=desk.master)
    for key, expected in zip(reversed(keys), ("formation", "type", "général"), strict=True):
        assert said(desk, candidature) == expected
        desk(drop_model, key)
    assert said(desk, candidature) == ""
    assert desk.read(words_of, REFUS) == shipped(REFUS)


def test_the_model_of_a_formation_goes_on_in_its_next_campaign(desk: Desk) -> None:
    own(desk, "formation", formation=desk.licence)
    year = desk(add_item, "campagne", {"libelle": "2027", "annee": "2027-2028", "etat": "ouverte"})

    copy = desk(copy_formation, desk.licence, year)
    portee = Portee(DECISION, "DE", formation=copy)
    assert first(desk.read(words_of, portee)) == "formation"
    own(desk, "la suite", formation=copy)
    assert first(desk.read(words_of, portee)) == "la suite"
    assert first(desk.read(words_of, replace(portee, formation=desk.licence))) == "formation"


@pytest.mark.parametrize(
    ("corps", "said"),
    [("Bonjour\n\nLe {formatoin}", "Ligne 3, caractère 4"), ("[si motif: a", "n’est pas fermé"), ("  ", "un objet")],
)
def test_what_is_no_model_is_not_saved_and_its_place_is_said(desk: Desk, corps: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        desk(save_model, DECISION, "objet", corps, avis="FA")
    assert not desk.rows(ModeleCourrier.__table__.select())


def test_every_wording_is_kept_and_an_earlier_one_comes_back(desk: Desk) -> None:
    key = own(desk, "un")
    own(desk, "un")
    desk.later(days=1)
    own(desk, "deux")
    ones = desk.read(versions, key)
    assert [(first(one.mots), one.fournie) for one in ones[:2]] == [("deux", False), ("un", False)]
    assert [one.fournie for one in ones] == [False, False, True]
    desk(bring_back_words, ones[1].key)
    assert first(desk.read(words_of, REFUS)) == "un"
    desk(bring_back_words, ones[2].key)
    assert desk.read(words_of, REFUS) == shipped(REFUS)
    assert desk.read(models)[0].version
    undo(desk.store)
    assert first(desk.read(words_of, REFUS)) == "un"


def test_an_update_of_the_shipped_words_is_told_until_somebody_saves(desk: Desk, monkeypatch: Any) -> None:
    own(desk, "à nous")
    assert not desk.read(models)[0].depasse
    monkeypatch.setitem(MODELES, "DE", replace(MODELES["DE"], recours=()))
    assert desk.read(models)[0].depasse
    own(desk, "à nous")
    assert not desk.read(models)[0].depasse
    assert len(desk.read(versions, model_key(REFUS))) == 4


def test_words_that_do_not_read_here_hold_their_letters_and_no_other(desk: Desk) -> None:
    candidature, key = refused(desk), own(desk, "à nous")
    with desk.store.work("recu") as work:
        work.session.get_one(VersionModele, work.session.get_one(ModeleCourrier, key).version_id).corps = "{demain}"
    with pytest.raises(Refused, match=r"ne se lit pas.*demain"):
        desk.read(letter_of, candidature, desk.now)
    desk(drop_model, key)
    assert desk.read(letter_of, candidature, desk.now).modele is None


def test_who_may_not_change_the_settings_changes_no_model(desk: Desk) -> None:
    clerk = colleague(desk.store, "gestionnaire")
    with pytest.raises(Refused, match="profil"):
        do(clerk, None, save_model, DECISION, "objet", "texte", avis="DE")


def test_spaces_and_enclosures_are_put_in_order(desk: Desk) -> None:
    desk(
        save_model,
        "Lettre de décision",
        "votre dossier : {dossier}",
        "Bonjour !",
        annexes=" Plan \n\nCalendrier",
        avis="FA",
    )
    mots = desk.read(words_of, Portee(DECISION, "FA"))
    assert (mots.objet, mots.corps) == ("votre dossier\u00a0: {dossier}", "Bonjour\u00a0!")
    assert worded(mots).annexes == ("Plan", "Calendrier")
    assert fill(kept(worded(mots).objet), {"dossier": "A"}) == "votre dossier\u00a0: A"


def test_a_letter_that_is_looked_at_says_so_on_the_day_of_looking(desk: Desk) -> None:
    drawn = render(replace(lettre("DE"), numero=APERCU, le=date(2026, 7, 6)), FRANCAIS)
    assert "APERÇU" in texts(drawn.octets)[0]


@pytest.mark.parametrize("avis", TOUS)
def test_words_are_tried_on_somebody_invented_on_a_first_morning(real: Desk, avis: str) -> None:
    portee = Portee(DECISION, avis)
    mots = real.read(words_of, portee)
    page = texts(real.read(tried, portee, mots, real.now).octets)[0]
    assert "APERÇU" in page
    assert "Maëlle KERMAREC" in page
    assert real.read(examples, avis) == []


def test_words_are_tried_on_a_dossier_without_a_number_nor_a_line(desk: Desk) -> None:
    candidature = refused(desk)
    [(key, who)] = desk.read(examples, "DE")
    assert key == candidature
    assert "KERMAREC" in who
    before = desk.number()
    page = texts(desk.read(tried, REFUS, Mots("objet", "Cher {nom}, {motif}"), desk.now, key).octets)[0]
    assert "KERMAREC" in page
    assert desk.number() == before
    assert not desk.rows(DocumentEmis.__table__.select())
    with pytest.raises(Refused, match="n’existe pas"):
        desk.read(tried, REFUS, Mots("objet", "{zzz}"), desk.now, key)


def test_the_command_line_lists_models_with_the_words_that_the_act_takes(desk: Desk) -> None:
    own(desk, "à nous", formation=desk.licence)
    lines = listing(desk.store, "modeles", Chosen())
    assert [one["en_service"] for one in lines] == [None] * 18 + [True]
    again = {name: lines[-1][name] for name in ("papier", "avis", "formation", "objet", "corps", "recours")}
    assert desk(save_model, **again) == lines[-1]["cle"]


def test_an_erasure_finds_nothing_in_a_model(desk: Desk) -> None:
    candidature, key = refused(desk), own(desk, "à nous")
    desk(issue_letter, candidature)
    before = desk.read(versions, key)
    dossier = desk.row(Candidature, candidature).dossier_id
    desk(erase_person, dossier, desk.row(Dossier, dossier).numero, "À sa demande")
    assert desk.read(versions, key) == before
    assert first(desk.read(words_of, REFUS)) == "à nous"


@pytest.mark.parametrize("nom", [nom for nom, champ in CHAMPS.items() if champ.requis and not champ.feuille])
def test_what_the_law_wants_in_a_letter_is_not_taken_out_of_it(desk: Desk, nom: str) -> None:
    for letter in CHAMPS[nom].requis:
        portee = Portee(DECISION, letter) if letter in TOUS else Portee(letter)
        mots = shipped(portee)
        assert mots is not None
        assert faults(mots, letter) == []
        without = Mots(mots.objet, *(re.sub(rf"\{{{nom}\??}}", "x", one) for one in (mots.corps, mots.recours)))
        [fault] = faults(without, letter)
        assert f"{{{nom}}}" in kept(fault.faute.message)
        with pytest.raises(Refused, match=r"^Obligatoire, sans condition"):
            desk(save_model, portee.papier, without.objet, without.corps, without.recours, avis=portee.avis)
    assert not desk.rows(ModeleCourrier.__table__.select())


def test_remedies_that_arrive_blank_are_printed_all_the_same() -> None:
    bare = replace(lettre("DE"), modele=worded(Mots("objet", "Non, {motif}")))
    assert "R. 421-1" in " ".join(texts(render(bare, FRANCAIS).octets))


def test_a_kind_that_has_its_own_words_takes_those_of_a_model_for_it_alone(desk: Desk) -> None:
    own(desk, "pour tous")
    vapp = replace(REFUS, genre="vapp")
    assert desk.read(words_of, vapp) == shipped(vapp) != shipped(REFUS)
    own(desk, "pour la VAPP", genre="vapp")
    assert first(desk.read(words_of, vapp)) == "pour la VAPP"
    assert first(desk.read(words_of, replace(REFUS, genre="reprise"))) == "pour tous"


def test_a_letter_that_decides_nothing_takes_the_words_of_the_office(desk: Desk) -> None:
    candidature = desk.apply(desk.home(desk.person()))
    desk(save_model, PIECES, "pièces", "Il nous manque, avant le {avant_le}\u00a0:\n- {pieces}")
    issued = desk(issue_courrier, candidature, PIECES)
    assert "Il nous manque, avant le" in texts(desk.read(reprint, issued.document))[0]
    (version,) = (one.key for one in desk.read(versions, model_key(Portee(PIECES))) if one.courante)
    assert desk.row(DocumentEmis, issued.document).modele_id == version


@pytest.mark.parametrize("papier", [DECISION, PIECES])
def test_a_decision_alone_has_an_avis(desk: Desk, papier: str) -> None:
    with pytest.raises(Refused, match="elle seule"):
        desk(save_model, papier, "objet", "texte", avis=None if papier == DECISION else "DE")


@pytest.mark.parametrize("portee", of_the_house(), ids=lambda one: f"{one.lettre}-{one.genre or ''}")
def test_what_ships_is_tried_on_a_first_morning_without_a_field_left(real: Desk, portee: Portee) -> None:
    mots = shipped(portee)
    assert mots is not None
    assert faults(mots, portee.lettre) == []
    page = " ".join(texts(real.read(tried, portee, mots, real.now).octets))
    assert "APERÇU" in page
    assert "{" not in page


def test_a_received_key_that_no_desk_would_make_is_shown_as_it_is(desk: Desk) -> None:
    assert shown("modele", "version_id", "f" * 32, desk.read(lists)) == "f" * 32
