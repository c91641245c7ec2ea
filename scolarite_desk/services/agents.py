"""Who handles a file: first name, surname and capacity, which whoever asks has a right to know (CRPA L. 111-2).

They are of the account; each person fills their own, whoever keeps the accounts fills all. Silence about them is a
setting, for reasons of safety. Where nobody filled them a receipt waits (`rules/vides.py`): the name of an account
names nobody.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.perimetre import rights_of
from scolarite_desk.store.queries.comptes import any_account
from scolarite_desk.store.store import Work


@act(N_("Nommer l’agent d’un compte"), right="recus", undoable=False, of_nobody="it names who works here")
def name_agent(work: Work, compte: str, prenom: str = "", nom: str = "", qualite: str = "") -> None:
    """What papers say of who holds an account; all blank: nothing. `Refused` for another's account,
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


def handled_by(session: Session, compte: str, chosen: Mapping[str, str]) -> str:
    """« Claire MARTIN, gestionnaire de scolarité »; "" where nobody wrote it, and when hidden."""
    if chosen["agent_anonyme"] == "oui":
        return ""
    row = session.scalars(select(Compte).where(Compte.nom == compte)).first()
    if row is None or not (row.agent_prenom and row.agent_nom and row.agent_qualite):
        return ""
    return f"{row.agent_prenom} {row.agent_nom}, {row.agent_qualite}"


def unnamed(session: Session, compte: str) -> bool:
    """Whether an account that should be named is not. A base without accounts has none to name."""
    chosen = settings(session)
    return chosen["agent_anonyme"] != "oui" and any_account(session) and not handled_by(session, compte, chosen)
