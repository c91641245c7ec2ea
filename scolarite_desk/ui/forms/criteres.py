"""What the law or the office asks of a request: one line a criterion, as it stands. All this warns, nothing blocks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import N_, Msg
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Glyph, Words, row

_STANDS = {  # icon, tone, how it is heard
    True: ("circle-check", "ok", N_("Rempli\u00a0: {critere}")),
    False: ("triangle-alert", "warn", N_("Non rempli\u00a0: {critere}")),
    None: ("circle-help", "muted", N_("À vérifier\u00a0: {critere}")),
}


class Criteres(QWidget):
    """So many criteria, each with its icon and its words, and under them what was found and on what ground."""

    def __init__(self, theme: Theme, count: int) -> None:
        super().__init__()
        lines = [QWidget() for _ in range(count)]
        self.lines = [(Glyph(theme, "circle-help", "muted"), Words(wrap=True), Words(tone="muted", wrap=True))
                      for _ in lines]  # fmt: skip
        for line, (glyph, words, under) in zip(lines, self.lines, strict=True):
            said = QWidget()
            stack(said, theme, words, under)
            said.layout().setSpacing(0)  # type: ignore[union-attr]
            row(line, glyph, (said, 1), spacing=theme.gap)
        stack(self, theme, *lines)

    def show_all(self, found: Sequence[tuple[bool | None, Msg, str]]) -> None:
        """As they stand now: met, not met, or None while a fact is missing; the criterion; what is said under it."""
        for (glyph, words, under), (stands, critere, said) in zip(self.lines, found, strict=True):
            icon, tone, heard = _STANDS[stands]
            glyph.say(icon, tone)
            words.setText(say(heard.given(critere=critere)))
            under.setText(said)
            under.setVisible(bool(said))
