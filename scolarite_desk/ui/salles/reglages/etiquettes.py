"""The tags of the office: named, coloured, ordered, taken out of service, two of them made one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.fields import label_of
from scolarite_desk.models.fields.of_rooms import REUNION
from scolarite_desk.models.rules.etiquettes import colour_of
from scolarite_desk.services.etiquettes import merge_tags
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.colours import TAGS
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.items import Items, Values
from scolarite_desk.ui.widgets import Button, Page, Words, column

_LABEL = label_of("etiquette", "libelle")


class _Tags(Items):
    """Each label stands beside its colour."""

    def _said(self, column: Column[Values]) -> Column[Values]:
        return (
            replace(super()._said(column), icon=_icon, tone=_tone) if column.title == _LABEL else super()._said(column)
        )


class Etiquettes(QWidget):
    """The tags, and which one takes the place of the one that is selected."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme = desk, desk.theme
        self.items = _Tags(
            desk,
            "etiquette",
            tr("Étiquettes"),
            columns=("couleur", "libelle"),
            new=lambda: {"en_service": True},
            empty=tr("Aucune étiquette encore\u00a0: ajoutez la première."),
        )
        self.asked = ActForm(
            theme, REUNION, self.items.lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True
        )
        self.asked.open({}, "")
        body, self._two = QWidget(), QWidget()
        title = Words(tr("Réunir deux étiquettes"), look="strong")
        button = Button(theme, tr("Réunir"), self.merge, icon="tag", needs="reglages")
        stack(self._two, theme, title, self.asked, (button,))
        self._two.setContentsMargins(theme.block, 0, theme.block, theme.block)
        column(body, (self.items, 1), self._two)
        column(self, Page(body))
        self.items.table.rows_model.modelReset.connect(self._count)
        self._count()

    @property
    def form(self) -> Form:
        """The form of the selected tag, for the palette."""
        return self.items.form

    def merge(self) -> None:
        """Whoever bears the selected tag bears the chosen one instead."""
        asked, key = self.asked.asked(), self.items.key
        if asked is None or key is None:
            return
        with self.asked.giving():
            done = self._desk.attempt_in(self.asked.hear, self, merge_tags, key, asked["dans"] or "")
        if done:
            self.asked.open({})
            self.items.read()
            self.items.table.go(asked["dans"])

    def _count(self) -> None:
        """One alone has nothing to be made one with."""
        self._two.setVisible(len(self.items.table.rows_model.rows) > 1)

    def read(self) -> None:
        """Show what the base holds now."""
        self.items.read()

    def commit(self) -> bool:
        """Give what is being typed of the selected tag; False when it cannot be read or was refused."""
        return self.items.commit()


def _icon(_row: Values) -> str:
    return "tag"


def _tone(row: Any) -> str:
    return f"icon:{TAGS[colour_of(row.get('couleur'))]}"
