"""Type: the few styles of the documents, and how a text falls into lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from scolarite_desk.exchange.pdf.canvas import Colour
from scolarite_desk.exchange.pdf.fonts import BOLD, REGULAR, width

INK: Colour = (0.10, 0.12, 0.15)
MUTED: Colour = (0.36, 0.39, 0.43)  # 6.6:1 on white
ALERT: Colour = (0.65, 0.10, 0.10)  # 7.7:1 on white
HAIR: Colour = (0.78, 0.80, 0.83)  # rules only
MM = 72 / 25.4


@dataclass(frozen=True)
class Style:
    """Points. `leading` is the distance between two baselines."""

    size: float
    leading: float
    font: str = REGULAR
    colour: Colour = INK

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline: capitals (0.714 of the size) stand in its middle."""
        return self.leading / 2 + 0.357 * self.size


TITLE = Style(16, 20, BOLD)
TEXT = Style(9, 12.5)
STRONG = replace(TEXT, font=BOLD)
SMALL = Style(7.5, 10)
NOTE = replace(SMALL, colour=MUTED)
LABEL = replace(NOTE, font=BOLD)
WARNING = replace(SMALL, font=BOLD, colour=ALERT)
MARK = replace(STRONG, colour=ALERT)

_LONELY = 0.2  # of the room: a last word shorter than that does not stand alone on the last line

Piece = tuple[str, str, float]  # font, words, distance from the start of the line
Line = tuple[Piece, ...]


@lru_cache(maxsize=1 << 12)
def lines(head: str, text: str, style: Style, room: float) -> tuple[Line, ...]:
    """`head` in bold, then `text`, broken at spaces into lines of at most `room` points; a line feed breaks too."""
    setter = _Setter(style, room)
    for part, font in ((head, BOLD), (text, style.font)):
        setter.add(part, font)
    return setter.close()


def shortened(text: str, style: Style, room: float) -> str:
    """The text on one line, cut with an ellipsis when it does not fit."""
    if width(text, style.font) * style.size / 1000 <= room:
        return text
    fit = next(n for n in range(len(text), -1, -1) if width(text[:n] + "…", style.font) * style.size / 1000 <= room)
    return text[:fit].rstrip() + "…"


class _Setter:
    """Fills lines word by word."""

    def __init__(self, style: Style, room: float) -> None:
        self._scale = style.size / 1000
        self._room = room + 0.01
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._words = ""
        self._font = ""
        self._start = self._end = 0.0

    def add(self, text: str, font: str) -> None:
        """Set more words after those set already, in another font."""
        self._flush()
        self._font = font
        for number, paragraph in enumerate(text.split("\n")):
            if number:
                self._break()
            self._fill(paragraph)

    def close(self) -> tuple[Line, ...]:
        """End the last line, and give every line that was filled."""
        self._turn()
        return tuple(self._lines)

    def _fill(self, paragraph: str) -> None:
        for number, word in enumerate(self._accompanied(paragraph.split(" "))):
            spaced = f" {word}" if number and self._end else word
            if self._end + self._width(spaced) <= self._room:
                self._put(spaced)
            else:
                self._put_on_next(word)

    def _accompanied(self, words: list[str]) -> list[str]:
        """The words, a short last one held to that before it: the line above gives one, and there are no more lines."""
        if len(words) < 4 or not words[-1] or self._width(words[-1]) > _LONELY * self._room:
            return words
        pair = " ".join(words[-2:])
        return [*words[:-2], pair] if self._width(pair) < self._room / 2 else words

    def _put_on_next(self, word: str) -> None:
        if self._end:
            self._break()
        while len(word) > 1 and self._width(word) > self._room:
            cut = self._cut(word)
            self._put(word[:cut])
            self._turn()
            word = word[cut:]
        self._put(word)

    def _cut(self, word: str) -> int:
        """How many letters of a word too long for a line fit on it; after a hyphen or slash when there is one."""
        fit = next(n for n in range(len(word), 0, -1) if n == 1 or self._width(word[:n]) <= self._room)
        sign = max(word.rfind(mark, 1, fit) for mark in "-/.@")
        return sign + 1 if sign > 0 else fit

    def _put(self, words: str) -> None:
        self._words += words
        self._end += self._width(words)

    def _width(self, words: str) -> float:
        return width(words, self._font) * self._scale

    def _flush(self) -> None:
        if self._words:
            self._pieces.append((self._font, self._words, self._start))
        self._words, self._start = "", self._end

    def _break(self) -> None:
        """Turn between two words: the space stays, unseen, or a screen reader would read them as one."""
        if self._words:
            self._words += " "
        self._turn()

    def _turn(self) -> None:
        self._flush()
        self._lines.append(tuple(self._pieces))
        self._pieces = []
        self._start = self._end = 0.0
