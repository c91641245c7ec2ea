"""The journal as one looks things up in it: works by act, author, day and words, and whose dossier they touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Select, null, select
from sqlalchemy.orm import Session

from scolarite_desk.models.dates import utc
from scolarite_desk.models.field import Lists
from scolarite_desk.models.fold import fold
from scolarite_desk.models.journal import Ligne, Objet, Poste, Travail
from scolarite_desk.models.personne import Personne
from scolarite_desk.store.codec import columns_of, shared_classes
from scolarite_desk.store.queries.dossiers import shown_name
from scolarite_desk.store.queries.history import shown
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.replay import body, changed

LOOKED = 2_000  # works that a search in words goes through
SHOWN = 500
LARGE = 40  # lines of a work beyond which nobody is named: an import, a practice base
CHANGES = 400  # of one work


@dataclass(frozen=True, slots=True)
class Recherche:
    """What is asked of the journal; blanks ask nothing."""

    acte: str = ""
    auteur: str = ""
    jour: date | None = None
    texte: str = ""


@dataclass(frozen=True, slots=True)
class Changement:
    """One value that a work changed, as the office reads it: table, column, before, after."""

    genre: str
    champ: str
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class TravailRow:
    """One work: its header, and whose dossier it touched (blank: nobody's)."""

    poste: int
    nom: str
    ici: bool
    numero: int
    at: datetime
    auteur: str
    acte: str
    detail: str
    qui: str
    personne: str | None


def works(session: Session, asked: Recherche, lists: Lists) -> tuple[TravailRow, ...]:
    """The newest works that answer, newest first; words are looked for in the last `LOOKED` of them."""
    words = fold(asked.texte).split()
    headers = session.execute(_headers(asked).limit(LOOKED if words else SHOWN)).all()
    lines = _lines(session, [(one.poste, one.numero) for one in headers], whole=bool(words))
    people = owners(session, {(one.genre, one.uuid) for some in lines.values() for one in some})
    found: list[TravailRow] = []
    for header in headers:
        mine = lines[header.poste, header.numero]
        row = _row(header, mine, people)
        if not words or _holds(row, mine, words, lists):
            found.append(row)
    return tuple(found[:SHOWN])


def changes(session: Session, poste: int, numero: int, lists: Lists) -> tuple[Changement, ...]:
    """What a work changed, in the order of its lines; the first `CHANGES` of them."""
    lines = _lines(session, [(poste, numero)], whole=True)[poste, numero]
    return tuple(islice((change for line in lines for change in _changes(line, lists)), CHANGES))


def authors(session: Session) -> tuple[str, ...]:
    """Everyone who wrote in the journal."""
    return tuple(session.scalars(select(Travail.auteur).distinct().order_by(Travail.auteur)))


def acts(session: Session) -> tuple[str, ...]:
    """The codes of the acts that the journal holds."""
    return tuple(session.scalars(select(Travail.acte).distinct()))


def _headers(asked: Recherche) -> Select[Any]:
    header: tuple[Any, ...] = (Travail.numero, Travail.at, Travail.auteur, Travail.acte, Travail.detail)
    statement = (
        select(Travail.poste, Poste.nom, Poste.ici, *header)
        .join(Poste, Poste.id == Travail.poste)
        .order_by(Travail.hlc.desc())
    )
    if asked.acte:
        statement = statement.where(Travail.acte == asked.acte)
    if asked.auteur:
        statement = statement.where(Travail.auteur == asked.auteur)
    if asked.jour is not None:
        first, after = (utc(datetime.combine(day, time())) for day in (asked.jour, asked.jour + timedelta(days=1)))
        statement = statement.where(Travail.at >= first, Travail.at < after)
    return statement


def _lines(session: Session, keys: Sequence[tuple[int, int]], *, whole: bool) -> dict[tuple[int, int], list[Any]]:
    """The lines of these works; they are neighbours, so a range of each station is read.

    Unless they are asked `whole`: without their bodies, and none of a work of more than `LARGE`.
    """
    found: dict[tuple[int, int], list[Any]] = {key: [] for key in keys}
    for poste in {poste for poste, _ in keys}:
        numbers = [numero for station, numero in keys if station == poste]
        if not whole:
            mine = (Ligne.poste == poste, Ligne.numero.in_(numbers), Ligne.rang == LARGE)
            large = set(session.scalars(select(Ligne.numero).where(*mine)))
            numbers = [numero for numero in numbers if numero not in large]
        statement = (
            select(Ligne.poste, Ligne.numero, Objet.genre, Objet.uuid, Ligne.corps if whole else null().label("corps"))
            .join(Objet, Objet.id == Ligne.objet)
            .where(Ligne.poste == poste, Ligne.numero.in_(numbers))
            .order_by(Ligne.numero, Ligne.rang)
        )
        for line in session.execute(statement):
            found[line.poste, line.numero].append(line)
    return found


def _row(header: Any, lines: Sequence[Any], people: Mapping[str, tuple[str, str]]) -> TravailRow:
    whose = dict.fromkeys(people[line.uuid] for line in lines if line.uuid in people)
    names = [name for _, name in whose]
    return TravailRow(
        **header._mapping,
        qui=_called(names) or ("" if lines else f"plus de {LARGE} fiches"),
        personne=next(iter(whose))[0] if len(whose) == 1 else None,
    )


def _called(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} personnes" if names else ""


def _changes(line: Any, lists: Lists) -> Iterator[Changement]:
    for before, after, _replaces in body(line.corps).values() if line.corps else ():
        for name, value in changed(before, after):
            was = shown(line.genre, name, (before or {}).get(name), lists)
            now = shown(line.genre, name, value, lists)
            if was != now:
                yield Changement(line.genre, name, was, now)


def _holds(row: TravailRow, lines: Sequence[Any], words: Sequence[str], lists: Lists) -> bool:
    values = (f"{one.avant} {one.apres}" for line in lines for one in _changes(line, lists))
    said = fold(" ".join((row.qui, row.detail, *values)))
    return all(word in said for word in words)


_PARENTS = (("personne_id", "personne"), ("candidature_id", "candidature"), ("dossier_id", "dossier"))


def owners(session: Session, objects: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """(key, name) of the person to whom each row (table, key) belongs; rows of the office are left out."""
    above: dict[str, tuple[str, str]] = {}
    asked = set(objects)
    starts = {key for _, key in asked}
    while asked:
        found = {key: parent for genre in {g for g, _ in asked} for key, parent in _above(session, genre, asked)}
        above |= found
        asked = {parent for parent in found.values() if parent[1] not in above and parent[0] != "personne"}
    tops = {key: _top(key, above) for key in starts}
    names = {key: shown_name(row) for key, row in by_key(session, Personne, tops.values()).items()}
    return {key: (top, names[top]) for key, top in tops.items() if top in names}


def _above(session: Session, genre: str, asked: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The row that each of these rows belongs to; a person belongs to itself."""
    keys = [key for kind, key in asked if kind == genre]
    if genre == "personne":
        yield from ((key, ("personne", key)) for key in keys)
        return
    columns = [(name, kind) for name, kind in _PARENTS if name in columns_of(genre)]
    for key, row in by_key(session, shared_classes()[genre], keys).items() if columns else ():
        parent = next(((kind, value) for name, kind in columns if (value := getattr(row, name))), None)
        if parent is not None:
            yield key, parent


def _top(key: str, above: Mapping[str, tuple[str, str]]) -> str:
    seen: set[str] = set()
    while key in above and key not in seen:
        seen.add(key)
        key = above[key][1]
    return key
