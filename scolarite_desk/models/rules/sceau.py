"""A seal of the journal on paper: where a station stood, in 7 groups of 5 characters that can be typed or scanned back.

32 bits of the station, 28 of the number of its last work, the first 80 of its chain value: finding another work with
those 80 is out of reach. The last character of each group checks the others and the group's rank; seals and recovery
keys do not take each other's place.
"""

from __future__ import annotations

import re

from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.numeros import ALPHABET, VALUE, check_letter
from scolarite_desk.msg import N_

GROUPS, SIZE = 7, 5  # groups, and characters of one, its check included
LARGEST = 2**28 - 1  # number of a work
_STATION, _CHAIN = 8, 20  # hexadecimal characters of each
_SEPARATORS = re.compile(r"[\s.\-_–—]")


def write_seal(poste: str, numero: int, empreinte: str) -> str:
    """« K7QP2-… », for a station and a chain value in hexadecimal."""
    if not 0 < numero <= LARGEST:
        raise ValueError(numero)
    bits = (int(poste[:_STATION], 16) << 28 | numero) << 4 * _CHAIN | int(empreinte[:_CHAIN], 16)
    letters = "".join(ALPHABET[bits >> shift & 31] for shift in range(GROUPS * (SIZE - 1) * 5 - 5, -1, -5))
    bodies = [letters[at : at + SIZE - 1] for at in range(0, len(letters), SIZE - 1)]
    return "-".join(body + _check(rank, body) for rank, body in enumerate(bodies))


def read_seal(text: str) -> tuple[str, int, str]:
    """Beginning of the station, number, beginning of the chain value, from what was typed or scanned in any case and
    spacing. Raises `Fault` with the group to read again.
    """
    typed = _SEPARATORS.sub("", text).upper()
    groups = [typed[at : at + SIZE] for at in range(0, len(typed), SIZE)]
    for rank, group in enumerate(groups[:GROUPS]):
        _verify(rank, group)
    if len(typed) != GROUPS * SIZE:
        raise Fault(
            N_("Le code d’une preuve a {longueur} caractères, pas {nombre}.", longueur=GROUPS * SIZE, nombre=len(typed))
        )
    bits = 0
    for letter in "".join(group[:-1] for group in groups):
        bits = bits << 5 | VALUE[letter]
    head, chain = bits >> 4 * _CHAIN, bits & (1 << 4 * _CHAIN) - 1
    return f"{head >> 28:0{_STATION}x}", head & LARGEST, f"{chain:0{_CHAIN}x}"


def _verify(rank: int, group: str) -> None:
    wrong = next((letter for letter in group if letter not in VALUE), None)
    if wrong is not None:
        raise Fault(
            N_(
                "Groupe {rang}\u00a0: pas de «\u00a0{signe}\u00a0» dans le code d’une preuve.",
                rang=rank + 1,
                signe=wrong,
            )
        )
    if len(group) == SIZE and _check(rank, group[:-1]) != group[-1]:
        raise Fault(N_("Groupe {rang}\u00a0: un caractère est mal recopié.", rang=rank + 1))


def _check(rank: int, body: str) -> str:
    return check_letter(ALPHABET[rank + GROUPS] + body)
