"""What was seen of one sheet before its reader holds it: how far it reaches, cells that merge, cells without a value.

A reader (calamine) holds the whole square from the first filled cell to the last, whatever the file declares: one cell
at XFD1048576 would be 500 GB. It also says nothing of a formula that was never computed, nor of an error cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scolarite_desk.exchange.tables.lus.archive_vue import too_many_cells
from scolarite_desk.exchange.tables.lus.bornes import Bornes
from scolarite_desk.exchange.tables.lus.texte import too_many

_TOLD = 5_000  # formulas and errors that are kept, to be told or counted
NEVER = ""  # a formula that was never computed, where an error has its name


@dataclass(slots=True)
class FeuilleVue:
    """What was seen of one sheet. Lines and columns from 1.

    `fautives`: (line, column, the error or `NEVER`); `fusions`: ((line, column), (line, column)), the two corners.
    """

    bornes: Bornes
    lignes: int = 0
    colonnes: int = 0
    fautives: list[tuple[int, int, str]] = field(default_factory=list)
    fusions: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)

    def reach(self, ligne: int, colonne: int) -> None:
        """A cell is filled there. Raises `Refused`: the sheet goes too far."""
        self.lignes, self.colonnes = max(self.lignes, ligne), max(self.colonnes, colonne)
        if self.lignes > 2 * self.bornes.lignes:  # lines may be blank between those that are filled
            raise too_many(self.bornes)
        if self.lignes * self.colonnes > self.bornes.cases:
            raise too_many_cells(self.bornes)

    def at_fault(self, ligne: int, colonne: int, error: str) -> None:
        """A cell there has no value that can be taken."""
        if len(self.fautives) < _TOLD:
            self.fautives.append((ligne, colonne, error))
