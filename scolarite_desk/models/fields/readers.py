"""Readers of typed text (`field.Reader`): what each kind of field makes of it, and how it shows it again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.rules import contact, dates, uai
from scolarite_desk.models.rules.euros import show_euros
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.signes import plain, spelled, visible
from scolarite_desk.msg import N_, Msg

Row = Mapping[str, Any]

_SPACES = re.compile(r"\s+")
THOUSANDS = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_NAME_MARKS = "'.,·/"
_OUI, _NON = N_("Oui"), N_("Non")


def one_line(text: str) -> str:
    """Composed letters, single spaces, none around."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _within(text: str, length: int | None) -> str:
    if length is not None and len(text) > length:
        raise Fault(N_("{maximum} caractères au plus\u00a0: il y en a {nombre}.", maximum=length, nombre=len(text)))
    return text if visible(text).strip() else ""  # signs that nobody sees say nothing


def no_control(text: str) -> None:
    if not text.isprintable() and any(unicodedata.category(c) in {"Cc", "Cs"} for c in text if c not in "\n\t"):
        raise Fault(N_("Un caractère illisible s’est glissé\u00a0: retapez le texte."))


class _Text:
    """Readers whose value is a text."""

    gives: ClassVar[type] = str


class Shown(_Text):
    """Readers whose value is its own text."""

    def show(self, value: str | None, lists: Lists) -> str:
        return value or ""


@dataclass(frozen=True)
class Texte(Shown):
    """One line of free text: str. `phrases`: as in `LongTexte`."""

    length: int | None = None
    phrases: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "texte"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        line = one_line(text)
        no_control(line)
        return _within(line, self.length) or None


@dataclass(frozen=True)
class Code(Shown):
    """A short code of a fixed shape, upper-cased: str. `regle` is the sentence when the shape is not that one."""

    pattern: str
    regle: Msg
    kind: ClassVar[str] = "code"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        code = _SPACES.sub("", plain(text)).upper()
        if code and not re.fullmatch(self.pattern, code):
            raise Fault(self.regle)
        return code or None


@dataclass(frozen=True)
class Uai(Shown):
    """The UAI of an establishment, its key checked: str of 8 characters."""

    kind: ClassVar[str] = "uai"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        if not visible(text).strip():
            return None
        checked = uai.check_uai(text)
        if not checked.valide:
            raise Fault(checked.message)
        return checked.valeur


@dataclass(frozen=True)
class Nom(Shown):
    """A name, with its accents and its own capitals: str. No figure has a place in it."""

    length: int = 100
    kind: ClassVar[str] = "nom"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        name = one_line(spelled(text))
        for sign in "" if name.isalpha() else name.replace("\u200c", "").replace("\u200d", ""):
            if not sign.isalpha():
                _check_name_sign(sign)
        if name and not any(letter.isalpha() for letter in name):
            raise Fault(N_("Un nom contient au moins une lettre."))
        return _within(name, self.length) or None


def _check_name_sign(sign: str) -> None:
    category = unicodedata.category(sign)
    if category[0] == "C":
        raise Fault(N_("Un caractère invisible s’est glissé\u00a0: retapez le nom."))
    if category[0] == "N":
        raise Fault(N_("Un nom n’a pas de chiffre\u00a0: enlevez «\u00a0{signe}\u00a0».", signe=sign))
    if category[0] not in "MZ" and category not in {"Pd", "Pi", "Pf", "Ps", "Pe", "Sk"} and sign not in _NAME_MARKS:
        raise Fault(N_("Signe inattendu dans un nom\u00a0: enlevez «\u00a0{signe}\u00a0».", signe=sign))


@dataclass(frozen=True)
class LongTexte(Shown):
    """Several lines of free text: str. `phrases`: « ;code » and a space write a phrase of the office there."""

    length: int | None = None
    phrases: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "texte_long"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
        no_control(lines)
        return _within(lines.strip(), self.length) or None


@dataclass(frozen=True)
class CodesListed(LongTexte):
    """Codes of the list `liste`, or their labels where these are one word, separated by blanks: str of codes."""

    liste: str = ""

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        codes = []
        for word in (super().read(text, lists, row) or "").replace(",", " ").replace(";", " ").split():
            code = lists.find(self.liste, word, row)
            if code is None:
                raise Fault(N_("Aucune liste ne connaît «\u00a0{code}\u00a0»\u00a0: corrigez-le.", code=word))
            codes.append(code)
        return " ".join(dict.fromkeys(codes)) or None


@dataclass(frozen=True)
class Jour:
    """A whole day: datetime.date. Today at the establishment resolves years of two figures."""

    kind: ClassVar[str] = "jour"
    gives: ClassVar[type] = date

    def read(self, text: str, lists: Lists, row: Row) -> date | None:
        if not (text := visible(text)).strip():
            return None
        day = dates.read_day(text, lists.today(), naissance=False)
        if len(day) != 10:
            raise Fault(N_("Il manque le jour\u00a0: écrivez par exemple 07/03/2026."))
        return date.fromisoformat(day)

    def show(self, value: date | None, lists: Lists) -> str:
        return dates.show_day(value)


@dataclass(frozen=True)
class JourNaissance(_Text):
    """A birth day, of which day and month may be unknown: ISO str, "2004-03-07", "2004-03" or "2004"."""

    kind: ClassVar[str] = "naissance"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        if not (text := visible(text)).strip():
            return None
        today = lists.today()
        day = dates.read_day(text, today)
        if day > today.isoformat():
            raise Fault(N_("Cette date est à venir\u00a0: corrigez l’année."))
        return day

    def show(self, value: str | None, lists: Lists) -> str:
        return dates.show_day(value)


@dataclass(frozen=True)
class Entier:
    """A whole number between two bounds: int."""

    min: int = 0
    max: int = 999_999
    kind: ClassVar[str] = "entier"
    gives: ClassVar[type] = int

    def read(self, text: str, lists: Lists, row: Row) -> int | None:
        figures = THOUSANDS.sub("", text.strip())
        if not figures:
            return None
        if not re.fullmatch(r"-?[0-9]{1,15}", figures):
            raise Fault(N_("Écrivez un nombre entier, en chiffres."))
        if not self.min <= int(figures) <= self.max:
            raise Fault(N_("Écrivez un nombre de {min} à {max}.", min=self.min, max=self.max))
        return int(figures)

    def show(self, value: int | None, lists: Lists) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Annee:
    """A calendar year of four figures: int."""

    min: int = 1900
    max: int = 2100
    kind: ClassVar[str] = "annee"
    gives: ClassVar[type] = int

    def read(self, text: str, lists: Lists, row: Row) -> int | None:
        figures = text.strip()
        if not figures:
            return None
        if not re.fullmatch(r"[0-9]{4}", figures):
            raise Fault(N_("Écrivez l’année sur quatre chiffres."))
        if not self.min <= int(figures) <= self.max:
            raise Fault(N_("L’année doit être entre {min} et {max}.", min=self.min, max=self.max))
        return int(figures)

    def show(self, value: int | None, lists: Lists) -> str:
        return "" if value is None else f"{value:04}"


@dataclass(frozen=True)
class Montant:
    """Euros, never negative: Decimal with two decimals."""

    kind: ClassVar[str] = "montant"
    gives: ClassVar[type] = Decimal

    def read(self, text: str, lists: Lists, row: Row) -> Decimal | None:
        figures = THOUSANDS.sub("", text.strip().removesuffix("€").strip()).replace(",", ".")
        if not figures:
            return None
        if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{0,2})?", figures):
            raise Fault(N_("Montant illisible\u00a0: écrivez par exemple 105,00."))
        return Decimal(figures).quantize(Decimal("0.01"))

    def show(self, value: Decimal | None, lists: Lists) -> str:
        return "" if value is None else show_euros(value)


@dataclass(frozen=True)
class Courriel(Shown):
    """An e-mail address, its domain in lower case: str. Nothing is asked of the network."""

    kind: ClassVar[str] = "courriel"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        address = visible(text).strip()
        return contact.read_email(address) if address else None


@dataclass(frozen=True)
class Telephone(_Text):
    """A phone number: str, `+33612345678` when it is understood, otherwise the figures as typed."""

    length: int = 20
    kind: ClassVar[str] = "telephone"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        typed = one_line(plain(text))
        return _within(contact.read_phone(typed), self.length) if typed else None

    def show(self, value: str | None, lists: Lists) -> str:
        return contact.show_phone(value) if value else ""


@dataclass(frozen=True)
class CodePostal(Shown):
    """A postal code: str. Five figures in France, free abroad; `pays` names the field that holds the country."""

    pays: str = "pays"
    france: tuple[str, ...] = ("99100", "100", "FR")
    kind: ClassVar[str] = "code_postal"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        code = one_line(plain(text)).upper()
        if not code:
            return None
        if (row.get(self.pays) or self.france[0]) not in self.france:
            return self._abroad(code)
        if not re.fullmatch(r"[0-9]{5}", code.replace(" ", "")):
            raise Fault(N_("Un code postal français a cinq chiffres."))
        return code.replace(" ", "")

    def _abroad(self, code: str) -> str:
        if not re.fullmatch(r"[0-9A-Z][0-9A-Z \-]{0,11}", code):
            raise Fault(N_("Code postal\u00a0: 12 chiffres ou lettres au plus."))
        return code


@dataclass(frozen=True)
class OuiNon:
    """Yes or no: bool."""

    kind: ClassVar[str] = "oui_non"
    gives: ClassVar[type] = bool

    def read(self, text: str, lists: Lists, row: Row) -> bool | None:
        word = text.strip().lower()
        if not word:
            return None
        if word in {"oui", "o", "1", "x", "vrai", "yes", "y", "true", lists.say(_OUI).lower()}:
            return True
        if word in {"non", "n", "0", "faux", "no", "false", lists.say(_NON).lower()}:
            return False
        raise Fault(N_("Répondez oui ou non."))

    def show(self, value: bool | None, lists: Lists) -> str:
        return "" if value is None else lists.say(_OUI if value else _NON)


@dataclass(frozen=True)
class Choix(_Text):
    """A code of the list `liste`, typed as its code or its label: str."""

    liste: str
    kind: ClassVar[str] = "choix"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        typed = one_line(text)
        if not typed:
            return None
        if (code := lists.find(self.liste, typed, row)) is None:
            raise Fault(self._which(lists.propose(self.liste, typed, row, 3)))
        return code

    def _which(self, found: list[tuple[str, str]]) -> Msg:
        """What to do of a text that is no line of the list: two that it may be are named."""
        if len(found) == 2:
            return N_("{une} ou {autre}\u00a0? Précisez.", une=found[0][1], autre=found[1][1])
        return N_("Choisissez une valeur de la liste.")

    def show(self, value: str | None, lists: Lists) -> str:
        return lists.label(self.liste, value) if value else ""


@dataclass(frozen=True)
class Propose(Shown):
    """One line of free text, or a line of the list `liste` (its code, its label) whose words it becomes: str."""

    liste: str
    length: int | None = None
    kind: ClassVar[str] = "texte_propose"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        typed = Texte(self.length).read(text, lists, row)
        code = lists.find(self.liste, typed, row) if typed else None
        return lists.label(self.liste, code) if code else typed


@dataclass(frozen=True)
class Lien(Choix):
    """A tie to another row of the base, typed as its words: its key. `thing`: the other end, by its short name."""

    def __init__(self, thing: str) -> None:
        super().__init__(f"@{thing}")

    @property
    def thing(self) -> str:
        """The short name of the other end."""
        return self.liste[1:]


@dataclass(frozen=True)
class Heure(Shown):
    """A time of the day, to the minute: str, "09:30". A workbook adds seconds: none of them are dropped but zeros."""

    kind: ClassVar[str] = "heure"

    def read(self, text: str, lists: Lists, row: Row) -> str | None:
        typed = re.sub(r"(:[0-9]{2}):00(\.0*)?$", r"\1", _SPACES.sub("", visible(text)).lower())
        if not typed:
            return None
        found = re.fullmatch(r"([0-9]{1,2})(?:[h:.]([0-9]{2})?|([0-9]{2}))?", typed)
        if not found:
            raise Fault(N_("Heure illisible\u00a0: écrivez par exemple 9h30."))
        hour, minute = int(found[1]), int(found[2] or found[3] or 0)
        if hour > 23 or minute > 59:
            raise Fault(N_("Cette heure n’existe pas\u00a0: écrivez de 0h00 à 23h59."))
        return f"{hour:02}:{minute:02}"
