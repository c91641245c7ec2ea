"""Persons who may be one, side by side, and those who were found to be: what is read before `fusions` acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.dossier import Dossier, Reserve
from scolarite_desk.models.tables.fusion import Fusion
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.msg import N_, Msg, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.store.search import pairs

MOST = 500  # pairs shown at once
APART = "distincte "  # rule of the reserve that says so, followed by the key of the other


@dataclass(frozen=True)
class PairSide:
    """One of two persons compared: civil status, numbers and contact, dossiers by number."""

    cle: str
    nom: Msg
    ne_le: str
    ine: str
    telephone: str
    courriel: str
    dossiers: tuple[str, ...]


@dataclass(frozen=True)
class LikelyPair:
    """Two persons who may be one, how alike (0 to 100) and why."""

    une: PairSide
    autre: PairSide
    score: int
    raisons: tuple[Msg, ...]


@dataclass(frozen=True)
class MergedPerson:
    """A person merged into another: civil status as it was, who decided it, when and why."""

    cle: str
    nom: Msg
    ne_le: str
    le: datetime | None
    par: str
    motif: str


def suspects(session: Session, progress: Progress | None = None) -> tuple[LikelyPair, ...]:
    """Pairs that may be one person and that nobody told apart, the most alike first."""
    known = {(one.objet_id, one.regle.removeprefix(APART)) for one in session.scalars(told_apart())}
    found = [(pair, alike) for pair, alike in pairs(session, progress) if pair not in known]
    rows = {key: side(session, key) for pair, _alike in found[:MOST] for key in pair}
    return tuple(LikelyPair(rows[one], rows[other], alike.score, alike.raisons) for (one, other), alike in found[:MOST])


def told_apart() -> Select[Reserve]:
    return select(Reserve).where(Reserve.regle.startswith(APART), Reserve.retire_le.is_(None))


def side(session: Session, personne: str) -> PairSide:
    """One person, as compared with another."""
    row = session.get_one(Personne, personne)
    numbers = session.scalars(
        select(Dossier.numero).where(Dossier.personne_id == personne, Dossier.retire_le.is_(None)).order_by(Dossier.id)
    )
    ine = session.scalars(
        select(Identifiant.valeur).where(
            Identifiant.personne_id == personne, Identifiant.genre == "INE", Identifiant.retire_le.is_(None)
        )
    ).first()
    telephone = row.portable or row.telephone or ""
    return PairSide(personne, shown(row), row.ne_le or "", ine or "", telephone, row.courriel or "", tuple(numbers))


def merged_into(session: Session, personne: str) -> tuple[MergedPerson, ...]:
    """The persons who are shown as this one, the last merged first."""
    found = session.scalars(
        select(Personne)
        .join(Fusion, Fusion.personne == Personne.id)
        .where(Fusion.racine == personne)
        .order_by(Personne.fusion_le.desc(), Personne.id)
    )
    return tuple(
        MergedPerson(one.id, shown(one), one.ne_le or "", one.fusion_le, one.fusion_par or "", one.fusion_motif or "")
        for one in found
    )


def shown(one: Personne) -> Msg:
    """Surname and first name of a person."""
    return verbatim(" ".join(filter(None, (one.nom_naissance, one.prenom)))) or N_("sans nom")
