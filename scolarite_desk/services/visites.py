"""The visit: booked or walking in, arrived, waiting, received, done; absent, excused, put off. Readings are in
`store/queries/visites.py`; transitions in `models/rules/states.py`.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.campagne import EN_COURS
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.numeros import ticket_number
from scolarite_desk.models.rules.states import VISITE, allowed
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.store import Work


@act(N_("Donner un rendez-vous"), right="visites")
def book_visit(
    work: Work,
    le: datetime,
    annonce: str = "",
    ne_le: str | None = None,
    telephone: str = "",
    motif: str = "",
    duree: int | None = None,
    personne: str | None = None,
    dossier: str | None = None,
) -> str:
    """Someone is expected at `le` (UTC); returns the visit's key. `annonce` is the name as given."""
    jour = _coming(work, le)
    visite = _new(work, jour, "rendezvous", annonce, ne_le, telephone, motif, personne, dossier)
    visite.rendezvous_le, visite.duree = le, duree
    return visite.id


@act(N_("Enregistrer une arrivée sans rendez-vous"), right="visites")
def walk_in(
    work: Work,
    annonce: str = "",
    ne_le: str | None = None,
    telephone: str = "",
    motif: str = "",
    personne: str | None = None,
    dossier: str | None = None,
    guichet: str = "",
) -> str:
    """Someone comes in, and takes a ticket; with `guichet`, is received at once. Returns the visit's key."""
    visite = _new(work, work.today, "arrivee", annonce, ne_le, telephone, motif, personne, dossier)
    visite.arrivee_le, visite.ticket = work.now, _ticket(work)
    if guichet.strip():
        work.session.flush()
        call_visit(work, visite.id, guichet)
    return visite.id


@act(N_("Noter l’arrivée"), right="visites")
def arrive(work: Work, visite: str) -> str:
    """Who was expected is there; returns the ticket. A ticket given earlier the same day is kept."""
    row = _go(work, visite, "arrivee")
    _refuse_other_day(work, row)
    row.arrivee_le, row.ticket = work.now, row.ticket or _ticket(work)
    return row.ticket


@act(N_("Faire attendre"), right="visites")
def wait_visit(work: Work, visite: str) -> None:
    """Sent to wait, also after having been called. Who was expected arrives by the same gesture."""
    row = _visit(work, visite)
    if row.statut == "rendezvous":
        arrive(work, visite)
    _go(work, visite, "attente")
    row.recue_le = row.recue_par = row.guichet = None


@act(N_("Appeler au guichet"), right="visites")
def call_visit(work: Work, visite: str, guichet: str = "") -> None:
    """Received now, by this account, at a desk (this station by default)."""
    expected = _visit(work, visite).statut == "rendezvous"
    row = _go(work, visite, "guichet")
    if expected:
        _refuse_other_day(work, row)
    row.arrivee_le = row.arrivee_le or work.now
    row.recue_le, row.recue_par = work.now, work.auteur
    row.guichet = guichet.strip() or work.poste.nom


@act(N_("Terminer la visite"), right="visites")
def finish_visit(work: Work, visite: str) -> None:
    """The person was received and leaves; from now on the visit is over."""
    _go(work, visite, "terminee").terminee_le = work.now


@act(N_("Marquer absente"), right="visites")
def mark_absent(work: Work, visite: str) -> None:
    """Expected or called, and not there."""
    row = _go(work, visite, "absente")
    if row.jour > work.today:
        raise Refused(
            N_("Ce rendez-vous est le {jour}\u00a0: personne n’est encore attendu.", jour=f"{row.jour:%d/%m/%Y}"),
            "visite.jour",
        )


@act(N_("Excuser"), right="visites")
def excuse_visit(work: Work, visite: str) -> None:
    """The person said that they would not come."""
    _go(work, visite, "excusee")


@act(N_("Reporter le rendez-vous"), right="visites")
def postpone_visit(work: Work, visite: str, le: datetime, duree: int | None = None) -> None:
    """Another day or hour (UTC): what was noted of the arrival is forgotten."""
    row, jour = _visit(work, visite), _coming(work, le)
    if row.statut != "rendezvous":
        _go(work, visite, "rendezvous")
        row.arrivee_le = row.recue_le = row.recue_par = row.guichet = row.ticket = None
    row.jour, row.rendezvous_le, row.duree = jour, le, duree or row.duree


@act(N_("Rattacher la visite"), right="visites")
def link_visit(work: Work, visite: str, personne: str | None = None, dossier: str | None = None) -> None:
    """Say who the visitor is; a person brings the dossier of the open campaign. Nobody: the link is taken away."""
    row = _visit(work, visite)
    row.personne_id, row.dossier_id = _who(work, personne, dossier)


@act(N_("Noter un tiers"), right="visites")
def set_third_party(work: Work, visite: str, tiers: str, mandat_vu: bool = False) -> None:
    """Someone comes in the person's place, with a mandate that was seen or not. Blank: the person came."""
    row = _visit(work, visite)
    row.tiers, row.mandat_vu = tiers.strip() or None, mandat_vu if tiers.strip() else None


@act(N_("Préciser la visite"), right="visites")
def describe_visit(work: Work, visite: str, motif: str = "", duree: int | None = None) -> None:
    """Its motive (list `motif_visite`) and the minutes it should take."""
    row = _visit(work, visite)
    row.motif, row.duree = motif.strip() or None, duree


def _new(
    work: Work,
    jour: date,
    statut: str,
    annonce: str,
    ne_le: str | None,
    telephone: str,
    motif: str,
    personne: str | None,
    dossier: str | None,
) -> Visite:
    who = _who(work, personne, dossier)
    if who[0] is None and not annonce.strip():
        raise Refused(N_("Écrivez le nom du visiteur, ou choisissez la personne."), "visite.annonce")
    return work.add(
        Visite(
            jour=jour,
            statut=statut,
            annonce=annonce.strip() or None,
            annonce_ne_le=ne_le or None,
            annonce_telephone=telephone.strip() or None,
            motif=motif.strip() or None,
            personne_id=who[0],
            dossier_id=who[1],
        )
    )


def _who(work: Work, personne: str | None, dossier: str | None) -> tuple[str | None, str | None]:
    if dossier is not None:
        owner = work.get(Dossier, dossier).personne_id
        if personne not in (None, owner):
            raise Refused(N_("Ce dossier est celui d’une autre personne."), "visite.dossier_id")
        return owner, dossier
    if personne is None:
        return None, None
    return work.get(Personne, personne).id, current_dossier(work.session, personne)


def current_dossier(session: Session, personne: str, campagne: str | None = None) -> str | None:
    """The key of a person's only dossier of the campaigns under way, or of this one; None: none, or several."""
    asked = living(Dossier).join(Campagne, Campagne.id == Dossier.campagne_id).where(Dossier.personne_id == personne)
    asked = asked.where(Campagne.etat.in_(EN_COURS), Campagne.retire_le.is_(None))
    found = session.scalars(asked.where(Campagne.id == campagne) if campagne else asked).all()
    return found[0].id if len(found) == 1 else None


def _visit(work: Work, visite: str) -> Visite:
    row = work.get(Visite, visite)
    if row.retire_le is not None:
        raise Refused(N_("Cette visite a été retirée."))
    return row


def _go(work: Work, visite: str, statut: str) -> Visite:
    row = _visit(work, visite)
    if not allowed("visite", row.statut, statut):
        before, after = VISITE[row.statut].label, VISITE[statut].label
        raise Refused(
            N_(
                "Cette visite est «\u00a0{avant}\u00a0»\u00a0: elle ne devient pas «\u00a0{apres}\u00a0».",
                avant=before,
                apres=after,
            )
        )
    row.statut = statut
    return row


def _refuse_other_day(work: Work, row: Visite) -> None:
    """Who is expected on another day is not received today without a word."""
    if row.jour != work.today:
        raise Refused(
            N_("Ce rendez-vous est le {jour}\u00a0: reportez-le à aujourd’hui.", jour=f"{row.jour:%d/%m/%Y}"),
            "visite.jour",
        )


def _coming(work: Work, le: datetime) -> date:
    jour = local(le, work.fuseau).date()
    if jour < work.today:
        raise Refused(N_("Ce jour est passé\u00a0: choisissez-en un autre."), "visite.rendezvous_le")
    if jour.year > work.today.year + 2:
        raise Refused(N_("Ce jour est dans plus de deux ans\u00a0: corrigez l’année."), "visite.rendezvous_le")
    return jour


def _ticket(work: Work) -> str:
    jour = work.today
    return ticket_number(work.poste.nom, work.next_number(f"ticket {jour.isoformat()}"))
