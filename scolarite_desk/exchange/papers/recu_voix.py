"""In which languages a receipt speaks: its own, and English beside it for a foreign visitor (`recu_anglais.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scolarite_desk.exchange.papers.anglais import ANGLAIS, TAG
from scolarite_desk.exchange.pdf import pages
from scolarite_desk.exchange.pdf.blocks import Area, Block, Paragraph, Plan
from scolarite_desk.exchange.pdf.french import day, long_day
from scolarite_desk.exchange.pdf.table import Cell
from scolarite_desk.exchange.pdf.type import MM, MUTED, NOTE, STRONG, TEXT, Style
from scolarite_desk.langue import Langue, said
from scolarite_desk.msg import Msg

SHEET = pages.Sheet()
GUTTER = 8 * MM
HALF = (SHEET.width - GUTTER) / 2  # everything stands on these two columns
TEXT_MUTED = Style(TEXT.size, TEXT.leading, colour=MUTED)
ENGLISH = TAG

# Letters: two columns never break over a page, so that what is longer is said in turn and leaves no page half blank.
BESIDE = 330


@dataclass(frozen=True)
class Voice:
    """Says sentences in the language of the paper, and for a foreign visitor in English."""

    langue: Langue
    twice: bool

    def say(self, msg: Msg) -> str:
        """The sentence in the language of the paper."""
        return said(msg, self.langue)

    def english(self, msg: Msg) -> str:
        """The sentence in English, nothing when the visitor needs none."""
        return said(msg, ANGLAIS) if self.twice else ""

    def both(self, msg: Msg) -> str:
        """Both, of a few words; once where they are the same."""
        own, english = self.say(msg), self.english(msg)
        return f"{own} / {english}" if english and english != own else own

    def heading(self, title: Msg) -> list[Block]:
        """A title of a part."""
        own = self.say(title)
        if self.twice:
            english = f" / {self.english(title)}"
            return [Paragraph(english, TEXT_MUTED, head=own, tag="H2", before=5 * MM, tied=True)]
        return [Paragraph(own, STRONG, tag="H2", before=5 * MM, tied=True)]

    def under(self, own: Paragraph, english: str) -> Cell:
        """A cell, with the English under it."""
        return (own, Paragraph(english, NOTE, lang=ENGLISH)) if self.twice and english else (own,)

    def line(self, msg: Msg, style: Style = TEXT) -> Cell:
        """A line, with its English under it where it differs."""
        own, english = self.say(msg), self.english(msg)
        return self.under(Paragraph(own, style), english if english != own else "")

    def dated(self, value: date | None, nothing: Msg | None = None) -> Cell:
        """A day of a table; in English with its month in letters, since 07/03 is two days. `nothing`: without one."""
        if value is None and nothing is not None:
            return self.line(nothing)
        return self.under(Paragraph(day(value)), self.english(long_day(value)) if value else "")

    def told(self, *texts: Msg, before: float = 0.8 * MM, tied: bool = False, head: Msg | None = None) -> list[Block]:
        """Sentences of one paragraph, and in English; they go on from their beginning in bold."""
        own, english = (" ".join(filter(None, map(way, texts))) for way in (self.say, self.english))
        if head:
            own, english = (text[:1].lower() + text[1:] for text in (own, english))
        return self.beside(own, english, before, tied, head=head)

    def beside(
        self,
        own: str,
        english: str,
        before: float = 0.8 * MM,
        tied: bool = False,
        style: Style = TEXT,
        head: Msg | None = None,
        longest: int = BESIDE,
    ) -> list[Block]:
        """A text across the page; in two languages side by side up to `longest` letters, else in turn."""
        first = Paragraph(own, style, before=before, tied=tied, head=self.say(head) if head else "")
        if not self.twice or not english or english == own:
            return [first]
        muted = Style(style.size, style.leading, colour=MUTED)
        second = Paragraph(
            english, muted, lang=ENGLISH, before=0.4 * MM, tied=tied, head=self.english(head) if head else ""
        )
        if max(map(len, (first.head + own, second.head + english))) > longest:
            return [first, second]
        left = Area(0, 0, HALF, (first,))
        return [Plan((left, Area(HALF + GUTTER, 0, HALF, (second,))), before=before, tied=tied)]
