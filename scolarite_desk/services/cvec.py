"""CVEC of a person for a year: recorded with its certificate, verified, proposed by rule, and who still lacks one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, literal_column, select, text
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.reglages import named as setting_of
from scolarite_desk.models.rows.rows import CvecManquante
from scolarite_desk.models.rules import cvec as regles
from scolarite_desk.models.rules.dates import academic_start
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Cvec, Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.reglages import setting
from scolarite_desk.store.attendus import cvec_attendue
from scolarite_desk.store.courant import candidature_vivante
from scolarite_desk.store.queries.dossiers import named
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.sql import one_cvec
from scolarite_desk.store.store import Work

SITUATIONS = ("payee", "exoneree", "non_concernee")

_SHOWN = (Dossier.id, Personne.id, Dossier.numero, Personne.nom_naissance, Personne.prenom, Personne.ne_le)


class CvecTaken(Refused):
    """Another person already gave this number. `personne` is the other one's key."""

    def __init__(self, personne: str, who: Msg, annee: str) -> None:
        super().__init__(
            N_("Ce numéro est déjà celui de {qui} ({annee}). Donnez la raison pour l’accepter.", qui=who, annee=annee),
            "cvec.numero",
        )
        self.personne = personne


@act(N_("Enregistrer la CVEC"), right="cvec")
def record_cvec(
    work: Work,
    personne: str,
    annee: str,
    situation: str,
    numero: str = "",
    motif: str = "",
    nom: str | None = None,
    prenom: str | None = None,
    ne_le: str | None = None,
    reserve: str = "",
) -> str:
    """The CVEC of a person for « 2026-2027 »; one row a year, returned by its key.

    `nom`, `prenom`, `ne_le` (ISO) are those of the certificate. A number that is known already, or an identity that
    differs from the dossier's, is refused unless `reserve` says why it is accepted.
    """
    who = work.get(Personne, personne)
    checked = _number(situation, numero)
    _check_reason(situation, motif)
    _check_certificate(situation, (("nom", nom), ("prenom", prenom), ("ne_le", ne_le)))
    _check_year(annee)
    if checked and not reserve.strip():
        refuse_twin(work, personne, annee, checked)
        _refuse_other(who, regles.Identite(nom=nom, prenom=prenom, ne_le=ne_le))
    row = _of(work.session, personne, annee) or work.add(Cvec(personne_id=personne, annee=annee))
    if (row.situation, regles.normalise(row.numero or "")) != (situation, regles.normalise(checked or "")):
        row.verifie_le = row.verifie_par = None
    row.situation, row.numero, row.motif = situation, checked, motif.strip() or None
    row.montant = amount(work.session, annee) if situation == "payee" else None
    row.nom, row.prenom, row.ne_le = nom or None, prenom or None, ne_le or None
    row.reserve = reserve.strip() or None
    return row.id


def _number(situation: str, numero: str) -> str | None:
    """The number to keep, with its rule: due whether paid or exempt (D. 841-3), none when not concerned."""
    if situation not in SITUATIONS:
        raise Refused(N_("Choisissez la situation\u00a0: payée, exonérée ou non concernée."), "cvec.situation")
    checked = regles.check_cvec(numero)
    if situation == "non_concernee":
        if numero.strip():
            raise Refused(N_("Qui n’est pas concerné n’a pas d’attestation\u00a0: effacez le numéro."), "cvec.numero")
        return None
    if not checked.valide:
        raise Refused(checked.message, "cvec.numero")
    return checked.affiche


def _check_reason(situation: str, motif: str) -> None:
    if situation == "payee" and motif.strip():
        raise Refused(N_("Une CVEC payée n’a pas de motif\u00a0: effacez-le."), "cvec.motif")
    if situation != "payee" and not motif.strip():
        raise Refused(N_("Choisissez le motif."), "cvec.motif")


def _check_certificate(situation: str, written: Iterable[tuple[str, str | None]]) -> None:
    """Who is not concerned has no certificate that would name anybody."""
    for name, value in written:
        if situation == "non_concernee" and value:
            raise Refused(N_("Qui n’est pas concerné n’a pas d’attestation\u00a0: effacez ce nom."), f"cvec.{name}")


def _check_year(annee: str) -> None:
    try:
        academic_start(annee)
    except ValueError:
        raise Refused(N_("Écrivez l’année universitaire comme 2026-2027."), "cvec.annee") from None
    if annee < regles.FIRST_YEAR:
        raise Refused(N_("La CVEC est due depuis {annee}.", annee=regles.FIRST_YEAR), "cvec.annee")


def refuse_twin(work: Work, personne: str, annee: str, numero: str) -> None:
    """A number is of one person and one year."""
    other: Cvec | None = work.find(
        living(Cvec).where(
            literal_column(one_cvec("cvec.numero")) == regles.normalise(numero),
            (Cvec.personne_id != personne) | (Cvec.annee != annee),
        )
    )
    if other is not None:
        raise CvecTaken(other.personne_id, named(work.get(Personne, other.personne_id)), other.annee)


def refuse_second(work: Work, row: Cvec) -> None:
    """A person has one CVEC a year."""
    same = living(Cvec).where(Cvec.personne_id == row.personne_id, Cvec.annee == row.annee, Cvec.id != row.id)
    if work.find(same) is not None:
        raise Refused(N_("Cette personne a une autre CVEC pour {annee}\u00a0: retirez-la d’abord.", annee=row.annee))


def _refuse_other(personne: Personne, attestation: regles.Identite) -> None:
    known = regles.Identite(personne.nom_naissance, personne.nom_usage, personne.prenom, personne.ne_le)
    found = regles.differences(attestation, known)
    if found:
        raise Refused(joined(" ", *found, N_("Corrigez, ou donnez la raison pour l’accepter.")), "cvec.reserve")


@act(N_("Vérifier la CVEC"), right="cvec")
def verify_cvec(work: Work, cvec: str) -> None:
    """The certificate was seen, or the number checked on the official site."""
    row = work.get(Cvec, cvec)
    if row.retire_le is not None or row.situation is None:
        raise Refused(N_("Enregistrez d’abord la situation."), "cvec.situation")
    if row.verifie_le is not None:
        raise Refused(N_("Cette CVEC est déjà vérifiée par {auteur}.", auteur=row.verifie_par), "cvec.situation")
    row.verifie_le, row.verifie_par = work.now, work.auteur


@act(N_("Retirer la CVEC"), right="cvec")
def withdraw_cvec(work: Work, cvec: str) -> None:
    """Recorded by mistake: the person lacks it again."""
    work.withdraw(work.get(Cvec, cvec))


def amount(session: Session, annee: str) -> Decimal | None:
    """Euros due for an academic year: the setting, whose default is what a source gives; None while it is blank, or
    when it no longer reads.
    """
    one = setting_of(f"cvec_montant_{annee}")
    if one is None:
        return None
    found: Decimal | None = one.value(setting(session, one.key), lists(session))
    return found


def propose(session: Session, dossier: str) -> regles.CvecProposal:
    """The likely situation of a dossier and why; its motive is a code of the lists of motives."""
    kinds = session.scalars(_kinds().where(Candidature.dossier_id == dossier)).all()
    row = session.get_one(Dossier, dossier)
    return _propose(row.regime, row.boursier, kinds, setting(session, "cvec_vapp_non_concernee") == "oui")


def missing(session: Session, campagne: str) -> tuple[CvecManquante, ...]:
    """The dossiers of a campaign without the CVEC of its year, by name; those that a rule leaves out are not there."""
    kinds = _kinds(func.group_concat).where(Candidature.dossier_id == Dossier.id).scalar_subquery()
    lacking = (
        select(*_SHOWN, Dossier.regime, Dossier.boursier, kinds)
        .join(Personne, Personne.id == Dossier.personne_id)
        .join(Campagne, Campagne.id == Dossier.campagne_id)
        .where(Campagne.id == campagne, Dossier.retire_le.is_(None), text(cvec_attendue("dossier", "campagne")))
    )
    vapp_out = setting(session, "cvec_vapp_non_concernee") == "oui"
    found = []
    for key, personne, numero, nom, prenom, ne_le, regime, boursier, genres in session.execute(lacking):
        proposed = _propose(regime, boursier, (genres or "").split(","), vapp_out)
        who = (nom or "", prenom or "", ne_le or "")
        found.append(CvecManquante(key, personne, numero, *who, proposed.situation or "", proposed.explication))
    return tuple(sorted(found, key=lambda one: (fold(one.nom), fold(one.prenom), one.numero)))


def _kinds(gather: Callable[[Any], Any] = lambda column: column) -> Select[Any]:
    return select(gather(Candidature.genre)).where(candidature_vivante())


def _propose(
    regime: str | None, boursier: str | None, kinds: Iterable[str | None], vapp_out: bool
) -> regles.CvecProposal:
    """VAPP counts when the person applies in no other way."""
    genre = "vapp" if set(kinds) == {"vapp"} else None
    return regles.propose_situation(regime, genre, boursier == "oui", vapp_out)


def outside(session: Session, dossier: str) -> bool:
    """Whether nothing is asked of a dossier: its régime is likely not concerned, and what is due is not claimed."""
    row = session.get_one(Dossier, dossier)
    kinds = session.scalars(_kinds().where(Candidature.dossier_id == dossier))
    proposed = _propose(row.regime, row.boursier, kinds, setting(session, "cvec_vapp_non_concernee") == "oui")
    return proposed.situation == "non_concernee"


def _of(session: Session, personne: str, annee: str) -> Cvec | None:
    return session.scalars(living(Cvec).where(Cvec.personne_id == personne, Cvec.annee == annee)).first()
