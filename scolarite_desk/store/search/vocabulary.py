"""The distinct folded names of the base, in memory: what typing errors are compared with.

Read at the first need, then told of every new name. A name that nobody bears any more stays until the base is opened
again: whoever uses one counts its persons first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from scolarite_desk.store.sql import read

_KNOWN: WeakKeyDictionary[Pool, dict[str, None]] = WeakKeyDictionary()


def of(session: Session) -> list[str]:
    """Surnames and first names, glued, each once."""
    pool = _pool(session)
    if pool not in _KNOWN:
        rows = read(session, "SELECT DISTINCT nom FROM trouvable_nom UNION SELECT DISTINCT prenom FROM trouvable_nom")
        _KNOWN[pool] = dict.fromkeys(name for (name,) in rows if name)
    return list(_KNOWN[pool])  # a work of another thread may add to them meanwhile


def learn(session: Session, names: Iterable[tuple[Any, ...]]) -> None:
    """Add the surname and first name of these rows, if the names were read already."""
    known = _KNOWN.get(_pool(session))
    if known is not None:
        known.update(dict.fromkeys(part for name in names for part in name[:2] if part))


def _pool(session: Session) -> Pool:
    """One base, whatever the options of its engines."""
    bind = session.get_bind()
    engine = bind if isinstance(bind, Engine) else bind.engine
    return engine.pool
