"""The enrolment of who confirmed: begun, awaiting a payment, done, cancelled; what is owed, seen, paid, paid back. What
may follow what: `passages`. No payment is made here.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rows.dossier_views import InscriptionView
from scolarite_desk.models.rules.dates import local, not_to_come
from scolarite_desk.models.rules.inscriptions import (
    A_FAIRE,
    ANNULEE,
    ATTENTE,
    INSCRITE,
    MODES,
    PREUVES,
    VIVES,
    doubts,
    lacks,
    seen,
    to_refund,
)
from scolarite_desk.models.rules.passages import droit
from scolarite_desk.models.rules.tarifs import NIVEAU_DE, Du, due, tarifs, unknown
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation
from scolarite_desk.models.tables.inscription import InscriptionAnnee, Tarif
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.catalogue import fixed_key, only
from scolarite_desk.services.cvec import propose
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.passages import passing
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.dossiers import cvec_of
from scolarite_desk.store.queries.rows import living, values_of
from scolarite_desk.store.store import Work


@act(N_("Commencer l’inscription"), right=droit("begin_inscription"))
def begin_inscription(work: Work, candidature: str, seconde: bool = False) -> str:
    """Who confirmed is to be enrolled; returns its key, the same on every desk. Fees are those of the year, the level
    and what the dossier says; one that was cancelled begins again. `seconde`: another diploma of the same year, at the
    reduced rate.
    """
    row = passing(work, candidature, "begin_inscription")
    dossier = work.get(Dossier, row.dossier_id)
    other = _other(work.session, dossier, row)
    if other is not None and not seconde:
        raise Refused(
            N_(
                "Cette personne a déjà une inscription cette année, en «\u00a0{formation}\u00a0»\u00a0: dites que "
                "celle-ci est un second diplôme.",
                formation=other.libelle,
            ),
            "inscription.seconde",
        )
    one = only(work, InscriptionAnnee, row.id, candidature_id=row.id)
    if one.rembourse_le is not None:  # what was paid was paid back: it is to be paid again
        one.percu_le = one.percu_mode = one.rembourser_avant = one.rembourse_le = None
    one.seconde = seconde
    one.niveau = NIVEAU_DE.get(work.get(Formation, row.formation_id).genre or "")
    one.regime, one.situation = dossier.regime, _situation(row, dossier, seconde)
    one.du = fees(work.session, row, one.niveau, one.regime, one.situation).euros
    _move(work, row, one, A_FAIRE)
    return one.id


@act(N_("Fixer les droits d’inscription"), right=droit("set_droits"))
def set_droits(
    work: Work,
    candidature: str,
    situation: str | None = None,
    regime: str | None = None,
    niveau: str | None = None,
    du: Decimal | None = None,
) -> None:
    """What is owed, and why. `du`: None, what the tariff says."""
    row = passing(work, candidature, "set_droits")
    one = _mine(work, row)
    one.situation, one.regime, one.niveau = situation or None, regime or None, niveau or None
    one.du = fees(work.session, row, niveau, regime, situation).euros if du is None else du


@act(N_("Attendre le paiement"), right=droit("await_payment"))
def await_payment(work: Work, candidature: str) -> None:
    """It is to be paid at the scolarité, on proof: a grant is announced, and not notified yet."""
    row = passing(work, candidature, "await_payment")
    _move(work, row, _mine(work, row), ATTENTE)


@act(N_("Noter une preuve vue"), right=droit("record_proof"))
def record_proof(work: Work, candidature: str, preuve: str) -> None:
    """A document that was seen."""
    one = _mine(work, passing(work, candidature, "record_proof"))
    if preuve not in PREUVES:
        raise Refused(
            N_("Choisissez la preuve\u00a0: {preuves}.", preuves=list(PREUVES.values())), "inscription.preuve"
        )
    one.preuves = " ".join(seen(f"{one.preuves or ''} {preuve}"))


@act(N_("Noter le paiement des droits"), right=droit("record_payment"))
def record_payment(work: Work, candidature: str, mode: str, le: date | None = None) -> None:
    """Paid, elsewhere; `le`: that day, today unless told. `Refused` before the candidature; before the place was taken,
    it is doubted.
    """
    row = passing(work, candidature, "record_payment")
    if mode not in MODES:
        raise Refused(N_("Choisissez comment c’est payé\u00a0: {modes}.", modes=list(MODES.values())), _MODE)
    one = _mine(work, row)
    day = not_to_come(le, work.today_of(row.formation_id), "inscription.percu_le")
    if (made := _asked_on(work.session, row)) is not None and day < made:
        raise Refused(N_("Le paiement précède la candidature\u00a0: corrigez ce jour."), "inscription.percu_le")
    one.percu_le, one.percu_mode = day, mode


@act(N_("Inscrire"), right=droit("enrol"))
def enrol(work: Work, candidature: str, motif: str = "") -> None:
    """Enrolled. What lacks (an amount, a payment, the CVEC) takes a reason, which is kept."""
    row = passing(work, candidature, "enrol")
    one = _mine(work, row)
    missing = dict(lacking(work.session, row, one))
    if missing and not motif.strip():
        raise Refused(joined(" ", *missing.values(), N_("Donnez le motif pour continuer.")), "inscription.motif")
    _move(work, row, one, INSCRITE)
    for code in missing:
        keep_reason(work, one.id, code, motif.strip())


@act(N_("Annuler l’inscription"), right=droit("cancel_inscription"))
def cancel_inscription(work: Work, candidature: str, motif: str) -> None:
    """At any stage, with its reason; what was paid stays noted."""
    row = passing(work, candidature, "cancel_inscription")
    if not motif.strip():
        raise Refused(N_("Indiquez pourquoi l’inscription est annulée."), "inscription.motif")
    one = _mine(work, row)
    _move(work, row, one, ANNULEE)
    one.etat_motif = motif.strip()


@act(N_("Prévoir un remboursement"), right=droit("owe_refund"))
def owe_refund(work: Work, candidature: str, avant: date | None = None) -> None:
    """What was paid is to be paid back; `avant`: until when, today where nobody knows."""
    row = passing(work, candidature, "owe_refund")
    _mine(work, row).rembourser_avant = avant or work.today_of(row.formation_id)


@act(N_("Noter le remboursement"), right=droit("refund"))
def refund(work: Work, candidature: str, le: date | None = None) -> None:
    """Paid back, elsewhere; `le`: that day, today unless told, and never before it was paid."""
    row = passing(work, candidature, "refund")
    one, day = _mine(work, row), not_to_come(le, work.today_of(row.formation_id), "inscription.rembourse_le")
    if one.percu_le is not None and day < one.percu_le:
        raise Refused(N_("Le remboursement précède le paiement\u00a0: corrigez ce jour."), "inscription.rembourse_le")
    one.rembourse_le = day


_MODE = "inscription.percu_mode"


def fees(session: Session, row: Candidature, niveau: str | None, regime: str | None, situation: str | None) -> Du:
    """What is owed for the year of a candidature."""
    dossier = session.get_one(Dossier, row.dossier_id)
    annee = session.get_one(Campagne, dossier.campagne_id).annee or ""
    return due(tarifs(session.scalars(living(Tarif))), annee, niveau, regime, situation)


def fees_to_fill(session: Session) -> dict[str, list[Msg]]:
    """By year of an open campaign, the levels that it enrols in and whose fees nobody knows."""
    known, levels = tarifs(session.scalars(living(Tarif))), dict[str, set[str]]()
    asked = select(Campagne.annee, Formation.genre).join(Formation, Formation.campagne_id == Campagne.id)
    open_ones = (Campagne.etat == "ouverte", Campagne.retire_le.is_(None), Formation.retire_le.is_(None))
    for annee, genre in session.execute(asked.where(*open_ones).distinct()):
        if annee and genre in NIVEAU_DE:
            levels.setdefault(annee, set()).add(NIVEAU_DE[genre])
    return {annee: missing for annee in sorted(levels) if (missing := unknown(known, annee, levels[annee]))}


def lacking(session: Session, row: Candidature, one: InscriptionAnnee) -> list[tuple[str, Msg]]:
    """What an enrolment lacks, by the code of what it is."""
    dossier = session.get_one(Dossier, row.dossier_id)
    held = one.percu_le is not None and one.rembourse_le is None  # what was paid back is to be paid again
    return list(lacks(one.du, held, _cvec(session, dossier), propose(session, dossier.id)))


def _cvec(session: Session, dossier: Dossier) -> str | None:
    """The situation of the CVEC of the year: one a year, whatever one is enrolled in (D. 841-3)."""
    cvec = cvec_of(session, dossier.personne_id, session.get_one(Campagne, dossier.campagne_id).annee or "")
    return str(cvec.values["situation"]) if cvec is not None else None


def enrolment(session: Session, candidature: str) -> InscriptionView | None:
    """The enrolment of a candidature, with what it lacks; None before one began."""
    one = session.get(InscriptionAnnee, fixed_key("inscription", candidature))
    if one is None or one.retire_le is not None:
        return None
    row = session.get_one(Candidature, candidature)
    dossier = session.get_one(Dossier, row.dossier_id)
    paid, back = one.percu_le is not None, one.rembourse_le is not None
    return InscriptionView(
        key=one.id,
        etat=one.etat or "",
        etat_le=one.etat_le,
        etat_par=one.etat_par or "",
        etat_motif=one.etat_motif or "",
        preuves=seen(one.preuves),
        values=values_of(one),
        tarif=fees(session, row, one.niveau, one.regime, one.situation),
        lacunes=tuple(phrase for _code, phrase in lacking(session, row, one)),
        doutes=tuple(
            doubts(
                _cvec(session, dossier),
                propose(session, dossier.id),
                one.percu_le if back is False else None,
                _day(session, row, row.confirmation_le),
            )
        ),
        rembourser=to_refund(paid, back, one.rembourser_avant, dossier.boursier),
    )


def _day(session: Session, row: Candidature, moment: datetime | None) -> date | None:
    """The day of a moment where the formation is."""
    centre = session.get_one(Formation, row.formation_id).centre_id
    return local(moment, fuseau_centre(session, centre)).date() if moment is not None else None


def _asked_on(session: Session, row: Candidature) -> date | None:
    """The first day known of a candidature: it may be typed after it came."""
    return min((one for one in (_day(session, row, row.creee_le), row.recue_le) if one is not None), default=None)


def _situation(row: Candidature, dossier: Dossier, seconde: bool) -> str:
    """The one that was typed of the candidature, else what the grant says, else the rate of a second diploma."""
    told = "boursier" if dossier.boursier == "oui" else "reduit" if seconde else "plein"
    return row.situation_droits or told


def _other(session: Session, dossier: Dossier, row: Candidature) -> Formation | None:
    """Where the person has another enrolment that lives, of the same campaign."""
    asked = (
        select(Formation)
        .join(Candidature, Candidature.formation_id == Formation.id)
        .join(InscriptionAnnee, InscriptionAnnee.candidature_id == Candidature.id)
        .join(Dossier, Dossier.id == Candidature.dossier_id)
        .where(
            Dossier.personne_id == dossier.personne_id,
            Dossier.campagne_id == dossier.campagne_id,
            Candidature.id != row.id,
            InscriptionAnnee.retire_le.is_(None),
            InscriptionAnnee.etat.in_(VIVES),
        )
    )
    return session.scalars(asked.order_by(InscriptionAnnee.id)).first()


def _mine(work: Work, row: Candidature) -> InscriptionAnnee:
    return work.get(InscriptionAnnee, fixed_key("inscription", row.id))


def _move(work: Work, row: Candidature, one: InscriptionAnnee, etat: str) -> None:
    one.etat, one.etat_le, one.etat_par, one.etat_motif = etat, work.today_of(row.formation_id), work.auteur, None
