"""The words around what a receipt owes: those of the office, or the shipped ones (`modeles_courriers.ACCUSE`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from scolarite_desk.exchange.papers.anglais import ANGLAIS
from scolarite_desk.exchange.papers.modeles_courriers import ACCUSE
from scolarite_desk.exchange.papers.recu_voix import ENGLISH, TEXT_MUTED, Voice
from scolarite_desk.exchange.papers.reperes import filled, reach
from scolarite_desk.exchange.pdf.blocks import Block, Item, Paragraph
from scolarite_desk.exchange.pdf.type import MM, STRONG, TEXT
from scolarite_desk.langue import Langue, kept
from scolarite_desk.models.rows.documents import Bloc, ModeleLettre, Recu
from scolarite_desk.models.rules.champs import CHAMPS

Said = tuple[str, str]  # the style of a passage, its text


def around(recu: Recu, voice: Voice) -> tuple[list[Block], list[Block]]:
    """What comes before what the receipt owes, and after. Raises `Refused` on an unknown field."""
    values = slots(recu)
    own = _parts(recu.modele or ACCUSE, values, voice.langue)
    spoken = recu.modele_anglais or (None if recu.modele else ACCUSE)
    english = _parts(spoken, values, ANGLAIS) if spoken and voice.twice else ([], [])
    before, after = (list(_blocks(one, other, voice)) for one, other in zip(own, english, strict=True))
    return before, after


def slots(recu: Recu) -> dict[str, str]:
    """The values that the words of a receipt may name."""
    return dict.fromkeys(CHAMPS, "") | {
        "nom": recu.nom,
        "dossier": recu.dossier,
        "campagne": recu.campagne,
        "joindre": reach(recu.service),
    }


def _parts(model: ModeleLettre, values: Mapping[str, str], langue: Langue) -> tuple[list[Said], list[Said]]:
    """The passages that have something to say before what is owed, and after; without its field, all before."""
    before, after = list[Said](), list[Said]()
    here = before
    for bloc in model.blocs:
        if _owed(bloc):
            here = after
        elif text := filled(bloc, values, langue):
            here.append((bloc.style, text))
    return before, after


def _owed(bloc: Bloc) -> bool:
    return kept(bloc.texte) == "{accuse}"


def _blocks(own: list[Said], english: list[Said], voice: Voice) -> Iterator[Block]:
    """One sentence of each is said side by side; longer words in turn, each in its language."""
    if len(own) == len(english) == 1 and own[0][0] in _PLAIN:
        style, text = own[0]
        yield from voice.beside(text, english[0][1], before=_FIRST, style=_PLAIN[style])
        return
    yield from _drawn(own)
    for block in _drawn(english):
        yield replace(block, lang=ENGLISH, style=TEXT_MUTED)


_FIRST = 4 * MM
_PLAIN = {"texte": TEXT, "fort": STRONG}


def _drawn(passages: Iterable[Said]) -> Iterator[Paragraph | Item]:
    before, listed = _FIRST, object()
    for style, text in passages:
        if style == "puce":
            for line in text.split("\n"):
                yield Item(line, listed, before=0.8 * MM)
        elif style == "titre":
            yield Paragraph(text, STRONG, tag="H2", before=5 * MM, tied=True)
        else:
            listed = object()
            yield Paragraph(text, _PLAIN[style], before=before)
        before = 1.2 * MM
