"""The main window: menus, messages, the queue at the left, one page at the right, the status below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.dates import local
from scolarite_desk.models.found import FoundRow
from scolarite_desk.services import undo
from scolarite_desk.services.dossiers import open_dossier, withdraw_item
from scolarite_desk.services.reglages import setting
from scolarite_desk.store.queries.poste import about
from scolarite_desk.store.store import Changed, Store
from scolarite_desk.ui.accueil import Home
from scolarite_desk.ui.actions import COMMANDS, DOSSIER, Actions
from scolarite_desk.ui.coin import Corner
from scolarite_desk.ui.colours import ACCENT
from scolarite_desk.ui.creation import Creation
from scolarite_desk.ui.desk import Desk
from scolarite_desk.ui.dossier.champ import FieldHistory
from scolarite_desk.ui.dossier.dossier import DossierPane
from scolarite_desk.ui.form import Form
from scolarite_desk.ui.habitudes import Habits
from scolarite_desk.ui.help import Keys
from scolarite_desk.ui.jobs import Jobs
from scolarite_desk.ui.messages import Messages
from scolarite_desk.ui.palette import Entry, Palette, of_actions, of_form
from scolarite_desk.ui.queue.queue import Queue
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.salles.rooms import ROOMS, room_of
from scolarite_desk.ui.status import Status
from scolarite_desk.ui.theme import Scheme, Theme
from scolarite_desk.ui.widgets import column

Call = Callable[[], object]
_QUEUE = 17  # lines
_IN_ROOMS = {  # commands that a room answers, besides the one that opens it
    "arrivee": "journee",
    "rendez_vous": "journee",
    "exporter_excel": "decisions",
    "exporter_pdf": "decisions",
    "exporter_csv": "decisions",
    "lettres": "decisions",
}
_ROOM = 75  # lines of width under which the queue folds when a room wants it all


class Window(QMainWindow):
    """One open base. `lock` and `open_other(base)` are the program's."""

    def __init__(
        self, store: Store, theme: Theme, habits: Habits, *, lock: Call, open_other: Callable[[Path], object]
    ) -> None:
        super().__init__()
        self.store, self.theme, self.habits = store, theme, habits
        self._lock, self._open_other = lock, open_other
        self._accent = ACCENT
        self.messages = Messages(theme)
        self.desk = Desk(store, theme, Jobs(self.messages.tell, self), self.messages, self)
        self._colour()
        self.status = Status(theme)
        self.status.follow(self.desk.jobs)
        self.setStatusBar(self.status)
        self.queue = Queue(self.desk)
        self.home, self.pane = Home(theme, self.run), DossierPane(self.desk, self.run)
        self.rooms: dict[str, Room] = {}
        self.stack = QStackedWidget()
        self.creation = Creation(self.desk, self._found, self._search)
        self.field_history = FieldHistory(self.desk, self)
        for page in (self.home, self.pane, self.creation):
            self.stack.addWidget(page)
        self.split = QSplitter()
        self._lay()
        self.palette_sheet = Palette(theme, self, (self._commands, self._fields))
        self.actions_ = Actions(theme, self, self._calls(), self.commit)
        self.actions_.fill(self)
        self.corner_ = Corner(theme, self.menuBar())
        self._listen()
        self._settle()

    # --- What everything else asks.

    def run(self, code: str) -> None:
        """Do a command as its key would."""
        self.actions_.run(code)

    def commit(self) -> bool:
        """Give what is being typed on the page that is shown."""
        page = self.stack.currentWidget()
        return page.commit() if isinstance(page, DossierPane | Room) else True

    def show_dossier(self, dossier: str, path: str = "") -> None:
        """Open a dossier, at a field or a tab."""
        if self.pane.open(dossier, path):
            self._turn_to(self.pane)
            self.queue.show_opened(dossier)
            self._show_rank()

    def enter(self, code: str) -> Room | None:
        """Go into a room; None when what is typed on the present page keeps one there."""
        if not self.commit():
            return None
        if code not in self.rooms:
            self.rooms[code] = room_of(code)(self.desk)
            self.stack.addWidget(self.rooms[code])
        room = self.rooms[code]
        room.open()
        self._turn_to(room)
        return room

    # --- How it is made.

    def _lay(self) -> None:
        body = QWidget()
        self.split.addWidget(self.queue)
        self.split.addWidget(self.stack)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        column(body, self.messages, (self.split, 1))
        self.setCentralWidget(body)
        self.setWindowTitle(self.tr("Scolarité Desk"))
        self.resize(80 * self.theme.line, 50 * self.theme.line)
        self.restoreGeometry(self.habits.bytes("fenetre/geometrie"))
        self.split.setSizes([_QUEUE * self.theme.line, self.width() - _QUEUE * self.theme.line])
        self.split.restoreState(self.habits.bytes("fenetre/partage"))

    def _listen(self) -> None:
        self.queue.opened.connect(self._found)
        self.queue.missing.connect(self._new)
        self.desk.wanted.connect(self.show_dossier)
        self.desk.changed.connect(self._changed)

    def _settle(self) -> None:
        """Everything that follows what the base holds now."""
        said = self.desk.read(about)
        self.corner_.say(said, self.store.poste, self.store.auteur)
        self.home.show_about(said)
        self._colour()
        self._name_undo()
        self._allow()

    def _colour(self) -> None:
        """The university's accent; dressing everything again is only worth it when it changed."""
        accent = self.desk.read(setting, "accent")
        if accent and accent != self._accent:
            self._accent = accent
            self.theme.set(accent=accent)

    def _calls(self) -> Mapping[str, Call]:
        """Every command of the table that something answers."""
        calls: dict[str, Call] = {
            "ouvrir_base": self._ask_base,
            "verifier": self._verify,
            "verrouiller": self._lock,
            "quitter": self.close,
            "annuler": lambda: self._undo(undo.undo),
            "retablir": lambda: self._undo(undo.redo),
            "chercher": self._search,
            "nouveau": self._new,
            "historique_champ": self._field_history,
            "terminer": self._finish,
            "retirer": self._withdraw,
            "onglet_suivant": lambda: self.pane.turn(1),
            "onglet_precedent": lambda: self.pane.turn(-1),
            "dossier_precedent": lambda: self.queue.step(-1),
            "dossier_suivant": lambda: self.queue.step(1),
            "replier": lambda: self.queue.setVisible(self.queue.isHidden()),
            "theme": self._other_scheme,
            "plus_grand": lambda: self._resize(1),
            "plus_petit": lambda: self._resize(-1),
            "palette": self.palette_sheet.ask,
            "touches": self._keys,
        }
        calls.update(self.pane.commands())
        for code in ROOMS:
            if find_spec(f"scolarite_desk.ui.salles.{code}") is not None:
                calls[code] = lambda code=code: self.enter(code)  # type: ignore[misc]
        calls.update({code: self._in_room(room, code) for code, room in _IN_ROOMS.items() if room in calls})
        known = {command.code for command in COMMANDS}
        return {code: call for code, call in calls.items() if code in known}

    def _in_room(self, code: str, other: str) -> Call:
        def act() -> None:
            room = self.enter(code)
            if room is not None:
                room.commands()[other]()

        return act

    # --- What happens.

    def _changed(self, changed: Changed) -> None:
        self.status.saved(local(self.store.clock()))
        self.queue.reload(changed)
        if not self.pane.reload(changed):
            self._leave_dossier()
        tables = {table for table, _ in changed.rows}
        if tables & {"campagne", "formation", "dossier", "reglage"}:
            self._settle()
        else:
            self._name_undo()
        self._show_rank()

    def _found(self, person: FoundRow) -> None:
        if person.dossier:
            self.show_dossier(person.dossier)
            self.pane.focus()
        else:
            self._open_year(person.personne)

    def _open_year(self, personne: str) -> None:
        """A person known from before: nothing is retyped."""
        try:
            self.show_dossier(self.desk.do(self, open_dossier, personne))
        except (Refused, Unavailable) as error:
            self.messages.tell(error)

    def _undo(self, step: Callable[..., str]) -> None:
        try:
            label = step(self.store, self.store.unlocked_at, None)
        except (Refused, Unavailable) as error:
            self.messages.tell(error)
            return
        done = self.tr("Annulé") if step is undo.undo else self.tr("Rétabli")
        self.status.say(f"{done}\u00a0: {label}", "undo-2" if step is undo.undo else "redo-2", "accent")

    def _name_undo(self) -> None:
        both = undo.stacks(self.store, self.store.unlocked_at)
        for code, numbers in (("annuler", both.done), ("retablir", both.undone)):
            verb = self.tr("Annuler") if code == "annuler" else self.tr("Rétablir")
            label = f"{verb} «\u00a0{both.labels[numbers[-1]]}\u00a0»" if numbers else verb
            self.actions_.enable(code, bool(numbers), label)

    def _allow(self) -> None:
        self.actions_.allow(*([DOSSIER] if self.pane.view is not None else []))
        self._name_undo()

    def _turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        title = page.title if isinstance(page, Room | Creation) else ""
        self.setWindowTitle(f"{title} – Scolarité Desk" if title else self.tr("Scolarité Desk"))
        self._allow()

    def _show_rank(self) -> None:
        self.pane.header.show_rank(*self.queue.place())

    def _search(self) -> None:
        self.queue.show()
        self.queue.focus()

    def _new(self) -> None:
        """From the search box to look-alikes; from there, the same key creates."""
        if self.stack.currentWidget() is self.creation:
            self.creation.make_dossier()
        elif self.commit():
            self._leave_dossier()
            self._turn_to(self.creation)
            self.creation.open(self.queue.text())

    def _field_history(self) -> None:
        here = self.pane.page.here() if self.stack.currentWidget() is self.pane else None
        if here is not None:
            self.field_history.ask(*here)
        else:
            self.status.say(self.tr("Placez-vous dans un champ du dossier."), "info", "muted")

    def _finish(self) -> None:
        """Done with this person: nothing of the dossier stays on screen for the next one."""
        if self.commit():
            self._leave_dossier()
            self.queue.clear()
            self._search()

    def _leave_dossier(self) -> None:
        shown = self.stack.currentWidget() is self.pane
        self.pane.close_dossier()
        self.queue.show_opened("")
        if shown:
            self._turn_to(self.home)
        self._allow()

    def _withdraw(self) -> None:
        view = self.pane.view
        if view is not None and self.desk.attempt(self, withdraw_item, "dossier", view.key):
            self._search()
            again = (self.tr("Remettre"), lambda: self.run("annuler"))
            self.messages.say(f"Dossier {view.numero} mis à la corbeille.", "ok", [again])

    def _other_scheme(self) -> None:
        scheme = Scheme.LIGHT if self.theme.dark else Scheme.DARK
        self.habits.keep("apparence/theme", scheme.value)
        self.theme.set(scheme=scheme)

    def _resize(self, steps: int) -> None:
        size = self.habits.other_size(steps)
        self.habits.keep("apparence/taille", str(size))
        self.theme.set(size=size)

    def _keys(self) -> None:
        self._help = Keys(self.theme, self)
        self._help.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._help.show()

    def _ask_base(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = str(self.store.path.parent)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Ouvrir une base"), folder, self.tr("Bases (*.sdesk)"))
        if path:
            self._open_other(Path(path))

    def _verify(self) -> None:
        from scolarite_desk.store.check import Verified, check

        def told(found: tuple[Verified, ...]) -> None:
            faults = [f"{one.nom} : {fault}" for one in found for fault in one.fautes]
            looked = sum(one.nombre for one in found)
            if faults:
                self.messages.say(" ".join(faults[:3]), "bad")
            else:
                self.messages.say(f"La base est saine\u00a0: {len(found)} vérifications, {looked} éléments.", "ok")

        self.desk.jobs.run(self.tr("Vérification"), lambda progress: check(self.store, progress), done=told)

    def _commands(self) -> list[Entry]:
        return list(of_actions(self.actions_))

    def _fields(self) -> list[Entry]:
        page = self.stack.currentWidget()
        form: Form | None = page.form() if isinstance(page, DossierPane | Room) else None
        return list(of_form(form))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give what is being typed; what cannot be read yet stays as a draft."""
        self.commit()
        self.habits.keep("fenetre/geometrie", self.saveGeometry())
        self.habits.keep("fenetre/partage", self.split.saveState())
        self.queue.stop()
        self.desk.jobs.shutdown()
        self.desk.close()
        super().closeEvent(event)
