"""Of every paper, in every language: its words are kept, two validators find no fault, it is heard as it is read."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from scolarite_desk.exchange import papers
from scolarite_desk.exchange.papers import anglais, lettres, recu
from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.exchange.pdf.french import clock, long_day, week_day
from scolarite_desk.exchange.pdf.join import Binding, Imprint
from scolarite_desk.langue import said
from scolarite_desk.models.rows.documents import Lettre
from scolarite_desk.models.rules.papiers import DECISION, PAPIERS
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.models.rules.vides import GENRES
from scolarite_desk.store.referentiel import shipped
from tests.exchange.papers.papiers_inventes import FRANCAIS
from tests.exchange.papers.tous_les_papiers import CASES, OURS, PASSAGES, RECEIPTS, drawn, in_both, letters
from tests.exchange.pdf_reading import Heard, HeardPage, faults, heard, texts
from tests.texts import KEPT, golden

FIRST = ("Université de Valmer", "Base d’exercice", "DUPLICATA", "Fiche de travail")  # the head, or the mark above it
EVERY = (*PAPIERS, *OURS)
NOW = Imprint("Tous", "Université de Valmer", datetime(2026, 11, 21), "fr-FR")


def test_every_paper_and_every_kind_of_candidature_is_here() -> None:
    assert CASES.keys() == set(EVERY)
    files = Path(papers.__path__[0]).glob("*.py")
    modules = {path.stem for path in files if "\ndef render(" in path.read_text("utf-8")}
    modules.remove("lettres_word")  # which draws no page: `tests/exchange/word`
    assert {draw.__module__.rpartition(".")[2] for cases in CASES.values() for draw, _ in cases} == modules
    assert set(GENRES) == {one.code for one in shipped("candidature_genre")}


# --- Words.


def _body(octets: bytes, begin: str) -> str:
    """What a letter says from there on, but its foot."""
    words = " ".join(re.sub(r" Dossier \w+ · Université de Valmer · \S+.*", "", page) for page in texts(octets))
    return textwrap.fill(words[words.index(begin) :], 100)


def _keep(name: str, ones: Iterable[Lettre], *, translated: bool = True) -> None:
    french, both = [], []
    for one in ones:
        french.append(_body(lettres.render(one, FRANCAIS).octets, "Objet :"))
        both.append(_body(lettres.render(in_both(one, translated=translated), FRANCAIS).octets, "Translation for"))
    golden(f"lettres_{name}", "\n\n".join(french))
    golden(f"lettres_anglais_{name}", "\n\n".join(both))


@pytest.mark.parametrize("genre", GENRES)
def test_each_letter_speaks_of_what_was_asked_in_both_languages(genre: str) -> None:
    _keep(genre, letters(genre))


def test_what_letters_say_at_times_is_kept_in_both_languages() -> None:
    _keep("passages", PASSAGES, translated=False)


def test_what_receipts_say_at_times_is_kept_in_both_languages() -> None:
    for name, one in (("recu_passages", False), ("recu_passages_anglais", True)):
        rows = [in_both(row) if one else row for row in RECEIPTS.values()]
        pages = [page for row in rows for page in texts(recu.render(row, FRANCAIS).octets)]
        golden(name, "\n\n".join(textwrap.fill(page, 100) for page in pages))


def test_days_and_hours_are_kept_in_both_languages() -> None:
    months = [long_day(date(2026, month, month % 3 + 1)) for month in range(1, 13)]
    days = [week_day(date(2026, 3, 2) + timedelta(days=number)) for number in range(7)]
    told = [*months, *days, clock("09:00"), clock("14:30")]
    golden("jours", "\n".join(f"{said(one, FRANCAIS)} / {said(one, ANGLAIS)}" for one in told))


ELSEWHERE = {  # values that rows bring (`tests/services/test_anglais.py`); who delegates, which our English leaves out
    "Pour {delegant}\net par délégation,",
    "Traduction donnée pour information\u00a0: seul le texte français de cette lettre fait foi.",
    "La commission a relevé, au vu de votre dossier, le motif suivant\u00a0: {motif}.",
    "{piece}, si vous êtes concerné(e)",
    *("Formulaire\u00a0: {nom}", "Réponse à la question\u00a0: {question}"),  # `tests/services/test_questions.py`
    *(one.label.source for one in AVIS.values()),  # only a model of the office writes what an avis is called
}


def test_every_sentence_given_to_a_person_is_kept_word_for_word_in_both_languages() -> None:
    """Those of the table of English, which is asked to miss none (`test_papers_said.py`)."""
    names = (path for pattern in ("recu*", "lettre*", "jours*") for path in KEPT.glob(f"{pattern}.txt"))
    kept = _flat("\n".join(path.read_text("utf-8") for path in names))
    told = [one for pair in anglais.MOTS.items() if pair[0] not in ELSEWHERE for one in pair]
    told += [several for _, several in anglais.COMPTES.values()]
    lost = [one for one in told if not _sentence(one).search(kept)]
    assert not lost, "\n".join(lost)


def _sentence(text: str) -> re.Pattern[str]:
    """As a golden has it; within another, it begins without its capital."""
    return re.compile(re.sub(r"\\{\w+(\\\?)?\\}", ".*?", re.escape(_flat(text))), re.IGNORECASE)


def _flat(text: str) -> str:
    """A golden is filled: its lines end anywhere, at hyphens too."""
    return re.sub(r"\s+", " ", text).replace("- ", "-")


# --- Pages.


@pytest.mark.parametrize("papier", EVERY)
def test_two_validators_find_no_fault_in_any(papier: str) -> None:
    assert [found for octets in drawn(papier) for found in faults(octets)] == []


def test_all_of_them_bound_in_one_file_are_as_sound_and_heard_the_same() -> None:
    ones = [octets for papier in PAPIERS for octets in islice(drawn(papier), 2)]
    binding = Binding()
    for number, octets in enumerate(ones):
        binding.add(f"Papier {number}", octets)
    whole = binding.finish(NOW)
    assert faults(whole) == []
    assert [page.read for page in heard(whole)] == [page.read for octets in ones for page in heard(octets)]


@pytest.mark.parametrize("papier", EVERY)
def test_each_is_heard_in_the_order_of_reading_whole_and_once(papier: str) -> None:
    for octets in drawn(papier):
        pages = heard(octets)
        assert pages[0].read[0].text.startswith(FIRST)
        for page in pages:
            assert page.twice == []
            assert page.within == []
            assert _backwards(page.read) == []


def _backwards(read: list[Any]) -> list[tuple[str, str]]:
    """What is heard after something that stands under it in its column, or after it on its line."""
    return [
        (first.text, then.text)
        for place, first in enumerate(read)
        for then in read[place + 1 :]
        if _above(then, first) or _before(then, first)
    ]


def _above(one: Heard, other: Heard) -> bool:
    return one.bottom >= other.top and one.left < other.right and other.left < one.right


def _before(one: Heard, other: Heard) -> bool:
    return one.right <= other.left and min(one.top, other.top) - max(one.bottom, other.bottom) > 2


def test_the_walk_sees_what_is_heard_too_late_or_not_at_all() -> None:
    [page, *_] = heard(drawn(DECISION)[0])
    first, second, *others = page.read
    assert _backwards([second, first, *others]) == [(second.text, first.text)]
    assert HeardPage([first, *others], [second], []).within == [second.text]
