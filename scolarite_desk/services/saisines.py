"""The referral of a person to the recteur: begun, its refusals taken from this base, acknowledged, answered, closed.
What it rests on is typed in its form, as the papers are shown (`correct`).
"""

from __future__ import annotations

from datetime import date

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.dates import is_academic_year
from scolarite_desk.models.rules.saisine import ACCEPTEE, ISSUES, REPONSES
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.saisine import PlaceProposee, RefusVu, Saisine
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.catalogue import fixed_key
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.queries.rows import row_of
from scolarite_desk.store.queries.saisines import propositions_of, refus_of, refused_here, saisine_of
from scolarite_desk.store.store import Work


@act(N_("Enregistrer une saisine du recteur"), right="candidatures")
def begin_saisine(work: Work, personne: str, annee: str, le: date | None = None) -> str:
    """The referral of a person for the entry of a year (« 2026-2027 »), `le`: the day the recteur was asked, where it
    is known. Returns its key, made of both; one that was withdrawn comes back.
    """
    key = work.get(Personne, personne).id
    if not is_academic_year(annee or ""):
        raise Refused(N_("Écrivez l’année universitaire comme 2026-2027."), "saisine.annee")
    _refuse_to_come(work, le, "saisine.le")
    if saisine_of(work.session, key, annee) is not None:
        raise Refused(N_("Cette personne a déjà une saisine du recteur pour {annee}.", annee=annee), "saisine")
    made = fixed_key("saisine", key, annee)
    former = row_of(work.session, Saisine, made)
    if former is None:
        return work.add(Saisine(id=made, personne_id=key, annee=annee, le=le)).id
    former.retire_le = None
    former.le = le or former.le
    return former.id


@act(N_("Reprendre les refus de cette base"), right="candidatures")
def take_refus(work: Work, saisine: str) -> int:
    """Add the refusals of first years of master that this base decided and that are not there yet; returns how many.
    `Refused` when there is none.
    """
    row = work.get(Saisine, saisine)
    there = {one.candidature_id for one in refus_of(work.session, [row.id]).get(row.id, ())}
    found = refused_here(work.session, row.personne_id, row.annee or "")
    missing = [one for one in found if one[0].id not in there]
    if not missing:
        raise Refused(N_("Aucun refus validé en première année de master n’est à reprendre."), "refus_vus")
    here = settings(work.session)["etablissement"] or None
    for candidature, formation, avis in missing:
        assert avis.valide_le is not None  # only validated ones are found
        work.add(
            RefusVu(
                saisine_id=row.id,
                candidature_id=candidature.id,
                etablissement=here,
                formation=formation.libelle,
                mention=formation.mention or formation.libelle,
                refuse_le=work.at(formation.id, avis.valide_le).date(),
                preuve="base",
            )
        )
    return len(missing)


@act(N_("Noter l’accusé de réception d’une saisine"), right="candidatures")
def acknowledge_saisine(work: Work, saisine: str, le: date | None = None) -> None:
    """`le`: the day it was acknowledged, today unless told."""
    row, day = work.get(Saisine, saisine), le or work.today
    _refuse_to_come(work, day, "saisine.accuse_le")
    if row.le is not None and day < row.le:
        raise Refused(N_("L’accusé de réception précède la saisine\u00a0: corrigez ce jour."), "saisine.accuse_le")
    row.accuse_le = day


@act(N_("Ajouter une proposition du recteur"), right="candidatures")
def propose_place(
    work: Work, saisine: str, etablissement: str | None = None, formation: str | None = None, le: date | None = None
) -> str:
    """The next place that the recteur proposes, `le`: today unless told. Returns its key."""
    row, day = work.get(Saisine, saisine), le or work.today
    _refuse_to_come(work, day, "propositions.proposee_le")
    made = propositions_of(work.session, [row.id]).get(row.id, [])
    return work.add(
        PlaceProposee(
            saisine_id=row.id,
            rang=1 + max((one.rang or 0 for one in made), default=0),
            etablissement=etablissement or None,
            formation=formation or None,
            proposee_le=day,
        )
    ).id


@act(N_("Noter la réponse à une proposition du recteur"), right="candidatures")
def answer_proposition(work: Work, proposee: str, reponse: str, le: date | None = None) -> None:
    """`le`: the day it was answered, today unless told. `Refused` while another one is accepted."""
    row, day = work.get(PlaceProposee, proposee), le or work.today
    if reponse not in REPONSES:
        raise Refused(N_("Choisissez la réponse\u00a0: {reponses}.", reponses=list(REPONSES.values())), _REPONSE)
    _refuse_to_come(work, day, "propositions.reponse_le")
    if row.proposee_le is not None and day < row.proposee_le:
        raise Refused(N_("La réponse précède la proposition\u00a0: corrigez ce jour."), "propositions.reponse_le")
    others = propositions_of(work.session, [row.saisine_id])[row.saisine_id]
    if reponse == ACCEPTEE and any(one.reponse == ACCEPTEE and one.id != row.id for one in others):
        raise Refused(N_("Une autre proposition est déjà acceptée\u00a0: corrigez-la d’abord."), _REPONSE)
    row.reponse, row.reponse_le = reponse, day


@act(N_("Clore une saisine du recteur"), right="candidatures")
def close_saisine(work: Work, saisine: str, issue: str, le: date | None = None) -> None:
    """How it ends, `le`: today unless told."""
    row, day = work.get(Saisine, saisine), le or work.today
    if issue not in ISSUES:
        raise Refused(N_("Choisissez l’issue\u00a0: {issues}.", issues=list(ISSUES.values())), "saisine.issue")
    _refuse_to_come(work, day, "saisine.close_le")
    row.issue, row.close_le = issue, day


@act(N_("Retirer une saisine du recteur"), right="candidatures")
def withdraw_saisine(work: Work, saisine: str) -> None:
    """It was recorded by mistake: out of sight with what it rests on; begun again, it comes back whole."""
    work.withdraw(work.get(Saisine, saisine))


_REPONSE = "propositions.reponse"


def _refuse_to_come(work: Work, day: date | None, champ: str) -> None:
    if day is not None and day > work.today:
        raise Refused(N_("Ce jour est à venir\u00a0: corrigez-le."), champ)
