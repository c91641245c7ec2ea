"""The dossier of one candidature: a report of what is known, then the frame that the commission fills by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from scolarite_desk.exchange.papers import rapport
from scolarite_desk.exchange.pdf import paper
from scolarite_desk.exchange.pdf.blocks import Area, Block, Paragraph, Plan, Whole
from scolarite_desk.exchange.pdf.canvas import TaggedCanvas
from scolarite_desk.exchange.pdf.paper import Paper
from scolarite_desk.exchange.pdf.type import HAIR, INK, MM, STRONG, TEXT
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Rendered
from scolarite_desk.models.rows.dossier_imprime import CadreCommission, DossierImprime
from scolarite_desk.msg import N_

_HALF = 82 * MM
_BOX, _AFTER = 2.6 * MM, 5 * MM  # a box to tick, where its words begin


def render(dossier: DossierImprime, langue: Langue) -> Rendered:
    """The dossier as a tagged PDF. Raises `Unavailable` without its font."""
    return paper.render(dossier, _written, rapport.SHEET, langue)


def _written(dossier: DossierImprime, langue: Langue) -> Paper:
    told = rapport.written(dossier.rapport, langue)
    if dossier.cadre is None:
        return told
    return replace(told, blocks=[*told.blocks, *_frame(dossier.cadre, langue)])


def _frame(cadre: CadreCommission, langue: Langue) -> list[Block]:
    say = partial(said, langue=langue)
    avis: tuple[Block, ...] = (Paragraph(say(N_("Avis")), STRONG), *(ToTick(say(one)) for one in cadre.avis))
    refus = Paragraph(say(N_("Motif d’un refus")), STRONG)
    motifs: tuple[Block, ...] = (refus, *(ToTick(one) for one in (*cadre.motifs, "")))
    lines = (N_("Rang"), N_("Convocation, le"), N_("Autre motif"), N_("Date"))
    return [
        Paragraph(say(N_("Cadre de la commission")), STRONG, tag="H2", before=6 * MM, tied=True),
        Plan((Area(0, 0, _HALF, avis), Area(_HALF + 4 * MM, 0, _HALF, motifs)), before=2 * MM, tied=True),
        *(ToFill(say(one), tied=True) for one in lines),
        Paragraph(say(N_("Signature")), STRONG, before=4 * MM),
    ]


@dataclass(frozen=True)
class ToTick(Whole):
    """A box, and what ticking it says; without words, a line to write on."""

    text: str
    before: float = 1 * MM
    tied: bool = False

    def height(self, width: float) -> float:
        return Paragraph(self.text).height(width - _AFTER)

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        top = y - (TEXT.leading - _BOX) / 2
        with canvas.artifact():
            for left, down, wide, high in ((0, 0, _BOX, 0.6), (0, _BOX, _BOX, 0.6), (0, _BOX, 0.6, _BOX)):
                canvas.bar(x + left, top - down, wide, high, INK)
            canvas.bar(x + _BOX, top - _BOX, 0.6, _BOX + 0.6, INK)
            if not self.text:
                canvas.bar(x + _AFTER, top - _BOX, width - _AFTER, 0.4, HAIR)
        if self.text:
            Paragraph(self.text).draw(canvas, x + _AFTER, y, width - _AFTER)


@dataclass(frozen=True)
class ToFill(Whole):
    """Words, and the line that one writes on."""

    text: str
    tied: bool = False
    before: float = 3 * MM

    def height(self, width: float) -> float:
        return TEXT.leading + 1 * MM

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        Paragraph(self.text, STRONG).draw(canvas, x, y, 30 * MM)
        with canvas.artifact():
            canvas.bar(x + 30 * MM, y - TEXT.leading, width - 30 * MM, 0.4, HAIR)
