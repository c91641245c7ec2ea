"""Decision letters, for a DL envelope with a window at the right; one file each. Several are bound by `pdf/join.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from functools import partial

from scolarite_desk.exchange.fichier import language_tag
from scolarite_desk.exchange.papers.anglais import ANGLAIS, TAG
from scolarite_desk.exchange.papers.reperes import (
    address,
    capacity,
    fill,
    filled,
    on_behalf,
    recours_of,
    shipped,
    slots,
)
from scolarite_desk.exchange.pdf import entete, fonts, pages
from scolarite_desk.exchange.pdf.blocks import Area, Block, Item, NewPage, PageRule, Paragraph, Plan, stacked
from scolarite_desk.exchange.pdf.canvas import TaggedCanvas
from scolarite_desk.exchange.pdf.french import long_day
from scolarite_desk.exchange.pdf.type import HAIR, MM, NOTE, SMALL, Style
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Bloc, Lettre, ModeleLettre, Rendered, Service
from scolarite_desk.models.rules.enveloppe import fits
from scolarite_desk.models.rules.modeles import WORD_SEUL
from scolarite_desk.models.rules.papiers import ACCUSE_SAISINE, ATTESTATION, DECISION
from scolarite_desk.models.rules.phrases import capitalised
from scolarite_desk.models.rules.requetes import GENRES
from scolarite_desk.msg import N_, NN_, Msg, joined, verbatim

SHEET = pages.Sheet(left=25 * MM, right=22 * MM, top=15 * MM)
BODY = Style(10, 14)
STRONG = replace(BODY, font=fonts.BOLD)
REMEDIES = Style(9, 11.5)  # what somebody may have to act upon is read without effort

# What the window (35 or 45 x 100 mm, 20 mm from the right and lower edges) always shows of a sheet folded in three
# that slides in a 110 x 220 mm envelope, from the top left corner of the sheet: x 100 to 190 mm, y 47 to 79 mm.
# NF Z 11-001 puts the addressee there.
# Places of the sheet, whatever its margins.
ADDRESS_X = 106 * MM
ADDRESS_Y = 48 * MM
ADDRESS_WIDTH = 82 * MM
ADDRESS_HEIGHT = 31 * MM
ADDRESS_STYLES = (Style(10, 12.4), Style(9, 11.2), Style(8, 9.6))  # seven lines of 38 signs show; less is not read
SENDER_WIDTH = 63 * MM  # nothing of the sender enters the window
DATE_Y = 88 * MM
OPENING = DATE_Y + 6 * MM
SIGNATURE_ROOM = 17 * MM
FOLD_X, FOLD_Y, FOLD_LENGTH = 5 * MM, 99 * MM, 5 * MM  # the first third of the sheet


def render(lettre: Lettre, langue: Langue) -> Rendered:
    """One letter as one file, dated of its day. Raises `Refused` when its model names a slot that does not exist."""
    service, made = lettre.service, datetime.combine(lettre.le, time())
    title = said(N_("Lettre de décision, dossier {numero}", numero=lettre.dossier), langue)
    canvas = TaggedCanvas(title, said(service.etablissement, langue), made, SHEET.size, language_tag(langue))
    shown, sender, warnings = _shown(lettre, langue)
    with canvas.element("Sect"):
        count = _draw(canvas, shown, sender, langue)
    return Rendered(canvas.finish(), count, warnings, tuple(lacking(lettre)))


def lacking(lettre: Lettre) -> Iterator[Msg]:
    """What its English lacks, and whom it should name to somebody without a master."""
    if not lettre.orientation and _leads_on(lettre):
        yield _NOBODY_TO_ASK
    if lettre.sans_anglais:
        word = lettre.modele is not None and lettre.modele.word
        yield WORD_SEUL if word else _FRENCH_ALONE
    if lettre.a_traduire:
        cited = [N_("«\u00a0{texte}\u00a0»", texte=one) for one in lettre.a_traduire]
        yield N_("En français dans le texte anglais, faute de traduction\u00a0: {textes}.", textes=cited)


def _leads_on(lettre: Lettre) -> bool:
    """Whether it speaks of the recteur: whoever reads it looks for advice."""
    refused = lettre.papier == DECISION and lettre.avis == "DE" and lettre.saisine_recteur
    return refused or lettre.papier in (ATTESTATION, ACCUSE_SAISINE)


_NOBODY_TO_ASK = N_(
    "Aucun service d’orientation (SCUIO-BAIP) n’y est nommé\u00a0: renseignez «\u00a0Service d’orientation\u00a0» "
    "dans Réglages."
)
_FRENCH_ALONE = N_("Votre modèle de cette lettre n’a pas de texte anglais\u00a0: elle part en français seul.")


def doubts(lettre: Lettre, langue: Langue) -> tuple[Msg, ...]:
    """What `render` would warn of, without drawing anything."""
    return _shown(lettre, langue)[2]


def _shown(lettre: Lettre, langue: Langue) -> tuple[Lettre, tuple[Block, ...], tuple[Msg, ...]]:
    """The letter as it can be printed, its head, and what is lost of both."""
    shown, lost = fonts.covered(lettre, langue)
    sender, unreadable = entete.signboard(shown.service, langue)
    return shown, sender, tuple(dict.fromkeys(lost + unreadable + _hidden(shown, langue)))


def _draw(canvas: TaggedCanvas, lettre: Lettre, sender: tuple[Block, ...], langue: Langue) -> int:
    say = partial(said, langue=langue)
    values = slots(lettre, langue)
    model = lettre.modele or shipped(lettre)
    objet = fill(say(model.objet), values) or ""
    running = pages.RunningHead(
        reminder=say(_reminder(lettre, objet)),
        foot=say(entete.foot(lettre.service, N_("Dossier {numero}", numero=lettre.dossier))),
        practice=lettre.service.exercice,
        mark=say(entete.mark(lettre)),
    )
    remedies = list(_paragraphs(recours_of(lettre, model), values, REMEDIES, langue))
    body = _body(lettre, model, objet, values, langue)
    sheet = _sheet(lettre.service)
    blocks = [
        _opening(lettre, sender, sheet, langue),
        *body,
        _signature(lettre, sheet, langue),
        *_enclosures(model, langue),
        *_after(remedies),
        *_translated(lettre.anglais),
    ]
    return pages.draw(canvas, blocks, sheet, running, langue)


def _sheet(service: Service) -> pages.Sheet:
    """The margins that the office chose: within their bounds, none of them moves the address out of its window."""
    left, right, top, bottom = (one * MM for one in service.marges)
    return replace(SHEET, left=left, right=right, top=top, bottom=bottom)


def _reminder(lettre: Lettre, objet: str) -> Msg:
    numbers = (verbatim(number) for number in (lettre.numero, lettre.dossier) if number)
    whose = joined(" · ", *numbers, lettre.destinataire[0])  # the foot names the establishment
    return joined("\n", whose, N_("Objet\u00a0: {objet}", objet=objet))


def _opening(lettre: Lettre, sender: tuple[Block, ...], sheet: pages.Sheet, langue: Langue) -> Block:
    left = [*sender, *_spaced(entete.contact(lettre.service, langue)), *_references(lettre, langue)]
    lines = address(lettre, langue)
    envelope = Paragraph(lines, _address_style(lines))
    dated = N_("{ville}, le {jour}", ville=lettre.service.ville, jour=long_day(lettre.le))
    areas = (
        Area(FOLD_X - sheet.left, FOLD_Y - sheet.top, FOLD_LENGTH, (PageRule(colour=HAIR),)),
        Area(0, 0, SENDER_WIDTH, tuple(left)),
        Area(ADDRESS_X - sheet.left, ADDRESS_Y - sheet.top, ADDRESS_WIDTH, (envelope,)),
        Area(ADDRESS_X - sheet.left, DATE_Y - sheet.top, ADDRESS_WIDTH, (Paragraph(said(dated, langue), BODY),)),
    )
    return Plan(areas, fixed=max(OPENING - sheet.top, stacked(left, SENDER_WIDTH)))


def _spaced(lines: Sequence[Paragraph]) -> list[Paragraph]:
    return [replace(line, before=0.0 if number else 2 * MM) for number, line in enumerate(lines)]


def _references(lettre: Lettre, langue: Langue) -> list[Block]:
    say = partial(said, langue=langue)
    known = (
        # Translators: before the number of this letter in the register of the office
        (N_("Nos réf."), lettre.numero),
        (N_("Dossier"), lettre.dossier),
        (N_("Formation"), lettre.formation.code),
        (N_("Affaire suivie par"), lettre.suivi_par),
    )
    lines = [Paragraph(value, SMALL, head=f"{say(name)} ") for name, value in known if value]
    return [replace(lines[0], before=5 * MM), *lines[1:]] if lines else []


def _address_style(text: str) -> Style:
    """The largest that shows in the window, each line on one line where it can; never less than is read at arm's
    length.
    """
    count = text.count("\n") + 1
    heights = {style: Paragraph(text, style).height(ADDRESS_WIDTH) for style in ADDRESS_STYLES}
    fitting = [style for style, height in heights.items() if height <= ADDRESS_HEIGHT]
    whole = (style for style in fitting if round(heights[style] / style.leading) == count)
    return next(whole, fitting[0] if fitting else ADDRESS_STYLES[-1])


def _hidden(lettre: Lettre, langue: Langue) -> tuple[Msg, ...]:
    """What is to be told of an address that the window would not show whole, or that has too many lines."""
    lines = address(lettre, langue)
    shown = Paragraph(lines, _address_style(lines)).height(ADDRESS_WIDTH) <= ADDRESS_HEIGHT
    if shown and fits(lines.split("\n")):
        return ()
    return (N_("L’adresse ne tient pas dans la fenêtre de l’enveloppe\u00a0: abrégez-la."),)


_SHORT = 200  # letters of a paragraph that goes whole with the next


def _body(lettre: Lettre, model: ModeleLettre, objet: str, slots: Mapping[str, str], langue: Langue) -> list[Block]:
    say = partial(said, langue=langue)
    head = say(N_("Objet\u00a0:"))
    return [
        Paragraph(objet, BODY, head=f"{head} ", tag="H1", before=7 * MM),
        Paragraph(say(N_("{civilite},", civilite=lettre.civilite)), BODY, before=6 * MM, tied=True),
        *_replaced(lettre, say),
        *_paragraphs(model.blocs, slots, BODY, langue),
    ]


def _replaced(lettre: Lettre, say: Callable[[Msg], str]) -> Iterator[Block]:
    """A decision says which appeal it grants; a second one, which it takes the place of and why, whatever the model:
    the first is still in their hands.
    """
    if lettre.recours is not None:
        genre, recu = lettre.recours
        yield Paragraph(say(GENRES[genre].lettre.given(jour=long_day(recu))), BODY, before=3 * MM)
    if lettre.remplace is None or lettre.papier != DECISION:
        return
    numero, jour = lettre.remplace
    day = long_day(jour)
    told = N_("Cette décision annule et remplace celle de la lettre {numero} du {jour}.", numero=numero, jour=day)
    if lettre.retire:
        told = N_(
            "La décision favorable de la lettre {numero} du {jour} est retirée (code des relations entre le public et "
            "l’administration, art. L. 242-1). Celle-ci la remplace.",
            numero=numero,
            jour=day,
        )
    yield Paragraph(say(told), BODY, before=3 * MM)
    if lettre.raison:
        head = say(N_("Raison\u00a0:"))
        yield Paragraph(lettre.raison, BODY, head=f"{head} ", before=1.5 * MM)


def _paragraphs(blocs: Sequence[Bloc], slots: Mapping[str, str], style: Style, langue: Langue) -> Iterator[Block]:
    """The blocks that have something to say. The last one, and a short one before it, keep the signature from standing
    alone on a page.
    """
    kept = [(bloc.style, text) for bloc in blocs if (text := filled(bloc, slots, langue)) is not None]
    listed = object()
    before = 3 * MM
    for number, (kind, text) in enumerate(kept):
        last = number + 1 == len(kept) or (number + 2 == len(kept) and len(text) < _SHORT)
        if kind == "puce":
            for line in text.split("\n"):
                yield Item(line, listed, style, before=0.8 * MM, tied=last)
        elif kind == "titre":
            yield Paragraph(text, replace(style, font=fonts.BOLD), tag="H2", before=4 * MM, tied=True)
        else:
            listed = object()
            shown = replace(style, font=fonts.BOLD) if kind == "fort" else style
            yield Paragraph(text, shown, before=before, tied=last)
        before = (1 if kind == "titre" else 3) * MM


def _signature(lettre: Lettre, sheet: pages.Sheet, langue: Langue) -> Block:
    """Who decides, for whom and by which act."""
    signed = lettre.signature
    who = capitalised(capacity(signed, langue))
    blocks = [Paragraph(f"{who}," if who else "", BODY)]
    if signed.delegant:
        blocks.insert(0, Paragraph(on_behalf(signed, langue), BODY))
    blocks.append(Paragraph(f"{signed.prenom} {signed.nom}", STRONG, before=SIGNATURE_ROOM))
    if signed.delegation:
        blocks.append(Paragraph(capitalised(signed.delegation), NOTE))
    at = ADDRESS_X - sheet.left
    return Plan((Area(at, 0, sheet.width - at, tuple(blocks)),), before=7 * MM)


def _enclosures(model: ModeleLettre, langue: Langue) -> Iterator[Block]:
    """Under the signature, a line each (NF Z 11-001)."""
    if model.annexes:
        head = said(NN_("Pièce jointe\u00a0:", "Pièces jointes\u00a0:", len(model.annexes)), langue)
        yield Paragraph("\u00a0; ".join(model.annexes), SMALL, head=f"{head} ", before=6 * MM)


def _after(remedies: list[Block]) -> list[Block]:
    return [PageRule(before=6 * MM), *remedies] if remedies else []


_FOR_INFORMATION = N_("Traduction donnée pour information\u00a0: seul le texte français de cette lettre fait foi.")


def _translated(english: Lettre | None) -> Iterator[Block]:
    """The same letter in English, after all that has force: on pages of its own, which the French never waits for."""
    if english is None:
        return
    values, model, signed = slots(english, ANGLAIS), english.modele or shipped(english), english.signature
    objet = fill(said(model.objet, ANGLAIS), values) or ""
    remedies = list(_paragraphs(recours_of(english, model), values, REMEDIES, ANGLAIS))
    french = {one.rstrip(". ") for text in english.francais for one in text.split("\n")}
    yield NewPage()
    yield Paragraph(said(_FOR_INFORMATION, ANGLAIS), STRONG, lang=TAG, tied=True)
    yield from _tagged(_body(english, model, objet, values, ANGLAIS), french)
    yield Paragraph(f"{signed.prenom} {signed.nom}", STRONG, before=5 * MM, tied=True)
    yield Paragraph(capitalised(capacity(signed, ANGLAIS)), BODY, lang=TAG if signed.qualite_anglais else "")
    yield from _tagged([*_enclosures(model, ANGLAIS), *_after(remedies)], french)


def _tagged(blocks: Iterable[Block], french: Collection[str]) -> Iterator[Block]:
    """Each paragraph in its language, for who hears it: a line that nobody translated is a paragraph of its own."""
    for block in blocks:
        if isinstance(block, Item):
            yield replace(block, lang=_spoken(block.text, french))
        elif isinstance(block, Paragraph):
            lines = block.text.split("\n")
            if block.head and _spoken(lines[0], french) != TAG:
                lines.insert(0, "")
            for number, line in enumerate(lines):
                one = replace(block, text=line, lang=_spoken(line, french))
                yield replace(one, head="", before=1 * MM) if number else one
        else:
            yield block


def _spoken(line: str, french: Collection[str]) -> str:
    return "" if line and line.rstrip(". ") in french else TAG
