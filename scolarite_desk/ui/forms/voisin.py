"""Another person who already has this number: both side by side, and the two ways on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.rules.dates import show_birth
from scolarite_desk.msg import NOTHING, Msg, joined, verbatim
from scolarite_desk.store.queries.identites import Voisin
from scolarite_desk.ui.forms.comparaison import Comparaison, ComparedLine
from scolarite_desk.ui.look.texts import say, tr, trc
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Card, Words, row

COMPARED = (
    "nom_naissance",
    "nom_usage",
    "prenom",
    "ne_le",
    "pays_naissance",
    "ville_naissance",
    "portable",
    "telephone",
    "courriel",
)


def compared(here: Voisin, other: Voisin, lists: Lists) -> list[ComparedLine]:
    """What two people have in common and not; what neither says is left out."""
    lines = []
    for name in COMPARED:
        field = BY_PATH[f"identite.{name}"]
        said = [field.show(one.values.get(name) or None, lists, one.values) for one in (here, other)]
        lines.append(ComparedLine(say(field.label), tuple(said)))
    lines.append(ComparedLine(tr("INE"), (here.ine, other.ine)))
    return [line for line in lines if any(line.textes)]


class Neighbour(Card):
    """`opened(dossier)`: go and see the other one; `kept()`: keep the number here, with the reason."""

    def __init__(
        self, theme: Theme, opened: Callable[[str], object], kept: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._other: Voisin | None = None
        self._opened = opened
        self._title = Words(look="strong", wrap=True)
        self.sides = Comparaison(theme, tr("Les deux personnes"))
        self._open = Button(theme, tr("Ouvrir son dossier"), self._go, icon="folder-open")
        self.keep = Button(theme, tr("Garder, avec la raison"), kept)
        self.body.addWidget(self._title)
        self.body.addWidget(self.sides)
        self.body.addLayout(row(None, self._open, self.keep, None, spacing=theme.gap))
        self.hide()

    def show_both(self, told: Callable[[Msg], str], here: Voisin, other: Voisin, lists: Lists) -> None:
        """Say who has it: `told(name and birth)`."""
        self._other = other
        day = other.values.get("ne_le")
        born = show_birth(day, other.values.get("civilite")) if day else NOTHING
        self._title.setText(told(joined(", ", verbatim(other.nom), born)))
        self._open.setEnabled(bool(other.dossier))
        titles = (tr("Ce dossier"), tr("L’autre personne"))
        numbers = ComparedLine(tr("Dossier"), (here.numero, other.numero or trc("dossier", "aucun")), fait=True)
        self.sides.show_sides(titles, [*compared(here, other, lists), numbers])
        self.show()

    def text(self) -> str:
        """What it says."""
        return self._title.text()

    def _go(self) -> None:
        if self._other is not None:
            self._opened(self._other.dossier)
