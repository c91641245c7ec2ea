"""French that a label does not have: prepositions, articles, elisions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.models.rules.phrases import with_article, with_preposition


@pytest.mark.parametrize(
    ("libelle", "phrase"),
    [
        ("Licence 3 Histoire", "en licence 3 d’histoire"),
        ("Licence 3 Hautes études", "en licence 3 de hautes études"),
        ("Licence 1 STAPS", "en licence 1 STAPS"),
        ("LICENCE 3 HISTOIRE DE L’ART", "en licence 3 d’histoire de l’art"),
        ("L3 Histoire", "en L3 Histoire"),
        ("Licence 3 mention Histoire", "en licence 3 mention Histoire"),
        ("Licence professionnelle Métiers du livre", "en licence professionnelle des métiers du livre"),
        ("Master 1 Biologie, parcours Écologie", "en master 1 de biologie, parcours Écologie"),
        ("Licence 3e année, Droit", "en licence 3e année de droit"),
        ("BUT 3e année, Informatique", "en BUT 3e année d’informatique"),
        ("Licence 1re année, mention Histoire", "en licence 1re année mention Histoire"),
        ("BUT Informatique", "en BUT d’informatique"),
        ("DU Droit des affaires", "en DU de droit des affaires"),
        ("Diplôme d’ingénieur", "au diplôme d’ingénieur"),
        ("Préparation à l’agrégation", "à la préparation à l’agrégation"),
        ("Année de césure", "en année de césure"),
        ("", ""),
    ],
)
def test_a_formation_has_its_preposition(libelle: str, phrase: str) -> None:
    assert with_preposition(libelle) == phrase


def test_what_the_office_wrote_of_a_formation_is_said_as_it_is() -> None:
    assert with_preposition("Licence 3 Histoire", " en troisième année d’histoire ") == "en troisième année d’histoire"


@pytest.mark.parametrize(
    ("qualite", "said"),
    [
        ("Présidente de l’université", "la présidente de l’université"),
        ("Président", "le président"),
        ("Directrice des études", "la directrice des études"),
        ("Administrateur provisoire", "l’administrateur provisoire"),
        ("Vice-présidente", "la vice-présidente"),
        ("Secrétaire générale", "la secrétaire générale"),
        ("Secrétaire général", "le secrétaire général"),
        ("Doyenne de la faculté", "la doyenne de la faculté"),
        ("La présidente", "la présidente"),
        ("Responsable de la scolarité", "responsable de la scolarité"),
        ("", ""),
    ],
)
def test_a_capacity_has_its_article_where_its_gender_shows(qualite: str, said: str) -> None:
    assert with_article(qualite) == said


@given(st.text(max_size=60))
def test_any_label_is_said_whole(text: str) -> None:
    words = "".join(text.split()).casefold()
    assert words in "".join(with_preposition(text).split()).casefold() or not words or " " in text.strip()
    assert words in "".join(with_article(text).split()).casefold()
