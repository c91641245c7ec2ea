"""Every form of the window, killed while one types in it: each text was given, or is kept, never both."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

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

Record = Callable[[str, object], None]
Kept = dict[tuple[str, str], str]  # the drafts of a base
_PARTS = 4  # of the forms, as `part` says: processes may share them
_TIMES = 20  # kills in each form
_SLACK = 2.5 * formes.KEPT_EVERY / 1000  # seconds: what may be missing, on a machine that does other things too


def test_a_window_killed_in_any_of_its_forms_loses_at_most_the_last_second(
    window: Window, office: Store, qtbot: QtBot, tmp_path: Path, part: int, record_property: Record
) -> None:
    dossier, path = furnished(office), office.path
    every = list(spots(window, dossier))[part::_PARTS]
    settle(qtbot, lambda: not window.desk.jobs.busy)
    window.close()
    office.close()
    kills, wrong = Counter[str](), list[str]()
    for number, spot in enumerate(every):
        killer = Killer(formes.Play(dossier, spot), formes.PHASES, number)
        base = _copy(path, tmp_path / f"{number}")
        kept = Kept()
        for _ in range(_TIMES):
            told = killer.kill(base)
            lost, now = _lost(base, told, killer.died)
            wrong += [f"{spot.place} {one}" for one in (*_unshown(told, kept), *lost)]
            kept = now
        kills.update(killer.kills)
    record_property("kills survived", {f"{phase}, formulaires": count for phase, count in kills.items()})
    assert wrong == []


def _copy(path: Path, folder: Path) -> Path:
    folder.mkdir()
    for one in path.parent.glob(f"{path.name}*"):
        if one.is_file():
            shutil.copy(one, folder / one.name)
    return folder / path.name


def _unshown(told: list[Message], kept: Kept) -> list[str]:
    """What the base kept and the window opened next did not show."""
    shown = {(row, path): text for kind, row, path, text, *_ in (one for one in told if one[0] == "montre")}
    both = ((path, kept[row, path], text) for (row, path), text in shown.items() if (row, path) in kept)
    return [f"{path}: kept {one!r}, shown {text!r}" for path, one, text in both if one.casefold() != text.casefold()]


def _lost(base: Path, told: list[Message], died: float) -> tuple[list[str], Kept]:
    """The base opens, checks green; what is wrong with each text that was typed, and the drafts that are kept."""
    store = open_base(base, "Claire", PASSWORD, clock=lambda: MORNING)
    try:
        with store.reading() as session:
            kept: Kept = {(one.objet, one.champ): one.texte for one in session.scalars(select(Brouillon))}
            here = select(Poste.id).where(Poste.ici).scalar_subquery()
            written = session.scalar(select(func.max(Travail.numero)).where(Travail.poste == here)) or 0
        wrong = [f"check: {fault}" for fault in faults(store)]
        for (row, path), messages in _by_field(told).items():
            wrong += [f"{path}: {one}" for one in _wrong(messages, kept.get((row, path)), written, died)]
        return wrong, kept
    finally:
        store.engine.dispose()


def _by_field(told: list[Message]) -> dict[tuple[str, str], list[Message]]:
    found = dict[tuple[str, str], list[Message]]()
    for message in told:
        if len(message) > 1 and message[0] != "montre":
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
