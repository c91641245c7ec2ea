"""A logo in SVG becomes the image that papers print, once, when it is chosen: only the interface draws one."""

from __future__ import annotations

from base64 import b64decode, b64encode

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.octets import LOGO_OCTETS
from scolarite_desk.msg import N_

_DPI = 600
_LARGEST = 1_000_000.0  # units of a side


def printable(image: str) -> str:
    """An image in base64, as `choose_logo` takes it: an SVG drawn on white, any other as it is. `Refused` on an SVG
    that is not drawn.
    """
    from scolarite_desk.exchange.pdf.svg import cleaned, is_svg

    octets = b64decode(image)
    if not is_svg(octets) or len(octets) > LOGO_OCTETS:  # which its field refuses
        return image
    return b64encode(_png(cleaned(octets))).decode()


_WHITE = N_("Sur du papier blanc, ce dessin ne montre rien\u00a0: choisissez le logo en couleur ou en noir.")


def _png(svg: bytes) -> bytes:
    from scolarite_desk.exchange.pdf.figures import Logo
    from scolarite_desk.exchange.pdf.svg import DAMAGED

    drawing = QSvgRenderer(QByteArray(svg))
    box = drawing.viewBoxF().size()
    if not drawing.isValid() or not (0 < box.width() < _LARGEST and 0 < box.height() < _LARGEST):
        raise Refused(DAMAGED)
    scale = min(Logo.wide / box.width(), Logo.high / box.height()) * _DPI / 72
    image = QImage(
        QSize(max(round(box.width() * scale), 1), max(round(box.height() * scale), 1)), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    blank = image.copy()
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter, QRectF(image.rect()))
    if image == blank:
        raise Refused(_WHITE)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
