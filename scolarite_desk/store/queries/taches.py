"""What was promised and is still to be done: by whom, for whom, of whom. Inside what the account may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.base import is_key
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier, Note
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.journal import Poste
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.store.perimetre import ACCOUNT, readable, seen_persons, within
from scolarite_desk.store.queries.dossiers import NAMED, shown_name
from scolarite_desk.store.queries.rows import keys_in, living, row_of

_PROMISED = (  # what a note still waits for: a day, somebody
    Note.retire_le.is_(None),
    Note.suivi_fait_le.is_(None),
    or_(Note.suivi_le.is_not(None), Note.pour.is_not(None), Note.prise_le.is_not(None)),
)


@dataclass(frozen=True, slots=True)
class Tache:
    """A note that waits. `dossier`: the latest of the person, or that of the candidature; `formation`, `candidature`:
    blank when it is of the person. `le`: the day to come back to it.
    """

    note: str
    texte: str
    le: date | None
    dossier: str
    numero: str
    nom: str
    ecrite_par: str
    candidature: str = ""
    formation: str = ""
    pour: str = ""  # a key
    pour_qui: Msg = NOTHING
    mot: str = ""
    remise_le: datetime | None = None
    remise_par: str = ""
    prise_par: str = ""


def addressee(session: Session, key: str | None) -> Compte | Poste | None:
    """The account or the desk of that key; None when it names neither, or is no key at all."""
    if key is None or not is_key(key):
        return None
    return row_of(session, Compte, key) or session.scalars(select(Poste).where(Poste.uuid == key)).first()


def named(session: Session, key: str | None) -> Msg | None:
    """What an account or a desk is called; None for a key that names neither here."""
    row = addressee(session, key)
    if row is None:
        return None
    return verbatim(row.nom) if isinstance(row, Compte) else N_("poste {nom}", nom=row.nom)


def recipients(session: Session) -> tuple[tuple[str, Msg], ...]:
    """Those to whom a task may be given, by key: accounts first, then desks, each as it last was: a file that was moved
    is another station of the same name.
    """
    accounts = session.scalars(living(Compte).order_by(Compte.nom))
    desks = {one.nom: one.uuid for one in session.scalars(select(Poste).order_by(Poste.hlc, Poste.ici))}
    return (
        *((one.id, verbatim(one.nom)) for one in accounts),
        *((key, N_("poste {nom}", nom=nom)) for nom, key in sorted(desks.items())),
    )


def mine(session: Session) -> Any:
    """The condition on `Note` that keeps what waits for this account or this desk, and what it took."""
    nom = session.info.get(ACCOUNT)
    here = select(Poste.nom).where(Poste.ici)
    keys = (
        *session.scalars(select(Compte.id).where(Compte.nom == nom)),
        *session.scalars(select(Poste.uuid).where(Poste.nom.in_(here))),
    )
    return or_(Note.prise_par == nom, and_(Note.prise_le.is_(None), Note.pour.in_(keys)))


def nobodys(session: Session) -> Any:
    """The condition on `Note` that keeps what waits for an account that was closed, or was taken by one."""
    closed = list(session.execute(select(Compte.id, Compte.nom).where(Compte.retire_le.is_not(None))))
    here = set(session.scalars(living(Compte).with_only_columns(Compte.nom)))  # another account may have that name now
    names = [nom for _key, nom in closed if nom not in here]
    return or_(Note.prise_par.in_(names), and_(Note.prise_le.is_(None), Note.pour.in_([key for key, _nom in closed])))


def promised(session: Session, personnes: Collection[str]) -> frozenset[str]:
    """Of these persons, those to whom something is still promised."""
    return frozenset(session.scalars(select(Note.personne_id).where(Note.personne_id.in_(personnes), *_PROMISED)))


def waiting(session: Session, *conditions: Any) -> list[Tache]:
    """What is still to be done, the earliest day first, what has none last."""
    if not readable(session, "note"):
        return []
    found = list(session.execute(_asked(session).where(*conditions)))
    latest = _dossiers(session, {one.Note.personne_id for one in found if one.Note.candidature_id is None})
    known = {key: named(session, key) or NOTHING for key in {one.Note.pour for one in found}}
    tasks = (_task(one, latest, known) for one in found)
    return sorted((one for one in tasks if one.dossier), key=lambda one: (one.le is None, one.le or date.max, one.note))


def _asked(session: Session) -> Select[*tuple[Any, ...]]:
    persons = seen_persons(session)
    asked = (
        select(Note, Candidature.dossier_id, Dossier.numero, Formation.code, Formation.libelle, *NAMED)
        .join(Personne, Personne.id == Note.personne_id)
        .outerjoin(Candidature, Candidature.id == Note.candidature_id)
        .outerjoin(Dossier, Dossier.id == Candidature.dossier_id)
        .outerjoin(Formation, Formation.id == Candidature.formation_id)
        .where(
            *_PROMISED,
            Personne.retire_le.is_(None),
            or_(Note.candidature_id.is_(None), and_(within(session), Candidature.retire_le.is_(None))),
        )
    )
    return asked if persons is None else asked.where(Note.personne_id.in_(keys_in(persons)))


def _dossiers(session: Session, personnes: set[str]) -> dict[str, tuple[str, str]]:
    """The latest dossier of each of these persons, and its number."""
    asked = living(Dossier).where(Dossier.personne_id.in_(keys_in(personnes))).order_by(Dossier.id)
    return {one.personne_id: (one.id, one.numero) for one in session.scalars(asked)}


def _task(line: Any, latest: dict[str, tuple[str, str]], known: dict[str | None, Msg]) -> Tache:
    note: Note = line.Note
    dossier, numero = (line.dossier_id, line.numero) if note.candidature_id else latest.get(note.personne_id, ("", ""))
    return Tache(
        note=note.id,
        texte=note.texte,
        le=note.suivi_le,
        dossier=dossier or "",
        numero=numero or "",
        nom=shown_name(line),
        ecrite_par=note.ecrite_par,
        candidature=note.candidature_id or "",
        formation=line.code or line.libelle or "",
        pour=note.pour or "",
        pour_qui=known[note.pour],
        mot=note.remise_mot or "",
        remise_le=note.remise_le,
        remise_par=note.remise_par or "",
        prise_par=note.prise_par or "",
    )
