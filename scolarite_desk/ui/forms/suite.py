"""What is done with a note that promises something: take it, hand it over with a word, say that it is done."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import REMISE
from scolarite_desk.services.dossiers import close_follow_up
from scolarite_desk.services.taches import hand_over, take_task
from scolarite_desk.store.queries.taches import recipients
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button


class Suite(QWidget):
    """Acts on the note that is shown: `acts` are its buttons, `form` says to whom it is given."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self._note = desk, ""
        self._lists = lists_of(desk, destinataire=self._known)
        self.form = ActForm(theme, REMISE, self._lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True,
                            needs="notes")  # fmt: skip
        self.form.entered_in("mot", self.give)
        self.done = Button(theme, tr("Suivi fait"), self.close_note, icon="check", needs="notes")
        self.taken = Button(theme, tr("Je m’en charge"), self.take, icon="user-check", needs="notes")
        self.given = Button(theme, tr("Confier…"), self.give, icon="forward", needs="notes")
        self.acts = (self.done, self.taken, self.given)
        self.form.hide()
        stack(self, theme, self.acts, self.form)

    def show_note(self, note: str, *, waits: bool, taken: bool) -> None:
        """Another note, or the same now. `waits`: something is still to be done; `taken`: somebody sees to it."""
        if note != self._note:
            self._note = note
            self._lists.forget()
            self.form.open({}, f"{note}@remise")
            self.form.hide()
        self.done.setVisible(waits)
        self.taken.setVisible(waits and not taken)

    def close_note(self) -> None:
        """What was promised is done."""
        self.desk.attempt(self, close_follow_up, self._note)

    def take(self) -> None:
        """Whoever is here sees to it."""
        self.desk.attempt(self, take_task, self._note)

    def give(self) -> None:
        """Ask to whom, then hand it over."""
        if self.form.isHidden():
            self.form.show()
            self.form.focus("pour")
            return
        asked = self.form.asked()
        if asked is None:
            return
        given = self._note, asked["pour"] or "", asked["mot"] or ""
        if self.form.give(lambda: self.desk.do(self, hand_over, *given)):
            self.form.open({}, f"{self._note}@remise")
            self.form.hide()

    def _known(self) -> Iterator[tuple[str, str]]:
        for key, name in self.desk.read(recipients):
            yield key, say(name)
