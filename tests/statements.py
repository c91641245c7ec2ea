"""The statements that a base runs: what a list asks once is not asked at each of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from scolarite_desk.store.store import Store


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """Those that the base runs meanwhile."""
    told: list[str] = []

    def tell(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        told.append(statement)

    event.listen(store.engine, "before_cursor_execute", tell)
    yield told
    event.remove(store.engine, "before_cursor_execute", tell)
