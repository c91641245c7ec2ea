"""What the account of a session may do and see: its profile, its perimeter, and the formations inside it.

Read from the base each time: rights changed by another window, or received from another desk, hold at once.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, exists, not_, or_, select, text, true
from sqlalchemy.orm import Session

from scolarite_desk.models.fields.things import BY_CLASS
from scolarite_desk.models.rules.droits import NOBODY, Droits, Perimetre, function_of, read_perimetre
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.formation import Commission, CommissionFormation, Formation
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.courant import candidature_presente, in_sql

ACCOUNT = "compte"  # under which a session of the store carries the name of its account


def rights_of(session: Session, nom: str) -> Droits:
    """The rights of the account of that name. In a base without any account, whoever opens it administers it.

    Straight to the driver: it is asked at each keystroke that is saved, and the ORM would cost five times as much.
    """
    read = session.connection().exec_driver_sql
    known = read("SELECT profil, perimetre FROM compte WHERE nom = ? AND retire_le IS NULL", (nom,)).first()
    if known is None:
        return NOBODY if read("SELECT 1 FROM compte LIMIT 1").first() else Droits("administrateur")
    return Droits(known.profil, None if known.profil == "administrateur" else read_perimetre(known.perimetre))


def function_of_table(table: str, groupe: str = "") -> str:
    """The function that the rows of a table, or one of their groups of columns, belong to."""
    cls = shared_classes().get(table)
    return function_of(BY_CLASS[cls].name if cls in BY_CLASS else table, groupe)


def readable(session: Session, table: str) -> bool:
    """Whether the account of this session may read rows of that table."""
    return _rights(session).may(function_of_table(table), write=False)


def formations_in(perimetre: Perimetre) -> Select[Any]:
    """The keys of the formations inside a perimeter: named, of its centres, or examined by its commissions."""
    boards = select(Commission.id).where(
        or_(Commission.id.in_(perimetre.commission), Commission.centre_id.in_(perimetre.centre))
    )
    examined = select(CommissionFormation.formation_id).where(
        CommissionFormation.retire_le.is_(None), CommissionFormation.commission_id.in_(boards)
    )
    return select(Formation.id).where(
        or_(
            Formation.id.in_(perimetre.formation),
            Formation.centre_id.in_(perimetre.centre),
            Formation.id.in_(examined),
        )
    )


def formations_of(session: Session) -> frozenset[str] | None:
    """The formations that the account of this session is limited to; None without a perimeter."""
    perimetre = _rights(session).limite
    return None if perimetre is None else frozenset(session.scalars(formations_in(perimetre)))


def hidden_but(session: Session) -> frozenset[str] | None:
    """The formations outside which this account sees nobody; None when it sees everybody.

    Who may make a dossier must see that it is already there: only those who read are kept to their perimeter.
    """
    rights = _rights(session)
    return None if rights.sees_all else frozenset(session.scalars(formations_in(rights.limite or Perimetre())))


def seen(session: Session) -> Any:
    """The condition on `Candidature` that keeps those which this account may see."""
    inside = hidden_but(session)
    return true() if inside is None else Candidature.formation_id.in_(inside)


def within(session: Session) -> Any:
    """The condition on `Candidature` that keeps those of the perimeter: what this account lists and decides."""
    inside = formations_of(session)
    return true() if inside is None else Candidature.formation_id.in_(inside)


def seen_papers(session: Session) -> Any:
    """The condition on `DocumentEmis` that keeps those which bear nothing that this account may not see: a letter bears
    its candidature, a receipt those of its dossier, a procès-verbal those that its meeting judged. A number without
    paper bears nothing.
    """
    inside = hidden_but(session)
    if inside is None:
        return true()
    hers, of_meeting = Candidature.formation_id.in_(inside), Avis.seance_id == DocumentEmis.seance_id
    bears = or_(
        Candidature.id == DocumentEmis.candidature_id,
        and_(DocumentEmis.candidature_id.is_(None), Candidature.dossier_id == DocumentEmis.dossier_id),
        Candidature.id.in_(select(Avis.candidature_id).where(of_meeting)),
    )
    return and_(
        not_(exists().where(bears, not_(hers))),
        or_(DocumentEmis.dossier_id.is_(None), exists().where(bears, hers)),
    )


def sees_person(session: Session, personne: str) -> bool:
    """Whether this account may see that person at all."""
    inside = hidden_but(session)
    if inside is None:
        return True
    asked = text(f"SELECT {applies(inside, ':personne')}")
    return bool(session.scalar(asked, {"personne": bytes.fromhex(personne)}))


def seen_persons(session: Session) -> frozenset[str] | None:
    """The persons that this account sees; None when it sees everybody."""
    inside = hidden_but(session)
    if inside is None:
        return None
    found = session.connection().exec_driver_sql(f"SELECT id FROM personne WHERE {applies(inside, 'personne.id')}")
    return frozenset(key.hex() for (key,) in found)


def may_follow(session: Session, nom: str, personne: str, candidature: str | None = None) -> bool:
    """Whether an account may see a person, or one of their candidatures, and act on the notes that are there."""
    rights = rights_of(session, nom)
    if rights.limite is None or not rights.may("notes"):
        return rights.may("notes")
    inside = frozenset(session.scalars(formations_in(rights.limite)))
    if candidature:
        return session.get_one(Candidature, candidature).formation_id in inside
    if rights.sees_all:
        return True
    asked = text(f"SELECT {applies(inside, ':personne')}")
    return bool(session.scalar(asked, {"personne": bytes.fromhex(personne)}))


def applies(formations: frozenset[str], personne: str) -> str:
    """The condition that a person (a column, or a parameter) has a candidature in these formations.

    Asked row by row: a list that stops early asks it of few people, however many the base holds.
    """
    keys = ", ".join(f"x'{key}'" for key in sorted(formations))
    return (
        "EXISTS (SELECT 1 FROM dossier vd JOIN candidature vc ON vc.dossier_id = vd.id "
        f"WHERE vd.personne_id = {personne} AND vc.formation_id IN ({keys}) "
        f"AND {in_sql(candidature_presente, 'vc', 'vd')})"
    )


def _rights(session: Session) -> Droits:
    nom = session.info.get(ACCOUNT)
    return Droits("administrateur") if nom is None else rights_of(session, nom)
