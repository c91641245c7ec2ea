"""The day's seal on paper."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from scolarite_desk.exchange.papers import sceau
from scolarite_desk.exchange.pdf.figures import Barcode
from scolarite_desk.models.rows.documents import PosteScelle, Sceau
from scolarite_desk.models.rules.sceau import read_seal, write_seal
from tests.exchange.papers.papiers_inventes import FRANCAIS, SERVICE
from tests.exchange.pdf_reading import faults, same_words, texts

NOON = datetime(2026, 11, 21, 12, 5)
HERE = PosteScelle("03", True, 812, NOON, write_seal("a1" * 16, 812, "5e" * 32))
BEFORE = PosteScelle("03", False, 1, None, write_seal("b2" * 16, 1, "6f" * 32))
SEAL = Sceau(SERVICE, "S03-2026-00004", NOON, "Claire M.", (HERE, BEFORE))


def test_the_seal_says_its_words_on_an_accessible_page() -> None:
    rendu = sceau.render(SEAL, FRANCAIS)
    assert faults(rendu.octets) == []
    assert rendu.pages == 1
    same_words("sceau", rendu.octets)


def test_each_code_is_also_a_bar_code_with_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, str]] = []
    barcode = sceau.Barcode

    def noted(value: str, said: str, **more: float) -> Barcode:
        drawn.append((value, said))
        return barcode(value, said, **more)

    monkeypatch.setattr(sceau, "Barcode", noted)
    sceau.render(SEAL, FRANCAIS)
    assert drawn == [(one.code.replace("-", ""), "Code-barres de la preuve du poste 03") for one in (HERE, BEFORE)]


def test_what_is_printed_is_read_back_as_the_seal() -> None:
    codes = re.findall(r"(?:[2-9A-Z]{5} ?){7}", texts(sceau.render(SEAL, FRANCAIS).octets)[0].replace("\u00a0", " "))
    assert [read_seal(code) for code in codes] == [read_seal(HERE.code), read_seal(BEFORE.code)]
