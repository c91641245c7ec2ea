"""The access log: who looked at which dossier, what left, how many lines, where to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_rooms import ACCES
from scolarite_desk.msg import N_, NC_
from scolarite_desk.progress import Progress
from scolarite_desk.services.acces import label_of, place_of
from scolarite_desk.services.journaux import export_accesses
from scolarite_desk.services.reglages import setting
from scolarite_desk.services.visites import current_dossier
from scolarite_desk.store.queries.acces import SHOWN, AccesRow, RechercheAcces, accesses, accounts, count, kinds
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.heures import stamp
from scolarite_desk.ui.look.texts import say, spoken, tr
from scolarite_desk.ui.salles.journal.listes import JournalList, days, fmt_of
from scolarite_desk.ui.widgets import Button, Empty, Words, column, row

_ACCESSES = (
    Column[AccesRow](NC_("moment", "Le"), lambda one: stamp(one.at), chars=17, sort=lambda one: one.at),
    Column[AccesRow](N_("Compte"), lambda one: one.compte, chars=16),
    Column[AccesRow](N_("Quoi"), lambda one: say(label_of(one.quoi)), chars=30),
    Column[AccesRow](N_("Qui"), lambda one: one.qui, chars=26),
    Column[AccesRow](N_("Lignes"), lambda one: str(one.lignes), chars=8, sort=lambda one: one.lignes),
    Column[AccesRow](N_("Où"), lambda one: say(place_of(one.ou)), chars=30, stretch=True),
)


class AccesListe(JournalList[AccesRow, RechercheAcces]):
    """The lines, newest first."""

    page = SHOWN

    def __init__(self, desk: Desk, tell: Callable[[str], None]) -> None:
        super().__init__(desk, ACCES, lists_of(desk, compte=self._accounts, quoi=self._kinds), tell)
        self._kept = Words(tone="muted", wrap=True)
        self._open = Button(desk.theme, tr("Ouvrir le dossier"), self._open_current, icon="folder-open")
        self.table.acts = (self._open,)
        self._place()

    def made_table(self) -> Table[AccesRow]:
        """The accesses."""
        theme = self.desk.theme
        nothing = Empty(theme, "eye", tr("Aucun accès ne correspond."), tr("Élargissez la recherche."))
        table = Table[AccesRow](
            theme, _ACCESSES, tr("Accès"), key=lambda one: one.id, empty=nothing,
            shape=self.desk.shape("acces"),
        )  # fmt: skip
        table.moved.connect(self._moved)
        table.opened.connect(self._open_dossier)
        return table

    def _place(self) -> None:
        theme, margin = self.desk.theme, self.desk.theme.block
        inset, foot = QWidget(), QWidget()
        row(foot, self.more, self._open, None, self.export, spacing=theme.gap)
        column(inset, (self.table, 1), self._kept, foot, spacing=theme.gap).setContentsMargins(
            margin, 0, margin, margin
        )
        column(self, self.search, (inset, 1))

    def open(self) -> None:
        """The last access first."""
        self.lists.forget()
        self.desk.acces.close()  # what waited is on screen too
        months = self.desk.read(setting, "acces_mois")
        self._kept.setText(
            tr(
                "Gardé {mois} mois (Réglages › Données personnelles). Un dossier rouvert par le "
                "même compte dans le quart d’heure compte une fois. Les listes affichées ne comptent "
                "pas\u00a0; les fichiers, impressions et commandes comptent toujours.",
                mois=months,
            )
        )
        self.reload()
        self.table.step(0)
        self.table.setFocus()

    def wanted(self, values: Mapping[str, Any], cles: tuple[str, ...] | None) -> RechercheAcces:
        """What the fields ask."""
        du, au = days(values)
        return RechercheAcces(values.get("quoi") or "", values.get("compte") or "", du, au, cles)

    def read(self, wanted: RechercheAcces, after: AccesRow | None) -> Sequence[AccesRow]:
        """A page of lines."""
        return self.desk.read(accesses, wanted, None if after is None else after.id)

    def total(self, wanted: RechercheAcces) -> int:
        """How many lines answer what the fields ask."""
        return self.desk.read(count, wanted)

    def is_long(self, wanted: RechercheAcces) -> bool:
        """A year of a large office is some hundred thousand lines."""
        return wanted != RechercheAcces()

    def write(self, wanted: RechercheAcces, out: Path, progress: Progress) -> int:
        """The lines as a file."""
        return export_accesses(self.desk.store, wanted, fmt_of(out), out, progress, langue=spoken())

    def proposed(self) -> str:
        """The name of the file."""
        return f"acces-{self.desk.today:%Y-%m-%d}.xlsx"

    def shown(self) -> None:
        """Whether there is a dossier to open."""
        self._moved(self.table.current())

    def _moved(self, one: AccesRow | None) -> None:
        self._open.setEnabled(one is not None and one.personne is not None)

    def _open_current(self) -> None:
        one = self.table.current()
        if one is not None:
            self._open_dossier(one)

    def _open_dossier(self, one: AccesRow) -> None:
        dossier = self.desk.read(partial(current_dossier, personne=one.personne)) if one.personne else None
        if dossier is not None:
            self.desk.show(dossier)

    def _accounts(self) -> list[tuple[str, str]]:
        return [(name, name) for name in self.desk.read(accounts)]

    def _kinds(self) -> list[tuple[str, str]]:
        return sorted(((code, say(label_of(code))) for code in self.desk.read(kinds)), key=lambda pair: pair[1])
