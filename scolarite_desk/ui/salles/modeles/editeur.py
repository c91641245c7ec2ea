"""Where a letter is worded: for whom, its words, the fields that it may name, what is wrong at its place, the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from scolarite_desk.models.fields.of_rooms import MODELE, PORTEE
from scolarite_desk.models.rows.modeles import FauteDe, Mots
from scolarite_desk.models.rules.champs import CHAMPS, Champ
from scolarite_desk.models.rules.modeles import Portee, typographie
from scolarite_desk.msg import N_
from scolarite_desk.services.modeles import faults
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import level
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import ACTS, Beside
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.modeles.feuille import Feuille
from scolarite_desk.ui.widgets import Empty, LongText, Page, column

_PARTS = {one.name: one.label for one in MODELE}
_HIGH = {"corps": 16, "recours": 9, "annexes": 2}  # lines in sight


def _where(one: FauteDe) -> str:
    if not one.faute.ligne:
        return say(_PARTS[one.partie])
    return tr("{partie}, ligne {ligne}", partie=_PARTS[one.partie], ligne=one.faute.ligne)


_FIELDS = (
    Column[Champ](N_("Champ"), lambda one: f"{{{one.nom}}}", chars=20, code=True, worth=2),
    Column[Champ](N_("Ce qu’il dit"), lambda one: say(one.label), chars=26, stretch=True),
    Column[Champ](N_("Exemple"), lambda one: say(one.exemple).strip(" ,"), chars=18, worth=0,
                  tone=lambda one: "muted"),
)  # fmt: skip
_FAULTS = (
    Column[FauteDe](N_("Où"), _where, chars=20,
                    icon=lambda one: "info" if one.faute.doute else "circle-alert",
                    tone=lambda one: "icon:warn" if one.faute.doute else "bad"),
    Column[FauteDe](N_("À corriger"), lambda one: say(one.faute.message), chars=40, stretch=True),
)  # fmt: skip


class Editeur(QWidget):
    """One model being worded. `scope` is chosen once: it is what the model is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self._desk, self._of, self._into = desk, Portee(""), "corps"
        made = partial(ActForm, theme, on_failure=desk.messages.tell, drafts=desk.drafts, part=True, needs="modeles")
        self.scope, self.words = made(fields=PORTEE, lists=lists_of(desk)), made(fields=MODELE, lists=desk.lists)
        self.scope.noted.connect(lambda _: self._changed())
        for name, seat in self.words.seats.items():
            seat.editor.edited.connect(self._changed)
            seat.editor.left.connect(partial(self._was_in, name))
            if isinstance(seat.editor, LongText) and name in _HIGH:
                seat.editor.setMinimumHeight(_HIGH[name] * theme.line)
        self.fields = Table[Champ](theme, _FIELDS, tr("Champs"), key=lambda one: one.nom, shape=desk.shape("champs"))
        self.fields.opened.connect(self.insert)
        self.fields.opens = tr("Insérer ce champ")
        right = Empty(theme, "circle-check", tr("Rien à corriger."))
        self.wrong = Table[FauteDe](theme, _FAULTS, tr("À corriger"), empty=right, shape=desk.shape("fautes"))
        self.wrong.opened.connect(self.go)
        self.wrong.opens = tr("Aller à cet endroit")
        self.sheet = Feuille(desk, lambda: (self.portee(), self.mots()))
        typed, beside = QWidget(), QWidget()
        column(typed, self.scope, self.words, margins=(theme.block, theme.tight), spacing=theme.gap, stretch=True)
        self.wrong.setFixedHeight(5 * theme.row)
        self.fields.setFixedHeight(7 * theme.row)
        left = QWidget()
        column(left, (Page(typed), 1), self.wrong, spacing=theme.tight)
        column(beside, self.fields, (self.sheet, 1), margins=(theme.gap, 0), spacing=theme.gap)
        column(self, (Beside(theme, left, beside, tall=24, apart=ACTS), 1))

    def open(self, portee: Portee, mots: Mots, *, new: bool) -> None:
        """Word a model; `new`: for whom is still to be chosen."""
        self._of = portee
        scope = {one.name: getattr(portee, one.name) for one in PORTEE}
        whose = (portee.lettre, "copie" if new else "", portee.langue or "", *map(str, scope.values()))
        of = "\x1f".join(filter(None, ("@modele", *whose)))
        self.scope.open(scope, of)
        self.scope.set_read_only(not new)
        self.words.open({"papier": portee.papier, **{name: plain(getattr(mots, name)) for name in _PARTS}}, of)
        level(self.scope, self.words)
        self.fields.fill([one for one in CHAMPS.values() if portee.lettre in one.lettres and not one.feuille])
        self._look()
        self.sheet.begin(portee.lettre)
        self.words.focus("corps")

    def portee(self) -> Portee:
        """For whom it is, as it is on screen."""
        said: dict[str, Any] = {one.name: self.scope.values.get(one.name) or None for one in PORTEE}
        return replace(self._of, **said)

    def mots(self) -> Mots:
        """The words on screen."""
        return Mots(*(typographie(self.words.text(name)) for name in _PARTS))

    def insert(self, champ: Champ) -> None:
        """Put a field where one was typing; one that only lets a passage speak opens that passage."""
        editor = self.words.seats[self._into].editor
        text = f"[si {champ.nom}: ]" if champ.condition else f"{{{champ.nom}}}"
        if isinstance(editor, LongText):
            cursor = editor.textCursor()
            cursor.insertText(text)
            if champ.condition:
                cursor.movePosition(QTextCursor.MoveOperation.Left)
            editor.setTextCursor(cursor)
        else:
            editor.insert(text)  # type: ignore[union-attr]
            editor.edited.emit()
        editor.setFocus()

    def go(self, one: FauteDe) -> None:
        """The keyboard where that fault is, the text of it chosen."""
        editor = self.words.seats[one.partie].editor
        if isinstance(editor, LongText):
            editor.setTextCursor(_cursor(editor, one))
        else:
            editor.setSelection(one.faute.colonne - 1, one.faute.longueur)  # type: ignore[union-attr]
        editor.setFocus()

    def _was_in(self, name: str) -> None:
        if name != "annexes":
            self._into = name

    def _changed(self) -> None:
        self._look()
        self.sheet.soon()

    def _look(self) -> None:
        found = faults(self.mots(), self._of.lettre)
        self.wrong.fill(found)
        for name in ("corps", "recours"):
            editor = self.words.seats[name].editor
            if isinstance(editor, LongText):
                mine = [one for one in found if one.partie == name]
                editor.setExtraSelections(_underlined(editor, mine, self._ink))

    def _ink(self, one: FauteDe) -> QColor:
        return QColor(self._desk.theme.colours.ink("warn" if one.faute.doute else "bad"))


def plain(text: str) -> str:
    """The text as fields show it: theirs have no unbreakable space, which is put in again when it is read."""
    return text.replace("\u00a0", " ")


def _cursor(editor: LongText, one: FauteDe) -> QTextCursor:
    document = editor.document()
    block = document.findBlockByNumber(one.faute.ligne - 1)
    cursor = QTextCursor(document)
    begins = min(block.position() + one.faute.colonne - 1, max(document.characterCount() - 1, 0))
    cursor.setPosition(max(begins, 0))
    ends = min(begins + one.faute.longueur, max(document.characterCount() - 1, 0))
    cursor.setPosition(max(ends, 0), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _underlined(
    editor: LongText, found: Sequence[FauteDe], ink: Callable[[FauteDe], QColor]
) -> list[QTextEdit.ExtraSelection]:
    marks = []
    for one in found:
        mark, drawn = QTextEdit.ExtraSelection(), QTextCharFormat()
        drawn.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        drawn.setUnderlineColor(ink(one))
        mark.cursor, mark.format = _cursor(editor, one), drawn
        marks.append(mark)
    return marks
