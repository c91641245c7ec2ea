"""The day at the desk, read: visits and their counters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.rows import Compteurs, VisiteRow
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import N_, verbatim
from scolarite_desk.store.queries.dossiers import named
from scolarite_desk.store.queries.rows import living

WAITING = ("arrivee", "attente")
_NEWEST = (Visite.jour.desc(), Visite.id.desc())


def visits_of_day(session: Session, jour: date, now: datetime) -> tuple[VisiteRow, ...]:
    """The visits of a day, by the hour they were expected or came."""
    rows = _read(session, _visits().where(Visite.jour == jour), now)
    return tuple(sorted(rows, key=lambda row: (row.rendezvous_le or row.arrivee_le or now, row.key)))


def visits_of_person(session: Session, personne: str, now: datetime) -> tuple[VisiteRow, ...]:
    """The visits of a person, newest first."""
    return tuple(_read(session, _visits().where(Visite.personne_id == personne).order_by(*_NEWEST), now))


def visit_of(session: Session, visite: str, personne: str) -> Visite:
    """A visit of that person. `Refused` for one of somebody else: what is said of it would be said of them."""
    row = session.get(Visite, visite)
    if row is None or row.personne_id != personne:
        raise Refused(N_("Cette visite n’est pas celle de cette personne."), "visite.personne_id")
    return row


def counters(visits: Iterable[VisiteRow]) -> Compteurs:
    """What the rows of a day add up to."""
    visits = tuple(visits)
    count = Counter(row.statut for row in visits)
    waited = [row.attente for row in visits if row.attente is not None and row.recue_le is not None]
    waiting = [row.attente for row in visits if row.attente is not None and row.statut in WAITING]
    return Compteurs(
        attendus=count["rendezvous"],
        arrives=count["arrivee"] + count["attente"],
        au_guichet=count["guichet"],
        recus=count["terminee"],
        absents=count["absente"],
        excuses=count["excusee"],
        attente_moyenne=round(sum(waited) / len(waited)) if waited else None,
        attente_max=max(waiting, default=None),
    )


def _visits() -> Select[Any]:
    return (
        living(Visite)
        .add_columns(Personne, Dossier.numero)
        .outerjoin(Personne, Personne.id == Visite.personne_id)
        .outerjoin(Dossier, Dossier.id == Visite.dossier_id)
    )


def _read(session: Session, statement: Select[Any], now: datetime) -> list[VisiteRow]:
    return [_row(visite, personne, numero or "", now) for visite, personne, numero in session.execute(statement)]


def _row(visite: Visite, personne: Personne | None, numero: str, now: datetime) -> VisiteRow:
    return VisiteRow(
        key=visite.id,
        jour=visite.jour,
        statut=visite.statut,
        qui=named(personne) if personne else verbatim(visite.annonce or "") or N_("Sans nom"),
        ne_le=(personne.ne_le if personne else visite.annonce_ne_le) or "",
        telephone=visite.annonce_telephone or (personne.portable or personne.telephone or "" if personne else ""),
        personne=visite.personne_id,
        dossier=visite.dossier_id,
        numero=numero,
        motif=visite.motif or "",
        duree=visite.duree,
        rendezvous_le=visite.rendezvous_le,
        arrivee_le=visite.arrivee_le,
        recue_le=visite.recue_le,
        terminee_le=visite.terminee_le,
        recue_par=visite.recue_par or "",
        guichet=visite.guichet or "",
        ticket=visite.ticket or "",
        tiers=visite.tiers or "",
        mandat_vu=bool(visite.mandat_vu),
        attente=_waited(visite, now),
        ouverte=_minutes(visite.recue_le, now) if visite.statut == "guichet" else None,
    )


def _waited(visite: Visite, now: datetime) -> int | None:
    if visite.statut in WAITING:
        return _minutes(visite.arrivee_le, now)
    return _minutes(visite.arrivee_le, visite.recue_le) if visite.recue_le else None


def _minutes(start: datetime | None, end: datetime) -> int | None:
    return None if start is None else max(0, int((end - start).total_seconds()) // 60)
