"""One's own password, for everybody; and whether this session of the system opens the base without it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import N_, Msg
from scolarite_desk.services import coffre
from scolarite_desk.store.queries.comptes import account
from scolarite_desk.store.vault import trousseau, vault
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.demande import Secret, SecretForm, chosen
from scolarite_desk.ui.look.texts import say, tr, trc
from scolarite_desk.ui.salles.comptes.agent import AgentForm
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Hairline, Page, Words, column, keep_room, row
from scolarite_desk.ui.widgets.heads import Head


class MotDePasseRoom(Room):
    """Two questions, one above the other."""

    title = N_("Mon mot de passe")
    code = "motdepasse"
    tables = frozenset({"compte"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self.mine = Secret(theme, tr("Mot de passe actuel"))
        self.new, self.again = Secret(theme, tr("Nouveau mot de passe")), Secret(theme, "")
        self.change = SecretForm(
            theme,
            (
                (trc("mot de passe", "Actuel"), self.mine),
                (trc("mot de passe", "Nouveau"), self.new),
                (tr("Encore une fois"), self.again),
            ),
            tr("Changer"),
            self._change,
            icon="check",
        )
        self.kept = Secret(theme, "")
        self.keep = SecretForm(
            theme,
            ((tr("Mot de passe"), self.kept),),
            tr("Retenir sur cette session"),
            self._keep,
            icon="user-check",
            main=False,
        )
        self._state = Words(tone="muted", wrap=True)
        self.forget = Button(theme, tr("Ne plus retenir"), self._forget, icon="x")
        self.agent = AgentForm(desk, self._named, "recus")
        body, line = QWidget(), QWidget()
        row(line, self.forget, None)
        own = tr("Il ne vaut que pour ce poste. Douze caractères au moins\u00a0: une phrase se retient mieux.")
        session = tr(
            "L’ordinateur peut garder de quoi ouvrir la base sans mot de passe, tant que votre session y est ouverte. "
            "C’est moins sûr\u00a0: qui prend la session prend la base. L’application verrouillée demande toujours le "
            "mot de passe."
        )
        column(
            body,
            Words(own, tone="muted", wrap=True), self.change, Hairline(),
            Words(tr("Ouvrir sans mot de passe"), look="strong"), Words(session, tone="muted", wrap=True),
            self._state, line, self.keep, Hairline(), self.agent,
            spacing=theme.gap, stretch=True,
        )  # fmt: skip
        body.setMaximumWidth(theme.wide(90))
        keep_room(self._state)
        column(
            self, Head(theme, say(self.title)), (Page(body), 1), margins=(theme.block, theme.block), spacing=theme.gap
        )

    def open(self) -> None:
        """The keyboard on the present password."""
        super().open()
        for one in (self.change, self.keep):
            one.forget()
        self.mine.setFocus()
        self.desk.jobs.run(tr("Trousseau"), lambda _: trousseau.why_not(), done=self._show_session)

    def lead(self, path: str) -> None:
        """The keyboard on one's own name, which a receipt asked for."""
        self.agent.form.focus("agent_prenom")

    def commit(self) -> bool:
        """One's own name; passwords being typed are dropped."""
        return self.agent.form.commit()

    def reload(self) -> None:
        """Whether the session keeps something for this account, and what papers say of its holder."""
        mine = self.desk.read(account, self.desk.store.auteur)
        self.agent.setVisible(mine is not None)
        if mine is not None:
            self.agent.show_account(mine)
        kept = vault.retained(self.desk.store.path, self.desk.store.auteur)
        self._state.setText(tr("Cette session ouvre la base pour vous.") if kept else "")
        self._state.setVisible(kept)
        self.forget.setVisible(kept)
        self.keep.setVisible(not kept)

    def _show_session(self, reason: Msg) -> None:
        """Greyed, with why, where the system has no keyring."""
        self.keep.setEnabled(not reason)
        self.keep.say(say(reason))

    def _change(self) -> None:
        if not chosen(self.change.refuse, self.new, self.again):
            return
        mine, new, store = self.mine.text(), self.new.text(), self.desk.store
        self._run(self.change, self.mine, lambda: coffre.change_password(store, mine, new), self._changed_it)

    def _changed_it(self) -> None:
        self.desk.messages.say(tr("Votre mot de passe est changé pour ce poste."), "ok")

    def _named(self) -> None:
        self.desk.messages.say(tr("Les prochains papiers vous nommeront ainsi."), "ok")
        self.desk.returned.emit()

    def _keep(self) -> None:
        mine, store = self.kept.text(), self.desk.store
        self._run(self.keep, self.kept, lambda: coffre.retain(store, mine), lambda: None)

    def _forget(self) -> None:
        store = self.desk.store
        self.desk.jobs.run(tr("Trousseau"), lambda _: coffre.forget_session(store), done=lambda _: self.reload())

    def _run(self, ask: SecretForm, at: Secret, act: Callable[[], object], told: Callable[[], object]) -> None:
        """A second or so away from the window: what a guess costs."""

        def done(_: object) -> None:
            ask.forget()
            self.reload()
            told()

        ask.busy(tr("Un instant…"))
        self.desk.jobs.run(say(self.title), lambda _: act(), done=done, failed=partial(ask.failed, at))
