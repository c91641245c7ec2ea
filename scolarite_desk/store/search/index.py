"""The index follows the base in the same transaction, touching only the persons concerned."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.lineage import owners, ways
from scolarite_desk.models.tables.base import Base
from scolarite_desk.models.tables.index import Trouvable, TrouvableCode, TrouvableNom
from scolarite_desk.progress import Progress
from scolarite_desk.store.change import Change
from scolarite_desk.store.search import terms, vocabulary
from scolarite_desk.store.search.load import COLUMNS, IndexLine, load
from scolarite_desk.store.sql import KEYS, Row, as_json, climbed, read, value, write

_STORED = f"SELECT {COLUMNS} FROM trouvable WHERE personne IN {KEYS}"
_TABLES = [Base.metadata.tables[cls.__tablename__] for cls in (Trouvable, TrouvableNom, TrouvableCode)]
LOT = 2_000
REBUILT = 10_000  # at a time: a lot reads most pages of the base

# Prefix indexes up to five characters: the mark of a birth day and its year. `detail=none`: who, not where in the
# name. Small pages make small merges: a name is saved in half a millisecond instead of three. Not `secure-delete`,
# which takes two more at each save: what is erased for good is taken out by `purge`.
_CREATE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS trouvable_mot USING fts5(mots, content='trouvable', content_rowid='place',
    detail=none, columnsize=0, prefix='1 2 3 4 5', tokenize="ascii tokenchars '_'")""",
    "INSERT INTO trouvable_mot (trouvable_mot, rank) VALUES ('pgsz', 512)",
)


@dataclass(frozen=True)
class IndexPart:
    """One table of the index: the rows that a line of `trouvable` asks of it, how they come and how they go."""

    rows: Callable[[IndexLine], Iterable[Row]]
    insert: str
    delete: str


WORDS = IndexPart(
    lambda line: [(line.place, line.mots)],
    "INSERT INTO trouvable_mot (rowid, mots) VALUES (?, ?)",
    "INSERT INTO trouvable_mot (trouvable_mot, rowid, mots) VALUES ('delete', ?, ?)",
)
NAMES = IndexPart(
    lambda line: [(*pair, line.ne_le or "", line.personne, line.place) for pair in line.pairs],
    "INSERT INTO trouvable_nom (nom, prenom, ne_le, personne, place) VALUES (?, ?, ?, ?, ?)",
    "DELETE FROM trouvable_nom WHERE nom = ? AND prenom = ? AND ne_le = ? AND personne = ? AND place = ?",
)
CODES = IndexPart(
    lambda line: [(code, line.place) for code in line.codes.split()],
    "INSERT INTO trouvable_code (code, place) VALUES (?, ?)",
    "DELETE FROM trouvable_code WHERE code = ? AND place = ?",
)

# What a change must touch for the index to move, by table.
WATCHED: Mapping[str, frozenset[str]] = {
    "personne": frozenset({
        "nom_naissance", "nom_usage", "prenom", "prenom_usage", "autres_prenoms", "ne_le", "portable", "telephone",
        "courriel", "nationalite", "retire_le",
    }),
    "bac": frozenset({"personne_id", "situation", "annee", "retire_le"}),
    "cvec": frozenset({"personne_id", "annee", "situation", "retire_le"}),
    "note": frozenset({"personne_id", "suivi_le", "suivi_fait_le", "retire_le"}),
    "identifiant": frozenset({"personne_id", "genre", "valeur", "nature", "retire_le"}),
    "dossier": frozenset({"personne_id", "campagne_id", "numero", "regime", "boursier", "retire_le"}),
    "document_emis": frozenset({"dossier_id", "candidature_id", "numero", "retire_le"}),
    "candidature": frozenset({
        "dossier_id", "genre", "statut", "incomplete_le", "confirmation", "annulee_le", "retire_le",
    }),
    "avis": frozenset({"candidature_id", "avis", "valide_le", "retire_le"}),
    "campagne": frozenset({"annee", "debut"}),
}  # fmt: skip
_OF_CAMPAGNE = f"(SELECT personne_id FROM dossier WHERE campagne_id IN {KEYS})"  # nobody's: it orders their dossiers


def create(session: Session) -> None:
    """The tables of the index, where they are not there yet."""
    Base.metadata.create_all(session.connection(), tables=_TABLES)
    for statement in _CREATE:
        read(session, statement)


def refresh(session: Session, changes: Mapping[str, Change]) -> None:
    """Follow the changes of a work, already flushed."""
    moved: dict[str, set[str]] = {}
    for key, change in changes.items():
        watched = WATCHED.get(change.genre)
        if watched is None or watched.isdisjoint(change.after):
            continue
        moved.setdefault(change.genre, set()).add(key)
        for name, holder in owners(change.genre).items():
            if change.before.get(name):
                moved.setdefault(holder, set()).add(change.before[name])
    if moved:
        follow(session, persons_of(session, moved))


def persons_of(session: Session, moved: Mapping[str, set[str]]) -> list[str]:
    """The keys of the persons whom these rows (keys by table) belong to."""
    found = set(moved.get("personne", ()))
    for genre, keys in moved.items():
        for persons in _persons(genre):
            found.update(key.hex() for (key,) in read(session, f"SELECT * FROM {persons}", as_json(keys)) if key)
    shown = read(session, f"SELECT racine FROM fusion WHERE personne IN {KEYS}", as_json(found))
    return sorted(found | {key.hex() for (key,) in shown})


@cache
def _persons(genre: str) -> tuple[str, ...]:
    """How rows of a table lead to persons, as sets of keys."""
    if genre == "campagne":
        return (_OF_CAMPAGNE,)
    known = ways(genre, "personne") if genre in WATCHED else ()
    return tuple(climbed(way, genre, KEYS) for way in known if way)


def follow(session: Session, keys: Sequence[str]) -> None:
    """Bring these persons (hexadecimal keys) up to date."""
    for start in range(0, len(keys), LOT):
        stored, fresh = stored_lines(session, keys[start : start + LOT]), load(session, keys[start : start + LOT])
        moved = {key: line for key, line in fresh.items() if differs(stored.get(key), line)}
        before = {key: line for key, line in stored.items() if key in moved or key not in fresh}
        places = _Places(session)
        after = [places.put(line, before[key].place if key in before else None) for key, line in moved.items()]
        _replace(session, before.values(), after)


def stored_lines(session: Session, keys: Iterable[str]) -> dict[bytes, IndexLine]:
    """Lines of `trouvable` by person."""
    return {row[1]: IndexLine._make(row) for row in read(session, _STORED, as_json(keys))}


def differs(stored: IndexLine | None, fresh: IndexLine) -> bool:
    """Whether a line is missing or says something else."""
    return stored is None or stored[1:] != fresh[1:]


class _Places:
    """Hands out free places, in spans where it knows, or learns from the base, which is the last one taken."""

    def __init__(self, session: Session, empty: bool = False) -> None:
        self._session, self._empty = session, empty
        self._last: dict[int, int] = {}

    def put(self, line: IndexLine, before: int | None = None) -> IndexLine:
        """The line, placed: where the person stood before if the name still stands there, else next in its span."""
        low, high = terms.span(*line.pairs[0])
        if before is None or not low <= before <= high:
            before = self._last[low] = 1 + (self._last[low] if low in self._last else self._taken(low, high))
        return line._replace(place=before)

    def _taken(self, low: int, high: int) -> int:
        """The last place taken of a span, or what comes before its first."""
        if self._empty:
            return low - 1
        last: int | None = value(
            self._session, "SELECT max(place) FROM trouvable WHERE place BETWEEN ? AND ?", low, high
        )
        return low - 1 if last is None else last


def _replace(session: Session, before: Collection[IndexLine], after: Collection[IndexLine]) -> None:
    """Take lines out and put others in, in every table of the index."""
    for part in (WORDS, NAMES, CODES):
        old, fresh = ({row for line in lines for row in part.rows(line)} for lines in (before, after))
        write(session, part.delete, old - fresh)
        write(session, part.insert, fresh - old)
        if part is NAMES:
            vocabulary.learn(session, fresh - old)
    write(session, "DELETE FROM trouvable WHERE place = ?", [line[:1] for line in before])
    write(session, f"INSERT INTO trouvable ({COLUMNS}) VALUES (?{', ?' * (len(IndexLine._fields) - 1)})", after)


def rebuild(session: Session, progress: Progress) -> None:
    """Make the whole index again, in the order of names; nothing of what it held stays."""
    read(session, "DROP TABLE IF EXISTS trouvable_mot")
    Base.metadata.drop_all(session.connection(), tables=_TABLES)
    create(session)
    keys, places = _in_order(session), _Places(session, empty=True)
    with _wide_cache(session):
        for start in range(0, len(keys), REBUILT):
            progress.step(start, len(keys))
            _replace(session, (), list(map(places.put, load(session, keys[start : start + REBUILT]).values())))
    purge(session)
    progress.step(len(keys), len(keys))


@contextmanager
def _wide_cache(session: Session) -> Iterator[None]:
    """Rows are read in the order of names, which is not theirs: four times faster with room for their pages."""
    usual = value(session, "PRAGMA cache_size")
    read(session, "PRAGMA cache_size = -64000")
    try:
        yield
    finally:
        read(session, f"PRAGMA cache_size = {usual}")


def _in_order(session: Session) -> list[str]:
    """The keys of live persons, by place."""
    rows = read(
        session, "SELECT id, nom_naissance, nom_usage, prenom, prenom_usage FROM personne WHERE retire_le IS NULL"
    )
    return [key.hex() for _, key in sorted((terms.span(*terms.forms(row[1:3], row[3:])[0])[0], row[0]) for row in rows)]


def purge(session: Session) -> None:
    """Leave no trace in the index of names that were changed or erased: a second for 200 000 persons."""
    read(session, "INSERT INTO trouvable_mot (trouvable_mot) VALUES ('optimize')")
