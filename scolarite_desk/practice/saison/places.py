"""Lists and places of a season: ranks put in order, who does not answer, who is called, one session more."""

from __future__ import annotations

from scolarite_desk.models.rules.papiers import APPEL
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.practice.saison import jours
from scolarite_desk.practice.saison.bureau import GENRES, OFFERTES
from scolarite_desk.practice.saison.jeu import Jouee, Saison
from scolarite_desk.services.appel import lapse, promote, proposition
from scolarite_desk.services.avis import enter_avis, validate_avis
from scolarite_desk.services.candidatures import confirm
from scolarite_desk.services.documents import issue_courrier, issue_letter
from scolarite_desk.services.numerotation import numbering
from scolarite_desk.services.ouvertures import open_in_session, set_calendar
from scolarite_desk.services.rangs import move_rank, renumber
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.queries.places import places_of
from scolarite_desk.store.queries.seance import lignes_of


def rangs(saison: Saison) -> None:
    """Each list by the average of the year; then the first of the longest leaves its place to those behind."""
    listes = {code: _listed(saison, code) for code in OFFERTES}
    for code, keys in listes.items():
        if keys:
            with saison.store.reading() as session:
                rows = lignes_of(session, keys)
            told = numbering(saison.store, rows, "annee")
            order = [one.ligne.candidature for one in told.lignes]
            saison.fait(renumber, formation=saison.cles[code], candidatures=order)
            listes[code] = order
    code, longest = max(listes.items(), key=lambda liste: len(liste[1]))
    saison.fait(move_rank, candidature=longest[0])
    saison.essaie(renumber, formation=saison.cles[code], candidatures=longest * 2)
    saison.essaie(move_rank, candidature=next(one.cle for one in saison.suivies if one.avis == "FA"))


def _listed(saison: Saison, code: str) -> list[str]:
    return [one.cle for one in saison.suivies if one.code == code and one.avis == "LC"]


def silences(saison: Saison) -> None:
    """The day is over: whoever said nothing holds no place any more."""
    silent = [one for one in saison.suivies if one.avis == "FA" and not one.reponse]
    for one in saison.lot(lapse, silent, lambda one, _rang: {"candidature": one.cle}).faites:
        one.reponse = "lapse"


def appels(saison: Saison) -> None:
    """Each free place is given to the first of the list: told by a letter, admitted, until a day; most take it."""
    for code in OFFERTES:
        by_key = {one.cle: one for one in saison.suivies if one.code == code}
        for _ in by_key:  # at most
            with saison.store.reading() as session:
                proposed = proposition(session, Paire(saison.cles[code]))
            if proposed is None:
                break
            _appelle(saison, by_key[proposed.candidature])
    waiting = [one for one in saison.suivies if one.avis == "LC" and one.reponse not in ("desist", "lapse")]
    for one in waiting[-1:]:
        saison.essaie(promote, candidature=one.cle, le=saison.jour(jours.APPEL + 10))


def _appelle(saison: Saison, one: Jouee) -> None:
    le = saison.jour(jours.APPEL + 10)
    if issued := saison.fait(issue_courrier, candidature=one.cle, papier=APPEL, le=le):
        saison.garde(f"lettres/appels/{issued.numero}.pdf", issued.rendu.octets)
    saison.essaie(promote, candidature=one.cle, le=saison.jour(jours.REPONSES[0]))
    saison.fait(promote, candidature=one.cle, le=le)
    one.avis, one.reponse = "FA", ""
    if issued := saison.fait(issue_letter, candidature=one.cle):
        saison.garde(f"lettres/appels/{issued.numero}.pdf", issued.rendu.octets)
    saison.essaie(lapse, candidature=one.cle)
    if not saison.part(one.rang, 200, 19):
        saison.fait(confirm, candidature=one.cle)
        one.reponse = "confirm"


def complementaire(saison: Saison) -> None:
    """Where places are left and nobody waits, one session more: somebody refused elsewhere comes, and is admitted."""
    code, depot = _with_room(saison), saison.cles["campagne complementaire"]
    given = {"formation": saison.cles[code], "session": depot}
    saison.fait(open_in_session, **given)
    saison.essaie(open_in_session, **given)
    days = {"jury": saison.jour(jours.COMPLEMENTAIRE[0]), "publication": saison.jour(jours.COMPLEMENTAIRE[1]),
            "confirmation": saison.jour(jours.COMPLEMENTAIRE[1] + 10)}  # fmt: skip
    saison.fait(set_calendar, **given, valeurs=days)
    there = {one.dossier for one in saison.suivies if one.code == code}
    come = next(one for one in saison.suivies if one.avis == "DE" and one.dossier not in there)
    if key := saison.fait(add_candidature, dossier=come.dossier, **given):
        one = Jouee(key, come.dossier, come.personne, code, come.rang, avis="FA")
        saison.fait(enter_avis, candidature=key, avis="FA")
        saison.fait(validate_avis, candidature=key)
        if issued := saison.fait(issue_letter, candidature=key):
            saison.garde(f"lettres/complementaire/{issued.numero}.pdf", issued.rendu.octets)
        saison.fait(confirm, candidature=key)
        one.reponse = "confirm"
        saison.suivies.append(one)


def _with_room(saison: Saison) -> str:
    """The formation that has most places left, of those whose list is empty."""
    with saison.store.reading() as session:
        left = {code: places_of(session, saison.cles[code]) for code in OFFERTES if GENRES[code] == "licence"}
    return max(left, key=lambda code: (not left[code].liste, left[code].libres or 0))
