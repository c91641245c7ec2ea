"""Pages of HTML, which many programs give under the name of a workbook: the one table that they hold."""

from __future__ import annotations

from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.bornes import PAGE, Bornes
from scolarite_desk.exchange.tables.lus.genres import damaged
from scolarite_desk.exchange.tables.lus.lu import Remarques, SheetRead, filled, without_errors
from scolarite_desk.exchange.tables.lus.texte import tell_columns, too_many
from scolarite_desk.msg import N_


def read_page(text: str, bornes: Bornes, notes: Remarques) -> SheetRead:
    """Its table, each cell in all the places that it spans. Raises `Refused`: none, several, too large."""
    from lxml import etree, html

    if len(text) > PAGE or text.count("<") > bornes.balises:
        raise Refused(N_("Page HTML trop grande\u00a0: enregistrez-la en .xlsx avec votre tableur."))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        tree = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise damaged() from error
    for end in tree.iter("br"):
        end.tail = f" {end.tail or ''}"
    tables = [table for table in tree.iter("table") if len(table.findall(".//tr")) > 1]
    if not tables:
        raise Refused(
            N_(
                "C’est une page HTML sans aucun tableau, souvent celle qui demande de se connecter\u00a0: reprenez le "
                "fichier d’où il vient."
            )
        )
    if len(tables) > 1:
        raise Refused(
            N_(
                "C’est une page HTML, qui contient {combien} tableaux\u00a0: ouvrez-la dans votre tableur, gardez la "
                "liste et enregistrez-la en .xlsx.",
                combien=len(tables),
            )
        )
    notes.tell(N_("Ce fichier est une page HTML, pas un classeur\u00a0: son tableau est lu, vérifiez les nombres."))
    rows = _rows(tables[0], bornes)
    if any(len(row) > bornes.colonnes for row in rows):
        tell_columns(bornes, notes)
    lines = [(number, tuple(row[: bornes.colonnes])) for number, row in enumerate(rows, 1)]
    return without_errors([line for line in lines if filled(line[1])], notes)


def _rows(table: Any, bornes: Bornes) -> list[list[str | None]]:
    """Texts of the cells; one that spans several places has its text in each."""
    rows: list[list[str | None]] = []
    waiting: dict[int, tuple[str, int]] = {}  # by column: a text that goes on below, and for how many lines
    for row in table.iter("tr"):
        if len(rows) > 2 * bornes.lignes:
            raise too_many(bornes)
        cells: list[str | None] = []
        for cell in row.iterchildren("td", "th"):
            _go_on(cells, waiting)
            text = " ".join(cell.text_content().split())
            down = _span(cell, "rowspan", bornes.lignes)
            for _ in range(min(_span(cell, "colspan", bornes.colonnes), bornes.colonnes + 1 - len(cells))):
                if down > 1:
                    waiting[len(cells)] = text, down - 1
                cells.append(text or None)
        _go_on(cells, waiting)
        if len(row) == 1:  # a title over the whole line
            cells[1:] = [None] * (len(cells) - 1)
        rows.append(cells)
    return rows


def _go_on(cells: list[str | None], waiting: dict[int, tuple[str, int]]) -> None:
    """Fill the next places with what comes from the line above."""
    while (found := waiting.pop(len(cells), None)) is not None:
        text, lines = found
        if lines > 1:
            waiting[len(cells)] = text, lines - 1
        cells.append(text or None)


def _span(cell: Any, name: str, most: int) -> int:
    said = str(cell.get(name) or "1").strip()
    return max(1, min(int(said), most)) if said.isascii() and said.isdigit() and len(said) < 8 else 1
