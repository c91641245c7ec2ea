"""The saved views of the queue: who they show, in the order of names, and how many they are.

A view is one line of `VUES`: a condition on `t`, a line of the search index (one person with the latest dossier). But
for the visits of the day, people whose campaign is over are hidden, counted, and shown when asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.courant import avis_courant, candidature_vivante, in_sql
from scolarite_desk.store.perimetre import applies, hidden_but
from scolarite_desk.store.queries.attendus import cvec_attendue, ine_attendu

LISTED = 500  # rows read at once: the others when somebody goes down to them, sorts or takes them all
EVERYBODY = 1_000_000
LATE = 7  # days after which an incomplete dossier is late


@dataclass(frozen=True)
class Vue:
    """One saved view. `archives`: also those of past campaigns, without being asked. `rare`: a few people of many."""

    code: str
    label: Msg
    icon: str
    where: str
    archives: bool = False
    rare: bool = False


@dataclass(frozen=True)
class Count:
    """How many people a view shows, and how many more are hidden because their campaign is over."""

    shown: int
    hidden: int


_LIVE = "retire_le IS NULL"
_VISITS = f"SELECT personne_id FROM visite WHERE jour = :today AND personne_id IS NOT NULL AND {_LIVE}"
_CANDIDATURES = f"SELECT c.dossier_id FROM candidature c WHERE {in_sql(candidature_vivante, 'c')}"

# fmt: off
VUES = {
    vue.code: vue
    for vue in (
        Vue("jour", N_("Aujourd’hui"), "calendar-days", f"t.personne IN ({_VISITS})", archives=True, rare=True),
        Vue("attente", N_("En attente à l’accueil"), "hourglass",
            f"t.personne IN ({_VISITS} AND statut IN ('arrivee', 'attente'))", archives=True, rare=True),
        Vue("regulariser", N_("À régulariser"), "triangle-alert",
            f"(t.ine_provisoire OR (t.ine IS NULL AND {ine_attendu('t.personne')}))"),
        Vue("incomplets", N_("Incomplets > 7 jours"), "circle-dashed",
            f"t.dossier IN ({_CANDIDATURES} AND c.statut = 'IN' AND c.incomplete_le < :late)"),
        Vue("avis", N_("Avis à valider"), "clipboard-check",
            f"""t.dossier IN ({_CANDIDATURES} AND EXISTS (SELECT 1 FROM avis a
                WHERE a.candidature_id = c.id AND a.valide_le IS NULL AND {in_sql(avis_courant, "a")}))"""),
        Vue("cvec", N_("CVEC manquantes"), "badge-euro", cvec_attendue("d", "g")),
        Vue("suivis", N_("Suivis à faire"), "sticky-note",
            f"""t.personne IN (SELECT n.personne_id FROM note n WHERE n.suivi_le <= :today
                AND n.suivi_fait_le IS NULL AND n.{_LIVE})""", archives=True, rare=True),
        Vue("tous", N_("Tous les dossiers"), "users", "TRUE"),
    )
}
# fmt: on

_COLUMNS = ", ".join(f"t.{name}" for name in FoundRow.__slots__)
_FROM = "FROM trouvable t JOIN dossier d ON d.id = t.dossier JOIN campagne g ON g.id = d.campagne_id"
_OPEN = "g.etat IS NOT 'archivee'"


def listed(
    session: Session, code: str, today: date, archives: bool = False, limit: int = LISTED
) -> tuple[FoundRow, ...]:
    """The first people of a view by name. `archives`: those of past campaigns too."""
    vue = VUES[code]
    seen = f"{vue.where} AND {_seen(session)}"
    shown = seen if archives or vue.archives else f"{seen} AND {_OPEN}"
    # Read in the order of names, a full view stops at once; for a rare one, sorting the few is quicker than looking
    # at everybody: the + keeps SQLite from doing it.
    order = f"{'+' if vue.rare else ''}t.place"
    query = text(f"SELECT {_COLUMNS} {_FROM} WHERE {shown} ORDER BY {order} LIMIT {limit}")
    return tuple(_row(line) for line in session.execute(query, _days(today)))


def counters(session: Session, today: date) -> dict[str, Count]:
    """How many people each view shows, by code. Slow beside `listed`: a job."""
    return {code: _counted(session, vue, today) for code, vue in VUES.items()}


def _counted(session: Session, vue: Vue, today: date) -> Count:
    query = text(f"SELECT count(*) FILTER (WHERE {_OPEN}), count(*) {_FROM} WHERE {vue.where} AND {_seen(session)}")
    live, everybody = session.execute(query, _days(today)).one()
    return Count(everybody, 0) if vue.archives else Count(live, everybody - live)


def _seen(session: Session) -> str:
    """The condition that the account sets on who it sees."""
    inside = hidden_but(session)
    return "TRUE" if inside is None else applies(inside, "t.personne")


def _days(today: date) -> dict[str, str]:
    return {"today": today.isoformat(), "late": (today - timedelta(days=LATE)).isoformat()}


def _row(line: Any) -> FoundRow:
    values = dict(zip(FoundRow.__slots__, line, strict=True))
    values |= {"personne": values["personne"].hex(), "dossier": values["dossier"].hex()}
    return FoundRow(**values | {"ine_provisoire": bool(values["ine_provisoire"])})
