"""Who handles a file: first name, surname and capacity, which whoever asks has a right to know (CRPA L. 111-2).

They are of the account; each person fills their own, whoever keeps the accounts fills all. Silence about them is a
setting, for reasons of safety. Where nobody filled them a paper says the name of the account: no text makes the receipt
void without them, so that it is not held back.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.store.perimetre import rights_of
from scolarite_desk.store.store import Work


@act(N_("Nommer l’agent d’un compte"), right="recus", undoable=False, of_nobody="it names who works here")
def name_agent(work: Work, compte: str, prenom: str = "", nom: str = "", qualite: str = "") -> None:
    """What papers say of who holds an account; all blank: the name of the account. `Refused` for another's account,
    unless one keeps the accounts, and for a name without its first name.
    """
    row: Compte | None = work.find(select(Compte).where(Compte.nom == compte, Compte.retire_le.is_(None)))
    if row is None:
        raise Refused(N_("Le compte «\u00a0{nom}\u00a0» n’existe pas dans cette base.", nom=compte), "compte.nom")
    reason = rights_of(work.session, work.auteur).refusal("comptes")
    if compte != work.auteur and reason:
        raise Refused(reason)
    said = [text.strip() for text in (prenom, nom, qualite)]
    if any(said) and not all(said):
        raise Refused(
            N_("Donnez le prénom, le nom et la qualité de l’agent (CRPA, art. L. 111-2), ou aucun des trois."),
            "compte.agent_nom",
        )
    row.agent_prenom, row.agent_nom, row.agent_qualite = (text or None for text in said)


def agent_named(session: Session, compte: str, chosen: Mapping[str, str]) -> str:
    """What a receipt says: `handled_by`, or the name of the account where nobody wrote it; "" when hidden."""
    return "" if chosen["agent_anonyme"] == "oui" else handled_by(session, compte, chosen) or compte


def handled_by(session: Session, compte: str, chosen: Mapping[str, str]) -> str:
    """« Claire MARTIN, gestionnaire de scolarité »; "" where nobody wrote it, and when hidden."""
    if chosen["agent_anonyme"] == "oui":
        return ""
    row = session.scalars(select(Compte).where(Compte.nom == compte)).first()
    if row is None or not row.agent_nom:
        return ""
    return ", ".join(filter(None, (f"{row.agent_prenom or ''} {row.agent_nom}".strip(), row.agent_qualite)))


def unnamed(session: Session, compte: str) -> bool:
    """Whether papers have only the name of the account to say, and a person should be asked theirs."""
    row = session.scalars(select(Compte).where(Compte.nom == compte, Compte.retire_le.is_(None))).first()
    return row is not None and not row.agent_nom
