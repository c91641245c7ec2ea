"""What holds a person: measures noted for them, a decision that nobody notified, a visit under way, a divergence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.candidature import Avis, Candidature
from scolarite_desk.models.dates import local, show_day
from scolarite_desk.models.document import DocumentEmis
from scolarite_desk.models.dossier import Dossier, Reserve
from scolarite_desk.models.effacement import Mesure
from scolarite_desk.models.journal import Objet, Rivale
from scolarite_desk.models.mesures import MESURES
from scolarite_desk.models.personne import Personne
from scolarite_desk.models.visite import Visite
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act, do
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.store.queries.lignee import Rows, rows_of_dossier
from scolarite_desk.store.queries.rows import by_owner, living
from scolarite_desk.store.store import Store, Work

OPEN = ("arrivee", "attente", "guichet")  # a visit under way
NOT_NOTIFIED = "une décision validée n’est pas notifiée, éditez sa lettre ou dites comment"
OTHERWISE = "notification"  # the rule of the reserve that says it


@act("Poser une mesure", right="dossiers")
def take_measure(work: Work, personne: str, genre: str, motif: str = "") -> str:
    """An appeal, a limitation, an opposition, directives (`mesures.py`); returns the key."""
    if genre not in MESURES:
        raise Refused(f"La mesure «\u00a0{genre}\u00a0» n’existe pas\u00a0: {', '.join(MESURES)}.", "mesure.genre")
    work.get(Personne, personne)
    if any(one.genre == genre for one in measures(work.session, personne)):
        raise Refused(f"«\u00a0{MESURES[genre].label}\u00a0» est déjà noté.", "mesure.genre")
    mesure = Mesure(
        personne_id=personne, genre=genre, motif=motif.strip() or None, posee_le=work.now, posee_par=work.auteur
    )
    return work.add(mesure).id


@act("Lever une mesure", right="rgpd")
def lift_measure(work: Work, mesure: str) -> None:
    """It stands no more; that it stood is kept."""
    row = work.get(Mesure, mesure)
    if row.levee_le is not None:
        raise Refused("Cette mesure est déjà levée.", "mesure.genre")
    row.levee_le, row.levee_par = work.now, work.auteur


def measures(session: Session, personne: str) -> tuple[Mesure, ...]:
    """What stands for this person, oldest first."""
    standing = living(Mesure).where(Mesure.personne_id == personne, Mesure.levee_le.is_(None))
    return tuple(session.scalars(standing.order_by(Mesure.id)))


@act("Noter une notification faite autrement", right="lettres")
def note_notified(work: Work, dossier: str, motif: str) -> None:
    """The decisions of a dossier that have no letter here were notified by other means, which `motif` says."""
    if not motif.strip():
        raise Refused("Dites comment ces décisions ont été notifiées.", "notification.motif")
    waiting = not_notified(work.session, rows_of_dossier(work.session, work.get(Dossier, dossier).id))
    if not waiting:
        raise Refused("Aucune décision de ce dossier n’attend d’être notifiée.", "notification.motif")
    for avis in sorted(waiting):
        keep_reason(work, avis, OTHERWISE, motif.strip())


def note_all(store: Store, dossiers: Sequence[str], motif: str, progress: Progress) -> None:
    """`note_notified` for each of these dossiers, one work each. A job."""
    for rank, dossier in enumerate(dossiers):
        progress.step(rank, len(dossiers))
        do(store, None, note_notified, dossier, motif)


def holds(session: Session, personne: str, owned: Rows) -> Iterator[str]:
    """Why these rows of a person are not erased now: sentences without their full stop."""
    for one in measures(session, personne):
        if MESURES[one.genre].retient:
            label = MESURES[one.genre].label.lower()
            yield f"{label} depuis le {show_day(local(one.posee_le).date())}, levez d’abord la mesure"
    if _visited(session, owned):
        yield "une visite est en cours, terminez-la d’abord"
    if not_notified(session, owned):
        yield NOT_NOTIFIED
    if _divergent(session, owned):
        yield "deux postes disent autre chose de ce dossier, tranchez d’abord"


def _visited(session: Session, owned: Rows) -> bool:
    asked = living(Visite).where(Visite.id.in_(owned.get("visite", ())), Visite.statut.in_(OPEN))
    return session.scalars(asked.limit(1)).first() is not None


def not_notified(session: Session, owned: Rows) -> set[str]:
    """The current validated avis that have no letter. Whoever cancelled, confirmed or withdrew awaits none."""
    asked = living(Candidature).where(
        Candidature.id.in_(owned.get("candidature", ())),
        Candidature.annulee_le.is_(None),
        Candidature.confirmation.is_(None),
    )
    avis = by_owner(session, Avis, "candidature_id", [one.id for one in session.scalars(asked)])
    waiting = {some[-1].id for some in avis.values() if some[-1].valide_le}
    sent = session.scalars(select(DocumentEmis.avis_id).where(DocumentEmis.avis_id.in_(waiting)))
    otherwise = session.scalars(living(Reserve).where(Reserve.objet_id.in_(waiting), Reserve.regle == OTHERWISE))
    return waiting - {key for key in sent if key} - {one.objet_id for one in otherwise}


def _divergent(session: Session, owned: Rows) -> bool:
    keys = [key for found in owned.values() for key in found]
    rivals = select(Rivale.objet).join(Objet, Objet.id == Rivale.objet).where(Objet.uuid.in_(keys))
    return session.scalar(rivals.limit(1)) is not None
