"""A person who is not found: who looks like them and why, then the dossier, made with what was already typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.of_dossier import OUVERTURE
from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rules.dates import show_birth
from scolarite_desk.models.rules.ressemblance import JUMEAU, RASSURANTES, Civil, Ressemblance
from scolarite_desk.models.rules.tape import civil_of
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.store.queries.offer import open_campaigns
from scolarite_desk.store.search import lookalikes
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.grids import laid
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import capital, say, tr
from scolarite_desk.ui.look.theme import dress
from scolarite_desk.ui.widgets import Badge, Button, Card, Page, Primary, Words, column, row
from scolarite_desk.ui.widgets.names import name_of, state_words

_WIDEST = 46  # lines
_SHOWN = 5  # look-alikes; beyond, one searches
_CAMPAGNE = OUVERTURE[0]
_FIELDS = tuple(BY_PATH[f"identite.{name}"] for name in ("nom_naissance", "prenom", "ne_le"))
_NEXT = "identite.nationalite"
_ALIKE = (  # by their number, when no name is typed yet
    N_("Aucun dossier ressemblant"), N_("Un dossier ressemblant"), N_("Deux dossiers ressemblants"),
    N_("Trois dossiers ressemblants"), N_("Quatre dossiers ressemblants"), N_("Cinq dossiers ressemblants"),
)  # fmt: skip
_ALIKE_TO = (
    N_("Aucun dossier ressemblant à «\u00a0{nom}\u00a0»"),
    N_("Un dossier ressemblant à «\u00a0{nom}\u00a0»"),
    N_("Deux dossiers ressemblants à «\u00a0{nom}\u00a0»"),
    N_("Trois dossiers ressemblants à «\u00a0{nom}\u00a0»"),
    N_("Quatre dossiers ressemblants à «\u00a0{nom}\u00a0»"),
    N_("Cinq dossiers ressemblants à «\u00a0{nom}\u00a0»"),
)

Alike = tuple[FoundRow, Ressemblance]


class Creation(QWidget):
    """`choose(row)`: it is this person; `leave()`: nobody is created."""

    title = N_("Nouveau dossier")

    def __init__(
        self,
        desk: Desk,
        choose: Callable[[FoundRow], object],
        leave: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self._choose, self.searched = desk, choose, ""  # what was typed in the search box
        theme = desk.theme
        look = tr("Vérifiez la date de naissance ou une pièce d’identité avant de créer.")
        self._head, self._why = Words(look="title", wrap=True), Words(look, tone="muted", wrap=True)
        self._cards = QWidget()
        self._listed: QVBoxLayout = column(self._cards, spacing=theme.gap)
        self._neither = Words(tr("Ce n’est aucune de ces personnes"), look="strong")
        fields = [replace(f, part=NOTHING) for f in (*_FIELDS, _CAMPAGNE)]
        self._open: list[tuple[str, str]] = []
        self._lists = lists_of(desk, campagne_ouverte=lambda: self._open)
        self.form = Form(
            theme, fields, self._lists, on_commit=None, on_failure=desk.messages.tell, drafts=desk.drafts,
            lay=partial(laid, bare=True),
        )  # fmt: skip
        self.form.editing.noted.connect(lambda _: self._compare())
        self.make = Button(theme, tr("Créer le dossier"), self.make_dossier, icon="user-plus", keys="Ctrl+N")
        self.sure = Primary(theme, tr("Créer le dossier"), self.make_dossier, icon="user-plus", keys="Ctrl+N")
        back = Button(theme, tr("Revenir à la recherche"), leave, icon="arrow-left", keys="Ctrl+F")
        acts, inside, page = QWidget(), QWidget(), QWidget()
        row(acts, self.sure, self.make, back, None, spacing=theme.gap)
        told = Words(
            tr("Le dossier sera créé avec ce qui est tapé\u00a0; le reste se remplit ensuite."),
            tone="muted",
            wrap=True,
        )
        self._inside = inside
        self._measure()
        theme.changed.connect(self._measure)
        column(inside, self._head, self._why, self._cards, self._neither, told, self.form, acts,
               spacing=theme.gap, stretch=True)  # fmt: skip
        side = 2 * theme.block
        row(page, (inside, 1), margins=(side, side)).setAlignment(Qt.AlignmentFlag.AlignLeft)
        column(self, Page(page))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")

    def open(self, text: str) -> None:
        """Start from what was typed in the search box."""
        self.searched = text
        civil = civil_of(text, self.desk.today)
        self._open = self.desk.read(open_campaigns)
        self._lists.forget()
        known: dict[str, Any] = {field.name: getattr(civil, field.name) for field in _FIELDS}
        known["plusieurs"] = len(self._open) > 1
        searched = " ".join(text.casefold().split())  # who was looked for: another one's drafts stay theirs
        self.form.open(known, f"@{searched}" if searched else "")
        self._compare()
        blank = next((field.name for field in _FIELDS if not self.form.values.get(field.name)), "ne_le")
        self.form.focus(blank)

    def commit(self) -> bool:
        """Nothing is in the base before the dossier is."""
        return True

    def make_dossier(self) -> None:
        """Make the dossier; its tabs take the rest."""
        if not self.form.editing.commit(drafts=True):
            return
        civil = {field.name: self.form.values.get(field.name) for field in _FIELDS}
        if not (civil["nom_naissance"] or civil["prenom"]):
            self.form.fault(_FIELDS[0].path, tr("Écrivez au moins un nom ou un prénom."))
            self.form.focus(_FIELDS[0].path)
            return
        campagne = self.form.values.get(_CAMPAGNE.name) if len(self._open) > 1 else None
        if len(self._open) > 1 and campagne is None:
            self.form.fault(_CAMPAGNE.path, tr("Plusieurs campagnes sont ouvertes\u00a0: choisissez."))
            self.form.focus(_CAMPAGNE.path)
            return
        with self.form.giving():
            made = self.desk.attempt(self, create_dossier, civil, campagne)
        if made:
            self.desk.show(made.answer, _NEXT)

    def _measure(self) -> None:
        self._inside.setMaximumWidth(_WIDEST * self.desk.theme.line)

    def _compare(self) -> None:
        """Who looks like what is typed now."""
        typed: dict[str, Any] = {field.name: self.form.values.get(field.name) for field in _FIELDS}
        civil = Civil(**typed)
        known = any(typed[name] for name in ("nom_naissance", "prenom"))
        self._show(self.desk.read(lookalikes, civil)[:_SHOWN] if known else ())

    def _show(self, alike: Sequence[Alike]) -> None:
        while (item := self._listed.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, (person, why) in enumerate(alike):
            self._listed.addWidget(self._card(person, why, first=number == 0))
        name = self.searched or " ".join(filter(None, (self.form.values.get(f.name) for f in _FIELDS[:2])))
        self._head.setText(say(_found(len(alike), name)))
        for part in (self._why, self._cards, self._neither):
            part.setVisible(bool(alike))
        self.make.setVisible(bool(alike))
        self.sure.setVisible(not alike)

    def _card(self, person: FoundRow, why: Ressemblance, *, first: bool) -> Card:
        theme, card = self.desk.theme, Card(self.desk.theme)
        kind = Primary if first else Button
        press = kind(theme, tr("C’est cette personne"), lambda: self._choose(person), icon="folder-open")
        said = self._says(person)
        press.setAccessibleDescription(", ".join((name_of(person), said, *map(say, why.raisons))))
        head = row(None, Words(name_of(person), look="strong"), (Words(_birth(person)), 1), press, spacing=theme.gap)
        badges = [Badge(theme, capital(say(one)), *_weight(one)) for one in why.raisons]
        card.body.addLayout(head)
        card.body.addWidget(Words(said, tone="muted", wrap=True))
        card.body.addLayout(row(None, *badges, None, spacing=theme.gap))
        return card

    def _says(self, person: FoundRow) -> str:
        number = tr("Dossier {numero}", numero=person.numero) if person.numero else tr("Sans dossier")
        ine = tr("INE {ine}", ine=person.ine) if person.ine else tr("Sans INE")
        usage = [person.nom_usage.upper()] if person.nom_usage else []
        return " · ".join([number, *usage, ine, state_words(person)])


def _found(alike: int, name: str) -> Msg:
    """How many look like what is typed."""
    if name:
        return _ALIKE_TO[alike].given(nom=name)
    return _ALIKE[alike] if alike else Creation.title


def _birth(person: FoundRow) -> str:
    return say(show_birth(person.ne_le)) if person.ne_le else tr("date de naissance inconnue")


def _weight(reason: Msg) -> tuple[str, str]:
    """(drawing, tone): what is the same reassures, what differs asks to look."""
    if reason in RASSURANTES:
        return "circle-check", "ok"
    return ("users", "warn") if reason == JUMEAU else ("circle-dashed", "warn")
