"""The lists of the day: at the left which, then who is there, and what is done for those that are selected."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.papiers import DECISION
from scolarite_desk.msg import N_, NN_, NOTHING, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.suivi import SUIVI, all_followed
from scolarite_desk.services.suivi.jour import Suivie
from scolarite_desk.services.taches import TACHES, tasks
from scolarite_desk.store.queries.decisions import LOT, Filter
from scolarite_desk.store.queries.seance import LigneSeance, lignes_of
from scolarite_desk.store.queries.taches import Tache
from scolarite_desk.store.queries.vues import MOVED_BY
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import Job
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.decisions.choix import ActeEnLot
from scolarite_desk.ui.salles.decisions.lettres import Lettres
from scolarite_desk.ui.salles.decisions.sorties import Sorties
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.salles.suivi.lignes import ALL, DAY, LISTES, TAGS, WHY, LigneListe, LigneSuivie, columns, listed
from scolarite_desk.ui.salles.suivi.taches import TasksPanel
from scolarite_desk.ui.widgets import Button, Empty, Stacked, Words, column, row
from scolarite_desk.ui.widgets.heads import Head
from scolarite_desk.ui.widgets.panels import Hairline

Read = tuple[dict[str, list[Suivie]], dict[str, LigneSeance], dict[str, list[Tache]]]


class SuiviRoom(Room):
    """Every list is read at once, away from the window: what is counted is what is shown."""

    title = N_("Suivi")
    code = "suivi"
    tables = frozenset(
        {*MOVED_BY, "candidature", "avis", "requete", "formation", "exigence", "reglage", "note", "ressaisie"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._lists: dict[str, list[Suivie]] = {}
        self._rows: dict[str, LigneSeance] = {}
        self._tasks: dict[str, list[Tache]] = {}
        self._reading: Job | None = None
        self._wanted = ("", "")  # the list and the candidature that one is led to, once they are read
        self._shown = ""
        self._mail = Button(theme, tr("Lettres…"), self.letters, icon="mail", needs="lettres")
        self.head = Head(theme, say(self.title), (self._mail,))
        self._said = Words(tone="muted", wrap=True)
        self.lists = Table[LigneListe](theme, LISTES, tr("Listes du jour"), key=lambda one: one.code or one.sujet)
        self.lists.rows_model.heading = lambda one: not one.code
        self.lists.head.hide()  # lists have one order
        self.lists.setFixedWidth(theme.wide(35))
        self._nothing = Empty(theme, "clipboard-check", "")
        self.table = Table[LigneSuivie](
            theme, columns(desk.today), tr("Candidatures"), key=lambda one: one.candidature, many=True,
            empty=self._nothing, shape=desk.shape("suivi"),
        )  # fmt: skip
        self.table.aside = desk.jobs.beside(tr("Candidatures"))
        self.table.opens = tr("Ouvrir le dossier")
        self.lot = ActeEnLot(desk, self)
        self.mail = Lettres(desk, Sorties(desk, self, self._lettered), self._back, tr("Revenir à la liste"))
        self.panels = Stacked()
        self.sides = Stacked()
        for panel in (self.lot, self.mail):
            self.panels.addWidget(panel)
        self.lot.then(self.table)
        self.table.acts = (*self.lot.acts, self._mail)
        self.lists.moved.connect(self._turn)
        self.lists.opened.connect(lambda _: self.table.setFocus())
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda one: self.desk.show(one.seance.dossier, "candidatures"))
        self.tasks = TasksPanel(desk)
        self._place()
        self.lists.fill(listed(self._codes(), {}))
        self.lists.step(0)

    def _place(self) -> None:
        theme = self.desk.theme
        top, right, body, shown = QWidget(), QWidget(), QWidget(), QWidget()
        column(top, self.head, self._said, margins=(theme.block, theme.gap), spacing=theme.tight)
        candidatures = QWidget()
        column(candidatures, (shown, 1), Hairline(), (self.panels, 1))
        for side in (candidatures, self.tasks):
            self.sides.addWidget(side)
        column(right, (self.sides, 1))
        row(body, self.lists, (right, 1)).setContentsMargins(theme.block, 0, 0, 0)
        column(shown, (self.table, 1), margins=(theme.block, 0))
        column(self, top, (body, 1))

    def open(self) -> None:
        """The first list that holds somebody, the first time."""
        super().open()
        (self.tasks.table if self._shown in TACHES else self.table).setFocus()

    def reload(self) -> None:
        """Read every list again; what is on screen stays until then."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self.desk.jobs.run(tr("Listes du jour"), self._read, done=self._come)

    def lead(self, path: str) -> None:
        """A list, by its code, and after « / » a candidature of it."""
        code, _, key = path.partition("/")
        if code in self._codes():
            self._wanted = (code, key)
            self._go()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """The act and the letters of those that are selected."""
        return {"autre_acte": self.act, "lettres": self.letters}

    def form(self) -> Form | None:
        """What the act, the letters or the task ask."""
        if self._shown in TACHES:
            return self.tasks.suite.form
        return self.mail.form if self.panels.currentWidget() is self.mail else self.lot.form()

    def act(self) -> None:
        """Go to what the act asks, or to the choice of one; once it is asked, do it."""
        if self._shown in TACHES:
            return
        if not self.lot.again():
            self._back()
            self.lot.begin()

    def letters(self) -> None:
        """Look at the letters of the selection, or of the whole list."""
        if self._shown in TACHES:
            return
        chosen = self.table.selected() if len(self.table.selected()) > 1 else self.table.rows_model.rows
        keys = tuple(one.candidature for one in chosen)
        if keys:
            self.panels.setCurrentWidget(self.mail)
            self.mail.open(Filter(parmi=keys), SUIVI[self._shown].papier or DECISION)

    def _read(self, progress: Progress) -> Read:
        store, rows = self.desk.store, dict[str, LigneSeance]()
        with store.reading() as session:
            lists = all_followed(session, store.clock())
            waits = {code: tasks(session, code) for code in TACHES}
            keys = list({one.candidature for many in lists.values() for one in many})
            for start in range(0, len(keys), LOT):
                progress.step(start, len(keys))
                rows |= {one.candidature: one for one in lignes_of(session, keys[start : start + LOT])}
        return lists, rows, waits

    def _come(self, read: Read) -> None:
        first = not self._lists
        self._reading, (self._lists, self._rows, self._tasks) = None, read
        counts = {code: len(self._tasks[code] if code in TACHES else self._lists[code]) for code in self._codes()}
        self.lists.fill(listed(counts, counts))
        if first and not self._wanted[0]:
            self._wanted = (next((code for code, count in counts.items() if count), ""), "")
        self._fill()
        self._go()

    def _go(self) -> None:
        """To what one was led to, once it is there."""
        code, key = self._wanted
        if self._lists and code:
            self._wanted = ("", "")
            self.lists.go(code)
            if key:
                table = self.tasks.table if code in TACHES else self.table
                table.go(key)
                table.setFocus()

    def _codes(self) -> list[str]:
        """The lists, in their order: those of tasks, for whoever may read notes, before those of candidatures."""
        return [code for code in ALL if code in SUIVI or self.desk.droits.may("notes", write=False)]

    def _turn(self, one: LigneListe | None) -> None:
        """Another list: its own act is proposed."""
        if one is None or one.code == self._shown:
            return
        self._shown = one.code
        self.sides.setCurrentIndex(int(one.code in TACHES))
        self._mail.setVisible(one.code in SUIVI)
        if one.code in TACHES:
            self._said.setText(say(TACHES[one.code].dit))
            self._fill_tasks()
            return
        liste = SUIVI[one.code]
        self._back()
        self._said.setText(say(liste.dit))
        self.table.clearSelection()
        self._fill()
        self.table.step(0)
        letters = tr("«\u00a0Lettres…\u00a0» prépare celles de la liste, ou des lignes choisies s’il y en a plusieurs.")
        self.lot.propose(liste.acte, letters if liste.papier else "")

    def _fill(self) -> None:
        if not self._shown:
            return
        if self._shown in TACHES:
            self._fill_tasks()
            return
        liste, many = SUIVI[self._shown], self._lists.get(self._shown)
        self._nothing.say(say(liste.vide) if many is not None else tr("Lecture des listes du jour…"))
        found = [(self._rows.get(one.candidature), one) for one in many or ()]
        self.table.setColumnHidden(DAY, bool(many) and not any(one.le for one in many or ()))
        self.table.setColumnHidden(WHY, bool(many) and not any(one.precision for one in many or ()))
        self.table.setColumnHidden(TAGS, not any(row.etiquettes for row, _ in found if row is not None))
        self.table.fill([LigneSuivie(row, one) for row, one in found if row is not None])
        self._picked()

    def _fill_tasks(self) -> None:
        liste, many = TACHES[self._shown], self._tasks.get(self._shown)
        self.tasks.fill(many or [], say(liste.vide) if many is not None else tr("Lecture des listes du jour…"))
        count = NN_("{n} suivi", "{n} suivis", len(many)) if many else NOTHING
        self.head.say(say(joined("\u00a0: ", self.title, liste.label)), say(count))

    def _picked(self) -> None:
        chosen, total = self.table.selected(), len(self.table.rows_model.rows)
        self.lot.show_rows([one.seance for one in chosen])
        self._mail.setEnabled(bool(total))
        count = NN_("{n} candidature", "{n} candidatures", total) if total else NOTHING
        picked = NN_("{n} sélectionnée", "{n} sélectionnées", len(chosen)) if len(chosen) > 1 else NOTHING
        title = joined("\u00a0: ", self.title, SUIVI[self._shown].label) if self._shown else self.title
        self.head.say(say(title), say(joined(" · ", count, picked)))

    def _back(self) -> None:
        self.panels.setCurrentWidget(self.lot)

    def _lettered(self) -> None:
        self._back()
        self.reload()
