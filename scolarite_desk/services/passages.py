"""The table of `models/rules/passages.py`, asked by acts and by undoing: `Refused` by its guards, in its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from scolarite_desk.models.rules.courant import candidature_vivante
from scolarite_desk.models.rules.gardes import DEUX_MAINS, QUATRE_YEUX, SANS_LETTRE, SANS_VERBAL, VIVANTE, Stade
from scolarite_desk.models.rules.passages import passage
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.vapp import Vapp
from scolarite_desk.store.queries.regards import regards
from scolarite_desk.store.queries.stades import stades, told
from scolarite_desk.store.store import Work


def passing(work: Work, candidature: str, acte: str, vers: str = "") -> Candidature:
    """The candidature that an act moves, to the state `vers` where it chooses one. `Refused` by the first guard of its
    line that does not hold.
    """
    row = work.get(Candidature, candidature)
    refused = passage(acte, vers).refus(stades(work.session, [row])[row.id])
    if refused is not None:
        raise refused
    return row


def live(work: Work, candidature: str) -> Candidature:
    """The candidature, for an act that moves none of its states: refused when it is cancelled or withdrawn."""
    row = work.get(Candidature, candidature)
    if not candidature_vivante(row):
        raise VIVANTE.refus()
    return row


def refuse_told(work: Work, avis: Collection[str]) -> None:
    """What a letter or a procès-verbal says is only ever corrected by another avis, by an undoing no more than by an
    act.
    """
    lettres, verbaux = told(work.session, avis)
    if lettres:
        raise SANS_LETTRE.refus()
    if verbaux:
        raise SANS_VERBAL.refus()


@contextmanager
def looked_at(work: Work, named: Iterable[tuple[str, str]]) -> Iterator[None]:
    """Around what may validate an avis or decide a VAPP (rows: table, key) otherwise than by the act: whoever may not
    do it does not so either.
    """
    rows = [work.get(_LOOKED[table], key) for table, key in named if table in _LOOKED]
    before = [_given(row) for row in rows]
    yield
    given = [row for row, former in zip(rows, before, strict=True) if _given(row) not in (None, former)]
    looks = regards(work.session, [_entered(row) for row in given]) if given else {}
    for row in given:
        look = looks.get(_entered(row) or "", "")
        stade, gardes = (
            (Stade(regard=look), QUATRE_YEUX) if isinstance(row, Avis) else (Stade(regard_vapp=look), DEUX_MAINS)
        )
        for garde in gardes:
            if not garde.tient(stade):
                raise garde.refus()


_LOOKED: dict[str, type[Avis | Vapp]] = {"avis": Avis, "vapp": Vapp}


def _given(row: Avis | Vapp) -> str | None:
    """What four eyes look at, None before it is given."""
    if isinstance(row, Vapp):
        return row.decision
    return "valide" if row.valide_le is not None else None


def _entered(row: Avis | Vapp) -> str | None:
    """Who gave what it is given on."""
    return row.opinion_par if isinstance(row, Vapp) else row.saisi_par
