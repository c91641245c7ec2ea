"""Which candidatures a list, an export or a lot of letters is about, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import (
    Campagne,
    Commission,
    CommissionFormation,
    Formation,
)
from scolarite_desk.models.tables.index import Trouvable
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined
from scolarite_desk.store.courant import avis_courant, candidature_presente, candidature_vivante
from scolarite_desk.store.perimetre import within
from scolarite_desk.store.queries.conditions import words
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import keys_in
from scolarite_desk.store.queries.vues import among, ordered

LOT = 500  # candidatures read at once


@dataclass(frozen=True)
class Filter:
    """Which candidatures: all fields given must hold. `formation` and `commission` are keys, `avis` a code."""

    campagne: str | None = None
    formation: str | None = None
    commission: str | None = None
    avis: str | None = None
    valides: bool = False  # only those whose current avis is validated
    annulees: bool = False  # cancelled ones too
    vue: Vue | None = None  # and those of a saved view, in its order
    parmi: tuple[str, ...] = ()  # some that were chosen (keys); none: any
    ordre: tuple[str, ...] = ()  # keys as a screen shows them, which come first, in that order; it takes none out

    def words(self, session: Session) -> Msg:
        """The filter as the export says it."""
        parts = (
            _named(session, Campagne, self.campagne),
            _named(session, Formation, self.formation),
            _named(session, Commission, self.commission),
            N_("avis {avis}", avis=AVIS[self.avis].label) if self.avis else NOTHING,
            N_("avis validés") if self.valides else NOTHING,
            N_("annulées comprises") if self.annulees else NOTHING,
            _seen(session, self.vue) if self.vue else NOTHING,
            NN_("{n} candidature choisie", "{n} candidatures choisies", len(self.parmi)) if self.parmi else NOTHING,
        )
        return joined(", ", *parts) or N_("toutes les candidatures")


@dataclass(frozen=True)
class Affiche:
    """What a screen of decisions shows, to be taken from: its filter, its rows in their order, those that are selected.
    `reduite`: narrowed by what no filter says (a text that was typed, a state), so that its rows leave and no others.
    """

    filtre: Filter = field(default_factory=Filter)
    lignes: tuple[str, ...] = ()
    choisies: tuple[str, ...] = ()
    reduite: bool = False


def _seen(session: Session, vue: Vue) -> Msg:
    said = words(session, vue.filtre, lists(session))
    if not said:
        return N_("vue «\u00a0{vue}\u00a0»", vue=vue.libelle)
    return N_("vue «\u00a0{vue}\u00a0» ({filtre})", vue=vue.libelle, filtre=said)


_NAMED: Mapping[type[Any], Msg] = {
    Campagne: N_("campagne {libelle}"),
    Formation: N_("formation {libelle}"),
    Commission: N_("commission {libelle}"),
}


def _named(session: Session, cls: type[Any], key: str | None) -> Msg:
    return _NAMED[cls].given(libelle=session.get_one(cls, key).libelle) if key else NOTHING


def candidature_keys(session: Session, chosen: Filter, orphans: bool = False, limit: int | None = None) -> list[str]:
    """The keys of the candidatures of a filter, by formation, then by name as the search orders names; the first
    `limit` ones. `orphans`: those too whose person was withdrawn or erased, which an export must count among what it
    holds.

    What is outside the perimeter of the account is not there: every list, export and lot of letters starts here.
    """
    found = ordered(_chosen(session, select(Candidature.id), chosen, orphans), chosen.vue.tri if chosen.vue else ())
    keys = list(session.scalars(found.order_by(Formation.libelle, Trouvable.place, Candidature.id).limit(limit)))
    if chosen.ordre:
        place = {key: rank for rank, key in enumerate(chosen.ordre)}
        keys.sort(key=lambda key: place.get(key, len(place)))
    return keys


def how_many(session: Session, chosen: Filter) -> int:
    """How many candidatures a filter has."""
    return session.scalar(_chosen(session, select(func.count()).select_from(Candidature), chosen)) or 0


def _chosen(session: Session, what: Select[Any], chosen: Filter, orphans: bool = False) -> Select[Any]:
    statement = (
        what.join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Trouvable, Trouvable.personne == Dossier.personne_id, isouter=orphans)
        .join(Formation, Formation.id == Candidature.formation_id)
        .where(candidature_presente(), *_conditions(chosen))
    )
    if chosen.vue is not None:
        statement = statement.where(among(chosen.vue.filtre, lists(session).today()))
    return statement.where(within(session))


def _conditions(chosen: Filter) -> Iterator[Any]:
    if chosen.campagne:
        yield Dossier.campagne_id == chosen.campagne
    if chosen.formation:
        yield Candidature.formation_id == chosen.formation
    if chosen.commission:
        yield Candidature.formation_id.in_(
            select(CommissionFormation.formation_id).where(
                CommissionFormation.commission_id == chosen.commission, CommissionFormation.retire_le.is_(None)
            )
        )
    if chosen.parmi:
        yield Candidature.id.in_(keys_in(chosen.parmi))
    if not chosen.annulees:
        yield candidature_vivante()
    if chosen.avis or chosen.valides:
        yield exists(_current_avis(chosen))


def _current_avis(chosen: Filter) -> Select[Any]:
    statement = select(Avis.id).where(Avis.candidature_id == Candidature.id, avis_courant())
    if chosen.avis:
        statement = statement.where(Avis.avis == chosen.avis)
    return statement.where(Avis.valide_le.is_not(None)) if chosen.valides else statement
