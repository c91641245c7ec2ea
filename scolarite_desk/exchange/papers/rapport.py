"""Reports: what is held of a person, what was erased, the sheet of the register. As a tagged PDF, or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from scolarite_desk.exchange.pdf import pages, paper
from scolarite_desk.exchange.pdf.blocks import Block, Paragraph
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import MM, NOTE, STRONG, TEXT, TITLE
from scolarite_desk.models.rows.documents import Rendered
from scolarite_desk.models.rows.rapport import Partie, Rapport, ReportTable

SHEET = pages.Sheet()
WIDE = 100  # characters of a line of text


def render(rapport: Rapport) -> Rendered:
    """The report as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(rapport, _written, SHEET)


def _written(rapport: Rapport) -> Paper:
    return Paper(
        rapport.titre,
        rapport.fait_le,
        reminder=f"{rapport.titre} · {rapport.objet}",
        foot=f"{made(rapport)} · {rapport.pied}",
        blocks=[*_opening(rapport), *(block for part in rapport.parties for block in _part(part))],
    )


def made(rapport: Rapport) -> str:
    """« Fait le … par … »: when the report was made, and by whom."""
    return f"Fait le {rapport.fait_le:%d/%m/%Y} à {rapport.fait_le:%H h %M} par {rapport.fait_par}"


def _opening(rapport: Rapport) -> list[Block]:
    said = [Paragraph(text, TEXT, before=1.5 * MM) for text in rapport.texte]
    return [
        Paragraph(rapport.titre, TITLE, tag="H1", before=8 * MM, tied=True),
        Paragraph(rapport.objet, STRONG, before=1 * MM, tied=True),
        *said,
    ]


def _part(part: Partie) -> list[Block]:
    blocks: list[Block] = [Paragraph(part.titre, STRONG, tag="H2", before=6 * MM, tied=True)]
    blocks += [Paragraph(text, TEXT, before=1 * MM, tied=part.tableau is not None) for text in part.texte]
    if part.tableau is not None and part.tableau.lignes:
        blocks.append(_table(part.tableau))
    elif part.vide:
        blocks.append(Paragraph(part.vide, NOTE, before=1 * MM))
    return blocks


def _table(tableau: ReportTable) -> Block:
    columns = tuple(PageColumn(title, share) for title, share in tableau.colonnes)
    rows: tuple[Row, ...] = tuple(tuple((Paragraph(cell),) for cell in ligne) for ligne in tableau.lignes)
    return PageTable(columns, rows, object(), before=1 * MM)


def text(rapport: Rapport) -> str:
    """The same words as plain text, for whoever must paste them elsewhere."""
    return "\n".join(_lines(rapport)).rstrip() + "\n"


def _lines(rapport: Rapport) -> Iterator[str]:
    yield from (rapport.service.etablissement, rapport.service.service, "", rapport.titre, rapport.objet, "")
    yield from _paragraphs(rapport.texte)
    for part in rapport.parties:
        yield from (part.titre, "-" * len(part.titre))
        yield from _paragraphs(part.texte)
        if part.tableau is not None and part.tableau.lignes:
            yield from (_line(part.tableau, ligne) for ligne in part.tableau.lignes)
        elif part.vide:
            yield part.vide
        yield ""
    yield made(rapport)


def _paragraphs(texts: tuple[str, ...]) -> Iterator[str]:
    for one in texts:
        yield from (line for paragraph in one.split("\n") for line in wrap(paragraph, WIDE) or [""])
        yield ""


def _line(tableau: ReportTable, ligne: tuple[str, ...]) -> str:
    if len(tableau.colonnes) == 2:
        return f"{ligne[0]}\u00a0: {ligne[1]}"
    named = zip((title for title, _share in tableau.colonnes), ligne, strict=True)
    return "\u00a0; ".join(f"{title}\u00a0: {value}" for title, value in named if value)
