"""The lines of a table whose columns are known: text by path, converted, by the place of each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from scolarite_desk.exchange.imports.conversions import (
    cell_text,
    jour,
    line_texts,
    month_first,
    postcode,
    refuse_month_first,
)
from scolarite_desk.exchange.imports.lieux import settler
from scolarite_desk.exchange.imports.par_chemin import conversion_of
from scolarite_desk.exchange.imports.profil import Convert, Profil, Source, plain_header
from scolarite_desk.exchange.imports.reconnaitre import Reconnu
from scolarite_desk.exchange.tables.tableau import SheetRead
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rows.imports import ColonneLue, Endroit, LigneLue, SourceLue
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg

Values = MutableMapping[str, str]
Read = Callable[[str], tuple[str, Sequence[Msg], Msg | None]]  # a text → its conversion, what is told, its fault

_NUMBER = re.compile("[0-9A-Z]{6,10}")  # of a dossier, alone on its line
_WHOLE_INE = 11  # signs, its key among them
_KEPT = 20_000  # texts of one column whose conversion is remembered
_SAMPLE = 2_000  # lines that say in which order a column writes its days


class _Filling(NamedTuple):
    rang: int
    chemin: str
    read: Read
    suite: str | None


def lire(
    tables: Sequence[SheetRead],
    reconnu: Reconnu,
    *,
    fichier: str = "",
    empreinte: str = "",
    choix: Mapping[int, str] = {},
    lists: Lists | None = None,
) -> SourceLue:
    """Every line under the headers. `choix`: the path that a column fills instead, by its place (blank: none). `lists`:
    what no list resembles is then written in full, where its form has a place for it.
    """
    table, profil = tables[reconnu.table], reconnu.profil
    chosen = tuple(ColonneLue(one.rang, one.entete, choix.get(one.rang, one.chemin)) for one in reconnu.colonnes)
    rows, told = _without_footer(profil, chosen, table.lignes[reconnu.entete + 1 :])
    columns, days = _columns(profil, chosen, rows)
    settle = settler((one.chemin for one in chosen), lists) if lists is not None else None
    feuille = table.nom if len(tables) > 1 else ""
    lines = tuple(
        _line(Endroit(number, feuille), cells, columns, profil, settle, len(chosen)) for number, cells in rows
    )
    return SourceLue(profil.code, reconnu.pourquoi, fichier, empreinte, chosen, lines, (*told, *days))


def _columns(
    profil: Profil, chosen: Sequence[ColonneLue], rows: Sequence[tuple[int, tuple[Any, ...]]]
) -> tuple[list[_Filling], list[Msg]]:
    """The columns that fill something, in the order of their profile: the first one that is filled wins."""
    order = {id(source): place for place, source in enumerate(profil.sources)}
    found: list[tuple[int, _Filling]] = []
    told = []
    for one in chosen:
        if not one.chemin:
            continue
        source = profil.par_entete.get(plain_header(one.entete))
        own = source if source and _fills(source, one.chemin) else None
        convert = own.convertir if own and own.convertir else conversion_of(one.chemin)
        if convert is jour and month_first([cell_text(c[one.rang]) for _, c in rows[:_SAMPLE] if one.rang < len(c)]):
            convert = refuse_month_first
            told.append(N_("La colonne «\u00a0{colonne}\u00a0» met le mois avant le jour.", colonne=one.entete))
        suite = own.suite if own else None
        rank = order[id(own)] if own else len(order)
        found.append((rank, _Filling(one.rang, one.chemin, _remembered(convert), suite)))
    return [column for _, column in sorted(found, key=lambda pair: (pair[0], pair[1].rang))], told


def _fills(source: Source, chemin: str) -> bool:
    before, star, after = source.chemin.partition("*")
    return chemin == before if not star else chemin.startswith(before) and chemin.endswith(after)


def _remembered(convert: Convert) -> Read:
    """Offices write the same words all day."""

    @lru_cache(_KEPT)
    def read(text: str) -> tuple[str, Sequence[Msg], Msg | None]:
        try:
            given, told = convert(text)
        except Fault as fault:
            return text, (), fault.message
        return given, told, None

    return read


def _line(
    lieu: Endroit,
    cells: tuple[Any, ...],
    columns: Sequence[_Filling],
    profil: Profil,
    settle: Callable[[Values], None] | None,
    width: int,
) -> LigneLue:
    texts = line_texts(cells)
    values: dict[str, str] = {}
    told: list[Msg] = []
    faults: dict[str, Msg] = {}
    for rang, chemin, read, suite in columns:
        if rang >= len(texts) or not (text := texts[rang]):
            continue
        done = values.get(chemin, "")
        if done and suite is None:
            continue
        text, said, fault = read(text)
        if text:
            values[chemin] = _joined(done, suite or "", text) if done else text
        told += said
        if fault is not None:
            faults[chemin] = fault
    if profil.finir is not None:
        told += profil.finir(values)
    told += postcode(values)
    if settle is not None:
        settle(values)
    if values:
        values.update(profil.fixes)
    return LigneLue(lieu, values, (*texts, *[""] * (width - len(texts))), tuple(told), faults)


def _joined(done: str, between: str, text: str) -> str:
    """A text after those before it, once: the key of an INE that is whole is there already."""
    return done if len(done) >= _WHOLE_INE and done.endswith(text) else done + between + text


def _without_footer(
    profil: Profil, columns: Sequence[ColonneLue], rows: Sequence[tuple[int, tuple[Any, ...]]]
) -> tuple[Sequence[tuple[int, tuple[Any, ...]]], list[Msg]]:
    """The lines without those of the end that have no number of their own and one text at most: a footer, told."""
    place = next((one.rang for one in columns if one.chemin == profil.cle), None) if profil.pied else None
    told: list[Msg] = []
    while place is not None and rows:
        number, cells = rows[-1]
        texts = [text for text in line_texts(cells) if text]
        if len(texts) > 1 or (place < len(cells) and _NUMBER.fullmatch(cell_text(cells[place]))):
            break
        told.append(
            N_("Ligne {ligne} laissée de côté\u00a0: «\u00a0{texte}\u00a0».", ligne=number, texte=texts[0][:80])
        )
        rows = rows[:-1]
    return rows, told[::-1]
