"""The only place where everything meets: unlock first, then store, desk and window; a fault of ours is told and ends.

Until the password is typed only Qt and the vault are loaded; SQLAlchemy and the screens are imported meanwhile.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from scolarite_desk import places, trace
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import SOURCE, Langue, lacking, langue
from scolarite_desk.progress import Progress
from scolarite_desk.store.file.presence import Presence
from scolarite_desk.ui.desk.habitudes import LANGUE, Habits
from scolarite_desk.ui.desk.jobs import Job, Jobs
from scolarite_desk.ui.door import ways_in
from scolarite_desk.ui.door.joindre import JoinRequest
from scolarite_desk.ui.door.ouverture import Doors, Ouverture
from scolarite_desk.ui.door.panne import Panne, report
from scolarite_desk.ui.door.rescue import Reprise
from scolarite_desk.ui.door.veille import Idle
from scolarite_desk.ui.door.verrou import Verrou, leave, patience
from scolarite_desk.ui.look.texts import open_in, say, spoken, tr
from scolarite_desk.ui.look.theme import Theme

if TYPE_CHECKING:
    from scolarite_desk.store.store import Changed, Store
    from scolarite_desk.ui.frame.window import Window

T = TypeVar("T")
VISITED = 60  # dossiers of the base that a visit is played on


def run(argv: Sequence[str]) -> int:
    """Open the window on a base and stay until it closes. Returns the exit code."""
    options = _options(argv)
    habits = Habits()
    app = application(langue(habits.text(LANGUE) or SOURCE))
    program = Program(app, options.base, options.compte, habits)
    sys.excepthook = program.crashed
    program.start()
    code = app.exec()
    program.stop()
    return code


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scolarite-desk", add_help=False)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--compte", default=os.environ.get("SCOLARITE_DESK_ACCOUNT", ""))
    return parser.parse_known_args(argv)[0]


def application(chosen: Langue | None = None) -> QApplication:
    """The Qt application, and the language of every window that it will have: French, unless another was chosen."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Scolarité Desk")
    open_in(app, chosen or langue(SOURCE))
    if not QFontDatabase.families():  # a machine without any font: the one of the documents
        for path in places.resource("fonts").glob("*.ttf"):
            QFontDatabase.addApplicationFont(str(path))
        app.setFont(QFont("Noto Sans", 10))
    return app


def visit(out: Path) -> int:
    """Play the reference visit through the window, offscreen: papers and screenshots go to `out`, then are listed.

    Returns 4, with a sentence, when a step raised, was late, or left no document that holds what it should.
    """
    from scolarite_desk.exchange.fichier import new_folder
    from scolarite_desk.ui.played.jouee import Played

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    new_folder(out)
    played = Played(out)
    with TemporaryDirectory() as folder:
        played.begin("ouverture")
        program = Program(app, _visited(Path(folder)), habits=Habits(Path(folder) / "fenetre.ini"))
        program.start()
        try:
            keys, written = played.play(program)
        except Exception as error:
            return played.failed(error)
        finally:
            program.stop()
            played.end()
    sys.stdout.writelines(f"{path}\n" for path in written)
    sys.stdout.write(tr("{nombre} touches", nombre=keys) + "\n")
    return 0


def _visited(folder: Path) -> Path:
    """A small exercise base of today."""
    from scolarite_desk import practice as exercice

    base = folder / "exercice.sdesk"
    exercice.make(base, VISITED, 1, exercice.today()).close()
    return base


class Program(QObject):
    """One run: the base that is open, the window on it, and the one that unlocks it."""

    def __init__(self, app: QApplication, base: Path | None, compte: str = "", habits: Habits | None = None) -> None:
        super().__init__()
        self.habits = habits or Habits()
        self.theme = Theme(app, scheme=self.habits.scheme, size=self.habits.size)
        known = self.habits.text("base/derniere")
        self._expected = bool(base or known)  # a base that is not there is missing, not to be made
        self._base = (base or (Path(known) if known else places.user_data() / "scolarite.sdesk")).absolute()
        self._compte = compte or (self.habits.text("base/compte") if self._base == Path(known) else "")
        self._jobs = Jobs(self._refused, self)
        self._store: Store | None = None
        self.window: Window | None = None
        self.opening: Ouverture | None = None
        self._idle: Idle | None = None
        self._begun = False  # a base was opened, or is being opened
        self._presence = Presence()
        self._verrou = Verrou(self, self._let_go)

    def start(self) -> None:
        """Ask for the password; the rest is imported while it is typed."""
        self._ask(told=say(lacking(spoken())))
        QTimer.singleShot(0, self, self._import)

    def _import(self) -> None:
        self._jobs.run("import", ways_in.import_all, done=lambda _: self._import_ahead())

    def _import_ahead(self) -> None:
        self._jobs.run("avance", lambda progress: ways_in.import_ahead(progress, lambda: not self._begun), unasked=True)

    def stop(self) -> None:
        """Everything closed, whatever was open."""
        self._jobs.shutdown()
        self._verrou.stop()
        self._leave_window()
        self._close_opening()

    def lock(self) -> None:
        """The window goes away, and with it the key and everything that was on screen; what was typed is kept.

        A lot that is being written is finished first, out of sight.
        """
        from scolarite_desk.ui.desk.liaison import unsent

        window, store = self.window, self._store
        if window is None or store is None or self.opening is not None:
            return
        self._watch(False)
        while (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()
        window.commit()
        window.gardien.leave(self._verrou.drop)
        window.desk.liaison.leave(self._verrou.drop)
        left = unsent(window.desk.liaison.etat) if not window.desk.liaison.busy else ""
        self._verrou.put(window, store)
        self.window = self._store = None
        del window, store
        self._ask(locked=True, told=left)
        self._verrou.drop()

    def open_other(self, base: Path) -> None:
        """Leave this base for another one."""
        if self.window is not None and not self.window.close():
            return
        self._leave_window()
        self._base, self._compte, self._expected = base, "", True
        self._ask()

    def crashed(self, _kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        """A fault of ours: said once, the base closed, the person told."""
        sys.excepthook = sys.__excepthook__
        told = report(error.with_traceback(where))
        sys.stderr.write(told + "\n")  # no message of it: desktops keep what programs say
        trace.keep(told)
        safe = self._close_store()
        if self.window is not None:
            self.window.hide()
        self.panne = Panne(self.theme, told, safe)
        self.panne.show()

    def _ask(self, *, locked: bool = False, told: str = "") -> None:
        doors = Doors(
            self._unlock,
            self._create,
            self._practise,
            self._by_session,
            self._recover,
            self._backups,
            self._join,
            self._other,
            self.habits.bases,
        )
        self.opening = Ouverture(self.theme, self._base, self._compte, doors, locked=locked, expected=self._expected)
        self.opening.say(told, "muted")
        self.opening.show()

    def _backups(self, base: Path, compte: str, back: Callable[[], object]) -> Reprise:
        """The page that goes back to a backup of a base that is not open."""
        return Reprise(self.theme, base, compte, self._jobs, self._again, back)

    def _again(self, base: Path, told: str) -> None:
        """Another base lies there: ask for its password."""
        self._close_opening()
        self._base, self._expected = base, True
        self._ask()
        assert self.opening is not None
        self.opening.say(told)

    def _other(self, base: Path) -> None:
        """Another base than the one that was asked for; its account is its own."""
        self._compte = ""
        self._again(base, "")

    def _replace(self, ready: Path) -> None:
        """Close the base; the one that is ready takes its place, and is asked for."""
        from scolarite_desk.services.backup import put_back

        window, store = self.window, self._store
        if window is None or store is None or not window.close():
            return
        self._watch(False)
        self.window = self._store = None
        window.deleteLater()
        try:
            put_back(store, ready)
        except Unavailable as error:
            store.close()
            self._ask()
            self._refused(error)
            return
        self._let_go()
        self._again(self._base, tr("La sauvegarde est en place. L’ancienne base est gardée à côté."))

    def _unlock(self, base: Path, compte: str, password: str) -> None:
        self._base = base
        self._job(lambda _: ways_in.by_password(base, compte, password))

    def _by_session(self, base: Path, compte: str) -> None:
        self._base = base
        self._job(lambda _: ways_in.by_session(base, compte))

    def _recover(self, base: Path, compte: str, key: str, password: str) -> None:
        self._base = base
        self._job(lambda _: ways_in.by_recovery(base, compte, key, password))

    def _create(self, base: Path, compte: str, password: str, catalogue: bool) -> None:
        """A new base opens on its recovery key, to be printed."""
        self._base = base

        def made(answer: tuple[Store, str]) -> None:
            self._opened(answer[0])
            assert self.window is not None
            room = self.window.enter("comptes")
            if room is not None:
                room.lead(answer[1])

        self._jobs.run(
            "ouvrir",
            self._alone(lambda _: ways_in.founded(base, compte, password, catalogue)),
            done=made,
            failed=self._refused,
        )

    def _join(self, said: JoinRequest) -> Job:
        """A base begun from what the hub holds."""
        self._base = said.base
        return self._job(lambda progress: ways_in.joined(said, progress))

    def _practise(self) -> None:
        self._base = base = ways_in.practice_base()
        self._job(lambda progress: ways_in.practised(base, progress))

    def _job(self, work: Callable[[Progress], Store]) -> Job:
        return self._jobs.run("ouvrir", self._alone(work), done=self._opened, failed=self._refused)

    def _alone(self, work: Callable[[Progress], T]) -> Callable[[Progress], T]:
        """The same, for the only window of the base."""
        base, self._begun = self._base, True

        def guarded(progress: Progress) -> T:
            self._presence.take(base)
            return work(progress)

        return guarded

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable) or self.opening is None:
            raise error
        self._let_go()
        self.opening.refuse(error)

    def _opened(self, store: Store) -> None:
        from scolarite_desk.services.entree import lost_end
        from scolarite_desk.ui.frame.window import Window

        self._store, self._base, self._compte, self._expected = store, store.path, store.auteur, True
        self.habits.opened(store.path)
        self.habits.keep("base/compte", store.auteur)
        self.window = Window(store, self.theme, self.habits, lock=self.lock, open_other=self.open_other)
        self.window.show()
        self.window.begin()
        self._watch(True)
        self.window.desk.changed.connect(self._changed)
        self.window.desk.replaced.connect(self._replace)
        self._verrou.lead_back(self.window, store.auteur)
        self._close_opening()
        if missing := lost_end(store):
            known = (tr("C’est su"), lambda: self._known(store))
            self.window.desk.messages.say(say(missing), "bad", [known])
        self.window.desk.jobs.run(
            "listes", lambda _: _prepare(self.window), done=lambda _: self._make_ahead(), unasked=True
        )

    def _make_ahead(self) -> None:
        from scolarite_desk.ui.frame.avance import Ahead

        if self.window is not None:
            Ahead(self.window)

    def _known(self, store: Store) -> None:
        """What is missing is told no more."""
        from scolarite_desk.services.entree import acknowledge_loss

        if self.window is not None:
            self.window.desk.obtain(lambda: acknowledge_loss(store))

    def _close_opening(self) -> None:
        if self.opening is not None:
            self.opening.stop()
            self.opening.close()
            self.opening.deleteLater()
            self.opening = None

    def _watch(self, on: bool) -> None:
        if self._idle is not None:
            self._idle.stop()
            self._idle = None
        handle = self.window.windowHandle() if self.window is not None else None
        if on and handle is not None and self._store is not None:
            self._idle = Idle(handle, self.lock, patience(self._store))

    def _changed(self, changed: Changed) -> None:
        """The setting of the lock may be another one."""
        if any(table == "reglage" for table, _key in changed.rows) and self.opening is None:
            self._watch(True)

    def _leave_window(self) -> None:
        self._watch(False)
        if self.window is not None:
            window, store = self.window, self._store
            self.window = self._store = None
            leave(window, store)
        self._close_store()
        self._let_go()

    def _let_go(self) -> None:
        """Another window may have the base."""
        if self._store is None and not self._verrou.busy:
            self._presence.release()

    def _close_store(self) -> bool:
        store, self._store = self._store, None
        if store is not None:
            store.close()
        return store is not None


def _prepare(window: Window | None) -> None:
    from scolarite_desk.ui.dossier.dossier import read_ahead

    if window is not None:
        window.desk.lists.prepare(*ways_in.PREPARED)
        read_ahead(window.desk)
