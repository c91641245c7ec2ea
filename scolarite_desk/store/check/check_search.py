"""Whether the index is what making it again would give."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.store.search import terms
from scolarite_desk.store.search.index import CODES, LOT, NAMES, IndexPart, differs, stored_lines
from scolarite_desk.store.search.load import IndexLine, load
from scolarite_desk.store.sql import as_json, read, value

# The rows of a part that are there, of those that lines ask for.
_HELD = {
    NAMES: """SELECT count(*) FROM json_each(?) j JOIN trouvable_nom n ON n.nom = j.value ->> 0
        AND n.prenom = j.value ->> 1 AND n.ne_le = j.value ->> 2 AND n.personne = unhex(j.value ->> 3)
        AND n.place = j.value ->> 4""",
    CODES: """SELECT count(*) FROM json_each(?) j JOIN trouvable_code c ON c.code = j.value ->> 0
        AND c.place = j.value ->> 1""",
}


def check_search(session: Session) -> list[Msg]:
    """One sentence per kind of difference; every person of the base is compared."""
    keys = [key.hex() for (key,) in read(session, "SELECT id FROM personne ORDER BY id")]
    stale, held = 0, dict.fromkeys(_HELD, 0)
    for start in range(0, len(keys), LOT):
        stored, fresh = stored_lines(session, keys[start : start + LOT]), load(session, keys[start : start + LOT])
        stale += _stale(stored, fresh)
        for part in _HELD:
            count, missing = _held(session, part, stored.values())
            held[part] += count
            stale += missing
    late = NN_("{n} ligne de l’index n’est pas à jour", "{n} lignes de l’index ne sont pas à jour", stale)
    people = NN_("{n} personne", "{n} personnes", len(keys))
    found = [N_("{lignes}, pour {personnes}", lignes=late, personnes=people)] if stale else []
    for part, table in ((NAMES, "trouvable_nom"), (CODES, "trouvable_code")):
        if held[part] != value(session, f"SELECT count(*) FROM {table}"):
            found.append(N_("{table} a des lignes de trop", table=table))
    return found + _words(session)


def _stale(stored: dict[bytes, IndexLine], fresh: dict[bytes, IndexLine]) -> int:
    """Persons whose line is missing, of another time, out of its place, or should not be."""
    wrong = [
        differs(line := stored.get(key), expected) or line is None or not _well_placed(line)
        for key, expected in fresh.items()
    ]
    return sum(wrong) + len(stored.keys() - fresh.keys())


def _held(session: Session, part: IndexPart, lines: Iterable[IndexLine]) -> tuple[int, int]:
    """Of the rows that these lines ask for, how many are there and how many are not."""
    rows = [[v.hex() if isinstance(v, bytes) else v for v in row] for line in lines for row in part.rows(line)]
    held = int(value(session, _HELD[part], as_json(rows)))
    return held, len(rows) - held


def _well_placed(line: IndexLine) -> bool:
    low, high = terms.span(*line.pairs[0])
    return low <= line.place <= high


def _words(session: Session) -> list[Msg]:
    try:
        read(session, "INSERT INTO trouvable_mot (trouvable_mot, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return [N_("l’index des mots ne correspond pas aux personnes")]
    return []
