"""Reports: what is held of a person, what was erased, the sheet of the register. As a tagged PDF, or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from textwrap import wrap

from scolarite_desk.exchange.pdf import pages, paper
from scolarite_desk.exchange.pdf.blocks import Block, Paragraph
from scolarite_desk.exchange.pdf.french import day, hour
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.table import PageColumn, PageTable, Row
from scolarite_desk.exchange.pdf.type import MM, NOTE, STRONG, TEXT, TITLE
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Rendered
from scolarite_desk.models.rows.rapport import Cell, Partie, Rapport, ReportTable
from scolarite_desk.msg import N_, Msg, joined

SHEET = pages.Sheet()
WIDE = 100  # characters of a line of text


def render(rapport: Rapport, langue: Langue) -> Rendered:
    """The report as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(rapport, written, SHEET, langue)


def written(rapport: Rapport, langue: Langue) -> Paper:
    """What the report says, in its order."""
    say = partial(said, langue=langue)
    return Paper(
        say(rapport.titre),
        rapport.fait_le,
        reminder=say(joined(" · ", rapport.titre, rapport.objet)),
        foot=say(joined(" · ", made(rapport), rapport.pied)),
        blocks=[*_opening(rapport, langue), *(block for part in rapport.parties for block in _part(part, langue))],
    )


def made(rapport: Rapport) -> Msg:
    """« Fait le … par … »: when the report was made, and by whom."""
    jour, heure = day(rapport.fait_le), hour(rapport.fait_le)
    return N_("Fait le {jour} à {heure} par {qui}", jour=jour, heure=heure, qui=rapport.fait_par)


def _opening(rapport: Rapport, langue: Langue) -> list[Block]:
    say = partial(said, langue=langue)
    return [
        Paragraph(say(rapport.titre), TITLE, tag="H1", before=8 * MM, tied=True),
        Paragraph(say(rapport.objet), STRONG, before=1 * MM, tied=True),
        *(Paragraph(say(one), TEXT, before=1.5 * MM) for one in rapport.texte),
    ]


def _part(part: Partie, langue: Langue) -> list[Block]:
    say = partial(said, langue=langue)
    blocks: list[Block] = [Paragraph(say(part.titre), STRONG, tag="H2", before=6 * MM, tied=True)]
    blocks += [Paragraph(say(one), TEXT, before=1 * MM, tied=part.tableau is not None) for one in part.texte]
    if part.tableau is not None and part.tableau.lignes:
        blocks.append(_table(part.tableau, langue))
    elif part.vide:
        blocks.append(Paragraph(say(part.vide), NOTE, before=1 * MM))
    return blocks


def _table(tableau: ReportTable, langue: Langue) -> Block:
    columns = tuple(PageColumn(said(title, langue), share) for title, share in tableau.colonnes)
    lines = (_cells(ligne, langue) for ligne in tableau.lignes)
    rows: tuple[Row, ...] = tuple(tuple((Paragraph(cell),) for cell in line) for line in lines)
    return PageTable(columns, rows, object(), before=1 * MM)


def _cells(ligne: tuple[Cell, ...], langue: Langue) -> list[str]:
    return [said(cell, langue) if isinstance(cell, Msg) else cell for cell in ligne]


def text(rapport: Rapport, langue: Langue) -> str:
    """The same words as plain text, for whoever must paste them elsewhere."""
    return "\n".join(_lines(rapport, langue)).rstrip() + "\n"


def _lines(rapport: Rapport, langue: Langue) -> Iterator[str]:
    say = partial(said, langue=langue)
    yield from (say(rapport.service.etablissement), say(rapport.service.service), "")
    yield from (say(rapport.titre), say(rapport.objet), "")
    yield from _paragraphs(rapport.texte, langue)
    for part in rapport.parties:
        titre = say(part.titre)
        yield from (titre, "-" * len(titre))
        yield from _paragraphs(part.texte, langue)
        if part.tableau is not None and part.tableau.lignes:
            yield from (say(_line(part.tableau, ligne)) for ligne in part.tableau.lignes)
        elif part.vide:
            yield say(part.vide)
        yield ""
    yield say(made(rapport))


def _paragraphs(texts: tuple[Msg, ...], langue: Langue) -> Iterator[str]:
    for one in texts:
        yield from (line for paragraph in said(one, langue).split("\n") for line in wrap(paragraph, WIDE) or [""])
        yield ""


def _line(tableau: ReportTable, ligne: tuple[Cell, ...]) -> Msg:
    if len(tableau.colonnes) == 2:
        return N_("{nom}\u00a0: {valeur}", nom=ligne[0], valeur=ligne[1])
    named = zip((title for title, _share in tableau.colonnes), ligne, strict=True)
    return joined(
        "\u00a0; ", *(N_("{nom}\u00a0: {valeur}", nom=title, valeur=value) for title, value in named if value)
    )
