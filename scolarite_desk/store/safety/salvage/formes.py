"""What the rows of each table look like: enough to read them from a page, and to know whose a page that is lost is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2

from scolarite_desk.store.safety.salvage.arbre import LEAF_INDEX, LEAF_TABLE, Values

_CLASSES: tuple[tuple[tuple[str, ...], tuple[type, ...]], ...] = (
    (("INT", "BOOL"), (int,)),
    (("BLOB",), (bytes,)),
    (("CHAR", "TEXT", "DATE", "CLOB"), (str,)),
)


@dataclass(frozen=True)
class Forme:
    """A table: the names of its columns as its records hold them, and what each may be. `rowid`: rank of the column
    that stands for the row's number, None without one; `cle`: rank of its key when one column is it, wherever that
    column stands; `feuille`: the kind of its leaves.
    """

    nom: str
    colonnes: tuple[str, ...]
    classes: tuple[tuple[type, ...], ...]
    requises: tuple[bool, ...]
    rowid: int | None
    cle: int | None
    feuille: int

    def row(self, rowid: int | None, values: Values) -> Values:
        """The values of a row, one for each column; columns that came after the row was written are blank."""
        found = list(values[: len(self.colonnes)]) + [None] * (len(self.colonnes) - len(values))
        if self.rowid is not None:
            found[self.rowid] = rowid
        return tuple(found)

    def fits(self, values: Values) -> bool:
        """Whether a record may be of this table."""
        if len(values) > len(self.colonnes):
            return False
        whole = self.row(0, values)
        return all(
            not required if value is None else not classes or isinstance(value, classes)
            for value, classes, required in zip(whole, self.classes, self.requises, strict=True)
        )


def forms(statements: Mapping[str, str]) -> dict[str, Forme]:
    """The form of each table from the statement that made it; one that cannot be read is left out."""
    found = {}
    connection = dbapi2.connect(":memory:")
    try:
        for name, sql in statements.items():
            try:
                connection.execute(sql)
                found[name] = _form(name, sql, connection.execute(f'PRAGMA table_info("{name}")').fetchall())
            except dbapi2.Error:
                continue
    finally:
        connection.close()
    return found


def _form(name: str, sql: str, columns: Iterable[tuple[Any, ...]]) -> Forme:
    ranked = list(columns)  # cid, name, type, notnull, default, rank in the primary key
    bare = "WITHOUT ROWID" in sql.upper()
    keys = sorted((one for one in ranked if one[5]), key=lambda one: int(one[5]))
    if bare:
        ranked = keys + [one for one in ranked if not one[5]]
    alias = not bare and len(keys) == 1 and str(keys[0][2]).upper() == "INTEGER"
    return Forme(
        name,
        tuple(str(one[1]) for one in ranked),
        tuple(_classes(str(one[2])) for one in ranked),
        tuple(bool(one[3]) or bool(one[5]) for one in ranked),
        ranked.index(keys[0]) if alias else None,
        ranked.index(keys[0]) if len(keys) == 1 else None,
        LEAF_INDEX if bare else LEAF_TABLE,
    )


def _classes(declared: str) -> tuple[type, ...]:
    return next((found for words, found in _CLASSES if any(word in declared.upper() for word in words)), ())
