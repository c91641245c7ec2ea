"""The candidatures of a session of decisions: one short row each, with what the board says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.models.rules.campagne import EN_COURS
from scolarite_desk.models.rules.decisions import Types
from scolarite_desk.models.rules.notes import AUCUNE
from scolarite_desk.models.rules.places import said
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Commission, CommissionFormation, Formation, SessionDepot
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim
from scolarite_desk.store.courant import avis_courant
from scolarite_desk.store.perimetre import formations_of
from scolarite_desk.store.queries.calendriers import calendar_in
from scolarite_desk.store.queries.decisions import LOT, Filter, candidature_keys, how_many
from scolarite_desk.store.queries.dossiers import NAMED, shown_name
from scolarite_desk.store.queries.etiquettes import borne_by
from scolarite_desk.store.queries.listes import inscrits, real_ranks, served
from scolarite_desk.store.queries.listes import said as ranks_said
from scolarite_desk.store.queries.moyennes import Moyennes, moyennes
from scolarite_desk.store.queries.places import places_of
from scolarite_desk.store.queries.types import types

SHOWN = 200  # candidatures that a page shows at once; all of them once they are read


@dataclass(frozen=True, slots=True)
class LigneSeance:
    """One candidature. `avis` is a code, blank without any; `lettre` tells that its letter is out."""

    candidature: str
    dossier: str
    numero: str
    nom: str
    formation: str
    statut: str
    avis: str = ""
    label: Msg = NOTHING  # of the avis, as the office words it
    rang: int | None = None
    motif: str = ""
    saisi_par: str = ""
    valide_le: datetime | None = None
    valide_par: str = ""
    lettre: bool = False
    moyennes: Moyennes = (AUCUNE, AUCUNE)  # of the bac, of the last year
    ne_le: str = ""  # ISO, perhaps partial
    deposee_le: date | None = None
    jour: int | None = None  # the rank of the day, of who waits on the list
    etiquettes: tuple[Marque, ...] = ()  # its own and those of the person

    @property
    def a_valider(self) -> bool:
        """Whether an avis waits for its validation."""
        return bool(self.avis) and self.valide_le is None


@dataclass(frozen=True, slots=True)
class Seance:
    """The rows of a filter, ranked ones first, then by name; `total` counts those beyond the list too."""

    lignes: tuple[LigneSeance, ...]
    total: int
    titre: Msg
    sous_titre: Msg


def seance(session: Session, chosen: Filter, limit: int = SHOWN) -> Seance:
    """Who is to be decided on: the first ones, and how many they are in all."""
    keys = candidature_keys(session, chosen, limit=limit)
    total = len(keys) if len(keys) < limit else how_many(session, chosen)
    rows = [row for lot in _lots(keys) for row in _read(session, lot)]
    titre, sous_titre = _titles(session, chosen)
    return Seance(arranged(rows, chosen), total, titre, sous_titre)


def lignes_of(session: Session, keys: Sequence[str]) -> tuple[LigneSeance, ...]:
    """The rows of some candidatures; of those that are still there."""
    return tuple(_read(session, list(keys)))


def by_rank(rows: Iterable[LigneSeance]) -> tuple[LigneSeance, ...]:
    """Ranked ones first, the others as they were."""
    return tuple(sorted(rows, key=lambda row: (row.rang is None, row.rang or 0)))


def arranged(rows: Iterable[LigneSeance], chosen: Filter) -> tuple[LigneSeance, ...]:
    """By rank, unless a saved view says otherwise."""
    return tuple(rows) if chosen.vue is not None and chosen.vue.tri else by_rank(rows)


def listed(session: Session, chosen: Filter) -> Iterator[LigneSeance]:
    """Every candidature of a filter, however many, in the order of `candidature_keys`."""
    for lot in _lots(candidature_keys(session, chosen)):
        yield from _read(session, lot)


def _lots(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + LOT] for start in range(0, len(keys), LOT))


def _read(session: Session, keys: list[str]) -> Iterator[LigneSeance]:
    """The rows of a lot, in its order: columns, which cost a quarter of mapped objects."""
    asked = (
        select(Candidature.id, Candidature.dossier_id, Candidature.statut, Dossier.numero, *NAMED)
        .add_columns(Formation.code, Formation.libelle, Personne.ne_le, Candidature.transmise_le)
        .add_columns(Candidature.formation_id, Dossier.personne_id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .join(Personne, Personne.id == Dossier.personne_id)
        .join(Formation, Formation.id == Candidature.formation_id)
        .where(Candidature.id.in_(keys))
    )
    rows = {row.id: row for row in session.execute(asked)}
    current, kinds = _current(session, keys), types(session)
    written = set(session.scalars(select(DocumentEmis.avis_id).where(DocumentEmis.candidature_id.in_(keys))))
    listed = {rows[key].formation_id for key, avis in current.items() if avis.avis == "LC" and key in rows}
    ranks = real_ranks(session, listed)
    noted = moyennes(session, {row.personne_id for row in rows.values()})
    tags = borne_by(session, keys)
    return (
        _row(row, current.get(row.id), kinds, written, noted[row.personne_id], ranks.get(row.id), tags[row.id])
        for row in (rows[key] for key in keys if key in rows)
    )


def _current(session: Session, keys: Iterable[str]) -> dict[str, Any]:
    """The current avis of each."""
    asked = select(
        Avis.id, Avis.candidature_id, Avis.avis, Avis.type_id, Avis.rang, Avis.motif, Avis.motif_texte, Avis.saisi_par,
        Avis.valide_le, Avis.valide_par,
    ).where(Avis.candidature_id.in_(list(keys)), avis_courant())  # fmt: skip
    return {row.candidature_id: row for row in session.execute(asked)}


def _row(
    line: Any,
    avis: Any,
    kinds: Types,
    written: set[str | None],
    noted: Moyennes,
    jour: int | None,
    tags: tuple[Marque, ...],
) -> LigneSeance:
    said: dict[str, Any] = {}
    if avis is not None:
        said = {
            "avis": avis.avis,
            "label": kinds.label(avis.avis, avis.type_id),
            "rang": avis.rang if avis.avis == "LC" else None,
            "motif": avis.motif or avis.motif_texte or "",
            "saisi_par": avis.saisi_par,
            "valide_le": avis.valide_le,
            "valide_par": avis.valide_par or "",
            "lettre": avis.id in written,
        }
    return LigneSeance(
        candidature=line.id,
        dossier=line.dossier_id,
        numero=line.numero,
        nom=shown_name(line),
        formation=line.code or line.libelle or "",
        statut=line.statut or "AT",
        moyennes=noted,
        ne_le=line.ne_le or "",
        deposee_le=line.transmise_le,
        jour=jour,
        etiquettes=tags,
        **said,
    )


def _titles(session: Session, chosen: Filter) -> tuple[Msg, Msg]:
    formation = session.get(Formation, chosen.formation) if chosen.formation else None
    commission = session.get(Commission, chosen.commission) if chosen.commission else None
    campagne = session.get(Campagne, chosen.campagne) if chosen.campagne else None
    if formation is not None:
        return verbatim(formation.libelle or ""), joined(" · ", *_said_of(session, formation))
    named = [chosen.vue.libelle] if chosen.vue is not None and chosen.vue.libelle else []
    named += [verbatim(one.libelle) for one in (commission, campagne) if one is not None and one.libelle]
    return (named[0], joined(" · ", *named[1:])) if named else (N_("Toutes les candidatures"), NOTHING)


def _said_of(session: Session, formation: Formation) -> Iterator[Msg]:
    meeting = session.scalars(
        select(CommissionFormation.reunion)
        .where(CommissionFormation.formation_id == formation.id, CommissionFormation.retire_le.is_(None))
        .order_by(CommissionFormation.reunion)
    ).first()
    calendrier = calendar_in(session, formation.id)
    day: date | None = meeting or calendrier.jury
    if day is not None:
        yield N_("commission du {jour}", jour=f"{day:%d/%m/%Y}")
    yield said(places_of(session, formation.id))
    yield from _lists_said(session, formation)


def _lists_said(session: Session, formation: Formation) -> Iterator[Msg]:
    """Gaps and twins of each of its lists; that of another session is named."""
    admises, depots = served(session, [formation.id]), dict[str, str | None]()
    listed = inscrits(session, [formation.id])
    others = [paire.session for paire in listed if paire.session]
    if others:
        asked = select(SessionDepot.id, SessionDepot.libelle).where(SessionDepot.id.in_(others))
        depots = {row.id: row.libelle for row in session.execute(asked)}
    for paire in sorted(listed, key=lambda one: one.session or ""):
        told = ranks_said(listed[paire], admises.get(paire, ()))
        named = N_("{session}\u00a0: {rangs}", session=depots.get(paire.session or ""), rangs=told)
        yield named if told and paire.session else told


def first_filter(session: Session) -> Filter:
    """The first formation, by name, that somebody applies to in a campaign under way, open ones before."""
    wanted = (
        select(Formation.campagne_id, Formation.id)
        .join(Campagne, Campagne.id == Formation.campagne_id)
        .where(Campagne.etat.in_(EN_COURS), Campagne.retire_le.is_(None), Formation.retire_le.is_(None))
        .order_by(Campagne.etat.desc(), Campagne.annee.desc(), Formation.libelle, Formation.id)
    )
    asked = select(Candidature.id).where(Candidature.formation_id == Formation.id, Candidature.retire_le.is_(None))
    inside = formations_of(session)
    if inside is not None:
        wanted = wanted.where(Formation.id.in_(inside))
    found = session.execute(wanted.where(asked.exists()).limit(1)).first()
    return Filter(campagne=found[0], formation=found[1]) if found else Filter()
