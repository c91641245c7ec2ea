"""What is asked about a decision: its reasons, another one, and the recteur, whom no master leaves without a place."""

from __future__ import annotations

from datetime import timedelta

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.papiers import ACCUSE_SAISINE, ATTESTATION, MOTIFS
from scolarite_desk.msg import N_
from scolarite_desk.practice.saison import jours
from scolarite_desk.practice.saison.bureau import GENRES
from scolarite_desk.practice.saison.jeu import Jouee, Saison
from scolarite_desk.services.documents import issue_courrier
from scolarite_desk.services.dossiers import add_item, correct
from scolarite_desk.services.requetes import (
    answer_requete,
    answer_waiting,
    give_reasons,
    receive_requete,
    withdraw_requete,
)
from scolarite_desk.services.saisines import (
    acknowledge_saisine,
    answer_proposition,
    begin_saisine,
    close_saisine,
    propose_place,
    take_refus,
)

_ELSEWHERE = ("Université de Grisevelle", "Université de Hautelande", "Université de Sablières")


def motifs(saison: Saison) -> None:
    """Somebody refused asks why, and is written it within the month; another asks for another decision."""
    one, other = _refused(saison)[:2]
    asked = saison.fait(receive_requete, candidature=one.cle, genre=MOTIFS)
    saison.essaie(receive_requete, candidature=one.cle, genre=MOTIFS)
    saison.essaie(answer_requete, requete=asked, issue="accueillie")
    saison.essaie(give_reasons, candidature=one.cle)
    _courrier(saison, one, MOTIFS)
    saison.fait(give_reasons, candidature=one.cle)
    said = saison.fait(receive_requete, candidature=one.cle, genre="hierarchique")
    saison.fait(answer_requete, requete=said, issue="rejetee")
    saison.fait(receive_requete, candidature=one.cle, genre="gracieux")
    saison.fait(answer_waiting, candidature=one.cle, issue="rejetee")
    mistake = saison.fait(receive_requete, candidature=one.cle, genre="contentieux")
    saison.fait(withdraw_requete, requete=mistake)
    saison.cles["recours"] = saison.fait(receive_requete, candidature=other.cle, genre="gracieux") or ""
    saison.recours = other
    saison.essaie(receive_requete, candidature=saison.vapp[-1].cle, genre="gracieux")


def _refused(saison: Saison) -> list[Jouee]:
    """Two at least, those who were complete first. `Refused` when there are fewer."""
    found = sorted((one for one in saison.suivies if one.avis == "DE"), key=lambda one: not one.complete)
    if len(found) < 2:
        raise Refused(N_("Trop peu de dossiers\u00a0: moins de deux sont refusés."))
    return found


def saisine(saison: Saison) -> None:
    """Whoever no master took asks the recteur: refusals of this base and of elsewhere, acknowledged, three places."""
    annee, today = jours.annee(saison.premier), saison.horloge().date()
    one = next(one for one in _refused(saison) if GENRES[one.code] == "m1")
    key = saison.fait(begin_saisine, personne=one.personne, annee=annee, le=today)
    saison.essaie(begin_saisine, personne=one.personne, annee=annee)
    saison.fait(take_refus, saisine=key)
    saison.essaie(take_refus, saisine=key)
    for place in _ELSEWHERE:
        refus = {"saisine_id": key, "etablissement": place, "formation": "Master 1 Droit", "mention": "Droit",
                 "refuse_le": today - timedelta(days=3), "preuve": "lettre"}  # fmt: skip
        saison.fait(add_item, chose="refus_vus", valeurs=refus)
    for champ, valeur in (("licence", "nationale"), ("licence_le", today - timedelta(days=20)), ("releve_vu", today)):
        saison.fait(correct, champ=f"saisine.{champ}", fiche=key, valeur=valeur)
    _courrier(saison, one, ATTESTATION)
    _courrier(saison, one, ACCUSE_SAISINE)
    saison.fait(acknowledge_saisine, saisine=key)
    for rang, place in enumerate(_ELSEWHERE):
        saison.cles[f"place {rang}"] = saison.fait(propose_place, saisine=key, etablissement=place) or ""
    saison.cles["saisine"] = key or ""


def suites(saison: Saison) -> None:
    """One place is declined, one taken: the other cannot be taken too, and the referral is over."""
    saison.fait(answer_proposition, proposee=saison.cles["place 0"], reponse="refusee")
    saison.fait(answer_proposition, proposee=saison.cles["place 1"], reponse="acceptee")
    saison.essaie(answer_proposition, proposee=saison.cles["place 2"], reponse="acceptee")
    saison.fait(close_saisine, saisine=saison.cles["saisine"], issue="inscription")


def _courrier(saison: Saison, one: Jouee, papier: str) -> None:
    if issued := saison.fait(issue_courrier, candidature=one.cle, papier=papier):
        saison.garde(f"lettres/{papier}/{issued.numero}.pdf", issued.rendu.octets)
