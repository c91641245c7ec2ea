"""Fields that one act takes together: leaving one only reads it; the act gives them all.

form = ActForm(theme, AVIS, lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True)
form.give(lambda: desk.do(page, enter_avis, key, **form.values))   # a refusal is shown under its field
asked = form.asked()                                               # or the values, None when one cannot be read
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from string import ascii_lowercase
from typing import Any, Concatenate, ParamSpec

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.msg import Msg
from scolarite_desk.store.store import Work
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.drafts import Drafts
from scolarite_desk.ui.forms.editing import Commit, Failure, Live
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.grids import laid
from scolarite_desk.ui.forms.line import InLine
from scolarite_desk.ui.forms.seat import Seat
from scolarite_desk.ui.look.theme import Theme

P = ParamSpec("P")


class ActForm(Form):
    """A form whose values wait for an act. `noted(name)`, a signal: a field was left with another value.

    `on_commit`, when there is one, writes as soon as a field is left, as in any form. `part`: one of several on a page:
    a field that does not apply takes no room and Alt opens none. `inline`: such a part, on one line, keeping its room.
    """

    def __init__(
        self,
        theme: Theme,
        fields: Sequence[Field],
        lists: Lists,
        *,
        on_failure: Failure,
        on_commit: Commit | None = None,
        drafts: Drafts | None = None,
        live: Live | None = None,
        part: bool = False,
        inline: bool = False,
        needs: str = "",
    ) -> None:
        super().__init__(
            theme,
            fields,
            lists,
            on_commit=on_commit,
            drafts=drafts,
            on_failure=on_failure,
            live=live,
            taken=ascii_lowercase if part or inline else None,
            needs=needs,
            lay=InLine if inline else _part if part else laid,
        )
        self._on_failure = on_failure
        self.noted = self.editing.noted

    def know(self, **facts: Any) -> None:
        """Tell what decides which fields apply, besides their own values."""
        self.editing.know(facts)

    def asked(self) -> dict[str, Any] | None:
        """What is on screen, drafts included, by field name, blanks as None; None when one cannot be read."""
        if not self.editing.commit(drafts=True):
            self.focus(self.faults()[0][0].name)
            return None
        values = self.values
        return {field.name: values.get(field.name) for field in self.fields}

    def give(self, act: Callable[[], object]) -> bool:
        """Read everything, then act. What is refused is shown under its field; True when it was done."""
        if not self.editing.commit(drafts=True):
            return False
        with self.giving():
            return attempt(act, self._on_failure, self.hear) is not None

    def refused(self, path: str, message: Msg) -> bool:
        """Say what is wrong under a field, and go there; False when it is not shown."""
        return self.hear(Refused(message, path))

    def entered_in(self, name: str, act: Callable[[], object]) -> None:
        """Call `act` when Enter is pressed in a field, once its value is read."""
        self.seats[name].editor.entered.connect(act)

    def lock(self, *names: str) -> None:
        """Show these fields without letting them be changed."""
        for name in names:
            self.seats[name].lock(True)


def _part(theme: Theme, seats: Sequence[Seat]) -> QWidget:
    for seat in seats:
        seat.keep_room(False)
    return laid(theme, seats, bare=True)


def for_all(act: Callable[Concatenate[Work, str, P], object]) -> Callable[Concatenate[Work, Iterable[str], P], None]:
    """The act done to several rows in one work: one gesture, one line in the history, one Ctrl+Z."""

    @wraps(act)
    def together(work: Work, keys: Iterable[str], /, *args: P.args, **values: P.kwargs) -> None:
        for key in keys:
            act(work, key, *args, **values)

    return together
