"""Referrals to the recteur: that of a person and year, what it rests on, what this base knows of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.papiers import ACCUSE_SAISINE
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.saisine import PlaceProposee, RefusVu, Saisine
from scolarite_desk.store.courant import avis_valide, candidature_restee, candidature_vivante
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.perimetre import within
from scolarite_desk.store.queries.dossiers import NAMED
from scolarite_desk.store.queries.rows import by_owner, keys_in, living

M1 = "m1"  # the kind of the formations that a referral is about
ACCUSEE = exists(  # of a dossier of the person: a letter acknowledged it
    select(1).where(DocumentEmis.dossier_id == Dossier.id, DocumentEmis.nature == ACCUSE_SAISINE)
)


def saisine_of(session: Session, personne: str, annee: str) -> Saisine | None:
    """That of a person for the entry of a year."""
    mine = living(Saisine).where(Saisine.personne_id == personne, Saisine.annee == annee)
    return session.scalars(mine.order_by(Saisine.id)).first()


def years_of(session: Session, personnes: Collection[str]) -> dict[str, list[str]]:
    """By person, the years of all their referrals, in order."""
    found = by_owner(session, Saisine, "personne_id", personnes)
    return {key: sorted(one.annee for one in rows if one.annee) for key, rows in found.items()}


def referred(session: Session, personnes: Collection[str]) -> frozenset[str]:
    """Of these persons, those who asked the recteur and of whom nobody noted how it ends."""
    asked = living(Saisine).where(Saisine.personne_id.in_(personnes), Saisine.close_le.is_(None))
    return frozenset(one.personne_id for one in session.scalars(asked))


def acknowledged_on(session: Session, personne: str, annee: str) -> date | None:
    """The day of the last letter that acknowledged that of a year; None when none left."""
    asked = (
        select(DocumentEmis.emis_le)
        .join(Dossier, Dossier.id == DocumentEmis.dossier_id)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(Dossier.personne_id == personne, Campagne.annee == annee, DocumentEmis.nature == ACCUSE_SAISINE)
        .where(DocumentEmis.retire_le.is_(None))
    )
    last = session.scalars(asked.order_by(DocumentEmis.emis_le.desc())).first()
    return local(last, fuseau(session)).date() if last is not None else None


def refus_of(session: Session, saisines: Collection[str]) -> dict[str, list[RefusVu]]:
    """The refusals that each of these rests on, the oldest first; those without a day last."""
    found = by_owner(session, RefusVu, "saisine_id", saisines)
    return {key: sorted(rows, key=lambda one: (one.refuse_le or date.max, one.id)) for key, rows in found.items()}


def propositions_of(session: Session, saisines: Collection[str]) -> dict[str, list[PlaceProposee]]:
    """What was proposed in these, in order."""
    asked = living(PlaceProposee).where(PlaceProposee.saisine_id.in_(keys_in(saisines)))
    found: dict[str, list[PlaceProposee]] = {}
    for one in session.scalars(asked.order_by(PlaceProposee.rang, PlaceProposee.proposee_le, PlaceProposee.id)):
        found.setdefault(one.saisine_id, []).append(one)
    return found


def masters(session: Session, personne: str, annee: str) -> list[tuple[Candidature, Formation]]:
    """The candidatures of a person to a first year of master, that year."""
    asked = _of([personne], Candidature, Formation).where(Campagne.annee == annee)
    return [(row[0], row[1]) for row in session.execute(asked)]


def refused_here(session: Session, personne: str, annee: str) -> list[tuple[Candidature, Formation, Avis]]:
    """Those that a validated decision refused."""
    asked = _of([personne], Candidature, Formation, Avis).join(Avis, Avis.candidature_id == Candidature.id)
    asked = asked.where(Campagne.annee == annee, avis_valide(), Avis.avis == "DE", Avis.valide_le.is_not(None))
    return [(row[0], row[1], row[2]) for row in session.execute(asked)]


def waiting_here(session: Session, personnes: Collection[str]) -> dict[tuple[str, str], list[str]]:
    """By person and year, the formations on whose waiting list they are still, by their labels."""
    what = Dossier.personne_id, Campagne.annee, Formation.libelle
    asked = _of(personnes, *what).join(Avis, Avis.candidature_id == Candidature.id)
    found: dict[tuple[str, str], list[str]] = {}
    for personne, annee, libelle in session.execute(
        asked.where(avis_valide(), Avis.avis.in_(("LC", "LA")), candidature_restee())
    ):
        found.setdefault((personne, annee or ""), []).append(libelle or "")
    return found


def _of(personnes: Collection[str], *what: Any) -> Any:
    """Their candidatures to a first year of master."""
    return (
        select(*what)
        .select_from(Candidature)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .join(Formation, Formation.id == Candidature.formation_id)
        .where(Dossier.personne_id.in_(keys_in(personnes)), Dossier.retire_le.is_(None))
        .where(candidature_vivante(), Formation.genre == M1, Candidature.genre.is_distinct_from("vapp"))
        .order_by(Candidature.id)
    )


def referrals(session: Session) -> list[Any]:
    """Every referral inside the perimeter, what is open first: `Saisine`, a dossier of that year, a name. One without a
    candidature that year is everybody's.
    """
    mine = select(1).where(Candidature.dossier_id == Dossier.id, candidature_vivante())
    asked = (
        select(Saisine, Dossier.numero, *NAMED)
        .join(Personne, Personne.id == Saisine.personne_id)
        .outerjoin(Campagne, (Campagne.annee == Saisine.annee) & Campagne.retire_le.is_(None))
        .outerjoin(
            Dossier,
            (Dossier.personne_id == Personne.id) & (Dossier.campagne_id == Campagne.id) & Dossier.retire_le.is_(None),
        )
        .where(Saisine.retire_le.is_(None), ~exists(mine) | exists(mine.where(within(session))))
        .order_by(Saisine.close_le.is_not(None), Saisine.le, Saisine.id, Dossier.numero.is_(None))
    )
    found: dict[str, Any] = {}
    for row in session.execute(asked):
        found.setdefault(row.Saisine.id, row)
    return list(found.values())


def open_with(session: Session, *conditions: ColumnElement[bool]) -> list[tuple[Saisine, Candidature, Formation]]:
    """The referrals that are not closed and meet the conditions, each by a candidature of its person and year, to a
    master first; inside the perimeter of the account.
    """
    asked = (
        select(Saisine, Candidature, Formation)
        .join(Dossier, Dossier.personne_id == Saisine.personne_id)
        .join(Campagne, (Campagne.id == Dossier.campagne_id) & (Campagne.annee == Saisine.annee))
        .join(Candidature, Candidature.dossier_id == Dossier.id)
        .join(Formation, Formation.id == Candidature.formation_id)
        .where(Saisine.retire_le.is_(None), Saisine.close_le.is_(None), Dossier.retire_le.is_(None))
        .where(Campagne.retire_le.is_(None), Campagne.etat.is_distinct_from("archivee"))
        .where(candidature_vivante(), within(session), *conditions)
        .order_by(Formation.genre != M1, Candidature.id)
    )
    found: dict[str, tuple[Saisine, Candidature, Formation]] = {}
    for saisine, candidature, formation in session.execute(asked):
        found.setdefault(saisine.id, (saisine, candidature, formation))
    return list(found.values())
