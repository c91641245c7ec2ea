"""The end of a season: enrolment, the campaign closed, the next one opened, and what the base holds then."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from scolarite_desk.models.rules.papiers import INSCRIPTION
from scolarite_desk.msg import N_
from scolarite_desk.practice.saison import jours
from scolarite_desk.practice.saison.bureau import GENRES, OFFERTES, campagne
from scolarite_desk.practice.saison.jeu import Jouee, Saison
from scolarite_desk.practice.saison.lettres import courriers
from scolarite_desk.services.avis import correct_avis
from scolarite_desk.services.campagnes import archive_campaign, close_campaign, open_campaign, reopen_campaign
from scolarite_desk.services.candidatures import desist
from scolarite_desk.services.cvec import record_cvec, verify_cvec
from scolarite_desk.services.dossiers import add_item, correct, open_dossier
from scolarite_desk.services.inscriptions import (
    await_payment,
    begin_inscription,
    cancel_inscription,
    enrol,
    owe_refund,
    record_payment,
    record_proof,
    refund,
    set_droits,
)
from scolarite_desk.services.offre import copy_formation, copy_sessions
from scolarite_desk.services.ouvertures import set_formation
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.check.check import check

_DROITS = {"licence": "182.00", "master": "260.00"}


def convocations(saison: Saison) -> None:
    """Who took the place is summoned to enrol."""
    le = saison.jour(jours.INSCRIPTION + 15)
    courriers(saison, INSCRIPTION, avis="FA", le=le, heure="09:30", lieu="Maison de l’étudiant, salle 4")


def cvec(saison: Saison) -> None:
    """Each brings a certificate, which is looked at; one number is of one person."""
    annee = jours.annee(saison.premier)
    come = dict.fromkeys(one.personne for one in saison.suivies if one.avis == "FA" and one.reponse == "confirm")
    for rang, personne in enumerate(come):
        numero = f"RIV6-{saison.graine % 100:02}{rang:04}-{rang % 97:02}"
        if cle := saison.fait(record_cvec, personne=personne, annee=annee, situation="payee", numero=numero):
            saison.fait(verify_cvec, cvec=cle)
    other = next(one.personne for one in saison.suivies if one.personne not in come)
    saison.essaie(record_cvec, personne=other, annee=annee, situation="payee",
                  numero=f"RIV6-{saison.graine % 100:02}0000-00")  # fmt: skip


def inscriptions(saison: Saison) -> None:
    """Who came is enrolled, at the fees that the office filled in; a second diploma of one person is said so."""
    annee = jours.annee(saison.premier)
    for niveau, euros in _DROITS.items():
        for situation in ("plein", "reduit"):
            valeurs = {"annee": annee, "niveau": niveau, "situation": situation, "euros": Decimal(euros)}
            saison.fait(add_item, chose="tarif", valeurs=valeurs)
    come = [one for one in saison.suivies if one.avis == "FA" and one.reponse == "confirm"]
    known: set[str] = set()

    def begun(one: Jouee, _rang: int) -> dict[str, object]:
        second = one.personne in known
        known.add(one.personne)
        return {"candidature": one.cle, "seconde": second}

    done = saison.lot(begin_inscription, come, begun).faites
    first, last = next(one for one in done if GENRES[one.code] == "licence"), done[-1]
    saison.essaie(begin_inscription, candidature=first.cle)
    absent = next(one for one in saison.suivies if one.reponse != "confirm")
    saison.essaie(begin_inscription, candidature=absent.cle)
    saison.essaie(desist, candidature=first.cle)
    saison.essaie(record_payment, candidature=first.cle, mode="carte", le=saison.jour(jours.LONGUEUR))
    saison.essaie(enrol, candidature=first.cle)
    saison.fait(set_droits, candidature=first.cle, situation="reduit", niveau="licence")
    for one in done:
        if one is last or saison.part(one.rang, 60, 71):
            _announced(saison, one)
        saison.fait(record_proof, candidature=one.cle, preuve="identite")
        saison.fait(record_payment, candidature=one.cle, mode="carte")
    saison.lot(enrol, done, lambda one, _rang: {"candidature": one.cle, "motif": "Vu avec le service"})


def _announced(saison: Saison, one: Jouee) -> None:
    """A grant is announced: it is paid at the scolarité, on proof, and never online again."""
    saison.boursiers.append(one)
    saison.fait(correct, champ="dossier.boursier", fiche=one.dossier, valeur="attente")
    saison.fait(await_payment, candidature=one.cle)
    saison.essaie(await_payment, candidature=one.cle)
    saison.fait(record_proof, candidature=one.cle, preuve="bourse")


def remboursements(saison: Saison) -> None:
    """Grants are notified, and what was paid is paid back; somebody gives the year up, with a reason."""
    for one in saison.boursiers:
        saison.fait(correct, champ="dossier.boursier", fiche=one.dossier, valeur="oui")
        saison.fait(refund, candidature=one.cle)
        saison.essaie(refund, candidature=one.cle)
    gone = next(one for one in saison.suivies if one.reponse == "confirm" and one not in saison.boursiers)
    saison.fait(owe_refund, candidature=gone.cle, avant=saison.horloge().date() + timedelta(days=30))
    saison.fait(refund, candidature=gone.cle)
    saison.essaie(cancel_inscription, candidature=gone.cle, motif=" ")
    saison.fait(cancel_inscription, candidature=gone.cle, motif="Part à l’étranger")


def cloture(saison: Saison) -> None:
    """The campaign is closed, with a reason for what is left, once more after a last look, then archived: it takes
    nothing any more.
    """
    saison.essaie(close_campaign, campagne=saison.cles["campagne"])
    for act in (close_campaign, reopen_campaign, close_campaign, archive_campaign):
        saison.fait(act, campagne=saison.cles["campagne"], motif="Fin de saison")
    one = saison.suivies[0]
    saison.essaie(add_candidature, dossier=one.dossier, formation=saison.cles[OFFERTES[0]], motif="Tard")
    saison.essaie(correct_avis, candidature=one.cle, avis="DE", raison="Tard", motif="resultats")


def annee_suivante(saison: Saison) -> None:
    """Next year: the offer is copied, its campaign opened, and somebody known comes back."""
    campagne(saison, "suivante", jours.annee(saison.premier, 1))
    key = saison.cles["suivante"]
    saison.fait(copy_sessions, campagne=saison.cles["campagne"], vers=key)
    copied = saison.lot(copy_formation, OFFERTES, lambda code, _rank: {"formation": saison.cles[code], "campagne": key})
    days = {"debut_depot": saison.jour(jours.LONGUEUR), "fin_depot": saison.jour(jours.LONGUEUR + 60)}
    saison.lot(set_formation, copied.rendus, lambda one, _rank: {"formation": one, "valeurs": days})
    saison.essaie(copy_formation, formation=saison.cles[OFFERTES[0]], campagne=key)
    saison.fait(open_campaign, campagne=key)
    saison.fait(open_dossier, personne=saison.suivies[0].personne)
    saison.essaie(open_dossier, personne=saison.suivies[0].personne, campagne=key)


def controle(saison: Saison) -> None:
    """What the base holds, and whether it is in order."""
    for found in saison.joue("check", lambda: check(saison.store, saison.progress)) or ():
        for fault in found.fautes:
            saison.faute(N_("{verification}\u00a0: {faute}", verification=found.nom, faute=fault))
    taken = Counter(one.code for one in saison.suivies if one.avis == "FA" and one.reponse != "desist")
    kinds = Counter(one.avis for one in saison.suivies if one.avis)
    answers = Counter(one.reponse for one in saison.suivies if one.reponse)
    saison.etat = {
        "dossiers": len({one.dossier for one in saison.suivies}),
        "candidatures": len(saison.suivies),
        "completes": sum(one.complete for one in saison.suivies),
        **{kind: kinds[kind] for kind in sorted(kinds)},
        "confirmees": answers["confirm"],
        "desistees": answers["desist"],
        "surnombre": sum(max(0, count - saison.capacites[code]) for code, count in taken.items()),
    }
