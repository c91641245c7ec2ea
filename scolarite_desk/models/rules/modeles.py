"""A letter as the office words it: its text, read into paragraphs and written back; which model a letter takes.

One line is one paragraph. What a secretary types is the text:

    # Voies et délais de recours       a title
    - saisir le tribunal               an item of a list
    ! L’admission vous est refusée.    the decision, in bold
    [si motif: # Motif de la décision] a passage kept when the field has a value; its end may be lines below
    {formation}                        the value of a field (`champs.CHAMPS`); without one, its paragraph goes
    {formation?}                       the same, and its paragraph stays

Before a sign that begins a line, or the bracket that ends one of a passage, a `\\` makes it a plain sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import groupby
from typing import Literal

from scolarite_desk.langue import SOURCE
from scolarite_desk.models.rules.champs import CHAMPS, Champ
from scolarite_desk.models.rules.papiers import DECISION, PAPIERS, RECU, SIGNES
from scolarite_desk.msg import N_, Msg

Style = Literal["texte", "fort", "titre", "puce"]
SLOT = re.compile(r"\{(\w+)(\??)\}")
_MARKS: Mapping[Style, str] = {"titre": "#", "puce": "-", "fort": "!"}
_READ: Mapping[str, Style] = {"#": "titre", "!": "fort", **dict.fromkeys("-–—•", "puce")}  # what Word makes of a dash
_MARK = re.compile(r"([#!\-–—•])\s+(?=\S)")
_OPENS = re.compile(r"\[si\s+(\w+)\s*:\s*")
_BEGINS = re.compile(r"\[si\b")
_BRACE = re.compile(r"\{\w+\??\}|[{}]")
_BEFORE = re.compile(r"(?<=[^\s:])[ \u202f](?=[:;!?»])")  # not the mark of a passage: « [si x: ! »
_AFTER = re.compile(r"(?<=«)[ \u202f](?=\S)")


@dataclass(frozen=True)
class Passage:
    """One paragraph: a line without blanks at its ends. `si`: the field without which it is not printed."""

    texte: str
    style: Style = "texte"
    si: str = ""


@dataclass(frozen=True)
class Faute:
    """What keeps a text from being a model, or is doubtful in it: line and column from 1, how many signs; line 0, it
    is what the text lacks.
    """

    ligne: int
    colonne: int
    longueur: int
    message: Msg
    doute: bool = False


@dataclass
class TexteLu:
    """A text that was read: its paragraphs, and the faults in their order."""

    passages: list[Passage] = field(default_factory=list)
    fautes: list[Faute] = field(default_factory=list)


def lire(texte: str, lettre: str = "") -> TexteLu:
    """A text into its paragraphs. Whatever the text: what cannot be read is a fault, with its place; so is, as a doubt,
    a field that such a letter never fills.
    """
    reader = _Reader(lettre)
    for number, line in enumerate(texte.splitlines(), 1):
        reader.line(number, line)
    return reader.end()


class _Reader:
    """Line after line; `si` is the field of the passage that is open, and `opened` where it was."""

    def __init__(self, lettre: str) -> None:
        self.lettre, self.lu, self.si, self.opened = lettre, TexteLu(), "", (0, 0)

    def line(self, number: int, line: str) -> None:
        text = line.strip()
        at = line.find(text) + 1 if text else 1
        if _BEGINS.match(text):
            text, at = self._open(number, at, text)
        self._rest(number, at, text)

    def _open(self, number: int, at: int, text: str) -> tuple[str, int]:
        found = _OPENS.match(text)
        if found is None or self.si:
            said = (
                N_("Ce passage s’ouvre dans un autre\u00a0: fermez d’abord le premier par «\u00a0]\u00a0».")
                if found
                else N_("Un passage facultatif s’écrit «\u00a0[si champ: texte]\u00a0».")
            )
            self._fault(number, at, len("[si"), said)
            return "", at
        self.si, self.opened = found[1], (number, at)
        self.lu.fautes += _of_field(found[1], number, at + found.start(1), len(found[1]), self.lettre)
        return text[found.end() :], at + found.end()

    def _rest(self, number: int, at: int, text: str) -> None:
        inside, closes = self.si, False
        if inside and text.endswith("\\]"):
            text = text[:-2] + "]"
        elif inside and text.endswith("]"):
            text, closes = text[:-1].rstrip(), True
        elif text == "]":
            self._fault(number, at, 1, N_("Ce crochet ne ferme aucun passage."))
            return
        if text:
            self._paragraph(number, at, text, inside)
        if closes:
            self.si = ""

    def _paragraph(self, number: int, at: int, text: str, si: str) -> None:
        mark, style = _MARK.match(text), "texte"
        if mark:
            text, at = text[mark.end() :], at + mark.end()
            style = _READ[mark[1]]
        elif text.startswith("\\") and _special(text[1:]):
            text, at = text[1:], at + 1
        self.lu.fautes += champs_fautifs(text, number, at, self.lettre)
        self._alone(number, at, Passage(text, style, si))  # type: ignore[arg-type]
        self.lu.passages.append(Passage(text, style, si))  # type: ignore[arg-type]

    def _alone(self, number: int, at: int, one: Passage) -> None:
        blocs = [name for name, _ in SLOT.findall(one.texte) if name in CHAMPS and CHAMPS[name].bloc]
        if blocs and (one != Passage(f"{{{blocs[0]}}}") or one in self.lu.passages):
            said = N_("Ce champ s’écrit seul sur sa ligne, sans condition ni signe, et une seule fois.")
            self._fault(number, at, len(one.texte), said)

    def _fault(self, number: int, at: int, length: int, said: Msg) -> None:
        self.lu.fautes.append(Faute(number, at, length, said))

    def end(self) -> TexteLu:
        if self.si:
            said = N_("Ce passage n’est pas fermé\u00a0: terminez-le par «\u00a0]\u00a0» en fin de ligne.")
            self._fault(*self.opened, len("[si"), said)
        self.lu.fautes.sort(key=lambda one: (one.ligne, one.colonne))
        return self.lu


def _special(text: str) -> bool:
    """Whether a line that begins so would be read as something else than a plain paragraph."""
    return bool(_MARK.match(text) or _BEGINS.match(text) or text.startswith("\\") or text == "]")


def champs_fautifs(texte: str, ligne: int = 1, colonne: int = 1, lettre: str = "") -> Iterator[Faute]:
    """The fields of one line that do not exist, and braces that name none; as doubts, those that say nothing there."""
    for found in _BRACE.finditer(texte):
        name, at, length = found[0].strip("{}?"), colonne + found.start(), len(found[0])
        if not name:
            yield Faute(
                ligne, at, 1, N_("Un champ s’écrit entre accolades, sans espace\u00a0: {exemple}.", exemple=_EX)
            )
        elif name in CHAMPS and CHAMPS[name].condition:
            said = N_("Ce champ ne s’imprime pas\u00a0: il ne sert qu’à «\u00a0[si {champ}: …]\u00a0».", champ=name)
            yield Faute(ligne, at, length, said, doute=True)
        else:
            yield from _of_field(name, ligne, at, length, lettre)


_EX = "{formation}"


def _of_field(name: str, ligne: int, colonne: int, longueur: int, lettre: str) -> Iterator[Faute]:
    written, known = f"{{{name}}}", CHAMPS.get(name)
    if known is None:
        near = get_close_matches(name.lower(), CHAMPS, 1, 0.6)
        said = N_("Le champ «\u00a0{champ}\u00a0» n’existe pas\u00a0: choisissez dans la liste.", champ=written)
        if near:
            said = N_(
                "Le champ «\u00a0{champ}\u00a0» n’existe pas\u00a0: est-ce «\u00a0{proche}\u00a0»\u00a0?",
                champ=written,
                proche=f"{{{near[0]}}}",
            )
        yield Faute(ligne, colonne, longueur, said)
    elif lettre and lettre not in known.lettres:
        said = N_("Le champ «\u00a0{champ}\u00a0» n’a jamais de valeur dans cette lettre.", champ=written)
        yield Faute(ligne, colonne, longueur, said, doute=True)


def ecrire(passages: Iterable[Passage]) -> str:
    """The text of paragraphs, which `lire` reads back as they were."""
    parts = []
    for si, group in groupby(passages, key=lambda one: one.si):
        ones = list(group)
        if not si:
            parts.append(_lines(ones, inside=False))
        elif len(ones) == 1 and not ones[0].texte.endswith("\\") and not ones[0].texte.endswith("]"):
            parts.append(f"[si {si}: {_written(ones[0], inside=False)}]")
        else:
            parts.append(f"[si {si}:\n{_lines(ones, inside=True)}\n]")
    return "\n\n".join(parts)


def _lines(passages: list[Passage], inside: bool) -> str:
    """Items of a list stay together, and a title with what follows."""
    text = ""
    for before, one in zip([None, *passages], passages, strict=False):
        listed = before is not None and (before.style == "titre" or before.style == one.style == "puce")
        text += ("" if before is None else "\n" if listed else "\n\n") + _written(one, inside)
    return text


def _written(one: Passage, inside: bool) -> str:
    text = one.texte
    if one.style != "texte":
        text = f"{_MARKS[one.style]} {text}"
    elif _special(text):
        text = f"\\{text}"
    return f"{text[:-1]}\\]" if inside and text.endswith("]") else text


def typographie(texte: str) -> str:
    """The text with the unbreakable spaces that a French keyboard does not give: « : ; ! ? » stay with their word."""
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", texte))


def manquants(passages: Iterable[Passage], lettre: str, *, entiere: bool = False) -> list[Champ]:
    """The required fields of a letter that no paragraph surely says: not one in an optional passage of another field,
    nor beside a field that may be blank and takes its paragraph away. `entiere`: they are the whole sheet (Word), which
    says what ours says around any words.
    """
    required = [one for one in CHAMPS.values() if lettre in one.requis and (entiere or not one.feuille)]
    sure = {nom for nom, one in CHAMPS.items() if one.toujours}
    sure |= {nom for one in required for nom in (one.nom, one.par)}
    told: set[str] = set()
    for one in passages:
        named = SLOT.findall(one.texte)
        if all(optional or name in sure for name, optional in named):
            told |= {name for name, _ in named if one.si in ("", name)}
    return [one for one in required if not told & {one.nom, one.par}]


# --- Which model a letter takes.


EN_WORD = {code: one.label for code, one in SIGNES.items()}  # the papers that a Word document of the office may make
AVEC_MODELE = {**EN_WORD, RECU: PAPIERS[RECU].label}  # the papers that an office may word
WORD_SEUL = N_("Un document Word est la lettre entière\u00a0: aucun texte anglais ne la suit.")
LANGUES = {"fr": N_("français"), "en": N_("anglais")}


@dataclass(frozen=True)
class Portee:
    """What a model is for, or what a letter is of: None is all of them. Codes, and keys of the office's things."""

    papier: str
    avis: str | None = None
    genre: str | None = None  # of the candidature
    diplome: str | None = None  # the kind of the formation
    formation: str | None = None
    centre: str | None = None
    langue: str | None = None
    type: str | None = None  # a kind of decision of the office, of that avis

    @property
    def lettre(self) -> str:
        """Which letter, as `Champ.lettres` says it: a decision by its avis, any other by its code."""
        return (self.avis or "") if self.papier == DECISION else self.papier


PRECISION = (
    "formation",
    "diplome",
    "centre",
    "genre",
    "type",
    "avis",
    "langue",
)  # what makes a scope more precise, first first


def convient(portee: Portee, lettre: Portee) -> bool:
    """Whether a model of that scope words that letter."""
    said = ((getattr(portee, name), getattr(lettre, name)) for name in PRECISION)
    spoken = (portee.langue or SOURCE) == (lettre.langue or SOURCE)  # no text is of all languages
    return portee.papier == lettre.papier and spoken and all(mine in (None, its) for mine, its in said)


def choisie(portees: Iterable[Portee], lettre: Portee) -> Portee | None:
    """The most precise of the scopes that word a letter: formation before kind of diploma, centre, kind of candidature,
    kind of decision, avis, then language. Two of them never tie: a scope has one model.
    """
    fitting = [one for one in portees if convient(one, lettre)]
    return max(fitting, key=lambda one: [getattr(one, name) is not None for name in PRECISION], default=None)
