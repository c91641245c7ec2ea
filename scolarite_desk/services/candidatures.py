"""Candidatures: treatment, confirmation, cancellation. Added: `voeux`; what may follow what: `passages`; status:
`completude`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.passages import droit
from scolarite_desk.models.rules.states import TRAITEMENT
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.avis_valeurs import bind
from scolarite_desk.services.completude import missing_told
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.passages import live, passing
from scolarite_desk.services.valeurs import named, write
from scolarite_desk.store.store import Work


@act(N_("Transmettre le dossier"), right=droit("transmit"))
def transmit(work: Work, candidature: str) -> None:
    """The person hands the dossier over: received today. What is missing holds nothing up: it is told, and kept."""
    row = passing(work, candidature, "transmit")
    if missing := missing_told(work.session, row.id):
        keep_reason(work, row.id, "transmis_incomplet", kept(missing))
    row.statut, row.statut_le = "RE", work.now
    row.transmise_le = row.recue_le = work.today_of(row.formation_id)


@act(N_("Choisir le traitement"), right=droit("set_traitement"))
def set_traitement(work: Work, candidature: str, traitement: str) -> None:
    """AC (board must decide: validated at once), AD (right to enter) or AT (waiting)."""
    if traitement not in TRAITEMENT:
        raise Refused(
            N_("Le traitement «\u00a0{traitement}\u00a0» n’existe pas.", traitement=traitement),
            "candidatures.traitement",
        )
    row = passing(work, candidature, "set_traitement", traitement)
    if row.traitement == traitement:
        return
    row.traitement, row.traitement_valide = traitement, traitement == "AC"


@act(N_("Valider le traitement"), right=droit("validate_traitement"))
def validate_traitement(work: Work, candidature: str) -> None:
    """Access by right becomes a validated favourable avis; the other treatments are only validated."""
    row = passing(work, candidature, "validate_traitement")
    row.traitement_valide = True
    if row.traitement == "AD":
        bind(work, work.add(Avis(candidature_id=row.id, avis="FA", saisi_le=work.now, saisi_par=work.auteur)))


@act(N_("Enregistrer une confirmation"), right=droit("confirm"))
def confirm(work: Work, candidature: str) -> None:
    """The person takes the place offered, or stays on the list."""
    _answer(work, passing(work, candidature, "confirm"), "confirmee")


@act(N_("Enregistrer un désistement"), right=droit("desist"))
def desist(work: Work, candidature: str) -> None:
    """The person gives the place or the rank up, confirmed or not."""
    _answer(work, passing(work, candidature, "desist"), "desistee")


def _answer(work: Work, row: Candidature, answer: str) -> None:
    row.confirmation, row.confirmation_le, row.confirmation_par = answer, work.now, work.auteur


@act(N_("Changer les dates et les droits"), right="candidatures")
def set_candidature(
    work: Work,
    candidature: str,
    date_retour: date | None = None,
    date_confirmation: date | None = None,
    situation_droits: str | None = None,
    complement_droits: str | None = None,
    montant: Decimal | None = None,
    vider: Sequence[str] = (),
) -> None:
    """What is typed beside its state: what is given is written, what `vider` names is emptied, the rest stays."""
    row = live(work, candidature)
    given = {
        "date_retour": date_retour,
        "date_confirmation": date_confirmation,
        "situation_droits": situation_droits,
        "complement_droits": complement_droits,
        "montant": montant,
    }
    write(work, "candidatures", row, named("candidatures", given, vider, given))


@act(N_("Annuler la candidature"), right=droit("cancel_candidature"))
def cancel_candidature(work: Work, candidature: str, motif: str) -> None:
    """At any stage, with its reason; it can be taken back."""
    row = passing(work, candidature, "cancel_candidature")
    if not motif.strip():
        raise Refused(N_("Indiquez pourquoi la candidature est annulée."), "candidatures.annulee_motif")
    row.annulee_le, row.annulee_par, row.annulee_motif = work.now, work.auteur, motif.strip()


@act(N_("Reprendre la candidature"), right=droit("reopen_candidature"))
def reopen_candidature(work: Work, candidature: str) -> None:
    """Take a cancellation back."""
    row = passing(work, candidature, "reopen_candidature")
    row.annulee_le = row.annulee_par = row.annulee_motif = None
