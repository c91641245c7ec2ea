"""Erasing a person, or a dossier kept long enough; and what forbids it meanwhile (RGPD, articles 17 and 18)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.conservation import CandidatureOutcome, Conservation, conservation
from scolarite_desk.models.rules.courant import avis_valide
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.rules.numeros import check_dossier_number
from scolarite_desk.models.tables.base import microseconds
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.effacement import Effacement
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import IneEmis, Personne
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act
from scolarite_desk.services.mesures import holds
from scolarite_desk.services.reglages import settings
from scolarite_desk.store import effacement
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.dossiers import named
from scolarite_desk.store.queries.lignee import Rows, leaning, rows_of_dossier, rows_of_person
from scolarite_desk.store.queries.rows import by_owner
from scolarite_desk.store.store import Work

LOT = 500


@act(N_("Effacer une personne"), right="effacement", undoable=False)
def erase_person(work: Work, dossier: str, numero: str, motif: str) -> str:
    """Everything held of the person of this dossier, in all years; `numero` is typed again by whoever confirms.

    Returns the key of the register's line. `Refused` while something holds the person (`holds`).
    """
    row = work.get(Dossier, dossier)
    _refuse_unconfirmed(row, numero)
    owned = rows_of_person(work.session, row.personne_id)
    _refuse_motive(work.all(select(Personne).where(Personne.id.in_(owned["personne"]))), motif)
    _refuse_held(work.session, row, owned)
    return _erase(work, owned, "demande", motif.strip())


@act(N_("Effacer un dossier dont la durée de conservation est dépassée"), right="effacement", undoable=False)
def purge_dossier(work: Work, dossier: str) -> str:
    """A dossier whose time is over; the person goes with their last one. Returns the key of the register's line."""
    row = work.get(Dossier, dossier)
    held = kept_until(work.session, dossier)
    if not held.echue(work.today):
        raise Refused(N_("Ce dossier est encore à conserver\u00a0: {pourquoi}.", pourquoi=held.pourquoi))
    owned = _of_purge(work.session, row)
    _refuse_held(work.session, row, owned)
    return _erase(work, owned, "conservation", kept(held.pourquoi))


def _of_purge(session: Session, row: Dossier) -> Rows:
    others = select(Dossier.id).where(Dossier.personne_id == row.personne_id, Dossier.id != row.id).limit(1)
    last = session.scalar(others) is None
    return rows_of_person(session, row.personne_id) if last else rows_of_dossier(session, row.id)


def kept_until(session: Session, dossier: str) -> Conservation:
    """Until when a dossier is kept, and by which rule."""
    row = session.get_one(Dossier, dossier)
    campagne = session.get_one(Campagne, row.campagne_id)
    return conservation(campagne.annee or "", campagne.fin, issues(session, [dossier])[dossier], settings(session))


def issues(session: Session, dossiers: Sequence[str]) -> dict[str, list[CandidatureOutcome]]:
    """What decides of the candidatures of each of these dossiers."""
    asked = by_owner(session, Candidature, "dossier_id", dossiers)
    avis = by_owner(session, Avis, "candidature_id", [one.id for some in asked.values() for one in some])
    return {key: [_issue(one, avis.get(one.id, [])) for one in asked.get(key, [])] for key in dossiers}


def _issue(row: Candidature, avis: Sequence[Avis]) -> CandidatureOutcome:
    binding = avis_valide(avis)
    return CandidatureOutcome(
        row.genre, binding.avis if binding else None, row.confirmation, row.annulee_le is not None
    )


def _refuse_held(session: Session, row: Dossier, owned: Rows) -> None:
    held = holds(session, {row.personne_id, *owned.get("personne", ())}, owned["dossier"])
    for reason in held.values():
        raise Refused(N_("Effacement impossible\u00a0: {raison}.", raison=reason))


def _refuse_unconfirmed(row: Dossier, numero: str) -> None:
    try:
        typed = check_dossier_number(numero)
    except Fault as fault:
        raise Refused(fault.message, "effacement.numero") from fault
    if typed != row.numero:
        raise Refused(
            N_("Ce numéro n’est pas celui du dossier ouvert\u00a0: rien n’a été effacé."), "effacement.numero"
        )


def _refuse_motive(persons: Sequence[Personne], motif: str) -> None:
    if not motif.strip():
        raise Refused(N_("Indiquez pourquoi\u00a0: la raison reste au registre des effacements."), "effacement.motif")
    names = {name for one in persons for name in (one.nom_naissance, one.nom_usage, one.prenom, one.prenom_usage)}
    words = set(fold(motif).split())
    if any(set(fold(name).split()) & words for name in names if name):
        raise Refused(
            N_("La raison reste au registre\u00a0: n’y écrivez pas le nom de la personne."), "effacement.motif"
        )


def _erase(work: Work, owned: Rows, origine: str, motif: str) -> str:
    _untie(work, owned)
    keys = sorted(key for found in owned.values() for key in found)
    numeros = json.dumps(sorted(_numbers(work.session, owned)))
    line = Effacement(
        cles=" ".join(keys), numeros=numeros, origine=origine, motif=motif, fait_le=work.now, fait_par=work.auteur
    )
    work.add(line)
    left = effacement.erase(work.session, keys)
    assert not left, "a row leans on what is erased and was neither owned nor untied"
    work.gone.update((genre, key) for genre, found in owned.items() for key in found)
    return line.id


def _untie(work: Work, owned: Rows) -> None:
    """What belongs to someone else stays, and names what is erased no more."""
    for genre, key, column in leaning(work.session, owned):
        setattr(work.get(shared_classes()[genre], key), column, None)


def _numbers(session: Session, owned: Rows) -> Iterator[tuple[str, str, int | None]]:
    """(genre, number, when) of what was given and stays given."""
    for numero in session.scalars(select(Dossier.numero).where(Dossier.id.in_(owned.get("dossier", ())))):
        yield "dossier", numero, None
    for one in session.scalars(select(DocumentEmis).where(DocumentEmis.id.in_(owned.get("document_emis", ())))):
        yield one.genre, one.numero, microseconds(one.emis_le)
    for valeur in session.scalars(select(IneEmis.valeur).where(IneEmis.id.in_(owned.get("ine_emis", ())))):
        yield "ine", valeur, None


@dataclass(frozen=True, slots=True)
class PurgeProposal:
    """A dossier whose time is over; `retenu` says why it is not erased all the same, empty when nothing holds it."""

    dossier: str
    personne: str
    numero: str
    nom: Msg
    campagne: str
    conservation: Conservation
    retenu: Msg


def propositions(session: Session, today: date, progress: Progress) -> list[PurgeProposal]:
    """What a purge proposes, oldest campaign first. A job: every dossier of ended campaigns is looked at."""
    chosen, found = settings(session), []
    asked = select(Dossier, Personne, Campagne).join(Personne, Personne.id == Dossier.personne_id)
    rows = session.execute(
        asked.join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(or_(Campagne.fin.is_(None), Campagne.fin < today))
        .order_by(Campagne.annee, Dossier.numero)
    ).all()
    for start in range(0, len(rows), LOT):
        progress.step(start, len(rows))
        lot = rows[start : start + LOT]
        decided = issues(session, [dossier.id for dossier, _personne, _campagne in lot])
        held = holds(session, [personne.id for _, personne, _ in lot], list(decided))
        for dossier, personne, campagne in lot:
            until = conservation(campagne.annee or "", campagne.fin, decided[dossier.id], chosen)
            if until.echue(today):
                found.append(_proposition(dossier, personne, campagne, until, held))
    return found


def _proposition(
    row: Dossier, who: Personne, campagne: Campagne, until: Conservation, held: Mapping[str, Msg]
) -> PurgeProposal:
    why = held.get(who.id) or held.get(row.id, NOTHING)
    return PurgeProposal(row.id, who.id, row.numero, named(who), campagne.libelle or "", until, why)
