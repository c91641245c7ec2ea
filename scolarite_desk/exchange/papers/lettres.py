"""Decision letters, for a DL envelope with a window at the right; one file each, or one for all, page for page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.modeles import MODELES
from scolarite_desk.exchange.pdf import entete, fonts, pages
from scolarite_desk.exchange.pdf.blocks import Area, Block, Item, PageRule, Paragraph, Plan, stacked
from scolarite_desk.exchange.pdf.canvas import TaggedCanvas
from scolarite_desk.exchange.pdf.french import long_day, of, week_day
from scolarite_desk.exchange.pdf.type import LABEL, MM, NOTE, SMALL, Style
from scolarite_desk.models.rows.documents import Bloc, Lettre, ModeleLettre, Rendered, Service
from scolarite_desk.progress import Progress

SHEET = pages.Sheet(left=25 * MM, right=22 * MM, top=15 * MM)
BODY = Style(10, 14)
STRONG = replace(BODY, font=fonts.BOLD)

# What the window (35 or 45 x 100 mm, 20 mm from the right and lower edges) always shows of a sheet folded in three
# that slides in a 110 x 220 mm envelope, from the top left corner of the sheet: x 100 to 190 mm, y 47 to 79 mm.
# NF Z 11-001 puts the addressee there.
ADDRESS_X = 106 * MM - SHEET.left
ADDRESS_Y = 48 * MM - SHEET.top
ADDRESS_WIDTH = 82 * MM
ADDRESS_HEIGHT = 31 * MM
ADDRESS_STYLES = (Style(10, 12.8), Style(9, 11.2), Style(8, 9.6), Style(7, 8.4), Style(6, 7.2))
SENDER_WIDTH = 63 * MM  # nothing of the sender enters the window
DATE_Y = 88 * MM - SHEET.top
OPENING = DATE_Y + 6 * MM
SIGNATURE_ROOM = 17 * MM


def render(lettre: Lettre) -> Rendered:
    """One letter as one file. Raises `Refused` when its model names a slot that does not exist."""
    return merge([lettre])


def merge(lettres: Sequence[Lettre], progress: Progress | None = None) -> Rendered:
    """All letters in one file: each keeps its own page numbers, and its pages are those of its own file."""
    if not lettres:
        raise Refused("Aucune lettre à éditer.")
    canvas = TaggedCanvas(_title(lettres), lettres[0].service.etablissement, _made(lettres), SHEET.size)
    warnings: dict[str, None] = {}
    count = 0
    for number, lettre in enumerate(lettres, 1):
        with canvas.element("Sect"):
            count += _draw(canvas, lettre, warnings)
        if progress is not None:
            progress.step(number, len(lettres))
    return Rendered(canvas.finish(), count, tuple(warnings))


def _title(lettres: Sequence[Lettre]) -> str:
    if len(lettres) > 1:
        return f"{len(lettres)} lettres de décision"
    return f"Lettre de décision, dossier {lettres[0].dossier}"


def _made(lettres: Sequence[Lettre]) -> datetime:
    return datetime.combine(max(lettre.le for lettre in lettres), time())


def _draw(canvas: TaggedCanvas, lettre: Lettre, warnings: dict[str, None]) -> int:
    lettre, lost = fonts.covered(lettre)
    sender, unreadable = entete.signboard(lettre.service)
    warnings.update(dict.fromkeys(lost + unreadable))
    values = slots(lettre)
    model = lettre.modele or MODELES[lettre.avis]
    objet = fill(model.objet, values) or ""
    running = pages.RunningHead(
        reminder=f"{lettre.service.etablissement} · {lettre.dossier} · {lettre.destinataire[0]}\nObjet\u00a0: {objet}",
        foot=entete.foot(lettre.service, f"dossier {lettre.dossier}"),
        practice=lettre.service.exercice,
    )
    remedies = list(_paragraphs(model.recours, values, SMALL))
    blocks = [_opening(lettre, sender), *_body(lettre, model, objet, values), _signature(lettre), *_after(remedies)]
    return pages.draw(canvas, blocks, SHEET, running)


def _opening(lettre: Lettre, sender: tuple[Block, ...]) -> Block:
    left = [*sender, *_spaced(entete.contact(lettre.service)), *_references(lettre)]
    address = Paragraph("\n".join(lettre.destinataire), _address_style(lettre.destinataire))
    dated = Paragraph(f"{lettre.service.ville}, le {long_day(lettre.le)}", BODY)
    areas = (
        Area(0, 0, SENDER_WIDTH, tuple(left)),
        Area(ADDRESS_X, ADDRESS_Y, ADDRESS_WIDTH, (address,)),
        Area(ADDRESS_X, DATE_Y, ADDRESS_WIDTH, (dated,)),
    )
    return Plan(areas, fixed=max(OPENING, stacked(left, SENDER_WIDTH)))


def _spaced(lines: Sequence[Paragraph]) -> list[Paragraph]:
    return [replace(line, before=0.0 if number else 2 * MM) for number, line in enumerate(lines)]


def _references(lettre: Lettre) -> list[Block]:
    known = {
        "Dossier": lettre.dossier,
        "Formation": lettre.formation.code,
    }
    lines = [Paragraph(value, NOTE, head=f"{name} ") for name, value in known.items() if value]
    return [Paragraph("Références", LABEL, before=5 * MM), *lines]


def _address_style(lines: tuple[str, ...]) -> Style:
    """The largest that fits in the window."""
    text = "\n".join(lines)
    fitting = (style for style in ADDRESS_STYLES if Paragraph(text, style).height(ADDRESS_WIDTH) <= ADDRESS_HEIGHT)
    return next(fitting, ADDRESS_STYLES[-1])


def slots(lettre: Lettre) -> Mapping[str, str]:
    """The values a model may name. A blank one silences the blocks that need it."""
    called = lettre.convocation
    return {
        "civilite": lettre.civilite,
        "nom": lettre.destinataire[0],
        "dossier": lettre.dossier,
        "formation": lettre.formation.libelle,
        "code": lettre.formation.code,
        "campagne": lettre.campagne,
        "motif": lettre.motif,
        "commentaire": lettre.commentaire,
        "rang": str(lettre.rang) if lettre.rang is not None else "",
        "sans_rang": "" if lettre.rang is not None else "oui",
        "confirmer_avant": long_day(lettre.confirmer_avant) if lettre.confirmer_avant else "",
        "source_delai": f", {lettre.source_delai}" if lettre.source_delai else "",
        "convocation": week_day(called.le) if called else "",
        "heure": called.heure if called else "",
        "lieu": called.lieu if called else "",
        "tribunal": f" {of(lettre.tribunal)}" if lettre.tribunal else "",
        "hierarchique": of(lettre.autorite_hierarchique) if lettre.autorite_hierarchique else "",
        "motifs_sur_demande": "oui" if lettre.motifs_sur_demande and not lettre.motif else "",
        "saisine_recteur": "oui" if lettre.saisine_recteur else "",
        "joindre": _reach(lettre.service),
        **lettre.complements,
    }


def _reach(service: Service) -> str:
    return ", ".join(part for part in (service.courriel, service.telephone) if part)


_SLOT = re.compile(r"\{(\w+)(\??)\}")


def fill(text: str, slots: Mapping[str, str]) -> str | None:
    """The text with its values; None when a slot that is not optional (`{motif}`, not `{motif?}`) is blank."""
    for name, optional in _SLOT.findall(text):
        if name not in slots:
            raise Refused(f"Le modèle de lettre nomme «\u00a0{{{name}}}\u00a0», qui n’existe pas.")
        if not slots[name] and not optional:
            return None
    return _SLOT.sub(lambda found: slots[found[1]], text)


def _body(lettre: Lettre, model: ModeleLettre, objet: str, slots: Mapping[str, str]) -> list[Block]:
    return [
        Paragraph(objet, BODY, head="Objet\u00a0: ", tag="H1", before=7 * MM),
        Paragraph(f"{lettre.civilite},", BODY, before=6 * MM, tied=True),
        *_paragraphs(model.blocs, slots, BODY),
    ]


def _paragraphs(blocs: Sequence[Bloc], slots: Mapping[str, str], style: Style) -> Iterator[Block]:
    """The blocks that have something to say. The last one keeps the signature from standing alone on a page."""
    kept = [(bloc.style, text) for bloc in blocs if (text := said(bloc, slots)) is not None]
    listed = object()
    before = 3 * MM
    for number, (kind, text) in enumerate(kept):
        last = number + 1 == len(kept)
        if kind == "puce":
            yield Item(text, listed, style, before=0.8 * MM, tied=last)
        elif kind == "titre":
            yield Paragraph(text, replace(style, font=fonts.BOLD), tag="H2", before=4 * MM, tied=True)
        else:
            listed = object()
            shown = replace(style, font=fonts.BOLD) if kind == "fort" else style
            yield Paragraph(text, shown, before=before, tied=last)
        before = (1 if kind == "titre" else 3) * MM


def said(bloc: Bloc, slots: Mapping[str, str]) -> str | None:
    """The text of one block, None when it has nothing to say. Raises `Refused` on an unknown slot."""
    return fill(bloc.texte, slots) if not bloc.si or slots.get(bloc.si) else None


def _signature(lettre: Lettre) -> Block:
    signed = lettre.signature
    blocks = (
        Paragraph(signed.qualite, BODY),
        Paragraph(f"{signed.prenom} {signed.nom}", STRONG, before=SIGNATURE_ROOM),
    )
    return Plan((Area(ADDRESS_X, 0, SHEET.width - ADDRESS_X, blocks),), before=7 * MM)


def _after(remedies: list[Block]) -> list[Block]:
    return [PageRule(before=6 * MM), *remedies] if remedies else []
