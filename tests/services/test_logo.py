"""The office's own look: its logo on every paper, the margins of its letters."""

from __future__ import annotations

import io
from base64 import b64decode, b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.fichier import in_base64
from scolarite_desk.exchange.papers import lettres
from scolarite_desk.models.fields.octets import LOGO_OCTETS
from scolarite_desk.models.tables.reglage import Reglage
from scolarite_desk.services.paperwork import service_of
from scolarite_desk.services.reglages import _key, change_setting, choose_logo, setting
from tests.exchange.papers.papiers_inventes import FRANCAIS, LETTRE
from tests.exchange.pdf_reading import faults
from tests.services.conftest import Desk


def image(kind: str = "PNG", size: tuple[int, int] = (60, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_on_the_papers_of_the_office(desk: Desk, kind: str, tmp_path: Path) -> None:
    (tmp_path / "logo").write_bytes(image(kind))
    desk(choose_logo, in_base64(tmp_path / "logo", LOGO_OCTETS))
    service = desk.read(service_of)
    assert service.logo == image(kind)
    drawn = lettres.render(replace(LETTRE, service=service), FRANCAIS)
    assert (faults(drawn.octets), drawn.avertissements) == ([], ())
    desk(choose_logo, "")
    assert desk.read(service_of).logo is None


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (b"%PDF-1.4", "PNG ou JPEG"),
        (b"?", "PNG ou JPEG"),
        (image()[:60], "abîmée"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200_000), "200\u00a0ko"),
    ],
)
def test_what_is_no_logo_is_refused(desk: Desk, octets: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        desk(choose_logo, b64encode(octets).decode())
    assert desk.read(setting, "logo") == ""


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="ne se lit pas"):
        in_base64(tmp_path / "absent.png", LOGO_OCTETS)
    (tmp_path / "vide.png").write_bytes(b"")
    assert b64decode(in_base64(tmp_path / "vide.png", LOGO_OCTETS)) == b"?"


def test_a_logo_that_came_unreadable_is_none(desk: Desk) -> None:
    with desk.store.work("recevoir") as work:
        work.add(Reglage(id=_key("logo"), cle="logo", valeur="zzz"))
    assert desk.read(service_of).logo is None


@pytest.mark.parametrize(("left", "right", "top", "bottom"), [(15, 10, 10, 15), (30, 30, 20, 35)])
def test_margins_move_the_text_and_never_the_address(desk: Desk, left: int, right: int, top: int, bottom: int) -> None:
    for name, value in (("gauche", left), ("droite", right), ("haut", top), ("bas", bottom)):
        desk(change_setting, f"marge_{name}", str(value))
    service = desk.read(service_of)
    assert service.marges == (left, right, top, bottom)
    drawn = lettres.render(replace(LETTRE, service=service), FRANCAIS)
    assert faults(drawn.octets) == []
    with pytest.raises(Refused, match="15 à 30"):
        desk(change_setting, "marge_gauche", "5")
    assert where(drawn.octets, "QUIMPER") == where(lettres.render(LETTRE, FRANCAIS).octets, "QUIMPER")
    assert abs(where(drawn.octets, "Madame,")[0] - left * 72 / 25.4) < 1


def where(octets: bytes, text: str) -> tuple[float, float]:
    """Where a text begins on the first page, in points."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(octets)
    page = document[0].get_textpage()
    found = page.search(text).get_next()
    assert found is not None
    left, bottom, _, _ = page.get_charbox(found[0])
    page.close()
    document.close()
    return round(left), round(bottom)
