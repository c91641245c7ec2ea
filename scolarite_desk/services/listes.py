"""What the base holds, thing by thing, with the keys and the codes that acts take: one line of `LISTES` each.

Codes stand as acts read them: « 2026-2027/L3INFO » for a formation, « AAK7P2M9/L3INFO » for a candidature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.modeles import Mots
from scolarite_desk.models.rules.calendrier import DATES, told
from scolarite_desk.models.rules.decisions import FOURNIS
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.rules.requetes import limite
from scolarite_desk.models.rules.saisine import constats
from scolarite_desk.models.rules.vapp import etape
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.etiquette import EtiquetteService
from scolarite_desk.models.tables.formation import (
    Campagne,
    Centre,
    Commission,
    CommissionFormation,
    Formation,
    OuvertureFormation,
    SeanceCommission,
    SessionDepot,
)
from scolarite_desk.models.tables.piece import Piece
from scolarite_desk.models.tables.vapp import Vapp
from scolarite_desk.msg import N_
from scolarite_desk.services import pieces
from scolarite_desk.services.acces import exported
from scolarite_desk.services.droits import need
from scolarite_desk.services.lookup import key_of
from scolarite_desk.services.modeles import last_words, models, of_the_house, shipped
from scolarite_desk.services.reglages import count_of
from scolarite_desk.services.restes import left_open
from scolarite_desk.services.saisine_lue import answers_by, faits_of
from scolarite_desk.services.suivi import SUIVI, followed
from scolarite_desk.services.suivi import counted as counted_on
from scolarite_desk.services.taches import tasks
from scolarite_desk.services.vues import to_save, views_of
from scolarite_desk.store.perimetre import seen_persons
from scolarite_desk.store.queries.calendriers import calendars
from scolarite_desk.store.queries.comptes import accounts
from scolarite_desk.store.queries.conditions import words
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.dossiers import dossier_view, shown_name
from scolarite_desk.store.queries.inscriptions import inscrits as inscrits_of
from scolarite_desk.store.queries.listes import inscrits, said, served
from scolarite_desk.store.queries.offer import formations, lists
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.requetes import requests
from scolarite_desk.store.queries.rows import by_key, living
from scolarite_desk.store.queries.saisines import propositions_of, referrals, refus_of
from scolarite_desk.store.queries.seance import lignes_of, listed
from scolarite_desk.store.queries.seances import minutes_of
from scolarite_desk.store.queries.suivi import paires
from scolarite_desk.store.queries.types import types
from scolarite_desk.store.queries.vapp import asked_by_vapp
from scolarite_desk.store.queries.visites import visits_of_day
from scolarite_desk.store.queries.vues import SALLES
from scolarite_desk.store.store import Store

Line = dict[str, Any]


@dataclass(frozen=True)
class Chosen:
    """What narrows a list: candidatures by a filter, pieces by a dossier (its number), visits by their day, those of a
    day by its code.
    """

    filtre: Filter = field(default_factory=Filter)
    dossier: str = ""
    jour: date | None = None
    liste: str = ""


@dataclass(frozen=True)
class Inventaire:
    """One list: the function of the office that may read it, how it is read, whether it tells of persons."""

    droit: str
    lire: Callable[[Session, Store, Chosen], Iterator[Line]]
    personnes: bool = False


def listing(store: Store, name: str, chosen: Chosen) -> list[Line]:
    """The lines of a list of `LISTES`. What tells of persons leaves its line in the access log."""
    one = LISTES.get(name)
    if one is None:
        raise Refused(N_("La liste «\u00a0{nom}\u00a0» n’existe pas\u00a0: {connues}.", nom=name, connues=list(LISTES)))
    need(store, one.droit, write=False)
    with store.reading() as session:
        found = list(one.lire(session, store, chosen))
    if found and (one.personnes or chosen.dossier or chosen.liste):
        exported(store, f"liste {name}", len(found), kept(COMMAND))
    return found


COMMAND = N_("sortie d’une commande")


def _campagnes(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for row in session.scalars(living(Campagne).order_by(Campagne.annee, Campagne.id)):
        yield {"cle": row.id, "libelle": row.libelle, "annee": row.annee, "etat": row.etat, "debut": row.debut,
               "fin": row.fin}  # fmt: skip


def _sessions(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    campagnes = _years(session)
    for row in session.scalars(living(SessionDepot).order_by(SessionDepot.id)):
        if row.campagne_id in campagnes and chosen.filtre.campagne in (None, row.campagne_id):
            yield {"cle": row.id, "libelle": row.libelle, "genre": row.genre, "campagne": campagnes[row.campagne_id],
                   "campagne_id": row.campagne_id} | {name: getattr(row, name) for name in DATES}  # fmt: skip


def _formations(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    rows = formations(session, campagne=chosen.filtre.campagne, open_only=False)
    left = places(session, (Paire(row.key) for row in rows))
    for row in rows:
        yield {"cle": row.key, "code": row.code, "qualifie": f"{row.campagne}/{row.code}", "libelle": row.libelle,
               "genre": row.genre, "campagne": row.campagne, "capacite": row.capacite,
               "session": row.session, "libres": left[Paire(row.key)].libres,
               "en_service": row.en_service} | told(row.calendrier)  # fmt: skip


def _restes(session: Session, store: Store, chosen: Chosen) -> Iterator[Line]:
    """What closing the campaign would leave, a line for each."""
    campagnes = _years(session)
    for key in [chosen.filtre.campagne] if chosen.filtre.campagne else campagnes:
        left = left_open(session, key, store.clock())
        numbers = by_key(session, Dossier, [one for reste in left for one in reste.dossiers])
        for reste in left:
            for one in reste.dossiers:
                yield {"cle": one, "campagne": campagnes[key], "reste": reste.code, "dossier": numbers[one].numero}


def _ouvertures(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    """The formations in another session than their own, each with the days that it has there."""
    rows = list(session.scalars(living(OuvertureFormation).order_by(OuvertureFormation.id)))
    named = by_key(session, Formation, (one.formation_id for one in rows))
    depots = by_key(session, SessionDepot, (one.session_id for one in rows))
    followed = calendars(session, {(one.formation_id, one.session_id) for one in rows})
    for one in rows:
        formation = named[one.formation_id]
        if chosen.filtre.campagne in (None, formation.campagne_id):
            yield {"cle": one.id, "code": formation.code, "session": depots[one.session_id].libelle,
                   "formation_id": one.formation_id, "session_id": one.session_id, "capacite": one.capacite,
                   "en_service": one.en_service is not False} | told(
                       followed[one.formation_id, one.session_id])  # fmt: skip


def _places(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    """Of each formation and session that somebody applied to: what is left, who waits, what its ranks look like."""
    counted = places(session, paires(session, chosen.filtre.campagne))
    named = by_key(session, Formation, (one.formation for one in counted))
    depots = by_key(session, SessionDepot, (one.session for one in counted))
    ranked, admises = inscrits(session, list(named)), served(session, list(named))
    for paire, one in counted.items():
        depot = depots.get(paire.session or "")  # one that is not here yet is not named
        yield {"cle": paire.formation, "code": named[paire.formation].code,
               "session": depot.libelle if depot else None, **asdict(one),
               "libres": one.libres, "rangs": said(ranked.get(paire, []), admises.get(paire, ()))}  # fmt: skip


def _suivi(session: Session, store: Store, chosen: Chosen) -> Iterator[Line]:
    """How many are on each list of the day; of one of them, who."""
    now = store.clock()
    if not chosen.liste:
        for code, nombre in counted_on(session, now, chosen.jour).items():
            yield {"cle": code, "libelle": SUIVI[code].label, "nombre": nombre, "acte": SUIVI[code].acte or None}
        return
    found = followed(session, chosen.liste, now, chosen.jour)
    rows = {row.candidature: row for row in lignes_of(session, [one.candidature for one in found])}
    for one in found:
        row = rows[one.candidature]
        yield {"cle": row.candidature, "candidature": f"{row.numero}/{row.formation}", "dossier": row.numero,
               "nom": row.nom, "formation": row.formation, "le": one.le, "precision": one.precision}  # fmt: skip


def _centres(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for row in session.scalars(living(Centre).order_by(Centre.id)):
        yield {"cle": row.id, "libelle": row.libelle}


def _etiquettes(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    centres = {row.id: row.libelle for row in session.scalars(living(Centre))}
    for row in session.scalars(living(EtiquetteService).order_by(EtiquetteService.ordre, EtiquetteService.id)):
        yield {"cle": row.id, "libelle": row.libelle, "couleur": row.couleur,
               "centre": centres.get(row.centre_id or ""), "en_service": row.en_service is not False}  # fmt: skip


def _commissions(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    examined: dict[str, list[str]] = {}
    for tie in session.scalars(living(CommissionFormation).order_by(CommissionFormation.id)):
        examined.setdefault(tie.commission_id, []).append(tie.formation_id)
    for row in session.scalars(living(Commission).order_by(Commission.id)):
        yield {
            "cle": row.id,
            "libelle": row.libelle,
            "centre_id": row.centre_id,
            "formations": examined.get(row.id, []),
        }


def _seances(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    found = session.execute(
        select(SeanceCommission, Commission.libelle)
        .join(Commission, Commission.id == SeanceCommission.commission_id)
        .where(SeanceCommission.retire_le.is_(None))
        .order_by(SeanceCommission.le, SeanceCommission.id)
    )
    for row, libelle in found:
        given = minutes_of(session, row.id)
        yield {"cle": row.id, "commission": libelle, "le": row.le, "president": row.president,
               "proces_verbal": given[0].numero if given else None}  # fmt: skip


def _taches(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    for one in tasks(session, chosen.liste or "suivis"):
        yield {"cle": one.note, "le": one.le, "dossier": one.numero, "nom": one.nom, "formation": one.formation or None,
               "texte": one.texte, "confie_a": kept(one.pour_qui) or None, "mot": one.mot or None,
               "pris_par": one.prise_par or None}  # fmt: skip


def _pieces(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    """The catalogue, or what is asked of the candidatures of a dossier."""
    codes = {row.id: row.code for row in session.scalars(select(Piece))}
    if not chosen.dossier:
        for row in session.scalars(living(Piece).order_by(Piece.ordre, Piece.id)):
            yield {"cle": row.id, "code": row.code, "libelle": row.libelle, "en_service": row.en_service}
        return
    view = dossier_view(session, key_of(session, chosen.dossier))
    for one in view.vivantes:
        for line in pieces.lines(session, one.key):
            if line.courante:
                yield {"cle": line.piece, "code": codes.get(line.piece), "libelle": line.libelle,
                       "candidature": f"{view.numero}/{one.code}", "statut": line.statut,
                       "manque": line.manque}  # fmt: skip


def _candidatures(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    for row in listed(session, chosen.filtre):
        yield {"cle": row.candidature, "candidature": f"{row.numero}/{row.formation}", "dossier": row.numero,
               "nom": row.nom, "formation": row.formation, "statut": row.statut, "avis": row.avis or None,
               "rang": row.rang, "valide": row.valide_le is not None, "lettre": row.lettre}  # fmt: skip


def _comptes(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for row in accounts(session):
        yield {"cle": row.key, "nom": row.nom, "profil": row.profil, "retire": not row.living}


def _visites(session: Session, store: Store, chosen: Chosen) -> Iterator[Line]:
    day, inside = chosen.jour or store.today(), seen_persons(session)
    for row in visits_of_day(session, day, store.clock()):
        if row.personne is None or inside is None or row.personne in inside:
            yield {"cle": row.key, "jour": row.jour, "statut": row.statut, "qui": row.qui,
                   "dossier": row.numero or None, "motif": row.motif or None, "rendezvous_le": row.rendezvous_le,
                   "arrivee_le": row.arrivee_le}  # fmt: skip


def _vues(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    codes = lists(session)
    for one in (view for salle in SALLES for view in views_of(session, salle)):
        whose = "livree" if one.livree else "partagee" if one.partagee else "personnelle"
        yield {"cle": one.key, "libelle": one.libelle, "liste": one.salle, "origine": whose,
               "filtre": words(session, one.filtre, codes), "passe": list(one.passes),
               "acte": to_save(one, kept(one.libelle))}  # fmt: skip


def _years(session: Session) -> dict[str, str]:
    return {row.id: row.libelle or row.annee or "" for row in session.scalars(living(Campagne))}


def _modeles(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    """What ships, without a key, then the office's own models; the words as `save_model` takes them, a Word document as
    `bring_word_model` does.
    """
    own = [(one.key, one.portee, bool(one.version)) for one in models(session)]
    for key, portee, used in [*((None, one, None) for one in of_the_house()), *own]:
        mots = shipped(portee) if key is None else last_words(session, key)
        yield {"cle": key or "", **asdict(portee), "en_service": used, **(_words(mots) if mots else {})}


def _words(mots: Mots) -> Line:
    return {"nom": mots.objet, "fichier": mots.fichier} if mots.fichier else dict(mots.typed())


def _types(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    """The shipped kinds, without a key, then those of the office; a row of a shipped one stands in its place."""
    rows = {one.code or "": one for one in session.scalars(living(TypeDecision).order_by(TypeDecision.id))}
    kinds = types(session)
    for code in dict.fromkeys((*FOURNIS, *rows)):
        row = rows.get(code)
        one = kinds.of(code, None) if row is None or code in FOURNIS else kinds.of("", row.id)
        yield {"cle": row.id if row else "", "code": code, "avis": one.famille, "libelle": kept(one.label),
               "libelle_anglais": one.anglais or None, "definitif": one.definitif, "motif_dit": one.motif_dit,
               "condition_dite": one.condition_dite, "centre": one.centre, "en_service": one.en_service}  # fmt: skip


def _requetes(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for line in requests(session):
        row = line.Requete
        yield {"cle": row.id, "candidature": f"{line.numero}/{line.code or ''}", "dossier": line.numero,
               "nom": shown_name(line), "genre": row.genre, "recue_le": row.recue_le, "objet": row.objet,
               "limite": limite(row.genre or "", row.recue_le), "issue": row.issue,
               "repondue_le": row.repondue_le}  # fmt: skip


def _saisines(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    """The referrals to the recteur, what is open first."""
    rows = referrals(session)
    keys, delay = [line.Saisine.id for line in rows], count_of(session, "saisine_reponse")
    rested, proposed = refus_of(session, keys), propositions_of(session, keys)
    faits = faits_of(session, [line.Saisine for line in rows], rested)
    for line in rows:
        row, refus = line.Saisine, rested.get(line.Saisine.id, ())
        places, told = proposed.get(row.id, ()), constats(faits[row.id])
        yield {"cle": row.id, "dossier": line.numero, "nom": shown_name(line), "annee": row.annee, "le": row.le,
               "licence": row.licence, "licence_le": row.licence_le, "releve_vu": row.releve_vu,
               "accuse_le": row.accuse_le, "refus": len(refus), "propositions": len(places),
               "repondre_avant": min(answers_by(places, delay).values(), default=None), "issue": row.issue,
               "close_le": row.close_le} | {one.critere.code: one.etat for one in told}  # fmt: skip


def _vapps(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for line in asked_by_vapp(session):
        file = line.Vapp or Vapp()
        yield {"cle": line.id, "candidature": f"{line.numero}/{line.code or ''}", "dossier": line.numero,
               "nom": shown_name(line), "etape": etape(file.opinion, file.decision), "titre_vise": file.titre_vise,
               "avis": file.opinion, "commission_le": file.commission_le, "decision": file.decision,
               "decision_le": file.decision_le, "tarif": file.tarif}  # fmt: skip


def _inscrits(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    for line in inscrits_of(session, chosen.filtre.campagne):
        row = line.InscriptionAnnee
        yield {"cle": row.candidature_id, "candidature": f"{line.numero}/{line.code or ''}", "dossier": line.numero,
               "nom": shown_name(line), "etat": row.etat, "le": row.etat_le, "situation": row.situation, "du": row.du,
               "percu_le": row.percu_le, "rembourser_avant": row.rembourser_avant,
               "rembourse_le": row.rembourse_le}  # fmt: skip


LISTES = {
    "campagnes": Inventaire("formations", _campagnes),
    "sessions": Inventaire("formations", _sessions),
    "ouvertures": Inventaire("formations", _ouvertures),
    "reste": Inventaire("campagnes", _restes, personnes=True),
    "formations": Inventaire("formations", _formations),
    "centres": Inventaire("formations", _centres),
    "commissions": Inventaire("formations", _commissions),
    "candidatures": Inventaire("candidatures", _candidatures, personnes=True),
    "places": Inventaire("candidatures", _places),
    "suivi": Inventaire("candidatures", _suivi),
    "taches": Inventaire("notes", _taches, personnes=True),
    "etiquettes": Inventaire("notes", _etiquettes),
    "seances": Inventaire("avis", _seances),
    "pieces": Inventaire("formations", _pieces),
    "comptes": Inventaire("comptes", _comptes),
    "visites": Inventaire("visites", _visites, personnes=True),
    "vues": Inventaire("vues", _vues),
    "modeles": Inventaire("modeles", _modeles),
    "types": Inventaire("avis", _types),
    "inscrits": Inventaire("inscriptions", _inscrits, personnes=True),
    "requetes": Inventaire("candidatures", _requetes, personnes=True),
    "saisines": Inventaire("candidatures", _saisines, personnes=True),
    "vapp": Inventaire("candidatures", _vapps, personnes=True),
}
