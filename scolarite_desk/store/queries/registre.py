"""The registers: every number given on paper with its gaps, and every provisional INE with what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.documents import PREPARE
from scolarite_desk.models.tables.base import moment
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.effacement import Effacement, numbers_given
from scolarite_desk.models.tables.modele import VersionModele
from scolarite_desk.models.tables.personne import Identifiant, IneEmis, Personne
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.store.perimetre import seen_papers, seen_persons
from scolarite_desk.store.queries.dossiers import named
from scolarite_desk.store.queries.etapes import Standing, standing_of

OUTSIDE = N_("Hors de votre périmètre")


@dataclass(frozen=True, slots=True)
class NumeroRow:
    """One number. `motif` explains a number without document; `manque` marks one that nothing explains; `efface` one
    whose person was erased: it stays given.
    `document`: its key; `etape`: where it stands (`ETAPES`), both blank of a number without document; `depuis`: when
    that was noted, None while nothing was; `jour`: of which day, where it was noted another one.
    `modele_le`: of which day are the office's words that it says, None when it says the shipped ones.
    """

    numero: str
    qui: Msg = NOTHING
    dossier: str | None = None
    emis_le: datetime | None = None
    emis_par: str = ""
    motif: str = ""
    manque: bool = False
    efface: bool = False
    document: str = ""
    etape: str = ""
    depuis: datetime | None = None
    jour: date | None = None
    modele_le: datetime | None = None


@dataclass(frozen=True, slots=True)
class IneRow:
    """One provisional INE: `etat` is "courant", "remplace", "retire" (its gift was undone) or "efface"."""

    valeur: str
    qui: str  # civil status of the day it was given
    personne: str
    emis_par: str
    etat: str
    remplace_par: str = ""


def numbers(session: Session, genre: str) -> tuple[NumeroRow, ...]:
    """Every number of a kind (`recu`, `lettre`), newest first; a hole in a series stands as a row of its own."""
    found = session.execute(
        select(DocumentEmis, Personne, VersionModele.faite_le, seen_papers(session))
        .outerjoin(Dossier, Dossier.id == DocumentEmis.dossier_id)
        .outerjoin(Personne, Personne.id == Dossier.personne_id)
        .outerjoin(VersionModele, VersionModele.id == DocumentEmis.modele_id)
        .where(DocumentEmis.genre == genre)
        .order_by(DocumentEmis.numero)
    )
    where = standing_of(session, genre)
    given = [
        replace(_number(document, personne, where.get(document.id, (PREPARE, None, None))), modele_le=worded)
        if seen
        else NumeroRow(document.numero, OUTSIDE, None, document.emis_le, document.emis_par)
        for document, personne, worded, seen in found
    ]
    gone = [NumeroRow(numero, emis_le=at, efface=True) for numero, at in _erased(session, genre)]
    return tuple(reversed(list(_with_holes(sorted([*given, *gone], key=lambda row: row.numero)))))


def numbered(session: Session, documents: Collection[str]) -> dict[str, str]:
    """The number of each of these documents, by their keys, in the order of their numbers."""
    found = select(DocumentEmis.id, DocumentEmis.numero).where(DocumentEmis.id.in_(documents))
    return {row.id: row.numero for row in session.execute(found.order_by(DocumentEmis.numero))}


def _erased(session: Session, genre: str) -> list[tuple[str, datetime | None]]:
    """(number, when) of the numbers of a kind whose person was erased."""
    lines = session.scalars(select(Effacement.numeros).order_by(Effacement.id))
    given = (one for numeros in lines for one in numbers_given(numeros))
    return [(numero, moment(at) if at else None) for kind, numero, at in given if kind == genre]


def _number(row: DocumentEmis, personne: Any, where: Standing) -> NumeroRow:
    who = named(personne) if personne is not None else verbatim(row.titre or "") if row.genre == PV else NOTHING
    known = (row.id, *where) if row.empreinte is not None else ("", "", None, None)
    return NumeroRow(row.numero, who, row.dossier_id, row.emis_le, row.emis_par, row.motif or "", False, False, *known)


_FIGURES = 6  # of an order: a number of more would have millions of holes before it


def _with_holes(rows: Iterable[NumeroRow]) -> Iterator[NumeroRow]:
    """The rows of each series (`poste-année`) from its first number, with what is missing between them."""
    for series, of_series in groupby(rows, key=lambda row: row.numero.rpartition("-")[0]):
        expected = 1
        for row in of_series:
            figures = row.numero.rpartition("-")[2]
            order = int(figures) if figures.isdecimal() and len(figures) <= _FIGURES else 0
            if not order:
                yield row  # a number that no desk gives: another version did
                continue
            yield from (NumeroRow(f"{series}-{lost:05}", manque=True) for lost in range(expected, order))
            expected = order + 1
            yield row


def provisional_ines(session: Session) -> tuple[IneRow, ...]:
    """Every provisional INE ever given, newest first."""
    held = select(Identifiant.personne_id, Identifiant.valeur).where(
        Identifiant.genre == "INE", Identifiant.retire_le.is_(None), Identifiant.nature == "provisoire"
    )
    current = {(personne, valeur) for personne, valeur in session.execute(held)}
    rows = session.scalars(select(IneEmis).order_by(IneEmis.id.desc()))
    gone = (IneRow(valeur, "", "", "", "efface") for valeur, _at in reversed(_erased(session, "ine")))
    who = seen_persons(session)
    shown = (row for row in rows if who is None or row.personne_id in who)
    return (*(_ine(row, (row.personne_id, row.valeur) in current) for row in shown), *gone)


def _ine(row: IneEmis, current: bool) -> IneRow:
    etat = "courant" if current else "remplace" if row.remplace_par else "retire"
    return IneRow(row.valeur, row.etat_civil, row.personne_id, row.emis_par, etat, row.remplace_par or "")
