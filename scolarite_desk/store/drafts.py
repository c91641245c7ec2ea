"""Drafts: the raw text of fields being typed, readable or not, so that a crash brings it back."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from scolarite_desk.models.tables.journal import Brouillon
from scolarite_desk.store.store import Store


def keep(store: Store, objet: str, champ: str, texte: str) -> None:
    """Keep what is being typed, once a second at most (the form counts)."""
    values = {"texte": texte, "compte": store.auteur, "at": store.clock()}
    with store.side() as session:
        statement = insert(Brouillon).values(objet=objet, champ=champ, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["objet", "champ"], set_=values))


def drop(store: Store, objet: str, champ: str) -> None:
    """Forget a draft: its field was committed or given up."""
    with store.side() as session:
        session.execute(delete(Brouillon).where(Brouillon.objet == objet, Brouillon.champ == champ))


def drafts_of(store: Store, objet: str) -> dict[str, str]:
    """The drafts of one row: field path to text."""
    with store.reading() as session:
        rows = session.execute(select(Brouillon.champ, Brouillon.texte).where(Brouillon.objet == objet))
        return {champ: texte for champ, texte in rows}  # noqa: C416  # a Result has keys(): dict() takes it for a mapping
