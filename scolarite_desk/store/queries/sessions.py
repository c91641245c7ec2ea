"""The sessions that a formation is in: its own, and those where it was opened besides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.formation import Formation, OuvertureFormation, SessionDepot
from scolarite_desk.store.queries.calendriers import calendars
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.rows import by_key, keys_in, living


def sessions_of(session: Session, formation: Formation) -> list[SessionDepot]:
    """Those in service, the formation's own first, then as they came."""
    opened = select(OuvertureFormation.session_id).where(
        OuvertureFormation.formation_id == formation.id,
        OuvertureFormation.retire_le.is_(None),
        OuvertureFormation.en_service.is_not(False),
    )
    mine = SessionDepot.id == formation.session_id
    asked = living(SessionDepot).where(mine | SessionDepot.id.in_(opened))
    return list(session.scalars(asked.order_by(mine.desc(), SessionDepot.id)))


def sessions_for(session: Session, candidatures: Collection[str]) -> list[SessionDepot]:
    """Those of the formations of these candidatures, each once."""
    asked = select(Formation).join(Candidature, Candidature.formation_id == Formation.id)
    formations = session.scalars(
        asked.where(Candidature.id.in_(keys_in(candidatures))).distinct().order_by(Formation.id)
    )
    return list({one.id: one for formation in formations for one in sessions_of(session, formation)}.values())


def open_on(session: Session, formation: Formation, day: date) -> tuple[list[SessionDepot], SessionDepot | None]:
    """Of these, those that take applications that day; where none does, the one that closed last, else opens first."""
    depots = sessions_of(session, formation)
    found = calendars(session, {(formation.id, one.id) for one in depots})
    known = [(one, found[formation.id, one.id]) for one in depots]
    taking = [one for one, calendrier in known if _takes(calendrier, day)]
    if taking or not known:
        return taking, None
    ends = [(calendrier.fin_depot, one) for one, calendrier in known if calendrier.fin_depot is not None]
    closed = [(end, one) for end, one in ends if end < day]
    if closed:
        return [], max(closed, key=lambda pair: pair[0])[1]
    return [], min(known, key=lambda pair: _begins(pair[1], day))[0]


def _begins(calendrier: Calendrier, day: date) -> date:
    return calendrier.debut_depot or day


def _takes(calendrier: Calendrier, day: date) -> bool:
    return _begins(calendrier, day) <= day <= (calendrier.fin_depot or day)


def complementaires(session: Session, formations: Collection[str]) -> list[str]:
    """The sessions (keys) that these formations are opened in when places are left: the second round of the platform
    first for those of Mon Master, last for the others.
    """
    rows = by_key(session, Formation, formations).values()
    kinds = _SECONDES if all(row.mon_master for row in rows) else _SECONDES[::-1]
    found = session.scalars(
        living(SessionDepot)
        .where(SessionDepot.campagne_id.in_({row.campagne_id for row in rows}), SessionDepot.genre.in_(kinds))
        .order_by(SessionDepot.id)
    )
    return [one.id for one in sorted(found, key=lambda one: kinds.index(one.genre or ""))]


_SECONDES = ("plateforme_complementaire", "complementaire")


def to_reopen(session: Session, campagne: str, day: date) -> dict[str, int]:
    """The formations of a campaign whose places are not all given once the answers were awaited, else once they took no
    more applications: by key, how many are free. What a complementary session is for.
    """
    asked = living(Formation).where(Formation.campagne_id == campagne, Formation.en_service.is_not(False))
    keys = list(session.scalars(asked.with_only_columns(Formation.id).order_by(Formation.id)))
    found = calendars(session, {(key, None) for key in keys})
    over = [key for key in keys if _over(found[key, None], day)]
    free = places(session, map(Paire, over))
    return {key: left for key in over if (left := free[Paire(key)].libres) is not None and left > 0}


def _over(calendrier: Calendrier, day: date) -> bool:
    end = calendrier.confirmation or calendrier.fin_depot
    return end is not None and end < day
