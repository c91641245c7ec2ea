"""The conditions of a saved view, one a row: which one, its values, or all but it; what is not simple stays."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rules.filtre import TOUS, Arbre, Condition, Et, Non, Ou
from scolarite_desk.msg import Msg
from scolarite_desk.store.queries.conditions import CONDITIONS, words
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.vues.valeurs import CONDITION, Valeurs, editor, lists
from scolarite_desk.ui.widgets import Button, Choice, Cross, Glyph, Hairline, Tick, Words, column, row
from scolarite_desk.ui.widgets.flow import Flow

_WIDE = 38  # characters of the name of a condition


def flat(arbre: Arbre) -> tuple[bool, tuple[Arbre, ...]]:
    """A tree as rows: whether one of them is enough, and each of them."""
    if isinstance(arbre, Et | Ou):
        return isinstance(arbre, Ou), arbre.arbres
    return False, (arbre,)


class LigneCondition(QWidget):
    """One condition. `changed()`; `dropped()`: it goes; `ended()`: Enter at its end."""

    changed = Signal()
    dropped = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, lists: Referentiel, arbre: Arbre | None) -> None:
        super().__init__()
        self._theme, self._lists = desk.theme, lists
        self._nom = ""
        self.valeurs: Valeurs | None = None
        self.choice = Choice(desk.theme, lambda text: lists.propose(CONDITION, text, {}))
        self.choice.setAccessibleName(tr("Condition"))
        self.choice.setFixedWidth(desk.theme.wide(_WIDE))
        self.sauf = Tick(desk.theme, tr("sauf"))
        self.sauf.setToolTip(tr("Ceux pour qui ce n’est pas vrai"))
        self._cross = Cross(desk.theme, tr("Retirer cette condition"), self.dropped.emit)
        self._flow, line = Flow(self.sauf, self.choice, spacing=desk.theme.gap), QWidget()
        row(line, (self._flow, 1), self._cross, spacing=desk.theme.gap)
        self._box = column(self, line, spacing=desk.theme.tight)
        self.choice.entered.connect(self._enter)
        self.choice.chosen.connect(self._take)
        self.choice.left.connect(self._take)
        self.sauf.chosen.connect(self.changed)
        self.sauf.entered.connect(self.choice.setFocus)
        self._begin(arbre)

    def arbre(self) -> Arbre | None:
        """The condition; None when something of it is missing."""
        values = self.valeurs.values() if self.valeurs is not None else None
        if values is None:
            return None
        found = Condition(self._nom, values)
        return Non(found) if self.sauf.isChecked() else found

    @property
    def blank(self) -> bool:
        """Whether nothing was said."""
        return self.valeurs is None and not self.choice.text().strip()

    def stops(self) -> list[QWidget]:
        """Where Tab goes, in order."""
        return [self.sauf, *self.first, *(self.valeurs.stops() if self.valeurs is not None else ()), self._cross]

    @property
    def first(self) -> list[QWidget]:
        """Where one begins."""
        return [self.choice]

    def blame(self) -> None:
        """Show what is missing, and go there."""
        if self.valeurs is None:
            self.choice.mark("bad", "circle-alert")
            self.choice.setAccessibleDescription(tr("Choisissez une condition de la liste."))
            self.choice.setFocus()
        else:
            self.valeurs.blame()
            self.valeurs.stops()[0].setFocus()

    def _begin(self, arbre: Arbre | None) -> None:
        inside = arbre.arbre if isinstance(arbre, Non) else arbre
        self.sauf.set_answer(isinstance(arbre, Non))
        if isinstance(inside, Condition):
            self.choice.set_text(self._lists.label(CONDITION, inside.nom))
            self._about(inside)

    def _about(self, condition: Condition) -> None:
        self._nom = condition.nom
        box = self._flow.layout()
        assert box is not None
        for old in (self.valeurs, self.valeurs.under) if self.valeurs is not None else ():
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self.valeurs = editor(self._theme, self._lists, CONDITIONS[condition.nom], condition.valeurs)
        self.valeurs.changed.connect(self.changed)
        self.valeurs.entered.connect(self.ended)
        if editors := self.valeurs.stops():
            box.addWidget(self.valeurs)
        if self.valeurs.under is not None:
            self._box.addWidget(self.valeurs.under)
        self.valeurs.setVisible(bool(editors))

    def _take(self) -> None:
        meant = self.choice.meant().strip()
        nom = meant if meant in CONDITIONS else self._lists.find(CONDITION, meant, {}) if meant else None
        if meant and nom is None:
            self.choice.mark("bad", "circle-alert")
            self.choice.setAccessibleDescription(tr("Choisissez une condition de la liste."))
            return
        self.choice.mark("")
        self.choice.setAccessibleDescription("")
        if nom is not None and nom != self._nom:
            self._about(Condition(nom))
            self.changed.emit()

    def _enter(self) -> None:
        self._take()
        if self.valeurs is not None and (stops := self.valeurs.stops()):
            stops[0].setFocus()
        else:
            self.ended.emit()


class Entiere(QWidget):
    """A condition that is kept as it is: made of others, or of a newer version (`unknown`)."""

    dropped = Signal()

    def __init__(self, desk: Desk, said: str, arbre: Arbre | None = None) -> None:
        super().__init__()
        self._arbre = arbre
        icon, tone = ("lock", "muted") if arbre is not None else ("triangle-alert", "warn")
        cross = [Cross(desk.theme, tr("Retirer cette condition"), self.dropped.emit)] if arbre is not None else []
        row(self, Glyph(desk.theme, icon, tone), (Words(said, wrap=True), 1), *cross, spacing=desk.theme.gap)
        self.first: list[QWidget] = [*cross]

    def arbre(self) -> Arbre | None:
        """The tree, unchanged."""
        return self._arbre

    def stops(self) -> list[QWidget]:
        """Where Tab goes."""
        return self.first


class Conditions(QWidget):
    """All of them. `changed()`: another filter, or another list of rows."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._lists = desk, lists(desk)
        self.lignes: list[LigneCondition | Entiere] = []
        self.after: list[QWidget] = []  # where Tab goes on
        self._none = Words(tr("Aucune condition\u00a0: tout le monde."), tone="muted")
        self.more = Button(desk.theme, tr("Ajouter une condition"), self.add, icon="plus", keys=written("Ins"))
        self._rows = QWidget()
        column(self._rows, spacing=desk.theme.gap)
        foot = QWidget()
        row(foot, self.more, None)
        column(self, Hairline(), self._none, self._rows, foot, spacing=desk.theme.gap)

    def open(self, arbre: Arbre, passes: tuple[Msg, ...] = ()) -> bool:
        """Show a tree; whether one of its conditions is enough. `passes`: what of it this version does not know."""
        self._lists.forget()
        while self.lignes:
            self._take_out(self.lignes[-1])
        either, trees = flat(arbre)
        for one in trees:
            self._put(self._made(one))
        for why in passes:
            self._put(Entiere(self._desk, say(why)))
        self._settle()
        return either

    def arbre(self, either: bool) -> Arbre:
        """The tree of what is said; what is not said whole is not there."""
        found = tuple(one for ligne in self.lignes if (one := ligne.arbre()) is not None)
        if len(found) == 1:
            return found[0]
        return TOUS if not found else Ou(found) if either else Et(found)

    def whole(self) -> bool:
        """Whether every condition is said whole; the first that is not says so. Blank rows go."""
        for one in [one for one in self.lignes if isinstance(one, LigneCondition) and one.blank]:
            self._take_out(one)
        self._settle()
        wrong = next((one for one in self.lignes if isinstance(one, LigneCondition) and one.arbre() is None), None)
        if wrong is not None:
            wrong.blame()
        return wrong is None

    def add(self) -> None:
        """One more, to be said; the blank one if there is."""
        last = self.lignes[-1] if self.lignes else None
        if not isinstance(last, LigneCondition) or not last.blank:
            last = self._made(None)
            self._put(last)
            self._settle()
        assert isinstance(last, LigneCondition)
        last.choice.setFocus()

    def drop(self, ligne: LigneCondition | Entiere) -> None:
        """Take one away; the keyboard goes to the next."""
        place = self.lignes.index(ligne)
        self._take_out(ligne)
        self._settle()
        near = self.lignes[place : place + 1] or self.lignes[-1:]
        stops = [stop for one in near for stop in one.first] or [self.more]
        stops[0].setFocus()
        self.changed.emit()

    def tab_on(self) -> None:
        """Tab goes from row to row, then on."""
        stops = [stop for one in self.lignes for stop in one.stops()]
        for one, other in pairwise([*stops, self.more, *self.after]):
            QWidget.setTabOrder(one, other)

    def _made(self, arbre: Arbre | None) -> LigneCondition | Entiere:
        inside = arbre.arbre if isinstance(arbre, Non) else arbre
        if inside is None or isinstance(inside, Condition):
            ligne = LigneCondition(self._desk, self._lists, arbre)
            ligne.changed.connect(self._moved)
            ligne.ended.connect(partial(self._next, ligne))
            return ligne
        with self._desk.store.reading() as session:
            said = say(words(session, arbre, self._desk.lists)) if arbre is not None else ""
        return Entiere(self._desk, said, arbre)

    def _put(self, ligne: LigneCondition | Entiere) -> None:
        ligne.dropped.connect(partial(self.drop, ligne))
        self.lignes.append(ligne)
        box = self._rows.layout()
        assert box is not None
        box.addWidget(ligne)

    def _take_out(self, ligne: LigneCondition | Entiere) -> None:
        self.lignes.remove(ligne)
        ligne.hide()
        ligne.setParent(None)
        ligne.deleteLater()

    def _settle(self) -> None:
        self._none.setVisible(not self.lignes)
        self.tab_on()

    def _moved(self) -> None:
        self.tab_on()
        self.changed.emit()

    def _next(self, ligne: LigneCondition) -> None:
        place = self.lignes.index(ligne) + 1
        following = [stop for one in self.lignes[place:] for stop in one.first]
        (following or [self.more])[0].setFocus()
