"""Who works here: accounts, what they may do, and which of them open this very desk."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.droits import PROFILS, read_perimetre
from scolarite_desk.msg import N_, NN_, joined
from scolarite_desk.services.coffre import Opening, openings
from scolarite_desk.store.queries.comptes import AccountView, accounts
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.heures import day
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.comptes.fiche import FicheCompte
from scolarite_desk.ui.salles.comptes.nouveau import NouveauCompte
from scolarite_desk.ui.salles.comptes.secours import Secours
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Empty, Page, Stacked, column
from scolarite_desk.ui.widgets.feet import Footed
from scolarite_desk.ui.widgets.heads import Head
from scolarite_desk.ui.widgets.panels import Nothing


class ComptesRoom(Room):
    """The accounts at the left; at the right the chosen one, a new one, or the recovery key."""

    title = N_("Comptes")
    code = "comptes"
    tables = frozenset({"compte", "centre", "commission", "formation"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._here: dict[str, Opening] = {}
        self._founding = False  # the base was just made
        acts = (
            Button(theme, tr("Clé de secours"), self.to_recovery, icon="key-round", needs="comptes"),
            Button(theme, tr("Ajouter un compte"), self.add, icon="user-plus", needs="comptes"),
        )
        self.head = Head(theme, say(self.title), acts)
        nobody = Empty(theme, "users", tr("Aucun compte."), tr("Ajoutez la première personne."))
        self.table = Table[AccountView](
            theme, self._columns(), tr("Comptes"), key=lambda one: one.nom, empty=nobody,
            shape=desk.shape("comptes"),
        )  # fmt: skip
        self.table.moved.connect(self._moved)
        self.fiche: FicheCompte = FicheCompte(desk, self.reload)
        self.table.opened.connect(lambda one: self.fiche.form.focus())
        self.nouveau = NouveauCompte(desk, self._added)
        self.secours = Secours(desk, self.back)
        self._panels = Stacked()
        self._pages: dict[QWidget, QWidget] = {one: Page(one) for one in (self.fiche, self.nouveau)}
        self._pages[self.secours] = Footed(theme, self.secours, self.secours.make.foot)
        for panel in (Nothing(), *self._pages.values()):
            self._panels.addWidget(panel)
        top, left = QWidget(), QWidget()
        column(top, self.head, margins=(theme.block, theme.block))
        column(left, (self.table, 1)).setContentsMargins(theme.block, 0, theme.gap, 0)
        left.setMinimumWidth(theme.wide(40))
        column(self, top, (Beside(theme, left, self._panels, wide=58, least=40), 1))

    def open(self) -> None:
        """The list first."""
        super().open()
        if self.table.current() is None:
            self.table.step(0)
        self.table.setFocus()

    def reload(self, go: str = "") -> None:
        """Read the accounts again, and the one that is shown."""
        self._here = openings(self.desk.store.path)
        rows = self.desk.read(accounts)
        self.table.fill(rows)
        living = sum(one.living for one in rows)
        opened = len(self._here)
        said = joined(
            " · ",
            NN_("{n} en service", "{n} en service", living),
            NN_("{n} ouvre ce poste", "{n} ouvrent ce poste", opened),
        )
        self.head.say(say(self.title), say(said))
        if go:
            self.table.go(go)
        if self._panels.currentWidget() is self._pages[self.fiche] or go:
            self._moved(self.table.current())

    def hideEvent(self, event: QHideEvent) -> None:
        """One who leaves a key that was not put away is told: it goes with the window."""
        super().hideEvent(event)
        if self.secours.waits and not event.spontaneous():
            QTimer.singleShot(0, self, self._remind)  # once the page that is shown instead has cleared what was said

    def _remind(self) -> None:
        if self.secours.waits and self.window().isVisible() and not self.isVisible():
            said = tr("La clé de secours n’est pas encore rangée\u00a0: fermer la fenêtre l’efface.")
            again = (tr("Revoir la clé"), self._back_to_key)
            self.desk.messages.say(said, "warn", [again], holds=lambda: self.secours.waits)

    def _back_to_key(self) -> None:
        self.desk.entered.emit(self.code, "")
        self.to_recovery()

    def lead(self, path: str) -> None:
        """A recovery key that was just made, to be put away before anything else; then the first steps."""
        self._founding = True
        self._panels.setCurrentWidget(self._pages[self.secours])
        self.secours.hand(path)

    def add(self) -> None:
        """A new account."""
        self._panels.setCurrentWidget(self._pages[self.nouveau])
        self.nouveau.ask()

    def to_recovery(self) -> None:
        """The recovery key."""
        self._panels.setCurrentWidget(self._pages[self.secours])
        self.secours.ask()

    def back(self) -> None:
        """Show the account that is chosen in the list."""
        self._moved(self.table.current())
        self.table.setFocus()
        if self._founding:
            self._founding = False
            self.desk.entered.emit("premiers_pas", "")

    def commit(self) -> bool:
        """The forms of the account; passwords being typed are dropped."""
        return self.fiche.form.commit() and self.fiche.agent.form.commit()

    def form(self) -> Form | None:
        """What the palette leads to."""
        return self.fiche.form if self._panels.currentWidget() is self._pages[self.fiche] else None

    def _added(self, nom: str) -> None:
        self.reload(nom)
        self.fiche.open_desk()

    def _moved(self, one: AccountView | None) -> None:
        self._panels.setCurrentIndex(0 if one is None else 1)
        if one is not None:
            self.fiche.show_account(one, self._here.get(one.nom))

    def _columns(self) -> tuple[Column[AccountView], ...]:
        def tone(one: AccountView) -> str:
            return "" if one.living else "muted"

        def mark(one: AccountView) -> str:
            return "" if one.living else "circle-minus"

        def desk(one: AccountView) -> str:
            return tr("Ouvert") if one.nom in self._here else ""

        def key(one: AccountView) -> str:
            return "key-round" if one.nom in self._here else ""

        return (
            Column(N_("Nom"), lambda one: one.nom, tone=tone, icon=mark, chars=20, stretch=True),
            Column(N_("Profil"), _profile, tone=tone, chars=15),
            Column(N_("Périmètre"), _limits, tone=tone, chars=12),
            Column(N_("Ce poste"), desk, icon=key, tone=lambda one: "icon:accent", chars=9),
            Column(
                N_("Dernière modification"),
                lambda one: day(one.vu_le) if one.vu_le else "",
                tone=tone,
                chars=11,
                worth=0,
                sort=lambda one: one.vu_le,
            ),
        )


def _profile(one: AccountView) -> str:
    return say(PROFILS[one.profil]) if one.profil in PROFILS else one.profil


def _limits(one: AccountView) -> str:
    found = read_perimetre(one.perimetre)
    if found is None:
        return ""
    count = len(found.centre) + len(found.commission) + len(found.formation)
    return trn("{n} limite", "{n} limites", count)
