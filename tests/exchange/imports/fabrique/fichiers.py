"""A table as the bytes of a workbook or of a text file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

Ligne = Sequence[Any]


def xlsx(*feuilles: tuple[str, Iterable[Ligne]], fusions: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets; `fusions`: ranges of the first one that are merged."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for nom, lignes in feuilles:
        sheet = book.create_sheet(nom)
        for ligne in lignes:
            sheet.append(list(ligne))
    for one in fusions:
        book.worksheets[0].merge_cells(one)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(lignes: Iterable[Ligne], separateur: str = ";", encodage: str = "utf-8", fin: str = "\n") -> bytes:
    """A text file without quotes: no cell holds its separator."""
    texts = [[str("" if cell is None else cell) for cell in ligne] for ligne in lignes]
    assert not any(separateur in cell or "\n" in cell for ligne in texts for cell in ligne)
    return "".join(separateur.join(ligne) + fin for ligne in texts).encode(encodage)
