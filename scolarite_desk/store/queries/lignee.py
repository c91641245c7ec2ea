"""Every row that belongs to a dossier: what its history is made of."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.dossier import Dossier, Reserve
from scolarite_desk.models.schema import Base
from scolarite_desk.store.codec import shared_classes


def keys_of(session: Session, dossier: str) -> tuple[str, ...]:
    """The keys of the person, of the dossier, and of everything that leans on either, withdrawn or not.

    Followed through the foreign keys, so that a new table needs nothing here; other years of the person stay out.
    """
    row = session.get_one(Dossier, dossier)
    known: dict[str, set[str]] = {"personne": {row.personne_id}, "dossier": {dossier}}
    for table in Base.metadata.sorted_tables:
        if table.name in shared_classes() and table.name not in known:
            found: set[str] = set()
            for column in table.columns:
                owners = {key.column.table.name for key in column.foreign_keys} & known.keys()
                for owner in owners:
                    found.update(session.scalars(select(table.c.id).where(column.in_(known[owner]))))
            if found:
                known[table.name] = found
    keys = [key for found in known.values() for key in found]
    return (*keys, *session.scalars(select(Reserve.id).where(Reserve.objet_id.in_(keys))))
