"""Every window of these tests is drawn offscreen, in the theme."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from scolarite_desk.ui.look.colours import ACCENT
from scolarite_desk.ui.look.sheet import sheet
from scolarite_desk.ui.look.theme import Scheme, Theme


@pytest.fixture(scope="session")
def wardrobe(qapp: QApplication) -> Iterator[list[Theme]]:
    """The theme that is on, when there is one: dressing the application and drawing its icons cost more than a test."""
    font, palette, worn = qapp.font(), qapp.palette(), list[Theme]()
    yield worn
    _take_off(qapp, worn)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def theme(qapp: QApplication, wardrobe: list[Theme]) -> Iterator[Theme]:
    """The light theme. It stays on for the next test, unless one changed it or put on another."""
    if not (wardrobe and _is_as_new(qapp, wardrobe[0])):
        _take_off(qapp, wardrobe)
        wardrobe.append(Theme(qapp, scheme=Scheme.LIGHT))
    yield wardrobe[0]
    wardrobe[0]._unseen.soon.stop()
    if not _is_as_new(qapp, wardrobe[0]):
        _take_off(qapp, wardrobe)


def _is_as_new(qapp: QApplication, theme: Theme) -> bool:
    asked = (theme._accent, theme._scheme, theme._size)
    return asked == (ACCENT, Scheme.LIGHT, 1.0) and qapp.styleSheet() == sheet(theme) and qapp.font() == theme.body


def _take_off(qapp: QApplication, worn: list[Theme]) -> None:
    for theme in worn:
        theme.deleteLater()
        qapp.setStyleSheet("")
        qapp.setPalette(theme._palette)
        qapp.setFont(theme._font)
    worn.clear()
