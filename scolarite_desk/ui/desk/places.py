"""A place that came free is proposed to whoever waits first, in the message bar: nothing is done by itself."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.passages import LIBERENT
from scolarite_desk.models.rules.places import proposes, said
from scolarite_desk.msg import NOTHING, Msg, joined
from scolarite_desk.services.appel import Proposition, proposition
from scolarite_desk.store.queries.listes import paires_of
from scolarite_desk.store.queries.places import places
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr


def propose_place(desk: Desk, acte: str, candidatures: Collection[str], told: Msg = NOTHING) -> bool:
    """After an act on some candidatures: say who could be called, if it freed a place that somebody waits for; False
    when there is nothing to say. `told`: what is said before.
    """
    if acte not in LIBERENT or not desk.may("validation"):
        return False
    first = desk.read(_first, candidatures)
    if first is None:
        return False
    go = desk.entered.emit
    call = tr("Proposer la place à {nom}…", nom=first.nom)
    desk.messages.say(
        say(joined(" ", told, said(first.places))), "ok", [(call, partial(go, "suivi", f"appeler/{first.candidature}"))]
    )
    return True


def _first(session: Session, candidatures: Collection[str]) -> Proposition | None:
    """Of the lists that these candidatures are of, by formation, the first one that a free place is for."""
    counted = places(session, sorted(set(paires_of(session, candidatures).values()), key=str))
    found = next((paire for paire, one in counted.items() if proposes(one)), None)
    return proposition(session, found) if found is not None else None
