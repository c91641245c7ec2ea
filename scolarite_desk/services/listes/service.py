"""What the office words and colours, its accounts and its views, as commands list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.rows.modeles import Mots
from scolarite_desk.models.rules.decisions import FOURNIS
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.etiquette import EtiquetteService
from scolarite_desk.models.tables.formation import Centre
from scolarite_desk.msg import N_
from scolarite_desk.services.listes.choix import Chosen, Line
from scolarite_desk.services.modeles import last_words, models, of_the_house, shipped
from scolarite_desk.services.vues import to_save, views_of
from scolarite_desk.store.queries.comptes import accounts
from scolarite_desk.store.queries.conditions import words
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import living
from scolarite_desk.store.queries.types import types
from scolarite_desk.store.queries.vues import SALLES
from scolarite_desk.store.store import Store


def lignes_etiquettes(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    centres = {row.id: row.libelle for row in session.scalars(living(Centre))}
    for row in session.scalars(living(EtiquetteService).order_by(EtiquetteService.ordre, EtiquetteService.id)):
        yield {"cle": row.id, "libelle": row.libelle, "couleur": row.couleur,
               "centre": centres.get(row.centre_id or ""), "en_service": row.en_service is not False}  # fmt: skip


def lignes_comptes(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    for row in accounts(session):
        yield {"cle": row.key, "nom": row.nom, "profil": row.profil, "retire": not row.living}


def lignes_vues(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    codes = lists(session)
    for one in (view for salle in SALLES for view in views_of(session, salle)):
        whose = "livree" if one.livree else "partagee" if one.partagee else "personnelle"
        yield {"cle": one.key, "libelle": one.libelle, "liste": one.salle, "origine": whose,
               "filtre": words(session, one.filtre, codes), "passe": list(one.passes),
               "acte": to_save(one, kept(one.libelle))}  # fmt: skip


def lignes_modeles(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    """What ships, without a key, then the office's own models; the words as `save_model` takes them, a Word document as
    `bring_word_model` does.
    """
    own = [(one.key, one.portee, bool(one.version)) for one in models(session)]
    for key, portee, used in [*((None, one, None) for one in of_the_house()), *own]:
        mots = shipped(portee) if key is None else last_words(session, key)
        yield {"cle": key or "", **asdict(portee), "en_service": used, **(_words(mots) if mots else {})}


def _words(mots: Mots) -> Line:
    return {"nom": mots.objet, "fichier": mots.fichier} if mots.fichier else dict(mots.typed())


def lignes_types(session: Session, _store: Store, _chosen: Chosen) -> Iterator[Line]:
    """The shipped kinds, without a key, then those of the office; a row of a shipped one stands in its place."""
    rows = {one.code or "": one for one in session.scalars(living(TypeDecision).order_by(TypeDecision.id))}
    kinds = types(session)
    for code in dict.fromkeys((*FOURNIS, *rows)):
        row = rows.get(code)
        one = kinds.of(code, None) if row is None or code in FOURNIS else kinds.of("", row.id)
        yield {"cle": row.id if row else "", "code": code, "avis": one.famille, "libelle": kept(one.label),
               "libelle_anglais": one.anglais or None, "definitif": one.definitif, "motif_dit": one.motif_dit,
               "condition_dite": one.condition_dite, "centre": one.centre, "en_service": one.en_service}  # fmt: skip


def lignes_colonnes(_session: Session, _store: Store, chosen: Chosen) -> Iterator[Line]:
    """The columns of what leaves as a table, by the names that `--colonnes` takes; `chosen.liste`: of one table."""
    from scolarite_desk.exchange.tables.decisions import COLONNES  # what writes workbooks is not there at the start
    from scolarite_desk.services.extraits import EXTRAITS

    tables = {"decisions": COLONNES} | {code: one.colonnes for code, one in EXTRAITS.items()}
    if chosen.liste and chosen.liste not in tables:
        raise Refused(
            N_("La liste «\u00a0{nom}\u00a0» n’existe pas\u00a0: {connues}.", nom=chosen.liste, connues=list(tables))
        )
    for code in [chosen.liste] if chosen.liste else tables:
        for one in tables[code]:
            yield {"cle": one.cle, "liste": code, "libelle": one.entete, "genre": one.genre.value,
                   "defaut": one.defaut}  # fmt: skip
