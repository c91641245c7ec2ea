"""The tables of the lists of the day: the lists and how many each holds, then those of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.msg import N_, NC_, NOTHING, Msg
from scolarite_desk.services.suivi import SUIVI
from scolarite_desk.services.suivi.jour import Suivie
from scolarite_desk.services.taches import TACHES
from scolarite_desk.store.queries.seance import LigneSeance
from scolarite_desk.ui.forms.marques import tagged
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.look.texts import capital, say


@dataclass(frozen=True, slots=True)
class LigneListe:
    """A list, by its code; `nombre`: None until it is counted. Without a code, the subject of those under it."""

    code: str
    nombre: int | None = None
    sujet: Msg = NOTHING


@dataclass(frozen=True, slots=True)
class LigneSuivie:
    """A candidature on a list, and what put it there."""

    seance: LigneSeance
    suivie: Suivie

    @property
    def candidature(self) -> str:
        """Its key."""
        return self.seance.candidature


ALL = {code: one.label for code, one in TACHES.items()} | {code: one.label for code, one in SUIVI.items()}
LISTES = (
    Column[LigneListe](N_("Liste"), lambda one: say(ALL[one.code] if one.code else one.sujet), chars=24, stretch=True,
                       strong=lambda one: not one.code, tone=lambda one: "" if one.nombre or not one.code else "muted"),
    Column[LigneListe](NOTHING, lambda one: "" if one.nombre is None else str(one.nombre), chars=4, right=True,
                       tone=lambda one: "" if one.nombre else "muted"),
)  # fmt: skip


def listed(codes: Iterable[str], counts: Mapping[str, int]) -> list[LigneListe]:
    """Lists in their order, each subject above its own; tasks need no title."""
    lines = list[LigneListe]()
    for sujet, some in groupby(codes, key=lambda code: SUIVI[code].sujet if code in SUIVI else NOTHING):
        if sujet is not NOTHING:
            lines.append(LigneListe("", sujet=sujet))
        lines += [LigneListe(code, counts.get(code)) for code in some]
    return lines


DAY, WHY, TAGS = 0, 4, 5  # columns that not every list has something for


def columns(today: date) -> tuple[Column[LigneSuivie], ...]:
    """Those of a list; a day that is over is told so. `today`: that of the establishment."""
    return (
        Column(NC_("moment", "Le"), lambda one: show_day(one.suivie.le) if one.suivie.le else "", chars=11, worth=3,
               tone=lambda one: "warn" if one.suivie.le and one.suivie.le < today else "",
               sort=lambda one: one.suivie.le),
        Column(N_("Candidat"), lambda one: one.seance.nom, chars=20, stretch=True, worth=1),
        Column(N_("Dossier"), lambda one: one.seance.numero, chars=12, worth=0, offered=True),
        Column(N_("Formation"), lambda one: one.seance.formation, chars=11, worth=2),
        Column(N_("Pourquoi"), lambda one: capital(say(one.suivie.precision)), chars=22, worth=1, stretch=True),
        tagged(lambda one: one.seance.etiquettes),
    )  # fmt: skip
