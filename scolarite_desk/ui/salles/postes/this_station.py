"""This desk and its hub: how things stand, letting it in by an invitation, how often it exchanges, leaving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_rooms import HUB, RYTHME
from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.msg import N_
from scolarite_desk.services import synchro
from scolarite_desk.services.rythme import choose_pace, pace
from scolarite_desk.sync.hub.hub_url import read_hub_url
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.status import hub_says
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.heures import zone
from scolarite_desk.ui.look.texts import tr, trc, trn
from scolarite_desk.ui.widgets import Badge, Button, Hairline, Page, Primary, Words, column
from scolarite_desk.ui.widgets.files import ask_open
from scolarite_desk.ui.widgets.flow import Flow
from scolarite_desk.ui.widgets.stay import stay


class Attendu(Protocol):
    """A station that works here wait for."""

    @property
    def nom(self) -> str: ...
    @property
    def attendu(self) -> int: ...


class ThisStation(QWidget):
    """`on_changed()`: the stations should be read again."""

    def __init__(self, desk: Desk, on_changed: Callable[[], object]) -> None:
        super().__init__()
        theme = desk.theme
        self._desk, self._on_changed = desk, on_changed
        self._late: Sequence[Attendu] = ()
        self._name, self._state = Words(look="title"), Badge(theme, "", "refresh-cw")
        self._lines, self._fault = Words(wrap=True), Words(tone="warn", wrap=True)
        self.form = Form(
            theme,
            RYTHME,
            desk.lists,
            on_commit=self._decide,
            on_failure=desk.messages.tell,
            drafts=desk.drafts,
            needs="hub",
        )
        self.ask = ActForm(theme, HUB, desk.lists, on_failure=desk.messages.tell)
        self.enrol = Primary(theme, tr("Inscrire ce poste"), self._enrol, icon="log-in", needs="hub")
        self._file = Button(theme, tr("Certificat…"), self._choose_file, icon="folder-open", needs="hub")
        self.leave = Button(theme, tr("Quitter le serveur commun"), self._warn, icon="log-out", needs="hub")
        self._sure = Button(
            theme, tr("Oui, quitter ce serveur commun"), self._leave, icon="log-out", tone="bad", needs="hub"
        )
        self._stay = Button(theme, tr("Rester"), self._unwarn)
        self._here, self._alone, self._confirm, self._foot = QWidget(), QWidget(), QWidget(), QWidget()
        self._lay()

    def _lay(self) -> None:
        theme, head, title = self._desk.theme, QWidget(), QWidget()
        side = (theme.block, 0)
        column(
            head, self._name, Flow(self._state, spacing=0), self._lines, self._fault, margins=side, spacing=theme.gap
        )
        away, inside = QWidget(), QWidget()
        gone = tr("Rien n’est perdu ici ni au serveur commun. Pour y revenir, il faudra une nouvelle invitation.")
        column(self._confirm, Words(gone, tone="warn", wrap=True), Flow(self._sure, self._stay, spacing=theme.gap),
               spacing=theme.gap)  # fmt: skip
        column(title, Words(tr("Échanges"), look="strong"), margins=side)
        column(away, Flow(self.leave, spacing=theme.gap), self._confirm, margins=side, spacing=theme.gap)
        column(self._here, Hairline(), title, self.form, Hairline(), away, spacing=theme.gap)
        why = tr(
            "Un serveur commun réunit les postes d’une scolarité\u00a0: chacun y dépose ce qu’il a fait et reçoit ce "
            "que les autres ont fait. Ce poste tiendra alors toute la base du serveur commun."
        )
        said = QWidget()
        column(said, Words(tr("Rejoindre un serveur commun"), look="strong"), Words(why, tone="muted", wrap=True),
               margins=side, spacing=theme.tight)  # fmt: skip
        column(self._foot, Flow(self.enrol, self._file, spacing=theme.gap), margins=(theme.block, theme.gap))
        column(self._alone, Hairline(), said, self.ask, spacing=theme.gap)
        column(inside, head, self._here, self._alone, spacing=theme.gap + theme.tight, stretch=True)
        column(self, (Page(inside), 1), self._foot)
        self._confirm.hide()

    def open(self) -> None:
        """What is decided now; nothing of an invitation stays."""
        kept = self._desk.read(pace)
        self.form.open({"minutes": kept.minutes, "quota": kept.quota}, "")
        if not self._desk.liaison.etat.adresse:
            self.ask.open({})
        self._unwarn()

    def say(self, late: Sequence[Attendu] | None = None) -> None:
        """How things stand. `late`: stations that works here wait for."""
        self._late = self._late if late is None else late
        etat = self._desk.liaison.etat
        self._name.setText(tr("Poste {poste}", poste=self._desk.store.poste))
        self._state.say(*self._stands())
        self._lines.setText("\n".join(self._said()))
        new = etat.faute != self._fault.text()
        self._fault.setText(etat.faute)
        if not stay(self._fault, bool(etat.faute), come=not self.isVisible()) and new:
            self._desk.messages.say(etat.faute, holds=lambda: self._desk.liaison.etat.faute == etat.faute)
        self._here.setVisible(bool(etat.adresse))
        for part in (self._alone, self._foot):
            part.setVisible(not etat.adresse)

    def _stands(self) -> tuple[str, str, str]:
        liaison = self._desk.liaison
        words, icon, tone = hub_says(liaison.etat, self._desk.store.clock(), busy=liaison.busy)
        if not words:
            return tr("Travaille seul"), "circle-dashed", "muted"
        return words, icon, "ok" if tone == "muted" and icon == "refresh-cw" else tone

    def _said(self) -> list[str]:
        etat = self._desk.liaison.etat
        if not etat.adresse:
            return [tr("Ce poste n’est inscrit à aucun serveur commun.")]
        hub = read_hub_url(etat.adresse)
        if hub.ici:
            where = tr("Serveur commun\u00a0: {base}, sur cette machine", base=hub.base)
        else:
            where = tr("Serveur commun\u00a0: {base}, sur {machine}", base=hub.base, machine=hub.hote)
        return [where, _last(etat), _unsent(etat), *map(_waiting, self._late)]

    def _decide(self, field: Field, value: Any) -> None:
        if value is not None:
            choose_pace(self._desk.store, **{field.name: value})
            self._desk.liaison.settle()

    def _choose_file(self) -> None:
        path = ask_open(self, tr("Certificat de l’autorité"), tr("Certificats (*.pem *.crt *.cer)"))
        if path is not None:
            self.ask.restore("autorite", str(path))

    def _enrol(self) -> None:
        asked = self.ask.asked()
        if asked is None:
            return
        missing = next((name for name in ("adresse", "code") if not asked[name]), "")
        if missing:
            self.ask.refused(missing, N_("À remplir."))
            return
        adresse = self._desk.obtain(partial(read_hub_url, asked["adresse"], asked["autorite"] or ""), self.ask.hear)
        if not adresse:
            return
        store, hub, code = self._desk.store, adresse.answer, asked["code"]
        self.enrol.setEnabled(False)
        self._desk.jobs.run(
            trc("serveur commun", "Inscription"), lambda _: synchro.enrol_desk(store, hub, code),
            done=lambda _: self._enrolled(), failed=self._refused, cancelled=lambda: self.enrol.setEnabled(True),
            afar=True,
        )  # fmt: skip

    def _enrolled(self) -> None:
        self.enrol.setEnabled(True)
        self.ask.open({})
        self._desk.liaison.settle()
        self._desk.messages.say(tr("Ce poste est inscrit. Le premier échange commence."), "ok")
        self._desk.liaison.now(self._desk.messages.tell)
        self._on_changed()

    def _refused(self, error: BaseException) -> None:
        self.enrol.setEnabled(True)
        self._desk.tell(error, self.ask.hear)

    def _warn(self) -> None:
        self._confirm.show()
        self.leave.hide()
        self._stay.setFocus()

    def _unwarn(self) -> None:
        self._confirm.hide()
        self.leave.show()

    def _leave(self) -> None:
        self._desk.liaison.cancel()
        if not self._desk.obtain(partial(synchro.leave_hub, self._desk.store)):
            return
        self._unwarn()
        self._desk.liaison.settle()
        self._on_changed()
        self.ask.focus()


def _last(etat: synchro.HubState) -> str:
    if etat.le is None:
        return tr("Dernier échange\u00a0: jamais")
    return tr("Dernier échange\u00a0: {moment}", moment=show_instant(etat.le, zone()))


def _unsent(etat: synchro.HubState) -> str:
    if not etat.a_envoyer:
        return tr("À envoyer\u00a0: rien")
    return trn("À envoyer\u00a0: {n} modification", "À envoyer\u00a0: {n} modifications", etat.a_envoyer)


def _waiting(one: Attendu) -> str:
    if not one.nom:
        return trn(
            "{n} modification reçue sera appliquée quand le poste inconnu aura envoyé les siennes",
            "{n} modifications reçues seront appliquées quand le poste inconnu aura envoyé les siennes",
            one.attendu,
        )
    return trn(
        "{n} modification reçue sera appliquée quand le poste {poste} aura envoyé les siennes",
        "{n} modifications reçues seront appliquées quand le poste {poste} aura envoyé les siennes",
        one.attendu,
        poste=one.nom,
    )
