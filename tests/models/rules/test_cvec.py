"""CVEC: the number, the amounts, who is concerned, and the identity on the certificate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.rules import cvec
from scolarite_desk.models.rules.cvec import Identite, check_cvec, differences, propose_situation
from scolarite_desk.store.referentiel import referentiel


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("VER6-ABCDEF-42", "VER6-ABCDEF-42"),
        ("ver6 abcdef 42", "VER6 ABCDEF 42"),
        ("VER6ABCDEF42 / DURAN", "VER6ABCDEF42"),
        ("VER6.ABCDEF.42", "VER6.ABCDEF.42"),
        ("VER6\u2014ABC\u200bDEF\u221242\u200e", "VER6-ABCDEF-42"),
        ("\uff36\uff25\uff32\uff16\uff0dABCDEF-\u0664\u0662", "VER6-ABCDEF-42"),
    ],
)
def test_the_number_is_one_however_it_is_copied_and_shown_as_it_was_typed(typed: str, shown: str) -> None:
    checked = check_cvec(typed)
    assert (checked.numero, checked.affiche, checked.niveau) == ("VER6ABCDEF42", shown, "ok")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("LIL6-ABCDE-42", "11 caractères"),
        ("LIL6ABCDEF4", "11 caractères"),
        ("LIL6-ABCDE-421", "Tirets inhabituels"),
        ("LIL6-ABC-DEF-42", "Tirets inhabituels"),
        ("1234", "Forme inhabituelle"),
    ],
)
def test_an_unusual_number_is_doubted_kept_and_never_cut_otherwise(typed: str, said: str) -> None:
    checked = check_cvec(typed)
    assert (checked.affiche, checked.niveau) == (typed, "avertissement")
    assert said in kept(checked.message)


@pytest.mark.parametrize(
    "typed",
    [
        "https://cvec.example.fr/VER6-ABCDEF-42?etudiant=ESSAI",
        "HTTPS:",
        "cvec.example.fr/VER6",
        "ana@example.fr",
        "9" * 500,
    ],
)
def test_an_address_or_more_than_forty_signs_is_no_number(typed: str) -> None:
    assert not check_cvec(typed).valide


@pytest.mark.parametrize("typed", ["", "  ", "--", "/DURAN"])
def test_a_blank_number_is_refused(typed: str) -> None:
    assert not check_cvec(typed).valide


@given(st.text(max_size=30))
def test_a_shown_number_is_read_back(typed: str) -> None:
    checked = check_cvec(typed)
    assert cvec.normalise(checked.affiche) == checked.numero
    assert not checked.valide or check_cvec(checked.affiche) == checked
    assert len(kept(checked.message)) <= 60


def test_amounts_come_with_how_sure_they_are() -> None:
    assert cvec.known_amount("2025-2026") == Decimal("105.00")
    assert cvec.known_amount("2031-2032") is None
    assert all(montant.annee == annee for annee, montant in cvec.MONTANTS.items())


@pytest.mark.parametrize("regime", ["continue", "professionnalisation", "echange", "lycee"])
def test_who_is_not_concerned_is_proposed_with_its_reason(regime: str) -> None:
    proposed = propose_situation(regime)
    assert (proposed.situation, proposed.motif) == ("non_concernee", regime)
    assert kept(proposed.explication).endswith(".")


def test_a_vapp_is_not_concerned_only_where_the_establishment_says_so() -> None:
    assert propose_situation("initiale", "vapp").situation is None
    assert propose_situation("initiale", "vapp", vapp_non_concerne=True).motif == "vapp"


@pytest.mark.parametrize(("regime", "genre"), [("continue", None), ("initiale", "vapp")])
def test_a_grant_and_continuing_education_contradict_each_other_and_are_asked(regime: str, genre: str | None) -> None:
    proposed = propose_situation(regime, genre, boursier=True, vapp_non_concerne=True)
    assert (proposed.situation, proposed.motif) == (None, None)
    assert "à revoir" in kept(proposed.explication)


@pytest.mark.parametrize("regime", ["professionnalisation", "echange", "lycee"])
def test_a_grant_makes_nobody_concerned_who_has_no_certificate(regime: str) -> None:
    assert propose_situation(regime, boursier=True).situation == "non_concernee"


def test_every_regime_of_the_rules_is_in_its_list() -> None:
    known = {one.code for one in referentiel().entrees("regime")}
    assert cvec.NON_CONCERNES.keys() - {"vapp"} <= known
    assert {"reprise", "cpge", "sante", "apprentissage", "initiale"} <= known


def test_a_grant_holder_is_exempt_and_still_brings_a_number() -> None:
    proposed = propose_situation("initiale", boursier=True)
    assert (proposed.situation, proposed.motif) == ("exoneree", "boursier")
    assert "attestation" in kept(proposed.explication)


@pytest.mark.parametrize("regime", [None, "initiale", "apprentissage", "reprise", "cpge", "sante"])
def test_initial_training_must_bring_a_certificate(regime: str | None) -> None:
    assert propose_situation(regime).situation is None
    assert "attestation" in kept(propose_situation(regime).explication)


def test_the_same_identity_without_accents_shows_no_difference() -> None:
    dossier = Identite("Le Goff", "Œuvrard", "Maëlle", "2004-03-07")
    assert differences(Identite("LEGOFF", None, "MAELLE", "2004-03-07"), dossier) == []
    assert differences(Identite("OEUVRARD", None, "maelle", None), dossier) == []


def test_each_difference_is_said_in_words() -> None:
    found = differences(Identite("MARTINO", None, "LEA", "2004-07-03"), Identite("Martin", None, None, "2004-03-07"))
    assert [kept(one) for one in found] == [
        "Nom\u00a0: «\u00a0MARTINO\u00a0» sur l’attestation, «\u00a0Martin\u00a0» au dossier.",
        "Prénom\u00a0: «\u00a0LEA\u00a0» sur l’attestation, rien au dossier.",
        "Né(e) le\u00a0: «\u00a003/07/2004\u00a0» sur l’attestation, «\u00a007/03/2004\u00a0» au dossier.",
    ]


def test_every_reason_that_rules_propose_is_in_the_lists() -> None:
    codes = referentiel()
    for motif, _explication in cvec.NON_CONCERNES.values():
        assert codes.entree("motif_non_concerne_cvec", motif) is not None
    assert codes.entree("motif_exoneration_cvec", "boursier") is not None
