"""Two persons found to be one: dossiers follow the person kept, and go back exactly when it was a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.tables.dossier import Dossier, Reserve
from scolarite_desk.models.tables.fusion import Fusion
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.store.search import pairs
from scolarite_desk.store.store import Work

MOST = 500  # pairs shown at once
_APART = "distincte "  # rule of the reserve that says so, followed by the key of the other


@dataclass(frozen=True)
class Cote:
    """One of two persons compared: civil status, numbers and contact, dossiers by number."""

    cle: str
    nom: str
    ne_le: str
    ine: str
    telephone: str
    courriel: str
    dossiers: tuple[str, ...]


@dataclass(frozen=True)
class Paire:
    """Two persons who may be one, how alike (0 to 100) and why."""

    une: Cote
    autre: Cote
    score: int
    raisons: tuple[str, ...]


@dataclass(frozen=True)
class Fondue:
    """A person merged into another: civil status as it was, who decided it, when and why."""

    cle: str
    nom: str
    ne_le: str
    le: datetime | None
    par: str
    motif: str


@act("Fusionner deux personnes", right="fusion")
def merge_persons(work: Work, garder: str, fondre: str, motif: str = "") -> None:
    """`fondre` is the same person as `garder`: everything of the former is shown with the latter.

    Nothing is rewritten: both histories stay, and `unmerge_person` puts everything back. Two different verified INE ask
    for `motif`. `Refused` for one and the same person, or a person merged already.
    """
    kept, other = _alone(work, garder), _alone(work, fondre)
    if kept is other:
        raise Refused("C’est déjà la même personne.", "fondre")
    if not motif.strip() and _both_have_ine(work.session, garder, fondre):
        raise Refused(
            "Chacune a son INE\u00a0: ce sont peut-être deux personnes, des jumeaux par exemple. "
            "Si c’est bien la même, dites pourquoi.",
            "motif",
        )
    other.fusion_id, other.fusion_le, other.fusion_par = garder, work.now, work.auteur
    other.fusion_motif = motif.strip() or None


@act("Défaire une fusion", right="fusion")
def unmerge_person(work: Work, fondue: str) -> None:
    """`fondue` is somebody else after all: what was hers goes back to her, to the last row."""
    row = work.get(Personne, fondue)
    if row.fusion_id is None:
        raise Refused("Cette personne n’est fusionnée avec aucune autre.", "fondue")
    row.fusion_id = row.fusion_le = row.fusion_par = row.fusion_motif = None


@act("Distinguer deux personnes", right="fusion")
def tell_apart(work: Work, une: str, autre: str, motif: str = "") -> None:
    """They are two persons, whatever they look like: the pair is not proposed any more."""
    first, second = sorted((_alone(work, une).id, _alone(work, autre).id))
    if first == second:
        raise Refused("C’est une seule et même personne.", "autre")
    if work.find(_apart().where(Reserve.objet_id == first, Reserve.regle == _APART + second)) is None:
        keep_reason(work, first, _APART + second, motif.strip() or "vérifié")


def suspects(session: Session, progress: Progress | None = None) -> tuple[Paire, ...]:
    """Pairs that may be one person and that nobody told apart, the most alike first."""
    known = {(one.objet_id, one.regle.removeprefix(_APART)) for one in session.scalars(_apart())}
    found = [(pair, alike) for pair, alike in pairs(session, progress) if pair not in known]
    rows = {key: side(session, key) for pair, _alike in found[:MOST] for key in pair}
    return tuple(Paire(rows[one], rows[other], alike.score, alike.raisons) for (one, other), alike in found[:MOST])


def _apart() -> Select[Reserve]:
    return select(Reserve).where(Reserve.regle.startswith(_APART), Reserve.retire_le.is_(None))


def side(session: Session, personne: str) -> Cote:
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
    return Cote(personne, shown(row), row.ne_le or "", ine or "", telephone, row.courriel or "", tuple(numbers))


def merged_into(session: Session, personne: str) -> tuple[Fondue, ...]:
    """The persons who are shown as this one, the last merged first."""
    found = session.scalars(
        select(Personne)
        .join(Fusion, Fusion.personne == Personne.id)
        .where(Fusion.racine == personne)
        .order_by(Personne.fusion_le.desc(), Personne.id)
    )
    return tuple(
        Fondue(one.id, shown(one), one.ne_le or "", one.fusion_le, one.fusion_par or "", one.fusion_motif or "")
        for one in found
    )


def shown(one: Personne) -> str:
    """Surname and first name of a person."""
    return " ".join(filter(None, (one.nom_naissance, one.prenom))) or "sans nom"


def _alone(work: Work, personne: str) -> Personne:
    row = work.get(Personne, personne)
    if row.retire_le is not None:
        raise Refused("Cette personne est à la corbeille\u00a0: remettez-la d’abord.")
    if row.fusion_id is not None:
        raise Refused(f"{shown(row)} est déjà fusionnée avec une autre personne\u00a0: défaites d’abord cette fusion.")
    return row


def _both_have_ine(session: Session, one: str, other: str) -> bool:
    held = {
        personne: set(
            session.scalars(
                select(Identifiant.valeur).where(
                    Identifiant.personne_id == personne,
                    Identifiant.genre == "INE",
                    Identifiant.nature != "provisoire",
                    Identifiant.retire_le.is_(None),
                )
            )
        )
        for personne in (one, other)
    }
    return bool(held[one] and held[other] and not held[one] & held[other])
