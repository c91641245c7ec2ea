"""The fourth step: a line, and who of the base it may be, side by side. Nobody is taken for anybody by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.rows.imports import LignePlan, Suspect
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.imports.cellules import shown
from scolarite_desk.services.imports.identite import LINE
from scolarite_desk.store.queries.identites import beside
from scolarite_desk.ui.forms.comparaison import Comparaison, ComparedLine, Digits
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.voisin import COMPARED
from scolarite_desk.ui.look.texts import capital, say, tr
from scolarite_desk.ui.salles.imports.etapes import PageEtape
from scolarite_desk.ui.salles.imports.moteur import Importation
from scolarite_desk.ui.widgets import Button, Empty, Words, column
from scolarite_desk.ui.widgets.flow import Flow
from scolarite_desk.ui.widgets.under import Under

_FIELDS = tuple(BY_PATH[f"identite.{name}"] for name in COMPARED)
_INE = "ine.valeur"
_SIDES = 3  # persons of the base beside the line


class EtapePersonnes(PageEtape):
    """The doubtful lines; under them, the line and those whom it may be."""

    def __init__(self, import_: Importation) -> None:
        super().__init__(import_)
        theme = self.desk.theme
        self.table = Table[LignePlan](
            theme, self._columns(), tr("Personnes à reconnaître"), key=lambda one: one.lieu,
            empty=Empty(theme, "user-check", tr("Aucune personne à reconnaître.")),
            shape=self.desk.shape("imports_personnes"),
        )  # fmt: skip
        self.table.moved.connect(lambda _: self._show())
        self.table.opened.connect(self._answer)
        self.title, self.why = Words(look="strong", wrap=True), Words(tone="muted", wrap=True)
        self.sides = Comparaison(theme, tr("La ligne et la base"))
        self.digits = Digits(self.choose, self)
        self.sides.watched = self.digits
        self.buttons = [
            *(
                Button(theme, "", partial(self._it_is, rank), icon="user-check", keys=str(rank + 1), needs="imports")
                for rank in range(_SIDES)
            ),
            Button(theme, tr("Quelqu’un d’autre"), self._somebody_else, icon="user-plus", keys="4", needs="imports"),
            Button(theme, tr("Plus tard"), self._later, icon="clock", keys="5", needs="imports"),
        ]
        for one in (self.table, *self.buttons):
            one.installEventFilter(self.digits)
        self.table.acts = self.buttons
        said, above = QWidget(), QWidget()
        parts = (self.title, self.why, self.sides, Flow(*self.buttons, spacing=theme.gap))
        column(said, *parts, spacing=theme.gap, stretch=True)
        column(above, (self.table, 1), margins=(theme.block, 0))
        column(self, (above, 4), (Under(theme, said), 6))

    def _columns(self) -> tuple[Column[LignePlan], ...]:
        return (
            Column(N_("Ligne"), lambda one: str(one.lieu.ligne), chars=6, right=True, sort=lambda one: one.lieu.ligne),
            Column(N_("Dans le fichier"), who, chars=24, stretch=True),
            Column(N_("Dans la base"), _all_called, chars=28, stretch=True),
            Column(
                NC_("personne", "Décision"), self._decision, chars=22,
                icon=lambda one: "circle-check" if one.lieu in self.import_.choix.reglees else "circle-help",
                tone=lambda one: "icon:ok" if one.lieu in self.import_.choix.reglees else "warn",
            ),
        )  # fmt: skip

    def tell(self) -> None:
        """The lines, and what was said of them."""
        self.table.fill(tuple(self.import_.suspects.values()))
        if self.table.current() is None:
            self.table.step(0)
        self._show()

    def begin(self) -> None:
        """On the first one that nobody settled."""
        settled = self.import_.choix.reglees
        first = next((one for one in self.import_.suspects if one not in settled), None)
        if first is not None:
            self.table.go(first)
        self.table.setFocus()

    def choose(self, number: int) -> None:
        """Press the button of that digit."""
        if 0 < number <= len(self.buttons):
            button = self.buttons[number - 1]
            if button.isVisible() and button.isEnabled():
                button.click()

    def _decision(self, one: LignePlan) -> str:
        said = self.import_.choix.reglees.get(one.lieu)
        if said is None:
            return tr("à choisir")
        found = next((each for each in one.suspects if each.personne == said), None)
        return found.nom if found is not None else tr("quelqu’un d’autre")

    def _answer(self, _: LignePlan) -> None:
        self.buttons[0].setFocus()

    def _show(self) -> None:
        one = self.table.current()
        if one is None:
            return
        suspects = one.suspects[:_SIDES]
        self.title.setText(tr("Ligne {ligne}\u00a0: est-ce la même personne\u00a0?", ligne=one.lieu.ligne))
        self.why.setText("\n".join(capital(say(each.pourquoi)) for each in suspects))
        known = [self._known(each.personne) for each in suspects]
        titles = (tr("Le fichier"), *(_called(each) for each in suspects))
        self.sides.show_sides(titles, self._lines(one, known))
        if self.sides.table is not None:  # it may be a new one
            QWidget.setTabOrder(self.table, self.sides.table)
        for rank, button in enumerate(self.buttons[:_SIDES]):
            button.setVisible(rank < len(suspects))
            if rank < len(suspects):
                button.say(tr("C’est {nom}", nom=suspects[rank].nom), icon="user-check")

    def _known(self, personne: str) -> dict[str, str]:
        """What is said of a person by field, as it is read: of the base, or of a line before in the file."""
        if personne.startswith(LINE):
            lines = self.import_.plan.lignes if self.import_.plan is not None else ()
            number = int(personne.removeprefix(LINE))
            return self._said(next((one for one in lines if one.lieu.ligne == number), None))
        found, lists = self.desk.read(beside, personne), self.desk.lists
        said = {f.path: f.show(found.values.get(f.name) or None, lists, found.values) for f in _FIELDS}
        return {**said, _INE: found.ine}

    def _said(self, one: LignePlan | None) -> dict[str, str]:
        if one is None:
            return {}
        lists = self.desk.lists
        said = {f.path: shown(f.path, one.valeurs.get(f.path, ""), lists, {}) for f in _FIELDS}
        return {**said, _INE: one.valeurs.get(_INE, "")}

    def _lines(self, one: LignePlan, known: Sequence[dict[str, str]]) -> list[ComparedLine]:
        sides, named = (self._said(one), *known), [*((f.path, say(f.label)) for f in _FIELDS), (_INE, tr("INE"))]
        lines = [ComparedLine(label, tuple(side.get(path, "") for side in sides)) for path, label in named]
        return [line for line in lines if any(line.textes)]

    def _it_is(self, rank: int) -> None:
        one = self.table.current()
        if one is not None:
            self._settled(one, one.suspects[rank].personne)

    def _somebody_else(self) -> None:
        one = self.table.current()
        if one is not None:
            self._settled(one, "")

    def _later(self) -> None:
        one = self.table.current()
        if one is not None:
            self._settled(one, None)

    def _settled(self, one: LignePlan, personne: str | None) -> None:
        self.import_.settle(one.lieu, personne)
        self.table.setFocus()
        self.table.step(1)


def who(one: LignePlan) -> str:
    """Who a line is about, as far as it says."""
    name = " ".join(one.valeurs.get(f"identite.{part}", "") for part in ("nom_naissance", "prenom")).strip()
    return name or one.valeurs.get("visite.annonce") or next(iter(one.valeurs.values()), "")


def _called(one: Suspect) -> str:
    return " · ".join(part for part in (one.nom, show_day(one.ne_le), one.dossier) if part)


def _all_called(one: LignePlan) -> str:
    return ", ".join(_called(each) for each in one.suspects)
