"""What every screen is handed: the open base, the code lists, the look, the jobs, and the one place that tells.

desk.read(dossier_view, key)                      # a query of store.queries, its frozen rows
done = desk.attempt(self, validate_avis, key)     # an act; a failure is told; `done.answer`, None when it was not done
desk.attempt_in(self.form.hear, self, correct...) # the same; a refusal is first said under the field that it names
desk.changed.connect(self._changed)               # somebody changed something: store.Changed
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.droits import Droits
from scolarite_desk.services.acts import do
from scolarite_desk.services.droits import rights
from scolarite_desk.store.drafts import sweep
from scolarite_desk.store.queries.decisions import Affiche
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.store import Changed, Store, Work
from scolarite_desk.ui.desk.acces import Accesses
from scolarite_desk.ui.desk.attempt import Done, Hear, attempt, told
from scolarite_desk.ui.desk.drafts import Drafts
from scolarite_desk.ui.desk.habitudes import Habits, Shape
from scolarite_desk.ui.desk.jobs import Jobs
from scolarite_desk.ui.desk.liaison import Liaison
from scolarite_desk.ui.desk.messages import Messages
from scolarite_desk.ui.look.heures import hours_of
from scolarite_desk.ui.look.texts import spoken
from scolarite_desk.ui.look.theme import Theme

P = ParamSpec("P")
T = TypeVar("T")
_BESIDE = 1000  # milliseconds between two looks at what other programs wrote


class Desk(QObject):
    """One open base, as the screens see it."""

    changed = Signal(object)  # Changed, after every work, whoever did it
    wanted = Signal(str, str)  # show this dossier (its key), at this field or page (a path, perhaps blank)
    _heard = Signal(object)  # Changed, from whichever thread wrote: what follows is of the window's
    entered = Signal(str, str)  # go into a room (its code), at one thing of it (perhaps blank)
    viewed = Signal(str)  # show a saved view (its key) in the queue
    returned = Signal()  # what a paper lacked is there: back to the page where it was asked for
    replaced = Signal(object)  # a base that is ready (its path) takes the place of this one, which must be closed

    def __init__(
        self,
        store: Store,
        theme: Theme,
        jobs: Jobs,
        messages: Messages,
        parent: QObject | None = None,
        *,
        habits: Habits | None = None,
    ) -> None:
        super().__init__(parent)
        self._habits = habits
        self.store, self.theme, self.jobs, self.messages = store, theme, jobs, messages
        self._lists = self.read(lists, spoken())
        self.lists = Referentiel.over(lambda: self._lists, {})  # as the office has them at each time
        self.droits: Droits = rights(store)
        hours_of(store.fuseau)
        self.drafts = Drafts(store)
        self.reprise: Callable[[], object] | None = None  # asks again for the paper that the office kept back
        self.vues: dict[str, Callable[[], Vue]] = {}  # by list, what it shows now, as a view that could be saved
        self.affiche: Callable[[], Affiche] | None = None  # what the list of decisions shows now, to be exported
        self.obtain(lambda: sweep(store))
        self.acces = Accesses(store, jobs, self)
        self.liaison = Liaison(store, jobs, self)
        self._heard.connect(self._announce)
        self._leave = store.subscribe(self._heard.emit)
        store.hurry()
        self._beside = QTimer(self, interval=_BESIDE)
        self._beside.timeout.connect(self.follow)
        self._beside.start()

    @property
    def today(self) -> date:
        """Today at the establishment."""
        return self.store.today()

    def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a query answers, read at once."""
        with self.store.reading() as session:
            return query(session, *args, **kwargs)

    def shape(self, table: str) -> Shape | None:
        """Where a person's layout of that table is kept."""
        return self._habits.shape(table) if self._habits is not None else None

    def may(self, function: str) -> bool:
        """Whether the account may write in a function of the office (`models/rules/droits.py`)."""
        return self.droits.may(function)

    def do(self, source: object, act: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One work around one act, for a form or an `obtain` around it: its failures go to them. Once it is done, what
        was refused before it is forgotten.
        """
        done = do(self.store, source, act, *args, **kwargs)
        self.messages.clear(all_of_them=False)
        return done

    def attempt(
        self, source: object, act: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Done[T] | None:
        """One work around one act. A failure is told in the message bar."""
        return self.attempt_in(None, source, act, *args, **kwargs)

    def attempt_in(
        self,
        hear: Hear | None,
        source: object,
        act: Callable[Concatenate[Work, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Done[T] | None:
        """The same; `hear` (a form's, most often) may say a refusal where it belongs."""
        return self.obtain(lambda: self.do(source, act, *args, **kwargs), hear)

    def obtain(self, call: Callable[[], T], hear: Hear | None = None) -> Done[T] | None:
        """What is no work around one act: a reading, several works, something of the file. Failures are told."""
        return attempt(call, self.messages.tell, hear)

    def tell(self, error: BaseException, hear: Hear | None = None) -> None:
        """The same of a job that failed."""
        told(error, self.messages.tell, hear)

    def show(self, dossier: str, path: str = "") -> None:
        """Ask the window to open a dossier, at a field or a page when a path is given."""
        self.wanted.emit(dossier, path)

    def follow(self) -> None:
        """Show what a command beside the window wrote; a base that cannot be read tells it when one acts."""
        attempt(self.store.follow, lambda _error: None)

    def close(self) -> None:
        """Hear no more of the base; what the access log still waits for is written."""
        self._beside.stop()
        self._leave()
        self._heard.disconnect(self._announce)
        self.liaison.stop()
        self.obtain(self.acces.close)

    def _announce(self, changed: Changed) -> None:
        self.messages.over()
        tables = {table for table, _key in changed.rows}
        if tables & {"nomenclature", "reglage", "signataire"}:
            hours_of(self.store.fuseau)
            self._lists = self.read(lists, spoken())
        if "compte" in tables:
            self.droits = rights(self.store)
        self.liaison.wrote()
        self.changed.emit(changed)
