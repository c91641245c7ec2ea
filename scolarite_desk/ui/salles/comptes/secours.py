"""The recovery key: since when there is one, and a new one, shown until it is put away and never again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.secours import GROUPS
from scolarite_desk.services import coffre
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.printing import preview
from scolarite_desk.ui.forms.demande import Secret, SecretForm
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Button, Card, CodeLine, Primary, Words, column, row

_GROUP = 5  # characters of a group
_ACROSS = 4  # groups on a line


def _since(day: str) -> str:
    """Since when there is a key; `day` is blank when there is none."""
    if not day:
        return tr("Cette base n’a pas encore de clé de secours.")
    return tr(
        "La clé actuelle a été faite le {jour}. Une nouvelle la remplace\u00a0: l’ancienne n’ouvrira plus que les "
        "sauvegardes déjà faites.",
        jour=show_day(date.fromisoformat(day)),
    )


class Secours(QWidget):
    """`on_leave()`: done with it."""

    def __init__(self, desk: Desk, on_leave: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_leave, self._key = desk, on_leave, ""
        theme = desk.theme
        self._since = Words(tone="muted", wrap=True)
        self.mine = Secret(theme, "")
        self.make = SecretForm(
            theme,
            ((tr("Votre mot de passe"), self.mine),),
            tr("Faire une nouvelle clé"),
            self._ask_key,
            icon="key-round",
            beside=(Button(theme, tr("Renoncer"), on_leave),),
        )
        self._groups = [Words(look="title") for _ in range(GROUPS)]
        self._card = self._made_card()
        why = tr(
            "Si tous les mots de passe sont oubliés, elle seule rouvre la base. Elle se garde sur papier, sous clé."
        )
        column(
            self, Words(tr("Clé de secours"), look="title"), Words(why, wrap=True), self._since, self.make,
            self._card, margins=(theme.block, 0), spacing=theme.gap, stretch=True,
        )  # fmt: skip

    def _made_card(self) -> Card:
        theme = self._desk.theme
        card, self._shown, foot = Card(theme), QWidget(), QWidget()
        keys = QWidget()
        laid = QGridLayout(keys)
        laid.setContentsMargins(0, theme.gap, 0, theme.gap)
        laid.setHorizontalSpacing(theme.block)
        laid.setVerticalSpacing(theme.gap)
        for rank, group in enumerate(self._groups):
            laid.addWidget(group, rank // _ACROSS, rank % _ACROSS)
        self.print = Primary(theme, tr("Imprimer…"), self.show_page, icon="printer")
        self.done = Button(theme, tr("J’ai mis la clé en lieu sûr"), self.verify, icon="check")
        row(foot, self.done, None, self.print, spacing=theme.gap)
        said = tr("Imprimez-la ou recopiez-la maintenant\u00a0: elle ne sera plus jamais affichée.")
        column(self._shown, Words(said, tone="warn", wrap=True), keys, foot)
        self.last = CodeLine(theme)
        self.proof = SecretForm(
            theme,
            ((tr("Dernier groupe"), self.last),),
            tr("Elle est rangée"),
            self.put_away,
            icon="check",
            beside=(Button(theme, tr("Revoir la clé"), self.look_again, icon="eye"),),
        )
        card.body.addWidget(self._shown)
        card.body.addWidget(self.proof)
        return card

    @property
    def waits(self) -> bool:
        """Whether a key is shown that was not put away."""
        return bool(self._key)

    def ask(self) -> None:
        """Before a new key: the one that is shown stays until it is put away."""
        since = coffre.recovery_since(self._desk.store.path)
        self._since.setText(_since(since))
        self._show()
        (self.print if self._key else self.mine).setFocus()

    def hand(self, key: str) -> None:
        """A key that was just made."""
        self._key = key
        for rank, (label, group) in enumerate(zip(self._groups, key.split("-"), strict=True), 1):
            label.setText(group)
            label.setAccessibleName(tr("Groupe {rang}\u00a0: {lettres}", rang=rank, lettres=" ".join(group)))
        self._show()
        self.print.setFocus()

    def show_page(self) -> None:
        """The page to print, over the window."""
        made = self._desk.obtain(partial(coffre.recovery_page, self._desk.store, self._key, langue=langue(SOURCE)))
        if made:
            page, title = made.answer, tr("Clé de secours")
            preview(self._desk, self, page.octets, title, "cle-de-secours.pdf", page.avertissements)

    def verify(self) -> None:
        """The key goes from the screen; its last group is read from the paper, so that there is one."""
        self._shown.hide()
        self.proof.show()
        self.last.clear()
        self.proof.say(tr("Lisez-le sur le papier\u00a0: les cinq derniers caractères de la clé."))
        self.last.setFocus()

    def look_again(self) -> None:
        """The key is not on paper yet."""
        self._show()
        self.print.setFocus()

    def put_away(self) -> None:
        """Gone from the screen, for good, once it was read on the paper."""
        if self.last.text().strip().upper() != self._key[-_GROUP:]:
            wrong = tr("Ce n’est pas le dernier groupe de cette clé. Revoyez-la, puis recopiez-la.")
            self.proof.refuse(wrong, self.last)
            self.last.selectAll()
            return
        self._key = ""
        for label in self._groups:
            label.setText("")
            label.setAccessibleName("")
        self._on_leave()

    def _ask_key(self) -> None:
        mine, store = self.mine.text(), self._desk.store
        self.make.busy(tr("Un instant…"))
        self._desk.jobs.run(
            tr("Clé de secours"),
            lambda _: coffre.new_recovery(store, mine),
            done=self.hand,
            failed=partial(self.make.failed, self.mine),
        )

    def _show(self) -> None:
        self.make.forget()
        for part in (self.make, self.make.foot):
            part.setVisible(not self._key)
        self._since.setVisible(not self._key)
        self._card.setVisible(bool(self._key))
        self._shown.show()
        self.proof.hide()
