"""The second step: what each column of the file is here, and what its first lines become, as one chooses."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from scolarite_desk.models.rows.imports import ColonneLue
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_
from scolarite_desk.services.imports import porte
from scolarite_desk.services.imports.cellules import samples
from scolarite_desk.services.imports.porte import ChampImport
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.imports.apercu import ApercuLignes
from scolarite_desk.ui.salles.imports.correspondances import field_name
from scolarite_desk.ui.salles.imports.etapes import PageEtape
from scolarite_desk.ui.salles.imports.moteur import Importation
from scolarite_desk.ui.widgets import Button, Choice, Empty, Words, column, row

_TITLE = 12  # average characters


class EtapeColonnes(PageEtape):
    """The columns at the left; at the right the field of one, then its first lines."""

    def __init__(self, import_: Importation) -> None:
        super().__init__(import_)
        theme = self.desk.theme
        self._samples: dict[int, str] = {}
        self._source: object = None
        self.left_out = Words(tone="muted", wrap=True)
        self.table = Table[ColonneLue](
            theme, self._columns(), tr("Colonnes du fichier"), key=lambda one: one.rang,
            empty=Empty(theme, "list-filter", tr("Ce fichier n’a aucune colonne.")),
            shape=self.desk.shape("imports_colonnes"),
        )  # fmt: skip
        self.table.moved.connect(lambda _: self._show())
        self.table.opened.connect(self._choose)
        self.table.setToolTip(tr("Entrée choisit le champ que la colonne remplit"))
        self.label = QLabel(tr("Champ"))
        self.choice = Choice(theme, self._propose)
        self.choice.setAccessibleName(tr("Champ que la colonne remplit"))
        self.label.setBuddy(self.choice)
        self.choice.entered.connect(self._entered)
        self.choice.left.connect(self._take)
        self.choice.chosen.connect(self._take)
        self.aside = Button(theme, tr("Laisser de côté"), self._leave_out, icon="circle-minus", needs="imports")
        self.preview = ApercuLignes(self.desk)
        self._build()

    def _build(self) -> None:
        theme, left, right = self.desk.theme, QWidget(), QWidget()
        head, named = QWidget(), QWidget()
        self.title = Words(look="strong", wrap=True)
        self.title.setMinimumWidth(theme.wide(_TITLE))  # whatever the words of a header: the panel keeps its width
        column(left, (self.table, 1), self.left_out, margins=(theme.block, 0), spacing=theme.gap)
        row(head, (self.title, 1), self.aside, spacing=theme.gap)
        row(named, self.label, (self.choice, 1), spacing=theme.gap)
        parts = (head, named, (self.preview, 1))
        column(right, *parts, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(self, Beside(theme, left, right, wide=76, least=70))

    def _columns(self) -> tuple[Column[ColonneLue], ...]:
        return (
            Column(N_("Dans le fichier"), lambda one: one.entete or tr("sans intitulé"), chars=14, stretch=True),
            Column(N_("Exemples"), self._examples, chars=12, worth=0, tone=lambda _: "muted"),
            Column(
                N_("Champ"), self._named, chars=16, stretch=True,
                icon=lambda one: "check" if one.chemin else "circle-minus",
                tone=lambda one: "icon:ok" if one.chemin else "muted",
            ),
        )  # fmt: skip

    def _examples(self, one: ColonneLue) -> str:
        return self._samples.get(one.rang, "")

    def tell(self) -> None:
        """The columns as they are read now."""
        found = self.import_.ouvert
        if found is None:
            return
        source = found.source
        if source is not self._source:
            self._source = source
            self._samples = {one.rang: ", ".join(samples(source, one.rang)) for one in source.colonnes}
            self.table.fill(source.colonnes)
            if self.table.current() is None:
                self.table.step(0)
        aside = [one.entete for one in source.colonnes if not one.chemin and one.entete]
        said = trn("{n} colonne laissée de côté.", "{n} colonnes laissées de côté.", len(aside))
        self.left_out.setText(said if aside else tr("Chaque colonne remplit un champ."))
        self._show()

    def _choose(self, _: ColonneLue) -> None:
        self.choice.setFocus()

    def _show(self) -> None:
        one, found = self.table.current(), self.import_.ouvert
        for part in (self.choice, self.aside):
            part.setEnabled(one is not None)
        if one is None or found is None:
            return
        self.title.setText(tr("Colonne «\u00a0{titre}\u00a0»", titre=one.entete or tr("sans intitulé")))
        if not self.choice.hasFocus():
            self.choice.set_text(self._named(one) if one.chemin else "")
        self.preview.show_column(found.source, one)

    def begin(self) -> None:
        """On the first column that nothing takes, else on the first one."""
        found = self.import_.ouvert
        first = next((one for one in found.source.colonnes if not one.chemin), None) if found is not None else None
        if first is not None:
            self.table.go(first.rang)
        self.table.setFocus()

    def _propose(self, text: str) -> list[tuple[str, str]]:
        words = fold(text).split()
        return [pair for pair in self._fields().items() if all(word in fold(pair[1]) for word in words)]

    def _fields(self) -> dict[str, str]:
        """What a column of this file may fill, by path, and as it is called."""
        found = self.import_.ouvert
        return {one.chemin: _called(one) for one in porte.champs(found.source.profil if found is not None else "")}

    def _named(self, one: ColonneLue) -> str:
        return self._fields().get(one.chemin, field_name(one.chemin)) if one.chemin else tr("laissée de côté")

    def _entered(self) -> None:
        """What was chosen is given, and one is on the next column."""
        self._take()
        self.table.setFocus()
        self.table.step(1)

    def _take(self) -> None:
        one, text = self.table.current(), self.choice.text().strip()
        if one is None:
            return
        path = self.choice.meant() if text else ""
        if path not in self._fields():
            path = one.chemin if text else ""
        if path != one.chemin:
            self.import_.fill(one.rang, path)
        self.choice.set_text(self._fields().get(path, "") if path else "")

    def _leave_out(self) -> None:
        self.choice.set_text("")
        self._take()
        self.table.setFocus()


def _called(one: ChampImport) -> str:
    """A field as one looks for it: what it is called, and what it is of."""
    return tr("{champ} ({partie})", champ=one.label, partie=one.chose) if one.chose else say(one.label)
