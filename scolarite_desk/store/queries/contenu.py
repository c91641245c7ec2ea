"""The bytes of documents, by their digest."""

from __future__ import annotations

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.journal import Contenu


def content_of(session: Session, empreinte: str) -> bytes:
    """A document as it was given. `Refused` when another desk gave it."""
    found = session.get(Contenu, empreinte)
    if found is None:
        raise Refused("Ce document a été remis par un autre poste\u00a0: demandez-le-lui.")
    return found.octets
