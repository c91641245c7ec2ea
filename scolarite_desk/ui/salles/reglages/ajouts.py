"""Lists of the office whose lines are told what they are when they are added, for ever: the kinds of decision that it
adds to the five shipped ones, the fees of a year. What is always there is said above.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_inscription import TARIF_NOUVEAU
from scolarite_desk.models.fields.of_rooms import TYPE_NOUVEAU
from scolarite_desk.models.rules.decisions import FOURNIS
from scolarite_desk.models.rules.tarifs import LAST_YEAR
from scolarite_desk.msg import joined
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.items import Items
from scolarite_desk.ui.widgets import Button, Page, Words, column, row

Given = Mapping[str, Any]


class _Added(Items):
    """What never changes is asked first, and the button of what is asked adds it: Inser leads there."""

    ask: Callable[[], object]

    def asked_by(self, ask: Callable[[], object]) -> None:
        """What asks it; one button adds."""
        self.ask = ask
        self._add.hide()

    def add(self) -> None:
        """Ask what it is."""
        self.ask()


class Ajouts(QWidget):
    """What is always there (`always`), what to add (`fields`, `button`), and what was added (`items`)."""

    def __init__(
        self,
        desk: Desk,
        items: _Added,
        fields: Sequence[Field],
        always: str,
        button: str,
        besides: Callable[[Given], Given] = lambda _: {},
    ) -> None:
        """`besides`: what a new line says besides what was typed."""
        super().__init__()
        self._desk, theme = desk, desk.theme
        self.items, self._besides = items, besides
        items.asked_by(self.ask)
        self.asked = ActForm(theme, fields, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts)
        self.asked.open({}, "")
        told = Words(always, tone="muted", wrap=True)
        told.setContentsMargins(theme.block, theme.block, theme.block, 0)
        body, line = QWidget(), QWidget()
        row(line, None, Button(theme, button, self.enter, icon="plus", needs="reglages"), margins=(theme.block, 0))
        column(body, told, self.asked, line, (items, 1), spacing=theme.gap)
        column(self, Page(body))

    @property
    def form(self) -> Form:
        """The form of the selected line, for the palette."""
        return self.items.form

    def ask(self) -> None:
        """The keyboard on what to add."""
        self.asked.focus()

    def enter(self) -> None:
        """Add the line that is described."""
        given = self.asked.asked()
        if given is None:
            return
        with self.asked.giving():
            line = {**given, **self._besides(given)}
            added = self._desk.attempt_in(self.asked.hear, self, add_item, self.items.thing, line)
        if added:
            self.asked.open({})
            self.items.read()
            self.items.table.go(added.answer)

    def read(self) -> None:
        """Show what the base holds now."""
        self.items.read()

    def commit(self) -> bool:
        """Give what is being typed of the selected line; False when it cannot be read or was refused."""
        return self.items.commit()


def types(desk: Desk) -> Ajouts:
    """Kinds of decision, or words over one that ships."""

    def besides(given: Given) -> Given:
        family = FOURNIS.get(str(given["famille"]), FOURNIS["LA"])
        return {"definitif": family.definitif, "motif_dit": True, "condition_dite": True, "en_service": True}

    items = _Added(desk, "type_decision", tr("Types du service"), columns=("famille", "code", "libelle"),
                   empty=tr("Aucun\u00a0: les avis portent leurs noms d’origine."))  # fmt: skip
    shipped = joined("\u00a0; ", *(one.label for one in FOURNIS.values()))
    always = tr("Toujours proposés\u00a0: {libelles}.", libelles=shipped)
    return Ajouts(desk, items, TYPE_NOUVEAU, always, tr("Ajouter ce type"), besides)


def tarifs(desk: Desk) -> Ajouts:
    """Fees of a year, over those that ship."""
    items = _Added(desk, "tarif", tr("Tarifs du service"), columns=("annee", "niveau", "situation", "euros"),
                   empty=tr("Aucun\u00a0: seuls les droits déjà fournis sont connus."))  # fmt: skip
    always = tr(
        "Fournis, jusqu’à {annee}\u00a0: les droits nationaux de licence, de master, de doctorat et d’ingénieur. "
        "Un tarif saisi ici les remplace.",
        annee=LAST_YEAR,
    )
    return Ajouts(desk, items, TARIF_NOUVEAU, always, tr("Ajouter ce tarif"))
