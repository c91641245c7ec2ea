"""What desks wrote apart, and rules that their union breaks: listed, looked at side by side, ended by one key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.differend import DivergenceCase, version_of
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_, NC_, NN_, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.divergences import Choice, settle, settle_all
from scolarite_desk.services.lots import LotOutcome
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.differends import cases, whose
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.divergences.detail import Detail
from scolarite_desk.ui.salles.divergences.gestes import Geste
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Empty, SearchLine, column, row
from scolarite_desk.ui.widgets.heads import Filters, Head
from scolarite_desk.ui.widgets.under import Under

ALL = "toutes"
FILTERS = (
    State(ALL, NC_("désaccords", "Tous"), ""),
    State("valeur", N_("Valeurs différentes"), "git-compare-arrows", "accent"),
    State("retrait", N_("Retirées et modifiées"), "trash-2"),
    State("orpheline", N_("Élément d’origine absent"), "circle-help"),
    State("unicite", N_("En double"), "copy", "warn"),
    State("etats", N_("Incompatibles"), "triangle-alert", "warn"),
    State("lecture", N_("À corriger"), "pencil", "warn"),
)
_ICONS = {one.code: one for one in FILTERS}
_COLUMNS = (
    Column[DivergenceCase](N_("Quoi"), lambda one: say(one.quoi), icon=lambda one: _ICONS[one.divergence.genre].icon,
                tone=lambda one: f"icon:{_ICONS[one.divergence.genre].tone}", chars=40, stretch=True),
    Column[DivergenceCase](N_("Qui"), lambda one: say(one.qui.nom), chars=24, worth=2),
    Column[DivergenceCase](N_("Dossier"), lambda one: one.qui.numero, chars=10, code=True),
    Column[DivergenceCase](N_("Formation"), lambda one: one.qui.formation, chars=26, stretch=True,
                           tone=lambda _: "muted"),
    Column[DivergenceCase](N_("Hors exports"), lambda one: str(one.retenues or ""), chars=12, right=True,
                           sort=lambda one: one.retenues or None),
)  # fmt: skip

_DONE, _SETTLED = N_("{acte}. Ctrl+Z l’annule."), N_("{acte}. Ctrl+Z remet la valeur d’avant.")


class DivergencesRoom(Room):
    """The list above, the sides of the selected one under it."""

    title = N_("Désaccords")
    code = "divergences"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tables = frozenset(shared_classes())
        self._cases: tuple[DivergenceCase, ...] = ()
        self._known, self._reading, self._stale, self._wanted = False, False, False, ""
        theme = desk.theme
        self.head = Head(theme, say(self.title))
        self.text = SearchLine(theme, tr("Filtrer"))
        self.text.setFixedWidth(theme.wide(26))
        self.text.edited.connect(self._fill)
        self.filters = Filters(theme, FILTERS)
        self.filters.chosen.connect(self._fill)
        self._nothing = Empty(theme, "git-compare-arrows", "")
        self.table = Table[DivergenceCase](
            theme, _COLUMNS, say(self.title), key=lambda one: one.cle, many=True, empty=self._nothing,
            shape=desk.shape("divergences"),
        )  # fmt: skip
        self.detail = Detail(desk, self._end, self._settle_many)
        self.table.acts = self.detail.buttons
        self.table.installEventFilter(self.detail.digits)
        self.text.moved.connect(self._to_table)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _: self.detail.focus())
        line, above = QWidget(), QWidget()
        row(line, self.text, (self.filters, 1), spacing=theme.gap)
        column(above, self.head, line, (self.table, 1), margins=(theme.block, theme.block), spacing=theme.gap)
        column(self, (above, 4), (Under(theme, self.detail), 6))
        self._fill()

    def open(self) -> None:
        """Read, and be on the list."""
        super().open()
        self.table.setFocus()

    def lead(self, path: str) -> None:
        """What concerns a dossier (its key)."""
        self._wanted = self.desk.read(whose, "dossier", path).personne
        self.filters.choose(ALL)
        self.text.clear()
        self._go_wanted()
        self.table.setFocus()

    def reload(self) -> None:
        """Read everything again, away from the window: rules look at the whole base."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        read = self.desk.read
        self.desk.jobs.run(
            tr("Recherche des désaccords"), lambda progress: read(cases, progress),
            done=self._read, failed=self._failed, cancelled=self._stopped,
        )  # fmt: skip

    def _read(self, found: tuple[DivergenceCase, ...]) -> None:
        self._reading = False
        if self._stale:  # something was settled meanwhile
            self.reload()
            return
        self._known, self._cases = True, found
        self._fill()
        self._go_wanted()

    def _failed(self, error: BaseException) -> None:
        self._stopped()
        self.desk.messages.tell(error)

    def _stopped(self) -> None:
        self._reading = False

    def _go_wanted(self) -> None:
        found = next((one for one in self._cases if self._wanted and one.qui.personne == self._wanted), None)
        if found is not None:
            self._wanted = ""
            self.table.go(found.cle)

    def _fill(self, code: str = "") -> None:
        counts = Counter(one.divergence.genre for one in self._cases)
        self.filters.count({ALL: len(self._cases), **{one.code: counts[one.code] for one in FILTERS[1:]}})
        words, kind = fold(self.text.text()).split(), self.filters.code
        shown = [one for one in self._cases if kind in (ALL, one.divergence.genre) and _has(one, words)]
        self._nothing.say(*self._why_empty())
        self.table.fill(shown)
        if self.table.current() is None:
            self.table.step(0)
        count = len(self._cases)
        self.head.say(say(self.title), trn("{n} à trancher", "{n} à trancher", count) if count else "")
        self._picked()

    def _why_empty(self) -> tuple[str, str]:
        if not self._known:
            return tr("Recherche des désaccords…"), ""
        if self._cases:
            return tr("Aucun désaccord ne correspond."), tr("Changez de filtre.")
        return (
            tr("Tout concorde."),
            tr(
                "Ce que deux postes ont écrit autrement s’affiche ici après une synchronisation ou un "
                "fichier d’échange."
            ),
        )

    def _to_table(self, rows: int) -> None:
        self.table.setFocus()

    def _picked(self) -> None:
        self.detail.show_cases(self.table.selected())

    # --- Ending them.

    def _end(self, one: Geste) -> None:
        if one.ouvre[0]:
            self.desk.show(*one.ouvre)
        elif one.salle:
            self.desk.entered.emit(one.salle, "")
        else:
            self._act(one)

    def _act(self, one: Geste) -> None:
        def act(motif: str) -> None:
            assert one.act is not None
            self.desk.do(self, one.act, *one.args, *filter(None, (motif,)))  # few of them take a reason
            self._done(one)

        self.detail.asking.attempt(act, f"@{one.act.__name__ if one.act else ''}-{'-'.join(map(str, one.args))}")

    def _done(self, one: Geste) -> None:
        undone = _SETTLED if one.act is settle else _DONE
        self.desk.messages.say(say(undone.given(acte=one.fait)), "ok")
        gone = self.table.current()
        self._drop([gone] if gone is not None else [])
        self.table.setFocus()
        self.reload()

    def _settle_many(self, poste: str) -> None:
        chosen = self.table.selected()
        pairs = [(one.divergence, version_of(one.divergence, poste)) for one in chosen]
        store = self.desk.store

        def work(progress: Progress) -> LotOutcome[Choice, None]:
            return settle_all(store, self, pairs, progress)

        self.desk.jobs.run(tr("Désaccords tranchés"), work, done=self._settled, cancelled=self.reload)

    def _settled(self, issue: LotOutcome[Choice, None]) -> None:
        said = NN_(
            "{n} désaccord tranché. Ctrl+Z remet les valeurs d’avant, toutes à la fois.",
            "{n} désaccords tranchés. Ctrl+Z remet les valeurs d’avant, toutes à la fois.",
            len(issue.faites),
        )
        left = [why for _key, why in issue.refusees]
        self.desk.messages.say(say(joined(" ", said, *left)), "warn" if left else "ok")
        self.table.clearSelection()
        self.reload()

    def _drop(self, gone: Sequence[DivergenceCase]) -> None:
        """Off the list at once; the reading that follows says the same, and what else it changed."""
        place = self.table.currentIndex().row()
        keys = {one.cle for one in gone}
        self._cases = tuple(one for one in self._cases if one.cle not in keys)
        self._fill()
        rows = self.table.rows_model.rows
        if rows:
            self.table.go(rows[min(max(place, 0), len(rows) - 1)].cle)


def _has(one: DivergenceCase, words: Sequence[str]) -> bool:
    said = fold(f"{say(one.quoi)} {say(one.qui.nom)} {one.qui.numero} {one.qui.formation}")
    return all(word in said for word in words)
