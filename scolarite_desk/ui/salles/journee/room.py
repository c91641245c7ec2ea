"""The day at the desk: who is there, who waits, who is expected, in the order of what the desk does next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.imports import ChoixImport
from scolarite_desk.models.rows.rows import Compteurs, VisiteRow
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.services.imports.porte import MOT_DE_PASSE
from scolarite_desk.store.queries.visites import counters, visits_of_day
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.journee import lignes
from scolarite_desk.ui.salles.journee.apercu import ListPlanned, ListPreview
from scolarite_desk.ui.salles.journee.arrivee import ArrivalPanel
from scolarite_desk.ui.salles.journee.rapport import ListRead, ListReport
from scolarite_desk.ui.salles.journee.visite import VisitPanel
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Empty, Link, Page, Stacked, column
from scolarite_desk.ui.widgets.files import ask_open
from scolarite_desk.ui.widgets.heads import Filters, Head
from scolarite_desk.ui.widgets.panels import Nothing

_EVERY = 30_000  # milliseconds between two counts of the minutes waited


class JourneeRoom(Room):
    """The page of a day."""

    title = N_("Journée")
    code = "journee"
    tables = frozenset({"visite", "personne", "dossier", "candidature", "note"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.day = desk.today
        self._rows: Sequence[VisiteRow] = ()
        self._planned: ListPlanned | None = None
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self.reload)
        self._build()

    def _build(self) -> None:
        desk, theme = self.desk, self.desk.theme
        before = Link(theme, "", lambda: self.go(self.day - timedelta(days=1)), icon="chevron-left")
        after = Link(theme, "", lambda: self.go(self.day + timedelta(days=1)), icon="chevron-right")
        for button, name in ((before, tr("Jour précédent")), (after, tr("Jour suivant"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._today = Link(theme, tr("Aujourd’hui"), lambda: self.go(self.desk.today))
        read = Button(theme, tr("Importer des rendez-vous…"), self.import_list, icon="calendar-plus", needs="visites")
        come = Button(theme, tr("Noter une arrivée"), self.begin_arrival, icon="door-open", needs="visites")
        leave = Button(theme, tr("Exporter…"), self.export, icon="download", needs="exports")
        self.head = Head(theme, say(self.title), (leave, read, come), (before, after, self._today))
        self.filters = Filters(theme, lignes.FILTERS)
        self.filters.chosen.connect(self._fill)
        self._nobody = Empty(theme, "calendar-days", "")
        self.table = Table[VisiteRow](
            theme, lignes.columns(self.desk.lists), tr("Visites du jour"), key=lambda row: row.key,
            empty=self._nobody, shape=desk.shape("journee"),
        )  # fmt: skip
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda row: self.visit.open_dossier())
        left, margin = QWidget(), theme.block
        column(left, self.filters, (self.table, 1), spacing=theme.gap).setContentsMargins(margin, 0, 0, 0)
        top = QWidget()
        column(top, self.head, margins=(margin, margin))
        split = Beside(theme, left, self._panels(), wide=36, least=34, asking=True)
        column(self, top, (split, 1))

    def _panels(self) -> QWidget:
        self.visit = VisitPanel(self.desk)
        self.visit.done.connect(self._acted)
        self.arrival = ArrivalPanel(self.desk, lambda: self._rows, self._arrived, self._back)
        self.preview = ListPreview(self.desk.theme, self._take, self._back)
        self.report = ListReport(self.desk.theme, self._show_unknown, self._back)
        nothing = Nothing()
        self._visit_page = Page(self.visit)
        self._nothing = nothing
        self.table.acts = self.visit.acts
        self.panels = Stacked()
        for panel in (nothing, self._visit_page, self.arrival, self.preview, self.report):
            self.panels.addWidget(panel)
        return self.panels

    def export(self) -> None:
        """The visits of this day as a table."""
        self.desk.entered.emit("exporter", f"rendezvous/{self.day.isoformat()}")

    def open(self) -> None:
        """Today, unless another day was being looked at."""
        super().open()
        if self.table.current() is None:
            self.table.step(0)
        self.table.setFocus()

    def reload(self) -> None:
        """Read the day again."""
        desk = self.desk
        self._rows = desk.read(visits_of_day, self.day, desk.store.clock())
        count = counters(self._rows)
        self.head.say(lignes.long_day(self.day), self._counted(count))
        self._today.setVisible(self.day != desk.today)
        kinds = Counter(code for row in self._rows for code in lignes.kinds(row))
        self.filters.count({one.code: kinds[one.code] for one in lignes.FILTERS})
        self._fill()

    def _counted(self, count: Compteurs) -> str:
        parts = [
            trn("{n} visite", "{n} visites", len(self._rows)),
            trn("{n} en attente", "{n} en attente", count.arrives),
        ]
        if count.attente_moyenne is not None:
            parts.append(tr("attente moyenne {duree}", duree=lignes.minutes(count.attente_moyenne)))
        return " · ".join(parts)

    def go(self, day: date) -> None:
        """Look at another day."""
        self.day = day
        self.reload()
        self.table.step(0)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Arrivals and appointment lists."""
        return {"arrivee": self.begin_arrival, "rendez_vous": self.import_list}

    def form(self) -> Form | None:
        """The fields of an arrival, while one is being noted."""
        return self.arrival.form if self.panels.currentWidget() is self.arrival else None

    def begin_arrival(self) -> None:
        """Someone comes in: today, whatever day is shown."""
        if self.day != self.desk.today:
            self.go(self.desk.today)
        self.panels.setCurrentWidget(self.arrival)
        self.arrival.begin()

    def import_list(self) -> None:
        """Ask for a list, read it away from the window, then show what taking it would change."""
        path = ask_open(
            self, tr("Importer des rendez-vous"), tr("Rendez-vous (*.ics *.xlsx *.xls *.ods *.csv *.tsv *.txt)")
        )
        if path is not None:
            self.lead(str(path))

    def lead(self, path: str) -> None:
        """Read the list of appointments of that file."""
        protected = partial(self._protected, path)
        self.desk.jobs.run(
            tr("Lecture des rendez-vous"), self._reading(Path(path)), done=self._propose,
            failed=lambda error: self.desk.tell(error, protected),
        )  # fmt: skip

    def _protected(self, path: str, refused: Refused) -> bool:
        """A password is asked where files come in."""
        if refused.champ != MOT_DE_PASSE or not self.desk.may("imports"):
            return False
        self.desk.entered.emit("importer", path)
        return True

    def _reading(self, path: Path) -> Callable[[Progress], ListPlanned]:
        store = self.desk.store

        def read(progress: Progress) -> ListPlanned:
            from scolarite_desk.services.imports.fichier import read_file
            from scolarite_desk.services.imports.rendezvous import CODE, plan_list

            found = read_file(store, path, profil=CODE, progress=progress)
            return ListPlanned(plan_list(store, found, ChoixImport(), progress))

        return read

    def _propose(self, read: ListPlanned) -> None:
        self._planned = read
        self.panels.setCurrentWidget(self.preview)
        self.preview.open(read)

    def _take(self) -> None:
        """The list that is shown, away from the window; then say what it changed."""
        store, planned = self.desk.store, self._planned
        assert planned is not None

        def take(_: Progress) -> ListRead:
            from scolarite_desk.services.imports.rendezvous import take_list

            return ListRead(planned.fichier, planned.lue, take_list(store, planned.plan, None)[1])

        self.desk.jobs.run(tr("Lecture des rendez-vous"), take, done=self._read)

    def _read(self, read: ListRead) -> None:
        self.reload()
        self.panels.setCurrentWidget(self.report)
        self.report.open(read)

    def _fill(self, code: str = "") -> None:
        rows = lignes.in_order(lignes.shown(self._rows, self.filters.code))
        if self._rows:
            everyone = tr("«\u00a0{filtre}\u00a0» les montre.", filtre=lignes.FILTERS[0].label)
            self._nobody.say(tr("Aucune visite de ce genre aujourd’hui."), everyone)
        else:
            self._nobody.say(tr("Aucune visite ce jour-là."), tr("Ctrl+Maj+A note une arrivée."))
        self.table.fill(rows)
        self._moved(self.table.current())

    def _moved(self, row: VisiteRow | None) -> None:
        if row is not None:
            self.visit.show_visit(row)
        if self.panels.currentWidget() in (self._nothing, self._visit_page):
            self.panels.setCurrentWidget(self._nothing if row is None else self._visit_page)

    def _acted(self, key: str) -> None:
        self.reload()
        self.table.go(key)

    def _arrived(self, key: str) -> None:
        self.filters.code = "toutes"
        self.reload()
        self._back()
        self.table.go(key)
        self.visit.focus_next()

    def _back(self) -> None:
        self.panels.setCurrentWidget(self._visit_page if self.table.current() is not None else self._nothing)
        self.table.setFocus()

    def _show_unknown(self) -> None:
        self.filters.choose("inconnue")
        self._back()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: the day is read again each minute."""
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more: the day is not read again each minute."""
        self._clock.stop()
        super().hideEvent(event)
