"""What the commands that belong to no page do: undo, look, verify, open another base, withdraw a dossier."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from scolarite_desk import __version__
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.models.rules.french import counted
from scolarite_desk.services import undo
from scolarite_desk.services.dossiers import open_dossier, withdraw_item
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.check.check import Verified, check
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.habitudes import Habits
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.frame.help import Keys
from scolarite_desk.ui.look.texts import NBSP
from scolarite_desk.ui.look.theme import Scheme
from scolarite_desk.ui.widgets.files import ask_open

Call = Callable[[], object]


class Gestures(QObject):
    """`shown()`: the dossier that is open; `run(code)`: a command as its key would; `open_other(base)`: leave this base
    for another one.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        status: Status,
        habits: Habits,
        *,
        shown: Callable[[], DossierView | None],
        run: Callable[[str], object],
        open_other: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._status, self._habits = window, desk, status, habits
        self._shown, self._run, self._open_other = shown, run, open_other

    def calls(self) -> dict[str, Call]:
        """Commands, by code."""
        return {
            "ouvrir_base": self._ask_base,
            "verifier": self._verify,
            "annuler": lambda: self._step(undo.undo, lambda both: both.done, self.tr("Annulé"), "undo-2"),
            "retablir": lambda: self._step(undo.redo, lambda both: both.undone, self.tr("Rétabli"), "redo-2"),
            "nouvelle_annee": self._new_year,
            "retirer": self._withdraw,
            "theme": self._other_scheme,
            "plus_grand": lambda: self._resize(1),
            "plus_petit": lambda: self._resize(-1),
            "touches": self._keys,
            "a_propos": self._about,
        }

    def open_year(self, personne: str) -> None:
        """A person known from before: nothing is retyped."""
        opened = self._desk.attempt(self, open_dossier, personne)
        if opened:
            self._desk.show(opened.answer)

    def _new_year(self) -> None:
        view = self._shown()
        if view is not None:
            self.open_year(view.personne)

    def _step(self, step: undo.Step, stack: Callable[[undo.Stacks], undo.Stack], done: str, icon: str) -> None:
        """A few works here and now, those of a large lot in a job; the works that could not be are told."""
        store = self._desk.store
        both = self._desk.obtain(lambda: undo.stacks(store, store.unlocked_at))
        gesture = undo.last(stack(both.answer)) if both else None
        count, what = (len(gesture.travaux), gesture.label()) if gesture else (0, "")

        def told(back: undo.Reversal) -> None:
            if back.refused:
                self._desk.messages.say(f"{done}{NBSP}: {back}")
            else:
                self._status.say(f"{done}{NBSP}: {back}", icon, "accent")

        self._desk.jobs.several(what, count, lambda progress: step(store, store.unlocked_at, None, progress), done=told)

    def _withdraw(self) -> None:
        view = self._shown()
        if view is not None and self._desk.attempt(self, withdraw_item, "dossier", view.key):
            again = (self.tr("Remettre"), partial(self._run, "annuler"))
            self._desk.messages.say(f"Dossier {view.numero} mis à la corbeille.", "ok", [again])

    def _other_scheme(self) -> None:
        scheme = Scheme.LIGHT if self._desk.theme.dark else Scheme.DARK
        self._habits.keep("apparence/theme", scheme.value)
        self._desk.theme.set(scheme=scheme)

    def _resize(self, steps: int) -> None:
        size = self._habits.other_size(steps)
        self._habits.keep("apparence/taille", str(size))
        self._desk.theme.set(size=size)

    def _keys(self) -> None:
        keys = Keys(self._desk.theme, self._window)
        keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keys.show()

    def _about(self) -> None:
        chosen = self._desk.read(settings)
        parts = (
            f"Scolarité Desk {__version__}, sous licence Apache 2.0. Base{NBSP}: {self._desk.store.path}.",
            chosen["mention_rgpd"],
            chosen["dpo"],
        )
        self._desk.messages.say(" ".join(part for part in parts if part), "accent")

    def _ask_base(self) -> None:
        path = ask_open(self._window, self.tr("Ouvrir une base"), self.tr("Bases (*.sdesk)"))
        if path is not None:
            self._open_other(path)

    def _verify(self) -> None:
        def told(found: tuple[Verified, ...]) -> None:
            faults = [f"{one.nom}{NBSP}: {fault}" for one in found for fault in one.fautes]
            looked = sum(one.nombre for one in found)
            seen = counted(looked, "élément", "éléments")
            whole = f"La base est saine{NBSP}: {counted(len(found), 'vérification', 'vérifications')}, {seen}."
            self._desk.messages.say(" ".join(faults[:3]) or whole, "bad" if faults else "ok")

        store = self._desk.store
        self._desk.jobs.run(self.tr("Vérification"), lambda progress: check(store, progress), done=told)
