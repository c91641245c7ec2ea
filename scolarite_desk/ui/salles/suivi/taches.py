"""Tasks in the room of the day: what waits for whoever is here, or all that waits, the late ones first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, NC_
from scolarite_desk.store.queries.taches import Tache
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.suite import Suite
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Empty, LongText, Page, column
from scolarite_desk.ui.widgets.panels import Hairline


def columns(today: date) -> tuple[Column[Tache], ...]:
    """Those of tasks; a day that is over is told so. `today`: that of the establishment."""
    return (
        Column(NC_("moment", "Le"), lambda one: show_day(one.le) if one.le else "", chars=11, worth=3,
               tone=lambda one: "bad" if one.le and one.le < today else "", sort=lambda one: one.le),
        Column(NC_("remarque", "Note"), lambda one: " ".join(one.texte.split()), chars=24, stretch=True, worth=1),
        Column(N_("Candidat"), lambda one: one.nom, chars=18, worth=1),
        Column(N_("Dossier"), lambda one: one.numero, chars=12, worth=0, offered=True),
        Column(N_("Formation"), lambda one: one.formation, chars=10, worth=0),
        Column(N_("Confié à"), lambda one: one.prise_par or say(one.pour_qui), chars=12, worth=1,
               icon=lambda one: "user-check" if one.prise_par else ""),
    )  # fmt: skip


class TasksPanel(QWidget):
    """The tasks of a list above; under them, the one that is selected, whole, and what is done with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self._nothing = Empty(theme, "sticky-note", "")
        self.table = Table[Tache](theme, columns(desk.today), tr("Suivis"), key=lambda one: one.note,
                                  empty=self._nothing, shape=desk.shape("taches"))  # fmt: skip
        self.table.opens = tr("Ouvrir le dossier")
        self.suite = Suite(desk)
        self.table.acts = self.suite.acts
        self._whole = LongText(theme, lines=4)
        self._whole.setReadOnly(True)
        self._whole.setAccessibleName(tr("Note entière"))
        self.table.moved.connect(lambda _: self._moved())
        self.table.opened.connect(lambda one: desk.show(one.dossier, "note"))
        above, below = QWidget(), QWidget()
        column(above, (self.table, 1), margins=(theme.block, 0))
        column(below, self._whole, self.suite, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True)
        self._below = Page(below)
        column(self, (above, 1), Hairline(), (self._below, 1))

    def fill(self, rows: list[Tache], nothing: str) -> None:
        """Another list, or the same one now. `nothing`: what is said of an empty one."""
        self._nothing.say(nothing)
        self.table.fill(rows)
        if self.table.current() is None:
            self.table.step(0)
        self._moved()

    def _moved(self) -> None:
        one = self.table.current()
        self._below.setVisible(one is not None)
        if one is not None:
            self._whole.set_text("\n".join(_told(one)))
            self.suite.show_note(one.note, waits=True, taken=bool(one.prise_par))


def _told(one: Tache) -> Iterator[str]:
    yield one.texte
    yield tr("Écrite par {auteur}", auteur=one.ecrite_par)
    if one.mot:
        yield tr("Confiée à {qui} par {auteur}\u00a0: {mot}", qui=one.pour_qui, auteur=one.remise_par, mot=one.mot)
    elif one.remise_par:
        yield tr("Confiée à {qui} par {auteur}", qui=one.pour_qui, auteur=one.remise_par)
