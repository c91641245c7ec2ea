"""Rights, checked here and nowhere else: whether an account may use a function, and act on this very thing.

`may` is for hiding, `need` for refusing. Acts are checked by `services/acts.py`, in the transaction of their work.
"""

from __future__ import annotations

from collections.abc import Sequence

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.droits import Droits, function_of
from scolarite_desk.services.perimetre import Found, Given, refuse_outside, refuse_undone
from scolarite_desk.store.perimetre import function_of_table, rights_of
from scolarite_desk.store.store import Store, Work


def rights(store: Store) -> Droits:
    """What the account that opened this base may do, now."""
    with store.reading() as session:
        return rights_of(session, store.auteur)


def may(store: Store, function: str, write: bool = True) -> bool:
    """Whether a function of the office (`models/rules/droits.py`) is open to the account."""
    return rights(store).may(function, write)


def need(store: Store, function: str, write: bool = True) -> None:
    """The same, or `Refused`: what is missing and who can."""
    reason = rights(store).refusal(function, write)
    if reason:
        raise Refused(reason)


def need_act(work: Work, right: str, given: Given, *, of_nobody: bool = False) -> None:
    """`Refused` when the account may not do an act of that right with these parameters. `right` gives way to the
    function of the thing that `chose` or `champ` names: correcting a formation is not correcting a dossier. An act on
    any `table` asks for the function of that table too. `of_nobody`: it touches nobody's row.
    """
    function = _function(right, given)
    granted = _granted(work, function)
    _need_table(work, given)
    if granted.perimetre is not None and not of_nobody:
        refuse_outside(work.session, granted.perimetre, function, given)


def need_undo(work: Work, right: str, given: Given, rows: Sequence[Found]) -> None:
    """`Refused` when the account may not do the act that is undone, or one of its rows is outside its perimeter."""
    function = _function(right, given)
    granted = _granted(work, function)
    _need_table(work, given)
    if granted.perimetre is not None:
        refuse_undone(work.session, granted.perimetre, function, rows)


def _granted(work: Work, function: str) -> Droits:
    granted = rights_of(work.session, work.auteur)
    reason = granted.refusal(function)
    if reason:
        raise Refused(reason)
    return granted


def _need_table(work: Work, given: Given) -> None:
    if given.get("table"):
        _granted(work, function_of_table(str(given["table"]), str(given.get("groupe") or "")))


def _function(right: str, given: Given) -> str:
    if given.get("chose"):
        return function_of(str(given["chose"]))
    thing, _, name = str(given.get("champ") or "").partition(".")
    return function_of(thing, name) if thing else right
