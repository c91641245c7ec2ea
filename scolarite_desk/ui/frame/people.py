"""The people of the queue: what is said of each, which one is on the right, what was typed and is not given yet."""

from __future__ import annotations

from collections.abc import Mapping

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.msg import N_
from scolarite_desk.store.queries.saisies import saisies
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.opening import OpeningTable
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Empty
from scolarite_desk.ui.widgets.names import born, name_of, state_icon, state_tone, state_words

_MARK = 1  # the column that says what is typed and not given, hidden when nothing is


class People(OpeningTable[FoundRow]):
    """`shown`: the dossier on the right, "" when none is."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self.shown = desk, ""
        self._drafted: frozenset[str] = frozenset()
        super().__init__(
            desk.theme, self._columns(), tr("Personnes"), key=lambda r: r.personne, desk=True,
            empty=Empty(desk.theme, "users", ""), shape=desk.shape("file"),
        )  # fmt: skip
        self.opens = tr("Ouvrir le dossier")

    def _columns(self) -> tuple[Column[FoundRow], ...]:
        def waits(row: FoundRow) -> bool:
            return row.dossier in self._drafted

        # fmt: off - a table reads better as lines
        return (
            Column[FoundRow](N_("Personne"), name_of, stretch=True, strong=self._on_the_right, vue=("nom",)),
            Column[FoundRow](
                N_("Saisie"),
                lambda _: "",
                icon=lambda r: "pencil" if waits(r) else "",
                chars=0,
                tone=lambda _: "icon:accent",
                spoken=lambda r: tr("en attente") if waits(r) else "",
            ),
            Column[FoundRow](
                N_("Né(e) le"),
                born,
                chars=12,
                worth=2,
                tone=lambda _: "muted",
                sort=lambda r: r.ne_le,
                vue=("ne_le",),
            ),
            Column[FoundRow](
                N_("État"),
                lambda _: "",
                icon=state_icon,
                tone=state_tone,
                chars=0,
                spoken=state_words,
                sort=lambda r: r.rank,
                vue=("etat",),
            ),
            Column[FoundRow](N_("Dossier"), lambda r: r.numero or "", code=True, offered=True, vue=("numero",)),
            Column[FoundRow](N_("INE"), lambda r: r.ine or "", code=True, offered=True, vue=("ine",)),
        )
        # fmt: on

    def mark(self) -> None:
        """Say in which dossiers something typed is not given yet."""
        self._drafted = frozenset(one.dossier for one in self._desk.read(saisies))
        self.setColumnHidden(_MARK, not self._drafted)

    def go_to_shown(self) -> None:
        """On the dossier that is on the right; on nobody else as if they were."""
        rows = self.rows_model.rows
        place = next((number for number, one in enumerate(rows) if one.dossier == self.shown), None)
        if place is not None and self.shown:
            self.go(rows[place].personne, place=place)
        elif self.shown:
            self.leave()

    def follow(self, now: Mapping[str, FoundRow | None]) -> bool:
        """Show again these persons only, `None` for who is no more in the list; False when it is to be read again."""
        given = self.rows_model.given
        before = {row.personne: rank for rank, row in enumerate(given) if row.personne in now}
        if before.keys() != {person for person, row in now.items() if row is not None}:
            return False
        fresh = {rank: row for person, rank in before.items() if (row := now[person]) is not None}
        if any(_names(row) != _names(given[rank]) for rank, row in fresh.items()):
            return False
        return self.rows_model.change(fresh)

    def _on_the_right(self, row: FoundRow) -> bool:
        return bool(row.dossier) and row.dossier == self.shown


def _names(row: FoundRow) -> tuple[str | None, ...]:
    """What says where a person stands in the list."""
    return row.nom, row.nom_usage, row.prenom, row.prenom_usage
