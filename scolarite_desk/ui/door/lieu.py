"""Where a base lies, asked: a whole path whatever was typed, and a button that looks for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, OneLine, Words
from scolarite_desk.ui.widgets.files import ask_save

EXTENSION, NAME = ".sdesk", "scolarite"
_BREAK = "\u200b"  # where a path may be cut to go to the next line


def whole(text: str, folder: Path) -> Path:
    """The path that is meant: from the root, in `folder` when it does not say, with the ending of a base."""
    typed = Path(text.strip() or NAME)
    path = folder / (typed.expanduser() if typed.parts[:1] == ("~",) else typed)
    if path.is_dir():
        path /= NAME
    return Path(os.path.normpath(path if path.suffix == EXTENSION else path.with_name(path.name + EXTENSION)))


def free(base: Path) -> Path:
    """That path, or the first one of its folder where nothing lies."""
    return next(one for one in _beside(base) if not one.exists())


def broken(path: Path) -> str:
    """A path that a page may show on several lines."""
    return str(path).replace(os.sep, os.sep + _BREAK)


class Lieu(OneLine):
    """The path of a base that is not there yet. `beside`: looks for it; `said`: the whole path, as one types."""

    def __init__(self, theme: Theme, base: Path) -> None:
        super().__init__(theme)
        self._folder = base.parent
        self.setAccessibleName(tr("Emplacement"))
        self.beside = Button(theme, tr("Parcourir…"), self.browse, icon="folder-open")
        self.said = Words(tone="muted", wrap=True)
        self.edited.connect(self._tell)
        self.left.connect(lambda: self.put(self.path()))
        self.put(base)

    def path(self) -> Path:
        """The whole path."""
        return whole(self.text(), self._folder)

    def put(self, path: Path) -> None:
        """Show a path, whole."""
        self.set_text(str(whole(str(path), self._folder)))
        self._tell()

    def browse(self) -> None:
        """Ask the system's own dialog."""
        found = ask_save(self, tr("Où ranger la base"), str(self.path()), tr("Bases (*.sdesk)"))
        if found is not None:
            self.put(found)
            self.setFocus()

    def _tell(self) -> None:
        self.said.setText(tr("La base sera le fichier {chemin}", chemin=broken(self.path())))


def _beside(base: Path) -> Iterator[Path]:
    yield base
    for number in count(2):
        yield base.with_stem(f"{base.stem}-{number}")
