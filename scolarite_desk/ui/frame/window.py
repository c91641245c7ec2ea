"""The main window: menus, messages, the queue at the left, one page at the right, the status below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rules.droits import PROFILS
from scolarite_desk.models.rules.vides import AGENT
from scolarite_desk.msg import NOTHING
from scolarite_desk.services.reglages import setting
from scolarite_desk.store.queries.poste import about, clock_behind
from scolarite_desk.store.store import Changed, Store
from scolarite_desk.ui.desk.actions import Actions
from scolarite_desk.ui.desk.commands import COMMANDS, DOSSIER, command_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.desk.jobs import Jobs
from scolarite_desk.ui.desk.messages import Messages
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.dossier.champ import FieldHistory
from scolarite_desk.ui.dossier.dossier import DossierPane
from scolarite_desk.ui.forms.held import say_held, unwritten
from scolarite_desk.ui.frame.accueil import Home
from scolarite_desk.ui.frame.auto_backup import AutoBackup
from scolarite_desk.ui.frame.corner import Corner
from scolarite_desk.ui.frame.creation import Creation
from scolarite_desk.ui.frame.gestures import Gestures
from scolarite_desk.ui.frame.help_panel import Help
from scolarite_desk.ui.frame.hub_status import HubStatus
from scolarite_desk.ui.frame.palette import Entry, Palette, of_actions, of_fields
from scolarite_desk.ui.frame.partage import Shares
from scolarite_desk.ui.frame.queue import Queue
from scolarite_desk.ui.frame.reprise import BackToPaper
from scolarite_desk.ui.frame.sortie import Leaving
from scolarite_desk.ui.look.colours import ACCENT
from scolarite_desk.ui.look.heures import here
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.salles.rooms import ROOMS
from scolarite_desk.ui.widgets import Stacked, column
from scolarite_desk.ui.widgets.within import resize_in_screen

Call = Callable[[], object]
_EXPORTS = tuple(
    f"exporter_{one}" for one in ("excel", "pdf", "csv", "ecandidat", "attente", "dossiers")
)  # of decisions
_IN_ROOMS = {  # commands that a room answers from anywhere, besides the one that opens it
    **dict.fromkeys(("arrivee", "rendez_vous"), "journee"),
    **dict.fromkeys((*_EXPORTS, "seances", "lettres", "rangs", "autre_acte"), "decisions"),
}


class Window(QMainWindow):
    """One open base. `lock` and `open_other(base)` are the program's."""

    def __init__(
        self, store: Store, theme: Theme, habits: Habits, *, lock: Call, open_other: Callable[[Path], object]
    ) -> None:
        super().__init__()
        self.store, self.theme, self.habits = store, theme, habits
        self._lock, self._accent = lock, ACCENT
        self.messages = Messages(theme)
        self.desk = Desk(store, theme, Jobs(self.messages.tell, self), self.messages, self, habits=habits)
        self._colour()
        self.status = Status(theme)
        self.status.follow(self.desk.jobs)
        self.gardien = AutoBackup(self.desk, self.status, self)
        self._sortie = Leaving(self.desk, self.gardien, self.close)
        self.relais = HubStatus(self.desk, self.status, self._to_hub, self)
        self.setStatusBar(self.status)
        self.stack = Stacked()
        self.gestures = Gestures(
            self, self.desk, self.status, habits, shown=lambda: self.pane.view, page=self.stack.currentWidget,
            run=self.run, open_other=open_other,
        )  # fmt: skip
        self.queue = Queue(self.desk)
        self.home, self.pane = Home(self.desk, self.run, self._may), DossierPane(self.desk, self.run)
        self.creation = Creation(self.desk, self._found, self._search)
        self.rooms: dict[str, Room] = {}
        self.split = Shares(theme, self.queue, self.stack, Help(self.desk, self.run))
        self.help = self.split.help
        self._lay()
        for page in (self.home, self.pane, self.creation):
            self.stack.addWidget(page)
        self.field_history = FieldHistory(self.desk, self)
        self.palette_sheet = Palette(theme, self, (self._commands, self._fields))
        self.actions_ = Actions(theme, self, self._calls(), self.commit)
        self.actions_.fill(self)
        self.gestures.offer_languages(self.actions_.menu("affichage"))
        self.corner_ = Corner(theme, self.menuBar())
        self.queue.opened.connect(self._found)
        self.queue.missing.connect(self._new)
        self.queue.viewed.connect(self._leave_room)
        self.queue.looked.connect(lambda: self.split.look(queue=True))
        self.desk.wanted.connect(self.show_dossier)
        self.desk.entered.connect(self.lead)
        self._reprise = BackToPaper(self.desk, self.stack, self._turn_to, self.commit)
        self.messages.setting.connect(self.show_setting)
        self.desk.changed.connect(self._changed)
        self.desk.acces.purge()
        self.pane.tabs.currentChanged.connect(self.help.follow)
        self._settle()
        self.actions_.grant(self.desk.droits)
        self._allow()
        if late := self.desk.read(clock_behind, store.clock()):
            self.messages.say(say(late), "warn")

    # --- What everything else asks.

    def run(self, code: str) -> None:
        """Do a command as its key would."""
        self.actions_.run(code)

    def begin(self) -> None:
        """The keyboard where one begins: on the next of the first steps, else in the search box."""
        if not self.home.focus():
            self._search()

    def commit(self) -> bool:
        """Give what is being typed on the page that is shown."""
        page = self.stack.currentWidget()
        held = isinstance(page, DossierPane | Room) and not page.commit()
        return not held or (isinstance(page, Room) and say_held(page, page.title, self.messages))

    @property
    def unwritten(self) -> bool:
        """Whether the base could not take what was typed."""
        return unwritten(self.stack.currentWidget())

    def show_dossier(self, dossier: str, path: str = "") -> bool:
        """Open a dossier, at a field or a tab; False when one is kept where one was."""
        opened = self.pane.open(dossier, path)
        if opened:
            self.desk.acces.consulted(dossier)
            self._turn_to(self.pane)
        self.queue.show_opened(self.pane.view.key if self.pane.view else "")
        self._show_rank()
        return opened

    def enter(self, code: str) -> Room | None:
        """Go into a room; None when what is typed on the present page keeps one there."""
        if reason := command_of(code).refusal(self.desk.droits):
            self.messages.say(say(reason), holds=lambda: not self._may(code))
        if reason or not self.commit():
            return None
        room = self.made(code)
        room.limit()
        room.open()
        self._turn_to(room)
        return room

    def made(self, code: str) -> Room:
        """A room, made when it is first asked for."""
        if code not in self.rooms:
            self.rooms[code] = ROOMS[code]()(self.desk)
            self.stack.addWidget(self.rooms[code])
        return self.rooms[code]

    def lead(self, code: str, path: str) -> None:
        """Go into a room, at one thing of it."""
        if code not in ROOMS:
            self.run(code)
        elif (room := self.enter(code)) is not None and path:
            room.lead(path)

    def show_setting(self, key: str) -> None:
        """Open the settings at one of them; who holds this account is asked in a room of its own."""
        self.lead("motdepasse" if key == AGENT else "reglages", key)

    def quit(self) -> None:
        """Close, after what was done since the last time was sent and backed up."""
        if not self._sortie.first():
            self.close()

    @property
    def room(self) -> Room | None:
        """The room one is in."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Room) else None

    # --- How it is made.

    def _lay(self) -> None:
        body = QWidget()  # from the window down: whatever changes parent is dressed again, with all that is in it
        self.setCentralWidget(body)
        column(body, (self.split, 1))
        self.messages.lie_over(self.stack)
        self.setWindowTitle(tr("Scolarité Desk"))
        resize_in_screen(self, 80 * self.theme.line, 50 * self.theme.line)
        self.restoreGeometry(self.habits.bytes("fenetre/geometrie"))
        self.split.restore(self.habits, self.width())

    def _calls(self) -> Mapping[str, Call]:
        """Every command of the table, and what answers it: the room one is in first, when it does."""
        calls: dict[str, Call] = {
            "verrouiller": self._lock,
            "quitter": self.quit,
            "synchroniser": self.relais.ask,
            "chercher": self._search,
            "nouveau": self._new,
            "premiers_pas": self._first_steps,
            "historique_champ": self._show_field_history,
            "donnees_personne": partial(self._lead_to_shown, "rgpd"),
            "fusionner": partial(self._lead_to_shown, "doublons"),
            "terminer": self._finish,
            "onglet_suivant": lambda: self.pane.turn(1),
            "onglet_precedent": lambda: self.pane.turn(-1),
            "dossier_precedent": lambda: self.queue.step(-1),
            "dossier_suivant": lambda: self.queue.step(1),
            "replier": self.split.fold,
            "palette": self.palette_sheet.ask,
            **self.help.calls(),
            **self.gestures.calls(),
            **dict(self.pane.commands()),
            **{code: partial(self.enter, code) for code in ROOMS},
            **{code: partial(self._in_room, room, code) for code, room in _IN_ROOMS.items()},
        }
        known = [command.code for command in COMMANDS if command.code in calls]
        return {code: partial(self._here_first, code, calls[code]) for code in known}

    def _here_first(self, code: str, otherwise: Call) -> None:
        self.help.give_way(code)
        here = self.room.commands() if self.room is not None else {}
        here.get(code, otherwise)()

    def _in_room(self, code: str, other: str) -> None:
        room = self.enter(code)
        if room is not None:
            room.commands()[other]()

    # --- What follows what the base holds.

    def _changed(self, changed: Changed) -> None:
        if changed.numero:  # received works have none: nobody typed them here
            self.status.saved(here(self.store.clock()))
        self.queue.reload(changed)
        if not self.pane.reload(changed):
            self._leave_dossier()
        self._sortie.forget()
        tables = {table for table, _ in changed.rows}
        if "compte" in tables:
            self.actions_.grant(self.desk.droits)
            self._keep_out()
        if tables & {"campagne", "formation", "dossier", "reglage", "compte", "signataire", "piece"}:
            self._settle()
        else:
            self.gestures.retours.name(self.actions_)
        self._show_rank()

    def _keep_out(self) -> None:
        """A room that is no longer the account's is left; an account that works here no more is locked out."""
        if self.desk.droits.profil not in PROFILS:
            QTimer.singleShot(0, self, self._lock)
        elif self.room is not None and not self._may(self.room.code):
            self._turn_to(self.home)

    def _settle(self) -> None:
        said = self.desk.read(about)
        self.corner_.say(said, self.store.poste, self.store.auteur)
        self.home.show_about(said)
        self._colour()
        self._allow()

    def _colour(self) -> None:
        """The university's accent; dressing everything again is only worth it when it changed."""
        accent = self.desk.read(setting, "accent")
        if accent and accent != self._accent:
            self._accent = accent
            self.theme.set(accent=accent)

    def _may(self, code: str) -> bool:
        """Whether the account is allowed a command."""
        return not command_of(code).refusal(self.desk.droits)

    def _allow(self) -> None:
        """Commands of a dossier make sense on its page; a room opens its own."""
        shown = self.pane.view is not None and self.stack.currentWidget() is self.pane
        self.actions_.allow(*([DOSSIER] if shown else []))
        self.actions_.answer(self.room.commands() if self.room is not None else ())
        self.gestures.retours.name(self.actions_)

    def _show_rank(self) -> None:
        self.pane.header.show_rank(*self.queue.place())

    # --- From page to page.

    def _turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.split.look(queue=False)
        self.help.follow()
        self.messages.clear(all_of_them=False)
        title = page.title if isinstance(page, Room | Creation) else NOTHING
        self.setWindowTitle(tr("{page} – Scolarité Desk", page=title) if title else tr("Scolarité Desk"))
        self._allow()

    def _found(self, person: FoundRow) -> None:
        if person.dossier:
            if self.show_dossier(person.dossier):
                self.pane.focus()
        else:
            self.gestures.open_year(person.personne)

    def _search(self) -> None:
        self.split.look(queue=True)
        self.queue.focus()

    def _new(self) -> None:
        """From the search box to look-alikes; from there, the same key creates who is still searched."""
        if self.stack.currentWidget() is self.creation and self.creation.searched == self.queue.text():
            self.creation.make_dossier()
        elif self.commit():
            self._leave_dossier()
            self._turn_to(self.creation)
            self.creation.open(self.queue.text())

    def _first_steps(self) -> None:
        if self.commit():
            self._turn_to(self.home)
            self.home.ask()

    def _leave_room(self) -> bool:
        """Back to the dossier that is open, else to the first page; False when one is there, or what is typed keeps."""
        asked, looking = self.stack.currentWidget(), self.split.looking
        before = self.pane if self.pane.view is not None else self.home
        if asked in (self.pane, before) or not self.commit():
            return False
        self._turn_to(before)
        self.split.look(queue=looking)
        return True

    def _show_field_history(self) -> None:
        here = self.pane.page.here()
        if here is not None:
            self.field_history.ask(*here)
        else:
            self.status.say(tr("Placez-vous dans un champ du dossier."), "info", "muted")

    def _lead_to_shown(self, code: str) -> None:
        """Into a room, at the dossier that is open."""
        if self.pane.view is not None:
            self.lead(code, self.pane.view.key)

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

    def _commands(self) -> list[Entry]:
        return list(of_actions(self.actions_))

    def _fields(self) -> list[Entry]:
        page = self.stack.currentWidget()
        return of_fields(page.entries() if isinstance(page, DossierPane | Room) else ())

    def _to_hub(self) -> None:
        """From the status bar: the room for whoever may enter it, else an exchange."""
        self.run("postes" if self._may("postes") else "synchroniser")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, which nothing on the page wanted, leaves it."""
        if event.key() != Qt.Key.Key_Escape or not self._leave_room():
            super().keyPressEvent(event)
        elif self.stack.currentWidget() is self.pane:
            self.pane.focus()
        else:
            self.begin()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give what is being typed; what cannot be read yet stays as a draft. What cannot be written keeps it open."""
        self.commit()
        if self._sortie.holds_back(lambda: self.unwritten) or (event.spontaneous() and self._sortie.first()):
            event.ignore()
            return
        self.gardien.stop()
        self.split.keep(self.habits)
        self.habits.keep("fenetre/geometrie", self.saveGeometry())
        self.queue.stop()
        self.pane.close_dossier()
        self.hide()  # what a job still has to end keeps nobody waiting
        self.desk.jobs.shutdown()
        self.desk.close()
        super().closeEvent(event)
