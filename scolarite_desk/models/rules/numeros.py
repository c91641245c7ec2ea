"""Numbers that the desk gives without a network: dossiers, receipts, tickets.

A dossier number is 8 characters that cannot be misheard or misread (no 0, O, 1, I): 2 of the desk's block, 5 that look
drawn at random yet never come twice, 1 check character. Two desks have two blocks, hence never the same number.
"""

from __future__ import annotations

from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.signes import compact
from scolarite_desk.msg import N_

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CAPACITY = 32**5  # numbers in a block
LONE_BLOCK = "AA"  # the desk that is alone

VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_BITS = 25

APERCU = N_("APERÇU").source  # in the place of the number of a paper that is only looked at


def dossier_number(bloc: str, compteur: int, cle: int) -> str:
    """The number of the `compteur`-th dossier (from 0) of a block, for the secret `cle` of the base: 64 random bits."""
    if not 0 <= compteur < CAPACITY:
        raise ValueError(compteur)
    drawn = scatter(compteur, cle, _BITS)
    body = bloc + "".join(ALPHABET[drawn >> shift & 31] for shift in (20, 15, 10, 5, 0))
    return body + check_letter(body)


def scatter(value: int, key: int, bits: int) -> int:
    """A permutation of the `bits`-bit integers: odd products and folded shifts, each of which can be undone."""
    mask = (1 << bits) - 1
    for turn in range(4):
        part = key >> 16 * turn
        value = (value * (part << 3 & mask | 5) + (part >> 3) + turn) & mask
        value ^= value >> (bits + 1) // 2
    return value


def check_letter(body: str) -> str:
    """The character that makes the weighted sum null in the field of 32 elements.

    Weights are distinct and none is 0 or 1, so any wrong character and any swap of two characters shows.
    """
    total = 0
    for rank, letter in enumerate(body, 1):
        term = VALUE[letter]
        for _ in range(rank):
            term = term << 1 ^ (0b100101 if term & 16 else 0)  # times x, modulo x⁵ + x² + 1
        total ^= term
    return ALPHABET[total]


def check_dossier_number(text: str) -> str:
    """The number, upper case and without spaces. Raises `Fault` with the rule that fails."""
    number = compact(text)
    if len(number) != 8:
        raise Fault(N_("Un numéro de dossier a 8 caractères, pas {nombre}.", nombre=len(number)))
    if wrong := next((c for c in number if c not in VALUE), None):
        raise Fault(N_("Pas de «\u00a0{signe}\u00a0» dans un numéro de dossier\u00a0: relisez-le.", signe=wrong))
    if check_letter(number[:7]) != number[7]:
        raise Fault(N_("Numéro de dossier mal recopié\u00a0: relisez-le."))
    return number


def may_be_dossier(code: str) -> bool:
    """True for a right number and for what could be the beginning of one."""
    if len(code) > 8 or any(c not in VALUE for c in code):
        return False
    return len(code) < 8 or check_letter(code[:7]) == code[7]


def receipt_number(poste: str, annee: int, ordre: int) -> str:
    """`03-2026-00042`: desk, calendar year, order from 1."""
    return f"{poste}-{annee:04}-{ordre:05}"


def ticket_number(poste: str, ordre: int) -> str:
    """`03-007`: desk, order of the day from 1."""
    return f"{poste}-{ordre:03}"
