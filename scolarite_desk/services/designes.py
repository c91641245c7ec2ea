"""The rows that an act names by their keys: each is there, of its kind, and neither in the trash nor under what is.

No act has code for it: `parametres.py` asks before it reads the values. What was received never comes here.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.lineage import ties
from scolarite_desk.models.fields.things import BY_CLASS, THINGS
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.models.tables.effacement import Mesure
from scolarite_desk.models.tables.etiquette import EtiquetteService
from scolarite_desk.models.tables.formation import Campagne, Centre, SeanceCommission, SessionDepot
from scolarite_desk.models.tables.modele import ModeleCourrier, VersionModele
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.piece import Piece
from scolarite_desk.models.tables.question import Question
from scolarite_desk.models.tables.visite import Visite
from scolarite_desk.models.tables.vue import VueEnregistree
from scolarite_desk.msg import N_
from scolarite_desk.services.perimetre import NOMMEES, thing_named
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.rows import row_of

Given = Mapping[str, Any]

# Parameters that name a row by its key, besides those that say whose an act is.
KEYED: dict[str, type[Partagee]] = NOMMEES | {
    "avant": Candidature,
    "campagne": Campagne,
    "centre": Centre,
    "dans": EtiquetteService,
    "en_seance": SeanceCommission,
    "etiquette": EtiquetteService,
    "mesure": Mesure,
    "modele": ModeleCourrier,
    "redaction": VersionModele,
    "piece": Piece,
    "type": TypeDecision,
    "session": SessionDepot,
    "question": Question,
    "vers": Campagne,
    "visite": Visite,
    "vue": VueEnregistree,
}
IN_TRASH = N_("Cet élément est à la corbeille\u00a0: remettez-le d’abord.")
# What may be done to a row in the trash: give it back, settle what desks say of it, forget it, note what was told.
_OF_TRASH = frozenset({
    "restore_item", "restore_view", "restore_shared_view", "settle", "erase_person", "purge_dossier",
    "treat_withdrawal",
})  # fmt: skip
# What says itself what becomes of a person found to be another: what else is written there, nobody would see.
_OF_MELTED = frozenset({"unmerge_person", "merge_persons", "tell_apart"})
# What is not worked on once it is in the trash, nor anything that is of it.
_ABOVE = frozenset({"candidature", "dossier", "personne", "formation", "campagne", "saisine"})


def refuse_unknown(session: Session, given: Given, *, but: Container[str]) -> None:
    """`Refused` when a key names no row of its kind: a visit is no dossier. `but`: parameters that are values."""
    for name, cls in KEYED.items():
        key = given.get(name)
        if isinstance(key, str) and name not in but and row_of(session, cls, key) is None:
            raise Refused(N_("Cet élément n’existe pas dans cette base."), name)


def refuse_out_of_reach(session: Session, code: str, given: Given) -> None:
    """`Refused` when a row is in the trash, or under one that is, or is a person found to be another. A piece is not:
    what was asked is still judged.
    """
    for row in () if code in _OF_TRASH else _rows(session, given):
        if isinstance(row, Personne) and row.fusion_id is not None and code not in _OF_MELTED:
            raise Refused(N_("Cette personne a été rapprochée d’une autre\u00a0: écrivez dans le dossier de celle-là."))
        if row.retire_le is not None:
            raise Refused(IN_TRASH)
        _refuse_under_trash(session, row)


def _rows(session: Session, given: Given) -> Iterator[Partagee]:
    named = [(cls, given.get(name)) for name, cls in KEYED.items() if cls is not Piece]
    if (thing := thing_named(given)) in THINGS:
        named.append((THINGS[thing].cls, given.get("fiche")))
    yield from (row for cls, key in named if (row := row_of(session, cls, key)) is not None)


def _refuse_under_trash(session: Session, row: Partagee) -> None:
    """Up the keys, however far."""
    for name, table in ties(row.__tablename__).items():
        above = row_of(session, shared_classes()[table], getattr(row, name)) if table in _ABOVE else None
        if above is None:
            continue
        if above.retire_le is not None:
            title = BY_CLASS[type(above)].title
            raise Refused(N_("«\u00a0{chose}\u00a0» est à la corbeille\u00a0: remettez-le d’abord.", chose=title))
        _refuse_under_trash(session, above)
