"""Campaigns, sessions, formations and what they ask for, as commands list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.calendrier import DATES, told
from scolarite_desk.models.rules.places import Paire
from scolarite_desk.models.rules.questions import choices
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Centre, Formation, OuvertureFormation, SessionDepot
from scolarite_desk.models.tables.piece import Piece
from scolarite_desk.models.tables.question import Question
from scolarite_desk.services import pieces
from scolarite_desk.services.listes.choix import Chosen, Line
from scolarite_desk.services.lookup import key_of
from scolarite_desk.services.restes import left_open
from scolarite_desk.store.queries.calendriers import calendars
from scolarite_desk.store.queries.dossiers import dossier_view
from scolarite_desk.store.queries.listes import inscrits, said, served
from scolarite_desk.store.queries.offer import formations
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.rows import by_key, living
from scolarite_desk.store.queries.suivi import paires
from scolarite_desk.store.store import Store


def lignes_campagnes(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for row in session.scalars(living(Campagne).order_by(Campagne.annee, Campagne.id)):
        yield {"cle": row.id, "libelle": row.libelle, "annee": row.annee, "etat": row.etat, "debut": row.debut,
               "fin": row.fin}  # fmt: skip


def lignes_sessions(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    campagnes = _years(session)
    for row in session.scalars(living(SessionDepot).order_by(SessionDepot.id)):
        if row.campagne_id in campagnes and chosen.filtre.campagne in (None, row.campagne_id):
            yield {"cle": row.id, "libelle": row.libelle, "genre": row.genre, "campagne": campagnes[row.campagne_id],
                   "campagne_id": row.campagne_id} | {name: getattr(row, name) for name in DATES}  # fmt: skip


def lignes_formations(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    rows = formations(session, campagne=chosen.filtre.campagne, open_only=False)
    left = places(session, (Paire(row.key) for row in rows))
    for row in rows:
        yield {"cle": row.key, "code": row.code, "qualifie": f"{row.campagne}/{row.code}", "libelle": row.libelle,
               "genre": row.genre, "campagne": row.campagne, "capacite": row.capacite,
               "session": row.session, "libres": left[Paire(row.key)].libres,
               "en_service": row.en_service} | told(row.calendrier)  # fmt: skip


def lignes_questions(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    """What candidatures are asked besides pieces, of which formation or centre; of all where both are blank."""
    of = {row.key: f"{row.campagne}/{row.code}" for row in formations(session, open_only=False)}
    centres = {row.id: row.libelle for row in session.scalars(living(Centre))}
    for row in session.scalars(living(Question).order_by(Question.ordre.is_(None), Question.ordre, Question.id)):
        yield {"cle": row.id, "libelle": row.libelle, "genre": row.genre, "choix": list(choices(row.choix)),
               "formation": of.get(row.formation_id or ""), "centre": centres.get(row.centre_id or ""),
               "requise": bool(row.requise), "en_service": row.en_service is not False}  # fmt: skip


def lignes_restes(session: Session, store: Store, chosen: Chosen) -> Iterator[Line]:
    """What closing the campaign would leave, a line for each."""
    campagnes = _years(session)
    for key in [chosen.filtre.campagne] if chosen.filtre.campagne else campagnes:
        left = left_open(session, key, store.clock())
        numbers = by_key(session, Dossier, [one for reste in left for one in reste.dossiers])
        for reste in left:
            for one in reste.dossiers:
                yield {"cle": one, "campagne": campagnes[key], "reste": reste.code, "dossier": numbers[one].numero}


def lignes_ouvertures(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
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


def lignes_places(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
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


def lignes_centres(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for row in session.scalars(living(Centre).order_by(Centre.id)):
        yield {"cle": row.id, "libelle": row.libelle}


def lignes_pieces(session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
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


def _years(session: Session) -> dict[str, str]:
    return {row.id: row.libelle or row.annee or "" for row in session.scalars(living(Campagne))}
