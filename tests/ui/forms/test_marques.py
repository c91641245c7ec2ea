"""Tags in a table: each on the ground of its colour, its words beside, in light and in dark."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.models.rules.etiquettes import COULEURS, colour_of
from scolarite_desk.ui.forms.marques import tagged
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.colours import DARK, LIGHT, TAGS, contrast
from scolarite_desk.ui.look.theme import Theme

ROW = tuple(Marque(code, f"Étiquette {code}", code) for code in COULEURS)


def test_every_colour_has_its_tone_which_is_read_on_its_own_ground() -> None:
    assert list(TAGS) == list(COULEURS)
    assert len(set(TAGS.values())) == len(TAGS)
    for colours in (LIGHT, DARK):
        assert all(contrast(colours.ink(tone), colours.soft(tone)) >= 4.5 for tone in TAGS.values())
    assert colour_of("mauve") == "gris", "a colour of a newer version"


@pytest.mark.parametrize("width", [900, 180])
def test_a_tag_is_drawn_with_its_words_as_far_as_there_is_room(theme: Theme, qtbot: QtBot, width: int) -> None:
    table: Table[Any] = Table(theme, (tagged(lambda row: row),), "Candidatures")
    qtbot.addWidget(table)
    table.resize(width, 120)
    table.show()
    table.fill([ROW])
    image = table.grab().toImage()
    drawn = {QColor(image.pixel(x, y)).name() for x in range(image.width()) for y in range(image.height())}
    grounds = [theme.colours.soft(TAGS[one.couleur]) in drawn for one in ROW]
    assert grounds == sorted(grounds, reverse=True), "the first ones, as many as fit"
    assert any(grounds)
    assert table.rows_model.data(table.rows_model.index(0, 0)) == ", ".join(one.libelle for one in ROW)
