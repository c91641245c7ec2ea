"""What is done to several candidatures as one gesture: one line of `EN_LOT` an act, seen before, undone at once.

Each candidature keeps its own work. Who could be concerned is what the table of passages says; who is, and why the
others are not, is what the act itself answers once it is rehearsed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import ALWAYS, Field, applying
from scolarite_desk.models.fields.of_dossier import ANNULATION, AVIS_EN_LOT, PLACE, STATUT_EN_LOT, TRAITEMENT_EN_LOT
from scolarite_desk.models.rules.passages import possible
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.progress import Progress
from scolarite_desk.services.appel import lapse, promote
from scolarite_desk.services.avis import enter_avis, unvalidate_avis, validate_avis, withdraw_avis
from scolarite_desk.services.candidatures import (
    cancel_candidature,
    confirm,
    desist,
    reopen_candidature,
    set_traitement,
    transmit,
    validate_traitement,
)
from scolarite_desk.services.completude import set_statut
from scolarite_desk.services.lots import Ending, LotOutcome, do_each, rehearse
from scolarite_desk.services.seance import numbered
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.queries.stades import stades
from scolarite_desk.store.store import Store

Values = Mapping[str, Any]  # what an act is told besides the candidature


@dataclass(frozen=True)
class EnLot:
    """An act on a candidature, and the fields that it asks once for all of them, named as what it takes. `joue`: the
    act as a lot of it is played (candidatures, values), where one depends on those before it.
    """

    acte: Callable[..., Any]
    champs: tuple[Field, ...] = ()
    joue: Callable[[Sequence[str], Values], Callable[..., Any]] | None = None

    def played(self, candidatures: Sequence[str], values: Values) -> Callable[..., Any]:
        """The act, for these."""
        return self.acte if self.joue is None else self.joue(candidatures, values)

    def lacks(self, shown: Values) -> bool:
        """Whether something that it always asks is still blank."""
        return any(one.required is ALWAYS and shown.get(one.name) is None for one in self.champs)

    def asked(self, shown: Values) -> dict[str, Any]:
        """What it is told, of what a form shows: what goes together, blanks left to the act."""
        return {name: value for name, value in applying(self.champs, shown).items() if value is not None}


EN_LOT = {
    one.acte.__name__: one
    for one in (
        EnLot(set_statut, STATUT_EN_LOT),
        EnLot(transmit),
        EnLot(set_traitement, TRAITEMENT_EN_LOT),
        EnLot(validate_traitement),
        EnLot(enter_avis, AVIS_EN_LOT, numbered),
        EnLot(withdraw_avis),
        EnLot(validate_avis),
        EnLot(unvalidate_avis),
        EnLot(promote, PLACE),
        EnLot(confirm),
        EnLot(desist),
        EnLot(lapse),
        EnLot(cancel_candidature, ANNULATION),
        EnLot(reopen_candidature),
    )
}


def offered(session: Session, candidatures: Collection[str]) -> tuple[str, ...]:
    """The acts that one of these candidatures at least would pass where it stands."""
    found = stades(session, by_key(session, Candidature, candidatures).values()).values()
    return tuple(code for code in EN_LOT if any(possible(code, one) for one in found))


def preview(
    store: Store, acte: str, candidatures: Sequence[str], values: Values, progress: Progress
) -> LotOutcome[str, Any]:
    """What an act of the table would give; nothing is written."""
    return rehearse(store, EN_LOT[acte].played(candidatures, values), candidatures, _told(values), progress)


def give(
    store: Store,
    source: object | None,
    acte: str,
    candidatures: Sequence[str],
    values: Values,
    progress: Progress,
    ending: Ending = nullcontext,
) -> LotOutcome[str, Any]:
    """Do it. Cancelling keeps those that are done."""
    return do_each(
        store, source, EN_LOT[acte].played(candidatures, values), candidatures, _told(values), progress, ending
    )


def _told(values: Values) -> Callable[[str, int], Values]:
    return lambda key, _: {**values, "candidature": key}
