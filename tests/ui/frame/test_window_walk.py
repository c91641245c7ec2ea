"""The whole window, page after page: in words, and with letters twice as large and words half as long again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scolarite_desk.langue import kept
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rooms import ROOMS
from tests.accessible import complaints
from tests.keys import pressed, typed
from tests.texts import golden
from tests.ui.office import founded, office, window
from tests.ui.one_page import longer, plain
from tests.words import words

__all__ = ["founded", "office", "window"]


lengthened = pytest.fixture(longer)


def opened(window: Window, text: str) -> None:
    pressed("Ctrl+F", window)
    typed(text)
    pressed("Return")


def walked(window: Window) -> Iterator[tuple[str, list[str]]]:
    """Every tab, then every room, with what cannot be read there."""
    for number, onglet in enumerate(PAGES):
        window.pane.tabs.setCurrentIndex(number)
        yield kept(onglet.page.title), complaints(window)
    for code in ROOMS:
        window.enter(code)
        yield code, complaints(window)


def test_the_window_in_words(window: Window) -> None:
    opened(window, "kermarec")
    numero = window.pane.view.numero  # type: ignore[union-attr]
    golden("fenetre", plain(words(window)).replace(numero, "NUMERO"))


@pytest.mark.usefixtures("lengthened")
def test_nothing_is_cut_on_any_page_with_long_words_twice_as_large(window: Window) -> None:
    window.resize(1920, 1080)
    window.theme.set(size=2.0)
    opened(window, "kermarec")
    assert {page: said for page, said in walked(window) if said} == {}
