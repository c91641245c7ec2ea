"""What this desk decided of its exchanges with the hub: how often, and how many documents of the others it keeps."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from sqlalchemy.orm import Session

from scolarite_desk.models.tables.journal import Local
from scolarite_desk.services.droits import need
from scolarite_desk.store.store import Store

_KEPT = "synchro_choix"  # a fact of this file: it neither travels nor is journalled


@dataclass(frozen=True)
class Pace:
    """`minutes` between two exchanges; `quota`: megabytes of documents kept here, beyond which none is fetched."""

    minutes: int = 10
    quota: int = 500


def pace(session: Session) -> Pace:
    """What this desk decided, its defaults where it did not."""
    kept = session.get(Local, _KEPT)
    return Pace(**json.loads(kept.valeur)) if kept is not None and kept.valeur else Pace()


def choose_pace(store: Store, **decided: int) -> Pace:
    """Decide something else. Right « hub »."""
    need(store, "hub")
    with store.side() as session:
        now = replace(pace(session), **decided)
        session.merge(Local(cle=_KEPT, valeur=json.dumps(asdict(now))))
    return now
