"""The table of rights: complete, and without a hole in its order."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.droits import (
    BASE,
    FONCTIONS,
    NOBODY,
    PROFILS,
    SANS_OBJET,
    Droits,
    Perimetre,
    function_of,
    read_perimetre,
)

ECANDIDAT = """PARAMETRAGE STATISTIQUES GEST_COMMISSION GEST_PJ GEST_FORMULAIRE GEST_QUESTION GEST_FORMATION
GEST_CANDIDATURE GEST_PARAM_CC GEST_FEN_CAND GEST_POST_IT EDIT_TYPTRAIT VALID_TYPTRAIT EDIT_STATUT_DOSSIER EDIT_AVIS
VALID_AVIS VISU_HISTO_AVIS GEST_NUM_OPI GEST_TAG GEST_DAT_CONFIRM GEST_DAT_RETOUR GEST_REGIME GEST_MONTANT
OPEN_CANDIDAT"""
NO_DECISION = ("traitement", "validation_traitement", "avis", "validation", "lettres", "exports", "statut")
ADMINISTRATORS_ONLY = {"comptes", "restauration", "effacement", "hub"}


def test_every_function_of_ecandidat_is_here_or_said_to_have_no_object() -> None:
    known = {name for one in FONCTIONS.values() for name in one.ecandidat.split(", ") if name}
    assert known | SANS_OBJET.keys() == set(ECANDIDAT.split())
    assert not known & SANS_OBJET.keys()


def test_each_function_has_a_level_for_each_profile() -> None:
    for one in FONCTIONS.values():
        assert len(one.niveaux) == len(PROFILS), one.code
        assert set(one.niveaux) <= set("EL-"), one.code


def test_an_administrator_may_everything_and_reading_writes_nothing_but_its_own_views() -> None:
    assert all(Droits("administrateur").may(code) for code in FONCTIONS)
    assert [code for code in FONCTIONS if Droits("lecture").may(code)] == ["vues"]


def test_the_reception_decides_and_exports_nothing() -> None:
    accueil = Droits("accueil")
    assert not any(accueil.may(code) for code in NO_DECISION)
    assert all(accueil.may(code) for code in ("visites", "dossiers", "ine", "cvec", "pieces", "recus", "notes"))


def test_erasure_restoration_accounts_and_sharing_are_the_administrators() -> None:
    alone = {
        code for code in FONCTIONS if [profil for profil in PROFILS if Droits(profil).may(code)] == ["administrateur"]
    }
    assert alone == ADMINISTRATORS_ONLY


def test_a_perimeter_closes_what_concerns_the_whole_base() -> None:
    limited = Droits("responsable", Perimetre())
    for code, one in FONCTIONS.items():
        assert limited.may(code) == (Droits("responsable").may(code) and one.portee != BASE), code
    assert "concerne toute la base" in kept(limited.refusal("reglages"))


def test_a_refusal_says_what_is_missing_and_who_can() -> None:
    assert kept(Droits("accueil").refusal("validation")) == (
        "Votre profil «\u00a0accueil\u00a0» ne permet pas de valider un avis. Demandez à un responsable."
    )
    assert kept(Droits("lecture").refusal("recus")).endswith(
        "ne permet pas d’éditer un reçu. Demandez à un gestionnaire."
    )
    assert kept(Droits("responsable").refusal("effacement")).endswith("Demandez à un administrateur.")


def test_several_functions_make_one_sentence() -> None:
    assert kept(Droits("accueil").sentence(["statut", "avis", "validation", "visites"])) == (
        "Votre profil «\u00a0accueil\u00a0» ne permet pas de changer un statut, de saisir un avis ni de valider "
        "un avis. Demandez à un responsable."
    )
    assert not Droits("accueil").sentence(["visites"])


def test_an_account_that_the_base_does_not_know_may_nothing() -> None:
    assert not any(NOBODY.may(code, write=False) for code in FONCTIONS)
    assert "aucun droit" in kept(NOBODY.refusal("dossiers", write=False))


@pytest.mark.parametrize(
    ("chose", "champ", "function"),
    [
        ("stages", "", "dossiers"),
        ("formation", "libelle", "formations"),
        ("signataire", "", "reglages"),
        ("candidatures", "montant", "montants"),
        ("candidatures", "date_retour", "delais"),
        ("candidatures", "genre", "candidatures"),
    ],
)
def test_a_thing_and_a_field_have_their_function(chose: str, champ: str, function: str) -> None:
    assert function_of(chose, champ) == function


def test_a_perimeter_reads_back_and_none_is_everything() -> None:
    assert read_perimetre(None) is None
    assert read_perimetre('{"centre":["a"],"formation":["b"]}') == Perimetre(
        frozenset("a"), frozenset(), frozenset("b")
    )


@example("{")
@example("[]")
@given(st.text() | st.sampled_from(["[]", "{}", "null", '{"centre": 3}', '{"centre": [[1]]}', '{"autre": ["a"]}']))
def test_a_perimeter_that_cannot_be_read_is_nothing_never_everything(text: str) -> None:
    assert read_perimetre(text) == Perimetre()
