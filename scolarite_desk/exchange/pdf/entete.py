"""The letterhead: who writes, where from, how to answer."""

from __future__ import annotations

from scolarite_desk.exchange.pdf.blocks import Area, Block, PageRule, Paragraph, Plan
from scolarite_desk.exchange.pdf.canvas import Colour
from scolarite_desk.exchange.pdf.figures import Logo, readable
from scolarite_desk.exchange.pdf.type import INK, MM, NOTE, STRONG, TEXT
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Numerote, Service
from scolarite_desk.msg import N_, NOTHING, Msg, joined

COLUMN = 82 * MM  # of the names at the left, of how to answer at the right


def letterhead(service: Service, langue: Langue, width: float) -> tuple[Plan, tuple[Msg, ...]]:
    """The letterhead across a page of that width, and a warning when the logo cannot be read."""
    right = Area(width - COLUMN, 0, COLUMN, tuple(contact(service, langue)))
    names, warnings = signboard(service, langue)
    return Plan((Area(0, 0, COLUMN, names), right)), warnings


def signboard(service: Service, langue: Langue) -> tuple[tuple[Block, ...], tuple[Msg, ...]]:
    """Logo, establishment, service; and a warning when the logo cannot be read."""
    names: list[Block] = [
        PageRule(2.0, colour(service.couleur), extent=12 * MM),
        Paragraph(said(service.etablissement, langue), STRONG, before=2.5 * MM),
        Paragraph(said(service.service, langue), TEXT),
    ]
    if not service.logo:
        return tuple(names), ()
    if not readable(service.logo):
        return tuple(names), (N_("Le logo de l’en-tête n’est pas une image lisible\u00a0: il n’est pas imprimé."),)
    logo = Logo(service.logo, said(N_("Logo\u00a0: {etablissement}", etablissement=service.etablissement), langue))
    return (logo, *names[1:]), ()


def contact(service: Service, langue: Langue) -> list[Paragraph]:
    """Postal address, telephone, e-mail: what CRPA R. 112-5 wants on an acknowledgement."""
    phone = said(N_("Tél. {numero}", numero=service.telephone), langue) if service.telephone else ""
    lines = [*service.adresse, phone, service.courriel]
    return [Paragraph(line, NOTE) for line in lines if line]


def foot(service: Service, about: Msg) -> Msg:
    """The foot of every page: what the paper is about first, for long names are cut at their end."""
    return joined(" · ", about, service.etablissement, service.service)


def mark(paper: Numerote, otherwise: Msg = NOTHING) -> Msg:
    """What stands above every page of what is only looked at; `otherwise` above one that has its number."""
    return N_("APERÇU") if paper.apercu else otherwise


def colour(code: str) -> Colour:
    """#rrggbb as three shares; ink when the setting cannot be read, for a letterhead never stops a letter."""
    try:
        red, green, blue = bytes.fromhex(code.removeprefix("#"))
    except ValueError:
        return INK
    return red / 255, green / 255, blue / 255
