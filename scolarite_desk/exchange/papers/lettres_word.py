"""A letter made of the office's own Word model: the whole sheet is theirs, so it must say what ours says everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.reperes import slots
from scolarite_desk.exchange.pdf import fonts, pages
from scolarite_desk.exchange.pdf.blocks import Paragraph
from scolarite_desk.exchange.pdf.paper import Paper, drawn
from scolarite_desk.exchange.pdf.type import MM, NOTE, TEXT
from scolarite_desk.exchange.word.fusion import ChampWord, merged, read, text
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Lettre, Rendered
from scolarite_desk.msg import N_

NUMERO, REMPLACEE, RECOURS = "numero", "lettre", "recours"


def checked(octets: bytes) -> tuple[ChampWord, ...]:
    """The fields of a model that is brought. `Refused` when it is none, or when its letters would have no number."""
    found = read(octets)
    if NUMERO not in _names(found):
        raise Refused(
            N_("Ce modèle ne dit pas le numéro de la lettre\u00a0: ajoutez-y le champ de fusion «\u00a0numero\u00a0».")
        )
    return found


def render(lettre: Lettre, langue: Langue) -> Rendered:
    """The letter as a .docx. `Refused` when it would not say what it must: which letter it replaces, the remedies."""
    assert lettre.modele is not None
    named = _names(checked(lettre.modele.word))
    if lettre.remplace is not None and REMPLACEE not in named:
        raise Refused(
            N_(
                "Cette lettre en remplace une autre, et le modèle Word ne dit pas laquelle\u00a0: ajoutez-y le champ "
                "«\u00a0lettre\u00a0», ou mettez ce modèle de côté."
            )
        )
    if lettre.retire and RECOURS not in named:
        raise Refused(
            N_(
                "Cette lettre retire une décision favorable, et le modèle Word ne dit pas les voies de recours\u00a0: "
                "ajoutez-y le champ «\u00a0recours\u00a0», ou mettez ce modèle de côté."
            )
        )
    return Rendered(merged(lettre.modele.word, slots(lettre, langue)), remarques=lettre.a_traduire)


def _names(found: Iterable[ChampWord]) -> set[str]:
    return {one.nom.rstrip("?") for one in found}


def seen(octets: bytes, made: datetime, langue: Langue) -> bytes:
    """What a Word letter says, to be looked at here: its words on plain pages, each marked, never its look."""
    say = partial(said, langue=langue)
    lines, _lost = fonts.covered(tuple(text(octets).split("\n")), langue)
    told = N_("Le texte de la lettre, sans sa mise en page\u00a0: ouvrez le document Word pour la voir.")
    title = say(N_("Aperçu du texte d’une lettre Word"))
    blocks = [Paragraph(say(told), NOTE), *(Paragraph(line, TEXT, before=2 * MM) for line in lines)]
    octets, _count = drawn(Paper(title, made, title, "", blocks, say(N_("APERÇU"))), pages.Sheet(), langue)
    return octets
