"""A paper under the letterhead of the office: what it says is given, how it is made is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from scolarite_desk.exchange.fichier import language_tag
from scolarite_desk.exchange.pdf import entete, fonts, pages
from scolarite_desk.exchange.pdf.blocks import Block
from scolarite_desk.exchange.pdf.canvas import TaggedCanvas
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Rendered, Service


class Signed(Protocol):
    """What a paper is written from: it says which service writes."""

    @property
    def service(self) -> Service: ...


R = TypeVar("R", bound=Signed)


@dataclass(frozen=True)
class Paper:
    """`made`: when, as the file says it; `blocks`: under the letterhead; the rest as `pages.Running`."""

    title: str
    made: datetime
    reminder: str
    foot: str
    blocks: Sequence[Block]
    mark: str = ""


def render(row: R, write: Callable[[R, Langue], Paper], sheet: pages.Sheet, langue: Langue) -> Rendered:
    """The tagged PDF of what `write` makes of a row whose characters are those of the font; warnings name the others.

    All of it is said in one language. Raises `Unavailable` without the font.
    """
    row, lost = fonts.covered(row, langue)
    paper = write(row, langue)
    letterhead, unreadable = entete.letterhead(row.service, langue, sheet.width)
    paper = replace(paper, blocks=[letterhead, *paper.blocks])
    octets, count = drawn(paper, sheet, langue, said(row.service.etablissement, langue), row.service.exercice)
    return Rendered(octets, count, lost + unreadable)


def drawn(
    paper: Paper, sheet: pages.Sheet, langue: Langue, author: str = "", exercice: bool = False
) -> tuple[bytes, int]:
    """The tagged PDF of a paper, nothing above its blocks, and how many pages it takes."""
    canvas = TaggedCanvas(paper.title, author, paper.made, sheet.size, language_tag(langue))
    running = pages.RunningHead(paper.reminder, paper.foot, exercice, paper.mark)
    count = pages.draw(canvas, paper.blocks, sheet, running, langue)
    return canvas.finish(), count
