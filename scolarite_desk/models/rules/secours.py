"""The recovery key: 140 random bits as 7 groups of 5 characters, each group with its own check character.

Characters are those of dossier numbers (no 0, O, 1, I). The check of a group counts its rank, so that two groups
typed in each other's place show as well as a wrong character or two swapped ones.
"""

from __future__ import annotations

from collections.abc import Callable

from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.numeros import ALPHABET, VALUE, check_letter
from scolarite_desk.models.rules.signes import compact
from scolarite_desk.msg import N_

GROUPS, SIZE = 7, 5  # groups, and characters of one, its check included


def new_recovery_key(draw: Callable[[int], bytes]) -> str:
    """A new key, as it is printed: « K7QP2-… ». `draw(n)`: n random bytes, each used for one character."""
    letters = "".join(ALPHABET[byte & 31] for byte in draw(GROUPS * (SIZE - 1)))
    bodies = (letters[at : at + SIZE - 1] for at in range(0, len(letters), SIZE - 1))
    return "-".join(body + _check(rank, body) for rank, body in enumerate(bodies))


def read_recovery_key(text: str) -> str:
    """The key as printed, from what was typed in any case and spacing. Raises `Fault` with the group to read again."""
    good_groups(text)
    typed = compact(text)
    if len(typed) != GROUPS * SIZE:
        raise Fault(
            N_("Une clé de secours a {longueur} caractères, pas {nombre}.", longueur=GROUPS * SIZE, nombre=len(typed))
        )
    return "-".join(_groups(typed))


def good_groups(text: str) -> int:
    """How many whole groups are right, for a key that is being typed. Raises `Fault` for the first wrong one."""
    groups = _groups(compact(text))[:GROUPS]
    for rank, group in enumerate(groups):
        _verify(rank, group)
    return sum(len(group) == SIZE for group in groups)


def _groups(typed: str) -> list[str]:
    return [typed[at : at + SIZE] for at in range(0, len(typed), SIZE)]


def _verify(rank: int, group: str) -> None:
    wrong = next((letter for letter in group if letter not in VALUE), None)
    if wrong is not None:
        raise Fault(
            N_(
                "Groupe {rang}\u00a0: pas de «\u00a0{signe}\u00a0» dans une clé de secours.",
                rang=rank + 1,
                signe=wrong,
            )
        )
    if len(group) == SIZE and _check(rank, group[:-1]) != group[-1]:
        raise Fault(N_("Groupe {rang}\u00a0: un caractère est mal recopié.", rang=rank + 1))


def _check(rank: int, body: str) -> str:
    return check_letter(ALPHABET[rank] + body)
