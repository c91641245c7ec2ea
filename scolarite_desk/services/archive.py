"""What an archived campaign still takes. Whatever an act names (its parameters, as `perimetre.py` reads them) leads to
its campaigns, and acts are refused there but for those of one table: no act has code for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.lineage import leads, ties
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.passages import OUVERTE
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.services.perimetre import NOMMEES, thing_named
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.queries.rows import row_of

Named = tuple[type[Partagee], Any]

# The acts that stay open, and why. All others, those to come among them, ask for the campaign to be open again: one
# correction, which the history shows. A person, their numbers and their notes are of no campaign, so of no line here.
STILL_OPEN = frozenset({
    "copy_formation",  # it takes from there, and writes in another campaign
    "settle",  # what desks wrote apart is settled whatever its age
    "issue_letter",  # a decision that was taken is still told
    "issue_courrier",  # a withdrawal is acknowledged, a summons repeated
    "issue_receipt",  # what was brought is still said
    "issue_minutes",  # what a commission decided is still said
    "note_step",  # what was given is still handed over, posted, returned
    "answer_requete",  # a court answers late
    "note_notified",  # that a decision was told elsewhere is noted when it is known
    "erase_person",  # rights of persons do not end with a campaign
    "purge_dossier",  # it is when a dossier goes
    "book_visit", "walk_in", "link_visit",  # whoever comes is received
})  # fmt: skip
_STATE = OUVERTE.champ  # what archives, and opens again
_UP = ("campagne", "dossier", "candidature", "formation")


def check_open(session: Session, campagne: Any) -> None:
    """`Refused` when the campaign is archived."""
    row = row_of(session, Campagne, campagne)
    if row is not None and row.etat == "archivee":
        raise OUVERTE.refus(campagne=row.libelle or "")


def refuse_archived(session: Session, code: str, given: Mapping[str, Any]) -> None:
    """`Refused` when an act that is not `STILL_OPEN` names something of an archived campaign."""
    if code not in STILL_OPEN and given.get("champ") != _STATE:
        _refuse(session, [*_thing(given), *((cls, given.get(name)) for name, cls in NOMMEES.items())])


def refuse_undone(session: Session, code: str, detail: str, rows: Iterable[Named]) -> None:
    """The same of the rows of a work that is undone; a campaign goes by itself as it came."""
    if code not in STILL_OPEN and detail != _STATE:
        _refuse(session, [one for one in rows if one[0] is not Campagne])


def _refuse(session: Session, rows: Iterable[Named]) -> None:
    for campagne in dict.fromkeys(one for cls, key in rows for one in _campaigns(session, cls, key)):
        check_open(session, campagne)


def _thing(given: Mapping[str, Any]) -> Iterator[Named]:
    """The row that `champ` or `chose` names, and what a new one is tied to. A campaign goes to the trash, and back."""
    thing = THINGS.get(thing_named(given))
    if thing is None:
        return
    if thing.cls is not Campagne or given.get("champ"):
        yield thing.cls, given.get("fiche")
    values = given.get("valeurs")
    if isinstance(values, Mapping):
        known = ties(thing.cls.__tablename__).items()
        yield from ((shared_classes()[table], values.get(name)) for name, table in known)


def _campaigns(session: Session, cls: type[Partagee], key: Any) -> Iterator[str]:
    """The campaigns that a row is of."""
    if cls is Campagne and isinstance(key, str):
        yield key
        return
    up = leads(cls.__tablename__, _UP)
    row = row_of(session, cls, key) if up else None
    for name, table in up.items() if row is not None else ():
        yield from _campaigns(session, shared_classes()[table], getattr(row, name))
