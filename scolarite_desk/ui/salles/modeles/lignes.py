"""The letters that have words: those that are shipped, and under each the office's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from scolarite_desk.langue import SOURCE
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rows.modeles import ModeleDuService
from scolarite_desk.models.rules.champs import ECRITS, TOUS
from scolarite_desk.models.rules.modeles import PRECISION, Portee
from scolarite_desk.models.rules.papiers import PAPIERS
from scolarite_desk.msg import N_
from scolarite_desk.services.modeles import models, of_the_house
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.heures import stamp
from scolarite_desk.ui.look.texts import say, tr

_LISTED = (("diplome", "formation_type"), ("formation", "@formation"), ("centre", "@centre"))
_ALSO = (("genre", "candidature_genre"), ("type", "@type_decision"))


@dataclass(frozen=True)
class LigneModele:
    """One line: its letter, for whom, and the office's model; `modele` None: the shipped words, locked."""

    portee: Portee
    lettre: str
    pour: str
    modele: ModeleDuService | None = None

    @property
    def key(self) -> str:
        """What tells it from the others."""
        shipped = (self.portee.lettre, self.portee.genre or "", self.portee.langue or "")
        return self.modele.key if self.modele else f"@{''.join(shipped)}"

    @property
    def word(self) -> bool:
        """Whether a Word document of the office makes its letters: it is not worded here."""
        return self.modele is not None and self.modele.word

    @property
    def etat(self) -> str:
        """Whose words, since when."""
        if self.modele is None:
            return tr("Fourni par l’application")
        if self.modele.le is None:
            return tr("Mis de côté")
        if self.word:
            return tr("Modèle Word, le {moment}, par {agent}", moment=stamp(self.modele.le), agent=self.modele.par)
        return tr("Du service, le {moment}, par {agent}", moment=stamp(self.modele.le), agent=self.modele.par)

    @property
    def alerte(self) -> str:
        """What is to be looked at again."""
        late = self.modele is not None and self.modele.depasse
        return tr("Le texte fourni a changé depuis\u00a0: comparez") if late else ""


def _icon(one: LigneModele) -> str:
    return "lock" if one.modele is None else "pencil" if one.modele.version else "circle-minus"


def _tone(one: LigneModele) -> str:
    return "" if one.modele is not None and one.modele.version else "muted"


COLUMNS = (
    Column[LigneModele](N_("Lettre"), lambda one: one.lettre, chars=22),
    Column[LigneModele](N_("Pour"), lambda one: one.pour, chars=34, stretch=True),
    Column[LigneModele](N_("Texte"), lambda one: one.etat, chars=40, icon=_icon, tone=_tone),
    Column[LigneModele](N_("À revoir"), lambda one: one.alerte, chars=24, tone=lambda one: "warn",
                        icon=lambda one: "triangle-alert" if one.alerte else ""),
)  # fmt: skip


def lines_of(desk: Desk, lists: Lists, langue: str | None = None) -> list[LigneModele]:
    """Each letter's shipped words in a language (None: that of the house), then the office's models for it, the widest
    first.
    """
    own = [one for one in desk.read(models) if (one.portee.langue or SOURCE) == (langue or SOURCE)]
    house = [replace(one, langue=langue) for one in of_the_house()]
    lines = []
    for letter, ones in groupby(sorted(house, key=_rank), key=lambda one: one.lettre):
        called = lists.label("avis", letter) if letter in TOUS else say(PAPIERS[letter].label)
        lines += [LigneModele(one, called, said(one, lists)) for one in ones]
        mine = sorted((one for one in own if one.portee.lettre == letter), key=_width)
        lines += [LigneModele(one.portee, called, said(one.portee, lists), one) for one in mine]
    return lines


def _rank(one: Portee) -> int:
    return ECRITS.index(one.lettre)


def _width(one: ModeleDuService) -> tuple[list[bool], str]:
    return [getattr(one.portee, name) is not None for name in PRECISION], one.key


def said(portee: Portee, lists: Lists) -> str:
    """For whom a model is, in words."""
    given = ((liste, getattr(portee, name)) for name, liste in (*_LISTED, *_ALSO))
    return " · ".join(lists.label(liste, code) for liste, code in given if code) or tr("Toutes")
