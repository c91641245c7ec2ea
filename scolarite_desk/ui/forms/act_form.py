"""Fields that one act takes together: leaving one only reads it; the act gives them all.

form = ActForm(theme, AVIS, lists, on_failure=desk.messages.tell, on_draft=keep)
form.give(lambda: desk.do(page, enter_avis, key, **form.values))   # a refusal is shown under its field
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from string import ascii_lowercase
from typing import Any, Concatenate, ParamSpec

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.store.store import Work
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.forms.form import Commit, Draft, Failure, Form
from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.look.theme import Theme

P = ParamSpec("P")
_FIELD = 26  # average characters that a field of a line needs, its label included
Live = Mapping[str, Callable[[str], str | None]]


class ActForm(Form):
    """`live`: by field name, what is already wrong while it is typed. `noted(name)`: a value was read.

    `on_commit`, when there is one, writes as soon as a field is left, as in any form. A field that does not apply
    takes no room here: which ones do is what the person has just chosen.
    """

    noted = Signal(str)

    def __init__(
        self,
        theme: Theme,
        fields: Sequence[Field],
        lists: Lists,
        *,
        on_failure: Failure,
        on_commit: Commit | None = None,
        on_draft: Draft | None = None,
        live: Live | None = None,
        inline: bool = False,
        needs: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`inline`: the fields side by side on one line."""
        super().__init__(
            theme,
            fields,
            lists,
            on_commit=on_commit or self._note,
            on_draft=on_draft,
            on_failure=on_failure,
            taken=ascii_lowercase,  # several of them stand on one page: fields are reached by Tab and Ctrl+K
            needs=needs,
            parent=parent,
        )
        self._live, self._on_failure = dict(live or {}), on_failure
        for seat in self._seats.values():
            for widget in (seat.label, seat.editor, seat.note):
                policy = widget.sizePolicy()
                policy.setRetainSizeWhenHidden(inline)
                widget.setSizePolicy(policy)
        margins = self._halves.layout()
        if margins is not None:
            margins.setContentsMargins(0, 0, 0, 0)
        self._line: QGridLayout | None = None
        self._across = inline
        if inline:
            self._lay_in_line(theme)

    def know(self, **facts: Any) -> None:
        """Tell what decides which fields apply, besides their own values."""
        self._values.update(facts)
        self._settle()

    def give(self, act: Callable[[], object]) -> bool:
        """Read everything, then act. What is refused is shown under its field; True when it was done."""
        for seat in self._seats.values():
            seat.restored = False  # the act takes what is on screen, drafts included
        if not self.commit():
            return False
        return attempt(act, self._on_failure, self.hear) is not None

    def entered_in(self, name: str, act: Callable[[], object]) -> None:
        """Call `act` when Enter is pressed in a field, once its value is read."""
        self._seats[name].editor.entered.connect(act)

    def lock(self, *names: str) -> None:
        """Show these fields without letting them be changed."""
        for name in names:
            self._seats[name].lock(True)

    def _note(self, field: Field, value: Any) -> None:
        """Kept for the act; a crash before it brings the text back."""
        if self._draft is not None:
            self._draft(field, self._seats[field.name].text() or None)

    def _give(self, seat: Seat, value: Any) -> bool:
        changed = value != seat.value
        given = super()._give(seat, value)
        if given and changed:
            self.noted.emit(seat.field.name)
        return given

    def _refused(self, seat: Seat, failure: Exception) -> None:
        super()._refused(seat, failure)
        self._settle()

    def _edited(self, seat: Seat) -> None:
        super()._edited(seat)
        check = self._live.get(seat.field.name)
        if check is not None:
            fault = check(seat.text()) if seat.dirty else None
            if fault:
                seat.blame(fault)
            elif seat.fault:
                seat.clear()

    def _lay_in_line(self, theme: Theme) -> None:
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        self._line = QGridLayout()
        self._line.setHorizontalSpacing(theme.gap + theme.tight)
        self._line.setVerticalSpacing(0)
        outer.insertLayout(0, self._line)
        self._halves.hide()
        self._place(across=True)

    def _place(self, *, across: bool) -> None:
        """The fields of a line one beside another, or one under another."""
        assert self._line is not None
        self._across = across
        for place, seat in enumerate(self._seats.values()):
            top, left = (0, 2 * place) if across else (2 * place, 0)
            self._line.addWidget(seat.label, top, left)
            self._line.addWidget(seat.editor, top, left + 1)
            self._line.addWidget(seat.note, top + 1, left + 1, Qt.AlignmentFlag.AlignTop)
            share = 2 if seat.field.reader.kind == "jour" else 3
            self._line.setColumnStretch(2 * place + 1, share if across or not place else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A line that has no room becomes a column."""
        super().resizeEvent(event)
        across = self.width() >= len(self._seats) * self._theme.wide(_FIELD)
        if self._line is not None and across != self._across:
            self._place(across=across)

    def minimumSizeHint(self) -> QSize:
        """One field of a line must fit."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._theme.wide(_FIELD)), hint.height()) if self._line else hint


def for_all(act: Callable[Concatenate[Work, str, P], object]) -> Callable[Concatenate[Work, Iterable[str], P], None]:
    """The act done to several rows in one work: one gesture, one line in the history, one Ctrl+Z."""

    @wraps(act)
    def together(work: Work, keys: Iterable[str], /, *args: P.args, **values: P.kwargs) -> None:
        for key in keys:
            act(work, key, *args, **values)

    return together
