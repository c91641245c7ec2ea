"""Who may ask for a VAPP: one line a criterion, as it stands. They warn, none of them blocks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.vapp import CRITERES, Constat
from scolarite_desk.msg import N_
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Glyph, Words, row

_STANDS = {  # icon, tone, how it is heard
    True: ("circle-check", "ok", N_("Rempli\u00a0: {critere}")),
    False: ("triangle-alert", "warn", N_("Non rempli\u00a0: {critere}")),
    None: ("circle-help", "muted", N_("À savoir\u00a0: {critere}")),
}


class Criteres(QWidget):
    """The criteria, each with its icon, its words and its ground."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        lines = [QWidget() for _ in CRITERES]
        self.lines = [(Glyph(theme, "circle-help", "muted"), Words(wrap=True), Words(tone="muted", wrap=True))
                      for _ in lines]  # fmt: skip
        for line, (glyph, words, source) in zip(lines, self.lines, strict=True):
            said = QWidget()
            stack(said, theme, words, source)
            said.layout().setSpacing(0)  # type: ignore[union-attr]
            row(line, glyph, (said, 1), spacing=theme.gap)
        note = Words(tr("Ces règles avertissent\u00a0: aucune n’empêche."), tone="muted", wrap=True)
        stack(self, theme, Words(tr("Conditions"), look="strong"), *lines, note)

    def show_all(self, constats: Sequence[Constat]) -> None:
        """As they stand now."""
        for (glyph, words, source), one in zip(self.lines, constats, strict=True):
            icon, tone, heard = _STANDS[one.tient]
            glyph.say(icon, tone)
            words.setText(say(heard.given(critere=one.phrase)))
            source.setText(say(one.source))
