"""The lines of a table whose columns are known: text by path, converted, by the place of each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from scolarite_desk.exchange.imports.conversions import (
    cell_text,
    jour,
    jour_of,
    line_texts,
    postcode,
)
from scolarite_desk.exchange.imports.lieux import settler
from scolarite_desk.exchange.imports.par_chemin import conversion_of
from scolarite_desk.exchange.imports.profil import Convert, Profil, Source, plain_header
from scolarite_desk.exchange.imports.reconnaitre import Reconnu
from scolarite_desk.exchange.tables.lus.lu import SheetRead
from scolarite_desk.exchange.tables.lus.vue import NEVER
from scolarite_desk.exchange.tables.valeurs import OrdreDesJours, order_of
from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rows.imports import ColonneLue, Endroit, LigneLue, SourceLue
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress

Values = MutableMapping[str, str]
Read = Callable[[str], tuple[str, Sequence[Msg], Msg | None]]  # a text → its conversion, what is told, its fault

_NUMBER = re.compile("[0-9A-Z]{6,10}")  # of a dossier, alone on its line
_TOLD_EVERY = 500  # lines
_FOOTER = 3  # lines at most
_WHOLE_INE = 11  # signs, its key among them
_KEPT = 20_000  # texts of one column whose conversion is remembered
_ORDERS = {
    OrdreDesJours.MOIS: N_(
        "La colonne «\u00a0{colonne}\u00a0» écrit le mois avant le jour\u00a0: ses dates sont lues ainsi."
    ),
    OrdreDesJours.MELE: N_(
        "La colonne «\u00a0{colonne}\u00a0» écrit tantôt le jour, tantôt le mois d’abord\u00a0: vérifiez."
    ),
}


_GLUED = N_("Plusieurs lignes n’en font qu’une\u00a0: séparez-les dans le fichier.")


class _Filling(NamedTuple):
    rang: int
    chemin: str
    read: Read
    suite: str | None


def lire(
    tables: Iterable[SheetRead],
    reconnu: Reconnu,
    *,
    fichier: str = "",
    empreinte: str = "",
    choix: Mapping[int, str] = {},
    lists: Lists | None = None,
    progress: Progress | None = None,
) -> SourceLue:
    """Every line under the headers. `choix`: the path that a column fills instead, by its place (blank: none). `lists`:
    what no list resembles is then written in full, where its form has a place for it.
    """
    sheets, profil = list(tables), reconnu.profil
    table = sheets[reconnu.table]
    chosen = tuple(ColonneLue(one.rang, one.entete, choix.get(one.rang, one.chemin)) for one in reconnu.colonnes)
    rows, told = _without_footer(profil, chosen, table.lignes[reconnu.entete + 1 :])
    columns, days = _columns(profil, chosen, rows)
    settle = settler((one.chemin for one in chosen), lists, infer=not profil.relu) if lists is not None else None
    feuille = table.nom if len(sheets) > 1 else ""
    progress, lines = progress or Progress(), list[LigneLue]()
    for done, (number, cells) in enumerate(rows):
        if done % _TOLD_EVERY == 0:
            progress.step(done, len(rows))
        wrong = table.fautives.get(number, {})
        lines.append(_line(Endroit(number, feuille), cells, wrong, columns, profil, settle, len(chosen)))
    return SourceLue(profil.code, reconnu.pourquoi, fichier, empreinte, chosen, tuple(lines), (*told, *days))


def _columns(
    profil: Profil, chosen: Sequence[ColonneLue], rows: Sequence[tuple[int, tuple[Any, ...]]]
) -> tuple[list[_Filling], list[Msg]]:
    """The columns that fill something, in the order of their profile: the first one that is filled wins."""
    places = {id(source): place for place, source in enumerate(profil.sources)}
    found: list[tuple[int, _Filling]] = []
    told = []
    for one in chosen:
        if not one.chemin:
            continue
        source = profil.par_entete.get(plain_header(one.entete))
        own = source if source and _fills(source, one.chemin) else None
        convert = own.convertir if own and own.convertir else conversion_of(one.chemin)
        if convert is jour:
            order = order_of(cells[one.rang] for _, cells in rows if one.rang < len(cells))
            convert = jour_of(order)
            if order in _ORDERS:
                told.append(_ORDERS[order].given(colonne=one.entete))
        suite = own.suite if own else None
        rank = places[id(own)] if own else len(places)
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
    wrong: Mapping[int, str],
    columns: Sequence[_Filling],
    profil: Profil,
    settle: Callable[[Values], list[Msg]] | None,
    width: int,
) -> LigneLue:
    texts = line_texts(cells)
    values, told, faults = _taken(texts, wrong, columns)
    told += _finished(values, profil)
    if settle is not None:
        told += settle(values)
    if values:
        values.update(profil.fixes)
    if len(texts) >= 2 * width - 1 > 1:  # the last cell of one may hold the first of the next
        faults.setdefault(next(iter(values), ""), _GLUED)
    elif len(texts) > width:
        told.append(N_("Cette ligne a plus de cases qu’il n’y a de colonnes\u00a0: vérifiez-la."))
    return LigneLue(lieu, values, (*texts, *[""] * (width - len(texts))), tuple(told), faults)


def _taken(
    texts: Sequence[str], wrong: Mapping[int, str], columns: Sequence[_Filling]
) -> tuple[dict[str, str], list[Msg], dict[str, Msg]]:
    """What each column gives, converted; what is told of it; the faults, by path."""
    values: dict[str, str] = {}
    told: list[Msg] = []
    faults: dict[str, Msg] = {}
    for rang, chemin, read, suite in columns:
        if rang in wrong and chemin not in values:
            values[chemin], faults[chemin] = _faulty(wrong[rang])
            continue
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
    return values, told, faults


def _faulty(error: str) -> tuple[str, Msg]:
    """The text and the fault of a cell that has no value to take: the line never comes in without it."""
    if error == NEVER:
        return "=", N_("Cette formule n’a jamais été calculée\u00a0: enregistrez le fichier dans votre tableur.")
    return error, N_("Le tableur y montre une erreur\u00a0: corrigez la cellule.")


def _finished(values: dict[str, str], profil: Profil) -> list[Msg]:
    """What its columns only say together; a mention is of a bac that is obtained."""
    told = [*profil.finir(values)] if profil.finir is not None else []
    if values.get("bac.mention") and not profil.relu:
        values.setdefault("bac.situation", "obtenu")
    return [*told, *postcode(values)]


def _joined(done: str, between: str, text: str) -> str:
    """A text after those before it, once: the key of an INE that is whole is there already."""
    return done if len(done) >= _WHOLE_INE and done.endswith(text) else done + between + text


def _without_footer(
    profil: Profil, columns: Sequence[ColonneLue], rows: Sequence[tuple[int, tuple[Any, ...]]]
) -> tuple[Sequence[tuple[int, tuple[Any, ...]]], list[Msg]]:
    """The lines without those of the end that have no number of their own and one text at most: a footer, told."""
    place = next((one.rang for one in columns if one.chemin == profil.cle), None) if profil.pied else None
    told: list[Msg] = []
    while place is not None and rows and len(told) < _FOOTER:
        number, cells = rows[-1]
        texts = [text for text in line_texts(cells) if text]
        if len(texts) > 1 or (place < len(cells) and _NUMBER.fullmatch(cell_text(cells[place]))):
            break
        told.append(
            N_("Ligne {ligne} laissée de côté\u00a0: «\u00a0{texte}\u00a0».", ligne=number, texte=texts[0][:80])
        )
        rows = rows[:-1]
    return rows, told[::-1]
