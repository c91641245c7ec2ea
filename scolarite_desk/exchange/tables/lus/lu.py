"""What is read of a table that somebody brings: its sheets, and what was told while reading them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scolarite_desk.exchange.tables.lus.bornes import DITES
from scolarite_desk.models.rows.imports import Endroit
from scolarite_desk.msg import N_, NN_, Msg

NULLE_PART = Endroit(0)  # a remark about the whole file


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet: its name ("" for a text file), and its lines that are not blank, each with its number from 1.

    A cell is a text, a number, a bool, a day, an hour, a length of time, or None where there is nothing to take.
    `fautives`: of the blank ones, those where the spreadsheet shows an error (`NEVER`: a formula that it never
    computed), by number of line, then by rank from 0.
    """

    nom: str
    lignes: list[tuple[int, tuple[Any, ...]]]
    fautives: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RemarqueLue:
    """What reading did or saw that the person must know: where, and a sentence that is whole without its place."""

    lieu: Endroit
    quoi: Msg

    def dite(self) -> Msg:
        """The sentence with its place."""
        if not self.lieu.ligne:
            return self.quoi
        return N_("{lieu}\u00a0: {raison}", lieu=self.lieu.dit(), raison=self.quoi)


@dataclass(frozen=True, slots=True)
class TablesLues:
    """A file, read: what it is (« Classeur Excel »), its visible sheets in order, and what was told while reading."""

    genre: Msg
    feuilles: tuple[SheetRead, ...]
    remarques: tuple[RemarqueLue, ...] = ()

    def __iter__(self) -> Iterator[SheetRead]:
        return iter(self.feuilles)

    def __len__(self) -> int:
        return len(self.feuilles)

    def __getitem__(self, place: int) -> SheetRead:
        return self.feuilles[place]


# What a spreadsheet shows where it has no value, in French and in English.
ERREURS = frozenset(
    ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#VALEUR!", "#NAME?", "#NOM?", "#NUM!", "#NOMBRE!", "#NULL!", "#NUL!")
)


class Remarques:
    """Gathers what is told: so many of one kind are said, the others are counted."""

    def __init__(self) -> None:
        self._said: list[RemarqueLue] = []
        self._times: Counter[str] = Counter()

    def tell(self, quoi: Msg, ligne: int = 0, feuille: str = "") -> None:
        """One more remark, about a line or about the whole file."""
        self._times[quoi.source] += 1
        if self._times[quoi.source] <= DITES:
            self._said.append(RemarqueLue(Endroit(ligne, feuille), quoi))

    def all(self) -> tuple[RemarqueLue, ...]:
        """What is about the whole file first, then by line; what was too many, counted at the end."""
        left = sum(times - DITES for times in self._times.values() if times > DITES)
        told = sorted(self._said, key=lambda one: one.lieu.ligne > 0)
        if left:
            more = NN_("{n} autre remarque du même genre.", "{n} autres remarques du même genre.", left)
            told.append(RemarqueLue(NULLE_PART, more))
        return tuple(told)


def blank_of(error: str, colonne: int) -> Msg:
    """What is said of a cell left blank because a spreadsheet has an error there; `colonne` from 0."""
    return N_(
        "la colonne {colonne} contient l’erreur {erreur}\u00a0: la cellule est laissée vide.",
        colonne=column(colonne),
        erreur=error,
    )


def without_errors(lines: list[tuple[int, tuple[Any, ...]]], notes: Remarques) -> SheetRead:
    """Lines of a text where cells that show an error are blank, and told."""
    found, faulty = [], dict[int, Mapping[int, str]]()
    for number, row in lines:
        wrong = {place: cell.strip() for place, cell in enumerate(row) if type(cell) is str and cell.strip() in ERREURS}
        for place, error in wrong.items():
            notes.tell(blank_of(error, place), number)
        if wrong:
            faulty[number] = wrong
        found.append((number, blanked(row, wrong) if wrong else row))
    return SheetRead("", found, faulty)


def blanked(row: tuple[Any, ...], places: Container[int]) -> tuple[Any, ...]:
    """The line without what these places hold."""
    return tuple(None if place in places else cell for place, cell in enumerate(row))


def column(rank: int) -> str:
    """The letters of a column, from its rank from 0: A, B... Z, AA."""
    letters = ""
    rank += 1
    while rank:
        rank, left = divmod(rank - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def rank_of(letters: str) -> int:
    """The rank from 0 of « A », « AB »."""
    rank = 0
    for letter in letters.upper():
        rank = rank * 26 + ord(letter) - 64
    return rank - 1


def filled(row: tuple[Any, ...] | list[Any]) -> bool:
    """Whether a line holds something: neither blanks nor nothing."""
    return any(not cell.isspace() for cell in row if type(cell) is str and cell) or any(
        cell is not None and type(cell) is not str for cell in row
    )
