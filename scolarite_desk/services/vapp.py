"""The file of a VAPP: filled field by field; the commission gives an opinion, the president decides on it: two acts,
two rights, two days. The decision makes the avis of the candidature, which is validated as any.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import FIELDS
from scolarite_desk.models.rows.dossier_views import VappView
from scolarite_desk.models.rules.dates import not_to_come
from scolarite_desk.models.rules.gardes import EN_VAPP, PAS_DEFINITIF
from scolarite_desk.models.rules.passages import droit
from scolarite_desk.models.rules.vapp import (
    DECISIONS,
    OPINION_VUE,
    OPINIONS,
    TARIFS,
    Seuils,
    condition_of,
    opinion_vue,
)
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.vapp import Vapp
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.avis import correct_avis, enter_avis, withdraw_avis
from scolarite_desk.services.catalogue import fixed_key, only
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.lecture import no_field
from scolarite_desk.services.passages import live, passing
from scolarite_desk.services.reglages import count_of, setting
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.queries.vapp import vapp_view
from scolarite_desk.store.store import Work

SANS_AVIS, AVIS_REPRIS = "vapp_sans_avis", "vapp_avis_repris"  # the reserves that keep a reason


def key_of_file(candidature: str) -> str:
    """The key of the file of a candidature, there or not: the same on every desk and for ever."""
    return fixed_key("vapp", candidature)


def vapp_of(session: Session, candidature: str) -> VappView:
    """The file of a candidature, with what the office set."""
    seuils = (count_of(session, name) for name in ("vapp_age", "vapp_interruption", "vapp_echec"))
    return vapp_view(session, candidature, key_of_file(candidature), Seuils(*seuils))


def tarifs(session: Session) -> dict[str, str]:
    """What each situation is asked, as the office set it: euros as typed; blank where nobody did."""
    return {situation: setting(session, key) for situation, key in TARIFS.items()}


@act(N_("Remplir le dossier de VAPP"), right="candidatures")
def fill_vapp(work: Work, candidature: str, valeurs: Mapping[str, Any]) -> str:
    """Give fields of the file their values, the others stay; the file is begun when need be. Returns its key.
    `Refused` of a candidature that is no VAPP, where nobody would see it.
    """
    row = live(work, candidature)
    if row.genre != "vapp":
        raise EN_VAPP.refus()
    shown = {field.name: field.path for field in FIELDS["vapp"]}
    alone = next((name for name in valeurs if name not in shown), None)
    if alone is not None:
        raise no_field(f"vapp.{alone}")
    file = _begun(work, row)
    for name, value in valeurs.items():
        setattr(file, name, value)
    if len(valeurs) == 1:
        work.detail = shown[next(iter(valeurs))]
    return file.id


@act(N_("Enregistrer l’avis de la commission de VAPP"), right=droit("give_opinion"))
def give_opinion(
    work: Work,
    candidature: str,
    opinion: str,
    motif: str,
    le: date | None = None,
    composition: str = "",
    entendu: bool | None = None,
    dispenses: str = "",
    remise: str = "",
    raison: str = "",
) -> None:
    """What the commission thinks, and why; `le`: the day it met, today unless told. A new one takes the place of the
    one before. `raison`: why, once the president decided on it: the decision is then to be taken again.

    `dispenses` and `remise` (what is to be caught up) go with a favourable opinion.
    """
    row = passing(work, candidature, "give_opinion")
    file = _begun(work, row)
    if opinion not in OPINIONS:
        raise Refused(N_("Choisissez l’avis de la commission."), "vapp.opinion")
    if not (motif or "").strip():
        raise Refused(N_("L’avis de la commission est motivé\u00a0: écrivez pourquoi."), "vapp.opinion_motif")
    if opinion != "favorable" and (dispenses or remise):
        raise Refused(
            N_("Dispenses et remise à niveau vont avec un avis favorable\u00a0: effacez-les."), "vapp.dispenses"
        )
    day = not_to_come(le, work.today_of(row.formation_id), "vapp.commission_le")
    if file.decision and not (raison or "").strip():
        raise Refused(
            N_("Le président a décidé sur l’avis précédent\u00a0: donnez la raison d’en enregistrer un autre."),
            "vapp.opinion_raison",
        )
    file.opinion, file.commission_le, file.opinion_par = opinion, day, work.auteur
    file.composition, file.entendu, file.opinion_motif = composition or None, _yes(entendu), motif.strip()
    file.dispenses, file.remise = dispenses or None, remise or None
    if file.decision:
        keep_reason(work, row.id, AVIS_REPRIS, raison.strip())


@act(N_("Retirer l’avis de la commission de VAPP"), right=droit("withdraw_opinion"))
def withdraw_opinion(work: Work, candidature: str) -> None:
    """It was recorded by mistake, and nothing was decided on it."""
    file = _begun(work, passing(work, candidature, "withdraw_opinion"))
    for name in (*OPINION_VUE, "composition", "entendu", "opinion_par"):
        setattr(file, name, None)


@act(N_("Enregistrer la décision du président"), right=droit("decide_vapp"))
def decide_vapp(
    work: Work,
    candidature: str,
    decision: str,
    le: date | None = None,
    signataire: str = "",
    motif: str = "",
    raison: str = "",
    type: str | None = None,
    malgre: bool = False,
) -> str:
    """What the president decides: FA or DE, which becomes the avis of the candidature, to be validated. Its key.

    `le`: the day of the decision, today unless told. `motif`: of a refusal, what the commission said unless told.
    `raison`: why it goes without an opinion, kept; why a decision that was validated is taken again,
    after the four months of a right that is lessened too (`malgre`, as `correct_avis`).
    """
    row = passing(work, candidature, "decide_vapp")
    file = _begun(work, row)
    if decision not in DECISIONS:
        raise Refused(N_("Choisissez la décision."), "vapp.decision")
    if not file.opinion and not (raison or "").strip():
        raise Refused(
            N_(
                "La commission n’a pas rendu d’avis\u00a0: enregistrez-le d’abord, ou donnez la raison de décider sans."
            ),
            "vapp.decision_raison",
        )
    day = not_to_come(le, work.today_of(row.formation_id), "vapp.decision_le")
    if file.commission_le is not None and day < file.commission_le:
        raise Refused(N_("La décision précède l’avis de la commission\u00a0: corrigez ce jour."), "vapp.decision_le")
    avis = _avis(work, row, file, decision, motif or "", raison or "", type=type, malgre=malgre)
    file.decision, file.decision_le, file.decision_par = decision, day, work.auteur
    file.decision_signataire, file.decision_avis_id = signataire or None, avis
    file.decision_vu = opinion_vue({name: getattr(file, name) for name in OPINION_VUE})
    if not file.opinion:
        keep_reason(work, row.id, SANS_AVIS, raison.strip())
    return avis


@act(N_("Retirer la décision du président"), right=droit("withdraw_decision"))
def withdraw_decision(work: Work, candidature: str) -> None:
    """It was recorded by mistake: the avis that it made goes with it, as long as nobody validated it."""
    file = _begun(work, passing(work, candidature, "withdraw_decision"))
    current = current_avis(work.session, candidature)
    if current is not None and current.id == file.decision_avis_id:
        withdraw_avis(work, candidature)
    file.decision = file.decision_le = file.decision_signataire = file.decision_par = None
    file.decision_vu = file.decision_avis_id = None


def _avis(work: Work, row: Candidature, file: Vapp, decision: str, motif: str, raison: str, **how: Any) -> str:
    """The avis that a decision makes: entered, or the validated one corrected for a reason."""
    favorable = decision == "FA"
    says: dict[str, Any] = {
        "condition": condition_of(file.dispenses, file.remise) if favorable else None,
        "motif_texte": None if favorable else motif.strip() or file.opinion_motif,
        "type": how["type"],
    }
    current = current_avis(work.session, row.id)
    if current is None or current.valide_le is None:
        if current is not None and current.corrige_id and raison.strip():
            current.corrige_motif = raison.strip()  # its letter says why the former one goes
        return enter_avis(work, row.id, decision, **says)
    if not raison.strip():
        raise PAS_DEFINITIF.refus()
    return correct_avis(work, row.id, decision, raison, malgre=how["malgre"], garder=False, **says)


def _begun(work: Work, row: Candidature) -> Vapp:
    return only(work, Vapp, row.id, candidature_id=row.id)


def _yes(value: Any) -> bool | None:
    return None if value in (None, "") else bool(value)
