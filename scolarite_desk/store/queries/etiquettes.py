"""The tags of the office in their order, and those that persons and candidatures bear."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.models.rules.etiquettes import colour_of
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.etiquette import EtiquetteService, PoseEtiquette
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.store.perimetre import seen
from scolarite_desk.store.queries.rows import keys_in, living

_ORDER = (func.coalesce(EtiquetteService.ordre, 9999), EtiquetteService.libelle, EtiquetteService.id)
_PUT = (
    select(PoseEtiquette, EtiquetteService)
    .join(EtiquetteService, EtiquetteService.id == PoseEtiquette.etiquette_id)
    .where(PoseEtiquette.retire_le.is_(None), EtiquetteService.retire_le.is_(None))
    .order_by(*_ORDER)
)


def tags(session: Session, candidatures: Collection[str] = ()) -> tuple[Marque, ...]:
    """Those that may be put: in service, with words, of every centre or of that of one of these candidatures."""
    of = (
        select(Formation.centre_id)
        .join(Candidature, Candidature.formation_id == Formation.id)
        .where(Candidature.id.in_(keys_in(candidatures)))
    )
    asked = living(EtiquetteService).where(
        EtiquetteService.en_service.is_not(False),
        func.coalesce(EtiquetteService.libelle, "") != "",
        or_(EtiquetteService.centre_id.is_(None), EtiquetteService.centre_id.in_(of)),
    )
    return tuple(_mark(one) for one in session.scalars(asked.order_by(*_ORDER)))


def borne(session: Session, personne: str) -> tuple[Marque, ...]:
    """All that a person bears, and their candidatures that this account sees."""
    hers = select(Candidature.id).where(seen(session))
    asked = _PUT.where(
        PoseEtiquette.personne_id == personne,
        or_(PoseEtiquette.candidature_id.is_(None), PoseEtiquette.candidature_id.in_(hers)),
    )
    return tuple(dict.fromkeys(_mark(tag, one.candidature_id) for one, tag in session.execute(asked)))


def borne_by(session: Session, candidatures: Collection[str]) -> dict[str, tuple[Marque, ...]]:
    """What each of these candidatures bears, or its person, once each."""
    asked = select(Candidature.id, Dossier.personne_id).join(Dossier, Dossier.id == Candidature.dossier_id)
    whose = session.execute(asked.where(Candidature.id.in_(keys_in(candidatures))))
    persons = {one.id: one.personne_id for one in whose}
    found = of_persons(session, persons.values())
    return {key: _once(found.get(one, ()), key) for key, one in persons.items()}


def put_on(session: Session, candidatures: Collection[str]) -> tuple[Marque, ...]:
    """The tags that one of these candidatures at least bears itself."""
    asked = _PUT.where(PoseEtiquette.candidature_id.in_(keys_in(candidatures)))
    return tuple(dict.fromkeys(_mark(tag) for _, tag in session.execute(asked)))


def of_persons(session: Session, personnes: Collection[str]) -> dict[str, list[Marque]]:
    """All that these persons and their candidatures bear."""
    found: dict[str, list[Marque]] = {}
    asked = _PUT.where(PoseEtiquette.personne_id.in_(keys_in(set(personnes))))
    for one, tag in session.execute(asked):
        found.setdefault(one.personne_id, []).append(_mark(tag, one.candidature_id))
    return found


def _once(many: Collection[Marque], candidature: str) -> tuple[Marque, ...]:
    kept: dict[str, Marque] = {}
    for one in many:
        if one.candidature in ("", candidature):
            kept.setdefault(one.etiquette, one)
    return tuple(kept.values())


def _mark(tag: EtiquetteService, candidature: str | None = None) -> Marque:
    return Marque(tag.id, tag.libelle or "", colour_of(tag.couleur), candidature or "")
