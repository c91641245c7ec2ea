"""The history: works found by who, what, when, where and words; any one of them undone when nothing moved since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.fields import label_of as column_label
from scolarite_desk.models.fields.of_rooms import TRAVAUX
from scolarite_desk.models.rules.dates import local
from scolarite_desk.progress import Progress
from scolarite_desk.services.journaux import export_works
from scolarite_desk.services.table import ACTS, label_of
from scolarite_desk.services.undo import undo_work
from scolarite_desk.services.visites import current_dossier
from scolarite_desk.store.queries.journal import (
    SHOWN,
    Changement,
    Recherche,
    TravailRow,
    authors,
    changes,
    count,
    stations,
    works,
)
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import NBSP
from scolarite_desk.ui.salles.journal.listes import JournalList, days, fmt_of
from scolarite_desk.ui.widgets import Button, Empty, Primary, Words, column, row

_WORKS = (
    Column[TravailRow]("Le", lambda one: f"{local(one.at):%d/%m/%Y %H:%M}", chars=17),
    Column[TravailRow]("Acte", lambda one: label_of(one.acte, one.detail), chars=34),
    Column[TravailRow]("Qui", lambda one: one.qui, chars=24, stretch=True),
    Column[TravailRow]("Auteur", lambda one: one.auteur, chars=13),
    Column[TravailRow]("Poste", lambda one: one.nom, chars=6),
)
_CHANGES = (
    Column[Changement]("Champ", lambda one: column_label(one.genre, one.champ), chars=16),
    Column[Changement]("Avant", lambda one: one.avant, chars=14, tone=lambda one: "muted"),
    Column[Changement]("Après", lambda one: one.apres, chars=14, stretch=True),
)


class WorksPanel(JournalList[TravailRow, Recherche]):
    """Works at the left, what one of them changed at the right."""

    many = ("modification", "modifications")
    page = SHOWN

    def __init__(self, desk: Desk, say: Callable[[str], None]) -> None:
        lists = lists_of(desk, acte=self._acts, auteur=self._authors, poste=self._stations)
        super().__init__(desk, TRAVAUX, lists, say)
        theme = desk.theme
        self._name, self._by = Words(look="strong", wrap=True), Words(tone="muted", wrap=True)
        self.changes = Table[Changement](theme, _CHANGES, self.tr("Ce qui a changé"))
        self._undo = Primary(theme, self.tr("Annuler cette modification"), self.undo, icon="undo-2")
        self._open = Button(theme, self.tr("Ouvrir le dossier"), self._open_current, icon="folder-open")
        self._place()

    def made_table(self) -> Table[TravailRow]:
        """The works."""
        theme = self.desk.theme
        nothing = Empty(
            theme, "history", self.tr("Aucune modification ne correspond."), self.tr("Élargissez la recherche.")
        )
        table = Table[TravailRow](
            theme, _WORKS, self.tr("Modifications"), key=lambda one: (one.poste, one.numero), empty=nothing
        )
        table.moved.connect(self._moved)
        table.opened.connect(self._open_dossier)
        return table

    def _place(self) -> None:
        theme, margin = self.desk.theme, self.desk.theme.block
        left, right, inset, foot = QWidget(), QWidget(), QWidget(), QWidget()
        row(foot, self.more, None, self.export, spacing=theme.gap)
        column(inset, (self.table, 1), foot, spacing=theme.gap).setContentsMargins(margin, 0, margin, margin)
        column(left, self.asked, (inset, 1))
        parts = (self._name, self._by, (self.changes, 1), self._undo, self._open)
        column(right, *parts, margins=(margin, margin), spacing=theme.gap)
        column(self, (Beside(theme, left, right, wide=52, least=34), 1))

    def open(self) -> None:
        """The last work first."""
        self.lists.forget()
        self.reload()
        if self.table.current() is None:
            self.table.step(0)
        self.table.setFocus()

    def wanted(self, values: Mapping[str, Any], cles: tuple[str, ...] | None) -> Recherche:
        """What the fields ask."""
        du, au = days(values)
        poste = values.get("poste")
        return Recherche(
            acte=values.get("acte") or "",
            auteur=values.get("auteur") or "",
            poste=int(poste) if poste else None,
            du=du,
            au=au,
            texte=values.get("texte") or "",
            cles=cles,
        )

    def read(self, wanted: Recherche, after: TravailRow | None) -> Sequence[TravailRow]:
        """A page of works."""
        return self.desk.read(works, wanted, self.desk.lists, after)

    def total(self, wanted: Recherche) -> int | None:
        """How many answer; nobody knows of words, which are looked for in the last works only."""
        return None if wanted.texte else self.desk.read(count, wanted)

    def is_long(self, wanted: Recherche) -> bool:
        """A rare act may be anywhere; days and dossiers have their index."""
        return bool(wanted.texte or wanted.acte or wanted.auteur or wanted.poste is not None or wanted.du or wanted.au)

    def write(self, wanted: Recherche, out: Path, progress: Progress) -> int:
        """The works as a file."""
        return export_works(self.desk.store, wanted, self.desk.lists, fmt_of(out), out, progress)

    def proposed(self) -> str:
        """The name of the file."""
        return f"journal-{self.desk.today:%Y-%m-%d}.xlsx"

    def shown(self) -> None:
        """What one of them changed."""
        self._moved(self.table.current())

    def undo(self) -> None:
        """Undo the selected work, or say why it cannot be."""
        one = self.table.current()
        if one is None:
            return
        if self.desk.obtain(partial(undo_work, self.desk.store, one.numero, self)):
            self.desk.messages.clear(all_of_them=False)
            self.reload()

    def _moved(self, one: TravailRow | None) -> None:
        for part in (self._name, self._by, self.changes):
            part.setVisible(one is not None)
        self._undo.setEnabled(one is not None and one.ici)
        self._open.setEnabled(one is not None and one.personne is not None)
        if one is not None:
            self._name.setText(label_of(one.acte, one.detail))
            said = (one.qui, f"{one.auteur}, poste {one.nom}", f"{local(one.at):%d/%m/%Y à %H:%M}", f"n° {one.numero}")
            self._by.setText(" · ".join(part for part in said if part))
            self.changes.fill(self.desk.read(changes, one.poste, one.numero, self.desk.lists))

    def _open_current(self) -> None:
        one = self.table.current()
        if one is not None:
            self._open_dossier(one)

    def _open_dossier(self, one: TravailRow) -> None:
        dossier = self.desk.read(partial(current_dossier, personne=one.personne)) if one.personne else None
        if dossier is not None:
            self.desk.show(dossier)

    def _acts(self) -> list[tuple[str, str]]:
        codes = (*ACTS, "annuler", "retablir")
        return sorted(((code, label_of(code)) for code in codes), key=lambda pair: pair[1])

    def _authors(self) -> list[tuple[str, str]]:
        return [(name, name) for name in self.desk.read(authors)]

    def _stations(self) -> list[tuple[str, str]]:
        """A station that was restored or moved has the name of the one before: its rank tells them apart."""
        found = self.desk.read(stations)
        return [(str(ident), f"{nom} (ce poste)" if ici else f"{nom} (n°{NBSP}{ident})") for ident, nom, ici in found]
