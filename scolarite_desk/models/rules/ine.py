"""INE, the national student number: 11 characters, five shapes, of which the key of two can be trusted.

| format | shape | key |
|---|---|---|
| rnie | 9 figures, 2 letters A-H J K | believed to be 97 - n mod 97, written in letters: a doubt, never a refusal |
| bea | 10 figures, 1 letter without I O Q | modulo 23, proven |
| sifa | as bea with A in 5th place (apprentices) | not known |
| provisoire | as bea with D in 5th place | not known |
| base36 | 10 figures or letters, 1 figure (given by an establishment) | 6 × sum of nine + tenth, modulo 10, proven |

The order number and school year of RNIE numbers: arrêté of 16 February 2012, art. 3; none of the keys is published.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules.controle import Niveau
from scolarite_desk.models.rules.signes import compact
from scolarite_desk.models.rules.uai import A23, check_uai, prefix36, to36
from scolarite_desk.msg import N_, NOTHING, Msg

Format = Literal["rnie", "bea", "sifa", "provisoire", "base36", "inconnu"]
Cle = Literal["ok", "fausse", "inconnue"]

LENGTH = 11
CAPACITY = {10: 9_999, 36: 36**4 - 1}  # provisional numbers per establishment and series letter

_A10 = "ABCDEFGHJK"
_REPEATED = re.compile(r"(.)\1{9}")
_BY_FIFTH: dict[str, Format] = {"A": "sifa", "D": "provisoire"}


@dataclass(frozen=True)
class ControleIne:
    """`ine` has 11 upper-case characters when the format is known; otherwise it is what was typed."""

    ine: str
    format: Format
    cle: Cle
    niveau: Niveau
    message: Msg = NOTHING

    @property
    def valide(self) -> bool:
        """False only when a proven rule refuses it."""
        return self.niveau != "refus"

    def as_json(self) -> dict[str, Any]:
        """What `ine check --json` prints."""
        return asdict(self)


def normalise(text: str) -> str:
    """Upper case, without spaces, dots, dashes and invisible signs."""
    return compact(text)


def check_ine(text: str) -> ControleIne:
    """Format, key and level of an INE, with the rule that fails."""
    ine = normalise(text)
    if fault := _shape_fault(ine):
        return ControleIne(text, "inconnu", "inconnue", "refus", fault)
    if ine[9:].isalpha():
        return _check_rnie(ine)
    if ine[10].isdigit():
        return _check_key(ine, "base36", key36(ine[:10]))
    if ine[4] in _BY_FIFTH:
        doubt = N_("La clé de ce numéro ne peut être vérifiée\u00a0: relisez-le.")
        return ControleIne(ine, _BY_FIFTH[ine[4]], "inconnue", "avertissement", doubt)
    return _check_key(ine, "bea", key_bea(ine[:10]))


def beginning(text: str) -> Msg | None:
    """None while what is typed can still become an INE; otherwise the rule that already fails."""
    ine = normalise(text)
    if len(ine) >= LENGTH:
        checked = check_ine(ine)
        return None if checked.valide else checked.message
    return _character_fault(ine) or (_body_fault(ine) if len(ine) == 10 else None)


def _shape_fault(ine: str) -> Msg | None:
    if fault := _character_fault(ine):
        return fault
    if len(ine) != LENGTH:
        return N_("Un INE a 11 caractères, pas {nombre}.", nombre=len(ine))
    if ine[9:].isalpha():
        return _expect_digits(ine, range(9))
    if ine[10].isdigit():
        return _body_fault(ine)
    return _body_fault(ine) or _expect_bea(ine)


def _expect_bea(ine: str) -> Msg | None:
    """10 figures and a letter, where the 5th may be A or D."""
    if fault := _expect_digits(ine, (0, 1, 2, 3, 5, 6, 7, 8, 9)):
        return fault
    if not (ine[4].isdigit() or ine[4] in _BY_FIFTH):
        return N_("5e caractère\u00a0: un chiffre, A ou D attendu, pas «\u00a0{signe}\u00a0».", signe=ine[4])
    if ine[10] not in A23:
        return N_("11e caractère\u00a0: jamais I, O ni Q, or c’est «\u00a0{signe}\u00a0».", signe=ine[10])
    return None


def _character_fault(ine: str) -> Msg | None:
    for place, letter in enumerate(ine, 1):
        if not (letter.isascii() and letter.isalnum()):
            return N_(
                "{lequel}\u00a0: chiffre ou lettre attendu, pas «\u00a0{signe}\u00a0».",
                lequel=_place(place),
                signe=letter,
            )
    return None


def _expect_digits(ine: str, places: range | tuple[int, ...]) -> Msg | None:
    for place in places:
        if not ine[place].isdigit():
            return N_(
                "{lequel}\u00a0: un chiffre attendu, pas «\u00a0{signe}\u00a0».",
                lequel=_place(place + 1),
                signe=ine[place],
            )
    return None


def _body_fault(ine: str) -> Msg | None:
    """What no establishment nor rectorat ever gives."""
    if _REPEATED.match(ine):
        return N_("Dix fois «\u00a0{signe}\u00a0»\u00a0: ce n’est pas un INE.", signe=ine[0])
    return N_("Dix lettres de suite\u00a0: ce n’est pas un INE.") if ine[:10].isalpha() else None


def _place(number: int) -> Msg:
    return N_("1er caractère") if number == 1 else N_("{rang}e caractère", rang=number)


def _check_rnie(ine: str) -> ControleIne:
    if any(letter not in _A10 for letter in ine[9:]):
        doubt = N_("Lettres finales inhabituelles (A à H, J, K)\u00a0: relisez-les.")
        return ControleIne(ine, "rnie", "fausse", "avertissement", doubt)
    if key_rnie(ine[:9]) != ine[9:]:
        doubt = N_("Les lettres finales ne concordent pas\u00a0: relisez tout.")
        return ControleIne(ine, "rnie", "fausse", "avertissement", doubt)
    return ControleIne(ine, "rnie", "ok", "ok")


def _check_key(ine: str, shape: Format, key: str) -> ControleIne:
    if ine[10] == key:
        return ControleIne(ine, shape, "ok", "ok")
    # The right key is not told: it would be typed without reading the number again.
    fault = N_("Clé fausse\u00a0: relisez les onze caractères sur le document.")
    return ControleIne(ine, shape, "fausse", "refus", fault)


def key_rnie(digits: str) -> str:
    """The two letters believed to be the key of 9 figures."""
    tens, units = divmod(97 - int(digits) % 97, 10)
    return _A10[tens] + _A10[units]


def key_bea(digits: str) -> str:
    """The key letter of 10 figures."""
    return A23[int(digits) % 23]


def key36(body: str) -> str:
    """The key figure of 10 figures or letters. Weak: it misses one wrong character in six, and most swaps."""
    values = [int(letter, 36) for letter in body]
    return str((6 * sum(values[:9]) + values[9]) % 10)


def provisional_ine(uai: str, serie: str, ordre: int, base: Literal[10, 36] = 10) -> str:
    """The provisional INE of an establishment: UAI in base 36, series letter, order, key.

    `serie` is the letter that the establishment keeps for these numbers; `ordre` starts from 1 and goes to
    `CAPACITY[base]`. The two bases write different orders alike: a base of data keeps to one. Raises `Refused`.
    """
    checked = check_uai(uai)
    if not checked.valide:
        raise Refused(checked.message, "etablissement.uai")
    if len(serie) != 1 or serie not in A23:
        raise Refused(N_("Choisissez une lettre de série (ni I, ni O, ni Q) dans Réglages."), "ine.serie")
    if not 1 <= ordre <= CAPACITY[base]:
        raise Refused(
            N_("Tous les numéros provisoires de cette série sont donnés\u00a0: changez de lettre."), "ine.serie"
        )
    body = series_prefix(checked.valeur, serie) + (f"{ordre:04}" if base == 10 else to36(ordre, 4))
    return body + key36(body)


def series_prefix(uai: str, serie: str) -> str:
    """The six characters that begin every provisional INE of an establishment and series letter."""
    return prefix36(uai) + serie


def of_a_series(ine: str) -> str:
    """The beginning of the series that a number would be of, whatever its key; blank when its shape is of none."""
    return ine[:6] if len(ine) == LENGTH and ine.isascii() and ine.isalnum() and ine[10].isdigit() else ""
