"""The end that a base is known to have lost: works of a station of this computer that its file no longer holds. A fact
of this file, told until they came back, from another desk or a backup, or somebody said that it is known.
"""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.journal import Local, Poste

_LOST = "fin_perdue"  # [[station, number of its last work, who said that it is known, when], ...]
Known = list[str | int]


def note(session: Session, station: str, numero: int) -> None:
    """Works of a station, as far as this number, were done here; its file was opened without them."""
    _keep(session, [*_noted(session), [station, numero]])


def lost(session: Session) -> int:
    """How many works are still missing, and said to be known by nobody."""
    reached = {one.uuid: one.numero for one in session.execute(select(Poste.uuid, Poste.numero))}
    return sum(
        max(0, numero - reached.get(station, 0))
        for station, numero, *known in _noted(session)
        if not known and isinstance(numero, int)
    )


def acknowledge(session: Session, auteur: str, at: str) -> None:
    """Somebody knows what is missing: who and when stay."""
    _keep(session, [[*one, auteur, at] if len(one) == 2 else one for one in _noted(session)])


def _noted(session: Session) -> list[Known]:
    kept = session.get(Local, _LOST)
    try:
        found = json.loads(kept.valeur) if kept is not None else []
    except (ValueError, RecursionError):
        return []
    rows = found if isinstance(found, list) else []
    return [one for one in rows if isinstance(one, list) and len(one) >= 2]


def _keep(session: Session, noted: list[Known]) -> None:
    session.merge(Local(cle=_LOST, valeur=json.dumps(noted)))
