"""Dossiers in which something was typed and is not given yet: whoever opens the base is told, and led there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.journal import Brouillon, Objet
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import Msg
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.perimetre import sees_person
from scolarite_desk.store.queries.dossiers import named
from scolarite_desk.store.queries.lignee import holders_of


@dataclass(frozen=True, slots=True)
class Saisie:
    """A dossier, whose it is, and the field where the last thing was typed."""

    dossier: str
    nom: Msg
    champ: str


def saisies(session: Session) -> tuple[Saisie, ...]:
    """The last typed first. Those that the account may not see are not told."""
    found = dict[str, Saisie]()
    drafts = select(Objet.genre, Brouillon.objet, Brouillon.champ).join(Objet, Objet.uuid == Brouillon.objet)
    for genre, key, champ in session.execute(drafts.order_by(Brouillon.at.desc())):
        for dossier, personne in _of(session, genre, key):
            found.setdefault(dossier.id, Saisie(dossier.id, named(personne), champ.partition("@")[0]))
    return tuple(found.values())


def _of(session: Session, genre: str, key: str) -> Iterator[tuple[Dossier, Personne]]:
    """The dossier of a row and its person: none when they are gone, withdrawn, or another's to see."""
    row = session.get(shared_classes()[genre], key) if genre in shared_classes() else None
    holders = holders_of(session, row) if row is not None else {}
    personne = holders.get("personne")
    if personne is None or not sees_person(session, personne.id):
        return
    last = select(Dossier).where(Dossier.personne_id == personne.id, Dossier.retire_le.is_(None))
    dossier = holders.get("dossier") or session.scalars(last.order_by(Dossier.id.desc())).first()
    if dossier is not None and dossier.retire_le is None:
        yield dossier, personne
