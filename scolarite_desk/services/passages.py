"""The table of `models/rules/passages.py`, asked by acts and by undoing: `Refused` by its guards, in its words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from scolarite_desk.models.rules.courant import candidature_vivante
from scolarite_desk.models.rules.gardes import QUATRE_YEUX, SANS_LETTRE, SANS_VERBAL, VIVANTE, Stade
from scolarite_desk.models.rules.passages import passage
from scolarite_desk.models.tables.candidature import Avis, Candidature
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
def looked_at(work: Work, avis: Collection[str]) -> Iterator[None]:
    """Around what may validate avis (keys) otherwise than by the act: whoever may not validate does not so either."""
    rows = [work.get(Avis, key) for key in avis]
    waiting = [row for row in rows if row.valide_le is None]
    yield
    validated = [row for row in waiting if row.valide_le is not None]
    looks = regards(work.session, [row.saisi_par for row in validated]) if validated else {}
    for row in validated:
        if row.saisi_par in looks:
            stade = Stade(regard=looks[row.saisi_par])
            for garde in QUATRE_YEUX:
                if not garde.tient(stade):
                    raise garde.refus()
