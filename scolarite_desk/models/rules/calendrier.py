"""The calendar of a formation in one session, read as a whole: each group of days, whose it is, and days in an order
that cannot be meant.

A formation's own columns are its days in its own session; an opening (`OuvertureFormation`) those in another one. A
group is never a mixture of two levels, two groups may come from two: a session that fixes the commission fixes it for
the formations that say nothing of it, whatever days of deposit these have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from scolarite_desk.langue import kept
from scolarite_desk.models.tables.formation import Campagne, Formation, OuvertureFormation, SessionDepot
from scolarite_desk.msg import N_, NN_, NOTHING, Msg

# (what must not come before, what comes first, in words)
_ORDER = (
    ("fin_depot", "debut_depot", N_("Le dépôt finit avant de commencer.")),
    ("retour", "fin_depot", N_("Les pièces sont à rendre avant la fin du dépôt.")),
    ("jury", "retour", N_("La commission se réunit avant le retour des pièces.")),
    ("publication", "jury", N_("La publication précède la commission.")),
    ("confirmation", "publication", N_("La confirmation est attendue avant la publication.")),
)
# What only makes sense together, and comes from one level.
GROUPES: dict[str, tuple[str, ...]] = {
    "depot": ("debut_depot", "fin_depot"),
    "retour": ("retour",),
    "jury": ("jury",),
    "publication": ("publication",),
    "confirmation": ("confirmation", "delai_confirmation"),
    "liste": ("confirmation_liste", "delai_liste"),
}
DATES = tuple(name for names in GROUPES.values() for name in names)


class Niveau(NamedTuple):
    """Whose days they are: as a title, and after « fixé par », as a day and as so many days after the validation."""

    titre: Msg
    source: Msg
    delai: Callable[[int], Msg]


# A table reads better as lines.
# fmt: off
FORMATION = Niveau(N_("Calendrier de la formation"), N_("le calendrier de la formation"),
                   lambda n: NN_("le délai de la formation ({n} jour après la validation de l’avis)",
                                 "le délai de la formation ({n} jours après la validation de l’avis)", n))
SESSION = Niveau(N_("Calendrier de la session"), N_("le calendrier de la session"),
                 lambda n: NN_("le délai de la session ({n} jour après la validation de l’avis)",
                               "le délai de la session ({n} jours après la validation de l’avis)", n))
CAMPAGNE = Niveau(N_("Calendrier de la campagne"), N_("le calendrier de la campagne"), lambda _: NOTHING)
# fmt: on


@dataclass(frozen=True, slots=True)
class Calendrier:
    """The days of a formation in a session, each open when None. `niveaux`: whose each group of them is."""

    debut_depot: date | None = None
    fin_depot: date | None = None
    retour: date | None = None
    jury: date | None = None
    publication: date | None = None
    confirmation: date | None = None
    delai_confirmation: int | None = None  # days after the validation, instead of a day
    confirmation_liste: date | None = None  # of who is called from the list
    delai_liste: int | None = None
    niveaux: Mapping[str, Niveau] = field(default_factory=dict)

    def titre(self, groupe: str) -> Msg:
        """Whose a group is; nothing when nobody says anything of it."""
        return self.niveaux[groupe].titre if groupe in self.niveaux else NOTHING


def calendar_of(
    formation: Formation,
    ouverture: OuvertureFormation | None,
    session: SessionDepot | None,
    campagne: Campagne | None,
) -> Calendrier:
    """The days of a formation in `session`: each group is that of the formation there, else of the session, else (the
    deposit alone) of the campaign. `ouverture`: the formation in a session that is not its own, None in its own.
    """
    own = session is None or session.id == formation.session_id
    pair = formation if own else ouverture
    levels: list[tuple[Niveau, Mapping[str, Any]]] = []
    if pair is not None and (own or pair.retire_le is None):
        levels.append((FORMATION, _said(pair)))
    if session is not None and session.retire_le is None:
        levels.append((SESSION, _said(session)))
    if campagne is not None:
        levels.append((CAMPAGNE, {"debut_depot": campagne.debut, "fin_depot": campagne.fin}))
    days: dict[str, Any] = {}
    niveaux = {}
    for groupe, names in GROUPES.items():
        for niveau, said in levels:
            if any(said.get(name) is not None for name in names):
                niveaux[groupe] = niveau
                days |= {name: said.get(name) for name in names}
                break
    return Calendrier(**days, niveaux=niveaux)


def _said(row: Formation | OuvertureFormation | SessionDepot) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in DATES}


def told(calendrier: Calendrier) -> dict[str, object]:
    """Each day by its name, and by `source_` and a group whose it is."""
    sources = {f"source_{groupe}": kept(calendrier.titre(groupe)) or None for groupe in GROUPES}
    return {name: getattr(calendrier, name) for name in DATES} | sources


def doubts(values: Mapping[str, Any]) -> Iterator[Msg]:
    """One sentence for each pair of dates in the wrong order; blank dates say nothing."""
    for later, sooner, sentence in _ORDER:
        if values.get(later) is not None and values.get(sooner) is not None and values[later] < values[sooner]:
            yield sentence
