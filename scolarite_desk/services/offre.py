"""The offer from one year to the next: what a formation is tied to, and the same formation in another campaign."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import nullcontext

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import BY_PATH, TIES
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.formation import (
    Campagne,
    CommissionFormation,
    Formation,
    OuvertureFormation,
    SessionDepot,
)
from scolarite_desk.models.tables.piece import PieceDemandee
from scolarite_desk.models.tables.question import Question
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act, checked
from scolarite_desk.services.archive import check_open
from scolarite_desk.services.bureau import check_tied
from scolarite_desk.services.lots import Ending, LotOutcome, do_each
from scolarite_desk.services.ouvertures import open_in_session
from scolarite_desk.store.codec import columns_of
from scolarite_desk.store.queries.rows import by_key, keys_in, living, row_of, values_of
from scolarite_desk.store.store import Row, Store, Work

_NOT_COPIED = frozenset({"campagne_id", "session_id", "retire_le"})
_DAYS = frozenset(name for name in DATES if not name.startswith("delai"))  # a number of days is no day of last year
_OF_YEAR = frozenset({"code_periode", "annee_concours"})  # Pégase would take one of last year for what it says


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
    """The same formation in another campaign, with its pieces, its questions, its commissions and the
    sessions where it was opened besides; returns its key.

    No date comes along: a calendar is decided each year, and last year's would pass for it; nor does the period of
    another year in Pégase.
    """
    row, year = work.get(Formation, formation), work.get(Campagne, campagne)
    check_open(work.session, campagne)
    known = living(Formation).where(Formation.campagne_id == campagne, Formation.code == row.code)
    if row.code and work.find(known) is not None:
        raise Refused(
            N_("«\u00a0{campagne}\u00a0» a déjà une formation {code}.", campagne=year.libelle, code=row.code),
            "formation.code",
        )
    own = _session(work.session, row.session_id, campagne)
    without = _DAYS | (_OF_YEAR if _another_year(work.session, row, campagne) else frozenset())
    copy = work.add(Formation(campagne_id=campagne, session_id=own, **_same(row, without)))
    for rule in work.all(living(PieceDemandee).where(PieceDemandee.formation_id == formation)):
        work.add(PieceDemandee(**_same(rule) | {"formation_id": copy.id}))
    for asked in work.all(living(Question).where(Question.formation_id == formation)):
        work.add(Question(**_same(asked) | {"formation_id": copy.id}))
    for tie in work.all(living(CommissionFormation).where(CommissionFormation.formation_id == formation)):
        work.add(CommissionFormation(commission_id=tie.commission_id, formation_id=copy.id))
    opened = work.all(living(OuvertureFormation).where(OuvertureFormation.formation_id == formation))
    for depot in dict.fromkeys(_session(work.session, one.session_id, campagne) for one in opened):
        if depot not in (None, own):
            checked(work, open_in_session, copy.id, depot)
    return copy.id


@act(N_("Reprendre les sessions"), right="campagnes")
def copy_sessions(work: Work, campagne: str, vers: str) -> int:
    """The sessions of a campaign in another one, without their days; returns how many were not there yet."""
    check_open(work.session, vers)
    known = {fold(one.libelle or "") for one in work.all(living(SessionDepot).where(SessionDepot.campagne_id == vers))}
    wanted = work.all(living(SessionDepot).where(SessionDepot.campagne_id == campagne).order_by(SessionDepot.id))
    new = [one for one in wanted if fold(one.libelle or "") not in known]
    for one in new:
        work.add(SessionDepot(campagne_id=vers, **_same(one, _DAYS)))
    return len(new)


def copy_all(
    store: Store,
    source: object,
    formations: Sequence[str],
    campagne: str,
    progress: Progress,
    ending: Ending = nullcontext,
) -> LotOutcome[str, str]:
    """`copy_formation` for each of these: the offer, or a part of it, in another campaign. A job."""
    return do_each(
        store, source, copy_formation, formations, lambda key, _: {"formation": key, "campagne": campagne}, progress,
        ending,
    )  # fmt: skip


def not_copied(session: Session, formation: str, campagne: str) -> list[Msg]:
    """The labels of what a formation has and its copy in that campaign has not: codes of another year."""
    row = row_of(session, Formation, formation)
    if row is None or not _another_year(session, row, campagne):
        return []
    return [BY_PATH[f"formation.{name}"].label for name in sorted(_OF_YEAR) if getattr(row, name) is not None]


def _another_year(session: Session, row: Formation, campagne: str) -> bool:
    years = by_key(session, Campagne, (row.campagne_id, campagne))
    return len({one.annee for one in years.values()}) > 1


def _same(row: Row, without: frozenset[str] = frozenset()) -> dict[str, object]:
    names = columns_of(row.__tablename__).keys() - _NOT_COPIED - without
    return {name: getattr(row, name) for name in names}


def sessions_lacking(session: Session, formations: Collection[str], campagne: str) -> dict[str, list[str]]:
    """By the campaign of these formations, the sessions that they are of, or opened in, and that another campaign has
    not: what `copy_sessions` would bring there first.
    """
    rows = by_key(session, Formation, formations).values()
    opened = session.scalars(living(OuvertureFormation).where(OuvertureFormation.formation_id.in_(keys_in(formations))))
    keys = {one.session_id for one in (*rows, *opened) if one.session_id}
    found: dict[str, list[str]] = {}
    for key, one in by_key(session, SessionDepot, keys).items():
        if one.campagne_id != campagne and one.retire_le is None and _session(session, key, campagne) is None:
            found.setdefault(one.campagne_id, []).append(one.libelle or "")
    return found


def _session(session: Session, key: str | None, campagne: str) -> str | None:
    """The session of the other campaign that is of the same kind, of the same name where several are."""
    mine = session.get(SessionDepot, key) if key else None
    if mine is None:
        return None
    wanted = select(SessionDepot.id).where(
        SessionDepot.campagne_id == campagne, SessionDepot.genre == mine.genre, SessionDepot.retire_le.is_(None)
    )
    return session.scalars(wanted.order_by((SessionDepot.libelle != mine.libelle), SessionDepot.id)).first()
