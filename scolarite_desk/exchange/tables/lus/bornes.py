"""How much of a file is read: all the bounds of tables, in one place. What goes beyond is refused in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bornes:
    """What one kind of file may hold. Sizes in bytes; `balises`: tags of sheets and texts, `autres`: of other parts.

    `cases`: of one sheet, the square from the first filled cell to the last one, which readers hold whole, holes
    included; of the whole .xlsx, the cells that have something, wherever they say that they stand.
    """

    octets: int
    lignes: int
    cases: int
    deplie: int
    balises: int
    autres: int
    colonnes: int = 200
    parties: int = 1_000


# An import: 116 000 lines of 60 columns, or 200 000 of 35.
IMPORT = Bornes(100_000_000, 200_000, 7_000_000, 550_000_000, 56_000_000, 500_000)

TOURS = 1_000_000  # of the derivation of a key from a password: ten times those of Excel, some two seconds
PAGE = 20_000_000  # bytes of a page of HTML, which is held whole
ELEMENTS = 8_000_000  # of a sheet that is parsed, some 4 000 000 cells: five seconds
FUSIONS = 1_000_000  # cells that merged ones fill
BLOC = 1 << 20  # bytes looked at at once
DITES = 50  # remarks of one kind; the others are counted
