"""Papers and exports in a language that turns every letter into « x »: what is still a word was never said."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from python_calamine import load_workbook

from scolarite_desk.exchange.papers import anglais, rapport
from scolarite_desk.exchange.pdf.blocks import Paragraph
from scolarite_desk.exchange.tables import journaux
from scolarite_desk.exchange.tables.decisions import COLONNES, write_decisions
from scolarite_desk.exchange.tables.enonce import FileStatement
from scolarite_desk.langue import Langue, kept
from scolarite_desk.models.rows.documents import Service
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from tests.exchange.papers.papiers_inventes import FRANCAIS, SERVICE
from tests.exchange.papers.tous_les_papiers import CASES, REPORT, SPOKEN, in_both
from tests.exchange.pdf_reading import outside, texts
from tests.exchange.tables.decisions_inventees import EXPORT, decision
from tests.pseudo import PSEUDO


class _Mute(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return "".join(part if part[:1] == "{" else re.sub(r"[^\W\d_]", "x", part) for part in _parts(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if abs(n) < 2 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def _parts(message: str) -> list[str]:
    return re.split(r"(\{\w+\??\})", message)


MUTE = Langue("xx", _Mute())
EDGE = 5  # millimetres that a printer leaves blank


def words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]{2,}", text) if set(word.lower()) != {"x"}}


def data(value: Any) -> Iterator[str]:
    """Every text of a row that is not ours."""
    if isinstance(value, Msg):
        value = value.valeurs
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in data(one))
    elif isinstance(value, tuple | list):
        yield from (text for one in value for text in data(one))
    elif is_dataclass(value):
        yield from (text for one in fields(value) for text in data(getattr(value, one.name)))


def unsaid(row: Any, text: str) -> set[str]:
    return words(text) - words(" ".join(data(row)))


@pytest.mark.parametrize("papier", CASES)
def test_every_sentence_of_a_paper_is_said_in_its_language(papier: str) -> None:
    for draw, row in CASES[papier]:
        mute = draw(row, MUTE).octets
        assert unsaid(row, " ".join(texts(mute))) == set()
        assert b"fr-FR" not in mute
        assert b"fr-FR" in draw(row, FRANCAIS).octets


@pytest.mark.parametrize("papier", CASES)
def test_a_paper_half_as_long_again_stays_on_its_pages(papier: str) -> None:
    for draw, row in CASES[papier]:
        assert outside(draw(row, PSEUDO).octets, EDGE) == []


def test_a_report_as_text_is_said_too() -> None:
    assert unsaid(REPORT, rapport.text(REPORT, MUTE)) == set()


def test_an_export_is_said_in_its_language() -> None:
    rows, columns = [decision(i) for i in range(12)], [colonne.cle for colonne in COLONNES]
    meta = replace(EXPORT, exercice=True)
    book, lines = io.BytesIO(), io.BytesIO()
    write_decisions(rows, meta, "xlsx", book, columns, langue=MUTE)
    write_decisions(rows, meta, "csv", lines, columns, langue=MUTE)
    for text in (_cells(book), lines.getvalue().decode("utf-8-sig")):
        assert unsaid((meta, rows, str(meta.fuseau)), text) == set()


def test_a_journal_is_said_in_its_language() -> None:
    said = FileStatement(N_("Journal"), N_("tout"), "Claire M.", datetime(2026, 11, 21), UTC, N_("Université"))
    for colonnes in (journaux.TRAVAUX, journaux.ACCES):
        stream = io.BytesIO()
        journaux.write([], colonnes, said, "xlsx", stream, Progress(), langue=MUTE)
        assert unsaid((said, str(said.fuseau)), _cells(stream)) == set()


def _cells(stream: io.BytesIO) -> str:
    book = load_workbook(io.BytesIO(stream.getvalue()))
    sheets = [book.get_sheet_by_index(place).to_python() for place in range(len(book.sheet_names))]
    return " ".join([*book.sheet_names, *(str(cell) for rows in sheets for row in rows for cell in row)])


def test_english_misses_no_sentence_and_keeps_none_that_is_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missed: set[str] = set()

    def english(self: object, message: str) -> str:
        if words(re.sub(r"\{\w+\}", "", message)):  # others put values side by side
            missed.update({message} - anglais.MOTS.keys())
        return anglais.MOTS.get(message, message)

    monkeypatch.setattr(anglais._English, "gettext", english)
    draw_in_english()
    catalogue = FRANCAIS.catalogue._catalog  # type: ignore[attr-defined]
    told = {key.split("\4")[-1] for key in catalogue if isinstance(key, str)}
    assert missed == set()
    assert anglais.MOTS.keys() <= told


def draw_in_english() -> None:
    for draw, row in (pair for pairs in SPOKEN.values() for pair in pairs):
        for translated in (True, False):
            draw(in_both(row, translated=translated), FRANCAIS)


def test_what_is_heard_in_english_is_english_and_nothing_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the sentences of the house: what is tagged has none of the French, what is not has none of the English."""
    drawn: set[tuple[str, str]] = set()
    write = Paragraph.write

    def noted(one: Paragraph, *place: Any) -> None:
        drawn.add((one.lang, f"{one.head}{one.text}"))
        write(one, *place)

    monkeypatch.setattr(Paragraph, "write", noted)
    draw_in_english()
    pairs = {french: english for french, english in anglais.MOTS.items() if french != english}
    french, english = (_any_of(one for one in ones if len(one.split()) > 3) for ones in (pairs, pairs.values()))
    assert [text for lang, text in drawn if french.search(text) and lang] == []
    assert [text for lang, text in drawn if english.search(text) and not lang] == []
    assert {lang for lang, _ in drawn} == {"", "en-GB"}


def _any_of(sentences: Iterable[str]) -> re.Pattern[str]:
    """Any of these sentences, whatever their values."""
    lines = (line for one in sentences for line in one.split("\n") if not line.startswith("{"))
    written = {re.sub(r"\\{\w+(\\\?)?\\}", ".*", re.escape(line)) for line in lines if len(line.split()) > 3}
    return re.compile("|".join(f"^(?:{one})" for one in sorted(written)))


def test_a_warning_shows_the_text_as_it_is_printed() -> None:
    lost = replace(SERVICE, service=N_("Scolarité de {nom}", nom="漢字"))
    clean, (warning,) = _covered(lost)
    assert kept(clean.service) == "Scolarité de \ufffd\ufffd"
    assert "Scolarité de \ufffd\ufffd" in kept(warning)


def _covered(service: Service) -> tuple[Service, tuple[Msg, ...]]:
    from scolarite_desk.exchange.pdf import fonts

    return fonts.covered(service, FRANCAIS)
