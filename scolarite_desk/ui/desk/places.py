"""A place that came free is proposed to whoever waits first, in the message bar: nothing is done by itself."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from scolarite_desk.models.rules.passages import LIBERENT
from scolarite_desk.msg import NOTHING, Msg, joined
from scolarite_desk.services.appel import proposition
from scolarite_desk.store.queries.listes import paires_of
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr


def propose_place(desk: Desk, acte: str, candidatures: Collection[str], told: Msg = NOTHING) -> bool:
    """After an act on some candidatures: say who could be called, if it freed a place that somebody waits for; False
    when there is nothing to say. `told`: what is said before.
    """
    if acte not in LIBERENT or not desk.may("validation"):
        return False
    paires = set(desk.read(paires_of, candidatures).values())
    found = [one for one in (desk.read(proposition, paire) for paire in sorted(paires, key=str)) if one is not None]
    if not found:
        return False
    first, go = found[0], desk.entered.emit
    call = tr("Proposer la place à {nom}…", nom=first.nom)
    desk.messages.say(
        say(joined(" ", told, first.phrase)), "ok", [(call, partial(go, "suivi", f"appeler/{first.candidature}"))]
    )
    return True
