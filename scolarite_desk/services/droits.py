"""Rights, checked here and nowhere else: whether an account may use a function, and act on this very thing.

`may` is for hiding, `need` for refusing. Acts are checked by `services/acts.py`, in the transaction of their work.
"""

from __future__ import annotations

from scolarite_desk.errors import Refused
from scolarite_desk.models.droits import Droits
from scolarite_desk.store.queries.perimetre import rights_of
from scolarite_desk.store.store import Store


def rights(store: Store) -> Droits:
    """What the account that opened this base may do, now."""
    with store.reading() as session:
        return rights_of(session, store.auteur)


def may(store: Store, function: str, write: bool = True) -> bool:
    """Whether a function of the office (`models/droits.py`) is open to the account."""
    return rights(store).may(function, write)


def need(store: Store, function: str, write: bool = True) -> None:
    """The same, or `Refused`: what is missing and who can."""
    reason = rights(store).refusal(function, write)
    if reason:
        raise Refused(reason)
