"""The tab « INE et CVEC »: two halves with one skeleton, state, fields, acts, evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.models.fields.of_numbers import CVEC, INE
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.numeros.cvec import CvecHalf
from scolarite_desk.ui.dossier.numeros.ine import IneHalf
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.two_columns import ACTS, TwoColumns
from scolarite_desk.ui.widgets import Page, column


class IneCvecPage(DossierPage):
    """The national number of the person, and the contribution of the year."""

    title = N_("INE et CVEC")
    things, fields = ("ine", "cvec", "identifiant"), INE + CVEC

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ine, self.cvec = IneHalf(desk), CvecHalf(desk)
        self.ine.drawn.connect(lambda: self.go("cvec"))
        self.cvec.ended.connect(self.ended)
        column(self, Page(TwoColumns(desk.theme, self.ine, self.cvec, least=ACTS)))

    def open(self, view: DossierView) -> None:
        """Show another dossier, its person's part."""
        super().open(view)
        self.ine.open(view)
        self.cvec.open(view)

    def refresh(self, view: DossierView) -> None:
        """The same dossier changed: show it again, without touching what is being typed."""
        super().refresh(view)
        self.ine.refresh(view)
        self.cvec.refresh(view)

    def commit(self) -> bool:
        """Give what is typed in both halves."""
        given = [form.commit() for form in self._forms()]
        return all(given)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What this tab does of the commands: drawing a provisional INE (Ctrl+I)."""
        return {"ine_provisoire": self.ine.draw}

    def form(self) -> ActForm:
        """The form under the keyboard, or the first one."""
        here = QApplication.focusWidget()
        return next((form for form in self._forms() if here and form.isAncestorOf(here)), self.ine.form)

    def go(self, path: str) -> bool:
        """To a field, or to the first one of a half."""
        half, _, name = path.partition(".")
        if half == "cvec":
            first = "situation" if self.cvec.cvec is None else "numero"
            return self.cvec.form.focus(name or first)
        if half == "identifiant":
            return self.ine.numbers.form.focus(name)
        return self.ine.form.focus(name or "valeur")

    def _forms(self) -> tuple[ActForm, ...]:
        return (self.ine.form, self.ine.numbers.form, self.cvec.form)
