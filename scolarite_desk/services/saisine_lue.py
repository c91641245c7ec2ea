"""A referral to the recteur, read with what this base knows of the person: its criteria, its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from scolarite_desk.models.rows.saisine_lue import Proposee, Refusee, SaisineLue
from scolarite_desk.models.rules.saisine import FaitsSaisine, Refus, answer_by, constats
from scolarite_desk.models.tables.saisine import PlaceProposee, RefusVu, Saisine
from scolarite_desk.services.reglages import count_of
from scolarite_desk.store.queries.rows import values_of
from scolarite_desk.store.queries.saisines import (
    acknowledged_on,
    masters,
    propositions_of,
    refus_of,
    refused_here,
    saisine_of,
    waiting_here,
    years_of,
)


def concerned(session: Session, personne: str, annee: str) -> bool:
    """Whether a referral is read of somebody: who asked a master, or the recteur."""
    return bool(masters(session, personne, annee)) or saisine_of(session, personne, annee) is not None


def read_saisine(session: Session, personne: str, annee: str) -> SaisineLue | None:
    """That of a person for the entry of a year; None while there is none."""
    row = saisine_of(session, personne, annee)
    if row is None:
        return None
    refus = refus_of(session, [row.id]).get(row.id, [])
    proposed = propositions_of(session, [row.id]).get(row.id, [])
    told, there = faits_of(session, [row], {row.id: refus})[row.id], {one.candidature_id for one in refus}
    limits = answers_by(proposed, count_of(session, "saisine_reponse"))
    return SaisineLue(
        row.id,
        annee,
        values_of(row),
        constats(told),
        tuple(Refusee(one.id, values_of(one)) for one in refus),
        tuple(Proposee(one.id, values_of(one), limits.get(one.id)) for one in proposed),
        told.limite,
        sum(one.id not in there for one, *_ in refused_here(session, personne, annee)),
        acknowledged_on(session, personne, annee),
    )


def faits_of(
    session: Session, rows: Sequence[Saisine], refus: Mapping[str, Sequence[RefusVu]]
) -> dict[str, FaitsSaisine]:
    """What the criteria look at, of each referral (by its key). `refus`: what each rests on."""
    whose = {row.personne_id for row in rows}
    years, listes = years_of(session, whose), waiting_here(session, whose)
    bounds = count_of(session, "saisine_jours"), count_of(session, "saisine_refus")
    return {
        row.id: _faits(row, refus.get(row.id, ()), years[row.personne_id],
                       listes.get((row.personne_id, row.annee or ""), ()), bounds)
        for row in rows
    }  # fmt: skip


def _faits(
    row: Saisine, refus: Iterable[RefusVu], years: Iterable[str], listes: Iterable[str], bounds: tuple[int, int]
) -> FaitsSaisine:
    annee = row.annee or ""
    return FaitsSaisine(
        annee,
        le=row.le,
        licence=row.licence or "",
        licence_le=row.licence_le,
        releve_vu=row.releve_vu,
        region=row.region or "",
        attente=row.attente,
        refus=tuple(
            Refus(one.etablissement or "", one.mention or "", one.refuse_le, one.preuve or "") for one in refus
        ),
        listes=tuple(listes),
        autres=tuple(one for one in years if one != annee),
        jours=bounds[0],
        minimum=bounds[1],
    )


def answers_by(proposed: Iterable[PlaceProposee], jours: int) -> dict[str, date]:
    """Of the places proposed that nobody answered, the last day to."""
    rows = list(proposed)
    days = {one.rang or 0: one.proposee_le for one in rows}
    asked = ((one.id, answer_by(days, one.rang or 0, jours)) for one in rows if one.reponse is None)
    return {key: limit for key, limit in asked if limit is not None}


def letter_of_saisine(session: Session, personne: str, annee: str) -> str:
    """The candidature whose letters speak of it: one refused, else any to a first year of master; blank without one."""
    refused = [one.id for one, *_ in refused_here(session, personne, annee)]
    return next(iter(refused or [one.id for one, _ in masters(session, personne, annee)]), "")
