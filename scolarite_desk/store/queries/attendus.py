"""What is expected of a person and is not there: one condition each, for the dossier as for the lists that count.

Each takes what a plain statement calls the key of the person, or the rows of the dossier and of its campaign. Settings
are read where the condition is, so that one changed by another window counts at once.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rules.cvec import DOUBTFUL_IF_GRANTED, NON_CONCERNES
from scolarite_desk.store.courant import candidature_vivante, in_sql

INE_SINCE = 1995  # nobody knows the year for sure: before it, an INE on a bac is rare, so nothing is said


def _is(cle: str) -> str:
    """Whether a setting says yes."""
    chosen = f"(SELECT r.valeur FROM reglage r WHERE r.cle = '{cle}' AND r.retire_le IS NULL)"
    return f"COALESCE({chosen}, '{BY_KEY[cle].default}') = 'oui'"


def ine_attendu(personne: str) -> str:
    """The person should have an INE: French, with a bac since INEs are on them, unless the office expects none."""
    return (
        f"({_is('ine_obligatoire')} AND EXISTS (SELECT 1 FROM personne ap JOIN bac ab ON ab.personne_id = ap.id"
        f" WHERE ap.id = {personne} AND ap.nationalite = '{FRANCE}' AND ab.retire_le IS NULL"
        f" AND ab.situation = 'obtenu' AND COALESCE(ab.annee, {INE_SINCE}) >= {INE_SINCE}))"
    )


def cvec_attendue(dossier: str, campagne: str) -> str:
    """The person owes a certificate for the year of the dossier and none is recorded: neither its régime nor the kind
    of its candidatures leaves them out, or a grant contradicts both.
    """
    out = ", ".join(f"'{regime}'" for regime in sorted(NON_CONCERNES.keys() - DOUBTFUL_IF_GRANTED))
    doubtful = ", ".join(f"'{regime}'" for regime in sorted(DOUBTFUL_IF_GRANTED))
    granted = f"{dossier}.boursier IS 'oui'"
    live = (
        f"SELECT 1 FROM candidature ac WHERE ac.dossier_id = {dossier}.id AND {in_sql(candidature_vivante, 'ac')}"
        " AND ac.genre"
    )
    return (
        f"({campagne}.annee <> '' AND COALESCE({dossier}.regime, '') NOT IN ({out})"
        f" AND ({granted} OR COALESCE({dossier}.regime, '') NOT IN ({doubtful}))"
        f" AND NOT ({_is('cvec_vapp_non_concernee')} AND {dossier}.boursier IS NOT 'oui' AND EXISTS ({live} IS 'vapp')"
        f" AND NOT EXISTS ({live} IS NOT 'vapp'))"
        f" AND NOT EXISTS (SELECT 1 FROM cvec av WHERE av.personne_id = {dossier}.personne_id"
        f" AND av.annee = {campagne}.annee AND av.situation IS NOT NULL AND av.retire_le IS NULL))"
    )


def expects_ine(session: Session, personne: str) -> bool:
    """The same of one person, by key."""
    asked = text(f"SELECT {ine_attendu(':personne')}")
    return bool(session.scalar(asked, {"personne": bytes.fromhex(personne)}))


def expects_cvec(session: Session, dossier: str) -> bool:
    """The same of one dossier, by key."""
    asked = text(
        f"SELECT {cvec_attendue('d', 'g')} FROM dossier d JOIN campagne g ON g.id = d.campagne_id WHERE d.id = :dossier"
    )
    return bool(session.scalar(asked, {"dossier": bytes.fromhex(dossier)}))
