"""The parts of the settings that are lists: who signs, centres, commissions, campaigns, pieces, lists of the office."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_office import LISTES
from scolarite_desk.models.fields.of_rooms import EXAMEN
from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_, joined, verbatim
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.items import Items, Values
from scolarite_desk.ui.salles.questions import QuestionsCommunes
from scolarite_desk.ui.widgets import Button, Page, Words, column, row
from scolarite_desk.ui.widgets.heads import Filters

_ICONS = {
    "motif_avis": "scale",
    "condition_avis": "clipboard-check",
    "motif_refus_piece": "file-text",
    "motif_visite": "calendar-days",
    "phrase": "pencil",
}

_TALL = 24  # lines that a list takes above or under another


class NestedLists(QWidget):
    """One list, or two side by side where the second belongs to the selected row of the first."""

    def __init__(self, first: Items, second: Items | None = None, ask: QWidget | None = None) -> None:
        super().__init__()
        self.first, self.second = first, second
        if second is None:
            column(self, Page(first))
            return
        right = QWidget()
        column(right, *([ask] if ask else []), (second, 1))
        column(self, Page(Beside(first.desk.theme, first, right, tall=_TALL)))
        first.table.moved.connect(self._follow)

    @property
    def form(self) -> Form:
        """The form that has the keyboard, else the first one."""
        second = self.second
        return second.form if second is not None and second.isAncestorOf(self.focusWidget()) else self.first.form

    def read(self) -> None:
        """Show what the base holds now."""
        self.first.read()
        self._follow()

    def commit(self) -> bool:
        """Give what is being typed in both forms; False when it cannot be read or was refused."""
        return self.first.commit() and (self.second is None or self.second.commit())

    def _follow(self) -> None:
        if self.second is not None:
            self.second.setEnabled(self.first.key is not None)
            self.second.read()


# A row enters the journal by its values: one that is added blank starts with an empty text.


def signataires(desk: Desk) -> NestedLists:
    """Who signs letters."""
    columns = ("prenom", "nom", "qualite")
    return NestedLists(Items(desk, "signataire", tr("Signataires"), columns=columns,
                       new=lambda: {"nom": ""}, empty=tr("Personne ne signe encore les lettres.")))  # fmt: skip


def centres(desk: Desk) -> NestedLists:
    """Desks of departments."""
    return NestedLists(Items(desk, "centre", tr("Centres de candidature"), columns=("telephone", "libelle"),
                       new=lambda: {"libelle": ""}))  # fmt: skip


def pieces(desk: Desk) -> NestedLists:
    """The catalogue, and who must bring each piece."""
    catalogue = Items(desk, "piece", tr("Pièces"), columns=("code", "libelle"), new=lambda: {"en_service": True})
    rules = of_first(desk, catalogue, "piece_demandee", tr("Demandée à"), "piece_id",
                     ("profil", "genre", "formation_id"),
                     tr("Personne ne doit encore l’apporter."), blank=tr("indifférent"))  # fmt: skip
    return NestedLists(catalogue, rules)


def questions(desk: Desk) -> NestedLists:
    """What every formation asks, or those of a centre; what one asks alone is in its own room."""
    return NestedLists(QuestionsCommunes(desk))


def of_first(
    desk: Desk,
    first: Items,
    thing: str,
    title: str,
    owner: str,
    columns: tuple[str, ...],
    empty: str = "",
    blank: str = "",
) -> Items:
    """The rows of a thing that are of the selected row of another list, by the column `owner`."""

    def mine(values: Values) -> bool:
        return bool(values.get(owner) == first.key)

    return Items(desk, thing, title, columns=columns, wanted=mine, empty=empty, blank=blank,
                 new=lambda: {owner: first.key})  # fmt: skip


class Reunions(Items):
    """The formations that a commission examines: the formation is asked first, it cannot be blank."""

    def __init__(self, desk: Desk, commission: Items, ask: Callable[[], object]) -> None:
        self._ask = ask
        super().__init__(
            desk,
            "commission_formation",
            tr("Formations examinées"),
            columns=("reunion", "formation_id"),
            wanted=lambda values: values.get("commission_id") == commission.key,
            empty=tr("Cette commission n’examine encore aucune formation."),
        )

    def add(self) -> None:
        """Ask which formation to add."""
        self._ask()


class Commissions(NestedLists):
    """Commissions, and what each examines."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        boards = Items(
            desk, "commission", tr("Commissions"), columns=("president", "libelle"), new=lambda: {"libelle": ""}
        )
        self.reunions = Reunions(desk, boards, self.ask)
        self._asked = ActForm(
            desk.theme, EXAMEN, self.reunions.lists, on_failure=desk.messages.tell, drafts=desk.drafts
        )
        self._asked.open({}, "")
        ask, line = QWidget(), QWidget()
        button = Button(desk.theme, tr("Ajouter cette formation"), self.enter, icon="plus", needs="formations")
        row(line, None, button, margins=(desk.theme.block, 0))
        column(ask, self._asked, line)
        super().__init__(boards, self.reunions, ask)

    def ask(self) -> None:
        """The keyboard on the formation to add."""
        self._asked.focus()

    def enter(self) -> None:
        """The commission examines the formation that was chosen."""
        asked = self._asked.asked()
        if not asked or not asked["formation_id"] or self.first.key is None:
            self._asked.refused("formation_id", N_("Choisissez la formation, puis ajoutez-la."))
            return
        tie = {"commission_id": self.first.key, "formation_id": asked["formation_id"]}
        with self._asked.giving():
            added = self._desk.attempt(self, add_item, "commission_formation", tie)
        if added:
            self._asked.open({})
            self.reunions.read()
            self.reunions.table.go(added.answer)


class Listes(QWidget):
    """The lines that the office adds to three lists; those of the application stay."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme = desk, desk.theme
        self.filters = Filters(theme, [State(code, LISTES[code], icon) for code, icon in _ICONS.items()])
        self.filters.chosen.connect(self.read)
        self._shipped = Words(tone="muted", wrap=True)
        self.items = Items(
            desk,
            "nomenclature",
            tr("Lignes ajoutées ici"),
            columns=("code", "libelle"),
            wanted=lambda values: values.get("liste") == self.filters.code,
            new=lambda: {"liste": self.filters.code, "en_service": True},
            empty=tr("Rien n’a été ajouté à cette liste."),
        )
        top = QWidget()
        self._always = Page(self._shipped, low=True)
        column(top, self.filters, self._always, margins=(theme.block, 0), spacing=theme.gap)
        column(self, top, (Page(self.items), 1))

    @property
    def form(self) -> Form:
        """The form of the selected line, for the palette."""
        return self.items.form

    def read(self, code: str = "") -> None:
        """Show the chosen list."""
        self.items.read()
        own = {row["code"] for row in self.items.table.rows_model.rows}
        labels = [one.label for one in self._desk.lists.entrees(self.filters.code) if one.code not in own]
        self._always.setVisible(bool(labels))
        shown = joined("\u00a0; ", *map(verbatim, labels))
        self._shipped.setText(tr("Toujours proposés\u00a0: {libelles}.", libelles=shown))

    def commit(self) -> bool:
        """Give what is being typed of the selected line; False when it cannot be read or was refused."""
        return self.items.commit()
