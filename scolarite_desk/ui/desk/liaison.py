"""The exchanges with the hub: soon after the base is opened, at intervals, when asked, and when one leaves the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import N_, NN_
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services import synchro
from scolarite_desk.services.rythme import pace
from scolarite_desk.services.synchro import Exchanged, HubState
from scolarite_desk.store.store import Store
from scolarite_desk.ui.desk.attempt import attempt
from scolarite_desk.ui.desk.jobs import Job, Jobs
from scolarite_desk.ui.look.texts import say, tr, trn

_FIRST, _MINUTE = 4_000, 60_000  # milliseconds after the opening
_SOON = 300  # milliseconds between a work and the count of those that wait to be sent
_AWAY = 2  # minutes between two looks for a hub that does not answer
REACH, _REACH_LEAVING = 5, 2  # seconds to reach the hub
_LEAVING = 3_000  # milliseconds that an exchange may hold the closing
SAFE = N_("Synchronisation impossible pour l’instant. Tout reste enregistré sur ce poste.")
_READ = 1_200  # milliseconds to read what was not sent, before the window closes


class Liaison(QObject):
    """One exchange at a time. `moved`: what `etat` or `busy` say is another; `done(Bilan, asked)`, `failed(sentence)`:
    an exchange ended, the latter for one that nobody asked for; `start()` is the window's.
    """

    moved = Signal()
    done = Signal(object, bool)
    failed = Signal(str)

    def __init__(self, store: Store, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._jobs = store, jobs
        self._job: Job | None = None
        self.etat: HubState = self._read()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._again)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.look)
        self._patience = QTimer(self, singleShot=True, interval=_LEAVING)
        self._patience.timeout.connect(self.cancel)
        self._parting = QTimer(self, singleShot=True, interval=_READ)
        self._live = False
        self._known = False  # whether the hub was away already: it is said once

    @property
    def busy(self) -> bool:
        """Whether an exchange runs."""
        return self._job is not None

    def start(self) -> None:
        """From now on it is exchanged without asking."""
        self._live = True
        self._timer.start(_FIRST)

    def stop(self) -> None:
        """Nothing will be done by itself any more: timers are stopped."""
        self._live = False
        for timer in (self._timer, self._soon, self._patience, self._parting):
            timer.stop()

    def wrote(self) -> None:
        """Something was written: count soon, off the path of typing."""
        if self.etat.adresse:
            self._soon.start()

    def look(self) -> None:
        """Read how things stand."""
        now = self._read()
        if now != self.etat:
            self.etat = now
            self.moved.emit()

    def settle(self) -> None:
        """This desk was enrolled, left, or decided another interval."""
        self.look()
        self._plan()

    def now(self, failed: Callable[[BaseException], object]) -> None:
        """Exchange now; `failed` hears why it could not be done."""
        self._run(failed, asked=True)

    def leave(self, then: Callable[[], object]) -> bool:
        """One leaves: send what was done, then call `then`, in a few seconds whatever happens. False: no need to, or
        the hub is known to be away.
        """
        self.look()
        if self.busy or not self.etat.a_envoyer or self.etat.faute:
            return False
        self._parting.timeout.connect(then)
        self._run(self._left, then, leaving=True)
        self._patience.start()
        return True

    def cancel(self) -> None:
        """Ask the exchange to stop."""
        if self._job is not None:
            self._job.cancel()

    def _again(self) -> None:
        if self.etat.adresse:
            self._run(self._tell)

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            raise error
        if not self._known:
            self.failed.emit(say(SAFE))

    def _left(self, error: BaseException) -> None:
        """Nobody waits for a hub to close the desk: what was not sent is said and stays."""
        if not isinstance(error, Refused | Unavailable | Cancelled):
            raise error
        self.failed.emit(unsent(self.etat))
        self._parting.start()

    def _run(
        self,
        failed: Callable[[BaseException], object],
        then: Callable[[], object] = lambda: None,
        *,
        asked: bool = False,
        leaving: bool = False,
    ) -> None:
        if self.busy:
            return
        store, self._known = self._store, bool(self.etat.faute)

        def work(progress: Progress) -> Exchanged:
            bilan = synchro.synchronise(store, progress, patience=_REACH_LEAVING if leaving else REACH)
            if not leaving:
                _documents(store, progress)
            return bilan

        def done(bilan: Exchanged) -> None:
            self._ended()
            self.done.emit(bilan, asked)
            then()

        def lost(error: BaseException) -> None:
            self._ended()
            failed(error)

        def cancelled() -> None:
            self._ended()
            if leaving:
                failed(Cancelled())

        self._timer.stop()
        self._job = self._jobs.run(tr("Synchronisation"), work, done=done, failed=lost, cancelled=cancelled, afar=True)
        self.moved.emit()

    def _ended(self) -> None:
        self._job = None
        self._patience.stop()
        self.etat = self._read()
        self.moved.emit()
        self._plan()

    def _plan(self) -> None:
        self._timer.stop()
        if self._live and self.etat.adresse:
            with self._store.reading() as session:
                minutes = pace(session).minutes
            self._timer.start(_MINUTE * (min(minutes, _AWAY) if self.etat.faute else minutes))

    def _read(self) -> HubState:
        with self._store.reading() as session:
            return synchro.hub_state(session)


def _documents(store: Store, progress: Progress) -> None:
    """Papers that the others issued: what cannot come now will come another time."""
    attempt(partial(synchro.bring_open_documents, store, progress), lambda _: None)


def said(bilan: Exchanged) -> str:
    """What an exchange did, in one sentence."""
    envoyes, recus, attendus = bilan.envoyes, bilan.recus.recus, bilan.recus.mis_en_attente
    if not (envoyes or recus or attendus):
        return tr("Rien de nouveau de part ni d’autre.")
    late = NN_(
        "{n} modification attend celles d’un autre poste",
        "{n} modifications attendent celles d’un autre poste",
        attendus,
    )
    counts = (
        (envoyes, NN_("{n} modification envoyée", "{n} modifications envoyées", envoyes)),
        (recus, NN_("{n} modification reçue", "{n} modifications reçues", recus)),
        (attendus, late),
    )
    return tr("Synchronisé\u00a0: {echanges}.", echanges=[words for count, words in counts if count])


def unsent(etat: HubState) -> str:
    """What stays here, "" when everything was sent."""
    count = etat.a_envoyer
    if not count:
        return ""
    return trn(
        "{n} modification reste à envoyer. Tout reste enregistré sur ce poste.",
        "{n} modifications restent à envoyer. Tout reste enregistré sur ce poste.",
        count,
    )
