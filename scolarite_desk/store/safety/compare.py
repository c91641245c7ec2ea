"""Two journals compared, station by station: what one base has done that the other does not know."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from scolarite_desk.models.fields.lineage import ways
from scolarite_desk.models.rows.restore import RestorePreview, WorksLost
from scolarite_desk.models.tables.base import moment
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.sql import climbed

_TOUCHED = "(SELECT o.uuid FROM ligne l JOIN objet o ON o.id = l.objet WHERE l.poste = :poste AND l.numero > :numero)"


def compare(here: Connection, there: Connection) -> RestorePreview:
    """What going from this base to that backup would lose, and give back."""
    lost = list(_beyond(here, there))
    fiches: dict[str, set[bytes]] = {}
    dossiers: set[str] = set()
    for ident, _nom, numero in lost:
        for genre, key in here.exec_driver_sql(_ROWS, {"poste": ident, "numero": numero}):
            fiches.setdefault(genre, set()).add(key)
        dossiers |= _dossiers(here, ident, numero)
    return RestorePreview(
        perdus=tuple(_works(here, lost)),
        rendus=tuple(_works(there, list(_beyond(there, here)))),
        fiches=tuple(sorted((genre, len(keys)) for genre, keys in fiches.items())),
        dossiers=tuple(sorted(dossiers)),
        papiers=tuple(papers_since(here, there)),
        effaces=len(erased_since(here, there)),
    )


def papers_since(here: Connection, there: Connection) -> list[str]:
    """Numbers of receipts and letters that only this base has given."""
    known = set(there.exec_driver_sql("SELECT numero FROM document_emis").scalars())
    return sorted(set(here.exec_driver_sql("SELECT numero FROM document_emis").scalars()) - known)


def erased_since(here: Connection, there: Connection) -> list[str]:
    """Keys of the rows erased here that the other base still holds, or may receive."""
    erased = "SELECT uuid FROM objet WHERE efface"
    known = set(there.exec_driver_sql(erased).scalars())
    return sorted(key.hex() for key in here.exec_driver_sql(erased).scalars() if key not in known)


_ROWS = (
    "SELECT o.genre, o.uuid FROM ligne l JOIN objet o ON o.id = l.objet"
    " WHERE l.poste = :poste AND l.numero > :numero AND o.genre <> ''"
)


def _beyond(one: Connection, other: Connection) -> Iterator[tuple[int, str, int]]:
    """(station, its name, last work both hold) of each station of which `one` holds works that `other` has not."""
    stations = "SELECT uuid, id, nom, numero FROM poste WHERE numero > 0"
    known = {uuid: (ident, numero) for uuid, ident, _nom, numero in other.exec_driver_sql(stations)}
    for uuid, ident, nom, last in one.exec_driver_sql(stations).all():
        there, reached = known.get(uuid, (0, 0))
        common = _common(one, ident, other, there, min(last, reached))
        if common < last:
            yield ident, nom, common


def _common(one: Connection, mine: int, other: Connection, theirs: int, least: int) -> int:
    """The last number that stands for the same work in both journals."""
    same, different = 0, least + 1
    while different - same > 1:
        number = least if different > least else (same + different) // 2
        if _value(one, mine, number) == _value(other, theirs, number):
            same = number
        else:
            different = number
    return same


def _value(connection: Connection, poste: int, numero: int) -> bytes | None:
    found: bytes | None = connection.exec_driver_sql(
        "SELECT empreinte FROM travail WHERE poste = ? AND numero = ?", (poste, numero)
    ).scalar()
    return found


def _works(connection: Connection, beyond: list[tuple[int, str, int]]) -> Iterator[WorksLost]:
    for ident, nom, numero in beyond:
        by_author = connection.exec_driver_sql(
            "SELECT auteur, count(*), min(at), max(at) FROM travail WHERE poste = ? AND numero > ?"
            " GROUP BY auteur ORDER BY min(at)",
            (ident, numero),
        )
        yield from (WorksLost(nom, who, count, moment(first), moment(last)) for who, count, first, last in by_author)


def _dossiers(here: Connection, poste: int, numero: int) -> set[str]:
    """The numbers of the dossiers whose rows these works touched."""
    bound = {"poste": poste, "numero": numero}
    asked = filter(None, map(_numbers, shared_classes()))
    return {number for sql in asked for number in here.exec_driver_sql(sql, bound).scalars()}


def _numbers(genre: str) -> str:
    """The statement that gives the numbers: of the dossier that a row is of, else of all those of its person."""
    for holder, column in (("dossier", "id"), ("personne", "personne_id")):
        for way in ways(genre, holder):
            return f"SELECT numero FROM dossier WHERE {column} IN {climbed(way, genre, _TOUCHED)}"
    return ""
