"""Two persons side by side, and what may be said of them: one and the same, or two; each way has its digit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.doublons import LikelyPair, PairSide, side
from scolarite_desk.services.fusions import merge_persons, tell_apart
from scolarite_desk.store.queries.identites import Voisin, beside
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.comparaison import Comparaison, ComparedLine, Digits
from scolarite_desk.ui.forms.raison import Asking
from scolarite_desk.ui.forms.voisin import compared
from scolarite_desk.ui.look.texts import capital, say, tr
from scolarite_desk.ui.widgets import Button, Words, column
from scolarite_desk.ui.widgets.flow import Flow

Pair = tuple[str, str]


class Deux(QWidget):
    """`on_end(keys)`: the person merged into the other, or both when they were told apart."""

    def __init__(self, desk: Desk, source: object, on_end: Callable[[frozenset[str]], object]) -> None:
        super().__init__()
        self.desk, self._source, self._on_end, theme = desk, source, on_end, desk.theme
        self.ended: set[str] = set()  # persons of the pairs that were settled here: undoing concerns them
        self._pair: Pair | None = None
        self._title, self._why = Words(look="strong", wrap=True), Words(tone="muted", wrap=True)
        self.sides = Comparaison(theme, tr("Les deux personnes"))
        self.digits = Digits(self.choose, self)
        self.sides.watched = self.digits
        self.acts = QWidget()
        self.buttons = [
            Button(theme, "", partial(self._merge, 0), icon="users", keys="1", needs="fusion"),
            Button(theme, "", partial(self._merge, 1), icon="users", keys="2", needs="fusion"),
            Button(theme, tr("Ce sont deux personnes"), self._apart, icon="user-check", keys="3", needs="fusion"),
            Button(theme, "", partial(self._see, 0), icon="folder-open", keys="4"),
            Button(theme, "", partial(self._see, 1), icon="folder-open", keys="5"),
        ]
        for button in self.buttons:
            button.installEventFilter(self.digits)
        column(self.acts, Flow(*self.buttons, spacing=theme.gap))
        self.asking = Asking(desk, self.acts)
        note = tr("Rien n’est réécrit\u00a0: les dossiers suivent la personne gardée, et Ctrl+Z les rend.")
        parts = (self._title, self._why, self.sides, self.acts, self.asking, Words(note, tone="muted", wrap=True))
        column(self, *parts, spacing=theme.gap, stretch=True)

    def show_pair(self, pair: Pair | None, why: LikelyPair | None) -> None:
        """Show these two (keys), and why they were brought together."""
        if pair != self._pair:
            self.asking.leave()
        self._pair = pair
        self.setVisible(pair is not None)
        if pair is None:
            return
        self._both = self.desk.read(_both, pair)
        (one, here), (other, there) = self._both
        self._title.setText(tr("Est-ce la même personne\u00a0?"))
        self._why.setText(_sentence(why) if why is not None else "")
        self._why.setVisible(why is not None)
        numbers = ComparedLine(tr("Dossiers"), (", ".join(here.dossiers), ", ".join(there.dossiers)), fait=True)
        self.sides.show_sides((one.nom, other.nom), [*compared(one, other, self.desk.lists), numbers])
        self._name((one, here), (other, there))

    def choose(self, number: int) -> None:
        """Press the button of that digit."""
        if 0 < number <= len(self.buttons) and self.acts.isVisible() and self.buttons[number - 1].isEnabled():
            self.buttons[number - 1].click()

    def focus(self) -> None:
        """Put the keyboard on the first way out."""
        self.buttons[0].setFocus()

    def _name(self, *both: tuple[Voisin, PairSide]) -> None:
        for rank, (one, more) in enumerate(both):
            count = len(more.dossiers)
            known = f"{one.nom}, {', '.join(more.dossiers)}" if count else one.nom
            self.buttons[rank].say(tr("C’est la même personne\u00a0: garder {nom}", nom=known), icon="users")
            see = self.buttons[3 + rank]
            named = tr("Ouvrir le dossier {numero}", numero=one.numero) if one.numero else tr("Sans dossier")
            see.say(named, icon="folder-open")
            see.setEnabled(bool(one.dossier))

    def _merge(self, kept: int) -> None:
        assert self._pair is not None
        kept_key, other = self._pair[kept], self._pair[1 - kept]

        def merge(motif: str) -> None:
            self.desk.do(self._source, merge_persons, kept_key, other, motif)
            names = [one.nom for one, _ in self._both]
            said = N_("{autre} est maintenant {nom}. Ctrl+Z l’annule.", autre=names[1 - kept], nom=names[kept])
            self._over(said, frozenset({other}))

        self.asking.attempt(merge, f"{kept_key}@{other}")

    def _apart(self) -> None:
        assert self._pair is not None
        if self.desk.attempt(self._source, tell_apart, *self._pair):
            said = N_("Ce sont deux personnes\u00a0: elles ne seront plus proposées. Ctrl+Z l’annule.")
            self._over(said, frozenset(self._pair))

    def _over(self, said: Msg, gone: frozenset[str]) -> None:
        assert self._pair is not None
        self.ended.update(self._pair)
        self.desk.messages.say(say(said), "ok")
        self._on_end(gone)

    def _see(self, rank: int) -> None:
        self.desk.show(self._both[rank][0].dossier)


def _both(session: Session, pair: Pair) -> list[tuple[Voisin, PairSide]]:
    return [(beside(session, key), side(session, key)) for key in pair]


def _sentence(why: LikelyPair) -> str:
    reasons = capital(say(joined(", ", *why.raisons)))
    return tr("{raisons}. Ressemblance\u00a0: {nombre}\u00a0%.", raisons=reasons, nombre=why.score)
