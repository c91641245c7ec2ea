"""The logo of papers: shown, chosen in a file, taken off."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from scolarite_desk.exchange.fichier import in_base64
from scolarite_desk.models.fields.octets import LOGO_OCTETS
from scolarite_desk.services.reglages import choose_logo, setting
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.reglages.dessin import printable
from scolarite_desk.ui.widgets import Button, Words, column, row
from scolarite_desk.ui.widgets.files import ask_open
from scolarite_desk.ui.widgets.flow import Flow


class Logo64(QWidget):
    """Under the settings of the establishment: a button chooses, another takes off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self._desk, self._high = desk, 2 * theme.row
        self._drawn, self._says = QLabel(), Words(tone="muted", wrap=True)
        self._choose = Button(theme, tr("Choisir un logo…"), self.choose, icon="upload", needs="reglages")
        self._remove = Button(theme, tr("Retirer le logo"), self.remove, icon="circle-minus", needs="reglages")
        self._remove.then = self._choose
        line = QWidget()
        row(line, self._drawn, (self._says, 1), spacing=theme.gap)
        line.setMinimumHeight(self._high)  # with or without one, what is under does not move
        acts = Flow(self._choose, self._remove, spacing=theme.tight)
        column(self, line, acts, margins=(theme.block, theme.tight), spacing=theme.tight)

    def read(self) -> None:
        """Show the logo that there is."""
        text = self._desk.read(setting, "logo")
        picture = QPixmap()
        picture.loadFromData(b64decode(text))
        self._drawn.setVisible(not picture.isNull())
        if not picture.isNull():
            fitted = picture.scaled(
                4 * self._high,
                self._high,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._drawn.setPixmap(fitted)
            self._drawn.setAccessibleName(tr("Logo des documents"))
        self._says.setText(tr("Logo des documents") if text else tr("Aucun logo sur les documents"))
        self._remove.setEnabled(bool(text))

    def choose(self) -> None:
        """Read it from a file."""
        path = ask_open(self, tr("Choisir un logo"), tr("Images PNG, JPEG ou SVG (*.png *.jpg *.jpeg *.svg)"))
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """The image of that file, from now on."""
        read = self._desk.obtain(lambda: printable(in_base64(path, LOGO_OCTETS)))
        if read and self._desk.attempt(self, choose_logo, read.answer) is not None:
            self.read()

    def remove(self) -> None:
        """No logo any more."""
        if self._desk.attempt(self, choose_logo, "") is not None:
            self.read()
