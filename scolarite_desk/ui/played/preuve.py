"""What a visit that was played must leave: each of its documents is there, opens, holds the words it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from scolarite_desk.exchange.tables.tableau import read_tables
from scolarite_desk.msg import N_, Msg


def lacking(folder: Path, nom: str, written: Sequence[Path]) -> Iterator[Msg]:
    """One sentence a document that is missing, does not open, or does not name the person (`nom`). `written`: the files
    of this visit, whatever else the folder has.
    """
    for begins, ends, read, words in (
        ("recu-", ".pdf", _pages, (nom, "PROVISOIRE")),
        ("lettre-", ".pdf", _pages, (nom,)),
        ("liste-des-decisions", ".pdf", _pages, (nom,)),
        ("decisions", ".xlsx", _cells, (nom,)),
    ):
        found = [path for path in written if path.name.startswith(begins) and path.suffix == ends]
        if not found:
            yield N_("il manque «\u00a0{fichier}\u00a0» dans {dossier}", fichier=f"{begins}…{ends}", dossier=folder)
        for path in found:
            yield from _faults(path, read, words)


def _faults(path: Path, read: Callable[[Path], str], words: Sequence[str]) -> Iterator[Msg]:
    try:
        text = read(path).upper()
    except Exception as error:  # whatever a reader says of a file that is none
        yield N_("«\u00a0{fichier}\u00a0» ne s’ouvre pas ({cause})", fichier=path.name, cause=type(error).__name__)
        return
    for word in words:
        if word.upper() not in text:
            yield N_("«\u00a0{fichier}\u00a0» ne dit pas «\u00a0{mot}\u00a0»", fichier=path.name, mot=word)


def _pages(path: Path) -> str:
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _cells(path: Path) -> str:
    sheets = read_tables(path.read_bytes())
    return "\n".join(str(cell) for sheet in sheets for _number, row in sheet.lignes for cell in row)
