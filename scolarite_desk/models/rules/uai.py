"""UAI (ex-RNE), the number of an establishment: 7 figures and a key letter; the first 3 figures are its département."""

from __future__ import annotations

import re

from scolarite_desk.models.rules.controle import Controle
from scolarite_desk.models.rules.signes import compact
from scolarite_desk.msg import N_

A23 = "ABCDEFGHJKLMNPRSTUVWXYZ"  # the alphabet without I, O, Q: keys modulo 23 of the ministry
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def uai_key(digits: str) -> str:
    """The key letter of 7 figures."""
    return A23[int(digits) % 23]


def check_uai(text: str) -> Controle:
    """The UAI, and which rule fails when one does."""
    uai = compact(text)
    if len(uai) != 8:
        return Controle(uai, "refus", N_("Un code UAI a 8 caractères, pas {nombre}.", nombre=len(uai)))
    if not re.fullmatch(r"[0-9]{7}[A-Z]", uai):
        return Controle(uai, "refus", N_("Un code UAI a 7 chiffres puis une lettre."))
    if uai_key(uai[:7]) != uai[7]:
        return Controle(
            uai,
            "refus",
            N_(
                "Clé du code UAI fausse\u00a0: {attendu} attendu, pas {lettre}.",
                attendu=uai_key(uai[:7]),
                lettre=uai[7],
            ),
        )
    return Controle(uai, "ok")


def prefix36(uai: str) -> str:
    """The 7 figures in base 36, on 5 characters: how the INE that an establishment gives begin."""
    return to36(int(uai[:7]), 5)


def to36(value: int, width: int) -> str:
    """`value` in base 36, padded with zeros."""
    figures = ""
    while value:
        value, rest = divmod(value, 36)
        figures = BASE36[rest] + figures
    return figures.rjust(width, "0")
