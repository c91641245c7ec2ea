"""Candidatures: treatment, confirmation, cancellation. Added: `voeux`; transitions: `states`; status: `completude`."""

from __future__ import annotations

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.courant import candidature_vivante
from scolarite_desk.models.rules.states import ANSWERED_AVIS, TRAITEMENT, allowed
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.retour import check_rank
from scolarite_desk.services.voeux import refuse_twin
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.store import Work


@act(N_("Transmettre le dossier"), right="candidatures")
def transmit(work: Work, candidature: str) -> None:
    """The person hands the whole dossier over: received today."""
    row = live(work, candidature)
    if row.statut not in ("AT", "IN"):
        raise Refused(N_("Ce dossier est déjà transmis."), "candidatures.statut")
    row.statut, row.statut_le = "RE", work.now
    row.transmise_le = row.recue_le = work.today_of(row.formation_id)


@act(N_("Choisir le traitement"), right="traitement")
def set_traitement(work: Work, candidature: str, traitement: str) -> None:
    """AC (board must decide: validated at once), AD (right to enter) or AT (waiting)."""
    row = live(work, candidature)
    if traitement not in TRAITEMENT:
        raise Refused(
            N_("Le traitement «\u00a0{traitement}\u00a0» n’existe pas.", traitement=traitement),
            "candidatures.traitement",
        )
    if row.traitement == traitement:
        return
    if _validated(current_avis(work.session, row.id)):
        raise Refused(N_("L’avis est déjà validé\u00a0: rectifiez-le d’abord."), "candidatures.traitement")
    row.traitement, row.traitement_valide = traitement, traitement == "AC"


@act(N_("Valider le traitement"), right="validation_traitement")
def validate_traitement(work: Work, candidature: str) -> None:
    """Access by right becomes a validated favourable avis; the other treatments are only validated."""
    row = live(work, candidature)
    if row.traitement_valide:
        raise Refused(N_("Ce traitement est déjà validé."), "candidatures.traitement")
    if row.traitement == "AD" and _validated(current_avis(work.session, row.id)):
        raise Refused(N_("L’avis est déjà validé\u00a0: rectifiez-le d’abord."), "candidatures.traitement")
    row.traitement_valide = True
    if row.traitement == "AD":
        work.add(
            Avis(
                candidature_id=row.id,
                avis="FA",
                saisi_le=work.now,
                saisi_par=work.auteur,
                valide_le=work.now,
                valide_par=work.auteur,
            )
        )


@act(N_("Enregistrer une confirmation"), right="candidatures")
def confirm(work: Work, candidature: str) -> None:
    """The person takes the place offered, or stays on the list."""
    _answer(work, candidature, "confirmee")


@act(N_("Enregistrer un désistement"), right="candidatures")
def desist(work: Work, candidature: str) -> None:
    """The person gives the place or the rank up, confirmed or not."""
    _answer(work, candidature, "desistee")


def _answer(work: Work, candidature: str, answer: str) -> None:
    row = live(work, candidature)
    avis = current_avis(work.session, row.id)
    if avis is None or avis.avis not in ANSWERED_AVIS or avis.valide_le is None:
        raise Refused(N_("Il n’y a pas d’avis favorable ni de rang validé à confirmer."), "candidatures.confirmation")
    if not allowed("confirmation", row.confirmation, answer):
        raise Refused(N_("La réponse est déjà enregistrée."), "candidatures.confirmation")
    row.confirmation, row.confirmation_le, row.confirmation_par = answer, work.now, work.auteur


@act(N_("Annuler la candidature"), right="candidatures")
def cancel_candidature(work: Work, candidature: str, motif: str) -> None:
    """At any stage, with its reason; it can be taken back."""
    row = live(work, candidature)
    if not motif.strip():
        raise Refused(N_("Indiquez pourquoi la candidature est annulée."), "candidatures.annulee_motif")
    row.annulee_le, row.annulee_par, row.annulee_motif = work.now, work.auteur, motif.strip()


@act(N_("Reprendre la candidature"), right="candidatures")
def reopen_candidature(work: Work, candidature: str) -> None:
    """Take a cancellation back."""
    row = work.get(Candidature, candidature)
    if row.annulee_le is None:
        raise Refused(N_("Cette candidature n’est pas annulée."))
    refuse_twin(work, row.dossier_id, work.get(Formation, row.formation_id))
    row.annulee_le = row.annulee_par = row.annulee_motif = None
    check_rank(work, row)


def live(work: Work, candidature: str) -> Candidature:
    """The candidature, refused when it is cancelled or withdrawn."""
    row = work.get(Candidature, candidature)
    if not candidature_vivante(row):
        raise Refused(N_("Cette candidature est annulée\u00a0: reprenez-la d’abord."))
    return row


def _validated(avis: Avis | None) -> bool:
    return avis is not None and avis.valide_le is not None
