"""The offer from one year to the next: what a formation is tied to, and the same formation in another campaign."""

from __future__ import annotations

from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import TIES
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.tables.formation import Campagne, CommissionFormation, Formation, SessionDepot
from scolarite_desk.models.tables.piece import PieceDemandee
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.archive import check_open
from scolarite_desk.services.bureau import check_tied
from scolarite_desk.store.codec import columns_of
from scolarite_desk.store.queries.rows import living, values_of
from scolarite_desk.store.store import Row, Work

_NOT_COPIED = frozenset({"campagne_id", "session_id", "retire_le"})
_DATES = frozenset({"debut_depot", "fin_depot", "retour", "jury", "publication", "confirmation", "confirmation_liste"})


@act(N_("Rattacher"), right="formations")
def attach(work: Work, chose: str, fiche: str, lien: str, cible: str | None = None) -> None:
    """Tie a thing of the office to another (`TIES`), or to none. A session is of the campaign of its formation."""
    path = f"{chose}.{lien}"
    if path not in TIES:
        raise Refused(N_("«\u00a0{chose}\u00a0» n’existe pas.", chose=path))
    row = work.get(THINGS[chose].cls, fiche)
    work.detail = kept(THINGS[chose].title)
    if cible is not None:
        check_tied(work, chose, lien, {**values_of(row), lien: cible})
    setattr(row, lien, cible)


@act(N_("Reprendre une formation"), right="formations")
def copy_formation(work: Work, formation: str, campagne: str) -> str:
    """The same formation in another campaign, with its pieces and commissions; returns its key.

    No date comes along: a calendar is decided each year, and last year's would pass for it.
    """
    row, year = work.get(Formation, formation), work.get(Campagne, campagne)
    check_open(work.session, campagne)
    known = living(Formation).where(Formation.campagne_id == campagne, Formation.code == row.code)
    if row.code and work.find(known) is not None:
        raise Refused(
            N_("«\u00a0{campagne}\u00a0» a déjà une formation {code}.", campagne=year.libelle, code=row.code),
            "formation.code",
        )
    copy = work.add(Formation(campagne_id=campagne, session_id=_session(work, row, campagne), **_same(row, _DATES)))
    for rule in work.all(living(PieceDemandee).where(PieceDemandee.formation_id == formation)):
        work.add(PieceDemandee(**_same(rule) | {"formation_id": copy.id}))
    for tie in work.all(living(CommissionFormation).where(CommissionFormation.formation_id == formation)):
        work.add(CommissionFormation(commission_id=tie.commission_id, formation_id=copy.id))
    return copy.id


def _same(row: Row, without: frozenset[str] = frozenset()) -> dict[str, object]:
    names = columns_of(row.__tablename__).keys() - _NOT_COPIED - without
    return {name: getattr(row, name) for name in names}


def _session(work: Work, row: Formation, campagne: str) -> str | None:
    """The session of the same kind in the other campaign."""
    mine = work.session.get(SessionDepot, row.session_id) if row.session_id else None
    if mine is None:
        return None
    wanted = select(SessionDepot.id).where(
        SessionDepot.campagne_id == campagne, SessionDepot.genre == mine.genre, SessionDepot.retire_le.is_(None)
    )
    found: str | None = work.find(wanted.order_by(SessionDepot.id))
    return found
