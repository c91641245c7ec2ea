"""One field in its place on a form: label, editor, and the line under it where its hint or its fault is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel

from scolarite_desk.models.fields.field import NEVER, Field, Lists
from scolarite_desk.models.fields.readers_listes import ChoixMultiple
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import NBSP
from scolarite_desk.store.drafts import Draft
from scolarite_desk.ui.forms.note import FaultNote
from scolarite_desk.ui.look.heures import day, hour
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Choice, CodeLine, LongText, OneLine, Tick
from scolarite_desk.ui.widgets.days import DayLine

Editor = OneLine | Choice | LongText | Tick
Values = Mapping[str, Any]
_STAR = f"{NBSP}*"


class FieldLabel(QLabel):
    """The label of a field. One that is asked for at times keeps the room of its star: no field moves with it."""

    def __init__(self, words: str, may: bool) -> None:
        super().__init__(words)
        self.may = may

    def ask(self, words: str, required: bool) -> None:
        """Write the words, and the star when they are asked for."""
        self.setText(f"{words}{_STAR}" if required else words)

    def sizeHint(self) -> QSize:
        """With the star, whether it is there or not."""
        return self._with_star(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self._with_star(super().minimumSizeHint())

    def _with_star(self, hint: QSize) -> QSize:
        if not self.may or self.text().endswith(_STAR):
            return hint
        metrics, shown = self.fontMetrics(), Qt.TextFlag.TextShowMnemonic
        star = metrics.size(shown, self.text() + _STAR).width() - metrics.size(shown, self.text()).width()
        return QSize(hint.width() + star, hint.height())


class Seat:
    """A field, its value in the base, and the text on screen, which may be ahead of it."""

    def __init__(self, theme: Theme, field: Field, lists: Lists, row: Callable[[], Values]) -> None:
        self.field, self.lists, self._row = field, lists, row
        self.value: Any = None
        self.shown = ""
        self.drafted = False  # a draft of the text on screen is kept somewhere
        self.restored = False  # a draft brought back waits until the person comes to the field
        self.offered = False  # it was brought back, and the value of the base may still be taken in its place
        self.overtaken = False  # the base holds another value since it was typed: leaving the field gives nothing
        self.over: str | None = None  # what the base held when the text on screen was typed
        self.typed_at: datetime | None = None  # when the draft brought back was typed
        self.waits = False  # what was read waits for an act
        self.begun = ""  # the text that it began with
        self.fault = ""
        self.proposed = ""  # what Enter takes while the field is blank
        self._unread = ""  # why the value of the base no longer reads
        self.barred = ""  # why the person may not change it
        self._required = self._locked = False
        self.words = say(field.label)
        self.label, self.note = FieldLabel(self.words, field.required is not NEVER), FaultNote(theme, say(field.hint))
        self.editor = self._make(theme)
        self.note.follow(self.editor)
        self.label.setBuddy(self.editor)
        self.editor.setAccessibleName(self.words)
        self.keep_room(True)
        self._describe()

    def text(self) -> str:
        """What is on screen."""
        return self._show(self.editor.answer()) if isinstance(self.editor, Tick) else self.editor.text()

    def write(self, text: str) -> None:
        """Put a text on screen. What says neither yes nor no, a draft of another language, leaves a box as it is."""
        if not isinstance(self.editor, Tick):
            self.editor.set_text(text)
        elif not text or self._answer(text) is not None:
            self.editor.set_answer(self._answer(text))

    @property
    def dirty(self) -> bool:
        """Whether the screen is ahead of the base."""
        return self.text() != self.shown

    @property
    def open(self) -> bool:
        """Whether one can type in it now."""
        return not self.editor.isHidden() and self.editor.isEnabled() and not (self._locked or self.barred)

    def label_width(self) -> int:
        """What its label takes, its star counted where it may have one: it comes and goes, the fields do not move."""
        star = self.field.required is NEVER or self._required
        return self.label.sizeHint().width() + (0 if star else self.label.fontMetrics().horizontalAdvance(f"{NBSP}*"))

    def keep_room(self, kept: bool) -> None:
        """Whether its place stays when the field does not apply."""
        for widget in (self.label, self.editor, self.note):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(kept)
            widget.setSizePolicy(policy)

    def lock(self, locked: bool) -> None:
        """Show without letting it be changed."""
        self._locked = locked
        if isinstance(self.editor, Tick):
            self.editor.setEnabled(not (locked or self.barred))
        else:
            self.editor.setReadOnly(bool(locked or self.barred))

    def bar(self, reason: str) -> None:
        """The same, for as long as there is a reason, which a screen reader says."""
        if reason != self.barred:
            self.barred = reason
            self.lock(self._locked)
            self._describe()

    def accept(self) -> bool:
        """Take what is proposed while nothing is typed; False when there is nothing of the kind."""
        if not self.proposed or self._locked or self.barred or self.text().strip():
            return False
        self.write(self.proposed)
        return True

    def read(self) -> Any:
        """The value that the text means. Raises `Fault`."""
        meant = self.editor.meant() if isinstance(self.editor, Choice) else self.text()
        return self.field.reader.read(meant, self.lists, self._row())

    def set(self, value: Any) -> None:
        """Show a value of the base, whatever is on screen."""
        self._take(value)
        self.restored, self.typed_at, self.over = False, None, self.shown
        if isinstance(self.editor, Tick):
            self.editor.set_answer(value if isinstance(value, bool) else None)
        else:
            self.editor.set_text(self.shown)
        self.clear()

    def refresh(self, value: Any) -> None:
        """The base may hold another value now: show it, unless the person is ahead; then only say so."""
        if not self.dirty:
            if value != self.value or self._show(value) != self.shown or self.fault or self.offered:
                self.set(value)
        elif value != self.value:
            self._take(value)
            if self.dirty:
                self._tell(_elsewhere(self.shown), "warn")

    def restore(self, draft: Draft, ways: tuple[Callable[[], object], Callable[[], object]]) -> None:
        """Bring back a draft: text on screen, not yet in the base, whose value the first way takes again. One that is
        older than that value is given by the second way alone, or by Enter.
        """
        self.write(draft.texte)
        self.restored = self.offered = self.drafted = self.dirty
        self.typed_at, self.over, self.fault = draft.at, self.shown if draft.sur is None else draft.sur, ""
        self.overtake(self.dirty and self.over != self.shown)
        if not self.dirty:
            return
        self.editor.mark("warn" if self.overtaken else "")
        if isinstance(self.editor, LongText):
            self.editor.asked = True
        told = _overtaken if self.overtaken else _restored
        self._tell(told(self.shown, draft.at), "warn" if self.overtaken else "accent")
        self.note.offer(Return=(tr("Reprendre"), ways[1]), Esc=(tr("Écarter"), ways[0]))

    def overtake(self, overtaken: bool) -> None:
        """Whether the base holds another value since the text was typed: then Enter answers, and leaving does not."""
        self.overtaken = overtaken
        if isinstance(self.editor, LongText):
            self.editor.asked = overtaken

    def blame(self, message: str) -> None:
        """Say what is wrong, in words, outline and icon; the text stays."""
        told, self.fault = self.fault, message
        self.editor.mark("bad", "circle-alert")
        self._tell(message, "bad")
        if told != message:
            said = tr("{champ}\u00a0: {faute}", champ=self.words, faute=message)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.editor, said))

    def clear(self) -> None:
        """Nothing wrong was typed: the hint again, or what the value itself raises, a fault or a doubt."""
        if self.offered:
            self.offered = False
            self.overtake(False)
            self.note.offer()
        self.fault = self._unread
        if self.fault:
            self.editor.mark("bad", "circle-alert")
            self._tell(self.fault, "bad")
            return
        doubt = self.field.doubt(self.value, self.lists, self._row())
        self.editor.mark("warn" if doubt else "", "triangle-alert" if doubt else "")
        self._tell(say(doubt), "warn" if doubt else "muted")

    def settle(self, label: str) -> None:
        """Apply the conditions of the row to what is seen: shown or not, required or not. `label` has its mnemonic."""
        row = self._row()
        seen, self._required = self.field.visible.holds(row), self.field.required.holds(row)
        self.label.ask(label, self._required)
        for widget in (self.label, self.editor, self.note):
            if (
                widget.isHidden() == seen
            ):  # said again, it dresses a field that has no window yet, at each of its parents
                widget.setVisible(seen)
        self._propose()
        self._describe()
        if not self.fault and not self.dirty:
            self.clear()

    def _propose(self) -> None:
        """In the blank field itself, what Enter would take."""
        self.proposed = "" if self.value is not None else self.field.proposal(self.lists, self._row())
        line = self.editor.lineEdit() if isinstance(self.editor, Choice) else self.editor
        if isinstance(line, OneLine) and self.field.proposed is not None:
            line.setPlaceholderText(tr("{valeur}\u00a0: Entrée", valeur=self.proposed) if self.proposed else "")

    @property
    def missing(self) -> bool:
        """Whether the field is asked for and blank."""
        return self._required and not self.text().strip() and not self.editor.isHidden()

    def leave(self) -> None:
        """Let the editor finish: a choice takes its proposed row, « lun » becomes a day."""
        if isinstance(self.editor, Choice | DayLine):
            self.editor.settle()

    def _take(self, value: Any) -> None:
        self.value, self.shown = value, self._show(value)
        self._unread = say(self.field.fault(value, self.lists, self._row()))

    def _answer(self, text: str) -> bool | None:
        try:
            answer = self.field.reader.read(text, self.lists, self._row())
        except Fault:
            return None
        return None if answer is None else bool(answer)

    def _show(self, value: Any) -> str:
        return self.field.show(value, self.lists, self._row())

    def _tell(self, text: str, tone: str) -> None:
        self.note.say(text, tone)
        self._describe()

    def _describe(self) -> None:
        offer = tr("Entrée prend {valeur}", valeur=self.proposed) if self.proposed else ""
        parts = [self.note.text(), offer, tr("obligatoire") if self._required else "", self.barred]
        said = ", ".join(part for part in parts if part)
        if said != self.editor.accessibleDescription():
            self.editor.setAccessibleDescription(said)

    def _make(self, theme: Theme) -> Editor:
        reader = self.field.reader
        if reader.kind in ("choix", "texte_propose"):
            name = str(getattr(reader, "liste"))  # noqa: B009  # the protocol of readers does not know lists
            closed = reader.kind == "choix"
            return Choice(theme, lambda text: self.lists.propose(name, text, self._row()), closed=closed)
        if isinstance(reader, ChoixMultiple):
            return Choice(theme, partial(self._several, reader))
        if reader.kind == "jour":
            return DayLine(theme, self.lists.today)
        editor = _EDITORS.get(reader.kind, OneLine)(theme)
        if isinstance(editor, LongText | OneLine) and getattr(reader, "phrases", False):
            editor.phrases = self._phrase
        return editor

    def _several(self, reader: ChoixMultiple, text: str) -> list[tuple[str, str]]:
        row = self._row()
        return reader.propose(text, self.lists, row) if text else reader.more(self.text(), self.lists, row)

    def _phrase(self, code: str) -> str:
        return self.lists.phrase(code)  # as they are now


def _restored(value: str, at: datetime | None) -> str:
    if at is None:
        return tr("Brouillon restauré")
    if not value:
        return tr("Brouillon restauré, du {jour} à {heure}. Rien n’est enregistré.", jour=day(at), heure=hour(at))
    return tr(
        "Brouillon restauré, du {jour} à {heure}. Enregistré\u00a0: «\u00a0{valeur}\u00a0».",
        jour=day(at), heure=hour(at), valeur=value,
    )  # fmt: skip


def _overtaken(value: str, at: datetime | None) -> str:
    held = value or tr("vide")
    if at is None:
        return tr("Tapé avant ce qui est enregistré\u00a0: «\u00a0{valeur}\u00a0».", valeur=held)
    return tr(
        "Tapé le {jour} à {heure}, avant ce qui est enregistré\u00a0: «\u00a0{valeur}\u00a0».",
        jour=day(at), heure=hour(at), valeur=held,
    )  # fmt: skip


def _elsewhere(value: str) -> str:
    if not value:
        return tr("Changé ailleurs\u00a0: «\u00a0vide\u00a0»")
    return tr("Changé ailleurs\u00a0: «\u00a0{valeur}\u00a0»", valeur=value)


_EDITORS: dict[str, Callable[[Theme], Editor]] = {
    "texte_long": LongText,
    "oui_non": Tick,
    "ine": CodeLine,
    "cvec": CodeLine,
}
