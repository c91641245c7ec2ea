"""What holds a person: measures noted for them, a decision that nobody notified, what was begun and is not done (an
enrolment, a refund, a referral, a promise, a visit), a divergence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import nullcontext

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.mesures import MESURES
from scolarite_desk.models.rules.requetes import GENRES
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.dossier import Dossier, Reserve
from scolarite_desk.models.tables.effacement import Mesure
from scolarite_desk.models.tables.journal import Objet, Rivale
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import act
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.lots import Ending, LotOutcome, do_each
from scolarite_desk.store.courant import avis_valide, candidature_vivante
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.inscriptions import to_pay_back, unfinished
from scolarite_desk.store.queries.journal import owners
from scolarite_desk.store.queries.requetes import waiting_of
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.saisines import referred
from scolarite_desk.store.queries.taches import promised
from scolarite_desk.store.store import Store, Work

OPEN = ("arrivee", "attente", "guichet")  # a visit under way
NOT_NOTIFIED = N_("une décision validée n’est pas notifiée, éditez sa lettre ou dites comment")
DIVERGENT = N_("deux postes disent autre chose de ce dossier, tranchez d’abord")
NOT_PAID_BACK = N_("des droits d’inscription sont à rembourser, notez-le d’abord")
REFERRED = N_("une saisine du recteur n’est pas close, notez son issue d’abord")
ENROLLING = N_("une inscription est commencée, finissez-la ou annulez-la d’abord")
PROMISED = N_("un suivi reste à faire, notez-le fait d’abord")
VISITED = N_("une visite est en cours, terminez-la d’abord")
OTHERWISE = "notification"  # the rule of the reserve that says it


@act(N_("Noter une mesure (recours, limitation, opposition…)"), right="dossiers")
def take_measure(work: Work, personne: str, genre: str, motif: str = "") -> str:
    """An appeal, a limitation, an opposition, directives (`mesures.py`); returns the key."""
    if genre not in MESURES:
        raise Refused(
            N_("La mesure «\u00a0{mesure}\u00a0» n’existe pas\u00a0: {mesures}.", mesure=genre, mesures=list(MESURES)),
            "mesure.genre",
        )
    work.get(Personne, personne)
    if any(one.genre == genre for one in measures(work.session, personne)):
        raise Refused(N_("«\u00a0{mesure}\u00a0» est déjà noté.", mesure=MESURES[genre].label), "mesure.genre")
    mesure = Mesure(
        personne_id=personne, genre=genre, motif=motif.strip() or None, posee_le=work.now, posee_par=work.auteur
    )
    return work.add(mesure).id


@act(N_("Lever une mesure (recours, limitation, opposition…)"), right="rgpd")
def lift_measure(work: Work, mesure: str) -> None:
    """It stands no more; that it stood is kept."""
    row = work.get(Mesure, mesure)
    if row.levee_le is not None:
        raise Refused(N_("Cette mesure est déjà levée."), "mesure.genre")
    row.levee_le, row.levee_par = work.now, work.auteur


def measures(session: Session, personne: str) -> tuple[Mesure, ...]:
    """What stands for this person, oldest first."""
    standing = living(Mesure).where(Mesure.personne_id == personne, Mesure.levee_le.is_(None))
    return tuple(session.scalars(standing.order_by(Mesure.id)))


@act(N_("Noter une notification faite autrement"), right="lettres")
def note_notified(work: Work, dossier: str, motif: str) -> None:
    """The decisions of a dossier that have no letter here were notified by other means, which `motif` says."""
    if not motif.strip():
        raise Refused(N_("Dites comment ces décisions ont été notifiées."), "notification.motif")
    waiting = not_notified(work.session, [work.get(Dossier, dossier).id]).get(dossier, [])
    if not waiting:
        raise Refused(N_("Aucune décision de ce dossier n’attend d’être notifiée."), "notification.motif")
    for avis in waiting:
        keep_reason(work, avis, OTHERWISE, motif.strip())


def note_all(
    store: Store, dossiers: Sequence[str], motif: str, progress: Progress, ending: Ending = nullcontext
) -> LotOutcome[str, None]:
    """`note_notified` for each of these dossiers. A job."""
    given = {"motif": motif}
    return do_each(store, None, note_notified, dossiers, lambda one, _: given | {"dossier": one}, progress, ending)


def holds(session: Session, persons: Collection[str], dossiers: Collection[str]) -> dict[str, Msg]:
    """Why these persons, or these dossiers, are not erased now: key to a sentence without its full stop."""
    found = dict.fromkeys(_divergent(session, persons), DIVERGENT)
    found |= dict.fromkeys(not_notified(session, dossiers), NOT_NOTIFIED)
    found |= {key: _asked(genre) for key, genre in waiting_of(session, dossiers).items()}
    found |= dict.fromkeys(unfinished(session, dossiers), ENROLLING)
    found |= dict.fromkeys(to_pay_back(session, dossiers), NOT_PAID_BACK)
    found |= dict.fromkeys(promised(session, persons), PROMISED)
    found |= dict.fromkeys(referred(session, persons), REFERRED)
    found |= dict.fromkeys(_visited(session, persons), VISITED)
    standing = living(Mesure).where(Mesure.personne_id.in_(persons), Mesure.levee_le.is_(None))
    for one in session.scalars(standing.order_by(Mesure.id.desc())):
        kind = MESURES.get(one.genre)
        if kind is None or kind.retient:  # one that only a newer version knows holds too
            since, what = show_day(local(one.posee_le, fuseau(session)).date()), kind.nom if kind else N_("une mesure")
            found[one.personne_id] = N_("{mesure} depuis le {jour}, levez d’abord la mesure", mesure=what, jour=since)
    return found


def _asked(genre: str) -> Msg:
    what = GENRES[genre].nom if genre in GENRES else N_("requête")
    return N_("{requete} sans réponse, répondez-y d’abord", requete=what)


def _visited(session: Session, persons: Collection[str]) -> set[str]:
    asked = select(Visite.personne_id).where(Visite.personne_id.in_(persons), Visite.statut.in_(OPEN))
    return {key for key in session.scalars(asked.where(Visite.retire_le.is_(None))) if key}


def not_notified(session: Session, dossiers: Collection[str]) -> dict[str, list[str]]:
    """The last validated avis that have no letter, by dossier; who cancelled, confirmed or withdrew awaits none."""
    asked = select(Avis.id, Candidature.dossier_id).join(Candidature, Candidature.id == Avis.candidature_id)
    mine = (Candidature.dossier_id.in_(dossiers), Candidature.confirmation.is_(None))
    waiting: dict[str, str] = dict(session.execute(asked.where(*mine, candidature_vivante(), avis_valide())).all())
    sent = set(session.scalars(select(DocumentEmis.avis_id).where(DocumentEmis.avis_id.in_(waiting))))
    otherwise = living(Reserve).where(Reserve.objet_id.in_(waiting), Reserve.regle == OTHERWISE)
    sent |= {one.objet_id for one in session.scalars(otherwise)}
    found: dict[str, list[str]] = {}
    for key in sorted(waiting.keys() - sent):
        found.setdefault(waiting[key], []).append(key)
    return found


def _divergent(session: Session, persons: Collection[str]) -> set[str]:
    """Those of these persons of whom something has two values."""
    rivals = session.execute(select(Objet.genre, Objet.uuid).join(Rivale, Rivale.objet == Objet.id).distinct()).all()
    return {person for person, _name in owners(session, [(genre, key) for genre, key in rivals]).values()} & set(
        persons
    )
