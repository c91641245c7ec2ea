"""The one door to the file: `reading()` to look, `work()` to change, and the announcement of what changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import get_ident
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.interruption import lasting
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.tables.base import Partagee, is_key
from scolarite_desk.models.tables.journal import Compteur, Ligne, Local, Objet, Poste
from scolarite_desk.msg import N_
from scolarite_desk.store import effacement, search
from scolarite_desk.store.change import Change
from scolarite_desk.store.donne import leaving_with
from scolarite_desk.store.file import location
from scolarite_desk.store.file.engine import BLINK
from scolarite_desk.store.file.failures import gone, spoken
from scolarite_desk.store.fuseau import fuseau, fuseau_formation
from scolarite_desk.store.journal import fusion
from scolarite_desk.store.journal.journal import Station, Writer, station, watch
from scolarite_desk.store.perimetre import ACCOUNT

Row = TypeVar("Row", bound=Partagee)


class _Session(Session):
    """A session keeps no row that nobody holds: the guards of one act would read the same dossier ten times over. This
    one holds the last that it read.
    """

    def __init__(self, bind: Engine, **options: Any) -> None:
        super().__init__(bind, **options)
        self.recent = deque[object](maxlen=200)


@event.listens_for(_Session, "loaded_as_persistent")
def _hold(session: _Session, row: object) -> None:
    session.recent.append(row)


@dataclass(frozen=True)
class Changed:
    """Announced once a work is committed: who did what to which rows. `source` ignores its own echo."""

    numero: int
    acte: str
    detail: str
    rows: frozenset[tuple[str, str]]  # (table, key)
    source: object | None


class Work:
    """One named act in progress: get, set, add; leaving the block commits, an exception rolls back."""

    def __init__(self, session: Session, poste: Station, auteur: str, now: datetime) -> None:
        self.session, self.poste, self.auteur, self.now = session, poste, auteur, now
        self.looked = False  # only to be looked at, then forgotten: no number is taken
        self.detail = ""
        self.cible = ""
        self.numero: int | None = None  # once it is written; none when nothing changed
        self.changes: dict[str, Change] = {}  # by row key, as `journal.watch` fills it
        self.gone: set[tuple[str, str]] = set()  # (table, key) of erased rows: no line of the work says it
        self.beside: list[tuple[int, frozenset[tuple[str, str]]]] = []  # works of `bulk.put`: number, (table, key)

    @property
    def fuseau(self) -> ZoneInfo:
        """The zone of the establishment."""
        return fuseau(self.session)

    @property
    def today(self) -> date:
        """The day of the work at the establishment."""
        return local(self.now, self.fuseau).date()

    def today_of(self, formation: str) -> date:
        """The day of the work at the centre of a formation (its key)."""
        return self.at(formation, self.now).date()

    def at(self, formation: str, instant: datetime) -> datetime:
        """An instant in the time of the centre of a formation (its key)."""
        return local(instant, fuseau_formation(self.session, formation))

    def get(self, cls: type[Row], key: str) -> Row:
        """The row of that key. `Refused` when this base does not hold it."""
        row = self.session.get(cls, key) if is_key(key) else None
        if row is None:
            raise Refused(N_("Cet élément n’existe pas dans cette base."))
        return row

    def find(self, statement: Any) -> Any:
        """The first row of a statement, or None."""
        return self.session.scalars(statement).first()

    def all(self, statement: Any) -> list[Any]:
        """Every row of a statement."""
        return list(self.session.scalars(statement))

    def add(self, row: Row) -> Row:
        """A new row, written at once so that its defaults and key are there."""
        self.session.add(row)
        self.session.flush()
        return row

    def withdraw(self, row: Partagee) -> None:
        """Take a row out of sight: nothing is deleted."""
        row.retire_le = self.now

    def decide(self, row: Partagee, groupe: str) -> None:
        """A person chose between what desks wrote: every head of the group is replaced, even by the same value."""
        change = self.changes.setdefault(row.id, Change(row.__tablename__, created=False))
        change.row = row
        change.decided.add(groupe)

    def next_number(self, sequence: str) -> int:
        """The next number of a sequence of this desk: 1, 2, 3... It is never given twice, not even after an undo."""
        counter = self.session.get(Compteur, sequence)
        if counter is None:
            counter = Compteur(nom=sequence, valeur=0)
            self.session.add(counter)
        counter.valeur += 1
        return counter.valeur

    def last_number(self, sequence: str) -> int:
        """The last number given of a sequence of this desk, 0 before the first."""
        counter = self.session.get(Compteur, sequence)
        return counter.valeur if counter else 0

    def local(self, key: str) -> str:
        """A fact of this file, such as its secret for dossier numbers."""
        fact = self.session.get(Local, key)
        return fact.valeur if fact else ""


class Store:
    """An open base, as one account. Not shared between threads but for `reading`, `work` and `subscribe`."""

    def __init__(self, engine: Engine, path: Path, auteur: str, clock: Callable[[], datetime] | None = None) -> None:
        self.path, self.auteur = path, auteur
        self.clock = clock or (lambda: datetime.now(UTC))
        self.engine = engine
        self._writing = engine.execution_options(begin="IMMEDIATE")
        self._in_a_hurry, self._window = engine.execution_options(begin="IMMEDIATE", patience=BLINK), 0
        self._file = location.identity(path)
        self._info = {ACCOUNT: auteur}  # what a query shows depends on who reads
        self.manquants = (
            0  # works done here that the file does not hold, told until somebody knows (`journal/perte.py`)
        )
        self._listeners: list[Callable[[Changed], None]] = []
        self._done_here = set[int]()  # works of this store that `follow` has not gone past yet
        with self.reading() as session:
            here = station(session.connection())
            self.poste, self.unlocked_at = here.nom, here.numero
            self._ici, self._seen = here.id, _held(session)

    def hurry(self) -> None:
        """The thread that calls, a window's, waits no longer than a blink for another's write."""
        self._window = get_ident()

    @property
    def fuseau(self) -> ZoneInfo:
        """The zone of the establishment, as the base says it now."""
        with self.reading() as session:
            return fuseau(session)

    def here(self) -> datetime:
        """Now, at the time of the establishment."""
        return local(self.clock(), self.fuseau)

    def today(self) -> date:
        """Today at the establishment."""
        return self.here().date()

    @contextmanager
    def _write(self, **options: Any) -> Iterator[Session]:
        """A transaction that writes. A file deleted or moved under us would still take it, for nobody to find."""
        if location.identity(self.path) != self._file:
            raise gone(self.path)
        engine = self._in_a_hurry if get_ident() == self._window else self._writing
        with spoken(self.path), _Session(engine, **options) as session:
            yield session

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Call `listener` after every work; returns what unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read from; its rows never leave the block."""
        with spoken(self.path), _Session(self.engine, autoflush=False, info=self._info) as session:
            yield session

    @contextmanager
    def work(self, acte: str, detail: str = "", source: object | None = None, cible: str = "") -> Iterator[Work]:
        """One named work. `acte` and `detail` are codes: no name of a person ever stands in them."""
        with self.rehearsal() as work:
            session, changes = work.session, work.changes
            work.detail, work.cible = detail, cible
            yield work
            session.flush()
            fusion.remember_owners(session, changes)
            writer = Writer(session.connection(), work.poste, work.now)
            work.numero = writer.write(work.auteur, acte, work.detail, work.cible, changes)
            moved = fusion.follow(session, changes)
            search.refresh(session, changes)
            search.follow(session, sorted(key for genre, key in moved if genre == "personne"))
            with lasting() if changes or work.beside else nullcontext(), leaving_with(session):
                session.commit()
        for numero, rows in work.beside:
            self._done(work, numero, acte, rows, source)
        if work.numero is not None:
            rows = frozenset((change.genre, key) for key, change in changes.items())
            self._done(work, work.numero, acte, rows | work.gone | moved, source)

    def _done(
        self, work: Work, numero: int, acte: str, rows: frozenset[tuple[str, str]], source: object | None
    ) -> None:
        """A work is in the file: this desk knows how far it went, and every open view hears of it."""
        self._done_here.add(numero)
        location.reached(work.poste.uuid, self.path, numero)
        self.announce(Changed(numero, acte, work.detail, rows, source))

    @contextmanager
    def rehearsal(self) -> Iterator[Work]:
        """A work that is played, then forgotten: leaving the block rolls back, and nobody is told."""
        with self._write(expire_on_commit=False, info=self._info) as session:
            work = Work(session, station(session.connection()), self.auteur, self.clock())
            watch(session, work.changes)
            yield work

    def follow(self) -> None:
        """Announce what another program wrote in this file since the last time: a command beside the window."""
        with self.reading() as session:
            held = _held(session)
            if held == self._seen:
                return
            others, rows = False, set[tuple[str, str]]()
            for poste, numero in held.items():
                since, mine = self._seen.get(poste, 0), self._done_here if poste == self._ici else ()
                if numero - since > sum(since < one <= numero for one in tuple(mine)):
                    others = True
                    written = select(Objet.genre, Objet.uuid).join(Ligne, Ligne.objet == Objet.id)
                    written = written.where(Ligne.poste == poste, Ligne.numero > since, Ligne.numero <= numero)
                    rows.update((genre, key) for genre, key in session.execute(written))
        self._seen = held
        self._done_here.difference_update([one for one in tuple(self._done_here) if one <= held.get(self._ici, 0)])
        if others:
            self.announce(Changed(0, "", "", frozenset(rows), None))

    def announce(self, changed: Changed) -> None:
        """Tell every open view, once what changed is committed."""
        for listener in tuple(self._listeners):
            listener(changed)

    @contextmanager
    def side(self, *, typing: bool = False) -> Iterator[Session]:
        """A session that writes this desk's own tables (drafts, contents), outside the journal. `typing`: what is being
        typed, and no value of it.
        """
        with self._write() as session:
            yield session
            with leaving_with(session, typing=typing):
                session.commit()

    def close(self) -> None:
        """Give the file back: the WAL is folded into it, and the user's settings know how far it went."""
        with suppress(DatabaseError, OSError):
            effacement.rewrite(self.engine)
        with suppress(DatabaseError, OSError), self.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BLINK}")  # it can wait: SQLite does it sooner or later
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            here = station(connection)
            location.remember(here.uuid, self.path, here.numero)
        self.engine.dispose()


def _held(session: Session) -> dict[int, int]:
    """How many works of each station the file holds."""
    return {one.id: one.numero for one in session.execute(select(Poste.id, Poste.numero))}
