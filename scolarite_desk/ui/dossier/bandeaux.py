"""What a dossier says when it is of several desks or of several persons: to settle, to take apart.

Under the tabs: above them, it would push the fields. What another desk writes meanwhile is told over the page, and
comes there when the dossier is next opened: the acts at the bottom of a tab stay where they are.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.doublons import MergedPerson, merged_into
from scolarite_desk.services.fusions import unmerge_person
from scolarite_desk.store.queries.divergences import apart, written_apart
from scolarite_desk.store.queries.lignee import keys_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.heures import day
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.widgets import Button, Strip, column
from scolarite_desk.ui.widgets.stay import stay

_NAMED = 2  # merged persons that can be taken apart from the strip, the last ones first


class Bands(QWidget):
    """Nothing at all, most of the time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._theme = desk, desk.theme
        self._apart = 0
        self.diverging, self.merged = Strip(desk.theme), Strip(desk.theme)
        column(self, self.diverging, self.merged)
        self.hide()

    def show_view(self, view: DossierView, *, come: bool = True) -> None:
        """Say what concerns a dossier. `come`: it is just opened."""
        count = self.desk.read(_apart, view.key) if self.desk.droits.may("divergences", write=False) else 0
        persons = self.desk.read(merged_into, view.personne)
        self._apart = count
        self._say_diverging(view.key, count, come=come)
        self._say_merged(persons, come=come)
        stay(self, bool(count or persons), come=come)

    def _say_diverging(self, dossier: str, count: int, *, come: bool = True) -> None:
        def lead() -> None:
            self.desk.entered.emit("divergences", dossier)

        said, known = trn("{n} désaccord à trancher", "{n} désaccords à trancher", count), self.diverging.text()
        settle = Button(self._theme, tr("Trancher"), lead, icon="git-compare-arrows")
        self.diverging.say(said, "git-compare-arrows", "warn", [settle])
        if not stay(self.diverging, count > 0, come=come) and said != known:
            self.desk.messages.say(said, "warn", [(tr("Trancher"), lead)], holds=lambda: self._apart == count)

    def _say_merged(self, persons: tuple[MergedPerson, ...], *, come: bool = True) -> None:
        said, known = tr("Réunit aussi {personnes}", personnes=[_said(one) for one in persons]), self.merged.text()
        acts = [self._undo(one, alone=len(persons) == 1) for one in persons[:_NAMED]]
        self.merged.say(said, "users", "muted", acts)
        if not stay(self.merged, bool(persons), come=come) and said != known:
            self.desk.messages.say(said, "accent")

    def _undo(self, one: MergedPerson, *, alone: bool) -> Button:
        label = tr("Défaire") if alone else tr("Défaire\u00a0: {nom}", nom=one.nom)
        button = Button(self._theme, label, partial(self._unmerge, one), icon="undo-2", needs="fusion")
        button.bar(say(self.desk.droits.refusal("fusion")), self.desk.messages.say)
        return button

    def _unmerge(self, one: MergedPerson) -> None:
        if self.desk.attempt(None, unmerge_person, one.cle):
            told = tr("{nom} est de nouveau une personne à part. Ctrl+Z la réunit.", nom=one.nom)
            self.desk.messages.say(told, "ok")


def _apart(session: Session, dossier: str) -> int:
    """How many; most bases have nothing written apart, and are asked no more than that."""
    return len(written_apart(session, keys_of(session, dossier))) if apart(session) else 0


def _said(one: MergedPerson) -> Msg:
    when = day(one.le)
    if when and one.par:
        return N_("{nom} (fusionnée le {jour} par {auteur})", nom=one.nom, jour=when, auteur=one.par)
    if when:
        return N_("{nom} (fusionnée le {jour})", nom=one.nom, jour=when)
    if one.par:
        return N_("{nom} (fusionnée par {auteur})", nom=one.nom, auteur=one.par)
    return N_("{nom} (fusionnée)", nom=one.nom)
