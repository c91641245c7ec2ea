"""Slow work beside the window: told once, shown only when it lasts, stopped when asked."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from time import sleep

import pytest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from scolarite_desk.errors import Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.ui.desk.jobs import Jobs
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.look.theme import Theme


class Office:
    """Jobs, and what became of them."""

    def __init__(self) -> None:
        self.told: list[BaseException] = []
        self.done: list[object] = []
        self.threads: set[str] = set()
        self.jobs = Jobs(self.told.append)

    def finish(self, result: object) -> None:
        self.threads.add(threading.current_thread().name)
        self.done.append(result)


@pytest.fixture
def office(qtbot: QtBot) -> Iterator[Office]:
    office = Office()
    yield office
    office.jobs.shutdown()


def endless(progress: Progress) -> None:
    """Works until it is asked to stop."""
    for _ in range(10_000):
        progress.step(0, 10)
        sleep(0.001)


def test_every_job_is_told_once_in_the_thread_of_the_window(office: Office, qtbot: QtBot) -> None:
    for number in range(300):
        office.jobs.run("Essai", lambda progress, number=number: number, done=office.finish)
    qtbot.waitUntil(lambda: len(office.done) == 300)
    assert office.done == list(range(300))
    assert office.threads == {"MainThread"}
    assert not office.jobs.busy


def test_a_failure_goes_to_whoever_asked_or_to_the_one_place_that_tells(office: Office, qtbot: QtBot) -> None:
    def full(progress: Progress) -> None:
        raise Unavailable(N_("Le disque est plein."))

    mine: list[BaseException] = []
    office.jobs.run("Export", full, done=office.finish, failed=mine.append)
    office.jobs.run("Export", full, done=office.finish)
    qtbot.waitUntil(lambda: len(office.told) == 1)
    assert [str(error) for error in mine + office.told] == ["Le disque est plein."] * 2
    assert office.done == []


def test_a_cancelled_job_ends_at_its_next_step(office: Office, qtbot: QtBot) -> None:
    stopped: list[str] = []
    job = office.jobs.run("Export", endless, done=office.finish, cancelled=lambda: stopped.append("arrêté"))
    job.cancel()
    qtbot.waitUntil(lambda: stopped == ["arrêté"])
    assert (office.done, office.told) == ([], [])


def test_what_waits_for_the_network_keeps_nothing_else_waiting(office: Office, qtbot: QtBot) -> None:
    afar = office.jobs.run("Loin", endless, afar=True)
    office.jobs.run("Ici", lambda progress: "fait", done=office.finish)
    qtbot.waitUntil(lambda: office.done == ["fait"])
    assert office.jobs.busy, "the other one still waits"
    afar.cancel()
    qtbot.waitUntil(lambda: not office.jobs.busy)


def test_what_nobody_waits_for_keeps_nobody_waiting(office: Office, qtbot: QtBot) -> None:
    behind = office.jobs.run("Sauvegarde", endless, unasked=True)
    office.jobs.run("Suggestions", lambda progress: "fait", done=office.finish)
    qtbot.waitUntil(lambda: office.done == ["fait"])
    assert office.jobs.busy, "the backup still runs"
    behind.cancel()
    qtbot.waitUntil(lambda: not office.jobs.busy)


def test_what_somebody_waits_for_is_shown_before_what_nobody_does(office: Office, theme: Theme, qtbot: QtBot) -> None:
    status = Status(theme)
    qtbot.addWidget(status)
    status.follow(office.jobs)
    behind = office.jobs.run("Sauvegarde", endless, unasked=True)
    asked = office.jobs.run("Examen des lettres", endless)
    assert status.running._name.text() == "Examen des lettres"
    asked.cancel()
    qtbot.waitUntil(lambda: status.running._name.text() == "Sauvegarde")
    behind.cancel()
    qtbot.waitUntil(lambda: not office.jobs.busy)


def test_closing_waits_for_the_step_and_calls_nobody_back(office: Office, qtbot: QtBot) -> None:
    office.jobs.run("Export", endless, done=office.finish)
    office.jobs.run("Export", endless, done=office.finish)
    office.jobs.shutdown()
    qtbot.wait(20)
    assert (office.done, office.told) == ([], [])
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job")]


def test_a_short_job_is_never_shown_and_a_long_one_can_be_cancelled(office: Office, theme: Theme, qtbot: QtBot) -> None:
    window = QMainWindow()
    status = Status(theme)
    window.setStatusBar(status)
    qtbot.addWidget(window)
    status.follow(office.jobs)
    status.running._wait.setInterval(80)
    window.show()
    height = status.height()
    office.jobs.run("Court", lambda progress: 1, done=office.finish)
    qtbot.waitUntil(lambda: office.done == [1])
    assert not status.running.isVisible()
    office.jobs.run("Export des décisions", endless)
    qtbot.waitUntil(status.running.isVisible)
    assert status.height() == height
    status.running._cancel.click()
    qtbot.waitUntil(lambda: not status.running.isVisible())
    assert status.height() == height


def test_progress_is_shown_in_per_cent(office: Office, theme: Theme, qtbot: QtBot) -> None:
    gate = threading.Event()

    def half(progress: Progress) -> None:
        progress.step(62, 100)
        gate.wait(5)

    status = Status(theme)
    qtbot.addWidget(status)
    status.follow(office.jobs)
    office.jobs.run("Export", half, done=office.finish)
    qtbot.waitUntil(lambda: status.running._share.text() == "62\u00a0%")
    gate.set()
    qtbot.waitUntil(lambda: office.done == [None])


def test_a_backup_of_many_gigabytes_says_how_far_it_is(office: Office, theme: Theme, qtbot: QtBot) -> None:
    gate = threading.Event()

    def large(progress: Progress) -> None:
        progress.step(3_000_000_000, 4_000_000_000)  # bytes: beyond 32 bits
        gate.wait(5)

    status = Status(theme)
    qtbot.addWidget(status)
    status.follow(office.jobs)
    office.jobs.run("Sauvegarde", large, done=office.finish)
    qtbot.waitUntil(lambda: status.running._share.text() == "75\u00a0%")
    bar = status.running._bar
    assert bar.value() / bar.maximum() == 0.75
    gate.set()
    qtbot.waitUntil(lambda: office.done == [None])


def test_a_loop_of_many_steps_does_not_flood_the_window(office: Office, qtbot: QtBot) -> None:
    seen: list[int] = []

    def many(progress: Progress) -> None:
        for number in range(50_000):
            progress.step(number, 50_000)

    job = office.jobs.run("Export", many, done=office.finish)
    job.stepped.connect(lambda done, total: seen.append(done))
    qtbot.waitUntil(lambda: office.done == [None])
    assert len(seen) < 100


class Held(QWidget):
    """A widget in a cycle: only collection ends it."""

    def __init__(self, ends: list[str]) -> None:
        super().__init__()
        self.held, self.ends = self, ends

    def __del__(self) -> None:
        self.ends.append(threading.current_thread().name)


def test_a_widget_never_dies_in_the_worker(office: Office, qtbot: QtBot) -> None:
    def crowd(progress: Progress) -> None:
        assert len([{"self": []} for _ in range(100_000)]) > gc.get_threshold()[0]

    ends: list[str] = []
    Held(ends)
    office.jobs.run("Export", crowd, done=office.finish)
    qtbot.waitUntil(lambda: office.done == [None])
    assert ends == []
    gc.collect()
    assert ends == ["MainThread"]
    kept = Held(ends)
    kept.held = None
    office.jobs.run("Export", lambda progress, kept=kept: None, done=office.finish)
    del kept
    qtbot.waitUntil(lambda: ends == ["MainThread"] * 2)


def test_what_the_worker_leaves_is_collected_while_the_window_lives(office: Office, qtbot: QtBot) -> None:
    ends: list[str] = []
    Held(ends)
    crowd = [[] for _ in range(gc.get_threshold()[0] + 100)]
    qtbot.waitUntil(lambda: ends == ["MainThread"])
    assert crowd
