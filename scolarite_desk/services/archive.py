"""What the state of a campaign keeps out. Whatever an act names (its parameters, as `perimetre.py` reads them) leads to
its campaigns, and acts are refused there by one table: no act has code for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.lineage import leads, ties
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rules.gardes import OUVERTE
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.msg import N_, Msg
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
    "receive_requete", "answer_requete", "answer_waiting", "give_reasons",  # a court is seized, and answers, late
    "owe_refund", "refund",  # what is owed to a person stays owed (four years: loi 68-1250 du 31 décembre 1968)
    "cancel_inscription",  # who did not come is enrolled nowhere
    "treat_withdrawal",  # what left for the student records is taken out there when it is
    "note_notified",  # that a decision was told elsewhere is noted when it is known
    "write_note", "close_follow_up", "hand_over", "take_task",  # what was promised outlives the campaign
    "erase_person",  # rights of persons do not end with a campaign
    "purge_dossier",  # it is when a dossier goes
    "book_visit", "walk_in", "link_visit",  # whoever comes is received
})  # fmt: skip
# What nobody has of a campaign that is only being prepared.
NOT_YET = frozenset({
    "create_dossier", "open_dossier", "add_candidature", "issue_letter", "issue_courrier", "issue_receipt",
    "issue_minutes",
})  # fmt: skip


@dataclass(frozen=True)
class Etat:
    """What a state of a campaign keeps out (an act, by its code), and what is said then."""

    refuse: Callable[[str], bool]
    phrase: Msg


# A closed campaign refuses nothing: one more dossier or candidature asks for a reason there (`services/hints.py`).
CAMPAGNE = {
    "preparation": Etat(
        lambda code: code in NOT_YET,
        N_("La campagne «\u00a0{campagne}\u00a0» est en préparation\u00a0: ouvrez-la dans Réglages › Campagnes."),
    ),
    "archivee": Etat(lambda code: code not in STILL_OPEN, OUVERTE.phrase),
}
_STATE = OUVERTE.champ  # what older versions archived, and opened again, by
_UP = ("campagne", "dossier", "candidature", "formation")


def check_open(session: Session, campagne: Any, code: str = "") -> None:
    """`Refused` when the state of a campaign keeps this act out; any act that writes there when it is not told."""
    row = row_of(session, Campagne, campagne)
    etat = CAMPAGNE.get(row.etat or "") if row is not None else None
    if row is not None and etat is not None and etat.refuse(code):
        raise Refused(etat.phrase.given(campagne=row.libelle or ""), _STATE)


def refuse_archived(session: Session, code: str, given: Mapping[str, Any]) -> None:
    """`Refused` when an act names something of a campaign whose state keeps it out."""
    if code not in STILL_OPEN or code in NOT_YET:
        _refuse(session, code, [*_thing(given), *((cls, given.get(name)) for name, cls in NOMMEES.items())])


def refuse_undone(session: Session, code: str, detail: str, rows: Iterable[Named]) -> None:
    """The same of the rows of a work that is undone; a campaign goes by itself as it came."""
    if code not in STILL_OPEN and detail != _STATE:
        _refuse(session, "", [one for one in rows if one[0] is not Campagne])


def _refuse(session: Session, code: str, rows: Iterable[Named]) -> None:
    seen: set[Named] = set()
    for campagne in dict.fromkeys(one for cls, key in rows for one in _campaigns(session, cls, key, seen)):
        check_open(session, campagne, code)


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


def _campaigns(session: Session, cls: type[Partagee], key: Any, seen: set[Named]) -> Iterator[str]:
    """The campaigns that a row is of; a row that was `seen` has said its own."""
    if cls is Campagne and isinstance(key, str):
        yield key
        return
    up = leads(cls.__tablename__, _UP)
    if not up or not isinstance(key, str) or (cls, key) in seen:
        return
    seen.add((cls, key))
    row = row_of(session, cls, key)
    for name, table in up.items() if row is not None else ():
        yield from _campaigns(session, shared_classes()[table], getattr(row, name), seen)
