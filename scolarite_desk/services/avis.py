"""Avis: entered, then validated by someone who may; corrected with a reason, the first one kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.of_dossier import AVIS as FIELDS
from scolarite_desk.models.rules.retrait import HORS_DELAI, Decision, lessens, limit, warning
from scolarite_desk.models.rules.states import AVIS, FINAL_AVIS
from scolarite_desk.models.rules.vides import A_PRECISER, SANS_MOTIF, a_preciser
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.document import DocumentEmis
from scolarite_desk.models.tables.formation import SeanceCommission
from scolarite_desk.msg import N_, NOTHING, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.candidatures import live
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.seance import ranks
from scolarite_desk.store.queries.seances import examines, minutes_say
from scolarite_desk.store.store import Work

SUMMONS = ("convocation_le", "convocation_heure", "convocation_lieu")


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
    values = _whole(given)
    _check(work, row, values, former)
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


def _whole(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an avis, blanks as nothing. `Refused` when one does not go with the avis, or is missing."""
    values = {name: value or None for name, value in given.items()}
    if values["avis"] not in AVIS:
        raise Refused(N_("L’avis «\u00a0{avis}\u00a0» n’existe pas.", avis=values["avis"] or ""), "avis.avis")
    told = {**values, "rectifie": "corrige_motif" in values}
    for field in FIELDS:
        if values.get(field.name) is not None and not field.visible.holds(told):
            raise Refused(
                N_(
                    "«\u00a0{champ}\u00a0» ne va pas avec l’avis «\u00a0{avis}\u00a0»\u00a0: effacez-le.",
                    champ=field.alone or field.label,
                    avis=AVIS[str(values["avis"])].label,
                ),
                field.path,
            )
    return values


def _check(work: Work, row: Candidature, values: Mapping[str, Any], former: Avis | None) -> None:
    avis, rang = values["avis"], values["rang"]
    if values["seance_id"] and not (former is not None and former.seance_id == values["seance_id"]):
        _check_meeting(work, row, values["seance_id"])
    motif, texte = values["motif"] or "", values["motif_texte"] or ""
    if avis == "DE" and not (motif or texte):
        raise Refused(SANS_MOTIF, "avis.motif")
    libelle = lists(work.session).label("motif_avis", motif) if motif else ""
    if a_preciser(motif, libelle, texte):
        raise Refused(A_PRECISER.given(dit=texte.strip() or libelle), "avis.motif_texte")
    if avis == "PR":
        _check_summons(work, row, values, former)
    if avis == "LC":
        if rang is None or rang < 1:
            raise Refused(N_("Donnez le rang sur la liste complémentaire."), "avis.rang")
        if rang in ranks(work.session, row.formation_id, row.id):
            raise Refused(N_("Le rang {rang} est déjà donné dans cette formation.", rang=rang), "avis.rang")


def _check_meeting(work: Work, row: Candidature, seance: str) -> None:
    """A commission decides in a meeting that was held, on what it examines."""
    meeting = work.get(SeanceCommission, seance)
    if meeting.le is None or meeting.le > work.at(row.formation_id, work.now).date():
        raise Refused(N_("Cette séance n’a pas encore eu lieu\u00a0: vérifiez son jour."), "avis.en_seance")
    if not examines(work.session, meeting.commission_id, row.formation_id):
        raise Refused(
            N_("Cette commission n’examine pas cette formation\u00a0: choisissez une autre séance."), "avis.en_seance"
        )


def _check_summons(work: Work, row: Candidature, values: Mapping[str, Any], former: Avis | None) -> None:
    """The letter says when and where to come: a summons is whole, and to come unless that day was said before."""
    for name in SUMMONS:
        if values[name] is None:
            raise Refused(N_("Une présélection convoque\u00a0: donnez le jour, l’heure et le lieu."), f"avis.{name}")
    day = values["convocation_le"]
    known = former is not None and former.convocation_le == day
    now = work.at(row.formation_id, work.now)
    if day < now.date() and not known:
        raise Refused(N_("Ce jour est passé\u00a0: choisissez-en un autre."), "avis.convocation_le")
    if day == now.date() and values["convocation_heure"] < f"{now:%H:%M}" and not known:
        raise Refused(N_("Cette heure est passée\u00a0: choisissez-en une autre."), "avis.convocation_heure")


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
    values = _whole(given)
    _check(work, row, values, former)
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
