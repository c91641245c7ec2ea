"""What is expected of a person and is not there: one condition each, for the dossier as for the lists that count, and
for the search index, which keeps what they say of each person.

Each takes what a plain statement calls the key of the person, or the rows of the dossier and of its campaign. Settings
are read where the condition is, so that one changed by another window counts at once.
"""

from __future__ import annotations

from enum import IntFlag

from sqlalchemy import text
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.reglages import BY_KEY
from scolarite_desk.models.fields.when import FRANCE
from scolarite_desk.models.rules.cvec import DOUBTFUL_IF_GRANTED, NON_CONCERNES
from scolarite_desk.store.courant import avis_courant, candidature_vivante, in_sql

INE_SINCE = 1995  # nobody knows the year for sure: before it, an INE on a bac is rare, so nothing is said


def _is(cle: str) -> str:
    """Whether a setting says yes."""
    chosen = f"(SELECT r.valeur FROM reglage r WHERE r.cle = '{cle}' AND r.retire_le IS NULL)"
    return f"COALESCE({chosen}, '{BY_KEY[cle].default}') = 'oui'"


def ine_voulu() -> str:
    """The office expects an INE of those who should have one."""
    return _is("ine_obligatoire")


def ine_du(personne: str) -> str:
    """The person should have an INE, whatever the office expects: French, with a bac since INEs are on them."""
    return (
        "EXISTS (SELECT 1 FROM personne ap JOIN bac ab ON ab.personne_id = ap.id"
        f" WHERE ap.id = {personne} AND ap.nationalite = '{FRANCE}' AND ab.retire_le IS NULL"
        f" AND ab.situation = 'obtenu' AND COALESCE(ab.annee, {INE_SINCE}) >= {INE_SINCE})"
    )


def cvec_due(dossier: str, campagne: str) -> str:
    """The person owes a certificate for the year of the dossier and none is recorded: its régime does not leave them
    out, or a grant contradicts it.
    """
    out = ", ".join(f"'{regime}'" for regime in sorted(NON_CONCERNES.keys() - DOUBTFUL_IF_GRANTED))
    doubtful = ", ".join(f"'{regime}'" for regime in sorted(DOUBTFUL_IF_GRANTED))
    granted = f"{dossier}.boursier IS 'oui'"
    return (
        f"({campagne}.annee <> '' AND COALESCE({dossier}.regime, '') NOT IN ({out})"
        f" AND ({granted} OR COALESCE({dossier}.regime, '') NOT IN ({doubtful}))"
        f" AND NOT EXISTS (SELECT 1 FROM cvec av WHERE av.personne_id = {dossier}.personne_id"
        f" AND av.annee = {campagne}.annee AND av.situation IS NOT NULL AND av.retire_le IS NULL))"
    )


def vapp_seule(dossier: str) -> str:
    """All the live candidatures of the dossier are validations of experience, and no grant contradicts it."""
    live = (
        f"SELECT 1 FROM candidature ac WHERE ac.dossier_id = {dossier}.id AND {in_sql(candidature_vivante, 'ac')}"
        " AND ac.genre"
    )
    return f"({dossier}.boursier IS NOT 'oui' AND EXISTS ({live} IS 'vapp') AND NOT EXISTS ({live} IS NOT 'vapp'))"


def vapp_dispensee() -> str:
    """The office asks no certificate of those."""
    return _is("cvec_vapp_non_concernee")


def avis_a_valider(dossier: str) -> str:
    """The current avis of a live candidature of the dossier waits for its validation."""
    return (
        f"EXISTS (SELECT 1 FROM candidature c WHERE c.dossier_id = {dossier}.id AND {in_sql(candidature_vivante, 'c')}"
        " AND EXISTS (SELECT 1 FROM avis a WHERE a.candidature_id = c.id AND a.valide_le IS NULL"
        f" AND {in_sql(avis_courant, 'a')}))"
    )


def incomplet_le(dossier: str) -> str:
    """The first day since which a live candidature of the dossier waits for papers."""
    return (
        f"(SELECT min(c.incomplete_le) FROM candidature c WHERE c.dossier_id = {dossier}.id AND c.statut = 'IN'"
        f" AND {in_sql(candidature_vivante, 'c')})"
    )


def suivi_le(personne: str) -> str:
    """The first day on which somebody promised to come back to the person, and did not yet."""
    return (
        f"(SELECT min(n.suivi_le) FROM note n WHERE n.personne_id = {personne} AND n.suivi_fait_le IS NULL"
        " AND n.retire_le IS NULL)"
    )


class Manques(IntFlag):
    """What a line of the search index keeps of this, so that a view counts without asking each dossier. What a setting
    decides is kept as it would be either way; what a day decides is a date beside it.
    """

    PROVISOIRE = 1
    INE = 2  # should have one, has none
    AVIS = 4
    CVEC = 8
    VAPP = 16  # owes it unless the office dispenses those


def cvec_attendue(dossier: str, campagne: str) -> str:
    """The person owes a certificate, as the office sees it."""
    return f"({cvec_due(dossier, campagne)} AND NOT ({vapp_dispensee()} AND {vapp_seule(dossier)}))"


def expects_ine(session: Session, personne: str) -> bool:
    """The same of one person, by key."""
    asked = text(f"SELECT {ine_voulu()} AND {ine_du(':personne')}")
    return bool(session.scalar(asked, {"personne": bytes.fromhex(personne)}))


def expects_cvec(session: Session, dossier: str) -> bool:
    """The same of one dossier, by key."""
    asked = text(
        f"SELECT {cvec_attendue('d', 'g')} FROM dossier d JOIN campagne g ON g.id = d.campagne_id WHERE d.id = :dossier"
    )
    return bool(session.scalar(asked, {"dossier": bytes.fromhex(dossier)}))
