"""A list put in order, then numbered: who would get which rank is seen before. One line of `ORDRES` an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.progress import Progress
from scolarite_desk.services.lots import rehearse
from scolarite_desk.services.rangs import renumber
from scolarite_desk.store.queries.listes import inscrits, paires_of
from scolarite_desk.store.queries.seance import LigneSeance, lignes_of
from scolarite_desk.store.store import Store


@dataclass(frozen=True)
class Ordre:
    """What candidatures are put in order by; who has no value comes last. `dit`: how the value reads; `fort`: the
    highest ones first; `sans`: what is told of those who have none.
    """

    label: Msg
    valeur: Callable[[LigneSeance], Any] = lambda _row: 0
    dit: Callable[[LigneSeance], str] = lambda _row: ""
    fort: bool = False
    sans: Callable[[int], Msg] = lambda _n: NOTHING


def _sans_moyenne(n: int) -> Msg:
    return NN_("{n} sans moyenne comparable\u00a0: en dernier.", "{n} sans moyenne comparable\u00a0: en dernier.", n)


def _sans_date(n: int) -> Msg:
    return NN_("{n} sans date\u00a0: en dernier.", "{n} sans date\u00a0: en dernier.", n)


# A table reads better as lines.
# fmt: off
ORDRES = {
    "tableau": Ordre(N_("Du tableau")),
    "bac": Ordre(N_("Moyenne du bac"), lambda row: row.moyennes[0].sur_vingt,
                 lambda row: str(row.moyennes[0]), fort=True, sans=_sans_moyenne),
    "annee": Ordre(N_("Moyenne de l’année"), lambda row: row.moyennes[1].sur_vingt,
                   lambda row: str(row.moyennes[1]), fort=True, sans=_sans_moyenne),
    "nom": Ordre(N_("Nom"), lambda row: fold(row.nom)),
    "depot": Ordre(N_("Date de dépôt"), lambda row: row.deposee_le,
                   lambda row: f"{row.deposee_le:%d/%m}" if row.deposee_le else "", sans=_sans_date),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Numerotee:
    """One of a list, and the rank that it would have."""

    ligne: LigneSeance
    rang: int
    valeur: str = ""


@dataclass(frozen=True, slots=True)
class Numerotation:
    """A list as it would be numbered. `refus`: why it would not; `remarques`: what to look at before."""

    lignes: tuple[Numerotee, ...] = ()
    formation: str = ""
    refus: Msg = NOTHING
    remarques: Msg = NOTHING

    @property
    def change(self) -> int:
        """How many would have another rank."""
        return sum(one.ligne.rang != one.rang for one in self.lignes)


def in_order(rows: Sequence[LigneSeance], code: str) -> list[LigneSeance]:
    """The same ones by an order of the table; those that it does not tell apart stay as they came."""
    by = ORDRES[code]
    known = [row for row in rows if by.valeur(row) is not None]
    known.sort(key=by.valeur, reverse=by.fort)
    return known + [row for row in rows if by.valeur(row) is None]


def to_number(session: Session, shown: Sequence[LigneSeance]) -> list[LigneSeance]:
    """Everybody on the list of the first of these who has a rank, but those whose rank is validated: in the order in
    which they are shown, then by rank for those that are not.
    """
    first = next((row.candidature for row in shown if row.rang is not None), None)
    if first is None:
        return []
    paire = paires_of(session, [first])[first]
    listed = inscrits(session, [paire.formation]).get(paire, [])
    places = {
        row.candidature: place for place, row in enumerate(shown)
    }  # who is selected is told twice: the table wins
    rows = lignes_of(session, [one.candidature for one in listed if not one.valide])
    return sorted(rows, key=lambda row: places.get(row.candidature, len(places)))


def numbering(store: Store, rows: Sequence[LigneSeance], code: str, premier: int | None = None) -> Numerotation:
    """What numbering those of these who are on a list would give; nothing is written. `premier`: the first rank, None:
    the one that follows the ranks of those who come before.
    """
    listed = in_order([row for row in rows if row.rang is not None], code)
    if not listed:
        return Numerotation(
            refus=N_("Aucun rang à numéroter\u00a0: donnez d’abord l’avis. Un rang validé ne bouge pas.")
        )
    keys = [row.candidature for row in listed]
    with store.reading() as session:
        paires = set(paires_of(session, keys).values())
        first = _follows(session, keys) if premier is None else premier
    if len(paires) > 1:
        return Numerotation(refus=N_("Chaque liste se numérote à part\u00a0: une formation, une session."))
    formation = paires.pop().formation
    told = rehearse(
        store,
        renumber,
        [formation],
        lambda one, _: {"formation": one, "candidatures": keys, "premier": first},
        Progress(),
    )
    lines = tuple(Numerotee(row, rang, ORDRES[code].dit(row)) for rang, row in enumerate(listed, first))
    return Numerotation(lines, formation, told.refusees[0][1] if told.refusees else NOTHING, _doubts(listed, code))


def _follows(session: Session, keys: Sequence[str]) -> int:
    """The rank after those that come before theirs; 1 where nobody does."""
    paire = paires_of(session, keys[:1])[keys[0]]
    listed = inscrits(session, [paire.formation]).get(paire, [])
    theirs = set(keys)
    first = min((one.rang for one in listed if one.candidature in theirs), default=1)
    return max((one.rang for one in listed if one.candidature not in theirs and one.rang < first), default=0) + 1


def _doubts(rows: Sequence[LigneSeance], code: str) -> Msg:
    """Who has no value, and whom it does not tell apart: a person looks at them."""
    by = ORDRES[code]
    values = [by.valeur(row) for row in rows if by.valeur(row) is not None]
    equal = sum(n for n in Counter(values).values() if n > 1) if code != "tableau" else 0
    without = len(rows) - len(values)
    return joined(
        " ",
        by.sans(without) if without else NOTHING,
        NN_("{n} ex æquo\u00a0: dans l’ordre du tableau.", "{n} ex æquo\u00a0: dans l’ordre du tableau.", equal)
        if equal
        else NOTHING,
    )
