"""Another person who already has this number: both side by side, and the two ways on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.dates import show_birth
from scolarite_desk.models.field import Lists
from scolarite_desk.models.fields import BY_PATH
from scolarite_desk.models.fold import glue
from scolarite_desk.store.queries.identites import Voisin
from scolarite_desk.ui.dossier.parts import Fitted
from scolarite_desk.ui.tables import Column
from scolarite_desk.ui.theme import Theme
from scolarite_desk.ui.widgets import Button, Card, Words, row

_COMPARED = ("nom_naissance", "nom_usage", "prenom", "ne_le", "pays_naissance", "ville_naissance", "portable")


@dataclass(frozen=True)
class Compared:
    """One line of the comparison."""

    label: str
    ici: str
    autre: str

    @property
    def same(self) -> bool:
        """Whether both say the same, accents and case aside."""
        return glue(self.ici) == glue(self.autre)


def compared(here: Voisin, other: Voisin, lists: Lists) -> list[Compared]:
    """What two people have in common and not; what neither says is left out."""
    lines = []
    for name in _COMPARED:
        field = BY_PATH[f"identite.{name}"]
        said = [field.reader.show(one.values[name], lists) if one.values.get(name) else "" for one in (here, other)]
        lines.append(Compared(field.label, *said))
    lines.append(Compared("INE", here.ine, other.ine))
    lines.append(Compared("Dossier", here.numero, other.numero or "aucun"))
    return [line for line in lines if line.ici or line.autre]


class Neighbour(Card):
    """`opened(dossier)`: go and see the other one; `kept()`: keep the number here, with the reason."""

    def __init__(
        self, theme: Theme, opened: Callable[[str], object], kept: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._other: Voisin | None = None
        self._opened = opened
        self._title = Words(look="strong", wrap=True)
        columns = (
            Column[Compared]("", lambda c: c.label, tone=lambda _: "muted", chars=17),
            Column[Compared](self.tr("Ce dossier"), lambda c: c.ici, chars=18),
            Column[Compared](
                self.tr("L’autre personne"),
                lambda c: c.autre,
                icon=lambda c: "circle-check" if c.same else "minus",
                tone=lambda c: "icon:ok" if c.same else "icon:muted",
                stretch=True,
            ),
        )
        self.table = Fitted(theme, columns, self.tr("Les deux personnes"), key=lambda c: c.label)
        self._open = Button(theme, self.tr("Ouvrir son dossier"), self._go, icon="folder-open")
        self.keep = Button(theme, self.tr("Garder, avec la raison"), kept)
        self.body.addWidget(self._title)
        self.body.addWidget(self.table)
        self.body.addLayout(row(None, self._open, self.keep, None, spacing=theme.gap))
        self.hide()

    def show_both(self, title: str, here: Voisin, other: Voisin, lists: Lists) -> None:
        """Say who has it."""
        self._other = other
        day = other.values.get("ne_le")
        born = f", {show_birth(day, other.values.get('civilite'))}" if day else ""
        self._title.setText(f"{title} {other.nom}{born}.")
        self._open.setEnabled(bool(other.dossier))
        self.table.fill(compared(here, other, lists))
        self.show()

    def text(self) -> str:
        """What it says."""
        return self._title.text()

    def _go(self) -> None:
        if self._other is not None:
            self._opened(self._other.dossier)
