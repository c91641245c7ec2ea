"""What every mapped row shares: its key, its column types, and the difference between shared and local rows.

A **shared** row travels between desks: every change of it is journalled, and it is never deleted, only withdrawn
(`retire_le`). A **local** row belongs to this desk's file (drafts, counters, search index) and is not journalled.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from scolarite_desk.models.tables.uuid7 import new_key

_KEY = re.compile("[0-9a-f]{32}")


def is_key(text: str) -> bool:
    """Whether a text is written as a key is."""
    return _KEY.fullmatch(text) is not None


class Cle(TypeDecorator[str]):
    """A UUIDv7: 32 hexadecimal characters in Python and in the journal, 16 bytes in the file."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else value.hex()


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, stored as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment(value)


class Euros(TypeDecorator[Decimal]):
    """Euros, stored as whole cents."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(instant: datetime) -> int:
    """Microseconds since 1970 of an aware moment, exactly."""
    since = instant - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment(value: int) -> datetime:
    """The UTC moment of so many microseconds since 1970."""
    seconds, rest = divmod(value, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


class Base(DeclarativeBase):
    """Every table of the file. `UN` and `CE` make sentences: « la personne », « cet avis »."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant, Decimal: Euros, str: String}


class Partagee:
    """A row that travels between desks. `REGISTRE` rows hold numbers given and documents issued: never undone."""

    __tablename__: str
    REGISTRE: ClassVar[bool] = False

    id: Mapped[str] = mapped_column(Cle, primary_key=True, default=new_key)
    retire_le: Mapped[datetime | None]


Value = str | int | bool | date | datetime | Decimal | None
