"""The columns that are chosen, kept as a saved view of the decisions: a name, then Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.of_rooms import VUE
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import NOTHING
from scolarite_desk.services.vues import save_view, to_save, views_of
from scolarite_desk.store.queries.vues import DECISIONS
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Button, row

_NAME = VUE[:1]


class Garder(QWidget):
    """The name and its button. `columns()`: what is chosen now; `on_saved()`: there is one view more, or another."""

    def __init__(self, desk: Desk, columns: Callable[[], Sequence[str]], on_saved: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._columns, self._on_saved = desk, columns, on_saved
        self.form = ActForm(desk.theme, _NAME, desk.lists, on_failure=desk.messages.tell, inline=True, needs="vues")
        self.form.entered_in("libelle", self.save)
        self.button = Button(desk.theme, tr("Garder ces colonnes"), self.save, icon="save", needs="vues")
        box = row(self, (self.form, 1), self.button, spacing=desk.theme.gap)
        box.setAlignment(self.button, Qt.AlignmentFlag.AlignTop)  # beside the line, not its hint
        self.open(None)

    def open(self, vue: Vue | None) -> None:
        """The name of a view of one's own is there: keeping other columns for it is then one key."""
        mine = vue is not None and not vue.livree and not vue.partagee
        self.form.open({"libelle": kept(vue.libelle) if vue is not None and mine else None}, "")

    def save(self) -> None:
        """For oneself. One's own view of that name keeps whom it shows, and has these columns instead."""
        asked = self.form.asked()
        if asked is None:
            return
        name = str(asked["libelle"] or "")
        known = next((one for one in self._desk.read(views_of, DECISIONS) if _same(one, name)), None)
        vue = replace(known or Vue("", DECISIONS, NOTHING), colonnes=tuple(self._columns()))
        given = to_save(vue, name)
        if self.form.give(lambda: self._desk.do(self, save_view, **given, remplacer=known is not None)):
            self._on_saved()
            told = tr("Vue «\u00a0{vue}\u00a0»\u00a0: ces colonnes remplacent les siennes.", vue=name)
            self._desk.messages.say(told if known else tr("Vue «\u00a0{vue}\u00a0» enregistrée.", vue=name), "ok")


def _same(one: Vue, name: str) -> bool:
    """A view of one's own, of that name, that is whole here."""
    return not (one.livree or one.partagee or one.partielle) and fold(kept(one.libelle)) == fold(name)
