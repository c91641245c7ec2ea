"""The ranks of a supplementary list: numbered by an order, seen before it is done; one moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_rooms import NUMEROTATION, PLACEMENT
from scolarite_desk.msg import N_
from scolarite_desk.services.numerotation import ORDRES, Numerotation, Numerotee, numbering, to_number
from scolarite_desk.services.rangs import at_rank, beside, move_rank, renumber
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.moves import Moving
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Hairline, Page, Primary, Words, column, row

_FIRST = "tableau"  # the order that is proposed: the one that is seen

COLUMNS = (
    Column[Numerotee](N_("Rang"), lambda one: str(one.rang), chars=4, right=True,
                      strong=lambda one: one.rang != one.ligne.rang),
    Column[Numerotee](N_("Candidat"), lambda one: one.ligne.nom, chars=10, stretch=True),
    Column[Numerotee](N_("Selon"), lambda one: one.valeur, chars=6, right=True),
    Column[Numerotee](N_("Avant"), lambda one: str(one.ligne.rang or ""), chars=5, right=True,
                      tone=lambda one: "muted"),
)  # fmt: skip
_BY = 2  # the column of what they are put in order by: nothing when it is the table's own


class Deplacer:
    """What moves a row of the table of decisions: each move is one work. `sorted_()`: whether the table is shown in
    another order than its own, where a move would not be seen.
    """

    def __init__(self, desk: Desk, room: Room, sorted_: Callable[[], bool]) -> None:
        self._desk, self._room, self._sorted = desk, room, sorted_

    def moving(self) -> Moving[LigneSeance]:
        """What the table is told."""
        return Moving(lambda one: one.rang is not None and not one.valide_le, self.step, self.drop)

    def step(self, one: LigneSeance, by: int) -> bool:
        """Up or down by one place."""
        return self._move(one, lambda: self._desk.read(beside, one.candidature, by))

    def drop(self, one: LigneSeance, before: LigneSeance | None) -> bool:
        """Before another one; after all those who have a rank, it is the last."""
        return self._move(one, lambda: before.candidature if before is not None and before.rang is not None else None)

    def at(self, one: LigneSeance, rang: int) -> bool:
        """At a rank: those that follow go down by one."""
        return self._move(one, lambda: self._desk.read(at_rank, one.candidature, rang))

    def _move(self, one: LigneSeance, before: Callable[[], str | None]) -> bool:
        if not self._desk.may("avis"):
            return False
        if self._sorted():
            told = tr("Le tableau est trié\u00a0: remettez-le dans l’ordre de départ pour déplacer un rang.")
            self._desk.messages.say(told, "warn", holds=self._sorted)
            return False
        found = self._desk.obtain(before)
        if found is None or found.answer == one.candidature:  # refused, or at the end of the list already
            return False
        done = self._desk.attempt(self._room, move_rank, one.candidature, found.answer) is not None
        if done:
            self._room.reload()
        return done


class Rangs(QWidget):
    """The panel. `whole()`: the rows of the table, as they are shown; `on_leave()`: back to the avis."""

    def __init__(
        self,
        desk: Desk,
        room: Room,
        whole: Callable[[], Sequence[LigneSeance]],
        moves: Deplacer,
        on_leave: Callable[[], object],
    ) -> None:
        super().__init__()
        self._desk, self._room, self._whole, self._moves = desk, room, whole, moves
        self._rows: Sequence[LigneSeance] = ()
        self._seen = Numerotation()
        theme, tell = desk.theme, desk.messages.tell
        lists = lists_of(desk, ordre=lambda: [(code, say(one.label)) for code, one in ORDRES.items()])
        self.form = ActForm(theme, NUMEROTATION, lists, on_failure=tell, part=True, needs="avis")
        self.one = ActForm(theme, PLACEMENT, lists, on_failure=tell, part=True, needs="avis")
        self.form.noted.connect(lambda _: self.look())
        self.one.entered_in("place", self.place)
        self.preview = Table[Numerotee](theme, COLUMNS, tr("Rangs qui seront donnés"), key=lambda one: one.ligne)
        self._title, self._who = Words(look="strong", wrap=True), Words(look="strong", wrap=True)
        self._doubts, self._told = Words(tone="warn", wrap=True), Words(tone="muted", wrap=True)
        self._give = Primary(theme, tr("Numéroter"), self.give, icon="list-filter", needs="avis")
        self._place = Button(theme, tr("Placer"), self.place, needs="avis")
        self._leave = Button(theme, tr("Revenir aux avis"), on_leave)
        self.form.open({"ordre": _FIRST}, "")
        self.one.open({}, "")
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        inside, foot, acts, single, placing, seen = (QWidget() for _ in range(6))
        keys = tr("Alt+↑ et Alt+↓ déplacent une ligne du tableau d’une place\u00a0; la souris la dépose où l’on veut.")
        row(placing, self._place, None, spacing=theme.gap)
        column(single, self._who, self.one, placing, Words(keys, tone="muted", wrap=True), spacing=theme.gap)
        parts = (self._title, self.form, Hairline(), single)
        column(inside, *parts, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True)
        row(acts, self._give, self._leave, None, spacing=theme.gap)
        column(foot, self._told, acts, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(seen, self._doubts, (self.preview, 1), margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, (Beside(theme, Page(inside), seen, wide=33, least=30), 1), foot)

    def start(self) -> None:
        """Go to the order."""
        self.form.focus("ordre")

    def show_rows(self, rows: Sequence[LigneSeance]) -> None:
        """Another selection: several are numbered among themselves; one alone stands for its whole list."""
        self._rows = rows
        self.look()

    def look(self) -> None:
        """Who would have which rank."""
        several = len(self._rows) > 1
        rows = self._rows if several else self._desk.read(to_number, [*self._rows, *self._whole()])
        values = self.form.values
        order = values.get("ordre") or _FIRST
        self._seen = seen = numbering(self._desk.store, rows, order, values.get("premier"))
        whole = tr("Numéroter la liste, sans les rangs validés")
        self._title.setText(tr("Numéroter la sélection") if several else whole)
        self.preview.setColumnHidden(_BY, not any(one.valeur for one in seen.lignes))
        self.preview.fill(seen.lignes)
        self.preview.setVisible(bool(seen.lignes))
        self._doubts.setText(say(seen.refus or seen.remarques))
        self._doubts.setVisible(bool(seen.refus or seen.remarques))
        count = 0 if seen.refus else seen.change
        self._give.say(trn("Donner {n} rang", "Donner {n} rangs", count) if count else tr("Numéroter"),
                       icon="list-filter")  # fmt: skip
        self._give.setEnabled(bool(count))
        self._told.setText(self._now(count))
        self._one()

    def _now(self, count: int) -> str:
        if count:
            return tr("Ctrl+Z rend tous les rangs à la fois.")
        return "" if self._seen.refus else tr("Les rangs sont déjà dans cet ordre.")

    def _one(self) -> None:
        """The one that is selected, if it has a rank."""
        alone = self._alone()
        self._who.setText(tr("{nom}, rang {rang}", nom=alone.nom, rang=alone.rang) if alone else "")
        for part in (self._who, self.one, self._place):
            part.setVisible(alone is not None)

    def _alone(self) -> LigneSeance | None:
        return self._rows[0] if len(self._rows) == 1 and self._rows[0].rang is not None else None

    def give(self) -> None:
        """Number them as it is shown."""
        if self.form.asked() is None:
            return
        self.look()
        seen = self._seen
        if seen.refus or not seen.change:
            return
        keys, first = [one.ligne.candidature for one in seen.lignes], seen.lignes[0].rang
        if self._desk.attempt(self._room, renumber, seen.formation, keys, first):
            self._room.reload()
            self._desk.messages.say(trn("{n} rang donné.", "{n} rangs donnés.", seen.change), "ok")

    def place(self) -> None:
        """Put the one that is selected at the rank that is typed."""
        alone, values = self._alone(), self.one.asked()
        if alone is None or values is None:
            return
        if values["place"] is None:
            self.one.fault("rangs.place", tr("Tapez le rang voulu."))
            self.one.focus("place")
        elif self._moves.at(alone, values["place"]):
            self.one.open({}, "")
