"""Saved views asked of the base: whom one of the queue lists and counts, which candidatures one of decisions has.

Those that nobody shipped go over every line of the index (counting them is for the lane where nobody waits).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, text
from sqlalchemy.orm import Session

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Arbre, Tri, conditions
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.courant import avis_courant, in_sql
from scolarite_desk.store.perimetre import hidden_but
from scolarite_desk.store.queries import queue_views
from scolarite_desk.store.queries.conditions import CONDITIONS, of_candidatures, of_persons
from scolarite_desk.store.queries.queue_views import LISTED, Count, days

_AVIS = f"FROM avis a WHERE a.candidature_id = candidature.id AND {in_sql(avis_courant, 'a')}"
FILE, DECISIONS = "file", "decisions"
SALLES: dict[str, Msg] = {FILE: N_("File"), DECISIONS: N_("Décisions")}  # the lists that have views
# Tables that move a saved view, besides those that move the shipped ones.
MOVED_BY = frozenset(
    {
        "vue", "exigence", "commission_formation", "pose_etiquette", "question", "reponse", "delai_dit",
        "document_emis", "inscription",
    }
)  # fmt: skip
# By list, the columns that order it.
TRIS: dict[str, dict[str, str]] = {
    FILE: {"nom": "t.place", "ne_le": "t.ne_le", "ine": "t.ine", "numero": "t.numero", "etat": "t.etat",
             "suivi_le": "t.suivi_le", "incomplet_le": "t.incomplet_le"},
    DECISIONS: {
        "nom_naissance": "trouvable.place", "ne_le": "trouvable.ne_le", "ine": "trouvable.ine",
        "dossier": "dossier.numero", "formation": "formation.libelle", "formation_code": "formation.code",
        "statut": "candidature.statut", "transmise_le": "candidature.transmise_le",
        "recue_le": "candidature.recue_le", "complete_le": "candidature.complete_le",
        "incomplete_le": "candidature.incomplete_le", "reponse": "candidature.confirmation",
        "avis": f"(SELECT a.avis {_AVIS})", "rang": f"(SELECT a.rang {_AVIS})",
        "avis_valide_le": f"(SELECT a.valide_le {_AVIS})",
    },
}  # fmt: skip


def as_asked(session: Session, vue: Vue) -> queue_views.VueFile:
    """The view as `queue_views` lists, follows and counts it for this account; a shipped one is what it always was."""
    if vue.livree:
        return queue_views.VUES[vue.key]
    found = [CONDITIONS[one.nom] for one in conditions(vue.filtre)]
    return queue_views.VueFile(
        vue.key,
        vue.libelle,
        "list-filter",
        of_persons(vue.filtre, hidden_but(session)),
        archives=any(one.archives for one in found),
        rare=any(one.rare for one in found),
        kept=False,
        order=_order(FILE, vue.tri),
    )


def listed(
    session: Session, vue: Vue, today: date, archives: bool = False, limit: int = LISTED
) -> tuple[FoundRow, ...]:
    """The first people of a view of the queue, in its order."""
    return queue_views.listed(session, as_asked(session, vue), today, archives, limit)


def counted(session: Session, vue: Vue, today: date) -> Count:
    """How many people a view of the queue shows. For the lane where nobody waits: one view at a time."""
    return queue_views.counted(session, as_asked(session, vue), today)


def shown_now(
    session: Session, vue: Vue, today: date, archives: bool, rows: frozenset[tuple[str, str]], last: str = ""
) -> dict[str, FoundRow | None] | None:
    """Of the persons whom these rows are about, what a view of the queue shows now: see `queue_views.shown_now`."""
    return queue_views.shown_now(session, as_asked(session, vue), today, archives, rows, last)


def among(arbre: Arbre, today: date) -> Any:
    """The condition on `Candidature` that keeps those of a tree."""
    asked = (
        "SELECT c.id FROM candidature c JOIN dossier g ON g.id = c.dossier_id"
        f" LEFT JOIN trouvable t ON t.personne = g.personne_id WHERE {of_candidatures(arbre)}"
    )
    named = {name: value for name, value in days(today).items() if f":{name}" in asked}
    return Candidature.id.in_(text(asked).bindparams(**named))


def ordered(statement: Select[Any], tri: tuple[Tri, ...]) -> Select[Any]:
    """The candidatures of a statement of decisions in that order first."""
    order = _order(DECISIONS, tri)
    return statement.order_by(text(order)) if order else statement


def _order(salle: str, tri: tuple[Tri, ...]) -> str:
    """What is blank comes last, whichever way."""
    known = TRIS[salle]
    ways = ((known[one.colonne], "DESC" if one.descendant else "ASC") for one in tri if one.colonne in known)
    return ", ".join(f"{column} {way} NULLS LAST" for column, way in ways)
