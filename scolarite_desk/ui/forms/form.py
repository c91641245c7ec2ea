"""A page made from fields. Leaving a field gives its value, once; what cannot be read stays on screen only.

form = Form(theme, FIELDS["identite"], lists, on_commit=correct, on_draft=keep_draft)
form.open(row)        # another dossier: everything is shown anew
form.refresh(row)     # the same one changed: what the person is typing stays
form.commit()         # before any act, tab change or close
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.rules.droits import function_of
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.ui.desk.commands import MENU_LETTERS
from scolarite_desk.ui.forms.grids import laid
from scolarite_desk.ui.forms.seat import Seat, Values
from scolarite_desk.ui.look.texts import mnemonics
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Choice, Tick, column
from scolarite_desk.ui.widgets.lines import is_enter

Commit = Callable[[Field, Any], object]
Draft = Callable[[Field, str | None], object]
Failure = Callable[[Exception], object]
DRAFT_EVERY = 1000  # milliseconds
AGAIN_EVERY = 1000  # the same, between two tries to write what the base could not take


class Form(QWidget):
    """Fields of one thing (their names are unique), in titled parts, one or two columns wide as the room allows.

    `on_commit(field, value)` writes; a `Refused` that it raises is shown under the field it names, or under this one,
    and every other failure goes to `on_failure` (`Messages.tell`); the text stays. `needs`: the function of the office
    that all the fields belong to, when their paths do not say it. `on_draft(field, text)`: at most
    every second while typing; text None: the draft is useless now. `taken`: letters that Alt already opens elsewhere.
    `declined(refused)`: what was given was refused, for a screen that shows more than the sentence.
    """

    declined = Signal(object)

    def __init__(
        self,
        theme: Theme,
        fields: Sequence[Field],
        lists: Lists,
        *,
        on_commit: Commit,
        on_draft: Draft | None = None,
        on_failure: Failure | None = None,
        taken: str = MENU_LETTERS,
        needs: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._needs = needs
        self._theme, self._commit, self._draft, self._failure = theme, on_commit, on_draft, on_failure
        self._values: dict[str, Any] = {}
        self._busy = self._moving = False
        self._typing: list[Seat] = []
        self._seats = {field.name: Seat(theme, field, lists, lambda: self._values) for field in fields}
        self._labels = dict(zip(self._seats, mnemonics([field.label for field in fields], taken), strict=True))
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._timer.timeout.connect(self._keep_drafts)
        self._late: list[Seat] = []
        self._told = ""  # the failure told last: the tries that follow do not tell it again
        self._again = QTimer(self, singleShot=True, interval=AGAIN_EVERY)
        self._again.timeout.connect(self._try_again)
        self._halves = laid(theme, list(self._seats.values()))
        column(self, self._halves, stretch=True)
        for seat in self._seats.values():
            self._listen(seat)
        self._settle()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, in the order of Tab."""
        return tuple(seat.field for seat in self._seats.values())

    @property
    def values(self) -> Values:
        """The values last read or recorded, by field name."""
        return dict(self._values)

    def open(self, row: Values) -> None:
        """Show another thing: faults, drafts and half-typed texts of the one before are gone from the screen."""
        for waiting, timer in ((self._typing, self._timer), (self._late, self._again)):
            waiting.clear()
            timer.stop()
        self._values = dict(row)
        for name, seat in self._seats.items():
            seat.set(row.get(name))
        self._settle()

    def refresh(self, row: Values) -> None:
        """Show what the base now holds for the same thing, without touching what is being typed."""
        self._values = dict(row)
        for name, seat in self._seats.items():
            seat.refresh(row.get(name))
        self._settle()

    def commit(self) -> bool:
        """Give the values of the fields that are ahead of the base; False when one cannot be read or was refused."""
        self._told = ""
        waiting = [seat for seat in self._seats.values() if seat.dirty and not seat.restored]
        given = [self._leave(seat) for seat in waiting]
        return all(given)

    @property
    def unwritten(self) -> bool:
        """Whether something on screen could not be written, not even as a draft: closing would lose it."""
        return bool(self._late)

    def focus(self, path: str = "") -> bool:
        """Put the keyboard on a field (its path or name), or on the first one; False when it is not here."""
        seat = self._find(path) if path else next(iter(self._seats.values()), None)
        if seat is not None:
            seat.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return seat is not None

    def fault(self, path: str, message: str) -> bool:
        """Show a refusal under a field; False when the field is not here."""
        seat = self._find(path)
        if seat is not None:
            seat.blame(message)
        return seat is not None

    def hear(self, refused: Refused) -> bool:
        """Say a refusal under the field that it names, and go there; False when it names none of those shown."""
        seat = self._find(refused.champ or "")
        if seat is None or not seat.field.visible.holds(self._values):
            return False
        seat.blame(refused.message)
        return self.focus(seat.field.name)

    def faults(self) -> list[tuple[Field, str]]:
        """What is wrong on screen."""
        return [(seat.field, seat.fault) for seat in self._seats.values() if seat.fault]

    def missing(self) -> list[Field]:
        """The fields that are asked for and blank."""
        return [seat.field for seat in self._seats.values() if seat.missing]

    def restore(self, path: str, text: str) -> bool:
        """Bring back a draft on screen; it is given when the person has been to the field. False when not here."""
        seat = self._find(path)
        if seat is not None:
            seat.restore(text)
        return seat is not None

    def text(self, path: str) -> str:
        """The text on screen for a field."""
        seat = self._find(path)
        return seat.text() if seat else ""

    def entries(self) -> list[tuple[str, Callable[[], object]]]:
        """(label, function that goes there) of every field shown, for the palette."""
        shown = [seat for seat in self._seats.values() if not seat.editor.isHidden()]
        return [(seat.field.label, lambda name=seat.field.name: self.focus(name)) for seat in shown]  # type: ignore[misc]

    def here(self) -> Field | None:
        """The field under the keyboard."""
        focus = QApplication.focusWidget()
        editors = ((seat.editor, seat.field) for seat in self._seats.values())
        return next(
            (field for editor, field in editors if focus is not None and focus in (editor, editor.focusProxy())), None
        )

    def use(self, lists: Lists) -> None:
        """Read and propose from other code lists: the office changed them."""
        for seat in self._seats.values():
            seat.lists = lists
            seat.refresh(seat.value)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed."""
        for seat in self._seats.values():
            seat.lock(read_only)

    def bar(self, reason_of: Callable[[str], str]) -> list[str]:
        """Lock the fields whose function (of the office) has a reason; these functions."""
        barred = []
        for seat in self._seats.values():
            function = self._needs or function_of(seat.field.thing, seat.field.name)
            seat.bar(reason_of(function))
            if seat.barred and function not in barred:
                barred.append(function)
        return barred

    def _find(self, path: str) -> Seat | None:
        return self._seats.get(path) or next((s for s in self._seats.values() if s.field.path == path), None)

    def _listen(self, seat: Seat) -> None:
        seat.editor.edited.connect(lambda: self._edited(seat))
        seat.editor.left.connect(lambda: self._left(seat))
        seat.editor.entered.connect(self._next)
        if isinstance(seat.editor, Choice | Tick):
            seat.editor.chosen.connect(lambda: self._left(seat))

    def _edited(self, seat: Seat) -> None:
        seat.restored = False
        if seat not in self._typing:
            self._typing.append(seat)
        if not self._timer.isActive():
            self._timer.start()

    def _left(self, seat: Seat) -> None:
        if not self._moving:  # Tab has given the value already
            seat.restored, self._told = False, ""
            self._leave(seat)

    def _leave(self, seat: Seat) -> bool:
        if self._busy:
            return True
        seat.leave()
        if not seat.dirty:
            if seat.fault:
                seat.clear()
            self._forget(seat)
            return True
        try:
            value = seat.read()
        except Fault as fault:
            seat.blame(fault.message)
            self._keep_drafts()
            return False
        return self._give(seat, value)

    def _give(self, seat: Seat, value: Any) -> bool:
        before, text, changed = seat.value, seat.text(), value != seat.value
        self._busy = True
        try:
            seat.set(value)
            self._values[seat.field.name] = value
            if changed:
                self._commit(seat.field, value)
        except Exception as failure:
            seat.set(before)
            self._values[seat.field.name] = before
            seat.editor.set_text(text)
            self._refused(seat, failure)
            return False
        finally:
            self._busy = False
        self._told = ""
        self._forget(seat, told=changed)
        self._settle()
        return True

    def _refused(self, seat: Seat, failure: Exception) -> None:
        if isinstance(failure, Refused):
            self.declined.emit(failure)
        if isinstance(failure, Refused) and (failure.champ is None or self._find(failure.champ)):
            (self._find(failure.champ or "") or seat).blame(failure.message)
        elif self._failure is not None:
            seat.blame("Pas encore enregistré. Rien n’est perdu.")
            if isinstance(failure, Unavailable) and failure.passing and seat not in self._late:
                self._late.append(seat)
                self._again.start()
            self._fail(failure)
        else:
            raise failure

    def _fail(self, failure: Exception) -> None:
        """Told once: the tries of the next seconds say nothing more."""
        if self._failure is not None and str(failure) != self._told:
            self._told = str(failure)
            self._failure(failure)

    def _try_again(self) -> None:
        """What the base could not take is given again until it does; a field that one is typing in, when left."""
        late, self._late = self._late, []
        for seat in late:
            if seat.dirty and seat not in self._typing:
                self._leave(seat)

    def _forget(self, seat: Seat, *, told: bool = False) -> None:
        if seat in self._typing:
            self._typing.remove(seat)
        if self._draft is not None and seat.drafted:
            seat.drafted = False
            if not told:  # the write itself takes the draft away
                self._draft(seat.field, None)

    def _keep_drafts(self) -> None:
        self._timer.stop()
        typing, self._typing = self._typing, []
        for seat in typing:
            if self._draft is not None and seat.dirty:
                self._keep_draft(self._draft, seat)

    def _keep_draft(self, draft: Draft, seat: Seat) -> None:
        try:
            seat.drafted = True
            draft(seat.field, seat.text())
        except Unavailable as failure:
            self._typing.append(seat)
            self._timer.start()
            self._fail(failure)

    def _settle(self) -> None:
        for name, seat in self._seats.items():
            seat.settle(self._labels[name])

    def _next(self) -> None:
        if not self.focusNextChild():
            self.commit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Give the value first: it may show or hide the field that comes next."""
        here = QApplication.focusWidget()
        for seat in self._seats.values():
            if seat.editor is here:
                self._left(seat)
        self._moving = True
        try:
            return super().focusNextPrevChild(forward)
        finally:
            self._moving = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, not to a default button."""
        if is_enter(event):
            event.accept()
        else:
            super().keyPressEvent(event)
