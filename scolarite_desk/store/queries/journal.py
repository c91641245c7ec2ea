"""The journal as one looks things up in it: works by act, author, day and words, and whose dossier they touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import func, literal, null, select, tuple_
from sqlalchemy.orm import Session

from scolarite_desk.langue import kept
from scolarite_desk.models.fields import lineage
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rules.dates import utc
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.journal import Ligne, Objet, Poste, Travail
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.models.tables.reglage import Compte
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, verbatim
from scolarite_desk.store.codec import shared_classes
from scolarite_desk.store.fuseau import fuseau
from scolarite_desk.store.queries.dossiers import shown_name
from scolarite_desk.store.queries.history import shown
from scolarite_desk.store.queries.rows import by_key
from scolarite_desk.store.replay import body, changed

LOOKED = 2_000  # works that a search in words goes through
SHOWN = 200  # works of a page: a reading stays under the 50 ms of the window
LARGE = 40  # lines of a work beyond which nobody is named: an import, a practice base
CHANGES = 400  # of one work


@dataclass(frozen=True, slots=True)
class Recherche:
    """What is asked of the journal; blanks ask nothing."""

    acte: str = ""
    auteur: str = ""
    poste: int | None = None
    du: date | None = None
    au: date | None = None
    texte: str = ""
    cles: tuple[str, ...] | None = None  # of the rows that a work must have touched


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
    qui: Msg
    personne: str | None

    @property
    def place(self) -> tuple[datetime, int, int]:
        """Where it stands in the index of moments."""
        return self.at, self.poste, self.numero


def works(session: Session, asked: Recherche, lists: Lists, after: TravailRow | None = None) -> tuple[TravailRow, ...]:
    """The newest `SHOWN` works that answer, newest first, or those that come `after` one of them.

    Words are looked for in the newest `LOOKED` works of the other answers.
    """
    words = fold(asked.texte).split()
    headers = session.execute(_headers(session, asked, after, LOOKED if words else SHOWN)).all()
    lines = _lines(session, [(one.poste, one.numero) for one in headers], whole=bool(words))
    people = owners(session, {(one.genre, one.uuid) for some in lines.values() for one in some})
    stations = {one.id: one for one in session.scalars(select(Poste))}
    found: list[TravailRow] = []
    for header in headers:
        mine = lines[header.poste, header.numero]
        row = _row(header, stations.get(header.poste), mine, people)
        if not words or _holds(row, mine, words, lists):
            found.append(row)
    return tuple(found[:SHOWN])


def count(session: Session, asked: Recherche) -> int:
    """How many works answer, words aside. Reads as many headers as the journal has: a job, when it is filtered."""
    if asked == Recherche():
        return session.scalar(select(func.sum(Poste.numero - func.coalesce(Poste.base, 0)))) or 0
    return session.scalar(_answering(session, select(func.count()).select_from(Travail), asked)) or 0


def changes(session: Session, poste: int, numero: int, lists: Lists) -> tuple[Changement, ...]:
    """What a work changed, in the order of its lines; the first `CHANGES` of them."""
    lines = _lines(session, [(poste, numero)], whole=True)[poste, numero]
    return tuple(islice((change for line in lines for change in _changes(line, lists)), CHANGES))


def authors(session: Session) -> tuple[str, ...]:
    """Every account there ever was, and whoever wrote lately: reading the whole journal for names would be long."""
    lately = select(Travail.auteur).order_by(Travail.at.desc()).limit(LOOKED)
    return tuple(sorted({*session.scalars(select(Compte.nom)), *session.scalars(lately)}))


def stations(session: Session) -> tuple[tuple[int, str, bool], ...]:
    """Number here, name and whether it is this file, of every station that wrote."""
    found = session.execute(select(Poste.id, Poste.nom, Poste.ici).where(Poste.numero > 0).order_by(Poste.id))
    return tuple((ident, nom, ici) for ident, nom, ici in found)


def _headers(session: Session, asked: Recherche, after: TravailRow | None, most: int) -> Any:
    """From their index alone, newest first, without sorting; then the headers of those that answer."""
    index = (Travail.at, Travail.poste, Travail.numero)
    places = _answering(session, select(*index, Travail.acte, Travail.auteur), asked)
    if after is not None:
        before = (literal(value, column.type) for value, column in zip(after.place, index, strict=True))
        places = places.where(tuple_(*index) < tuple_(*before))
    found = places.order_by(*(column.desc() for column in index)).limit(most).subquery()
    header = select(found.c.at, found.c.poste, found.c.numero, found.c.auteur, found.c.acte, Travail.detail)
    return header.join_from(
        found, Travail, (Travail.poste == found.c.poste) & (Travail.numero == found.c.numero)
    ).order_by(*(found.c[column.key].desc() for column in index))


def _answering(session: Session, statement: Any, asked: Recherche) -> Any:
    for column, wanted in ((Travail.acte, asked.acte), (Travail.auteur, asked.auteur)):
        if wanted:
            statement = statement.where(column == wanted)
    if asked.poste is not None:
        statement = statement.where(Travail.poste + 0 == asked.poste)  # not by its key: the order is that of moments
    zone = fuseau(session)
    if asked.du is not None:
        statement = statement.where(Travail.at >= utc(datetime.combine(asked.du, time()), zone))
    if asked.au is not None:
        statement = statement.where(Travail.at < utc(datetime.combine(asked.au + timedelta(days=1), time()), zone))
    if asked.cles is not None:
        touching = select(Ligne.poste, Ligne.numero).join(Objet, Objet.id == Ligne.objet)
        statement = statement.where(
            tuple_(Travail.poste, Travail.numero).in_(touching.where(Objet.uuid.in_(asked.cles)))
        )
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


def _row(header: Any, station: Poste | None, lines: Sequence[Any], people: Mapping[str, tuple[str, str]]) -> TravailRow:
    whose = dict.fromkeys(people[line.uuid] for line in lines if line.uuid in people)
    names = [name for _, name in whose]
    return TravailRow(
        **header._mapping,
        nom=station.nom if station else "",
        ici=bool(station and station.ici),
        qui=_called(names) or (NOTHING if lines else N_("plus de {nombre} éléments", nombre=LARGE)),
        personne=next(iter(whose))[0] if len(whose) == 1 else None,
    )


def _called(names: Sequence[str]) -> Msg:
    if len(names) == 1:
        return verbatim(names[0])
    return NN_("{n} personne", "{n} personnes", len(names)) if names else NOTHING


def _changes(line: Any, lists: Lists) -> Iterator[Changement]:
    for before, after, _replaces in body(line.corps).values() if line.corps else ():
        for name, value in changed(before, after):
            was = shown(line.genre, name, (before or {}).get(name), lists)
            now = shown(line.genre, name, value, lists)
            if was != now:
                yield Changement(line.genre, name, was, now)


def _holds(row: TravailRow, lines: Sequence[Any], words: Sequence[str], lists: Lists) -> bool:
    values = (f"{one.avant} {one.apres}" for line in lines for one in _changes(line, lists))
    said = fold(" ".join((kept(row.qui), row.detail, *values)))
    return all(word in said for word in words)


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
    columns = [*reversed(lineage.owners(genre).items())]  # the person first, whatever else it leans on
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
