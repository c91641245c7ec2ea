"""Avis: entered, then validated by who may; corrected with a reason, the first one kept. Values: `avis_valeurs`."""

from __future__ import annotations

from datetime import date

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.passages import droit
from scolarite_desk.models.rules.retrait import HORS_DELAI, Decision, lessens, limit, warning
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.msg import N_, NOTHING, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.avis_valeurs import bind, called_from, check, kept_of, vu_of, whole
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.passages import passing
from scolarite_desk.services.requetes import grant
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.store import Work


@act(N_("Saisir un avis"), right=droit("enter_avis"))
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
    type: str | None = None,
) -> str:
    """A new avis, not validated; returns its key. An unvalidated one is replaced in place of being piled up.

    `en_seance`: the meeting of the commission that decided it, None when none did. `type`: a kind of decision of the
    office, of that avis; None: the shipped one.

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
        "type_id": type,
    }
    row = passing(work, candidature, "enter_avis")
    former = current_avis(work.session, candidature)
    values = whole(given) | called_from(former, avis)
    check(work, row, values, former)
    ask_again(row)
    if former is not None and former.valide_le is None:
        for name, value in values.items():
            setattr(former, name, value)
        former.saisi_le, former.saisi_par = work.now, work.auteur
        return former.id
    return work.add(Avis(candidature_id=candidature, saisi_le=work.now, saisi_par=work.auteur, **values)).id


def ask_again(row: Candidature) -> None:
    """What the person answered was another decision."""
    if row.confirmation is not None:
        row.confirmation = row.confirmation_le = row.confirmation_par = None


@act(N_("Valider l’avis"), right=droit("validate_avis"))
def validate_avis(work: Work, candidature: str, vu: str | None = None) -> None:
    """Make the current avis binding. Validating twice is refused: nothing is dated again, nothing sent again. `vu`: the
    digest of what whoever validates was shown (`AvisView.vu`); another one is refused.
    """
    avis = _passing(work, candidature, "validate_avis")
    if vu and vu != vu_of(avis):
        raise Refused(N_("L’avis a changé depuis que vous l’avez lu\u00a0: relisez-le."), "avis.avis")
    bind(work, avis)


@act(N_("Rectifier l’avis"), right=droit("correct_avis"))
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
    type: str | None = None,
    requete: str | None = None,
    garder: bool = True,
) -> str:
    """A validated avis is corrected by another that names it and says why; the first one stays. Returns the new key.

    The answer of the person is asked again, since it answered another decision. What gave a right is taken back, or
    lessened, after its four months (CRPA L. 242-1) in spite of a warning only (`malgre`), kept with the reason.
    `requete`: the appeal that this decision grants, answered with it; its letter says so. `garder`: of the same avis,
    what is not given stays (motive, rank, summons, condition, kind); a blank empties.
    """
    former = _passing(work, candidature, "correct_avis")
    row = work.get(Candidature, candidature)
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
        "type_id": type,
        "corrige_motif": raison,
    }
    if garder and former.avis == avis:
        given |= kept_of(former, given)
    values = whole(given) | called_from(former, avis)
    check(work, row, values, former)
    late = _late(work, row, former, Decision(values["avis"], values["condition"], values["rang"]))
    if late and not malgre:
        raise Refused(
            joined(" ", late, N_("Rectifiez malgré tout si le service juridique l’a admis.")), "avis.corrige_motif"
        )
    ask_again(row)
    new = work.add(
        Avis(candidature_id=candidature, saisi_le=work.now, saisi_par=work.auteur, corrige_id=former.id, **values)
    )
    if requete:
        grant(work, requete, new)
    if late:
        keep_reason(work, new.id, HORS_DELAI, raison.strip())
    return new.id


def _late(work: Work, row: Candidature, former: Avis, avis: Decision) -> Msg:
    """What is to be said of a right that is taken back, or lessened, after its four months."""
    assert former.valide_le is not None
    decided, today = work.at(row.formation_id, former.valide_le).date(), work.today_of(row.formation_id)
    less = lessens(Decision(former.avis, former.condition, former.rang), avis)
    return warning(decided, today) if less and today > limit(decided) else NOTHING


@act(N_("Retirer l’avis saisi"), right=droit("withdraw_avis"))
def withdraw_avis(work: Work, candidature: str) -> None:
    """Take back an avis that is not validated yet."""
    work.withdraw(_passing(work, candidature, "withdraw_avis"))


@act(N_("Retirer la validation"), right=droit("unvalidate_avis"))
def unvalidate_avis(work: Work, candidature: str) -> None:
    """Take a validation back, as long as no paper says it and the person has not answered."""
    avis = _passing(work, candidature, "unvalidate_avis")
    avis.valide_le = avis.valide_par = avis.valide_vu = None


def _passing(work: Work, candidature: str, acte: str) -> Avis:
    """The current avis, for an act whose guards ask that there is one."""
    avis = current_avis(work.session, passing(work, candidature, acte).id)
    assert avis is not None
    return avis
