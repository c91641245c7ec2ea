"""What the office asks of a candidature besides its pieces: one field a question, written as it is left; forms seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_questions import field_of, lists_with
from scolarite_desk.models.rows.dossier_views import CandidatureView
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.questions import FORMULAIRE, QuestionPosee
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.services.questions import answer_question, see_form
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.heures import day
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Words, column


class Questions(QWidget):
    """Nothing at all where nothing is asked. Its form is made anew when what is asked is not the same."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self.one = desk, None  # type: Desk, CandidatureView | None
        self.form: ActForm | None = None
        self._fields: tuple[Field, ...] = ()
        self._choices: tuple[tuple[str, ...], ...] = ()
        self._told = Words(tone="muted", wrap=True)
        self._see = Button(theme, tr("Formulaire vu"), self.see, icon="eye", needs="candidatures")
        place = QWidget()
        self._place = column(place)
        stack(self, theme, Words(tr("Questions"), look="strong"), place, self._told, (self._see,))

    def open(self, one: CandidatureView) -> None:
        """Another candidature."""
        self.one = one
        self._make()
        if self.form is not None:
            self.form.open(_values(one), one.key)
        self._show()

    def refresh(self, one: CandidatureView) -> None:
        """The same as it is now; what is being typed stays."""
        self.one = one
        if self._make() and self.form is not None:
            self.form.open(_values(one), one.key)
        elif self.form is not None:
            self.form.refresh(_values(one))
        self._show()

    def commit(self) -> bool:
        """Give what is being typed."""
        return self.form is None or self.form.commit()

    def focus(self, question: str) -> bool:
        """To the field of a question."""
        return self.form is not None and question in self.form.seats and self.form.focus(question)

    def see(self) -> None:
        """Somebody read the forms that came."""
        one = self.one
        if one is None or not self.commit():
            return
        for question in [asked.key for asked in one.questions if asked.a_voir]:
            self.desk.attempt(self, see_form, one.key, question)

    def _make(self) -> bool:
        """The form of what is asked now; whether it is another one."""
        asked = self.one.questions if self.one is not None else ()
        fields, choices = tuple(map(field_of, asked)), tuple(one.choix for one in asked)
        if (fields, choices) == (self._fields, self._choices):
            return False
        self._fields, self._choices = fields, choices
        if self.form is not None:
            self.form.commit()
            self.form.hide()
            self.form.deleteLater()
        self.form = self._of(asked) if asked else None
        if self.form is not None:
            self._place.addWidget(self.form)
        return True

    def _of(self, asked: tuple[QuestionPosee, ...]) -> ActForm:
        desk = self.desk
        return ActForm(
            desk.theme,
            self._fields,
            lists_with(lambda: desk.lists, asked),
            on_commit=self._given,
            on_failure=desk.messages.tell,
            drafts=desk.drafts,
            part=True,
            needs="candidatures",
        )

    def _given(self, field: Field, value: Any) -> None:
        assert self.one is not None
        self.desk.do(self, answer_question, self.one.key, field.name, value)

    def _show(self) -> None:
        one = self.one
        assert one is not None
        self.setVisible(bool(one.questions))
        told = [_came(asked) for asked in one.questions if asked.genre == FORMULAIRE and asked.valeur is not None]
        self._told.setText(say(joined("\n", *told)))
        self._told.setVisible(bool(told))
        may = one.offers("cancel_candidature")
        self._see.setVisible(may and any(asked.a_voir for asked in one.questions))
        if self.form is not None:
            self.form.set_read_only(not may)


def _values(one: CandidatureView) -> dict[str, Any]:
    return {asked.key: asked.valeur for asked in one.questions}


def _came(asked: QuestionPosee) -> Msg:
    """When a form came, who noted it, who read it."""
    said = N_(
        "{formulaire}\u00a0: reçu le {jour}, noté par {agent}",
        formulaire=verbatim(asked.libelle),
        jour=show_day(asked.valeur),
        agent=asked.donnee_par,
    )
    if asked.vue_le is None:
        return joined(", ", said, N_("à voir"))
    return joined(", ", said, N_("vu le {jour} par {agent}", jour=day(asked.vue_le), agent=asked.vue_par))
