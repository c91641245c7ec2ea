"""What the office asks of a candidature besides its pieces: one field a question, written as it is left; forms seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_questions import DISPENSE, field_of, lists_with
from scolarite_desk.models.rows.dossier_views import CandidatureView
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.questions import FORMULAIRE, QuestionPosee, told
from scolarite_desk.msg import N_, Msg, joined, verbatim
from scolarite_desk.services.questions import answer_question, question_not_concerned, see_form
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
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
        self._spare = Button(theme, tr("Non concerné…"), self.spare, icon="circle-minus", needs="candidatures")
        lists = lists_of(desk, question_posee=self._asked)
        self.spared = ActForm(theme, DISPENSE, lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True,
                              needs="candidatures")  # fmt: skip
        self.spared.entered_in("dispense", self.spare)
        place = QWidget()
        self._place = column(place)
        stack(
            self, theme, Words(tr("Questions"), look="strong"), place, self._told, (self._see, self._spare), self.spared
        )

    def open(self, one: CandidatureView) -> None:
        """Another candidature."""
        self.one = one
        self._make()
        if self.form is not None:
            self.form.open(_values(one), one.key)
        self._leave()
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

    def spare(self) -> None:
        """Ask which question does not concern the person, and why; then say it."""
        if self.spared.isHidden():
            self.spared.show()
            self.spared.focus("question")
            return
        one, asked = self.one, self.spared.asked()
        if one is None or asked is None:
            return
        given = asked["question"], asked["dispense"] or ""
        if self.spared.give(lambda: self.desk.do(self, question_not_concerned, one.key, *given)):
            self._leave()

    def _leave(self) -> None:
        self.spared.open({}, f"{self.one.key}@dispense" if self.one is not None else "")
        self.spared.hide()

    def _asked(self) -> Iterator[tuple[str, str]]:
        for asked in self.one.questions if self.one is not None else ():
            if asked.posee:
                yield asked.key, asked.libelle

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
        lines = [_came(asked) for asked in one.questions if asked.genre == FORMULAIRE and asked.valeur is not None]
        lines += [_spared(asked) for asked in one.questions if asked.dispense]
        self._told.setText(say(joined("\n", *lines)))
        self._told.setVisible(bool(lines))
        may = one.offers("cancel_candidature")
        self._see.setVisible(may and any(asked.a_voir for asked in one.questions))
        self._spare.setVisible(may and any(asked.posee for asked in one.questions))
        if not may:
            self.spared.hide()
        if self.form is not None:
            self.form.set_read_only(not may)


def _values(one: CandidatureView) -> dict[str, Any]:
    return {asked.key: asked.valeur for asked in one.questions}


def _spared(asked: QuestionPosee) -> Msg:
    """Why a question does not concern the person, and who said so."""
    why, agent = told(asked), asked.donnee_par
    return N_("{question}\u00a0: {motif}, noté par {agent}", question=asked.libelle, motif=why, agent=agent)


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
