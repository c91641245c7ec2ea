"""The kinds of decision that the office adds to the five shipped ones, or words over one of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_rooms import TYPE_NOUVEAU
from scolarite_desk.models.rules.decisions import FOURNIS
from scolarite_desk.msg import joined
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.items import Items
from scolarite_desk.ui.widgets import Button, Page, Words, column, row


class _Types(Items):
    """Family and code are asked first: they never change."""

    def __init__(self, desk: Desk, ask: Callable[[], object]) -> None:
        self._ask = ask
        super().__init__(
            desk,
            "type_decision",
            tr("Types du service"),
            columns=("famille", "code", "libelle"),
            empty=tr("Aucun\u00a0: les avis portent leurs noms d’origine."),
        )

    def add(self) -> None:
        """Ask what it is."""
        self._ask()


class TypesDecision(QWidget):
    """What is always there, what to add, and what was added."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme = desk, desk.theme
        self.items = _Types(desk, self.ask)
        self.asked = ActForm(theme, TYPE_NOUVEAU, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self.asked.open({}, "")
        shipped = joined("\u00a0; ", *(one.label for one in FOURNIS.values()))
        always = Words(tr("Toujours proposés\u00a0: {libelles}.", libelles=shipped), tone="muted", wrap=True)
        always.setContentsMargins(theme.block, theme.block, theme.block, 0)
        body, line = QWidget(), QWidget()
        button = Button(theme, tr("Ajouter ce type"), self.enter, icon="plus", needs="reglages")
        row(line, None, button, margins=(theme.block, 0))
        column(body, always, self.asked, line, (self.items, 1), spacing=theme.gap)
        column(self, Page(body))

    @property
    def form(self) -> Form:
        """The form of the selected kind, for the palette."""
        return self.items.form

    def ask(self) -> None:
        """The keyboard on the kind to add."""
        self.asked.focus()

    def enter(self) -> None:
        """Add the kind that is described."""
        given = self.asked.asked()
        if given is None:
            return
        family = FOURNIS.get(str(given["famille"]), FOURNIS["LA"])
        said = {"definitif": family.definitif, "motif_dit": True, "condition_dite": True, "en_service": True}
        with self.asked.giving():
            added = self._desk.attempt_in(self.asked.hear, self, add_item, "type_decision", given | said)
        if added:
            self.asked.open({})
            self.items.read()
            self.items.table.go(added.answer)

    def read(self) -> None:
        """Show what the base holds now."""
        self.items.read()

    def commit(self) -> bool:
        """Give what is being typed of the selected kind; False when it cannot be read or was refused."""
        return self.items.commit()
