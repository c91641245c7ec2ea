"""The whole window, page after page: in words, and with letters twice as large and words half as long again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rooms import ROOMS
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.texts import golden
from tests.ui.office import founded, office, window
from tests.ui.one_page import plain
from tests.words import words

__all__ = ["founded", "office", "window"]


class Wordy(QTranslator):
    """Every text half as long again, in short words, as another language may be."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text, lengthened."""
        return f"{source} {'mots ' * (len(source) // 10)}".rstrip() if context != "actions" else ""


@pytest.fixture
def lengthened(qapp: QApplication) -> Iterator[Wordy]:
    translator = Wordy(qapp)
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)


def opened(window: Window, text: str) -> None:
    pressed("Ctrl+F", window)
    typed(text)
    pressed("Return")


def walked(window: Window) -> Iterator[tuple[str, list[str]]]:
    """Every tab, then every room, with what cannot be read there."""
    for number, onglet in enumerate(PAGES):
        window.pane.tabs.setCurrentIndex(number)
        yield onglet.page.title, complaints(window)
    for code in ROOMS:
        window.enter(code)
        yield code, complaints(window)


def test_the_window_in_words(window: Window) -> None:
    opened(window, "kermarec")
    numero = window.pane.view.numero  # type: ignore[union-attr]
    golden("fenetre", plain(words(window)).replace(numero, "NUMERO"))


def test_nothing_is_cut_on_any_page_with_long_words_twice_as_large(lengthened: Wordy, window: Window) -> None:
    window.resize(1920, 1080)
    window.theme.set(size=2.0)
    opened(window, "kermarec")
    assert {page: said for page, said in walked(window) if said} == {}
