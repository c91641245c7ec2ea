"""An answer is one text whatever its kind, and reads again as it was given."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.readers_numeros import Decimale
from scolarite_desk.models.rules import questions as q
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.questions import QuestionPosee, answer, choices, told, told_alone, written
from tests.ui.forms.demo import DemoLists


def _met(genre: str, valeur: Any) -> QuestionPosee:
    return QuestionPosee("k", "Site", "Site", "", genre, valeur=valeur)


@pytest.mark.parametrize(
    ("genre", "valeur", "text", "said"),
    [
        (q.OUI_NON, "oui", "oui", "Oui"),
        (q.OUI_NON, "peut-être", "peut-être", "peut-être"),
        (q.TEXTE, "en ville", "en ville", "en ville"),
        (q.LISTE, "Lyon", "Lyon", "Lyon"),
        (q.JOUR, date(2026, 3, 7), "2026-03-07", "07/03/2026"),
        (q.FORMULAIRE, date(2026, 3, 7), "2026-03-07", "07/03/2026"),
        (q.NOMBRE, Decimal("14.5"), "14.5", "14,5"),
        (q.NOMBRE, "quatorze", "quatorze", "quatorze"),
        (q.JOUR, "hier", "hier", "hier"),
        ("d’une autre version", "x", "x", "x"),
        (q.TEXTE, None, None, ""),
    ],
)
def test_an_answer_is_kept_as_a_text_and_told_as_the_office_reads_it(
    genre: str, valeur: Any, text: str | None, said: str
) -> None:
    assert written(valeur) == text
    assert answer(genre, text) == valeur
    assert kept(told(_met(genre, valeur))) == said
    assert text is None or kept(told_alone(text)) == said


def test_what_lacks_and_what_is_to_be_seen() -> None:
    asked = QuestionPosee("k", "Site", "Site", "", q.FORMULAIRE, requise=True)
    assert (asked.manque, asked.a_voir) == (True, False)
    came = _met(q.FORMULAIRE, date(2026, 3, 7))
    assert (came.manque, came.a_voir) == (False, True)


def test_the_lines_of_a_list_are_each_there_once() -> None:
    assert choices(" Lyon \n\nLille\n Lyon") == ("Lyon", "Lille")
    assert choices(None) == ()


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=4))
def test_a_number_that_is_shown_reads_as_itself_and_so_does_its_text(number: Decimal) -> None:
    reader, lists = Decimale(), DemoLists()
    read = reader.read(str(number).replace(".", ","), lists, {})
    assert read == number
    assert reader.read(reader.show(read, lists), lists, {}) == read
    assert answer(q.NOMBRE, written(read)) == read


@given(st.text(max_size=12))
def test_any_text_is_a_number_a_blank_or_a_fault(text: str) -> None:
    try:
        read = Decimale().read(text, DemoLists(), {})
    except Fault:
        return
    assert read is None or read.is_finite()
