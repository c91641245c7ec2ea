"""The programmes as a tree: centre, type of formation, formation. Right opens, Left closes, Enter opens or chooses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from scolarite_desk.models.rows.dossier_views import FormationRow
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.find import beginning
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import tr, trn
from scolarite_desk.ui.widgets import Empty

_FEW = 12  # formations that are all shown at first
_STEP = "\u2003"  # by which a line stands under another
_OPEN, _SHUT = "chevron-down", "chevron-right"


@dataclass(frozen=True)
class LigneProgramme:
    """One line: `path`, the titles above it and its own (a key for a formation); `formations`: those under it."""

    path: tuple[str, ...]
    titre: str
    formations: tuple[FormationRow, ...]
    ouverte: bool = False

    @property
    def formation(self) -> FormationRow | None:
        """The formation that the line is; None for what holds some."""
        return self.formations[0] if len(self.path) > len(_LEVELS) else None

    @property
    def dedans(self) -> str:
        """How many it holds, in words."""
        return trn("{n} formation", "{n} formations", len(self.formations))


_LEVELS = ("centre", "genre")


def depot(one: FormationRow) -> str:
    """The days of its deposit, without their years."""
    days = [show_day(one.calendrier.debut_depot)[:5], show_day(one.calendrier.fin_depot)[:5]]
    return "–".join(days) if any(days) else ""


class Programmes(Table[LigneProgramme]):
    """`wanted(formation)`: Enter or a double click on one."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, *, days: bool = False, empty: Empty | None = None) -> None:
        """`days`: those of the deposit are shown too."""
        self._desk = desk
        self._given: Sequence[FormationRow] = ()
        self._open: set[tuple[str, ...]] | None = None  # None: nobody opened nor closed anything yet
        columns = [
            Column[LigneProgramme](
                N_("Programme"),
                _title,
                icon=_icon,
                strong=lambda one: len(one.path) == 1,
                tone=_tone,
                stretch=True,
                chars=24,
                worth=3,
                spoken=_spoken,
            ),
            Column[LigneProgramme](
                N_("Code"), lambda one: one.formation.code if one.formation else "", tone=_tone, chars=12
            ),
        ]
        if days:
            told = Column[LigneProgramme](
                N_("Dépôt"), lambda one: depot(one.formation) if one.formation else "", tone=_tone
            )
            columns.append(told)
        super().__init__(desk.theme, columns, tr("Programmes"), key=lambda one: one.path, empty=empty)
        self.head.hide()  # lines of a tree have one order
        self.opens = tr("Ouvrir")
        self.opened.connect(self._enter)

    def show_rows(self, rows: Sequence[FormationRow]) -> None:
        """These formations; what was opened stays so."""
        self._given = rows
        self._fill_again()

    def reach(self, key: str) -> bool:
        """To a formation, opening what holds it; False when it is not there."""
        path = next((self._path(one) for one in self._given if one.key == key), None)
        if path is None:
            return False
        self._open = self._opened() | {path[:1], path[:2]}
        self._fill_again()
        return self.go(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right opens a line, or goes in; Left closes it, or goes up to what holds it."""
        one, key = self.current(), event.key()
        if one is None or event.modifiers() or key not in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._enter(one)
        elif key == Qt.Key.Key_Right:
            self.step(1) if one.ouverte else self._turn(one, opened=True)
        elif one.ouverte:
            self._turn(one, opened=False)
        else:
            self.go(one.path[:-1])

    def _found(self, typed: str) -> bool:
        """Letters go to a title, not to what stands before it."""
        place = beginning(typed, self.rows_model.rows, lambda one: one.titre, self.currentIndex().row())
        return place is not None and self.go(None, place=place)

    def _enter(self, one: LigneProgramme) -> None:
        if one.formation is not None:
            self.wanted.emit(one.formation)
        else:
            self._turn(one, opened=not one.ouverte)

    def _turn(self, one: LigneProgramme, *, opened: bool) -> None:
        if one.formation is None:
            self._open = self._opened() | {one.path} if opened else self._opened() - {one.path}
            self._fill_again()
            self.moved.emit(self.current())

    def _opened(self) -> set[tuple[str, ...]]:
        """What is open: all of a small offer until somebody closes something."""
        if self._open is not None:
            return self._open
        if len(self._given) > _FEW:
            return set()
        return {self._path(one)[:depth] for one in self._given for depth in (1, 2)}

    def _fill_again(self) -> None:
        ranks = {code: rank for rank, code in enumerate(one.code for one in self._desk.lists.entrees("formation_type"))}

        def order(one: FormationRow) -> tuple[bool, str, int, str]:
            return (not _centre(one), fold(_centre(one)), ranks.get(one.genre, len(ranks)), fold(one.libelle))

        self.fill(list(self._lines((), sorted(self._given, key=order))))

    def _lines(self, above: tuple[str, ...], rows: Sequence[FormationRow]) -> Iterable[LigneProgramme]:
        depth, opened = len(above), self._opened()
        if depth == len(_LEVELS):
            yield from (LigneProgramme(self._path(one), one.libelle or one.code, (one,)) for one in rows)
            return
        for path, some in groupby(rows, key=lambda one: self._path(one)[: depth + 1]):
            under = tuple(some)
            yield LigneProgramme(path, path[-1], under, path in opened)
            if path in opened:
                yield from self._lines(path, under)

    def _path(self, one: FormationRow) -> tuple[str, ...]:
        centre = _centre(one) or tr("Sans centre")
        genre = self._desk.lists.label("formation_type", one.genre) if one.genre else tr("Sans type")
        return (centre, genre, one.key)


def _centre(one: FormationRow) -> str:
    """Its centre, else what the office wrote of its faculty."""
    return one.centre or one.composante


def _title(one: LigneProgramme) -> str:
    held = "" if one.formation else f" ({len(one.formations)})"
    return f"{_STEP * (len(one.path) - 1)}{one.titre}{held}"


def _icon(one: LigneProgramme) -> str:
    return "graduation-cap" if one.formation else _OPEN if one.ouverte else _SHUT


def _tone(one: LigneProgramme) -> str:
    return "muted" if one.formation and not one.formation.en_service else "icon:muted"


def _spoken(one: LigneProgramme) -> str:
    if one.formation is not None:
        return one.titre
    if one.ouverte:
        return tr("{titre}, {nombre}, ouvert", titre=one.titre, nombre=one.dedans)
    return tr("{titre}, {nombre}, fermé", titre=one.titre, nombre=one.dedans)
