"""Who is the visitor: looked for by the name that was given, never recognised by a name alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from scolarite_desk.models.rows.rows import VisiteRow
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.ressemblance import Civil
from scolarite_desk.msg import joined, verbatim
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.services.visites import link_visit
from scolarite_desk.store.queries.journee import Connu, alike_visitors, known_visitors
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Choice, Words, column


class Qui(QWidget):
    """The search, its answers, and « Créer le dossier ». `on_done()`: the visit has its person."""

    def __init__(self, desk: Desk, on_done: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._on_done, self._row = desk, on_done, None  # type: Desk, Callable[[], object], VisiteRow | None
        theme = desk.theme
        self.search = Choice(theme, self._propose, closed=False)
        label = QLabel(tr("&Qui est-ce\u00a0?"))
        label.setBuddy(self.search)
        self.search.setAccessibleName(tr("Qui est-ce\u00a0?"))
        self.search.entered.connect(self._chosen)
        self.search.chosen.connect(self._chosen)
        self._said = Words(tone="muted", wrap=True)
        self._make = Button(theme, tr("Créer le dossier"), self.make, icon="user-plus", needs="dossiers")
        self._make.may_say(tr("Créer quand même le dossier"))
        column(self, label, self.search, self._said, self._make, spacing=theme.tight)

    def open(self, row: VisiteRow) -> None:
        """Another visit; its own text stays while it is the same one."""
        if self._row is None or self._row.key != row.key:
            self.search.set_text(say(row.qui))
        self._row = row
        alike = self._desk.read(alike_visitors, _civil(row))
        self._said.setText(_likeness(alike) or tr("Tapez un nom, une date, un numéro, puis ↓ et Entrée."))
        self._make.say(tr("Créer quand même le dossier") if alike else tr("Créer le dossier"), icon="user-plus")

    def make(self) -> None:
        """A new person and dossier, from the name that was given; the dossier opens."""
        row, desk = self._row, self._desk
        if row is None:
            return
        civil = _civil(row)
        given = {"nom_naissance": civil.nom_naissance, "prenom": civil.prenom, "ne_le": civil.ne_le}
        made = desk.attempt(self, create_dossier, given)
        if made and desk.attempt(self, link_visit, row.key, None, made.answer) is not None:
            self._on_done()
            desk.show(made.answer, "identite.nom_naissance")

    def _propose(self, text: str) -> list[tuple[str, str]]:
        asked = text or (say(self._row.qui) if self._row else "")
        return [(one.personne, _line(one)) for one in self._desk.read(known_visitors, asked, self._desk.today)]

    def _chosen(self) -> None:
        person, row = self.search.meant(), self._row
        picked = row is not None and person != self.search.text()
        if row is not None and picked and self._desk.attempt(self, link_visit, row.key, person):
            self._on_done()


def _line(one: Connu) -> str:
    return say(joined(" · ", one.nom, verbatim(show_day(one.ne_le)), verbatim(one.numero)))


def _likeness(alike: tuple[Connu, ...]) -> str:
    return "\n".join(tr("Ressemble à {qui}\u00a0: {raison}.", qui=_line(one), raison=one.raison) for one in alike[:3])


def _civil(row: VisiteRow) -> Civil:
    """The name as given: the first words in capitals are the surname, otherwise the first word is."""
    words = say(row.qui).split()
    capitals = next((at for at, word in enumerate(words) if word != word.upper()), len(words) - 1)
    at = max(capitals, 1)
    surname, first = " ".join(words[:at]), " ".join(words[at:])
    phones = (row.telephone,) if row.telephone else ()
    return Civil(nom_naissance=surname or None, prenom=first or None, ne_le=row.ne_le or None, telephones=phones)
