"""The merge fields of a Word model, and the letter made of them. docx-mailmerge2 puts the values in; what it is handed
was read here first, so that it meets no field but these: none that computes, asks, fetches or nests.

A field says one value. Without one its paragraph goes, as in a model of text; `{ MERGEFIELD motif? }` keeps it. A field
that only lets a passage speak (`sans_rang`) prints nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.word.archive import DAMAGED, Parts, opened, packed, tree
from scolarite_desk.models.fields.octets import WORD_OCTETS
from scolarite_desk.models.rules.champs import CHAMPS
from scolarite_desk.models.rules.modeles import Passage
from scolarite_desk.msg import N_

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"  # the same in another writing (ISO/IEC 29500-1)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPOKEN = re.compile(r"word/(document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml")
_XML = re.compile(r"(word|customXml|docProps)/[\w/]+\.xml")
_AS = r"(?i:MERGEFORMAT|CHARFORMAT|Upper|Lower|FirstCap|Caps)"  # how it is written: no picture of a number or a date
_MERGE = re.compile(rf'MERGEFIELD\s+("?)(\w+\??)\1(\s+\\\*\s*{_AS})*')
_COUNTED = re.compile(r"(PAGE|NUMPAGES|SECTIONPAGES)(\s+\\\*\s*\w+)*", re.IGNORECASE)
_CONTROL = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
_SHOWN = 60  # characters of a field that is refused


@dataclass(frozen=True)
class ChampWord:
    """A merge field: its name, and the paragraph that it is in, counted from 1 in its part."""

    nom: str
    paragraphe: int


def fields(parts: Parts) -> tuple[ChampWord, ...]:
    """The merge fields of a model. `Refused` at the first that is none of ours, with its paragraph."""
    found: list[ChampWord] = []
    for name, octets in parts.items():
        if name.casefold().endswith(".xml"):
            root = tree(octets)
            if next(root.iter(f"{_STRICT}*"), None) is not None:
                raise Refused(DAMAGED)
            here = list(_fields(root))
            if here and not _SPOKEN.fullmatch(name):
                raise Refused(N_("Un champ est hors du texte, de l’en-tête, du pied et des notes\u00a0: retirez-le."))
            found += here
    return tuple(found)


def _fields(root: etree._Element) -> Iterator[ChampWord]:
    for number, paragraph in enumerate(root.iter(f"{_W}p"), 1):
        for instruction in _instructions(paragraph, number):
            if not _COUNTED.fullmatch(instruction):
                yield ChampWord(_name(instruction, number), number)
    if any(_paragraph(one) is None for one in root.iter(f"{_W}fldChar", f"{_W}fldSimple", f"{_W}instrText")):
        raise Refused(N_("Un champ n’est dans aucun paragraphe\u00a0: retirez-le."))


def _name(instruction: str, number: int) -> str:
    """The name in an instruction. `Refused` when it is no merge field of the list."""
    merged = _MERGE.fullmatch(instruction)
    if merged is None:
        raise Refused(
            N_(
                "Paragraphe {numero}\u00a0: le champ Word «\u00a0{champ}\u00a0» n’est pas un champ de fusion du "
                "logiciel. Remplacez-le, ou tapez le texte.",
                numero=number,
                champ=instruction[:_SHOWN],
            )
        )
    if merged[2].rstrip("?") not in CHAMPS:
        raise Refused(
            N_(
                "Paragraphe {numero}\u00a0: le champ «\u00a0{champ}\u00a0» n’existe pas. Choisissez dans la liste.",
                numero=number,
                champ=merged[2],
            )
        )
    return merged[2]


def _instructions(paragraph: etree._Element, number: int) -> Iterator[str]:
    """What the fields of one paragraph ask, in order. `Refused` when one is inside another, or goes on beyond it."""
    state, asked = "", ""  # of the field that is open: nothing, asked, shown
    for one in paragraph.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple"):
        if _paragraph(one) is not paragraph:
            continue  # a frame of text has paragraphs of its own
        step = _STEPS.get((state, one.get(f"{_W}fldCharType") or one.tag.removeprefix(_W)))
        if step is None or next(one.iterancestors(f"{_W}fldSimple"), None) is not None:
            raise _tangled(number)
        asked = "" if not state else asked + (one.text or "")
        if not step:
            yield " ".join((one.get(f"{_W}instr") or asked).split())
        state = step
    if state:
        raise _tangled(number)


# (what is open, what comes) -> what is open then; nothing once a field is whole.
_STEPS = {
    ("", "fldSimple"): "",
    ("", "begin"): "asked",
    ("asked", "instrText"): "asked",
    ("asked", "separate"): "shown",
    ("asked", "end"): "",
    ("shown", "end"): "",
}


def _tangled(number: int) -> Refused:
    return Refused(N_("Paragraphe {numero}\u00a0: un champ en contient un autre, ou n’y finit pas.", numero=number))


def _paragraph(one: etree._Element) -> etree._Element | None:
    return next(one.iterancestors(f"{_W}p"), None)


def read(octets: bytes) -> tuple[ChampWord, ...]:
    """The merge fields of a file that is brought. `Refused` says what keeps it from being a model."""
    return fields(opened(octets))


def passages(octets: bytes) -> list[Passage]:
    """The fields of each paragraph, with those of the one that it is framed in: both go when a value lacks."""
    spoken = (tree(part) for name, part in opened(octets).items() if _SPOKEN.fullmatch(name))
    return [one for root in spoken for one in _passages(root)]


def _passages(root: etree._Element) -> Iterator[Passage]:
    named = {one: "".join(f"{{{name}}}" for name in _names(one)) for one in root.iter(f"{_W}p")}
    for one, names in named.items():
        yield Passage(names + "".join(named[around] for around in one.iterancestors(f"{_W}p")))


def merged(octets: bytes, values: Mapping[str, str]) -> bytes:
    """The letter: every field has its value, and the same values give the same bytes. `values` has all of `CHAMPS`."""
    from mailmerge import MailMerge

    parts = dict(opened(octets))
    fields(parts)
    said = {name: _CONTROL.sub("", "" if CHAMPS[name].condition else value) for name, value in values.items()}
    blank = frozenset(name for name, value in values.items() if not value)
    for name, part in parts.items():
        if _SPOKEN.fullmatch(name):
            parts[name] = _without_blank(part, blank)
    out = io.BytesIO()
    try:
        with MailMerge(io.BytesIO(packed(parts))) as merge:
            merge.merge(**said, **{f"{name}?": value for name, value in said.items()})
            merge.write(out)
    except Exception as fault:  # parts that name others which are not there, and whatever else it takes for granted
        raise Refused(DAMAGED) from fault
    made = opened(out.getvalue(), 2 * WORD_OCTETS)
    if fields(made):
        raise Refused(N_("Un champ de ce modèle n’a pas été rempli\u00a0: enregistrez-le de nouveau depuis Word."))
    return packed({name: _spaced(part) if _SPOKEN.fullmatch(name) else part for name, part in made.items()})


def _spaced(octets: bytes) -> bytes:
    """A part whose texts keep the spaces at their ends, which a value may begin with: « tribunal{ de Rennes} »."""
    root = tree(octets)
    for one in root.iter(f"{_W}t"):
        if one.text and one.text != one.text.strip():
            one.set(_SPACE, "preserve")
    return _written(root)


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return written


def _without_blank(octets: bytes, blank: frozenset[str]) -> bytes:
    """A part without the paragraphs that name a field without value."""
    root = tree(octets)
    for paragraph in list(root.iter(f"{_W}p")):
        if any(one in blank for one in _names(paragraph)):
            _silence(paragraph)
    return _written(root)


def _names(paragraph: etree._Element) -> Iterator[str]:
    for instruction in _instructions(paragraph, 0):
        found = _MERGE.fullmatch(instruction)
        if found is not None:
            yield found[2]


def _silence(paragraph: etree._Element) -> None:
    """Take a paragraph out of the text; what must hold one (a cell, a head, the end of a section) keeps it blank."""
    above = paragraph.getparent()
    properties = paragraph.find(f"{_W}pPr")
    ends = properties is not None and properties.find(f"{_W}sectPr") is not None
    if above is not None and above.tag == f"{_W}body" and not ends:
        above.remove(paragraph)
        return
    for child in list(paragraph):
        if child is not properties:
            paragraph.remove(child)


def text(octets: bytes) -> str:
    """What a document says, a line a paragraph: its body, its heads and feet; a merge field as `{nom}`."""
    parts = opened(octets, 2 * WORD_OCTETS)
    spoken = [name for name in parts if _SPOKEN.fullmatch(name)]
    order = sorted(spoken, key=lambda name: (0 if "header" in name else 2 if "document" not in name else 1, name))
    lines = (_line(one) for name in order for one in tree(parts[name]).iter(f"{_W}p"))
    return "\n".join(line for line in lines if line)


_TOLD = re.compile(r"MERGEFIELD\s+\"?(\w+\??)\"?")
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}


def _line(paragraph: etree._Element) -> str:
    said, hidden = [], False
    for one in paragraph.iter():
        if _paragraph(one) is not paragraph or not isinstance(one.tag, str):
            continue
        if one.tag == f"{_W}fldChar":
            hidden = one.get(f"{_W}fldCharType") != "end"
        elif one.tag in (f"{_W}instrText", f"{_W}fldSimple"):
            found = _TOLD.search(one.text or one.get(f"{_W}instr") or "")
            said.append(f"{{{found[1]}}}" if found else "")
        elif one.tag == f"{_W}t" and not hidden and next(one.iterancestors(f"{_W}fldSimple"), None) is None:
            said.append(one.text or "")
        else:
            said.append(_BREAKS.get(one.tag, ""))
    return "".join(said).strip()
