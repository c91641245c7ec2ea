"""One account: what it may do, where, and whether it opens this desk. Passwords are asked in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_rooms import COMPTE
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.droits import FONCTIONS, Droits, Fonction, read_perimetre
from scolarite_desk.msg import N_, NOTHING, Msg, joined
from scolarite_desk.services import coffre
from scolarite_desk.services.coffre import Opening
from scolarite_desk.services.comptes import (
    ADMINISTRATEUR,
    LIMITS,
    change_profile,
    limit_account,
    restore_account,
    withdraw_account,
)
from scolarite_desk.store.queries.comptes import AccountView
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.demande import Secret, SecretForm, chosen
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.lists import lists_of, rows_of
from scolarite_desk.ui.look.texts import say, tr, trc
from scolarite_desk.ui.salles.comptes.agent import AgentForm
from scolarite_desk.ui.salles.comptes.nouveau import profiles
from scolarite_desk.ui.widgets import Button, Hairline, Words, column, row
from scolarite_desk.ui.widgets.flow import Flow

_BEGINNING = re.compile(r"[\s\u00a0]*[:,]")  # « Dossiers : état civil, adresse » is « Dossiers »
_THINGS = {"centre": N_("Centre"), "commission": N_("Commission"), "formation": N_("Formation")}


class FicheCompte(QWidget):
    """`on_changed()`: the list should be read again."""

    def __init__(self, desk: Desk, on_changed: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_changed = desk, on_changed
        self._account: AccountView | None = None
        theme = desk.theme
        self._lists = lists_of(desk, profil=profiles, limite=self._ends)
        self._name, self._state = Words(look="title"), Words(tone="muted", wrap=True)
        self.form = Form(
            theme,
            COMPTE,
            self._lists,
            on_commit=self._write,
            on_failure=self._told,
            drafts=desk.drafts,
            needs="comptes",
        )
        self.agent = AgentForm(desk, on_changed, "comptes")
        self._may = [Words(look="strong"), Words(wrap=True), Words(look="strong"), Words(tone="muted", wrap=True)]
        self._limits = QWidget()
        self._chips = column(self._limits, margins=(0, theme.tight))
        self._open = Button(theme, "", self.open_desk, icon="key-round", needs="comptes")
        self._open.may_say(tr("Nouveau mot de passe…"), tr("Autoriser sur ce poste…"))
        self._close = Button(theme, tr("Ne plus autoriser sur ce poste"), self.close_desk, icon="lock", needs="comptes")
        self._withdraw = Button(theme, trc("compte", "Retirer"), self.withdraw, icon="circle-minus", needs="comptes")
        self._restore = Button(theme, trc("compte", "Rétablir"), self.restore, icon="rotate-ccw", needs="comptes")
        self.mine, self.theirs, self.again = Secret(theme, ""), Secret(theme, ""), Secret(theme, "")
        self.ask = SecretForm(
            theme,
            (
                (tr("Votre mot de passe"), self.mine),
                (tr("Le sien, tapé ici"), self.theirs),
                (tr("Encore une fois"), self.again),
            ),
            tr("Autoriser sur ce poste"),
            self._let_in,
            icon="key-round",
            beside=(Button(theme, tr("Renoncer"), self._fold),),
        )
        self._lay()

    def _lay(self) -> None:
        theme = self._desk.theme
        head, body, desk, foot = QWidget(), QWidget(), QWidget(), QWidget()
        side = (theme.block, 0)
        column(head, self._name, self._state, margins=side, spacing=theme.tight)
        column(body, self._limits, *self._may, margins=side, spacing=theme.tight)
        self._here = Words(tone="muted", wrap=True)
        self._keys = Flow(self._open, self._close, spacing=theme.gap)
        column(
            desk, Words(tr("Ce poste"), look="strong"), self._here, self._keys, self.ask,
            margins=side, spacing=theme.gap,
        )  # fmt: skip
        row(foot, self._withdraw, self._restore, None, margins=side, spacing=theme.gap)
        column(
            self,
            head,
            self.form,
            self.agent,
            body,
            Hairline(),
            desk,
            Hairline(),
            foot,
            spacing=theme.gap + theme.tight,
            stretch=True,
        )

    def show_account(self, one: AccountView, here: Opening | None) -> None:
        """Another account, or the same one as it is now."""
        same = self._account is not None and self._account.nom == one.nom
        self._account = one
        self._name.setText(one.nom)
        self._state.setText(_state(one))
        self._state.setVisible(bool(self._state.text()))
        values = {"profil": one.profil, "limite": None}
        self._lists.forget()
        if same:
            self.form.refresh(values)
        else:
            self.form.commit()
            self.form.open(values, f"@{one.nom}")
            self._fold()
        self.form.set_read_only(not one.living)
        self.agent.show_account(one)
        self._show_may(one.profil)
        self._show_limits()
        self._show_desk(here)

    def open_desk(self) -> None:
        """Ask for both passwords."""
        self.ask.forget()
        self.ask.show()
        self._keys.hide()
        self.mine.setFocus()

    def close_desk(self) -> None:
        """This desk opens to the account no more."""
        account, store = self._account, self._desk.store
        if account is not None:
            self._desk.jobs.run(
                tr("Fermeture du poste"), lambda _: coffre.shut_out(store, account.nom), done=self._told_of
            )

    def withdraw(self) -> None:
        """The person works here no more."""
        self._act(withdraw_account)

    def restore(self) -> None:
        """The person is back."""
        self._act(restore_account)

    def _act(self, act: Callable[..., Any], *args: Any) -> None:
        if self._account is not None and self._desk.attempt(self, act, self._account.nom, *args):
            self._on_changed()

    def _write(self, field: Field, value: Any) -> None:
        assert self._account is not None
        if field.name == "profil":
            self._desk.do(self, change_profile, self._account.nom, value or "")
        elif value:
            thing, _, key = value.partition(":")
            self._limit({**self._kept(), thing: [*self._kept()[thing], key]})
        self._on_changed()

    def _limit(self, limits: dict[str, list[str]]) -> None:
        assert self._account is not None
        self._desk.do(self, limit_account, self._account.nom, limits if any(limits.values()) else None)

    def _kept(self) -> dict[str, list[str]]:
        """The perimeter of the account, by thing."""
        found = read_perimetre(self._account.perimetre) if self._account is not None else None
        return {thing: sorted(getattr(found, thing)) if found is not None else [] for thing in LIMITS}

    def _let_in(self) -> None:
        account = self._account
        if account is None or not chosen(self.ask.refuse, self.theirs, self.again):
            return
        mine, theirs = self.mine.text(), self.theirs.text()
        self.ask.busy(tr("Un instant…"))

        def done(_: object) -> None:
            self._fold()
            self._desk.messages.say(tr("Ce poste s’ouvre à {nom}, avec ce mot de passe.", nom=account.nom), "ok")
            self._on_changed()

        self._desk.jobs.run(
            tr("Ouverture du poste"),
            lambda _: coffre.let_in(self._desk.store, mine, account.nom, theirs),
            done=done,
            failed=partial(self.ask.failed, self.mine),
        )

    def _told_of(self, _: object) -> None:
        self._on_changed()

    def _fold(self) -> None:
        """Fold the lines that asked for passwords, and forget what they hold."""
        self.ask.forget()
        self.ask.hide()
        self._keys.show()

    def _show_may(self, profil: str) -> None:
        heads = trc("profil", "Modifie"), trc("profil", "Lit")
        for place, (head, said) in enumerate(zip(heads, _may(profil), strict=True)):
            words = self._may[2 * place : 2 * place + 2]
            for one, text in zip(words, (head, said), strict=True):
                one.setText(text)
                one.setVisible(bool(said) and profil != ADMINISTRATEUR)

    def _show_desk(self, here: Opening | None) -> None:
        assert self._account is not None
        living = self._account.living
        self._open.say(tr("Nouveau mot de passe…") if here else tr("Autoriser sur ce poste…"), icon="key-round")
        self._open.setVisible(living)
        self._close.setVisible(here is not None and self._account.nom != self._desk.store.auteur)
        self._withdraw.setVisible(living)
        self._restore.setVisible(not living)
        self._here.setText(_opened(here))
        if not living:
            self._fold()
        self._keys.setVisible(living and self.ask.isHidden())

    def _show_limits(self) -> None:
        """One button a limit: pressing it takes the limit away."""
        assert self._account is not None
        while (item := self._chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        buttons = [
            Button(
                self._desk.theme,
                self._lists.label("@limite", f"{thing}:{key}"),
                partial(self._unlimit, thing, key),
                icon="x",
                needs="comptes",
            )
            for thing, keys in self._kept().items()
            for key in keys
        ]
        for button in buttons:
            button.setToolTip(tr("Supprimer cette limite"))
        self._limits.setVisible(bool(buttons))
        if buttons:
            flow = Flow(*buttons, spacing=self._desk.theme.tight)
            self._chips.addWidget(flow)
            flow.show()  # at once: Qt would do it at the next turn, and the room would stay blank meanwhile

    def _unlimit(self, thing: str, key: str) -> None:
        limits = self._kept()
        limits[thing].remove(key)
        self._act(limit_account, limits if any(limits.values()) else None)

    def _ends(self) -> Iterator[tuple[str, str]]:
        """What an account can be limited to."""
        for thing, label in _THINGS.items():
            for one in rows_of(self._desk, thing):
                yield f"{thing}:{one.code}", f"{say(label)} · {one.label}"

    def _told(self, error: Exception) -> None:
        self._desk.messages.tell(error)


def _state(one: AccountView) -> str:
    if not one.living:
        return tr("Retiré\u00a0: ce compte n’ouvre plus aucun poste. Ses modifications restent à son nom.")
    return tr("Tient toute la base, les comptes et la clé de secours.") if one.profil == ADMINISTRATEUR else ""


def _may(profil: str) -> tuple[str, str]:
    """What the profile writes, then what it only reads, in the words of the table of rights."""
    droits = Droits(profil)
    writes = [one for one in FONCTIONS.values() if droits.may(one.code)]
    reads = [one for one in FONCTIONS.values() if one not in writes and droits.may(one.code, write=False)]
    return _short(writes), _short(reads)


def _short(found: list[Fonction]) -> str:
    return " · ".join(_BEGINNING.split(say(one.label))[0] for one in found)


def _opened(here: Opening | None) -> str:
    if here is None:
        return tr("N’ouvre pas ce poste\u00a0: un administrateur peut l’y autoriser.")
    session = N_("La session de cet ordinateur l’ouvre sans mot de passe.") if here.session else NOTHING
    return say(joined(" ", _since(here), session))


def _since(here: Opening) -> Msg:
    day = show_day(date.fromisoformat(here.le)) if here.le else ""
    if day and here.par:
        return N_("Ouvre ce poste depuis le {jour}, par {auteur}.", jour=day, auteur=here.par)
    if day:
        return N_("Ouvre ce poste depuis le {jour}.", jour=day)
    return N_("Ouvre ce poste, par {auteur}.", auteur=here.par) if here.par else N_("Ouvre ce poste.")
