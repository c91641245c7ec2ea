"""What a window says, widget by widget, seen now or not; what of it no sentence holds and nobody typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QPlainTextEdit, QTabBar, QToolButton, QWidget
from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import BY_COLUMN
from scolarite_desk.models.fields.readers import Choix
from scolarite_desk.models.fields.referentiel import COMPOSED, NAMES
from scolarite_desk.models.tables.schema import Base
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.widgets import Choice
from tests.pseudo import unsaid
from tests.ui.choices import proposals

# Columns that no field shows and that hold codes, which nobody reads: a code on screen is a fault.
_CODES = {"genre", "profil", "liste", "statut", "regle", "origine", "cle", "source", "signature"}


def told(root: QWidget) -> Iterator[str]:
    """Every text of a widget and of what it holds."""
    for one in (root, *root.findChildren(QWidget)):
        if isinstance(one, QToolButton) and isinstance(one.parent(), QTabBar):
            continue  # Qt's own arrows, said by the file that it ships
        yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.windowTitle())
        yield from _texts(one)
    for action in root.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.statusTip())


def _texts(one: QWidget) -> Iterator[str]:
    if isinstance(one, QLabel | QAbstractButton):
        yield one.text()
    elif isinstance(one, QLineEdit):
        yield from (one.text(), one.placeholderText())
    elif isinstance(one, QPlainTextEdit):
        yield from (one.toPlainText(), one.placeholderText())
    elif isinstance(one, QTabBar):
        yield from (one.tabText(number) for number in range(one.count()))
    elif isinstance(one, QMenu):
        yield one.title()
    elif isinstance(one, Table):
        model = one.rows_model
        yield from (str(model.headerData(number, Qt.Orientation.Horizontal)) for number in range(len(model.columns)))
        for column in model.columns:
            yield from (say(row) for row in model.rows for say in (column.text, column.spoken) if say)


def offered(root: QWidget) -> Iterator[str]:
    """What each choice that is on screen offers."""
    for choice in root.findChildren(Choice):
        if choice.isVisible() and choice.isEnabled():
            choice.showPopup()
            yield from proposals(choice)
            choice.hidePopup()


class Known:
    """What stands on screen in every language: texts that somebody typed, names."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_word: dict[str, set[str]] = {}
        for line in {line for text in texts for line in _plain(text).splitlines()}:
            for word in unsaid(line).casefold().split():
                self._by_word.setdefault(word, set()).add(line)

    def beside(self, text: str) -> str:
        """What of a text is neither said nor known; what is known may be cut at its end, « Licence 2e an… »."""
        text = _plain(text)
        values = {value for word in unsaid(text).casefold().split() for value in self._by_word.get(word, ())}
        for value in sorted(values, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", " ", text, flags=re.IGNORECASE)
        for cut in _CUT.findall(text):
            if any(value.startswith(cut) for value in values):
                text = text.replace(f"{cut}…", " ")
        return unsaid(text)

    def left(self, root: QWidget) -> set[str]:
        """What is still French in a widget, with the text around it."""
        return {f"{left} | {text}" for text in told(root) if (left := self.beside(text))}


_CUT = re.compile(r"([^\s⟧|·][^⟦⟧|·]*?)…")


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u200b", "")


def typed(session: Session, lists: Lists) -> Iterator[str]:
    """What the office typed in a base, the names of the lists of names, and the settings, chosen or not: papers say
    the default of a setting as it is shown.
    """
    yield from settings(session).values()
    for genre in shared_classes():
        for column in Base.metadata.tables[genre].columns:
            field = BY_COLUMN.get((genre, column.key))
            if field is None and column.key in _CODES:
                continue
            values = [one for one in session.scalars(select(column).distinct()) if isinstance(one, str)]
            if field is None or not isinstance(field.reader, Choix):
                yield from values
            if field is not None and (not isinstance(field.reader, Choix) or _of_names(field.reader)):
                yield from (field.reader.show(one, lists) for one in values)


def _of_names(reader: Choix) -> bool:
    return bool({reader.liste, *COMPOSED.get(reader.liste, ())} & NAMES)
