"""The bytes of documents, by their digest."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.campagne import EN_COURS
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.journal import Contenu
from scolarite_desk.msg import N_
from scolarite_desk.store.queries.rows import living


def content_of(session: Session, empreinte: str) -> bytes:
    """A document as it was given. `Refused` when another desk gave it."""
    found = session.get(Contenu, empreinte)
    if found is None:
        raise Refused(N_("Ce document a été remis par un autre poste\u00a0: demandez-le-lui."))
    return found.octets


def held(session: Session) -> int:
    """Bytes of all the documents kept here."""
    return session.scalar(select(func.coalesce(func.sum(func.length(Contenu.octets)), 0))) or 0


def missing(session: Session) -> tuple[str, ...]:
    """Names of documents of the campaigns under way that this base lacks, newest first, with their duplicates."""
    rows = session.scalars(
        living(DocumentEmis)
        .with_only_columns(DocumentEmis.empreinte)
        .join(Dossier, Dossier.id == DocumentEmis.dossier_id)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(
            Dossier.retire_le.is_(None),
            Campagne.etat.in_(EN_COURS),
            DocumentEmis.empreinte.is_not(None),
            DocumentEmis.empreinte.not_in(select(Contenu.empreinte)),
        )
        .order_by(DocumentEmis.id.desc())
    )
    return tuple(name for digest in dict.fromkeys(rows) if digest for name in (digest, f"{digest} duplicata"))
