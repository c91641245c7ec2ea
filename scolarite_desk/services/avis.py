"""Avis: entered, then validated by who may; corrected with a reason, the first one kept. Values: `avis_valeurs`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.retrait import HORS_DELAI, Decision, lessens, limit, warning
from scolarite_desk.models.rules.states import FINAL_AVIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.msg import N_, NOTHING, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.avis_valeurs import check, whole
from scolarite_desk.services.candidatures import live
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.seances import minutes_say
from scolarite_desk.store.store import Work


@act(N_("Saisir un avis"), right="avis")
def enter_avis(
    work: Work,
    candidature: str,
    avis: str,
    motif: str | None = None,
    motif_texte: str | None = None,
    commentaire: str | None = None,
    rang: int | None = None,
    convocation_le: date | None = None,
    convocation_heure: str | None = None,
    convocation_lieu: str | None = None,
    condition: str | None = None,
    en_seance: str | None = None,
) -> str:
    """A new avis, not validated; returns its key. An unvalidated one is replaced in place of being piled up.

    `en_seance`: the meeting of the commission that decided it, None when none did.

    DE asks a motive, in words when it is « autre », LC a rank that nobody holds in the same formation, PR day, hour and
    place. What does not go with the avis is refused.
    """
    given = {
        "avis": avis,
        "motif": motif,
        "motif_texte": motif_texte,
        "commentaire": commentaire,
        "rang": rang,
        "convocation_le": convocation_le,
        "convocation_heure": convocation_heure,
        "convocation_lieu": convocation_lieu,
        "condition": condition,
        "seance_id": en_seance,
    }
    row, former = live(work, candidature), current_avis(work.session, candidature)
    values = whole(given)
    check(work, row, values, former)
    if former is not None and former.valide_le is not None and former.avis in FINAL_AVIS:
        raise Refused(N_("L’avis est validé\u00a0: rectifiez-le, avec sa raison."), "avis.avis")
    if row.confirmation == "desistee":
        raise Refused(N_("Cette personne s’est désistée\u00a0: rectifiez l’avis si elle revient."), "avis.avis")
    _ask_again(row)
    if former is not None and former.valide_le is None:
        for name, value in values.items():
            setattr(former, name, value)
        former.saisi_le, former.saisi_par = work.now, work.auteur
        return former.id
    return work.add(Avis(candidature_id=candidature, saisi_le=work.now, saisi_par=work.auteur, **values)).id


def _ask_again(row: Candidature) -> None:
    """What the person answered was another decision."""
    if row.confirmation is not None:
        row.confirmation = row.confirmation_le = row.confirmation_par = None


@act(N_("Valider l’avis"), right="validation")
def validate_avis(work: Work, candidature: str) -> None:
    """Make the current avis binding. Validating twice is refused: nothing is dated again, nothing sent again."""
    live(work, candidature)
    avis = current_avis(work.session, candidature)
    if avis is None:
        raise Refused(N_("Il n’y a pas d’avis à valider."), "avis.avis")
    if avis.valide_le is not None:
        raise Refused(N_("Cet avis est déjà validé par {auteur}.", auteur=avis.valide_par), "avis.avis")
    avis.valide_le, avis.valide_par = work.now, work.auteur


@act(N_("Rectifier l’avis"), right="validation")
def correct_avis(
    work: Work,
    candidature: str,
    avis: str,
    raison: str,
    motif: str | None = None,
    motif_texte: str | None = None,
    rang: int | None = None,
    commentaire: str | None = None,
    convocation_le: date | None = None,
    convocation_heure: str | None = None,
    convocation_lieu: str | None = None,
    condition: str | None = None,
    en_seance: str | None = None,
    malgre: bool = False,
) -> str:
    """A validated avis is corrected by another that names it and says why; the first one stays. Returns the new key.

    The answer of the person is asked again, since it answered another decision. What gave a right is taken back, or
    lessened, after its four months (CRPA L. 242-1) in spite of a warning only (`malgre`), kept with the reason.
    """
    row = live(work, candidature)
    former = current_avis(work.session, candidature)
    if former is None or former.valide_le is None:
        raise Refused(N_("Cet avis n’est pas validé\u00a0: changez-le simplement."), "avis.avis")
    if not raison.strip():
        raise Refused(N_("Indiquez la raison de la rectification."), "avis.corrige_motif")
    given = {
        "avis": avis,
        "motif": motif,
        "motif_texte": motif_texte,
        "rang": rang,
        "commentaire": commentaire,
        "convocation_le": convocation_le,
        "convocation_heure": convocation_heure,
        "convocation_lieu": convocation_lieu,
        "condition": condition,
        "seance_id": en_seance,
        "corrige_motif": raison,
    }
    values = whole(given)
    check(work, row, values, former)
    late = _late(work, row, former, Decision(values["avis"], values["condition"], values["rang"]))
    if late and not malgre:
        raise Refused(
            joined(" ", late, N_("Rectifiez malgré tout si le service juridique l’a admis.")), "avis.corrige_motif"
        )
    _ask_again(row)
    key = work.add(
        Avis(candidature_id=candidature, saisi_le=work.now, saisi_par=work.auteur, corrige_id=former.id, **values)
    ).id
    if late:
        keep_reason(work, key, HORS_DELAI, raison.strip())
    return key


def _late(work: Work, row: Candidature, former: Avis, avis: Decision) -> Msg:
    """What is to be said of a right that is taken back, or lessened, after its four months."""
    assert former.valide_le is not None
    decided, today = work.at(row.formation_id, former.valide_le).date(), work.today_of(row.formation_id)
    less = lessens(Decision(former.avis, former.condition, former.rang), avis)
    return warning(decided, today) if less and today > limit(decided) else NOTHING


@act(N_("Retirer l’avis saisi"), right="avis")
def withdraw_avis(work: Work, candidature: str) -> None:
    """Take back an avis that is not validated yet."""
    live(work, candidature)
    avis = current_avis(work.session, candidature)
    if avis is None or avis.valide_le is not None:
        raise Refused(N_("Seul un avis non validé se retire."), "avis.avis")
    work.withdraw(avis)


@act(N_("Retirer la validation"), right="validation")
def unvalidate_avis(work: Work, candidature: str) -> None:
    """Take a validation back, as long as no paper says it and the person has not answered."""
    row = live(work, candidature)
    avis = current_avis(work.session, candidature)
    if avis is None or avis.valide_le is None:
        raise Refused(N_("Cet avis n’est pas validé."), "avis.avis")
    refuse_told(work, [avis.id])
    if row.confirmation is not None:
        raise Refused(N_("La personne a déjà répondu\u00a0: rectifiez l’avis, avec sa raison."), "avis.avis")
    avis.valide_le = avis.valide_par = None


def refuse_told(work: Work, avis: Collection[str]) -> None:
    """What a letter or a procès-verbal says is only ever corrected by another avis, by an undoing no more than by an
    act.
    """
    if avis and work.find(select(DocumentEmis).where(DocumentEmis.avis_id.in_(avis))) is not None:
        raise Refused(N_("La lettre est partie\u00a0: rectifiez l’avis, avec sa raison."), "avis.avis")
    if minutes_say(work.session, avis):
        raise Refused(N_("Le procès-verbal est édité\u00a0: rectifiez l’avis, avec sa raison."), "avis.avis")
