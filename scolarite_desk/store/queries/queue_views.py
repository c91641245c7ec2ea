"""The saved views of the queue: who they show, in the order of names, and how many they are.

A view is one line of `VUES`: a condition on `t`, a line of the search index (one person with the latest dossier), which
each work keeps up to date. Counting reads one small index, whatever the base holds. But for the visits of the day,
people whose campaign is over are hidden, counted, and shown when asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from scolarite_desk.models.rows.found import FoundRow
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.attendus import Manques, ine_voulu, vapp_dispensee
from scolarite_desk.store.perimetre import applies, hidden_but
from scolarite_desk.store.search import persons_of

LISTED = 500  # rows read at once: the others when somebody goes down to them, sorts or takes them all
EVERYBODY = 1_000_000
FOLLOWED = 50  # rows of a work whose persons are looked at one by one; of more, the list is read again
_OTHERS = {"campagne", "reglage", "compte", "formation"}  # tables that move persons whom no row names
LATE = 7  # days after which an incomplete dossier is late


@dataclass(frozen=True)
class VueFile:
    """One saved view. `archives`: also those of past campaigns, without being asked. `rare`: a few people of many, whom
    something else than their line names. `kept`: the columns of `ix_trouvable_manques` say who they are. `order`: of
    its list, names unless told.
    """

    code: str
    label: Msg
    icon: str
    where: str
    archives: bool = False
    rare: bool = False
    kept: bool = True
    order: str = ""


@dataclass(frozen=True)
class Count:
    """How many people a view shows, and how many more are hidden because their campaign is over."""

    shown: int
    hidden: int


_VISITS = "SELECT personne_id FROM visite WHERE jour = :today AND personne_id IS NOT NULL AND retire_le IS NULL"
_LACKS = {one: f"t.manques & {one.value}" for one in Manques}

# fmt: off
VUES = {
    vue.code: vue
    for vue in (
        VueFile("jour", N_("Aujourd’hui"), "calendar-days", f"t.personne IN ({_VISITS})",
            archives=True, rare=True, kept=False),
        VueFile("attente", N_("En attente à l’accueil"), "hourglass",
            f"t.personne IN ({_VISITS} AND statut IN ('arrivee', 'attente'))", archives=True, rare=True, kept=False),
        VueFile("regulariser", N_("À régulariser"), "triangle-alert",
            f"({_LACKS[Manques.PROVISOIRE]} OR ({_LACKS[Manques.INE]} AND {ine_voulu()}))"),
        VueFile("incomplets", N_("Incomplets > 7 jours"), "circle-dashed", "t.incomplet_le < :late"),
        VueFile("avis", N_("Avis à valider"), "clipboard-check", _LACKS[Manques.AVIS]),
        VueFile("cvec", N_("CVEC manquantes"), "badge-euro",
            f"({_LACKS[Manques.CVEC]} OR ({_LACKS[Manques.VAPP]} AND NOT {vapp_dispensee()}))"),
        VueFile("suivis", N_("Suivis à faire"), "sticky-note", "t.suivi_le <= :today", archives=True),
        VueFile("tous", N_("Tous les dossiers"), "users", "TRUE"),
    )
}
# fmt: on

_COLUMNS = ", ".join(f"t.{name}" for name in FoundRow.__slots__)
_PEOPLE = "trouvable t WHERE t.campagne IS NOT NULL"
_OPEN = "t.campagne NOT IN (SELECT id FROM campagne WHERE etat = 'archivee')"


def listed(
    session: Session, vue: str | VueFile, today: date, archives: bool = False, limit: int = LISTED
) -> tuple[FoundRow, ...]:
    """The first people of a view, a shipped one by its code, in its order. `archives`: those of past campaigns too."""
    query = text(f"SELECT {_COLUMNS} FROM trouvable t WHERE {_first(session, _called(vue), archives, limit)}")
    return tuple(_row(line) for line in session.execute(query, days(today)))


def _called(vue: str | VueFile) -> VueFile:
    return VUES[vue] if isinstance(vue, str) else vue


def shown_now(
    session: Session, vue: str | VueFile, today: date, archives: bool, rows: frozenset[tuple[str, str]], last: str = ""
) -> dict[str, FoundRow | None] | None:
    """Of the persons whom these rows (table, key) are about, what a view shows now: None for one whom it does not show.
    `last`: the person after whom the list stops, when there are more.

    None altogether where the whole list is to be read again: too many persons, or no row names them.
    """
    tables, one = {table for table, _ in rows}, _called(vue)
    if len(rows) > FOLLOWED or tables & _OTHERS or one.order or (one.rare and "visite" in tables):
        return None
    moved: dict[str, set[str]] = {}
    for table, key in rows:
        moved.setdefault(table, set()).add(key)
    keys = persons_of(session, moved)
    if not keys:
        return None
    named = ", ".join(f"x'{key}'" for key in keys)
    shown = f"t.personne IN ({named}) AND t.campagne IS NOT NULL AND {one.where} AND {_seen(session)}"
    if not (archives or one.archives):
        shown += f" AND {_OPEN}"
    if last:
        shown += f" AND t.place <= (SELECT place FROM trouvable WHERE personne = x'{last}')"
    query = text(f"SELECT {_COLUMNS} FROM trouvable t WHERE {shown}")
    found = [_row(line) for line in session.execute(query, days(today))]
    return {**dict.fromkeys(keys), **{row.personne: row for row in found}}


def _first(session: Session, vue: VueFile, archives: bool, limit: int) -> str:
    """The condition on the first lines of a view, and their order."""
    shown = f"{vue.where} AND {_seen(session)}"
    if not (archives or vue.archives):
        shown += f" AND {_OPEN}"
    if vue.kept and vue.where != "TRUE":
        # A small index says which places, and few lines are then read; by place, every line might be.
        places = "SELECT t.place FROM trouvable t INDEXED BY ix_trouvable_manques WHERE t.campagne IS NOT NULL"
        return f"t.place IN ({places} AND {shown} ORDER BY t.place LIMIT {limit}) ORDER BY t.place"
    # Read in the order of names, a full view stops at once; for a rare one, sorting the few is quicker than looking
    # at everybody: the + keeps SQLite from doing it.
    place = f"{vue.order}, t.place" if vue.order else f"{'+' if vue.rare else ''}t.place"
    return f"t.campagne IS NOT NULL AND {shown} ORDER BY {place} LIMIT {limit}"


def counters(session: Session, today: date) -> dict[str, Count]:
    """How many people each view shows, by code."""
    seen, kept = _seen(session), [vue for vue in VUES.values() if vue.kept]
    lines = (
        "SELECT t.campagne, t.manques, t.incomplet_le, t.suivi_le, count(*) AS n"
        f" FROM {_PEOPLE} AND {seen} GROUP BY 1, 2, 3, 4"
    )
    found = dict(zip(kept, _counts(session, lines, [vue.where for vue in kept], today), strict=True))
    found |= {vue: _one(session, vue, seen, today) for vue in VUES.values() if not vue.kept}
    return {code: _count(vue, *found[vue]) for code, vue in VUES.items()}


def counted(session: Session, vue: VueFile, today: date) -> Count:
    """How many people one view shows, whatever its condition asks: nobody waits for it."""
    return _count(vue, *_one(session, vue, _seen(session), today))


def _one(session: Session, vue: VueFile, seen: str, today: date) -> tuple[int, int]:
    named = f"SELECT t.campagne, 1 AS n FROM {_PEOPLE} AND {vue.where} AND {seen}"
    [found] = _counts(session, named, ["TRUE"], today)
    return found


def _counts(session: Session, lines: str, wheres: Iterable[str], today: date) -> list[tuple[int, int]]:
    """Of these lines, those of each condition: of campaigns that are not over, and all of them."""
    sums = ", ".join(f"total(n) FILTER (WHERE {one} AND {_OPEN}), total(n) FILTER (WHERE {one})" for one in wheres)
    row = [int(one) for one in session.execute(text(f"SELECT {sums} FROM ({lines}) t"), days(today)).one()]
    return list(zip(row[::2], row[1::2], strict=True))


def _count(vue: VueFile, live: int, everybody: int) -> Count:
    return Count(everybody, 0) if vue.archives else Count(live, everybody - live)


def _seen(session: Session) -> str:
    """The condition that the account sets on who it sees."""
    inside = hidden_but(session)
    return "TRUE" if inside is None else applies(inside, "t.personne")


def days(today: date) -> dict[str, str]:
    """What the conditions of views call a day."""
    return {"today": today.isoformat(), "late": (today - timedelta(days=LATE)).isoformat()}


def _row(line: Any) -> FoundRow:
    values = dict(zip(FoundRow.__slots__, line, strict=True))
    values |= {"personne": values["personne"].hex(), "dossier": values["dossier"].hex()}
    return FoundRow(**values | {"ine_provisoire": bool(values["ine_provisoire"])})
