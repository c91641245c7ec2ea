"""The first steps of an office: what has to be there before people are received, and whether it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.reglages import ETABLISSEMENT
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.piece import Piece
from scolarite_desk.services.paperwork import signatures_of
from scolarite_desk.services.reglages import blank_settings
from scolarite_desk.store.queries.offer import open_campaigns


@dataclass(frozen=True, slots=True)
class Pas:
    """One step. `manque`: the first setting that it waits for."""

    code: str
    fait: bool
    manque: str = ""


def premiers_pas(session: Session) -> tuple[Pas, ...]:
    """The steps in their order, each done when the base holds what it brings."""
    blank = [one.key for one in blank_settings(session) if one.part == ETABLISSEMENT]
    done = {
        "signataire": bool(signatures_of(session, None)),
        "campagne": bool(open_campaigns(session)),
        "formations": _any(session, Formation),
        "pieces": _any(session, Piece),
        "personne": _any(session, Dossier),
    }
    return (
        Pas("etablissement", not blank, blank[0] if blank else ""),
        *(Pas(code, fait) for code, fait in done.items()),
    )


def _any(session: Session, cls: type[Formation] | type[Piece] | type[Dossier]) -> bool:
    asked = select(cls.id).where(cls.retire_le.is_(None)).limit(1)
    return session.scalar(asked) is not None
