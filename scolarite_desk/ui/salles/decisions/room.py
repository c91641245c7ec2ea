"""A session of decisions: the candidatures of a formation or commission, avis for several at once, letters, lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import number
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.store.queries.decisions import LOT, Affiche, Filter, candidature_keys
from scolarite_desk.store.queries.seance import (
    SHOWN,
    LigneSeance,
    Seance,
    arranged,
    first_filter,
    lignes_of,
    seance,
)
from scolarite_desk.store.queries.vues import DECISIONS, MOVED_BY
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import Job
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.forms.vues import NEW, Acts, as_laid, worn
from scolarite_desk.ui.look.texts import say, tr, trc, trn
from scolarite_desk.ui.salles.decisions import lignes
from scolarite_desk.ui.salles.decisions.filtre import Filtre, as_view
from scolarite_desk.ui.salles.decisions.panneaux import Panneaux
from scolarite_desk.ui.salles.decisions.rangs import Deplacer
from scolarite_desk.ui.salles.decisions.sorties import Sorties
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Empty, SearchLine, column, row
from scolarite_desk.ui.widgets.heads import Filters, Head

_MANY = 9999  # avis: the button has room for that many


class DecisionsRoom(Room):
    """The table, the filters above, the avis at the right."""

    title = N_("Décisions")
    code = "decisions"
    tables = frozenset(
        {
            *MOVED_BY,
            "candidature",
            "avis",
            "document_emis",
            "personne",
            "dossier",
            "formation",
            "campagne",
            "seance_commission",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._seance = Seance((), 0, NOTHING, NOTHING)
        self._coming = self._seance  # what is being read of a long list
        self._reading: Job | None = None  # the rest of a long list
        self._after: list[Callable[[], object]] = []  # what waits for it
        self._whole: Filter | None = None  # the filter whose long list is shown to its end
        self.sorties = Sorties(desk, self, self._lettered)
        self.moves = Deplacer(desk, self, lambda: bool(self.table.rows_model.order))
        self._build()

    def _build(self) -> None:
        desk, theme = self.desk, self.desk.theme
        self._validate = Button(theme, trc("avis", "Valider"), self.validate, icon="stamp", needs="validation")
        self._validate.may_say(_validating(_MANY))
        acts = (
            Button(theme, tr("Lettres…"), self.letters, icon="mail", needs="lettres"),
            Button(theme, tr("Autre acte…"), self.other, icon="pencil"),
            Button(theme, tr("Séance…"), self.meetings, icon="calendar-days"),
            Button(theme, tr("Rangs…"), self.ranks, icon="list-filter", needs="avis"),
            self._validate,
        )
        self.head = Head(theme, say(self.title), acts)
        self._of_views = Acts(desk, self, lambda vue: self.sorties.decisions(Filter(vue=vue), "xlsx"))
        self.text = SearchLine(theme, tr("Nom ou dossier"))
        self.text.setFixedWidth(theme.wide(26))
        self.text.edited.connect(self._fill)
        self.text.moved.connect(self._to_table)
        leaving = QWidget()
        row(
            leaving,
            Button(theme, tr("Liste…"), self.export_list, icon="printer", needs="exports"),
            Button(theme, tr("Exporter…"), lambda: desk.entered.emit("exporter", ""), icon="download", needs="exports"),
            spacing=theme.gap,
        )
        self.choice = Filtre(
            desk,
            acts=lambda where: self._of_views.menu(self.choice.filter.vue, DECISIONS, where),
            near=(self.text, leaving),
        )
        self.choice.changed.connect(self._another)
        self.filters = Filters(theme, lignes.FILTERS)
        self.filters.chosen.connect(self._fill)
        nothing = Empty(theme, "scale", tr("Aucune candidature ici."), tr("Changez de formation ou de filtre."))
        self.table = Table[LigneSeance](
            theme, lignes.COLUMNS, tr("Candidatures"), key=lambda one: one.candidature, many=True, empty=nothing,
            shape=desk.shape("decisions"), moving=self.moves.moving(),
        )  # fmt: skip
        self.table.aside = desk.jobs.beside(tr("Candidatures"))
        self.table.opens = tr("Ouvrir le dossier")
        self.table.picked.connect(self._picked)
        self._validate.then = self.table
        self.table.opened.connect(lambda one: self.desk.show(one.dossier, "candidatures"))
        desk.vues[DECISIONS] = lambda: as_laid(self.table, as_view(self._exported(), self.filters.code))
        desk.affiche = self._on_screen
        self._place()

    def _place(self) -> None:
        theme = self.desk.theme
        self.panels = Panneaux(self.desk, self, self.sorties, lambda: self.table.rows_model.rows, self.moves)
        for panel in self.panels.lots:
            panel.then(self.table)
        self.table.acts = (*self.panels.avis.acts, self._validate)
        top, left = QWidget(), QWidget()
        column(top, self.head, self.choice, self.filters, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(left, self.table).setContentsMargins(theme.block, 0, theme.gap, 0)
        column(self, top, (Beside(theme, left, self.panels, wide=42, least=37, asking=True), 1))

    def open(self) -> None:
        """The first time, the first formation that has candidatures in an open campaign."""
        if self.choice.filter == Filter():
            self.choice.choose(self.desk.read(first_filter))
        super().open()
        self.table.setFocus()

    def reload(self) -> None:
        """Read the candidatures of the filter again: the first of a long list at once, all of them beside."""
        self.choice.follow()
        self.panels.follow()
        chosen = self.choice.filter
        known = self._whole == chosen
        found = self._coming = self.desk.read(seance, chosen, 0 if known else SHOWN)
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self._cut():
            self._reading = self.desk.jobs.run(tr("Candidatures"), self._whole_of(chosen), done=self._come)
        if not (known and self._cut()):
            self._show(found)

    def _whole_of(self, chosen: Filter) -> Callable[[Progress], tuple[Filter, tuple[LigneSeance, ...]]]:
        """What reads every candidature of a filter, by lots, so that another filter does not wait for it."""
        read = self.desk.read

        def work(progress: Progress) -> tuple[Filter, tuple[LigneSeance, ...]]:
            keys, rows = read(candidature_keys, chosen), list[LigneSeance]()
            for start in range(0, len(keys), LOT):
                progress.step(start, len(keys))
                rows += read(lignes_of, keys[start : start + LOT])
            return chosen, arranged(rows, chosen)

        return work

    def _come(self, found: tuple[Filter, tuple[LigneSeance, ...]]) -> None:
        """The list is shown once it is whole, so that nothing moves under the hand."""
        whole, rows = found
        if whole != self.choice.filter:
            return
        self._reading, self._whole = None, whole
        self._coming = replace(self._coming, lignes=rows, total=len(rows))
        self._show(self._coming)

    def _all(self, _every: bool, then: Callable[[], object]) -> None:
        """Somebody sorts, takes or goes down to all of a long list before it is there."""
        self._after.append(then)

    def _cut(self) -> bool:
        """Whether some of a long list are still to be read."""
        return len(self._coming.lignes) < self._coming.total

    def _show(self, found: Seance) -> None:
        self._seance = found
        self.table.more = self._all if len(found.lignes) < found.total else None
        self.table.setColumnHidden(lignes.FORMATION, self.choice.filter.formation is not None)
        self.table.setColumnHidden(lignes.TAGS, not any(one.etiquettes for one in found.lignes))
        kinds = Counter(code for one in self._seance.lignes for code in lignes.kinds(one))
        self.filters.count({one.code: kinds[one.code] for one in lignes.FILTERS})
        self._fill()
        if not self._cut():
            after, self._after = self._after, []
            for then in after:
                then()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Avis, validation, exports and letters."""
        return {
            "donner_avis": self.panels.begin,
            "autre_acte": self.other,
            "valider_avis": self.validate,
            "exporter_excel": self.export_workbook,
            "exporter_pdf": self.export_list,
            "exporter_csv": partial(self._export, "csv"),
            "exporter_ecandidat": partial(self._export, "ecandidat"),
            "exporter_attente": partial(self._export, "attente"),
            "exporter_dossiers": self.export_dossiers,
            "seances": self.meetings,
            "rangs": self.ranks,
            "lettres": self.letters,
            "vue": partial(self._of_views.ask, DECISIONS, NEW),
        }

    def lead(self, path: str) -> None:
        """A saved view."""
        self.choice.see(path.removeprefix("vue/"))
        self._another()

    def form(self) -> Form | None:
        """The fields of the avis, of the meeting or of the letters that are shown."""
        return self.panels.form()

    def commit(self) -> bool:
        """Give what is being typed of a meeting."""
        return self.panels.seances.commit()

    def export_workbook(self) -> None:
        """The candidatures of the filter, as a workbook."""
        self._export("xlsx")

    def export_list(self) -> None:
        """The list of what was decided."""
        self._export("pdf")

    def export_dossiers(self) -> None:
        """The dossiers of the selection where several rows are, else of the filter."""
        some = tuple(one.candidature for one in self.table.selected())
        self.sorties.dossiers(replace(self._exported(), parmi=some) if len(some) > 1 else self._exported())

    def other(self) -> None:
        """Choose what else is done for the selection: answers, dates, sessions, a withdrawal..."""
        self.panels.other(self.table.selected())

    def letters(self) -> None:
        """Look at the letters of the filter."""
        self.panels.letters(self._exported())

    def meetings(self) -> None:
        """The meetings of the commission that is looked at, and their procès-verbaux."""
        self.panels.meetings(self.choice.filter)

    def ranks(self) -> None:
        """The ranks of the list that is looked at."""
        self.panels.number(self.table.selected())

    def validate(self) -> None:
        """Show what validating the selection would do; asked again, do it."""
        self.panels.validate(self.table.selected())

    def _export(self, fmt: Any) -> None:
        self.sorties.decisions(self._exported(), fmt)

    def _exported(self) -> Filter:
        """The filter of the page; an avis that the table is narrowed to narrows what leaves as well."""
        code = self.filters.code
        return replace(self.choice.filter, avis=code) if code in AVIS else self.choice.filter

    def _on_screen(self) -> Affiche:
        """What the table shows, in its order; of a long list, the order of what is there already."""
        rows, chosen = self.table.rows_model.rows, self.table.selected()
        reduced = bool(self.text.text().strip() or (self.filters.code and self.filters.code not in AVIS))
        return Affiche(
            self._exported(), tuple(one.candidature for one in rows), tuple(one.candidature for one in chosen), reduced
        )

    def _lettered(self) -> None:
        """Letters left: their panel said what was ready, which is no more."""
        self.panels.back()
        self.reload()

    def _another(self) -> None:
        self._whole, vue = None, self.choice.filter.vue
        self.table.wear(worn(vue, lignes.COLUMNS, self.table.own()) if vue is not None else None)
        self._after.clear()
        self.table.clearSelection()
        self.panels.back()
        self.reload()

    def _to_table(self, rows: int) -> None:
        self.table.setFocus()

    def _fill(self, code: str = "") -> None:
        self.table.fill(lignes.shown(self._seance.lignes, self.filters.code, self.text.text()))
        self._picked()

    def _picked(self) -> None:
        chosen = self.table.selected()
        self.panels.show_rows(chosen)
        waiting = sum(one.a_valider for one in chosen)
        self._validate.setEnabled(bool(waiting))
        self._validate.say(_validating(waiting), icon="stamp")
        picked = NN_("{n} sélectionnée", "{n} sélectionnées", len(chosen)) if len(chosen) > 1 else NOTHING
        said = joined(" · ", self._seance.sous_titre, _listed(self._seance), picked)
        self.head.say(say(self._seance.titre or self.title), say(said))


def _validating(count: int) -> str:
    """What the button says of that many avis."""
    return trn("Valider {n} avis", "Valider {n} avis", count) if count else trc("avis", "Valider")


def _listed(seance: Seance) -> Msg:
    """How many candidatures are listed, and of how many."""
    shown, total = len(seance.lignes), seance.total
    if shown >= total:
        return NN_("{n} candidature", "{n} candidatures", total)
    return NN_("{n} candidature sur {total}", "{n} candidatures sur {total}", shown, total=number(total))
