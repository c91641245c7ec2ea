"""The first steps of an office: what has to be there before people are received, and whether it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.reglages import ETABLISSEMENT, INE
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
    blank = {part: [one.key for one in blank_settings(session) if one.part == part] for part in (ETABLISSEMENT, INE)}
    done = {
        "signataire": bool(signatures_of(session, None)),
        "campagne": bool(open_campaigns(session)),
        "formations": _any(session, Formation, Formation.libelle > ""),
        "pieces": _any(session, Piece, Piece.libelle > ""),
    }
    return (
        _setting("etablissement", blank[ETABLISSEMENT]),
        *(Pas(code, fait) for code, fait in done.items()),
        _setting("ine", blank[INE]),
        Pas("personne", _any(session, Dossier)),
    )


def _setting(code: str, blank: Sequence[str]) -> Pas:
    return Pas(code, not blank, blank[0] if blank else "")


def _any(session: Session, cls: type[Formation] | type[Piece] | type[Dossier], *named: ColumnElement[bool]) -> bool:
    """Whether there is one. `named`: a row that was only begun is none."""
    asked = select(cls.id).where(cls.retire_le.is_(None), *named).limit(1)
    return session.scalar(asked) is not None
