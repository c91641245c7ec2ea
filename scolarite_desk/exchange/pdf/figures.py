"""Drawn things: the barcode of a number and the logo of the letterhead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from string import ascii_uppercase
from typing import Any

from PIL import Image
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.utils import ImageReader

from scolarite_desk.exchange.pdf.blocks import Whole
from scolarite_desk.exchange.pdf.canvas import TaggedCanvas
from scolarite_desk.exchange.pdf.type import INK, MM

_LARGEST = 20_000_000  # pixels of an image that is opened: 80 MB once unpacked
_LOGO_PIXELS = 600  # 300 dpi at 50 mm: more only makes files heavier


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"<</O/Layout/Placement/Block/BBox [{x:.2f} {y:.2f} {x + width:.2f} {y + height:.2f}]>>"


@dataclass(frozen=True)
class Barcode(Whole):
    """Code 128 of an ASCII value, bars only: reportlab's own caption would use a font that is not embedded."""

    value: str
    alt: str
    high: float = 11 * MM
    module: float = 0.33 * MM  # width of the narrowest bar
    before: float = 0.0
    tied: bool = False

    def height(self, width: float) -> float:
        return self.high

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        bars, modules = bars_of(self.value)
        module = min(self.module, width / modules)
        box = _box(x, y - self.high, modules * module, self.high)
        with canvas.content("Figure", alt=self.alt, attributes=box):
            for start, wide in bars:
                canvas.bar(x + start * module, y - self.high, wide * module, self.high, INK)


@lru_cache(maxsize=64)
def bars_of(value: str) -> tuple[tuple[tuple[int, int], ...], int]:
    """The bars as (start, width) in modules, and the width of the whole symbol."""
    code: Any = Code128(value, quiet=0)
    code.validate()
    code.encode()
    bars, at = [], 0
    for letter in code.decompose():
        wide = ord(letter.upper()) - ord("A") + 1
        if letter in ascii_uppercase:
            bars.append((at, wide))
        at += wide
    return tuple(bars), at


@dataclass(frozen=True)
class Logo(Whole):
    """The logo of the letterhead, within a box, on white."""

    data: bytes
    alt: str
    wide: float = 46 * MM
    high: float = 16 * MM
    before: float = 0.0
    tied: bool = False

    def height(self, width: float) -> float:
        return self._size()[1]

    def draw(self, canvas: TaggedCanvas, x: float, y: float, width: float) -> None:
        wide, high = self._size()
        picture, _ = _opened(self.data)
        with canvas.content("Figure", alt=self.alt, attributes=_box(x, y - high, wide, high)):
            canvas.image(picture, x, y - high, wide, high)

    def _size(self) -> tuple[float, float]:
        _, (wide, high) = _opened(self.data)
        ratio = min(self.wide / wide, self.high / high)
        return wide * ratio, high * ratio


def readable(data: bytes) -> bool:
    """Whether the bytes are an image that can be printed."""
    try:
        _opened(data)
    except Exception:  # whatever a damaged image makes its reader do
        return False
    return True


@lru_cache(maxsize=4)
def _opened(data: bytes) -> tuple[ImageReader, tuple[int, int]]:
    """The image in RGB on white: PDF/A-2 would want a colour space of its own for anything else."""
    with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF")) as source:  # others run programs, or are rare
        if source.width * source.height > _LARGEST:
            raise ValueError("too many pixels")
        source.thumbnail((_LOGO_PIXELS, _LOGO_PIXELS))
        layer = source.convert("RGBA")
    flat = Image.new("RGB", layer.size, "white")
    flat.paste(layer, mask=layer.getchannel("A"))
    return ImageReader(flat), flat.size
