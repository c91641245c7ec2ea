"""Taking back, and doing again: whom it concerns is said first when they are out of sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services import undo
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.actions import Actions
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.dossier.dossier import DossierPane
from scolarite_desk.ui.look.texts import say, tr


class Retours(QObject):
    """`shown()`: the dossier that is open; `page()`: what the window shows."""

    def __init__(
        self, desk: Desk, status: Status, *, shown: Callable[[], DossierView | None], page: Callable[[], object]
    ) -> None:
        super().__init__(desk)
        self._desk, self._status, self._shown, self._page = desk, status, shown, page
        self._places: dict[int, object] = {}  # the page that was shown when each work was done
        self._last, self._asked = 0, ""  # the work done last; what was asked
        desk.changed.connect(self._placed)

    def calls(self) -> dict[str, Callable[[], object]]:
        """Commands, by code."""
        return {"annuler": lambda: self._step(_BACK), "retablir": lambda: self._step(_AGAIN)}

    def name(self, actions: Actions) -> None:
        """The two commands say what each would take back."""
        store = self._desk.store
        both = undo.stacks(store, store.unlocked_at)
        back, again = undo.last(both.done), undo.last(both.undone)
        label = tr("Annuler «\u00a0{acte}\u00a0»", acte=back.label()) if back else tr("Annuler")
        actions.enable("annuler", back is not None, label)
        label = tr("Rétablir «\u00a0{acte}\u00a0»", acte=again.label()) if again else tr("Rétablir")
        actions.enable("retablir", again is not None, label)

    def stay(self) -> None:
        """What was just done is taken back from the page that is shown now: the message that says so is there."""
        self._places[self._last] = self._page()

    def _placed(self, changed: Changed) -> None:
        self._last = changed.numero
        self._places[self._last] = self._page()

    def _step(self, way: Way) -> None:
        """The next one of that way; asked twice when the person whom it concerns is out of sight."""
        store = self._desk.store
        both = self._desk.obtain(lambda: undo.stacks(store, store.unlocked_at))
        gesture = undo.last(way.stack(both.answer)) if both else None
        out = self._out_of_sight(gesture) if gesture is not None else ""
        if gesture is None or not out:
            self._take(way, gesture)
            return
        told = way.asked(gesture.label(), out)
        if told == self._asked and told in self._desk.messages.text():
            self._asked = ""
            self._desk.messages.clear(all_of_them=False)
            self._take(way, gesture)
            return
        here = QApplication.focusWidget()
        self._asked = told
        self._desk.messages.ask(told, say(way.word), lambda: self._confirmed(way, here))

    def _confirmed(self, way: Way, here: QWidget | None) -> None:
        if here is not None:
            here.setFocus()
        self._asked = ""
        both = self._desk.obtain(lambda: undo.stacks(self._desk.store, self._desk.store.unlocked_at))
        self._take(way, undo.last(way.stack(both.answer)) if both else None)

    def _take(self, way: Way, gesture: undo.Gesture | None) -> None:
        """A few works here and now, those of a large lot in a job; the works that could not be are told."""
        store = self._desk.store
        count, what = (len(gesture.travaux), say(gesture.label())) if gesture else (0, "")

        def told(back: undo.Reversal) -> None:
            if back.refused:
                self._desk.messages.say(way.said(back.phrase))
            else:
                self._status.say(way.said(back.phrase), way.icon, "accent")

        self._desk.jobs.several(
            what, count, lambda progress: way.step(store, store.unlocked_at, None, progress), done=told
        )

    def _out_of_sight(self, gesture: undo.Gesture) -> str:
        """The people whom a gesture concerns, when what is shown is neither the page where it was done nor theirs."""
        read = self._desk.obtain(lambda: undo.concerned(self._desk.store, gesture))
        people, view, page = read.answer if read else {}, self._shown(), self._page()
        if view is not None and isinstance(page, DossierPane):
            seen = view.personne in people
        else:
            seen = any(self._places.get(numero) is page for numero in gesture.numeros)
        if seen or not people:
            return ""
        return ", ".join(sorted(people.values()))


def _undone(what: Msg) -> str:
    return tr("Annulé\u00a0: {acte}", acte=what)


def _redone(what: Msg) -> str:
    return tr("Rétabli\u00a0: {acte}", acte=what)


@dataclass(frozen=True)
class Way:
    """Back, or forth again."""

    step: undo.Step
    stack: Callable[[undo.Stacks], undo.Stack]
    said: Callable[[Msg], str]
    asked: Callable[[Msg, str], str]
    word: Msg
    icon: str


def _undo_asked(acte: Msg, qui: str) -> str:
    return tr("Hors de vue\u00a0: «\u00a0{acte}\u00a0», {qui}. L’annuler\u00a0?", acte=acte, qui=qui)


def _redo_asked(acte: Msg, qui: str) -> str:
    return tr("Hors de vue\u00a0: «\u00a0{acte}\u00a0», {qui}. Le rétablir\u00a0?", acte=acte, qui=qui)


_BACK = Way(undo.undo, lambda both: both.done, _undone, _undo_asked, N_("Annuler"), "undo-2")
_AGAIN = Way(undo.redo, lambda both: both.undone, _redone, _redo_asked, N_("Rétablir"), "redo-2")
