"""Every window of these tests is drawn offscreen, in the theme."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from scolarite_desk.ui.look.theme import Scheme, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, taken off afterwards."""
    font, palette = qapp.font(), qapp.palette()
    theme = Theme(qapp, scheme=Scheme.LIGHT)
    yield theme
    theme.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)
