"""What is being given takes its drafts away in its own commit: a kill between two would bring an older text back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.journal import Brouillon


@dataclass
class Given:
    """The drafts (row, path of the field) of what is being given, and whether something was written of it."""

    drafts: tuple[tuple[str, str], ...]
    written: bool = False


_GIVEN: ContextVar[Given | None] = ContextVar("given", default=None)


@contextmanager
def giving(*drafts: tuple[str, str]) -> Iterator[Given]:
    """Whatever is written inside, by this thread, takes these drafts away in its own commit."""
    outer = _GIVEN.get()
    given = Given((*drafts, *(outer.drafts if outer else ())))
    token = _GIVEN.set(given)
    try:
        yield given
    finally:
        _GIVEN.reset(token)
        if outer:
            outer.written |= given.written


@contextmanager
def leaving_with(session: Session, *, typing: bool = False) -> Iterator[None]:
    """Around the commit: the drafts of what is being given go with it. One kept meanwhile does not say that anything
    was given; one kept after, by a field left on the way, was given already.
    """
    given = _GIVEN.get()
    if given and (given.written or not typing):
        for objet, champ in given.drafts:
            session.execute(delete(Brouillon).where(Brouillon.objet == objet, Brouillon.champ == champ))
    yield
    if given and not typing:
        given.written = True
