"""From the first dossier to the last completeness: who comes, what they bring, what they are asked for."""

from __future__ import annotations

from typing import Any

from scolarite_desk.models.rules.documents import POSTE
from scolarite_desk.models.rules.papiers import PIECES
from scolarite_desk.msg import N_
from scolarite_desk.practice.saison import jours
from scolarite_desk.practice.saison.bureau import OFFERTES
from scolarite_desk.practice.saison.gens import Venue, people
from scolarite_desk.practice.saison.jeu import Jouee, Saison
from scolarite_desk.practice.saison.lettres import courriers
from scolarite_desk.services.completude import declare_complete, declare_incomplete
from scolarite_desk.services.depot import create
from scolarite_desk.services.documents import issue_receipt
from scolarite_desk.services.identifiants import draw_provisional_ine
from scolarite_desk.services.pieces import (
    lines,
    piece_not_concerned,
    receive_piece,
    refuse_piece,
    validate_piece,
)
from scolarite_desk.services.portrait import describe
from scolarite_desk.services.visites import call_visit, finish_visit, walk_in
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.queries.delais import told


def depots(saison: Saison) -> None:
    """Everybody comes between the two days of the deposits, one after the other."""
    codes, (first, last) = saison.codes, jours.DEPOTS
    venues = people(saison.graine, saison.premier, saison.dossiers, saison.cles["campagne"], list(OFFERTES), codes)
    for rang, venue in enumerate(venues):
        saison.au(first + (last - first) * rang // saison.dossiers)
        _depot(saison, venue, rang, codes)
    saison.essaie(add_candidature, dossier=saison.suivies[0].dossier, formation=saison.cles[saison.suivies[0].code])


def _depot(saison: Saison, venue: Venue, rang: int, codes: Any) -> None:
    numero = saison.joue("create_dossier", lambda: create(saison.store, venue.dossier, codes))
    if numero is None:
        return
    with saison.store.reading() as session:
        etat = describe(session, numero, codes)["etat"]
    saison.suivies.extend(
        Jouee(one["cle"], etat["cle"], etat["personne"], one["formation"], rang) for one in etat["candidatures"]
    )
    if venue.provisoire:
        saison.fait(draw_provisional_ine, personne=etat["personne"])


def visites(saison: Saison) -> None:
    """One in twenty comes back to the desk without an appointment."""
    for rang, (personne, dossier) in enumerate(dict.fromkeys((one.personne, one.dossier) for one in saison.suivies)):
        if rang % 20 == 0:
            visite = saison.fait(walk_in, motif="renseignement", personne=personne, dossier=dossier)
            saison.fait(call_visit, visite=visite, guichet="2")
            saison.fait(finish_visit, visite=visite)


def pieces(saison: Saison) -> None:
    """Nine pieces in ten are brought; what may not concern everyone does not."""
    for one in saison.suivies:
        for rang, (piece, conditionnelle) in enumerate(_en(saison, one, "AT")):
            if conditionnelle:
                saison.fait(piece_not_concerned, candidature=one.cle, piece=piece)
            elif saison.part(one.rang * 7 + rang, 950, 31):
                saison.fait(receive_piece, candidature=one.cle, piece=piece)


def recus(saison: Saison) -> None:
    """A receipt each, which records the reception and tells what silence will mean."""
    for rang, dossier in enumerate(dict.fromkeys(one.dossier for one in saison.suivies), 1):
        if issued := saison.fait(issue_receipt, dossier=dossier):
            saison.garde(f"recus/recu-{rang:05}.pdf", issued.rendu.octets)
    with saison.store.reading() as session:
        dits = told(session, [one.cle for one in (*saison.suivies, *saison.vapp)])
    for one in (*saison.suivies, *saison.vapp):
        if one.cle not in dits:
            saison.faute(N_("Un reçu ne dit pas ce que vaut le silence."))


def examen(saison: Saison) -> None:
    """What was brought is looked at; one in thirty does not do."""
    for one in saison.suivies:
        for rang, (piece, _) in enumerate(_en(saison, one, "TR")):
            if saison.part(one.rang * 5 + rang, 30, 77):
                saison.fait(refuse_piece, candidature=one.cle, piece=piece, motif="illisible")
            else:
                saison.fait(validate_piece, candidature=one.cle, piece=piece)


def completude(saison: Saison) -> None:
    """Complete, or incomplete because the rules say what is missing."""
    for one in saison.suivies:
        _complet(saison, one)
        if not one.complete:
            saison.fait(declare_incomplete, candidature=one.cle)


def demandes(saison: Saison) -> None:
    """Whoever lacks a piece is written to, and posted to."""
    courriers(saison, PIECES, devenir=POSTE)


def retours(saison: Saison) -> None:
    """Most bring what they lacked; a few are taken without it, for a reason; the others stay incomplete."""
    for one in (one for one in saison.suivies if not one.complete):
        if saison.part(one.rang, 700, 211):
            for statut in ("AT", "RE"):
                for piece, _ in _en(saison, one, statut):
                    saison.fait(validate_piece, candidature=one.cle, piece=piece)
        _complet(saison, one)
        if not one.complete and saison.part(one.rang, 500, 97):
            _complet(saison, one, "Accord du responsable de la formation")


def retardataires(saison: Saison) -> None:
    """Deposits are over: a candidature asks for a reason, and is taken with it."""
    code, late = OFFERTES[2], _without(saison, OFFERTES[2])
    given = {"dossier": late.dossier, "formation": saison.cles[code]}
    saison.essaie(add_candidature, **given)
    if cle := saison.fait(add_candidature, **given, motif="Accord du responsable de la formation"):
        saison.suivies.append(Jouee(cle, late.dossier, late.personne, code, late.rang))


def _without(saison: Saison, code: str) -> Jouee:
    """Somebody who does not ask for that formation."""
    asked = {one.dossier for one in saison.suivies if one.code == code}
    return next(one for one in saison.suivies if one.dossier not in asked)


def _complet(saison: Saison, one: Jouee, motif: str = "") -> None:
    before = saison.compte.refus.total()
    saison.fait(declare_complete, candidature=one.cle, motif=motif)
    one.complete = saison.compte.refus.total() == before


def _en(saison: Saison, one: Jouee, statut: str) -> list[tuple[str, bool]]:
    """The pieces of a candidature that stand so, and whether they may not concern everyone."""
    with saison.store.reading() as session:
        found = lines(session, one.cle)
    return [(line.piece, line.conditionnelle) for line in found if line.courante and line.statut == statut]
