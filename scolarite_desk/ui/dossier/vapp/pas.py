"""A step of a VAPP file: what is recorded of it, the form that records it, or takes it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field, Lists, applying
from scolarite_desk.models.rows.dossier_views import CandidatureView
from scolarite_desk.msg import Msg
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.places import propose_place
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.widgets import Button, Strip, Words


@dataclass(frozen=True)
class Acte:
    """What a button does: its words, its icon, the act and its right. `champs`: the parameter that each field is."""

    label: Msg
    icon: str
    act: Callable[..., object]
    right: str
    champs: Mapping[str, str] | None = None
    toujours: Mapping[str, Any] = field(default_factory=dict)  # what is given besides what is typed


class EtapeVapp(QWidget):
    """The opinion, or the decision. `asked`: the field without which nothing is given, and what is then said."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        fields: Sequence[Field],
        give: Acte,
        drop: Acte,
        asked: tuple[str, str],
        lists: Lists | None = None,
    ) -> None:
        super().__init__()
        theme = desk.theme
        self.desk, self.one = desk, None  # type: Desk, CandidatureView | None
        self._give, self._drop, self._asked = give, drop, asked
        self._shown: Mapping[str, Any] = {}
        self.strip = Strip(theme)
        self.form = ActForm(theme, fields, lists or desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts,
                            part=True, needs=give.right)  # fmt: skip
        self.given = Button(theme, say(give.label), self.give, icon=give.icon, needs=give.right)
        self.dropped = Button(theme, say(drop.label), self.drop, icon=drop.icon, needs=drop.right)
        stack(self, theme, Words(title, look="strong"), self.strip, self.form, (self.given, self.dropped))

    def open(self, one: CandidatureView, values: Mapping[str, Any], said: tuple[str, str, str]) -> None:
        """Another candidature, with what was being typed there."""
        self.one = one
        self._say(values, said)
        self.form.open(values, one.key)

    def refresh(self, one: CandidatureView, values: Mapping[str, Any], said: tuple[str, str, str]) -> None:
        """What the base holds now; what is being typed stays."""
        ahead, self.one = self._ahead(), one
        self._say(values, said)
        if ahead:
            self.form.know(**{name: one for name, one in values.items() if name not in self.form.seats})
        else:
            self.form.refresh(values)

    def give(self) -> None:
        """Record what is typed."""
        one, (name, missing) = self.one, self._asked
        asked = self.form.asked()
        if one is None or asked is None:
            return
        if not asked.get(name):
            self.form.focus(name)
            self.form.fault(name, missing)
            return
        values = applying(self.form.fields, self.form.values)
        champs = self._give.champs or {}
        given = {champs[name]: value for name, value in values.items() if name in champs and value is not None}
        if self.form.give(lambda: self.desk.do(self, self._give.act, one.key, **given, **self._give.toujours)):
            self.form.open(self._shown)
            propose_place(self.desk, self._give.act.__name__, [one.key])

    def drop(self) -> None:
        """Take back what was recorded by mistake."""
        if self.one is not None and self.desk.attempt(self, self._drop.act, self.one.key):
            self.form.open(self._shown)

    def _ahead(self) -> bool:
        """Whether the screen says something else than the base."""
        return any(self.form.values.get(field.name) != self._shown.get(field.name) for field in self.form.fields)

    def _say(self, values: Mapping[str, Any], said: tuple[str, str, str]) -> None:
        assert self.one is not None
        self._shown = values
        self.strip.say(*said)
        may = self.one.offers(self._give.act.__name__)
        self.form.set_read_only(not may)
        self.given.setEnabled(may)
        self.dropped.setVisible(self.one.offers(self._drop.act.__name__))
