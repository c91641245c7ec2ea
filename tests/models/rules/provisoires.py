"""What a provisional INE was made from, read back: the inverse of `provisional_ine`, which judges it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scolarite_desk.models.rules.ine import A23, check_ine
from scolarite_desk.models.rules.uai import uai_key


@dataclass(frozen=True)
class NumeroProvisoire:
    """What a number that an establishment made says of itself."""

    uai: str
    serie: str
    ordre: int


def decode_provisional(ine: str, base: Literal[10, 36] = 10) -> NumeroProvisoire | None:
    """The inverse of `provisional_ine`; None for a number that it cannot have made."""
    checked = check_ine(ine)
    order = checked.ine[6:10]
    if checked.format != "base36" or not checked.valide or (base == 10 and not order.isdigit()):
        return None
    digits, ordre, serie = f"{int(checked.ine[:5], 36):07}", int(order, base), checked.ine[5]
    if len(digits) > 7 or ordre == 0 or serie not in A23:
        return None
    return NumeroProvisoire(digits + uai_key(digits), serie, ordre)
