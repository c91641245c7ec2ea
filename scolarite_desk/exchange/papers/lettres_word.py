"""A letter made of the office's own Word model: the whole sheet is theirs, so it must say what ours says everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.lettres import lacking
from scolarite_desk.exchange.papers.reperes import slots
from scolarite_desk.exchange.pdf import fonts, pages
from scolarite_desk.exchange.pdf.blocks import Paragraph
from scolarite_desk.exchange.pdf.paper import Paper, drawn
from scolarite_desk.exchange.pdf.type import MM, NOTE, TEXT
from scolarite_desk.exchange.word.fusion import ChampWord, merged, passages, read, text
from scolarite_desk.langue import Langue, said
from scolarite_desk.models.rows.documents import Lettre, Rendered
from scolarite_desk.models.rules.champs import CHAMPS, Champ
from scolarite_desk.models.rules.modeles import Portee, manquants
from scolarite_desk.msg import N_, Msg, joined

REMPLACEE, RECOURS = "lettre", "recours"


def checked(octets: bytes, lettre: str) -> tuple[ChampWord, ...]:
    """The fields of a model of a letter (`Portee.lettre`; blank, of none). `Refused` when it is no model, or lacks what
    such a letter has to say.
    """
    found = read(octets)
    lacks = manquants(passages(octets), lettre, entiere=True)
    if lacks:
        raise Refused(
            N_(
                "Il manque des champs de fusion à ce modèle Word. Ajoutez-les, dans un paragraphe qui s’imprime "
                "toujours\u00a0: {champs}.",
                champs=joined(", ", *map(_lacking, lacks)),
            )
        )
    return found


def _lacking(champ: Champ) -> Msg:
    if champ.par:
        label = CHAMPS[champ.par].label
        return N_("«\u00a0{nom}\u00a0» ou «\u00a0{autre}\u00a0» ({label})", nom=champ.par, autre=champ.nom, label=label)
    return N_("«\u00a0{nom}\u00a0» ({label})", nom=champ.nom, label=champ.label)


def render(lettre: Lettre, langue: Langue) -> Rendered:
    """The letter as a .docx. `Refused` when it would not say what it must: which letter it replaces, the remedies."""
    assert lettre.modele is not None
    named = _names(checked(lettre.modele.word, Portee(lettre.papier, lettre.avis).lettre))
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
    return Rendered(merged(lettre.modele.word, slots(lettre, langue)), remarques=tuple(lacking(lettre)))


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
