"""The tags of a person and of their candidatures: put by their first letters, taken off by their cross."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import ETIQUETTE, OBJET
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.services.etiquettes import put_tag, take_off_tag
from scolarite_desk.store.queries.etiquettes import borne, tags
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.colours import TAGS
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Button, Chip, Words, column
from scolarite_desk.ui.widgets.flow import Flow


class Tags(QWidget):
    """What they bear, then what to put and on which."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self.view, self.borne = desk, None, ()  # type: Desk, DossierView | None, tuple[Marque, ...]
        self._lists = lists_of(desk, etiquette=self._offered, candidature=self._vows)
        self.form = ActForm(
            theme,
            (*ETIQUETTE, *OBJET),
            self._lists,
            on_failure=desk.messages.tell,
            drafts=desk.drafts,
            part=True,
            needs="notes",
        )
        for name in ("etiquette", "candidature"):
            self.form.entered_in(name, self.put)
        self._put = Button(theme, tr("Poser l’étiquette"), self.put, icon="tag", needs="notes")
        self.chips: list[Chip] = []
        self._shown = QWidget()
        self._room = column(self._shown)
        stack(self, theme, Words(tr("Étiquettes"), look="strong"), self._shown, self.form, (self._put,))

    def show_view(self, view: DossierView) -> None:
        """What this person bears now; what is being chosen stays."""
        another, self.view = self.view is None or self.view.key != view.key, view
        self._lists.forget()
        if another:
            self.form.open({}, f"{view.key}@etiquette")
        found = self.desk.read(borne, view.personne)
        if found != self.borne or another:
            self.borne = found
            self._draw()

    def put(self) -> None:
        """Put the tag that is chosen; Enter does it too."""
        asked = self.form.asked()
        if asked is None or self.view is None:
            return
        given = asked["etiquette"], asked["candidature"], self.view.personne
        if self.form.give(lambda: self.desk.do(self, put_tag, *given)):
            self.form.open({}, f"{self.view.key}@etiquette")
            self.form.focus("etiquette")

    def take_off(self, one: Marque) -> None:
        """Take one off."""
        assert self.view is not None
        self.form.focus("etiquette")
        self.desk.attempt(self, take_off_tag, one.etiquette, one.candidature or None, self.view.personne)

    def _draw(self) -> None:
        while (item := self._room.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.chips = [self._chip(one) for one in self.borne]
        nothing = Words(tr("Aucune étiquette."), tone="muted")
        self._room.addWidget(Flow(*self.chips, spacing=self.desk.theme.gap) if self.chips else nothing)

    def _chip(self, one: Marque) -> Chip:
        where = self._name(one.candidature)
        words = tr("{etiquette} · {candidature}", etiquette=one.libelle, candidature=where) if where else one.libelle
        chip = Chip(self.desk.theme, words, partial(self.take_off, one), icon="x", tone=TAGS[one.couleur],
                    needs="notes")  # fmt: skip
        chip.setAccessibleName(tr("Ôter l’étiquette «\u00a0{etiquette}\u00a0»", etiquette=words))
        chip.setToolTip(chip.accessibleName())
        return chip

    def _name(self, candidature: str) -> str:
        vows = self.view.candidatures if self.view is not None else ()
        return next((one.code or one.formation for one in vows if one.key == candidature), "")

    def _vows(self) -> list[tuple[str, str]]:
        return [(one.key, one.formation) for one in self.view.candidatures] if self.view is not None else []

    def _offered(self) -> list[tuple[str, str]]:
        keys = [key for key, _ in self._vows()]
        return [(one.etiquette, one.libelle) for one in self.desk.read(tags, keys)]
