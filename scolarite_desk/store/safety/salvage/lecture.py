"""Every row of a damaged base that lies on pages that can be read: table by table, then pages that lost their tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scolarite_desk.progress import Progress
from scolarite_desk.store.safety.salvage import arbre
from scolarite_desk.store.safety.salvage.arbre import INNER_INDEX, INNER_TABLE, LEAF_TABLE, Values
from scolarite_desk.store.safety.salvage.epave import Epave
from scolarite_desk.store.safety.salvage.formes import Forme, forms

_MASTER = "CREATE TABLE master (type TEXT NOT NULL, name TEXT NOT NULL, tbl_name TEXT NOT NULL, rootpage INT, sql TEXT)"
_SCHEMA = forms({"master": _MASTER})["master"]
_STEP = 200  # pages between two looks at whether to stop

Rows = tuple[str, list[Values]]  # a table, and rows of one of its pages
Knows = Callable[[dict[str, list[Values]]], str]  # whose rows are that may be of these tables; "": nobody knows


@dataclass
class SalvageReading:
    """One reading. `formes`: the tables as this version makes them, for what the file says no more of its own.

    `abimees`: pages that could not be read, with the table they were of, "" when that is lost too. `sans_table`: pages
    of rows that no table claims.
    """

    epave: Epave
    formes: dict[str, Forme]
    knows: Knows
    progress: Progress
    abimees: dict[int, str] = field(default_factory=dict)
    sans_table: int = 0
    _seen: set[int] = field(default_factory=set)
    _roots: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[Rows]:
        """Rows as the forms order their columns (`formes`, once this has begun)."""
        self._read_schema()
        for name, root in self._roots.items():
            yield from self._tree(name, root)
        yield from self._strays()

    def _read_schema(self) -> None:
        """Tables and the pages they begin at, from the file itself where it still says so."""
        found = [row for _name, rows in self._tree(_SCHEMA.nom, 1) for row in rows]
        for number in () if not self.abimees else self._unseen():
            found += [row for row in self._leaf(number) if _SCHEMA.fits(row) and row[0] in ("table", "index")]
        own = forms({row[1]: row[4] for row in found if row[0] == "table" and row[4] and " VIRTUAL " not in row[4]})
        self.formes = self.formes | own
        self._roots = {row[1]: row[3] for row in found if isinstance(row[3], int) and row[3] > 1}

    def _tree(self, name: str, root: int) -> Iterator[Rows]:
        """The rows under a page; what has no form (an index) is only gone through."""
        forme = _SCHEMA if name == _SCHEMA.nom else self.formes.get(name)
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in self._seen or not 0 < number <= self.epave.count:
                continue
            self._step()
            page = self.epave.page(number)
            what = arbre.kind(page, number) if page is not None else 0
            if page is None:
                self.abimees.setdefault(number, name)
            elif what == 0 or (
                forme is not None and (what in (INNER_TABLE, LEAF_TABLE)) != (forme.feuille == LEAF_TABLE)
            ):
                continue  # not of this tree: an older version of the page above led here
            else:
                self._seen.add(number)
                if what in (INNER_INDEX, INNER_TABLE):
                    waiting += arbre.children(page, number)
                if forme is not None:
                    yield name, self._rows_of(forme, page, number)

    def _rows_of(self, forme: Forme, page: bytes, number: int) -> list[Values]:
        found = arbre.records(page, number, self.epave.page)
        return [forme.row(rowid, values) for rowid, values in found if self.epave.sealed or forme.fits(values)]

    def _strays(self) -> Iterator[Rows]:
        """Pages of rows under no tree that can be read: told by their look, then by what is known of their rows."""
        unsure: list[tuple[int, list[str]]] = []
        for number in self._unseen():
            names = self._claimed(number)
            if len(names) == 1:
                yield names[0], self._stray(names[0], number)
            elif names:
                unsure.append((number, names))
        for number, names in unsure:
            name = self.knows({one: self._stray(one, number) for one in names}) or self._likely(names)
            if name in self.formes:
                yield name, self._stray(name, number)
            else:
                self.sans_table += 1

    def _unseen(self) -> Iterator[int]:
        for number in range(1, self.epave.count + 1):
            if number not in self._seen and number not in self.abimees:
                self._step()
                page = self.epave.page(number)
                if page is None:
                    self.abimees[number] = ""
                elif arbre.kind(page, number) not in (0, INNER_TABLE):
                    yield number

    def _leaf(self, number: int) -> list[Values]:
        page = self.epave.page(number)
        return [] if page is None else [values for _rowid, values in arbre.records(page, number, self.epave.page)]

    def _claimed(self, number: int) -> list[str]:
        """The tables that every row of a page may be of."""
        page = self.epave.page(number)
        found = self._leaf(number)
        if page is None or not found:
            return []
        leaf = LEAF_TABLE if arbre.kind(page, number) == LEAF_TABLE else arbre.LEAF_INDEX
        return [name for name, forme in self.formes.items() if forme.feuille == leaf and all(map(forme.fits, found))]

    def _likely(self, names: list[str]) -> str:
        """The only one of these tables that is known to have lost pages."""
        hurt = [name for name in names if name in self.abimees.values()]
        return hurt[0] if len(hurt) == 1 else ""

    def _stray(self, name: str, number: int) -> list[Values]:
        page = self.epave.page(number)
        return [] if page is None else self._rows_of(self.formes[name], page, number)

    def _step(self) -> None:
        if len(self._seen) % _STEP == 0:
            self.progress.step(min(len(self._seen), self.epave.count), 2 * self.epave.count)
