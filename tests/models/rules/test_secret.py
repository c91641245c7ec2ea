"""A secret that is chosen: long enough, typed twice the same."""

from __future__ import annotations

import unicodedata

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.secret import MOT_DE_PASSE, PHRASE, SHORTEST


def test_eleven_characters_are_too_few_and_twelve_are_not() -> None:
    assert kept(MOT_DE_PASSE.too_short("x" * (SHORTEST - 1))).startswith("Choisissez un mot de passe d’au moins douze")
    assert kept(PHRASE.too_short("")) == "Choisissez une phrase secrète d’au moins douze caractères."
    assert SHORTEST == 12
    assert not MOT_DE_PASSE.too_short("é" * SHORTEST)


def test_what_is_typed_twice_must_be_the_same() -> None:
    assert kept(PHRASE.differ("une phrase", "une phrase ?")).startswith("Les deux phrases secrètes diffèrent")
    assert not MOT_DE_PASSE.differ("une phrase", "une phrase")


def test_two_keyboards_that_write_accents_apart_type_the_same_secret() -> None:
    apart = unicodedata.normalize("NFD", "été\u00a0à Noël")
    assert not PHRASE.differ("été à Noël", apart)
    assert MOT_DE_PASSE.too_short(unicodedata.normalize("NFD", "é" * (SHORTEST - 1)))
