"""Every form of the window, killed while one types in it: each text was given, or is kept, never both."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from time import monotonic

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from scolarite_desk.models.tables.journal import Brouillon, Poste, Travail
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Store
from scolarite_desk.ui.frame.window import Window
from tests.services.conftest import MORNING, PASSWORD
from tests.store.damage import faults
from tests.torture import formes
from tests.torture.bourreau import Killer, Message
from tests.ui.conftest import theme, wardrobe
from tests.ui.every_form import furnished, spots
from tests.ui.office import founded, office, settle, window

__all__ = ["founded", "office", "theme", "wardrobe", "window"]

_TIMES = 2  # kills in each form
_SLACK = 2.5 * formes.KEPT_EVERY / 1000  # seconds: what may be missing, on a machine that does other things too


def test_a_window_killed_in_any_of_its_forms_loses_at_most_the_last_second(
    window: Window, office: Store, qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--torture"):
        pytest.skip("under --torture: it takes minutes")
    dossier, path = furnished(office), office.path
    every = list(spots(window, dossier))
    settle(qtbot, lambda: not window.desk.jobs.busy)
    window.close()
    office.close()
    began, kills, wrong = monotonic(), Counter[str](), list[str]()
    for number, spot in enumerate(every):
        killer = Killer(formes.Play(dossier, spot), formes.PHASES, number)
        base = _copy(path, tmp_path / f"{number}")
        for _ in range(_TIMES):
            told = killer.kill(base)
            wrong += [f"{spot.place} {one}" for one in _lost(base, told, killer.died)]
        kills.update(killer.kills)
        print(f"{number + 1}/{len(every)} {spot.place} {spot.paths[0]}: {monotonic() - began:.0f} s, {len(wrong)} lost")
    print(f"{kills.total()} kills in {len(every)} forms, {monotonic() - began:.0f} s, {len(wrong)} lost; {dict(kills)}")
    assert wrong == []


def _copy(path: Path, folder: Path) -> Path:
    folder.mkdir()
    for one in path.parent.glob(f"{path.name}*"):
        if one.is_file():
            shutil.copy(one, folder / one.name)
    return folder / path.name


def _lost(base: Path, told: list[Message], died: float) -> list[str]:
    """The base opens, checks green; what is wrong with each text that was typed."""
    store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
    try:
        with store.reading() as session:
            kept = {(one.objet, one.champ): one.texte for one in session.scalars(select(Brouillon))}
            here = select(Poste.id).where(Poste.ici).scalar_subquery()
            written = session.scalar(select(func.max(Travail.numero)).where(Travail.poste == here)) or 0
        wrong = [f"check: {fault}" for fault in faults(store)]
        for (row, path), messages in _by_field(told).items():
            wrong += [f"{path}: {one}" for one in _wrong(messages, kept.get((row, path)), written, died)]
        return wrong
    finally:
        store.engine.dispose()


def _by_field(told: list[Message]) -> dict[tuple[str, str], list[Message]]:
    found = dict[tuple[str, str], list[Message]]()
    for message in told:
        if len(message) > 1:
            found.setdefault((message[1], message[2]), []).append(message)
    return found


def _wrong(messages: list[Message], kept: str | None, written: int, died: float) -> list[str]:
    """`written`: the last work of the base; one more than was told may have taken the text just before the end."""
    kind, _row, _path, text, *rest = messages[-1]
    number = rest[-1]
    if kind == "quitte":
        if rest[0]:
            return [f"given ({text!r}), yet {kept!r} would come back"] if kept is not None else []
        return [] if kept == text or written > number else [f"left as {text!r}, kept as {kept!r}"]
    old = [one for one in messages if one[0] == "quitte" or one[4] < died - _SLACK]
    if not old or written > number:
        return []
    last = old[-1]
    if last[0] == "quitte" and last[4] and kept is None:
        return []  # nothing was typed again for long enough
    typed = {one[3] for one in messages[messages.index(last) :]}
    return [] if kept in typed else [f"typed {last[3]!r}, kept as {kept!r}"]
