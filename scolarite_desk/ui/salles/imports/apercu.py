"""The first lines of a file as they are and as they are taken: down one column, or all along one line."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.imports import ColonneLue, SourceLue
from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.imports.cellules import ETATS, PREVIEW, Cellule, cells_of, line_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Empty, Words, column, row
from scolarite_desk.ui.widgets.heads import Filters

COLONNE, LIGNE = "colonne", "ligne"
_WAYS = (State(COLONNE, N_("Cette colonne"), "list-filter"), State(LIGNE, N_("Une ligne entière"), "id-card"))
_PLACE, _TITLE = 0, 1  # the columns of which one is shown


class ApercuLignes(QWidget):
    """`show_column(source, column)`: what is looked at now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme, self._desk, self._line = desk.theme, desk, 0
        self._source: SourceLue | None = None
        self._column: ColonneLue | None = None
        self.ways = Filters(theme, _WAYS)
        self.ways.chosen.connect(lambda _: self._fill())
        self._before = Button(theme, tr("Ligne précédente"), partial(self._step, -1), icon="chevron-left")
        self._after = Button(theme, tr("Ligne suivante"), partial(self._step, 1), icon="chevron-right")
        self._moves = QWidget()
        row(self._moves, self._before, self._after, None, spacing=theme.gap)
        self.cells = Table[Cellule](
            theme, self._columns(), tr("Aperçu du fichier"), key=lambda one: (one.ligne, one.rang),
            empty=Empty(theme, "eye", tr("Choisissez une colonne\u00a0: ses premières lignes sont ici.")),
        )  # fmt: skip
        self.cells.moved.connect(self._tell)
        self.why = Words(tone="muted", wrap=True)
        self.why.setMinimumSize(theme.wide(12), 2 * theme.line)
        column(self, self.ways, self._moves, (self.cells, 1), self.why, spacing=theme.tight)
        self._fill()

    def show_column(self, source: SourceLue, one: ColonneLue) -> None:
        """Look at that column, or at a line of that file."""
        if source is not self._source:
            self._line = min(self._line, max(len(source.lignes) - 1, 0))
        self._source, self._column = source, one
        self._fill()

    def _columns(self) -> tuple[Column[Cellule], ...]:
        return (
            Column(N_("Ligne"), lambda one: str(one.ligne), chars=5, right=True, sort=lambda one: one.ligne),
            Column(N_("Colonne"), self._title, chars=14, tone=lambda _: "muted"),
            Column(N_("Dans le fichier"), lambda one: one.brut, chars=14, stretch=True, tone=lambda _: "muted"),
            Column(
                N_("Ce qui est pris"), lambda one: one.pris, chars=14, stretch=True,
                tone=lambda one: ETATS[one.etat].tone.removeprefix("icon:"),
            ),
            Column(
                NC_("cellule", "État"), lambda one: say(ETATS[one.etat].label), chars=11, worth=2,
                icon=lambda one: ETATS[one.etat].icon, tone=lambda one: ETATS[one.etat].tone,
            ),
        )  # fmt: skip

    def _title(self, one: Cellule) -> str:
        columns = self._source.colonnes if self._source is not None else ()
        return next((each.entete for each in columns if each.rang == one.rang), "")

    def _step(self, lines: int) -> None:
        self._line += lines
        self._fill()

    def _fill(self) -> None:
        source, one, whole = self._source, self._column, self.ways.code == LIGNE
        last = min(len(source.lignes), PREVIEW) - 1 if source is not None else -1
        self._moves.setVisible(whole)
        self._before.setEnabled(self._line > 0)
        self._after.setEnabled(self._line < last)
        self.cells.setColumnHidden(_PLACE, whole)
        self.cells.setColumnHidden(_TITLE, not whole)
        if source is None or one is None or last < 0:
            self.cells.fill(())
        elif whole:
            self.cells.fill(line_of(source, self._line, self._desk.lists))
        else:
            self.cells.fill(cells_of(source, one.rang, self._desk.lists))
        self._tell(self.cells.current())

    def _tell(self, one: Cellule | None) -> None:
        said = say(one.pourquoi) if one is not None else ""
        self.why.setText(tr("Ligne {ligne}\u00a0: {pourquoi}", ligne=one.ligne, pourquoi=said) if one and said else "")
