"""Drafts: the raw text of fields being typed, readable or not, so that a crash brings it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from scolarite_desk.models.tables.journal import Brouillon, Objet
from scolarite_desk.store.store import Store

NOWHERE = "0" * 32  # the row of what is typed before there is one
ENDS = timedelta(days=7)  # of what is of no row yet, perhaps somebody's name: whoever began it comes back within the
# week, and no erasure finds it, since it names nobody's row


@dataclass(frozen=True, slots=True)
class Draft:
    """What was being typed, when, and over what (as it was shown; None: not known)."""

    texte: str
    at: datetime | None = None
    sur: str | None = None


def keep(store: Store, objet: str, champ: str, texte: str, sur: str | None = None) -> None:
    """Keep what is being typed, once a second at most (the form counts). `sur`: what the base held then, as shown.
    Nothing is kept of a row that was erased while one typed: no erasure would find it any more.
    """
    values = {"texte": texte, "compte": store.auteur, "at": store.clock(), "sur": sur}
    with store.side(typing=True) as session:
        if session.scalar(select(Objet.efface).where(Objet.uuid == objet)):
            return
        statement = insert(Brouillon).values(objet=objet, champ=champ, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["objet", "champ"], set_=values))


def drop(store: Store, objet: str, champ: str) -> None:
    """Forget a draft: its field was committed or given up."""
    with store.side(typing=True) as session:
        session.execute(delete(Brouillon).where(Brouillon.objet == objet, Brouillon.champ == champ))


def sweep(store: Store) -> None:
    """Forget what was typed of no row too long ago. Nothing is written when there is none."""
    old = (Brouillon.objet == NOWHERE, Brouillon.at < store.clock() - ENDS)
    with store.reading() as session:
        found = session.scalar(select(Brouillon.champ).where(*old).limit(1))
    if found is not None:
        with store.side(typing=True) as session:
            session.execute(delete(Brouillon).where(*old))


def dated(store: Store, objet: str) -> dict[str, Draft]:
    """The drafts of one row, by path of their field, the last typed at the end."""
    wanted = select(Brouillon.champ, Brouillon.texte, Brouillon.at, Brouillon.sur).where(Brouillon.objet == objet)
    wanted = wanted.order_by(Brouillon.at)
    with store.reading() as session:
        return {champ: Draft(texte, at, sur) for champ, texte, at, sur in session.execute(wanted)}


def drafts_of(store: Store, objet: str) -> dict[str, str]:
    """The same, their texts only."""
    return {champ: one.texte for champ, one in dated(store, objet).items()}
