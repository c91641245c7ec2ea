"""What is typed in some fields, and what the base holds of them: read when left, given once, never lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.referentiel import NARROWED_BY
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import Msg
from scolarite_desk.store.donne import Given
from scolarite_desk.store.drafts import Draft
from scolarite_desk.ui.forms.seat import Seat, Values
from scolarite_desk.ui.look.texts import mnemonics, say, tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Choice, Tick

Commit = Callable[[Field, Any], object]
Keep = Callable[[Field, str | None, str | None], object]
Giving = Callable[[Field], AbstractContextManager[Given]]
Failure = Callable[[Exception], object]
Live = Mapping[str, Callable[[str], Msg | None]]
DRAFT_EVERY = 1000  # milliseconds
AGAIN_EVERY = 1000  # the same, between two tries to write what the base could not take


class Editing(QObject):
    """The seats of some fields by name, and the values last read or recorded.

    `commit(field, value)` writes; without it, or when it wrote nothing, what is read waits for an act, and its text
    stays a draft. `giving(field)` is around what writes, and knows whether it did. A `Refused` is shown under the field
    it names, or under this one; every other failure goes to `failure`, or out when there is none.
    `draft(field, text, over)`: at most every second while typing, and what the base held then; None: the draft is
    useless now. `live`: by field name, what is already wrong while it is typed. `taken`: letters that Alt already opens
    elsewhere. `moving`: Tab has given the value already.
    """

    noted = Signal(str)  # a field was given another value
    declined = Signal(object)  # what was given was refused (`Refused`), for a screen that shows more than the sentence

    def __init__(
        self,
        theme: Theme,
        fields: Sequence[Field],
        lists: Lists,
        *,
        commit: Commit | None,
        draft: Keep | None,
        giving: Giving | None = None,
        failure: Failure | None,
        live: Live | None,
        taken: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._commit, self._draft, self._failure, self._live = commit, draft, failure, live or {}
        self._giving: Giving = giving or (lambda field: nullcontext(Given((), written=True)))
        self.values: dict[str, Any] = {}
        self.seats = {field.name: Seat(theme, field, lists, lambda: self.values) for field in fields}
        self._labels = dict(
            zip(self.seats, mnemonics([seat.words for seat in self.seats.values()], taken), strict=True)
        )
        self.moving = self._busy = False
        self._typing: list[Seat] = []
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._timer.timeout.connect(self.keep_drafts)
        self.late: list[Seat] = []  # what could not be written, not even as a draft
        self.unkept: list[Seat] = []  # what waits for an act, and could not be kept meanwhile
        self._told = ""  # the failure told last: the tries that follow do not tell it again
        self._again = QTimer(self, singleShot=True, interval=AGAIN_EVERY)
        self._again.timeout.connect(self._try_again)
        for seat in self.seats.values():
            self._listen(seat)

    def open(self, row: Values) -> None:
        """Show another thing: nothing stays of the one before."""
        for waiting, timer in ((self._typing, self._timer), (self.late, self._again)):
            waiting.clear()
            timer.stop()
        self.unkept.clear()
        self.values = dict(row)
        for name, seat in self.seats.items():
            seat.set(row.get(name))
            seat.drafted = seat.waits = False
            seat.begun = seat.shown
        self.settle()

    def refresh(self, row: Values) -> None:
        """Show what the base now holds for the same thing, without touching what is being typed."""
        self.values = dict(row)
        for name, seat in self.seats.items():
            if seat.waits and row.get(name) != seat.value:
                self.values[name] = seat.value
                continue
            overtaken = seat.dirty and row.get(name) != seat.value and (seat.restored or seat in self.late)
            seat.refresh(row.get(name))
            seat.waits, seat.begun = False, seat.shown
            if overtaken:
                self._overtaken(seat)
        self.settle()

    def know(self, facts: Values) -> None:
        """Take what decides which fields apply, besides their own values."""
        self.values.update(facts)
        self.settle()

    def commit(self, *, drafts: bool = False) -> bool:
        """Give the values of the seats that are ahead of the base; False when one cannot be read or was refused.

        `drafts`: those brought back are given too.
        """
        self._told = ""
        waiting = [seat for seat in self.seats.values() if seat.dirty and (drafts or not seat.restored)]
        given = [self._leave(seat) for seat in waiting]
        return all(given)

    def restore(self, seat: Seat, draft: Draft) -> None:
        """Bring back a draft; one that says what the base says is useless, one that the base overtook waits."""
        seat.restore(draft, self._ways(seat))
        if not seat.dirty:
            seat.drafted = True
            self._forget(seat)

    def choose(self, seat: Seat) -> None:
        """The person takes the text on screen on purpose, whatever the base holds since."""
        seat.restored = False
        seat.overtake(False)

    def _keep_text(self, seat: Seat) -> None:
        self.choose(seat)
        self._leave(seat)

    def _ways(self, seat: Seat) -> tuple[Callable[[], object], Callable[[], object]]:
        return lambda: self.refuse(seat), lambda: self._keep_text(seat)

    def _overtaken(self, seat: Seat) -> None:
        """Another wrote since this was typed: it is no more written by itself, nor by leaving the field."""
        for waiting in (self._typing, self.late):
            if seat in waiting:
                waiting.remove(seat)
        if not seat.dirty:  # it says the same
            seat.clear()
            self._forget(seat)
            return
        kept = seat.drafted
        seat.restore(Draft(seat.text(), seat.typed_at, seat.over), self._ways(seat))
        if self._draft is not None and not kept:
            self._keep_draft(self._draft, seat)

    def given(self, fields: Sequence[Field]) -> None:
        """The act was done, and took their drafts away; a text that could not be read is kept anew."""
        for seat in (self.seats[field.name] for field in fields):
            seat.drafted = seat.waits = False
            if seat in self.unkept:
                self.unkept.remove(seat)
                seat.clear()
            if seat.dirty and self._draft is not None:
                self._keep_draft(self._draft, seat)

    def refuse(self, seat: Seat) -> None:
        """The value of the base in the place of the draft that was brought back."""
        if seat.offered:
            self.give_up(seat)

    def give_up(self, seat: Seat) -> None:
        """What was typed there is forgotten: the value of the base again."""
        seat.set(seat.value)
        self._forget(seat)
        self.settle()

    def find(self, path: str) -> Seat | None:
        """The seat of a field, by its path or its name."""
        return self.seats.get(path) or next((s for s in self.seats.values() if s.field.path == path), None)

    def left(self, seat: Seat) -> None:
        """The person leaves a seat: its value is given, once."""
        if not (self.moving or seat.overtaken):
            seat.restored, self._told = False, ""
            self._leave(seat)

    def settle(self) -> None:
        """Apply the conditions of the fields to the present values."""
        for name, seat in self.seats.items():
            seat.settle(self._labels[name])

    def _listen(self, seat: Seat) -> None:
        seat.editor.edited.connect(lambda: self._edited(seat))
        seat.editor.left.connect(lambda: self.left(seat))
        if isinstance(seat.editor, Choice | Tick):
            seat.editor.chosen.connect(lambda: self.left(seat))

    def _edited(self, seat: Seat) -> None:
        self.choose(seat)
        seat.over = seat.begun if seat.waits else seat.shown
        if seat not in self._typing:
            self._typing.append(seat)
        if not self._timer.isActive():
            self._timer.start()
        if (check := self._live.get(seat.field.name)) is not None:
            fault = check(seat.text()) if seat.dirty else None
            if fault:
                seat.blame(say(fault))
            elif seat.fault:
                seat.clear()

    def _leave(self, seat: Seat) -> bool:
        if self._busy:
            return True
        if seat.barred:  # what one may no longer write keeps nobody on a page: it stays a draft
            self.keep_drafts()
            return True
        seat.leave()
        if not seat.dirty:
            if (seat.fault or seat.offered) and seat not in self.unkept:
                seat.clear()
            self._wait(seat) if seat.waits else self._forget(seat)
            return True
        try:
            value = seat.read()
        except Fault as fault:
            seat.blame(say(fault.message))
            self.keep_drafts()
            return False
        return self._give(seat, value)

    def _give(self, seat: Seat, value: Any) -> bool:
        before, text, changed = seat.value, seat.text(), value != seat.value
        written = changed
        self._busy = True
        try:
            seat.set(value)
            self.values[seat.field.name] = value
            if changed:
                written = self._write(seat, value)
        except Exception as failure:
            seat.set(before)
            self.values[seat.field.name] = before
            seat.write(text)
            self._refused(seat, failure)
            self.settle()
            return False
        finally:
            self._busy = False
        self._told = ""
        if written or not (changed or seat.waits):
            seat.waits = False
            self._forget(seat, told=written)
        else:
            self._wait(seat)
        self.settle()
        if changed:
            self._choose_alone(seat.field.name)
            self.noted.emit(seat.field.name)
        return True

    def _choose_alone(self, name: str) -> None:
        """What this field narrows to one row is chosen by itself, where nothing was."""
        for seat in self.seats.values():
            liste = str(getattr(seat.field.reader, "liste", ""))
            if name in NARROWED_BY.get(liste, ()) and self.values.get(name) and seat.value is None and not seat.dirty:
                found = seat.lists.propose(liste, "", self.values, 2)
                if len(found) == 1 and seat.field.visible.holds(self.values) and not seat.barred:
                    seat.write(found[0][1])
                    self._leave(seat)

    def _write(self, seat: Seat, value: Any) -> bool:
        """Give a value; False when nothing was written of it yet."""
        if self._commit is None:
            return False
        with self._giving(seat.field) as given:
            self._commit(seat.field, value)
        return given.written

    def _wait(self, seat: Seat) -> None:
        """What was read waits for an act; its text stays a draft, unless it is the one that it began with."""
        seat.waits = seat.text() != seat.begun
        seat.over = seat.begun  # nothing was written: the base holds what it held
        if not seat.waits:
            self._forget(seat)
        elif self._draft is not None:
            if seat in self._typing:
                self._typing.remove(seat)
            self._keep_draft(self._draft, seat)

    def _refused(self, seat: Seat, failure: Exception) -> None:
        if isinstance(failure, Refused):
            self.declined.emit(failure)
        if isinstance(failure, Refused) and (failure.champ is None or self.find(failure.champ)):
            (self.find(failure.champ or "") or seat).blame(say(failure.message))
        elif self._failure is not None:
            seat.blame(tr("Pas encore enregistré. Rien n’est perdu."))
            if isinstance(failure, Unavailable) and failure.passing and seat not in self.late:
                self.late.append(seat)
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
        late, self.late = [seat for seat in self.late if seat.dirty], []
        for seat in late:
            if seat in self._typing and seat.editor.hasFocus():
                self.late.append(seat)
                self._again.start()
            else:
                self._leave(seat)

    def _forget(self, seat: Seat, *, told: bool = False) -> None:
        for waiting in (self._typing, self.late):
            if seat in waiting:
                waiting.remove(seat)
        if self._draft is not None and seat.drafted:
            seat.drafted = False
            if not told:  # the write itself takes the draft away
                self._draft(seat.field, None, None)

    def keep_drafts(self) -> None:
        """Keep what was typed since the last time."""
        self._timer.stop()
        typing, self._typing = self._typing, []
        for seat in typing:
            if self._draft is not None and (seat.dirty or seat.waits):
                self._keep_draft(self._draft, seat)

    def _keep_draft(self, draft: Keep, seat: Seat) -> None:
        try:
            seat.drafted = True
            draft(seat.field, seat.text(), seat.over)
        except Unavailable as failure:
            self._typing.append(seat)
            self._timer.start()
            if seat.waits and seat not in self.unkept:
                self.unkept.append(seat)
                seat.blame(tr("Pas encore enregistré. Rien n’est perdu."))
            self._fail(failure)
            return
        if seat in self.unkept:
            self.unkept.remove(seat)
            seat.clear()
