"""What the commands that belong to no page do: look, verify, open another base, withdraw a dossier."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from scolarite_desk import __version__
from scolarite_desk.langue import SOURCE, installed, langue, said
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.msg import N_, NC_, NN_, joined
from scolarite_desk.services.archives import printed_dossiers
from scolarite_desk.services.dossiers import open_dossier, withdraw_item
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.ressaisie import ask_retyping
from scolarite_desk.store.check.check import Verified, check
from scolarite_desk.ui.desk.campagne import in_campaign
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.habitudes import LANGUE, Habits
from scolarite_desk.ui.desk.printing import preview
from scolarite_desk.ui.desk.status import Status
from scolarite_desk.ui.forms.held import give_up, go_to_held
from scolarite_desk.ui.frame.help import Keys
from scolarite_desk.ui.frame.retours import Retours
from scolarite_desk.ui.look.texts import say, spoken, tr
from scolarite_desk.ui.look.theme import Scheme
from scolarite_desk.ui.widgets.files import ask_open

Call = Callable[[], object]
# Translators: the name of your language, as the menu shows it: « English »
_ITSELF = NC_("nom de la langue", "Français")


class Gestures(QObject):
    """`shown()`: the dossier that is open; `page()`: what the window shows; `run(code)`: a command as its key would;
    `open_other(base)`: leave this base for another one.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        status: Status,
        habits: Habits,
        *,
        shown: Callable[[], DossierView | None],
        page: Callable[[], QWidget | None],
        run: Callable[[str], object],
        open_other: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._status, self._habits = window, desk, status, habits
        self._shown, self._run, self._open_other = shown, run, open_other
        self._page = page
        self.retours = Retours(desk, status, shown=shown, page=page)

    def calls(self) -> dict[str, Call]:
        """Commands, by code."""
        return {
            "ouvrir_base": self._ask_base,
            "verifier": self._verify,
            **self.retours.calls(),
            "nouvelle_annee": self._new_year,
            "retirer": self._withdraw,
            "ressaisir": self._retype,
            "imprimer_dossier": self._print,
            "champ_a_corriger": partial(self._held, go_to_held),
            "abandonner_saisie": partial(self._held, give_up),
            "theme": self._other_scheme,
            "plus_grand": lambda: self._resize(1),
            "plus_petit": lambda: self._resize(-1),
            "touches": self._keys,
            "a_propos": self._about,
        }

    def offer_languages(self, menu: QMenu) -> None:
        """In the menu, the languages that are installed, when there are several."""
        codes, chosen = installed(), self._habits.text(LANGUE) or spoken().code
        if len(codes) < 2:
            return
        listed = menu.addMenu(tr("Langue"))
        one_of = QActionGroup(listed)
        for code in codes:
            action = listed.addAction(said(_ITSELF, langue(code)), partial(self._speak, code))
            action.setCheckable(True)
            action.setChecked(code == chosen)
            one_of.addAction(action)

    def _speak(self, code: str) -> None:
        self._habits.keep(LANGUE, code)
        self._status.say(tr("Au prochain démarrage."), "info", "muted")

    def open_year(self, personne: str) -> None:
        """A person known from before: nothing is retyped."""

        def begin(campagne: str | None) -> None:
            opened = self._desk.attempt(self, open_dossier, personne, campagne)
            if opened:
                self._desk.show(opened.answer)

        in_campaign(self._desk, begin)

    def _held(self, act: Callable[[QWidget | None], bool]) -> None:
        """What keeps one on the page: go there, or give it up."""
        if act(self._page()):
            self._desk.messages.check()
        else:
            self._status.say(tr("Aucun champ à corriger ici."), "check", "muted")

    def _new_year(self) -> None:
        view = self._shown()
        if view is not None:
            self.open_year(view.personne)

    def _withdraw(self) -> None:
        view = self._shown()
        if view is not None and self._desk.attempt(self, withdraw_item, "dossier", view.key):
            self.retours.stay()
            again = (tr("Remettre"), partial(self._run, "annuler"))
            told = tr("Dossier {numero} mis à la corbeille.", numero=view.numero)
            self._desk.messages.say(told, "ok", [again])

    def _retype(self) -> None:
        """The dossier is to be typed in eCandidat: its tab is there, and is shown."""
        key = self._view.key
        if self._desk.attempt(self, ask_retyping, dossier=key):
            self._desk.show(key, "ressaisie")

    def _print(self) -> None:
        """The dossier that a commission examines, of each of its candidatures."""
        store, mine = self._desk.store, self._of_mine()
        if not mine:
            self._desk.messages.say(tr("Ajoutez d’abord une candidature."), "warn")
            return
        made = self._desk.obtain(lambda: printed_dossiers(store, mine, langue(SOURCE)))
        if made:
            name, told = made.answer.nom, ("dossiers", self._view.key)
            preview(self._desk, self._window, made.answer.octets, tr("Dossier à examiner"), name, told=told)

    @property
    def _view(self) -> DossierView:
        view = self._shown()
        assert view is not None
        return view

    def _of_mine(self) -> list[str]:
        """The candidatures of the dossier that live, and that the account may see."""
        view = self._shown()
        return [one.key for one in view.vivantes if not one.dehors] if view is not None else []

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
            tr(
                "Scolarité Desk {version}, sous licence Apache 2.0. Base\u00a0: {fichier}.",
                version=__version__,
                fichier=self._desk.store.path,
            ),
            chosen["mention_rgpd"],
            chosen["dpo"],
        )
        self._desk.messages.say(" ".join(part for part in parts if part), "accent")

    def _ask_base(self) -> None:
        path = ask_open(self._window, tr("Ouvrir une base"), tr("Bases (*.sdesk)"))
        if path is not None:
            self._open_other(path)

    def _verify(self) -> None:
        def told(found: tuple[Verified, ...]) -> None:
            faults = [
                N_("{verification}\u00a0: {faute}", verification=one.nom, faute=fault)
                for one in found
                for fault in one.fautes
            ]
            whole = N_(
                "La base est saine\u00a0: {verifications}, {elements}.",
                verifications=NN_("{n} vérification", "{n} vérifications", len(found)),
                elements=NN_("{n} élément", "{n} éléments", sum(one.nombre for one in found)),
            )
            self._desk.messages.say(say(joined(" ", *faults[:3]) or whole), "bad" if faults else "ok")

        store = self._desk.store
        self._desk.jobs.run(tr("Vérification"), lambda progress: check(store, progress), done=told)
