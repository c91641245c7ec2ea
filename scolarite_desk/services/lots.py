"""A lot: one act on many things, rehearsed, then done one work each; undone as one gesture (`undo.py`).

One policy, whoever asks. What the rule refuses is told, and the others go on. What cannot be written stops the lot:
what is done stays, and the failure says how many. Asked to stop, it stops between two items. Each work is checked as
if it were alone, and names in its header the first of its lot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import N_, Msg, joined
from scolarite_desk.progress import Cancelled, Progress
from scolarite_desk.services.acts import checked, working
from scolarite_desk.store.journal.journal import named
from scolarite_desk.store.store import Store, Work

Item = TypeVar("Item")
T = TypeVar("T")

# What the act takes for an item that comes after so many done: refused ones leave no hole in what is counted.
Ending = Callable[[], AbstractContextManager[object]]
Arguments = Callable[[Item, int], Mapping[str, Any]]


@dataclass(frozen=True)
class LotOutcome(Generic[Item, T]):
    """What a lot gives: the items done, (item, why) of the others, both in the order of the lot; what the act returned
    for each of the former.
    """

    faites: tuple[Item, ...] = ()
    refusees: tuple[tuple[Item, Msg], ...] = ()
    rendus: tuple[T, ...] = field(default=(), compare=False)

    def left(self, called: Callable[[Item], str | Msg]) -> Msg:
        """Who was refused and why, in words, empty when nobody was."""
        return told((called(one), why) for one, why in self.refusees)


class Halted(Cancelled):
    """A lot asked to stop between two items: what was done of it is done."""

    def __init__(self, outcome: LotOutcome[Any, Any], total: int) -> None:
        super().__init__()
        self.outcome = outcome
        self.message = N_("Arrêté à votre demande. {gardes}", gardes=kept_of(len(outcome.faites), total))


def kept_of(faits: int, total: int) -> Msg:
    """How far a lot went."""
    return N_("Déjà fait, et gardé\u00a0: {faits} sur {total}.", faits=faits, total=total)


def told(refused: Iterable[tuple[str | Msg, Msg]], between: str = " ") -> Msg:
    """Who was refused and why, one after the other."""
    return joined(between, *(N_("{qui}\u00a0: {raison}", qui=who, raison=why) for who, why in refused))


def do_each(
    store: Store,
    source: object | None,
    function: Callable[..., T],
    items: Sequence[Item],
    arguments: Arguments[Item],
    progress: Progress,
    ending: Ending = nullcontext,
    also: Callable[[Work, T], object] = lambda _work, _given: None,
) -> LotOutcome[Item, T]:
    """One work each, and `also` in it, of what the act returned. `source` is the view that acts, so that it ignores its
    own echo. `ending` is around the last one: what was typed for the lot goes with its commit, no sooner.
    """
    lot = ""

    def play(one: Item, rank: int) -> T:
        nonlocal lot
        with ending() if one is items[-1] else nullcontext(), working(store, function.__name__, source, lot) as work:
            given = checked(work, function, **arguments(one, rank))
            also(work, given)
        if work.numero is not None:
            lot = lot or named(work.poste.uuid, work.numero)
        return given

    return each(play, items, progress)


def rehearse(
    store: Store,
    function: Callable[..., T],
    items: Sequence[Item],
    arguments: Arguments[Item],
    progress: Progress,
) -> LotOutcome[Item, T]:
    """What `do_each` would give: the acts themselves are played, one after the other, then forgotten."""
    with store.rehearsal() as work:

        def play(one: Item, rank: int) -> T:
            with work.session.begin_nested():  # what a refused act had begun is not there for the next one
                return checked(work, function, **arguments(one, rank))

        return each(play, items, progress)


def each(play: Callable[[Item, int], T], items: Sequence[Item], progress: Progress) -> LotOutcome[Item, T]:
    """Play the items in their order, each with how many were done before it."""
    done: list[Item] = []
    refused: list[tuple[Item, Msg]] = []
    given: list[T] = []
    for rank, one in enumerate(items):
        try:
            progress.step(rank, len(items))
        except Cancelled as error:
            if not done:
                raise
            raise Halted(LotOutcome(tuple(done), tuple(refused), tuple(given)), len(items)) from error
        try:
            given.append(play(one, len(done)))
            done.append(one)
        except Refused as error:
            refused.append((one, error.message))
        except Unavailable as error:
            if not done:
                raise
            so_far = joined(" ", error.message, kept_of(len(done), len(items)))
            raise Unavailable(so_far, passing=error.passing) from error
    return LotOutcome(tuple(done), tuple(refused), tuple(given))
