"""What reading an appointment list changed, in the page: nothing modal, nothing to remember."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from scolarite_desk.exchange.rendezvous.rendezvous_lu import ListeLue, Remarque
from scolarite_desk.models.rows.rows import RapportRendezVous
from scolarite_desk.ui.look.texts import say, small, tr, trn
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Link, Page, Words, column


@dataclass(frozen=True)
class ListRead:
    """A list that was read: its file's name, what it said, what it changed."""

    fichier: str
    lue: ListeLue
    rapport: RapportRendezVous


class ListReport(QWidget):
    """The panel of a reading. `on_unknown()`: show the visits whose person is not known."""

    def __init__(self, theme: Theme, on_unknown: Callable[[], object], on_leave: Callable[[], object]) -> None:
        super().__init__()
        self._title, self._counts = Words(look="strong", wrap=True), Words(wrap=True)
        self._unknown = Link(theme, "", on_unknown, icon="circle-help", tone="warn")
        self._columns, self._faults_head = Words(tone="muted", wrap=True), Words(look="strong", wrap=True)
        self._faults = Words(wrap=True)
        self._close = Button(theme, tr("Fermer le compte rendu"), on_leave)
        inside = QWidget()
        parts = (self._title, self._counts, self._unknown, self._columns, self._faults_head, self._faults, self._close)
        column(inside, *parts, margins=(theme.block, theme.block), spacing=theme.gap, stretch=True)
        column(self, Page(inside))

    def open(self, read: ListRead) -> None:
        """Say it; the keyboard on the way out."""
        count, gone = read.rapport, read.rapport.annules
        faults = [*map(say, count.suivis), *map(_told, _left(read)), *map(say, count.ecartes)]
        self._title.setText(tr("Rendez-vous lus dans «\u00a0{fichier}\u00a0»", fichier=read.fichier))
        self._counts.setText(
            "\n".join(
                (
                    trn("{n} rendez-vous ajouté", "{n} rendez-vous ajoutés", count.ajoutes),
                    trn("{n} mis à jour", "{n} mis à jour", count.modifies),
                    trn("{n} inchangé", "{n} inchangés", count.inchanges),
                    *([trn("{n} n’est plus attendu", "{n} ne sont plus attendus", gone)] if gone else ()),
                )
            )
        )
        self._unknown.setVisible(bool(count.a_identifier))
        self._unknown.say(
            trn("{n} personne à identifier", "{n} personnes à identifier", len(count.a_identifier)),
            icon="circle-help",
            tone="warn",
        )
        self._columns.setVisible(bool(read.lue.colonnes_inconnues))
        self._columns.setText(tr("Colonnes laissées de côté\u00a0: {colonnes}.", colonnes=read.lue.colonnes_inconnues))
        self._faults_head.setVisible(bool(faults))
        self._faults_head.setText(trn("{n} remarque de lecture", "{n} remarques de lecture", len(faults)))
        self._faults.setVisible(bool(faults))
        self._faults.setText("\n".join(faults))
        self._close.setFocus()


def _told(one: Remarque) -> str:
    """A sentence about the line it follows: its first letter is small."""
    return tr("{endroit}\u00a0: {remarque}", endroit=one.ou, remarque=small(say(one.quoi)))


def _left(read: ListRead) -> list[Remarque]:
    """What the reading told, but of those who are no longer expected where the report says each of them."""
    told = {(one.ligne, one.feuille) for one in read.lue.non_attendus}
    whole = read.rapport.annules == len(told)
    return [one for one in read.lue.fautes if not (whole and (one.ligne, one.feuille) in told)]
