"""The tabs made from fields: identity, address, bac; cursus, stages and expériences, which come several times."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.dossier_views import DossierView, Fiche
from scolarite_desk.msg import N_, Msg
from scolarite_desk.services.dossiers import add_item, correct, withdraw_item
from scolarite_desk.store.queries.dossiers import fiches
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.listform import ListForm
from scolarite_desk.ui.forms.two_columns import ACTS, Beside
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.widgets import Page, column

_TALL = 16  # lines of each of two lists, where they lie one under the other


class FormPage(DossierPage):
    """One thing that a person has once, as a form."""

    thing = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._key = ""
        self._form = Form(
            desk.theme,
            FIELDS[self.thing],
            desk.lists,
            on_commit=self._give,
            drafts=desk.drafts,
            on_failure=desk.messages.tell,
        )
        self._form.beyond = self.ended.emit
        column(self, Page(self._form))

    def open(self, view: DossierView) -> None:
        """Another person's, with what was being typed there."""
        super().open(view)
        fiche = self._read(view)
        self._key = fiche.key
        self._form.open(fiche.values, fiche.key)

    def refresh(self, view: DossierView) -> None:
        """The same dossier changed: show it again, without touching what is being typed."""
        super().refresh(view)
        self._form.refresh(self._read(view).values)

    def commit(self) -> bool:
        """Give what is being typed; False when it cannot be read or was refused."""
        return self._form.commit()

    def form(self) -> Form:
        """The form of this tab, for the palette."""
        return self._form

    def go(self, path: str) -> bool:
        """Put the keyboard on the field of that path, or on the first one."""
        return self._form.focus(path if "." in path else "")

    def here(self) -> tuple[str, Field] | None:
        """The field under the keyboard."""
        field = self._form.here()
        return (self._key, field) if field is not None else None

    def _read(self, view: DossierView) -> Fiche:
        return self.desk.read(fiches, self.thing, view.personne)[0]

    def _give(self, field: Field, value: Any) -> None:
        self.desk.do(self, correct, field.path, self._key, value)


class IdentitePage(FormPage):
    """Civil status, birth, contact."""

    title, thing = N_("Identité"), "identite"
    things, fields = ("identite",), FIELDS["identite"]


class AdressePage(FormPage):
    """Where the person is written to."""

    title, thing = N_("Adresse"), "adresse"
    things, fields = ("adresse",), FIELDS["adresse"]


class BacPage(FormPage):
    """Baccalauréat or equivalent."""

    title, thing = N_("Bac"), "bac"
    things, fields = ("bac",), FIELDS["bac"]


class ListPage(DossierPage):
    """Things that a person has several times: one list, or two side by side."""

    lists: ClassVar[tuple[tuple[str, tuple[str, ...], Msg], ...]] = ()  # (thing, columns, what to say when empty)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._parts = {thing: self._part(thing, columns, empty) for thing, columns, empty in self.lists}
        parts = list(self._parts.values())
        for part, after in zip(parts, [*(one.focus for one in parts[1:]), self.ended.emit], strict=True):
            part.beyond = after
        beside = Beside(desk.theme, *self._parts.values(), tall=_TALL, apart=ACTS + 4)
        column(self, Page(beside))

    def open(self, view: DossierView) -> None:
        """Show another dossier, its person's part."""
        super().open(view)
        for thing in self._parts:
            self._fill(thing)

    def refresh(self, view: DossierView) -> None:
        """The same dossier changed: show it again, without touching what is being typed."""
        self.open(view)

    def commit(self) -> bool:
        """Give what is being typed in every part; False when it cannot be read or was refused."""
        given = [part.commit() for part in self._parts.values()]
        return all(given)

    def form(self) -> Form:
        """The form that has the keyboard, or the first one."""
        here = QApplication.focusWidget()
        parts = list(self._parts.values())
        return next((part for part in parts if here is not None and part.isAncestorOf(here)), parts[0]).form

    def go(self, path: str) -> bool:
        """To a field of the selected row, or to the list."""
        part = self._parts.get(path.partition(".")[0], next(iter(self._parts.values())))
        if part.key is None or not part.form.focus(path if "." in path else ""):
            part.table.setFocus()
        return True

    def here(self) -> tuple[str, Field] | None:
        """The field under the keyboard."""
        found = ((part.key, part.form.here()) for part in self._parts.values())
        return next(((key, field) for key, field in found if field is not None), None)

    def _part(self, thing: str, columns: tuple[str, ...], empty: Msg) -> ListForm:
        def give(key: Any, field: Field, value: Any) -> None:
            self.desk.do(self, correct, field.path, key, value)

        return ListForm(
            self.desk.theme,
            say(THINGS[thing].title),
            FIELDS[thing],
            self.desk.lists,
            columns=columns,
            on_commit=give,
            on_add=lambda: self._add(thing),
            on_withdraw=lambda key: self.desk.attempt(self, withdraw_item, thing, key),
            drafts=self.desk.drafts,
            on_failure=self.desk.messages.tell,
            empty=say(empty),
        )

    def _add(self, thing: str) -> str:
        assert self.view is not None
        added = self.desk.attempt(self, add_item, thing, {}, personne=self.view.personne)
        return added.answer if added else str(self._parts[thing].key)

    def _fill(self, thing: str) -> None:
        assert self.view is not None
        rows = self.desk.read(fiches, thing, self.view.personne)
        self._parts[thing].fill([{"id": one.key, **one.values} for one in rows])


class CursusPage(ListPage):
    """Studies: here, as typed or as the student records say, and elsewhere."""

    title, things = N_("Cursus"), ("cursus_internes", "cursus_externes")
    fields = FIELDS["cursus_internes"] + FIELDS["cursus_externes"]
    lists = (
        ("cursus_internes", ("annee", "resultat", "libelle"), N_("Aucune année dans cette université.")),
        ("cursus_externes", ("annee", "obtenu", "libelle"), N_("Aucune année ailleurs.")),
    )


class StagesPage(ListPage):
    """Training periods."""

    title, things, fields = N_("Stages"), ("stages",), FIELDS["stages"]
    lists = (("stages", ("annee", "organisme", "descriptif"), N_("Aucun stage.")),)


class ExperiencesPage(ListPage):
    """Work."""

    title, things, fields = N_("Expériences"), ("experiences",), FIELDS["experiences"]
    lists = (("experiences", ("annee", "intitule", "organisme"), N_("Aucune expérience.")),)
