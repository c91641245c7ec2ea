"""Letters that a lot numbered and whose file is not written yet: noted with their number, in one transaction. What
stops the program leaves them here, and the next lot takes them up. A fact of this file: it does not travel, nor is it
journalled.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.documents import PREPARE
from scolarite_desk.models.tables.journal import Local
from scolarite_desk.store.queries.etapes import standing
from scolarite_desk.store.store import Store

_OWED = "lettre_a_ecrire "  # then the key of the document


def owe(session: Session, document: str) -> None:
    """A letter has its number, and nobody has it in hand."""
    session.merge(Local(cle=_OWED + document, valeur=""))


def owed(session: Session) -> frozenset[str]:
    """The keys of the letters that wait for their file; not one that was printed or posted meanwhile, alone."""
    found = session.scalars(select(Local.cle).where(Local.cle.startswith(_OWED)))
    stands = standing(session, [cle.removeprefix(_OWED) for cle in found])
    return frozenset(key for key, where in stands.items() if where == PREPARE)


def written(store: Store, documents: Iterable[str]) -> None:
    """Their file is whole and has its name."""
    with store.side() as session:
        for document in documents:
            session.execute(delete(Local).where(Local.cle == _OWED + document))
