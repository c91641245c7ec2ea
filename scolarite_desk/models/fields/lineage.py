"""Whose is a row: read from the foreign keys of the mapped classes, here and nowhere else.

A new table tied to a person is theirs without a line anywhere: journal and access log name them, it is erased, told and
merged with them, and kept to perimeters. What keys do not say is declared below, with its reason.
"""

from __future__ import annotations

from functools import cache

from scolarite_desk.models.tables.schema import Base

# Of the keys that a row has, these say whose it is, the nearest first. Its others only name: the visite of a note, the
# paper that an exigence looked at, the avis that a letter tells may go, and the row stays whose it was.
HOLDERS = ("candidature", "dossier", "personne")
# What says which formations a row is of, the most precise first: a candidature says more than its dossier.
JUDGED = ("formation", *HOLDERS, "commission", "centre")

ANY = ""  # instead of a table: a row of any
_OF_ANY = {"reserve": {"objet_id": ANY}}  # a warning is about whatever it was given for: no key can say that
_AS_TEXT = {  # a key in words only: the column was made without one
    "candidature": {"session_id": "session_depot"},
    "signataire": {"centre_id": "centre"},
    "type_decision": {"centre_id": "centre"},
    "etiquette": {"centre_id": "centre"},
}

Way = tuple[tuple[str, str], ...]  # (column, table that it names), step by step


@cache
def ties(genre: str) -> dict[str, str]:
    """The columns of a table that are keys of another, and of which one: the file refuses a key that names nothing."""
    columns = Base.metadata.tables[genre].columns
    return {column.name: key.column.table.name for column in columns for key in column.foreign_keys}


def leads_of(genre: str) -> dict[str, str]:
    """The columns that say what a row is of, whoever writes them: its keys, and those in words only."""
    return ties(genre) | _AS_TEXT.get(genre, {})


def leans(genre: str) -> dict[str, str]:
    """The same, and the columns that name a row of `ANY` table."""
    return ties(genre) | _OF_ANY.get(genre, {})


@cache
def leads(genre: str, to: tuple[str, ...]) -> dict[str, str]:
    """The columns by which a row is of a row of these tables, in the order of `to`, and which one each names.

    A row that names none of them is of whatever it leans on that does.
    """
    named = {name: table for name, table in leads_of(genre).items() if table in to}
    if named:
        return dict(sorted(named.items(), key=lambda one: to.index(one[1])))
    return {name: table for name, table in ties(genre).items() if table != genre and leads(table, to)}


def owners(genre: str) -> dict[str, str]:
    """The columns that say whose a row is, the nearest holder first; none for rows of the office."""
    return leads(genre, HOLDERS)


@cache
def person_column(genre: str) -> str | None:
    """The column that names the person themselves. Whoever it names has the row, whatever else it leans on."""
    return next((name for name, table in ties(genre).items() if table == "personne"), None)


@cache
def ways(genre: str, holder: str) -> tuple[Way, ...]:
    """Every way up from a row to a holder of its, the shortest first; from a holder to itself, one without a step."""
    if genre == holder:
        return ((),)
    found = [((name, table), *rest) for name, table in owners(genre).items() for rest in ways(table, holder)]
    return tuple(sorted(found, key=len))
