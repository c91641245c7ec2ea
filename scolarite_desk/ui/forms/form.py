"""A page made from fields. Leaving a field gives its value, once; what cannot be read stays on screen only.

form = Form(theme, FIELDS["identite"], lists, on_commit=correct, drafts=desk.drafts)
form.open(row, key)   # another dossier: everything is shown anew, with what was being typed there
form.open(row)        # the same one: what was being typed is given up
form.refresh(row)     # the same one changed: what the person is typing stays
form.commit()         # before any act, tab change or close
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.rules.droits import function_of
from scolarite_desk.store.donne import Given
from scolarite_desk.store.drafts import Draft
from scolarite_desk.ui.desk.commands import menu_letters
from scolarite_desk.ui.desk.drafts import Drafts
from scolarite_desk.ui.forms.editing import Commit, Editing, Failure, Live
from scolarite_desk.ui.forms.grids import laid
from scolarite_desk.ui.forms.seat import Seat, Values
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import column
from scolarite_desk.ui.widgets.lines import is_enter

Lay = Callable[[Theme, Sequence[Seat]], QWidget]


class Form(QWidget):
    """Fields of one thing (their names are unique), in titled parts, one or two columns wide as the room allows.

    `drafts`: where what is typed is kept; None: nowhere, since it is written at once elsewhere than in the base.
    `on_commit`, `on_failure` (`Messages.tell`), `live`, `taken` (None: letters of the menus): those of
    `Editing`. `needs`: the function of the office that all the fields belong to, when their paths do not say it.
    `lay`: how the seats are laid out.
    """

    def __init__(
        self,
        theme: Theme,
        fields: Sequence[Field],
        lists: Lists,
        *,
        on_commit: Commit | None,
        drafts: Drafts | None = None,
        on_failure: Failure | None = None,
        live: Live | None = None,
        taken: str | None = None,
        needs: str = "",
        lay: Lay = laid,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._needs, self.drafts, self.of = needs, drafts, ""
        self.beyond: Callable[[], object] | None = None  # where Enter goes from the last field
        self.unfold: Callable[[], object] | None = None  # where it is folded away, brings it back
        self.editing = Editing(
            theme,
            fields,
            lists,
            commit=on_commit,
            draft=self._keep if drafts is not None else None,
            giving=self.giving if drafts is not None else None,
            failure=on_failure,
            live=live,
            taken=menu_letters() if taken is None else taken,
            parent=self,
        )
        self.seats, self.declined = self.editing.seats, self.editing.declined
        column(self, lay(theme, list(self.seats.values())), stretch=True)
        for seat in self.seats.values():
            seat.editor.entered.connect(partial(self._next, seat))
        self.editing.settle()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields, in the order of Tab."""
        return tuple(seat.field for seat in self.seats.values())

    @property
    def values(self) -> Values:
        """The values last read or recorded, by field name."""
        return dict(self.editing.values)

    def open(self, row: Values, of: str | None = None) -> None:
        """Show another thing (`of`, as `Drafts` calls it), with what was being typed there. Without `of`, the same one
        is begun anew: what was typed was given, or given up, and does not come back.
        """
        if of is not None:
            self.keep()  # what was typed of the one before, not a second ago, is its draft
        elif self.drafts is not None:
            with suppress(Unavailable):
                self.drafts.forget(self.of, (field.path for field in self.fields))
        self.editing.open(row)
        if of is not None:
            self.of = of
            self.recall()

    def recall(self) -> None:
        """Bring back what was being typed of the thing that is shown."""
        for path, draft in (self.drafts.typed(self.of) if self.drafts is not None else {}).items():
            seat = self.editing.find(path)
            if seat is not None:
                self.editing.restore(seat, draft)

    def given(self) -> None:
        """What is on screen was written, all of it: its drafts are useless now, the texts stay."""
        if self.drafts is not None:
            self.drafts.forget(self.of, (field.path for field in self.fields))
        self.editing.given(self.fields)

    def keep(self) -> None:
        """Keep at once what is being typed."""
        self.editing.keep_drafts()

    def taking(self) -> AbstractContextManager[Given]:
        """Around what a job writes, in its thread: all the drafts go in the same commit; `given` once it is over."""
        if self.drafts is None:
            return nullcontext(Given((), written=True))
        return self.drafts.giving(self.of, [field.path for field in self.fields])

    @contextmanager
    def giving(self, *fields: Field) -> Iterator[Given]:
        """Around an act that takes what is typed: the drafts of these fields, or of all, go in the same commit."""
        if self.drafts is None:
            yield Given((), written=True)
            return
        with self.drafts.giving(self.of, [field.path for field in fields or self.fields]) as given:
            yield given
        if given.written:
            self.editing.given(fields or self.fields)

    def _keep(self, field: Field, text: str | None, over: str | None = None) -> None:
        if self.drafts is not None:
            self.drafts.keep(self.of, field.path, text, over)

    def refresh(self, row: Values) -> None:
        """Show what the base now holds for the same thing, without touching what is being typed."""
        self.editing.refresh(row)

    def commit(self) -> bool:
        """Give the values of the fields that are ahead of the base; False when one cannot be read or was refused."""
        return self.editing.commit()

    @property
    def unwritten(self) -> bool:
        """Whether something on screen could not be written, not even as a draft: closing would lose it."""
        return bool(self.editing.late or self.editing.unkept)

    def focus(self, path: str = "") -> bool:
        """Put the keyboard on a field (its path or name), or on the first one; False when it is not here."""
        seat = self.editing.find(path) if path else next(iter(self.seats.values()), None)
        if seat is not None:
            self._unfold()
            seat.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return seat is not None

    def fault(self, path: str, message: str) -> bool:
        """Show a refusal under a field; False when the field is not here."""
        seat = self.editing.find(path)
        if seat is not None:
            self._unfold()
            seat.blame(message)
        return seat is not None

    def _unfold(self) -> None:
        if self.unfold is not None:
            self.unfold()

    def hear(self, refused: Refused) -> bool:
        """Say a refusal under the field that it names, and go there; False when it names none of those shown."""
        seat = self.editing.find(refused.champ or "")
        if seat is None or not seat.field.visible.holds(self.editing.values):
            return False
        seat.blame(say(refused.message))
        return self.focus(seat.field.name)

    def faults(self) -> list[tuple[Field, str]]:
        """What is wrong on screen."""
        return [(seat.field, seat.fault) for seat in self.seats.values() if seat.fault]

    def held(self) -> list[Field]:
        """The fields whose text cannot be given as it is."""
        return [seat.field for seat in self.seats.values() if seat.fault and seat.dirty]

    def give_up(self, name: str) -> None:
        """Show the value of the base in a field; what was typed there is forgotten."""
        self.editing.give_up(self.seats[name])

    def missing(self) -> list[Field]:
        """The fields that are asked for and blank."""
        return [seat.field for seat in self.seats.values() if seat.missing]

    def restore(self, path: str, text: str) -> bool:
        """Bring back a draft on screen; it is given when the person has been to the field. False when not here."""
        seat = self.editing.find(path)
        if seat is not None:
            self.editing.restore(seat, Draft(text))
        return seat is not None

    def text(self, path: str) -> str:
        """The text on screen for a field."""
        seat = self.editing.find(path)
        return seat.text() if seat else ""

    def entries(self) -> list[tuple[str, Callable[[], object]]]:
        """(label, function that goes there) of every field shown, for the palette."""
        shown = [seat for seat in self.seats.values() if not seat.editor.isHidden()]
        return [(seat.words, lambda name=seat.field.name: self.focus(name)) for seat in shown]  # type: ignore[misc]

    def here(self) -> Field | None:
        """The field under the keyboard."""
        focus = QApplication.focusWidget()
        editors = ((seat.editor, seat.field) for seat in self.seats.values())
        return next((field for editor, field in editors if editor is focus), None)

    def use(self, lists: Lists | None = None) -> None:
        """Show again what lists say, that the office changed; from others when they are given."""
        for seat in self.seats.values():
            seat.lists = lists or seat.lists
            seat.refresh(seat.value)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting anything be changed."""
        for seat in self.seats.values():
            seat.lock(read_only)

    def bar(self, reason_of: Callable[[str], str]) -> list[str]:
        """Lock the fields whose function (of the office) has a reason; these functions."""
        barred = []
        for seat in self.seats.values():
            function = self._needs or function_of(seat.field.thing, seat.field.name)
            seat.bar(reason_of(function))
            if seat.barred and function not in barred:
                barred.append(function)
        return barred

    def _next(self, seat: Seat) -> None:
        seat.accept()
        self.editing.choose(seat)
        if self.beyond is None:
            if not self.focusNextChild():
                self.commit()
            return
        self.editing.left(seat)  # it may show or hide the field that comes next
        if seat is not self._last():
            self.focusNextChild()
        elif self.commit():
            self.beyond()
        else:
            self.focus(self.faults()[0][0].name if self.faults() else seat.field.name)

    def _last(self) -> Seat | None:
        """The last field that one can type in."""
        return next((seat for seat in reversed(self.seats.values()) if seat.open), None)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Give the value first: it may show or hide the field that comes next."""
        here = QApplication.focusWidget()
        for seat in self.seats.values():
            if seat.editor is here:
                self.editing.left(seat)
        self.editing.moving = True
        try:
            return super().focusNextPrevChild(forward)
        finally:
            self.editing.moving = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, not to a default button. Escape takes the value of the base for a draft."""
        here = next((seat for seat in self.seats.values() if seat.offered and seat.editor.hasFocus()), None)
        if is_enter(event):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and here is not None:
            self.editing.refuse(here)
        else:
            super().keyPressEvent(event)


def level(*forms: Form) -> None:
    """Forms one under the other on a page: their fields begin at the same place."""
    seats = [seat for form in forms for seat in form.seats.values()]
    widest = max((seat.label_width() for seat in seats), default=0)
    for seat in seats:
        seat.label.setMinimumWidth(widest)
