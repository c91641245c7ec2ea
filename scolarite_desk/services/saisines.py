"""The referral of a person to the recteur: begun, its refusals taken from this base, acknowledged, answered, closed.
What it rests on is typed in its form, as the papers are shown (`correct`, which keeps the same rules).
"""

from __future__ import annotations

from datetime import date

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.dates import is_academic_year
from scolarite_desk.models.rules.saisine import ISSUES, REPONSES
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.saisine import PlaceProposee, RefusVu, Saisine
from scolarite_desk.msg import N_
from scolarite_desk.services.acts import act
from scolarite_desk.services.catalogue import only
from scolarite_desk.services.reglages import settings
from scolarite_desk.services.suites import check_followed
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
    if saisine_of(work.session, key, annee) is not None:
        raise Refused(N_("Cette personne a déjà une saisine du recteur pour {annee}.", annee=annee), "saisine")
    row = only(work, Saisine, key, annee, personne_id=key, annee=annee)
    row.le = le or row.le
    check_followed(work, row, "le")
    return row.id


@act(N_("Reprendre les refus de cette base"), right="candidatures")
def take_refus(work: Work, saisine: str) -> int:
    """Add the refusals of first years of master that this base decided and that are not there yet, each one row whoever
    takes it; returns how many. `Refused` when there is none.
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
        seen = only(work, RefusVu, row.id, candidature.id, saisine_id=row.id, candidature_id=candidature.id)
        seen.etablissement, seen.formation, seen.preuve = here, formation.libelle, "base"
        seen.mention = formation.mention or formation.libelle
        seen.refuse_le = work.at(formation.id, avis.valide_le).date()
    return len(missing)


@act(N_("Noter l’accusé de réception d’une saisine"), right="candidatures")
def acknowledge_saisine(work: Work, saisine: str, le: date | None = None) -> None:
    """`le`: the day it was acknowledged, today unless told."""
    row = work.get(Saisine, saisine)
    row.accuse_le = le or work.today
    check_followed(work, row, "accuse_le")


@act(N_("Ajouter une proposition du recteur"), right="candidatures")
def propose_place(
    work: Work, saisine: str, etablissement: str | None = None, formation: str | None = None, le: date | None = None
) -> str:
    """The next place that the recteur proposes, `le`: today unless told. Returns its key."""
    row = work.get(Saisine, saisine)
    made = propositions_of(work.session, [row.id]).get(row.id, [])
    place = PlaceProposee(
        saisine_id=row.id,
        rang=1 + max((one.rang or 0 for one in made), default=0),
        etablissement=etablissement or None,
        formation=formation or None,
        proposee_le=le or work.today,
    )
    check_followed(work, place, "proposee_le")
    return work.add(place).id


@act(N_("Noter la réponse à une proposition du recteur"), right="candidatures")
def answer_proposition(work: Work, proposee: str, reponse: str, le: date | None = None) -> None:
    """`le`: the day it was answered, today unless told. `Refused` while another one is accepted."""
    row = work.get(PlaceProposee, proposee)
    if reponse not in REPONSES:
        raise Refused(N_("Choisissez la réponse\u00a0: {reponses}.", reponses=list(REPONSES.values())), _REPONSE)
    row.reponse, row.reponse_le = reponse, le or work.today
    check_followed(work, row, "reponse_le", "reponse")


@act(N_("Clore une saisine du recteur"), right="candidatures")
def close_saisine(work: Work, saisine: str, issue: str, le: date | None = None) -> None:
    """How it ends, `le`: today unless told, and never before it began."""
    row = work.get(Saisine, saisine)
    if issue not in ISSUES:
        raise Refused(N_("Choisissez l’issue\u00a0: {issues}.", issues=list(ISSUES.values())), "saisine.issue")
    row.issue, row.close_le = issue, le or work.today
    check_followed(work, row, "close_le", "issue")


@act(N_("Retirer une saisine du recteur"), right="candidatures")
def withdraw_saisine(work: Work, saisine: str) -> None:
    """It was recorded by mistake: out of sight with what it rests on; begun again, it comes back whole."""
    work.withdraw(work.get(Saisine, saisine))


_REPONSE = "propositions.reponse"
