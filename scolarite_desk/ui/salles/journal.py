"""The journal: the last works, found by act, author, day and words; any one of them undone when nothing moved since."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models import readers as r
from scolarite_desk.models.dates import local
from scolarite_desk.models.field import Field
from scolarite_desk.models.fields import field_of
from scolarite_desk.services.acts import label_of
from scolarite_desk.services.undo import undo_work
from scolarite_desk.services.visites import current_dossier
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.journal import (
    SHOWN,
    Changement,
    Recherche,
    TravailRow,
    acts,
    authors,
    changes,
    works,
)
from scolarite_desk.ui.desk import Desk
from scolarite_desk.ui.form import Form
from scolarite_desk.ui.salles.heads import Head
from scolarite_desk.ui.salles.liens import Liens
from scolarite_desk.ui.salles.living import Beside, Living
from scolarite_desk.ui.salles.saisie import Saisie
from scolarite_desk.ui.tables import Column, Table
from scolarite_desk.ui.widgets import Button, Empty, Primary, Words, column

FIELDS = (
    Field("journal", "texte", "Mots", r.Texte(100), part="Chercher", hint="Nom, valeur d’avant ou d’après"),
    Field("journal", "jour", "Jour", r.Jour(), part="Chercher"),
    Field("journal", "auteur", "Auteur", r.Choix("@auteur"), part="Dans"),
    Field("journal", "acte", "Acte", r.Choix("@acte"), part="Dans"),
)


def field_name(genre: str, champ: str) -> str:
    """The label of a column, its code when no form shows it."""
    field = field_of(shared_classes()[genre], champ)
    return field.label if field is not None else champ.replace("_", " ")


_WORKS = (
    Column[TravailRow]("Le", lambda one: f"{local(one.at):%d/%m/%Y %H:%M}", chars=17),
    Column[TravailRow]("Acte", lambda one: label_of(one.acte, one.detail), chars=34),
    Column[TravailRow]("Qui", lambda one: one.qui, chars=24, stretch=True),
    Column[TravailRow]("Auteur", lambda one: one.auteur, chars=13),
    Column[TravailRow]("Poste", lambda one: one.nom, chars=6),
)
_CHANGES = (
    Column[Changement]("Champ", lambda one: field_name(one.genre, one.champ), chars=16),
    Column[Changement]("Avant", lambda one: one.avant, chars=14, tone=lambda one: "muted"),
    Column[Changement]("Après", lambda one: one.apres, chars=14, stretch=True),
)


class JournalRoom(Living):
    """Works at the left, what one of them changed at the right."""

    title = "Journal"
    code = "journal"
    tables = frozenset(shared_classes())

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self.head = Head(theme, self.title)
        self._wanted = Recherche()
        self._lists = Liens(desk, acte=self._acts, auteur=self._authors)
        self.asked = Saisie(theme, FIELDS, self._lists, self.reload)
        nothing = Empty(theme, "history", self.tr("Aucun travail ne répond."), self.tr("Élargissez la recherche."))
        self.table = Table[TravailRow](
            theme, _WORKS, self.tr("Travaux"), key=lambda one: (one.poste, one.numero), empty=nothing
        )
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._open_dossier)
        self._name, self._by = Words(look="strong", wrap=True), Words(tone="muted", wrap=True)
        self.changes = Table[Changement](theme, _CHANGES, self.tr("Ce qui a changé"))
        self._undo = Primary(theme, self.tr("Annuler ce travail"), self.undo, icon="undo-2")
        self._open = Button(theme, self.tr("Ouvrir le dossier"), self._open_current, icon="folder-open")
        self._place()

    def _place(self) -> None:
        theme, margin = self.desk.theme, self.desk.theme.block
        top, left, right = QWidget(), QWidget(), QWidget()
        column(top, self.head, margins=(margin, margin)).setContentsMargins(margin, margin, margin, 0)
        inset = QWidget()
        column(inset, self.table).setContentsMargins(margin, 0, 0, 0)
        column(left, self.asked, (inset, 1))
        parts = (self._name, self._by, (self.changes, 1), self._undo, self._open)
        column(right, *parts, margins=(margin, margin), spacing=theme.gap)
        column(self, top, (Beside(theme, left, right, 52, 34), 1))

    def open(self) -> None:
        """The last work first."""
        self._lists.forget()
        super().open()
        if self.table.current() is None:
            self.table.step(0)
        self.table.setFocus()

    def reload(self) -> None:
        """Look again."""
        values = self.asked.values
        self._wanted = wanted = Recherche(
            acte=values.get("acte") or "",
            auteur=values.get("auteur") or "",
            jour=values.get("jour"),
            texte=values.get("texte") or "",
        )
        read, lists = self.desk.read, self.desk.lists
        if wanted.texte:  # every value of thousands of works is read
            self.desk.jobs.run(
                self.tr("Recherche dans le journal"),
                lambda _: read(works, wanted, lists),
                done=lambda rows: self._show(wanted, rows),
            )
        else:
            self._show(wanted, read(works, wanted, lists))

    def _show(self, wanted: Recherche, rows: Sequence[TravailRow]) -> None:
        if wanted != self._wanted:
            return
        some = f"les {SHOWN} derniers travaux" if len(rows) == SHOWN else f"{len(rows)} travaux"
        self.head.say(self.title, some)
        self.table.fill(rows)
        self._moved(self.table.current())

    def undo(self) -> None:
        """Undo the selected work, or say why it cannot be."""
        one = self.table.current()
        if one is None:
            return
        try:
            undo_work(self.desk.store, one.numero, self)
        except (Refused, Unavailable) as error:
            self.desk.messages.tell(error)
            return
        self.desk.messages.clear(all_of_them=False)
        self.reload()

    def form(self) -> Form | None:
        """What is asked of the journal."""
        return self.asked

    def _moved(self, one: TravailRow | None) -> None:
        for part in (self._name, self._by, self.changes):
            part.setVisible(one is not None)
        self._undo.setEnabled(one is not None and one.ici)
        self._open.setEnabled(one is not None and one.personne is not None)
        if one is not None:
            self._name.setText(label_of(one.acte, one.detail))
            said = (one.qui, f"{one.auteur}, poste {one.nom}", f"{local(one.at):%d/%m/%Y à %H:%M}", f"n° {one.numero}")
            self._by.setText(" · ".join(part for part in said if part))
            self.changes.fill(self.desk.read(changes, one.poste, one.numero, self.desk.lists))

    def _open_current(self) -> None:
        one = self.table.current()
        if one is not None:
            self._open_dossier(one)

    def _open_dossier(self, one: TravailRow) -> None:
        dossier = self.desk.read(partial(current_dossier, personne=one.personne)) if one.personne else None
        if dossier is not None:
            self.desk.show(dossier)

    def _acts(self) -> list[tuple[str, str]]:
        return sorted(((code, label_of(code)) for code in self.desk.read(acts)), key=lambda pair: pair[1])

    def _authors(self) -> list[tuple[str, str]]:
        return [(name, name) for name in self.desk.read(authors)]
