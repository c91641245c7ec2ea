"""The status bar: what was saved at the left; the job that runs and the hub at the right. Its height never changes."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QStatusBar, QWidget

from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.synchro import HubState
from scolarite_desk.ui.desk.jobs import Job, Jobs
from scolarite_desk.ui.look.heures import here, hour
from scolarite_desk.ui.look.texts import say, tr, trc, trn
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Glyph, Link, Words, keep_room, row

_FULL = 1000  # steps of the bar
AFTER = 600  # milliseconds before a job is worth showing
# Why nothing is exchanged: nobody knows since when, since an hour of today, since another day.
_REFUSED = (
    N_("Synchronisation refusée"),
    N_("Synchronisation refusée depuis {heure}"),
    N_("Synchronisation refusée depuis le {moment}"),
)
_UNREACHED = (
    N_("Serveur commun injoignable"),
    N_("Serveur commun injoignable depuis {heure}"),
    N_("Serveur commun injoignable depuis le {moment}"),
)


class RunningJob(QWidget):
    """The job of the moment: name, bar, per cent, Annuler."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._name, self._share, self._bar = Words(), Words(), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(theme.wide(22), theme.gap)
        self._share.setMinimumWidth(theme.wide(7))
        self._cancel = Link(theme, trc("travail", "Annuler"), self._stop)  # no undoing
        row(self, self._name, self._bar, self._share, self._cancel, spacing=theme.gap)
        self._wait = QTimer(self, singleShot=True, interval=AFTER)
        self._wait.timeout.connect(self._appear)
        self._waiting: list[Job] = []
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        keep_room(self)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show this job if it lasts, after those that came before it; what nobody waits for comes last."""
        if self._job is not None and self._job.unasked and not job.unasked:
            self._waiting.insert(0, self._job)
            self._job = None
        asked = sum(not one.unasked for one in self._waiting)
        self._waiting.insert(len(self._waiting) if job.unasked else asked, job)
        job.stepped.connect(self._step)
        job.ended.connect(self._ended)
        if self._job is None:
            self._next()

    def _next(self) -> None:
        self._wait.stop()
        self._job = self._waiting.pop(0) if self._waiting else None
        if self._job is None:
            self.hide()
            return
        self._name.setText(self._job.name)
        self._bar.setAccessibleName(self._job.name)
        self._show(0, 0)
        if self.isHidden():
            self._wait.start()

    def _appear(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(True)
            self.show()

    def _step(self, done: int, total: int) -> None:
        if self.sender() is self._job:
            self._show(done, total)

    def _show(self, done: int, total: int) -> None:
        self._bar.setRange(0, _FULL if total > 0 else 0)  # bytes of a large base are beyond what a bar counts
        self._bar.setValue(_FULL * done // total if total > 0 else 0)
        self._share.setText(tr("{nombre}\u00a0%", nombre=100 * done // total) if total > 0 else "")

    def _ended(self) -> None:
        job = self.sender()
        if job is self._job:
            self._next()
        elif isinstance(job, Job) and job in self._waiting:
            self._waiting.remove(job)

    def _stop(self) -> None:
        if self._job is not None:
            self._cancel.setEnabled(False)
            self._job.cancel()


class Status(QStatusBar):
    """`saved(when)`, `say(text)` at the left; jobs, then the hub, at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._glyph, self._words = Glyph(theme, "", "ok"), Words()
        left = QWidget()
        row(left, self._glyph, self._words, margins=(theme.gap, 0), spacing=theme.tight + 2)
        self.running = RunningJob(theme)
        self.addWidget(left, 1)
        self.hub = Link(theme, "")
        self.hub.hide()
        self.addPermanentWidget(self.running)
        self.addPermanentWidget(self.hub)
        self._theme = theme
        self._measure()
        theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self.setMinimumHeight(self._theme.field + 2 * self._theme.tight)

    def saved(self, when: datetime) -> None:
        """What was typed is in the base."""
        self.say(tr("Enregistré à {heure}", heure=f"{when:%H:%M}"))

    def say(self, text: str, icon: str = "check", tone: str = "ok") -> None:
        """One sentence at the left, until the next one."""
        self._glyph.say(icon, tone)
        self._words.setText(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        """What is written at the left."""
        return self._words.text()

    def show_hub(self, etat: HubState, now: datetime, *, busy: bool) -> None:
        """How this desk stands with its hub; nothing when it has none."""
        words, icon, tone = hub_says(etat, now, busy=busy)
        self.hub.say(words, icon=icon, tone=tone)
        self.hub.setToolTip(etat.faute)
        self.hub.setAccessibleDescription(etat.faute)
        self.hub.setVisible(bool(words))

    def follow(self, jobs: Jobs) -> None:
        """Show whatever these jobs begin."""
        jobs.began.connect(self.running.follow)


def hub_says(etat: HubState, now: datetime, *, busy: bool) -> tuple[str, str, str]:
    """(words, icon, tone) of the hub; blank words without one."""
    if not etat.adresse:
        return "", "", ""
    if busy:
        return tr("Synchronisation…"), "refresh-cw", "accent"
    if etat.faute:
        return say(_failing(etat, now)), "triangle-alert", "warn"
    if etat.a_envoyer:
        return trn("{n} à envoyer", "{n} à envoyer", etat.a_envoyer), "upload", "muted"
    if etat.le is None:
        return tr("Jamais synchronisé"), "circle-dashed", "muted"
    return tr("Synchronisé {heure}", heure=_hour(etat.le, now)), "refresh-cw", "muted"


def _failing(etat: HubState, now: datetime) -> Msg:
    """Why nothing is exchanged, and since when."""
    failing, today, before = _REFUSED if etat.refus else _UNREACHED
    if etat.depuis is None:
        return failing
    hour = _hour(etat.depuis, now)
    return today.given(heure=hour) if _is_today(etat.depuis, now) else before.given(moment=hour)


def _hour(instant: datetime, now: datetime) -> str:
    """« 14:32 », with its day when it is another."""
    at = hour(instant)
    return at if _is_today(instant, now) else tr("{jour} à {heure}", jour=f"{here(instant):%d/%m}", heure=at)


def _is_today(instant: datetime, now: datetime) -> bool:
    return here(instant).date() == here(now).date()
