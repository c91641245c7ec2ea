"""The history: works found by who, what, when, where and words; any one of them undone when nothing moved since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import number
from scolarite_desk.models.fields.fields import label_of as column_label
from scolarite_desk.models.fields.of_rooms import TRAVAUX
from scolarite_desk.msg import N_, NC_, NN_, Msg
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
from scolarite_desk.ui.look.heures import moment, stamp
from scolarite_desk.ui.look.texts import say, spoken, tr
from scolarite_desk.ui.salles.journal.listes import JournalList, days, fmt_of
from scolarite_desk.ui.widgets import Button, Empty, Hairline, Page, Primary, Words, column
from scolarite_desk.ui.widgets.flow import Flow

_WORKS = (
    Column[TravailRow](NC_("moment", "Le"), lambda one: stamp(one.at), chars=17, sort=lambda one: one.at),
    Column[TravailRow](N_("Acte"), lambda one: say(label_of(one.acte, one.detail)), chars=29),
    Column[TravailRow](N_("Qui"), lambda one: say(one.qui), chars=24, stretch=True),
    Column[TravailRow](N_("Auteur"), lambda one: one.auteur, chars=13),
    Column[TravailRow](NC_("ordinateur", "Poste"), lambda one: one.nom, chars=6),
)
_CHANGES = (
    Column[Changement](N_("Champ"), lambda one: say(column_label(one.genre, one.champ)), chars=16, worth=2),
    Column[Changement](N_("Avant"), lambda one: one.avant, chars=14, tone=lambda one: "muted"),
    Column[Changement](N_("Après"), lambda one: one.apres, chars=14, stretch=True, worth=1),
)


class WorksPanel(JournalList[TravailRow, Recherche]):
    """Works at the left, what one of them changed at the right."""

    page = SHOWN

    def __init__(self, desk: Desk, tell: Callable[[str], None]) -> None:
        lists = lists_of(desk, acte=self._acts, auteur=self._authors, poste=self._stations)
        super().__init__(desk, TRAVAUX, lists, tell)
        theme = desk.theme
        self._name, self._by = Words(look="strong", wrap=True), Words(tone="muted", wrap=True)
        self.changes = Table[Changement](theme, _CHANGES, tr("Ce qui a changé"))
        self._undo = Primary(theme, tr("Annuler cette modification"), self.undo, icon="undo-2")
        self._open = Button(theme, tr("Ouvrir le dossier"), self._open_current, icon="folder-open")
        self.table.acts = (self._undo, self._open)
        self._place()

    def made_table(self) -> Table[TravailRow]:
        """The works."""
        theme = self.desk.theme
        nothing = Empty(theme, "history", tr("Aucune modification ne correspond."), tr("Élargissez la recherche."))
        table = Table[TravailRow](
            theme, _WORKS, tr("Modifications"), key=lambda one: (one.poste, one.numero), empty=nothing,
            shape=self.desk.shape("modifications"),
        )  # fmt: skip
        table.moved.connect(self._moved)
        table.opened.connect(self._open_dossier)
        return table

    def _place(self) -> None:
        theme, margin = self.desk.theme, self.desk.theme.block
        left, said, foot = QWidget(), QWidget(), QWidget()
        column(left, self.table).setContentsMargins(margin, 0, margin, 0)
        parts = (self._name, self._by, (self.changes, 1))
        column(said, *parts, spacing=theme.gap).setContentsMargins(margin, theme.gap, margin, 0)
        acts = Flow(self.more, self.export, self._open, self._undo, spacing=theme.gap, right=True)
        column(foot, acts, margins=(margin, theme.gap))
        beside = Beside(theme, left, Page(said), wide=52, least=34)
        column(self, self.search, (beside, 1), Hairline(), foot)

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
        lists = self.desk.lists
        return export_works(self.desk.store, wanted, lists, fmt_of(out), out, progress, langue=spoken())

    def proposed(self) -> str:
        """The name of the file."""
        return f"journal-{self.desk.today:%Y-%m-%d}.xlsx"

    def counted(self, here: int) -> Msg:
        """How many works are shown, and they are all that answer."""
        return NN_("{n} modification", "{n} modifications", here)

    def counted_of(self, here: int, total: int) -> Msg:
        """How many works are shown, of how many that answer."""
        return NN_("{n} modification sur {total}", "{n} modifications sur {total}", here, total=number(total))

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
            self._name.setText(say(label_of(one.acte, one.detail)))
            said = (
                say(one.qui),
                tr("{auteur}, poste {poste}", auteur=one.auteur, poste=one.nom),
                moment(one.at),
                tr("n° {numero}", numero=one.numero),
            )
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
        return sorted(((code, say(label_of(code))) for code in codes), key=lambda pair: pair[1])

    def _authors(self) -> list[tuple[str, str]]:
        return [(name, name) for name in self.desk.read(authors)]

    def _stations(self) -> list[tuple[str, str]]:
        """A station that was restored or moved has the name of the one before: its rank tells them apart."""
        found = self.desk.read(stations)
        return [
            (
                str(ident),
                tr("{nom} (ce poste)", nom=nom) if ici else tr("{nom} (n°\u00a0{rang})", nom=nom, rang=ident),
            )
            for ident, nom, ici in found
        ]
