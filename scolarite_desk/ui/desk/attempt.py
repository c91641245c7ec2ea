"""The one place of the window where a failure of the office's kinds is caught: what is done, is done or told.

Screens reach it through `Desk.attempt`, `attempt_in` and `obtain`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from scolarite_desk.errors import Refused, Unavailable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=BaseException)
Tell = Callable[[Refused | Unavailable], object]
Hear = Callable[[Refused], bool]  # a screen that says a refusal itself; False: it is not for it


@dataclass(frozen=True)
class Done(Generic[T_co]):
    """It was done, and that is what it answered. There is none (`None`) of what was not."""

    answer: T_co


def attempt(call: Callable[[], T], tell: Tell, hear: Hear | None = None) -> Done[T] | None:
    """Do it. A refusal goes to `hear` first; what is not heard there, or is unavailable, is told."""
    try:
        return Done(call())
    except (Refused, Unavailable) as error:
        told(error, tell, hear)
        return None


def told(error: E, tell: Callable[[E], object], hear: Hear | None = None) -> None:
    """The same of what a job brought back."""
    if hear is None or not (isinstance(error, Refused) and hear(error)):
        tell(error)
