"""How a version of the schema makes a table of rows that desks share: a key, when it was withdrawn, what it is tied to.

A version that was run never changes: these functions are those of the versions that are written with them.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

KEY = sa.LargeBinary(16)


def of(kind: Any, *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=True) for name in names]


def ties(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, KEY, nullable=False) for name in names]


def table(name: str, *columns: sa.Column[Any], tied: dict[str, str] | None = None) -> None:
    key = (sa.Column("id", KEY, nullable=False), sa.Column("retire_le", sa.BigInteger(), nullable=True))
    bound = [sa.ForeignKeyConstraint([one], [f"{to}.id"], f"fk_{name}_{one}") for one, to in (tied or {}).items()]
    op.create_table(name, *key, *columns, *bound, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"))
    for one in tied or {}:
        op.create_index(f"ix_{name}_{one}", name, [one])
