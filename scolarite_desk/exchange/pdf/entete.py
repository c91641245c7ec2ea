"""The letterhead: who writes, where from, how to answer."""

from __future__ import annotations

from scolarite_desk.exchange.pdf.blocks import Area, Block, PageRule, Paragraph, Plan
from scolarite_desk.exchange.pdf.canvas import Colour
from scolarite_desk.exchange.pdf.figures import Logo, readable
from scolarite_desk.exchange.pdf.type import INK, MM, NOTE, STRONG, TEXT
from scolarite_desk.models.rows.documents import Service

LEFT = 82 * MM
RIGHT = 90 * MM  # where the right half of the page begins
RIGHT_WIDTH = 82 * MM


def letterhead(service: Service) -> tuple[Plan, tuple[str, ...]]:
    """The letterhead across the page, and a warning when the logo cannot be read."""
    right = Area(RIGHT, 0, RIGHT_WIDTH, tuple(contact(service)))
    names, warnings = signboard(service)
    return Plan((Area(0, 0, LEFT, names), right)), warnings


def signboard(service: Service) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Logo, establishment, service; and a warning when the logo cannot be read."""
    names: list[Block] = [
        PageRule(2.0, colour(service.couleur), extent=12 * MM),
        Paragraph(service.etablissement, STRONG, before=2.5 * MM),
        Paragraph(service.service, TEXT),
    ]
    if not service.logo:
        return tuple(names), ()
    if not readable(service.logo):
        return tuple(names), ("Le logo de l’en-tête n’est pas une image lisible\u00a0: il n’est pas imprimé.",)
    logo = Logo(service.logo, f"Logo\u00a0: {service.etablissement}")
    return (logo, *names[1:]), ()


def contact(service: Service) -> list[Paragraph]:
    """Postal address, telephone, e-mail: what CRPA R. 112-5 wants on an acknowledgement."""
    lines = [*service.adresse, f"Tél. {service.telephone}" if service.telephone else "", service.courriel]
    return [Paragraph(line, NOTE) for line in lines if line]


def foot(service: Service, more: str) -> str:
    """The foot of every page."""
    return " · ".join(part for part in (service.etablissement, service.service, more) if part)


def colour(code: str) -> Colour:
    """#rrggbb as three shares; ink when the setting cannot be read, for a letterhead never stops a letter."""
    try:
        red, green, blue = bytes.fromhex(code.removeprefix("#"))
    except ValueError:
        return INK
    return red / 255, green / 255, blue / 255
