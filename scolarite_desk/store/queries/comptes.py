"""The accounts of the office, as they stand in the base. Who may open this very desk is in the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.journal import Poste, Travail
from scolarite_desk.models.tables.reglage import Compte

_RECENT = 20_000  # works of each desk looked at: the whole journal of a large base would take half a second


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account. `perimetre` is JSON as kept, None for everything; `vu_le` its last work at any desk, when asked."""

    key: str
    nom: str
    profil: str
    perimetre: str | None
    retire_le: datetime | None
    vu_le: datetime | None = None
    agent_prenom: str | None = None
    agent_nom: str | None = None
    agent_qualite: str | None = None

    @property
    def living(self) -> bool:
        """Whether the account was not withdrawn, so that it may still work."""
        return self.retire_le is None


def account(session: Session, nom: str) -> AccountView | None:
    """The account of that name, withdrawn or not; None when the base knows no such name."""
    found = session.scalars(select(Compte).where(Compte.nom == nom)).first()
    return None if found is None else _view(found)


def accounts(session: Session) -> tuple[AccountView, ...]:
    """Every account, living ones first, by name, with its last work among the recent ones of each desk."""
    last = session.execute(
        select(Travail.auteur, func.max(Travail.at))
        .join(Poste, Poste.id == Travail.poste)
        .where(Travail.numero > Poste.numero - _RECENT)
        .group_by(Travail.auteur)
    )
    seen: dict[str, datetime] = {one[0]: one[1] for one in last}
    rows = session.scalars(select(Compte).order_by(Compte.retire_le.is_not(None), Compte.nom))
    return tuple(_view(row, seen.get(row.nom)) for row in rows)


def withdrawn(session: Session) -> list[str]:
    """The names of the accounts that work here no more."""
    return list(session.scalars(select(Compte.nom).where(Compte.retire_le.is_not(None))))


def any_account(session: Session) -> bool:
    """Whether the base knows anyone: without one, who opens it is its administrator."""
    return session.scalars(select(Compte.id).limit(1)).first() is not None


def _view(row: Compte, seen: datetime | None = None) -> AccountView:
    named = (row.agent_prenom, row.agent_nom, row.agent_qualite)
    return AccountView(row.id, row.nom, row.profil, row.perimetre, row.retire_le, seen, *named)
