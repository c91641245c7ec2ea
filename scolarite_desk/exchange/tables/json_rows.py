"""The same columns for programs: JSON whose values keep their types, and what is said of the file beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import IO, Any

from scolarite_desk.exchange.tables.colonne import Genre, batches, plain, reader
from scolarite_desk.exchange.tables.gabarit import Classeur, Fact
from scolarite_desk.langue import Langue, kept, said
from scolarite_desk.models.rules import dates
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import Msg
from scolarite_desk.progress import Progress


def write_json(
    stream: IO[bytes], classeur: Classeur, rows: Collection[Any], progress: Progress, *, langue: Langue
) -> None:
    """`{"a_propos": {...}, "colonnes": [{"cle", "entete", "genre"}], "lignes": [{cle: value}]}`, a row a line.

    Days are ISO, perhaps partial (« 2004-03 »); instants are ISO with the offset of the zone of the file; a yes is
    `true`; what is blank is `null`. A text is the text: no program computes it.
    """
    about = {_key(name): _fact(fact, classeur.fuseau, langue) for name, fact in classeur.apropos}
    columns = [
        {"cle": one.cle, "entete": said(one.entete, langue), "genre": one.genre.value} for one in classeur.colonnes
    ]
    stream.write(f'{{"a_propos": {_dumped(about)},\n"colonnes": {_dumped(columns)},\n"lignes": ['.encode())
    keys, read = [one.cle for one in classeur.colonnes], reader(classeur.colonnes, langue, answers=False)
    given = [_GIVEN.get(one.genre, _as_it_is) for one in classeur.colonnes]
    for done, batch in batches(rows, progress):
        typed = (
            [give(value, classeur.fuseau) for value in values] for give, values in zip(given, read(batch), strict=True)
        )
        lines = (_dumped(dict(zip(keys, row, strict=True))) for row in zip(*typed, strict=True))
        stream.write(((",\n" if done else "\n") + ",\n".join(lines)).encode())
    stream.write(b"\n]}\n")


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _key(name: Msg) -> str:
    """« Exporté le » → `exporte_le`: the same whatever the language of the file."""
    return "_".join(fold(kept(name)).split())


def _fact(fact: Fact, zone: tzinfo, langue: Langue) -> str | int:
    if isinstance(fact, datetime):
        return _instant(fact, zone) or ""
    return plain(said(fact, langue)) if isinstance(fact, Msg) else plain(fact) if isinstance(fact, str) else fact


def _as_it_is(value: str | None, zone: tzinfo) -> str | None:
    return plain(value) if value else None


def _day(value: date | str | None, zone: tzinfo) -> str | None:
    return str(value) if value else None


def _instant(value: datetime | None, zone: tzinfo) -> str | None:
    return None if value is None else dates.local(value, zone).isoformat(timespec="seconds")


def _number(value: Any, zone: tzinfo) -> Any:
    return float(value) if isinstance(value, Decimal) else value


_GIVEN: dict[Genre, Callable[[Any, tzinfo], Any]] = {
    Genre.JOUR: _day,
    Genre.INSTANT: _instant,
    Genre.ENTIER: _number,
    Genre.NOMBRE: _number,
    Genre.MONTANT: _number,
    Genre.OUI_NON: _number,
}
