"""Names that the documents can print, and those whose transcription is asked."""

from __future__ import annotations

import pytest

from scolarite_desk.exchange.pdf.fonts import coverage
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.lettres import foreign_letters, prints


def test_the_font_has_every_letter_that_is_said_to_print() -> None:
    letters = {at for at in range(0x20, 0x11000) if chr(at).isalpha() and prints(chr(at))}
    assert letters <= coverage()


@pytest.mark.parametrize(
    "name",
    ["Œuvrard N’Guessan", "Nguyễn Thị Ổi", "Đặng", "Ɛdɔ Ɓala", "İpek-Žižek", "Trevor Gwilherm Pocʼhan", "ʻOkina"],
)
def test_a_latin_name_is_not_doubted(name: str) -> None:
    assert not foreign_letters(name)


@pytest.mark.parametrize("name", ["سليم", "王小明", "Юлия", "Ελένη", "Nadia سليم"])
def test_the_transcription_of_another_alphabet_is_asked(name: str) -> None:
    assert "transcription" in kept(foreign_letters(name))
    assert len(kept(foreign_letters(name))) <= 60
