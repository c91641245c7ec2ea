"""The third step: the texts that no list knows. Each is asked once for the whole file, and remembered for the next."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from scolarite_desk.models.rows.imports import Inconnu
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_
from scolarite_desk.services.imports.chemins import FORMATION, chemin_of, label_of
from scolarite_desk.store.queries.offer import formations
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.imports.etapes import PageEtape
from scolarite_desk.ui.salles.imports.moteur import Importation
from scolarite_desk.ui.widgets import Button, Choice, Empty, Words, column
from scolarite_desk.ui.widgets.flow import Flow

_SHOWN = 50  # proposals


class EtapeValeurs(PageEtape):
    """The texts at the left; at the right what one of them means here."""

    def __init__(self, import_: Importation) -> None:
        super().__init__(import_)
        theme = self.desk.theme
        self.table = Table[Inconnu](
            theme, self._columns(), tr("Valeurs inconnues"), key=lambda one: (one.chemin, one.texte),
            empty=Empty(theme, "circle-check", tr("Toutes les valeurs du fichier sont connues.")),
            shape=self.desk.shape("imports_valeurs"),
        )  # fmt: skip
        self.table.moved.connect(lambda _: self._show())
        self.table.opened.connect(self._choose)
        self.table.setToolTip(tr("Entrée choisit ce que la valeur veut dire"))
        self.title, self.where = Words(look="strong", wrap=True), Words(tone="muted", wrap=True)
        self.label = QLabel(tr("Choisir une correspondance"))
        self.choice = Choice(theme, self._propose)
        self.choice.setAccessibleName(tr("Choisir une correspondance"))
        self.label.setBuddy(self.choice)
        self.choice.entered.connect(self._entered)
        self.choice.left.connect(self._take)
        self.choice.chosen.connect(self._take)
        self.blank = Button(theme, tr("Ne rien mettre"), self._nothing, icon="minus", needs="imports")
        self.again = Button(theme, tr("Oublier ce choix"), self._again, icon="undo-2", needs="imports")
        self.table.acts = (self.blank, self.again)
        note = Words(
            tr("Une valeur sans correspondance laisse ses lignes de côté. Ce que vous choisissez est retenu."),
            tone="muted", wrap=True,
        )  # fmt: skip
        left, right = QWidget(), QWidget()
        column(left, (self.table, 1), margins=(theme.block, 0))
        acts = Flow(self.blank, self.again, spacing=theme.gap)
        parts = (self.title, self.where, self.label, self.choice, acts, note)
        column(right, *parts, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True)
        column(self, Beside(theme, left, right, wide=48, least=36))

    def _columns(self) -> tuple[Column[Inconnu], ...]:
        return (
            Column(N_("Champ"), lambda one: field_name(one.chemin), chars=18, tone=lambda _: "muted"),
            Column(N_("Dans le fichier"), lambda one: one.texte, chars=20, stretch=True),
            Column(N_("Lignes"), lambda one: str(one.lignes), chars=7, right=True, sort=lambda one: one.lignes),
            Column(
                N_("Correspond à"), self._meaning, chars=20, stretch=True,
                icon=lambda one: "circle-check" if self._meant(one) is not None else "circle-help",
                tone=lambda one: "icon:ok" if self._meant(one) is not None else "warn",
            ),
        )  # fmt: skip

    def tell(self) -> None:
        """The texts, and what was said of them."""
        self.table.fill(tuple(self.import_.inconnus.values()))
        if self.table.current() is None:
            self.table.step(0)
        self._show()

    def begin(self) -> None:
        """On the first one that is not settled."""
        found = self.import_.inconnus.items()
        first = next((key for key, one in found if self._meant(one) is None), None)
        if first is not None:
            self.table.go(first)
        self.table.setFocus()

    def _choose(self, _: Inconnu) -> None:
        self.choice.setFocus()

    def _show(self) -> None:
        one = self.table.current()
        for part in (self.choice, self.blank):
            part.setEnabled(one is not None)
        self.again.setEnabled(one is not None and self._meant(one) is not None)
        if one is None:
            return
        self.title.setText(tr("«\u00a0{texte}\u00a0»", texte=one.texte))
        count = trn("{n} ligne", "{n} lignes", one.lignes)
        self.where.setText(tr("{champ}, {lignes}", champ=field_name(one.chemin), lignes=count))
        if not self.choice.hasFocus():
            meant = self._meant(one)
            self.choice.set_text(self._label(one, meant) if meant else "")

    def _meant(self, one: Inconnu) -> str | None:
        return self.import_.choix.correspondances.get((one.chemin, one.texte))

    def _meaning(self, one: Inconnu) -> str:
        meant = self._meant(one)
        if meant is None:
            return tr("à choisir")
        return self._label(one, meant) if meant else tr("laissé vide")

    def _label(self, one: Inconnu, value: str) -> str:
        liste = _list_of(one.chemin)
        known = dict(one.propositions)
        return known.get(value) or (self.desk.lists.label(liste, value) if liste else value)

    def _propose(self, text: str) -> list[tuple[str, str]]:
        """The likeliest first, then the rest of its list."""
        one = self.table.current()
        if one is None:
            return []
        words, liste = fold(text).split(), _list_of(one.chemin)
        rest = self.desk.lists.propose(liste, text, {}, _SHOWN) if liste else []
        if one.chemin == FORMATION:
            rest = [(each.code, f"{each.libelle} ({each.code})") for each in self.desk.read(formations)]
        some = [pair for pair in (*one.propositions, *rest) if all(word in fold(" ".join(pair)) for word in words)]
        return list(dict(some if one.chemin == FORMATION or not rest else [*some, *rest]).items())

    def _entered(self) -> None:
        self._take()
        self.table.setFocus()
        self.table.step(1)

    def _take(self) -> None:
        one = self.table.current()
        text = self.choice.text().strip()
        if one is None or not text:
            return
        value = self.choice.meant()
        if value in (code for code, _ in self._propose(text)) and value != self._meant(one):
            self.import_.mean(one.chemin, one.texte, value)

    def _nothing(self) -> None:
        self._decide("")

    def _again(self) -> None:
        self._decide(None)

    def _decide(self, value: str | None) -> None:
        one = self.table.current()
        if one is not None:
            self.import_.mean(one.chemin, one.texte, value)
            self.table.setFocus()
            self.table.step(1 if value is not None else 0)


def field_name(chemin: str) -> str:
    """What a path is called where no form is around it."""
    return say(label_of(chemin))


def _list_of(chemin: str) -> str:
    """The list that a text of this field is chosen from."""
    one = chemin_of(chemin)
    return getattr(one.field.reader, "liste", "") if one is not None and one.field is not None else ""
