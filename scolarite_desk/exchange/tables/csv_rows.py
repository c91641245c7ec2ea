"""The same columns as a text file: UTF-8 with its mark, semicolons, French dates and decimals, no live formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, tzinfo
from typing import IO, Any

from scolarite_desk.exchange.tables.colonne import Colonne, Genre, Ligne, batches, computed, plain, reader
from scolarite_desk.exchange.tables.gabarit import Classeur
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rules import dates
from scolarite_desk.progress import Progress

Show = Callable[[Any, tzinfo], str]


def write_book(
    stream: IO[bytes], classeur: Classeur, rows: Collection[Any], progress: Progress, *, langue: Langue
) -> None:
    """The rows of a workbook as text; nothing of what the file is about."""
    write_csv(stream, classeur.colonnes, rows, classeur.fuseau, progress, langue=langue)


def write_csv(
    stream: IO[bytes],
    colonnes: Sequence[Colonne[Ligne]],
    rows: Collection[Ligne],
    zone: tzinfo,
    progress: Progress,
    *,
    langue: Langue,
) -> None:
    """One line of headers, then one line per row (RFC 4180 with semicolons)."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow(said(colonne.entete, langue) for colonne in colonnes)
    read, shows = reader(colonnes, langue), [_SHOWS[colonne.genre] for colonne in colonnes]
    for _done, batch in batches(rows, progress):
        shown = ([show(value, zone) for value in values] for show, values in zip(shows, read(batch), strict=True))
        lines.writerows(zip(*shown, strict=True))
    text.detach()


def shown(colonnes: Sequence[Colonne[Ligne]], rows: Sequence[Ligne], zone: tzinfo, langue: Langue) -> list[list[str]]:
    """The first rows of a table as a person reads them, a list a row."""
    by_column = (
        [plain(value) if isinstance(value, str) and one.genre is not Genre.JOUR else _SHOWS[one.genre](value, zone)
         for value in values]
        for one, values in zip(colonnes, reader(colonnes, langue)(rows), strict=True)
    )  # fmt: skip
    return [list(row) for row in zip(*by_column, strict=True)]


def harmless(text: str) -> str:
    """Text that would be computed gets an apostrophe before it, and stays text."""
    text = plain(text)
    return "'" + text if computed(text) else text


def _show_text(value: str | None, zone: tzinfo) -> str:
    return harmless(value or "")


def _show_name(value: str | None, zone: tzinfo) -> str:
    return harmless(value) if value else "-"


def _show_day(value: date | str | None, zone: tzinfo) -> str:
    return dates.show_day(value)


def _show_instant(value: datetime | None, zone: tzinfo) -> str:
    return "" if value is None else dates.local(value, zone).strftime("%d/%m/%Y %H:%M")


def _show_number(value: object, zone: tzinfo) -> str:
    return "" if value is None else str(value).replace(".", ",")


_SHOWS: dict[Genre, Show] = {
    Genre.TEXTE: _show_text,
    Genre.LONG: _show_text,
    Genre.NOM: _show_name,
    Genre.CODE: _show_text,
    Genre.JOUR: _show_day,
    Genre.INSTANT: _show_instant,
    Genre.ENTIER: _show_number,
    Genre.NOMBRE: _show_number,
    Genre.MONTANT: _show_number,
    Genre.OUI_NON: _show_text,
}
