"""A logo in SVG: drawn once, on white, as fine as papers are printed."""

from __future__ import annotations

import io
from base64 import b64decode, b64encode

import pytest
from PIL import Image

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.pdf.figures import readable
from scolarite_desk.ui.salles.reglages.dessin import printable
from tests.exchange.pdf.test_svg import LOGO, svg


def drawn(octets: bytes) -> bytes:
    return b64decode(printable(b64encode(octets).decode()))


def test_a_drawing_is_the_image_that_papers_print() -> None:
    png = drawn(LOGO)
    assert readable(png)
    picture = Image.open(io.BytesIO(png))
    assert picture.size == (756, 378), "16 mm high at 600 dpi"
    assert [picture.getpixel(at) for at in ((5, 370), (150, 150), (567, 189))] == [
        (255, 255, 255), (0, 0, 128), (0, 170, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("box", ["0 0 -1 5", "0 0 1e30 1", "0 0 nan 1"])
def test_a_drawing_without_a_size_is_refused(box: str) -> None:
    with pytest.raises(Refused, match="abîmé"):
        drawn(svg("<rect width='9' height='9'/>").replace(b"0 0 200 100", box.encode()))


@pytest.mark.parametrize("inside", ["", "<rect width='9' height='9' fill='white'/>"])
def test_a_drawing_that_white_paper_does_not_show_is_refused(inside: str) -> None:
    with pytest.raises(Refused, match="papier blanc"):
        drawn(svg(inside))


@pytest.mark.parametrize("octets", [b"\x89PNG\r\n\x1a\n", b"rien", b"<" * 300_000])
def test_anything_else_is_left_to_its_field(octets: bytes) -> None:
    assert drawn(octets) == octets
