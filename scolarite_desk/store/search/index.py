"""The index follows the base in the same transaction, touching only the persons concerned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.base import Base
from scolarite_desk.models.index import Trouvable, TrouvableNom
from scolarite_desk.progress import Progress
from scolarite_desk.store.journal import Change
from scolarite_desk.store.search import terms, vocabulary
from scolarite_desk.store.search.load import Fiche, as_json, load, pairs

_ROW = "personne, nom, nom_usage, prenom, prenom_usage, ne_le, ine, ine_provisoire, dossier, numero, etat"
_STORED = f"""SELECT place, {_ROW}, formes, mots FROM trouvable
    WHERE personne IN (SELECT unhex(value) FROM json_each(?))"""
_TABLES = [Base.metadata.tables[cls.__tablename__] for cls in (Trouvable, TrouvableNom)]
LOT = 2_000

# Prefix indexes up to five characters: a mark and four of what it marks. `detail=none`: which line, not where in it.
_CREATE = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS trouvable_mot USING fts5(mots, content='trouvable', content_rowid='place',
    detail=none, columnsize=0, prefix='1 2 3 4 5', tokenize="ascii tokenchars '{terms.TOKEN_CHARACTERS}'")""",
    # A withdrawn or erased name must not stay in the pages of the index.
    "INSERT INTO trouvable_mot (trouvable_mot, rank) VALUES ('secure-delete', 1)",
)

# What a change must touch for the index to move, by table; and how its rows lead to persons.
WATCHED: Mapping[str, frozenset[str]] = {
    "personne": frozenset({
        "nom_naissance", "nom_usage", "prenom", "prenom_usage", "autres_prenoms", "ne_le", "portable", "telephone",
        "courriel", "retire_le",
    }),
    "identifiant": frozenset({"personne_id", "genre", "valeur", "nature", "retire_le"}),
    "dossier": frozenset({"personne_id", "campagne_id", "numero", "retire_le"}),
    "document_emis": frozenset({"dossier_id", "candidature_id", "numero", "retire_le"}),
    "candidature": frozenset({"dossier_id", "statut", "confirmation", "annulee_le", "retire_le"}),
    "avis": frozenset({"candidature_id", "avis", "saisi_le", "valide_le", "retire_le"}),
    "campagne": frozenset({"annee", "debut"}),
}  # fmt: skip
_HOLDERS = {"personne_id": "personne", "dossier_id": "dossier", "candidature_id": "candidature"}
_OWNERS = {
    "identifiant": "SELECT t.personne_id FROM identifiant t",
    "dossier": "SELECT t.personne_id FROM dossier t",
    "document_emis": """SELECT d.personne_id FROM document_emis t LEFT JOIN candidature c ON c.id = t.candidature_id
        JOIN dossier d ON d.id = coalesce(t.dossier_id, c.dossier_id)""",
    "candidature": "SELECT d.personne_id FROM candidature t JOIN dossier d ON d.id = t.dossier_id",
    "avis": """SELECT d.personne_id FROM avis t JOIN candidature c ON c.id = t.candidature_id
        JOIN dossier d ON d.id = c.dossier_id""",
    "campagne": "SELECT d.personne_id FROM campagne t JOIN dossier d ON d.campagne_id = t.id",
}


def create(session: Session) -> None:
    """The tables of the index, where they are not there yet."""
    Base.metadata.create_all(session.connection(), tables=_TABLES)
    for statement in _CREATE:
        session.connection().exec_driver_sql(statement)


def refresh(session: Session, changes: Mapping[str, Change]) -> None:
    """Follow the changes of a work, already flushed."""
    moved: dict[str, set[str]] = {}
    for key, change in changes.items():
        watched = WATCHED.get(change.genre)
        if watched is None or watched.isdisjoint(change.after):
            continue
        moved.setdefault(change.genre, set()).add(key)
        for name in _HOLDERS.keys() & change.before.keys():
            if change.before[name]:
                moved.setdefault(_HOLDERS[name], set()).add(change.before[name])
    if moved:
        follow(session, _persons(session, moved))


def _persons(session: Session, moved: Mapping[str, set[str]]) -> list[str]:
    """The keys of the persons whom these rows (keys by table) belong to."""
    found = set(moved.get("personne", ()))
    for genre, keys in moved.items():
        if genre in _OWNERS:
            owners = session.connection().exec_driver_sql(
                f"{_OWNERS[genre]} WHERE t.id IN (SELECT unhex(value) FROM json_each(?))", (as_json(keys),)
            )
            found.update(key.hex() for (key,) in owners)
    return sorted(found)


def follow(session: Session, keys: Sequence[str]) -> None:
    """Bring these persons (hexadecimal keys) up to date."""
    for start in range(0, len(keys), LOT):
        lot = keys[start : start + LOT]
        stored = stored_lines(session, lot)
        fresh = load(session, lot)
        moved = {key: fiche for key, fiche in fresh.items() if differs(stored.get(key), fiche)}
        gone = [stored[key] for key in stored if key in moved or key not in fresh]
        _remove(session, gone)
        _insert(session, _placed(session, moved.values(), {line[1]: line[0] for line in gone}))


def stored_lines(session: Session, keys: Iterable[str]) -> dict[bytes, Any]:
    """Lines of `trouvable` (place, then the columns of a `Fiche`) by person."""
    rows = session.connection().exec_driver_sql(_STORED, (as_json(keys),))
    return {row[1]: row for row in rows}


def differs(stored: Any | None, fiche: Fiche) -> bool:
    """Whether a line is missing or says something else."""
    return stored is None or tuple(stored[1:]) != (*fiche.row, fiche.formes, fiche.mots)


def _remove(session: Session, lines: Sequence[Any]) -> None:
    if not lines:
        return
    run = session.connection().exec_driver_sql
    run(
        "INSERT INTO trouvable_mot (trouvable_mot, rowid, mots) VALUES ('delete', ?, ?)",
        [(line[0], line[-1]) for line in lines],
    )
    run(
        "DELETE FROM trouvable_nom WHERE nom = ? AND prenom = ? AND ne_le = ? AND personne = ?",
        [name[:4] for line in lines for name in names_of(line[0], line[1:])],
    )
    run("DELETE FROM trouvable WHERE place = ?", [(line[0],) for line in lines])


def names_of(place: int, line: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of `trouvable_nom` that a line of `trouvable` (without its place) asks for."""
    return [(*pair, line[5] or "", line[0], place) for pair in pairs(line[-2])]


def _placed(session: Session, fiches: Iterable[Fiche], before: Mapping[bytes, int]) -> list[tuple[Any, ...]]:
    """Lines of `trouvable`, in order of place: where the person was if the name still stands there, else a free one."""
    lines, last = [], dict[int, int]()
    for fiche in fiches:
        low, high = terms.span(*fiche.pairs[0])
        place = before.get(fiche.row[0], -1)
        if not low <= place <= high:
            place = last[low] = 1 + (last[low] if low in last else _last(session, low, high))
        lines.append((place, *fiche.row, fiche.formes, fiche.mots))
    return sorted(lines, key=itemgetter(0))


def _last(session: Session, low: int, high: int) -> int:
    """The last place taken of a span, or what comes before its first."""
    taken = session.connection().exec_driver_sql(
        "SELECT max(place) FROM trouvable WHERE place BETWEEN ? AND ?", (low, high)
    )
    found: int | None = taken.scalar()
    return low - 1 if found is None else found


def _insert(session: Session, lines: Sequence[tuple[Any, ...]]) -> None:
    if not lines:
        return
    names = [name for line in lines for name in names_of(line[0], line[1:])]
    run = session.connection().exec_driver_sql
    run(f"INSERT INTO trouvable (place, {_ROW}, formes, mots) VALUES (?{', ?' * 13})", list(lines))
    run("INSERT INTO trouvable_nom (nom, prenom, ne_le, personne, place) VALUES (?, ?, ?, ?, ?)", names)
    run("INSERT INTO trouvable_mot (rowid, mots) VALUES (?, ?)", [(line[0], line[-1]) for line in lines])
    vocabulary.learn(session, names)


def rebuild(session: Session, progress: Progress) -> None:
    """Make the whole index again, in the order of names, which the full-text index is quickest to take."""
    run = session.connection().exec_driver_sql
    for statement in ("DROP TABLE IF EXISTS trouvable_mot", "DELETE FROM trouvable", "DELETE FROM trouvable_nom"):
        run(statement)
    create(session)
    keys = _in_order(session)
    for start in range(0, len(keys), LOT):
        progress.step(start, len(keys))
        fresh = load(session, keys[start : start + LOT])
        _insert(session, _placed(session, fresh.values(), {}))
    progress.step(len(keys), len(keys))


def _in_order(session: Session) -> list[str]:
    """The keys of live persons, by place."""
    rows = session.connection().exec_driver_sql(
        "SELECT id, nom_naissance, nom_usage, prenom, prenom_usage FROM personne WHERE retire_le IS NULL"
    )
    return [key.hex() for _, key in sorted((terms.span(*terms.forms(row[1:3], row[3:])[0])[0], row[0]) for row in rows)]
