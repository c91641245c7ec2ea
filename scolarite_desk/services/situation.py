"""Where a person stands as to their rights: until when they are kept, what was noted, what holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.conservation import Conservation
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.mesures import MESURES
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.effacement import Mesure
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.services.effacements import kept_until
from scolarite_desk.services.mesures import holds, measures
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.dossiers import named
from scolarite_desk.store.queries.lignee import rows_of_person
from scolarite_desk.store.queries.rows import living


@dataclass(frozen=True, slots=True)
class MesureRow:
    """One measure, standing or lifted."""

    cle: str
    label: Msg
    effet: Msg
    motif: str
    depuis: str
    levee: str

    @property
    def levable(self) -> bool:
        """Whether the measure still stands, so that it may be lifted."""
        return not self.levee


@dataclass(frozen=True, slots=True)
class Situation:
    """`retenu`: why the person cannot be erased now, empty when nothing holds them."""

    dossier: str
    personne: str
    numero: str
    nom: Msg
    conservation: Conservation
    mesures: tuple[MesureRow, ...]
    retenu: Msg


def situation(session: Session, dossier: str) -> Situation:
    """Of the person of a dossier. `Refused` when the base does not hold it."""
    row = session.get(Dossier, dossier)
    if row is None:
        raise Refused(N_("Ce dossier n’existe pas dans cette base."))
    owned = rows_of_person(session, row.personne_id)
    noted = session.scalars(living(Mesure).where(Mesure.personne_id == row.personne_id).order_by(Mesure.id.desc()))
    return Situation(
        dossier=dossier,
        personne=row.personne_id,
        numero=row.numero,
        nom=named(session.get_one(Personne, row.personne_id)),
        conservation=kept_until(session, dossier),
        mesures=tuple(_row(one, fuseau(session)) for one in noted),
        retenu=next(iter(holds(session, owned["personne"], owned["dossier"]).values()), NOTHING),
    )


def _row(one: Mesure, zone: tzinfo) -> MesureRow:
    kind = MESURES.get(one.genre)
    lifted = f"{show_day(local(one.levee_le, zone).date())}, {one.levee_par}" if one.levee_le else ""
    since = f"{show_day(local(one.posee_le, zone).date())}, {one.posee_par}"
    label, effect = (kind.label, kind.effet) if kind is not None else (verbatim(one.genre), NOTHING)
    return MesureRow(one.id, label, effect, one.motif or "", since, lifted)


def standing(session: Session, personne: str) -> tuple[Msg, ...]:
    """The names of the measures that stand for a person."""
    return tuple(MESURES[one.genre].label for one in measures(session, personne) if one.genre in MESURES)


def kept_sentence(kept: Conservation) -> Msg:
    """« À conserver jusqu’au 31/08/2028 : refusé ou désisté… »."""
    if kept.jusqu_au is None:
        return N_("À conserver sans limite\u00a0: {pourquoi}.", pourquoi=kept.pourquoi)
    return N_("À conserver jusqu’au {jour} — {pourquoi}.", jour=show_day(kept.jusqu_au), pourquoi=kept.pourquoi)
