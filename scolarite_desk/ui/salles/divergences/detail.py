"""One divergence, its sides in columns, and the ways to end it, each with its digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.differend import DivergenceCase, DivergenceSide, SidesCompared, offered
from scolarite_desk.msg import joined, verbatim
from scolarite_desk.store.queries.differends import sides
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.comparaison import Comparaison, ComparedLine, Digits
from scolarite_desk.ui.forms.raison import Asking
from scolarite_desk.ui.look.heures import moment
from scolarite_desk.ui.look.texts import say, tr, trc, trn
from scolarite_desk.ui.salles.divergences.gestes import Geste, gestures, held_words, why
from scolarite_desk.ui.widgets import Button, Strip, Words, column
from scolarite_desk.ui.widgets.flow import Flow


class Detail(QWidget):
    """`on_act(geste)`: one was chosen; `on_many(poste)`: keep that desk's version ("" the newest) of the selection."""

    def __init__(self, desk: Desk, on_act: Callable[[Geste], object], on_many: Callable[[str], object]) -> None:
        super().__init__()
        self.desk, self._on_act, self._on_many, theme = desk, on_act, on_many, desk.theme
        self._title, self._why = Words(look="strong", wrap=True), Words(tone="muted", wrap=True)
        self._held = Strip(theme)
        self.sides = Comparaison(theme, tr("Côte à côte"))
        self.digits = Digits(self.choose, self)
        self.sides.watched = self.digits
        self.acts = QWidget()
        self._acts = column(self.acts)
        self.buttons: list[Button] = []
        self.asking = Asking(desk, self.acts)
        self._note = Words(tr("Les versions écartées restent dans l’historique."), tone="muted", wrap=True)
        parts = (self._title, self._why, self._held, self.sides, self.acts, self.asking, self._note)
        column(self, *parts, spacing=theme.gap, stretch=True)

    def show_cases(self, chosen: Sequence[DivergenceCase]) -> None:
        """Show the one that is selected, or what may be done of several."""
        self.asking.leave()
        if len(chosen) == 1:
            self._show_one(chosen[0])
        elif chosen:
            self._show_many(chosen)
        self.setVisible(bool(chosen))

    def choose(self, number: int) -> None:
        """Press the button of that digit."""
        if 0 < number <= len(self.buttons) and self.acts.isVisible():
            self.buttons[number - 1].click()

    def focus(self) -> None:
        """Put the keyboard on the first way out."""
        if self.buttons:
            self.buttons[0].setFocus()

    def _show_one(self, cas: DivergenceCase) -> None:
        face = self.desk.read(sides, cas.divergence, self.desk.lists)
        whom = joined(" · ", cas.qui.nom, verbatim(cas.qui.numero))
        alone = len({one.qui.personne for one in face.cotes}) < 2  # of several persons, the columns say who
        self._title.setText(say(joined(" — ", cas.quoi, whom) if alone else cas.quoi))
        self._why.setText(why(cas))
        self._say_held(held_words(cas.retenues))
        self.sides.show_sides(*compared(face))
        self.sides.show()
        self._offer([(one, lambda one=one: self._on_act(one)) for one in gestures(cas, face)])  # type: ignore[misc]

    def _show_many(self, chosen: Sequence[DivergenceCase]) -> None:
        count, desks = len(chosen), offered(chosen)
        self._title.setText(trn("{n} désaccord sélectionné", "{n} désaccords sélectionnés", count))
        each = tr("Chacun se tranche à part\u00a0: Ctrl+Z remet toutes les valeurs d’avant.")
        other = tr("On ne tranche ensemble que des valeurs écrites par les mêmes postes. Sélectionnez-en d’autres.")
        self._why.setText(each if desks else other)
        self._say_held(held_words(sum(one.retenues for one in chosen)))
        self.sides.hide()
        ways = ("", *desks) if desks else ()  # "" is the newest version, whichever desk wrote it
        self._offer([(_keep_many(desk, count), lambda d=desk: self._on_many(d)) for desk in ways])  # type: ignore[misc]

    def _say_held(self, said: str) -> None:
        self._held.say(said, "lock", "warn")
        self._held.setVisible(bool(said))

    def _offer(self, ways: Sequence[tuple[Geste, Callable[[], object]]]) -> None:
        while (item := self._acts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons.clear()
        for number, (one, press) in enumerate(ways, 1):
            keys = str(number) if number < 10 else ""
            button = Button(self.desk.theme, one.label, press, icon=one.icon, keys=keys, needs=one.right)
            function, _, reads = one.right.partition(":")
            if function:
                button.bar(say(self.desk.droits.refusal(function, write=not reads)), self.desk.messages.say)
            button.installEventFilter(self.digits)
            self.buttons.append(button)
        self._acts.addWidget(Flow(*self.buttons, spacing=self.desk.theme.gap))


def _keep_many(desk: str, count: int) -> Geste:
    if not desk:
        label = trn(
            "Garder la plus récente pour le désaccord sélectionné",
            "Garder la plus récente pour les {n} désaccords sélectionnés",
            count,
        )
    else:
        label = trn(
            "Garder celle du poste {poste} pour le désaccord sélectionné",
            "Garder celle du poste {poste} pour les {n} désaccords sélectionnés",
            count,
            poste=desk,
        )
    return Geste(label, "check", "divergences")


def compared(face: SidesCompared) -> tuple[list[str], list[ComparedLine]]:
    """Titles of the columns and lines of a table; when each was written, and which is shown, come first."""
    titles = [f"{rank} · {_title(one)}" for rank, one in enumerate(face.cotes, 1)]
    written = tuple(moment(one.le) for one in face.cotes)
    by = tuple(say(one.par) if one.par != one.titre else "" for one in face.cotes)
    shown = tuple(trc("version", "montrée") if one.montree else "" for one in face.cotes)
    numbers = tuple("" if one.code else one.qui.numero for one in face.cotes)
    facts = ((tr("Dossier"), numbers), (tr("Écrite le"), written), (tr("Par"), by), (tr("Pour l’instant"), shown))
    lines = [ComparedLine(label, texts, fait=True) for label, texts in facts if any(texts)]
    return titles, lines + [ComparedLine(say(label), texts) for label, texts in face.lignes]


def _title(one: DivergenceSide) -> str:
    return say(one.titre if one.code else one.qui.nom or one.titre)
