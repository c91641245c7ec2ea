"""Everything that is written can be read, whatever the accent, by day and by night."""

from __future__ import annotations

from colorsys import hls_to_rgb

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.ui.forms.note import FaultNote
from scolarite_desk.ui.look.colours import DARK, LIGHT, OUTLINE, READABLE, TONES, Colours, contrast, mix, readable
from scolarite_desk.ui.look.theme import Scheme, Theme, dress
from scolarite_desk.ui.widgets import Hairline, column, row

ACCENTS = [
    "#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in hls_to_rgb(hue / 12, light / 8, saturation)))
    for hue in range(12)
    for light in range(9)
    for saturation in (0.35, 1.0)
]
SCHEMES = [pytest.param(LIGHT, id="clair"), pytest.param(DARK, id="sombre")]


def grounds(colours: Colours, tone: str) -> list[str]:
    """Everything a tone may be written on."""
    own = [colours.soft(tone)] if tone != "text" else [colours.soft(other) for other in TONES]
    return [colours.base, colours.window, colours.selected, *own]


@pytest.mark.parametrize("colours", SCHEMES)
def test_every_ink_is_read_on_every_ground(colours: Colours) -> None:
    for tone in ("text", *TONES):
        for ground in grounds(colours, tone):
            assert contrast(colours.ink(tone), ground) >= READABLE, (tone, ground)


@pytest.mark.parametrize("colours", SCHEMES)
def test_outlines_are_seen_on_paper_and_on_the_desk(colours: Colours) -> None:
    for ground in (colours.base, colours.window):
        assert contrast(colours.border, ground) >= OUTLINE
        assert contrast(colours.accent, ground) >= OUTLINE


@pytest.mark.parametrize("colours", SCHEMES)
def test_any_accent_of_a_university_stays_readable(colours: Colours) -> None:
    assert len(set(ACCENTS)) > 150
    for accent in ACCENTS:
        chosen = colours.with_accent(accent)
        inks = [(chosen.ink(tone), ground) for tone in ("text", "accent") for ground in grounds(chosen, tone)]
        hovered = mix(chosen.text, chosen.accent, 0.15)
        for ink, ground in (*inks, (chosen.on_accent, chosen.accent), (chosen.on_accent, hovered)):
            assert contrast(ink, ground) >= READABLE, (accent, ink, ground)


def test_an_accent_that_can_be_read_is_left_alone() -> None:
    assert LIGHT.with_accent("#1c6470").accent == "#1c6470"
    assert readable("#ffff00", "#ffffff") != "#ffff00"


def test_the_arrow_of_choices_is_seen_in_both_schemes(theme: Theme) -> None:
    for colours in (LIGHT, DARK):
        assert contrast("#7b848d", colours.base) >= OUTLINE


def test_icons_change_with_the_colours(theme: Theme, qapp: QApplication) -> None:
    button, label = QPushButton("Imprimer"), QLabel()
    action = QAction(button)
    button.addAction(action)
    for thing in (button, label, action):
        theme.wear(thing, "printer", "accent")
    before = button.icon().pixmap(QSize(18, 18)).toImage()
    theme.set(scheme=Scheme.DARK)
    assert theme.dark
    assert button.icon().pixmap(QSize(18, 18)).toImage() != before
    assert action.icon().pixmap(QSize(18, 18)).toImage() == button.icon().pixmap(QSize(18, 18)).toImage()
    assert not label.pixmap().isNull()


def test_the_window_follows_the_desktop_from_light_to_dark(
    theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.set(scheme=Scheme.SYSTEM)
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.colours.base))
    monkeypatch.setattr(Theme, "dark", True)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert told == [DARK.base]
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == DARK.base


def test_a_high_contrast_desktop_keeps_its_own_colours(
    theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Theme, "high_contrast", True)
    theme.set(scheme=Scheme.SYSTEM)
    assert qapp.styleSheet() == ""
    assert theme.colours.bad == theme.colours.text


def test_every_length_grows_with_the_text(theme: Theme) -> None:
    small = (theme.line, theme.row, theme.field, theme.glyph)
    theme.set(size=2.0)
    assert theme.body.pointSizeF() >= 20
    for before, after in zip(small, (theme.line, theme.row, theme.field, theme.glyph), strict=True):
        assert 1.8 * before <= after <= 2.2 * before
    assert theme.line == QFontMetrics(theme.body).height()


def test_a_page_that_is_there_is_laid_out_again_when_the_size_of_the_text_changes(theme: Theme, qtbot: QtBot) -> None:
    page, line, name = QWidget(), QWidget(), QLabel("Nom")
    qtbot.addWidget(page)
    row(line, name, margins=(theme.gap, theme.tight), spacing=theme.gap)
    column(page, line, Hairline(), margins=(theme.block, theme.gap), spacing=theme.tight)
    name.setFixedWidth(theme.wide(20))
    name.setFixedHeight(5 * theme.row)
    theme.set(size=2.0)
    for layout, sides, spacing in ((line.layout(), theme.gap, theme.gap), (page.layout(), theme.block, theme.tight)):
        assert layout is not None
        assert abs(layout.contentsMargins().left() - sides) <= 1
        assert abs(layout.spacing() - spacing) <= 2  # of whole pixels, twice
    assert abs(name.width() - theme.wide(20)) <= theme.wide(1)
    assert abs(name.minimumHeight() - 5 * theme.row) <= theme.gap, "as many rows of a table"
    assert name.maximumHeight() == name.minimumHeight()


def test_what_measures_itself_by_its_letters_is_as_tall_as_if_made_at_that_size(theme: Theme, qtbot: QtBot) -> None:
    page, note = QWidget(), FaultNote(theme, "JJ/MM/AAAA")
    qtbot.addWidget(page)
    column(page, note)
    page.resize(3000, 200)
    page.show()
    for size in (2.0, 1.0):
        theme.set(size=size)
        fresh = FaultNote(theme, "JJ/MM/AAAA")
        qtbot.addWidget(fresh)
        fresh.resize(note.size())
        fresh.ensurePolished()
        assert note.minimumHeight() == fresh.minimumHeight() > theme.line


def test_nothing_is_smaller_than_ten_points(theme: Theme) -> None:
    assert theme.body.pointSizeF() >= 10


def test_a_tone_can_change_during_the_life_of_a_widget(theme: Theme) -> None:
    label = QLabel("Incomplet")
    dress(label, tone="warn")
    label.ensurePolished()
    dress(label, tone="bad")
    assert label.palette().windowText().color().name() == theme.colours.bad
