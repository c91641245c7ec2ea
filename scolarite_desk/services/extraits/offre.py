"""Formations, commissions and their meetings, read to leave as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.exchange.tables.extraits import Ligne
from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import FORMS
from scolarite_desk.models.fields.readers import Lien
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.formation import (
    Campagne,
    Commission,
    CommissionFormation,
    Formation,
    SeanceCommission,
)
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Store


def formations(session: Session, _store: Store, asked: Chosen, langue: Langue) -> list[Ligne]:
    """By campaign, then label, with the fields of their form as they were said: what a session or a campaign decides
    for them is not repeated.
    """
    campagnes = {row.id: row.libelle or "" for row in session.scalars(living(Campagne))}
    found = [
        row
        for row in session.scalars(living(Formation).order_by(Formation.libelle, Formation.id))
        if row.campagne_id in campagnes and asked.filtre.campagne in (None, row.campagne_id)
    ]
    boards, left = _named(session, Commission), places(session, [Paire(row.id) for row in found])
    examined: dict[str, list[str]] = defaultdict(list)
    for tie in session.scalars(living(CommissionFormation).order_by(CommissionFormation.id)):
        if tie.commission_id in boards:
            examined[tie.formation_id].append(boards[tie.commission_id])
    said = _said(session, "formation", found, langue)
    return [
        said[row.id]
        | {"campagne": campagnes[row.campagne_id], "commissions": "\n".join(examined[row.id]),
           "libres": left[Paire(row.id)].libres}
        for row in sorted(found, key=lambda row: campagnes[row.campagne_id], reverse=True)
    ]  # fmt: skip


def commissions(session: Session, _store: Store, _asked: Chosen, langue: Langue) -> list[Ligne]:
    """By label, with their members, what they examine, and their meetings, one a line each."""
    rows, offer = list(session.scalars(living(Commission).order_by(Commission.libelle, Commission.id))), {
        row.id: f"{row.code or ''} {row.libelle or ''}".strip() for row in session.scalars(living(Formation))
    }  # fmt: skip
    examined, met = defaultdict(list), defaultdict(list)
    for tie in session.scalars(living(CommissionFormation).order_by(CommissionFormation.id)):
        if tie.formation_id in offer:
            examined[tie.commission_id].append(offer[tie.formation_id])
    for one in session.scalars(living(SeanceCommission).order_by(SeanceCommission.le, SeanceCommission.id)):
        met[one.commission_id].append(" ".join(filter(None, (show_day(one.le), one.president))))
    said = _said(session, "commission", rows, langue)
    return [
        said[row.id] | {"formations": "\n".join(examined[row.id]), "seances": "\n".join(met[row.id])} for row in rows
    ]


def seances(session: Session, _store: Store, _asked: Chosen, langue: Langue) -> list[Ligne]:
    """By day, with the procès-verbal of each."""
    boards = _named(session, Commission)
    rows = [
        row
        for row in session.scalars(living(SeanceCommission).order_by(SeanceCommission.le, SeanceCommission.id))
        if row.commission_id in boards
    ]
    minutes: dict[str | None, list[str]] = defaultdict(list)
    for key, numero in session.execute(
        select(DocumentEmis.seance_id, DocumentEmis.numero)
        .where(DocumentEmis.genre == PV)
        .order_by(DocumentEmis.numero)
    ):
        minutes[key].append(numero)
    said = _said(session, "seance", rows, langue)
    return [
        said[row.id] | {"commission": boards[row.commission_id], "proces_verbal": ", ".join(minutes[row.id])}
        for row in rows
    ]


def _named(session: Session, cls: type[Any]) -> dict[str, str]:
    return {row.id: row.libelle or "" for row in session.scalars(living(cls))}


def _said(session: Session, thing: str, rows: Iterable[Partagee], langue: Langue) -> dict[str, dict[str, Any]]:
    """The fields of the form of a thing, by row: codes and ties in words, days and numbers as they are."""
    codes, ties = lists(session, langue), {
        field.name: _named(session, THINGS[field.reader.thing].cls)
        for field in FORMS[thing]
        if isinstance(field.reader, Lien)
    }  # fmt: skip
    return {row.id: {one.name: _value(one, row, codes, ties) for one in FORMS[thing]} for row in rows}


def _value(field: Any, row: Partagee, codes: Lists, ties: Mapping[str, Mapping[str, str]]) -> Any:
    value = getattr(row, field.name)
    if field.name in ties:
        return ties[field.name].get(value or "")
    if field.name.startswith("version"):
        return None if value is None else str(value)
    return field.show(value, codes) if isinstance(value, str) else value
