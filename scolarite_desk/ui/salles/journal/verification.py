"""Whether the base can be trusted: its checks, what a witness saw of it, and the day’s seal to be kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.langue import number
from scolarite_desk.models.fields.of_rooms import SCEAU
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.sceau import confront, issue_seal, read_witness, read_witness_file
from scolarite_desk.store.check.check import Verified, check
from scolarite_desk.store.safety.temoin import Tip
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.edition import preview_act
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.widgets import Button, Empty, Page, Primary, Strip, Words, column, row
from scolarite_desk.ui.widgets.files import ask_open


def _verdict(one: Verified) -> str:
    found = len(one.fautes)
    return trn("{n} anomalie", "{n} anomalies", found) if found else tr("aucune anomalie")


_CHECKS = (
    Column[Verified](N_("Vérification"), lambda one: say(one.nom), chars=22,
                     icon=lambda one: "triangle-alert" if one.fautes else "circle-check",
                     tone=lambda one: "bad" if one.fautes else "icon:ok"),
    Column[Verified](N_("Éléments"), lambda one: number(one.nombre), chars=10, sort=lambda one: one.nombre),
    Column[Verified](N_("Verdict"), _verdict, tone=lambda one: "bad" if one.fautes else "muted",
                     stretch=True),
)  # fmt: skip


class Verification(QWidget):
    """`tell(words)`: what the head of the room says."""

    def __init__(self, desk: Desk, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.desk, self._tell, theme = desk, tell, desk.theme
        self.verify = Primary(theme, tr("Vérifier la base"), self.run, icon="clipboard-check")
        nothing = Empty(theme, "clipboard-check", tr("La base n’a pas encore été vérifiée."))
        self.checks = Table[Verified](theme, _CHECKS, tr("Vérifications"), key=lambda one: one.nom, empty=nothing)
        self.checks.moved.connect(self._told)
        self._faults = Words(wrap=True)
        self.asked = ActForm(theme, SCEAU, desk.lists, on_failure=desk.messages.tell)
        self.asked.noted.connect(lambda _: self.compare())
        self.verdict = Strip(theme)
        self.verdict.hide()
        self._file = Button(theme, tr("Fiche d’une sauvegarde…"), self.compare_file, icon="folder-open")
        self.seal = Button(theme, tr("Éditer la preuve du jour"), self.print_, icon="stamp", needs="journal")
        self._place()

    def _place(self) -> None:
        theme, margin = self.desk.theme, self.desk.theme.block
        left, right = QWidget(), QWidget()
        column(left, _alone(self.verify), (self.checks, 1), self._faults, spacing=theme.gap)
        sealed = self._part(tr("Preuve d’intégrité du jour"), say(_SEAL), self.seal)
        witness = self._part(tr("Contrôler avec une preuve imprimée"), say(_WITNESS))
        answer = QWidget()
        said = column(answer, _alone(self._file), self.verdict, spacing=theme.gap)
        said.setContentsMargins(margin, 0, margin, margin)
        limits = self._part(tr("Ce que rien ici ne prouve"), say(_LIMITS))
        column(right, sealed, witness, self.asked, answer, limits, stretch=True)
        column(self, Beside(theme, left, Page(right), wide=64, least=40), margins=(margin, margin))

    def _part(self, title: str, said: str, act: QWidget | None = None) -> QWidget:
        theme, part = self.desk.theme, QWidget()
        acts = [_alone(act)] if act is not None else []
        inside = column(part, Words(title, look="strong"), Words(said, tone="muted", wrap=True), *acts,
                        spacing=theme.gap)  # fmt: skip
        inside.setContentsMargins(theme.block, 0, theme.block, theme.block)
        return part

    def open(self) -> None:
        """On the act that one comes for."""
        self._tell("")
        self._told(self.checks.current())
        self.verify.setFocus()

    def reload(self) -> None:
        """Nothing here follows what the base holds: it is asked again."""

    def form(self) -> Form:
        """What a witness says."""
        return self.asked

    def run(self) -> None:
        """Every check, away from the window."""
        store = self.desk.store
        self.verify.setEnabled(False)

        def done(found: tuple[Verified, ...]) -> None:
            self.verify.setEnabled(True)
            self.checks.fill(found)
            wrong = [one for one in found if one.fautes]
            if wrong:
                self.checks.go(wrong[0].nom)
            alert = tr("Des anomalies ont été trouvées\u00a0: prévenez l’administrateur")
            self._tell(alert if wrong else tr("Tout est en ordre"))
            self._told(self.checks.current())

        def failed(error: BaseException) -> None:
            self.verify.setEnabled(True)
            self.desk.messages.tell(error)

        self.desk.jobs.run(
            tr("Vérification"), lambda progress: check(store, progress), done=done, failed=failed,
            cancelled=lambda: self.verify.setEnabled(True),
        )  # fmt: skip

    def compare(self) -> None:
        """What the seal that was typed saw."""
        text = self.asked.values.get("code")
        if text:
            self._compare(lambda: read_witness(text))

    def compare_file(self) -> None:
        """What a backup saw, by its own sheet."""
        path = ask_open(self, tr("Fiche d’une sauvegarde"), tr("Fiches (*.json)"))
        if path is not None:
            self._compare(lambda: read_witness_file(path))

    def print_(self) -> None:
        """The day's seal, shown before it is printed."""
        preview_act(self.desk, self, issue_seal, title=tr("Preuve d’intégrité"), genre="sceau")

    def _compare(self, read: Callable[[], tuple[Tip, ...]]) -> None:
        def both() -> tuple[tuple[Tip, ...], Sequence[Msg]]:
            seen = read()
            return seen, confront(self.desk.store, seen)

        def hear(refused: Refused) -> bool:
            self.verdict.hide()
            return self.asked.hear(refused)

        compared = self.desk.obtain(both, hear)
        if not compared:
            return
        seen, told = compared.answer
        through = [N_("modification {numero}", numero=number(one.numero)) for one in seen]
        well = N_(
            "Le journal passe bien par là\u00a0: {modifications}. Vérifiez aussi la base, pour ce qui précède.",
            modifications=through,
        )
        said = say(joined(" ", *told) if told else well)
        self.verdict.say(said, "triangle-alert" if told else "circle-check", "bad" if told else "ok")
        self.verdict.show()

    def _told(self, one: Verified | None) -> None:
        self._faults.setText("\n".join(say(fault) for fault in one.fautes) if one is not None else "")
        self._faults.setVisible(bool(one is not None and one.fautes))


def _alone(act: QWidget) -> QWidget:
    """A button no wider than its words."""
    line = QWidget()
    row(line, act, None)
    return line


_SEAL = N_(
    "Une page à imprimer, dater, signer et ranger loin du poste\u00a0: elle dit où en est le journal. Une par jour "
    "suffit."
)
_WITNESS = N_(
    "Une base dont la fin a été coupée, ou remplacée par un fichier plus ancien, reste en ordre pour elle-même. Une "
    "preuve gardée ailleurs le révèle\u00a0: une preuve imprimée, ou la fiche d’une sauvegarde."
)
_LIMITS = N_(
    "Qui connaît un mot de passe de la base et sait programmer peut réécrire tout ce qui suit la dernière preuve, "
    "changer le nom d’un auteur ou l’heure d’une modification, ou vider le journal des accès. Contre cela\u00a0: des "
    "preuves rapprochées, rangées loin du poste, et des sauvegardes sur un autre support."
)
