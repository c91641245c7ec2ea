"""Identifiers that other systems gave to a person: one table says how each is checked, stored and shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from scolarite_desk.models.rules.controle import Controle
from scolarite_desk.models.rules.ine import check_ine, normalise
from scolarite_desk.msg import N_, Msg

_NUMBER = re.compile(r"[0-9A-Z]{1,20}")


def _check_ine(text: str) -> Controle:
    checked = check_ine(text)
    return Controle(checked.ine, checked.niveau, checked.message)


def _pattern(pattern: str, rule: Msg, refused: bool = False) -> Callable[[str], Controle]:
    """A check by shape. The shapes are seen in use, not published: what differs is doubtful, not wrong.

    What holds anything else than figures and letters, or too many of them (an address, a sentence), is no number.
    """

    def check(text: str) -> Controle:
        value = normalise(text)
        if re.fullmatch(pattern, value):
            return Controle(value, "ok")
        return Controle(value, "refus" if refused or not _NUMBER.fullmatch(value) else "avertissement", rule)

    return check


def _check_mon_master(text: str) -> Controle:
    """`CAND` may be left out when typing."""
    value = normalise(text)
    return _mon_master(value if value.startswith("CAND") or len(value) != 8 else "CAND" + value)


_mon_master = _pattern(r"CAND[0-9A-Z]{8}", N_("Un numéro Mon Master est CAND suivi de 8 caractères."))


@dataclass(frozen=True)
class Kind:
    """One kind of identifier. `check` gives the stored value, the level and the rule that fails."""

    code: str
    label: Msg
    check: Callable[[str], Controle]
    example: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind("INE", N_("INE"), _check_ine, "0199000001Z"),
        Kind("INE_ALIAS", N_("Ancien INE"), _check_ine, "0LFLRZ00015"),
        Kind(
            "ECANDIDAT",
            N_("Numéro eCandidat"),
            _pattern(r"[0-9A-Z]{8}", N_("Un numéro eCandidat a 8 chiffres ou lettres.")),
            "K7XQ20AB",
        ),
        Kind("MON_MASTER", N_("Numéro Mon Master"), _check_mon_master, "CAND00A1B2C3"),
        Kind(
            "PARCOURSUP",
            N_("Numéro Parcoursup"),
            _pattern(r"[0-9]{1,12}", N_("Un numéro Parcoursup n’a que des chiffres."), refused=True),
            "1234567",
        ),
        Kind(
            "APOGEE",
            N_("Numéro étudiant Apogée"),
            _pattern(r"[0-9A-Z]{1,10}", N_("Un numéro étudiant a 10 chiffres ou lettres au plus."), refused=True),
            "22001234",
        ),
    )
}


def check_identifiant(code: str, text: str) -> Controle:
    """Check a typed identifier of the kind `code`. Raises KeyError for a kind that does not exist."""
    return KINDS[code].check(text)


def registration_form(mon_master: str, prefixe: str = "M3") -> str:
    """The number under which the registration system knows a Mon Master candidate: `CAND` becomes the prefix.

    The prefix is each establishment's choice, hence a setting.
    """
    return prefixe + mon_master.removeprefix("CAND")


def searched(code: str, prefixe: str = "M3") -> str:
    """A searched code (upper case, no space) as the base stores it: a registration form becomes its `CAND` number."""
    if prefixe and len(code) == len(prefixe) + 8 and code.startswith(prefixe):
        return "CAND" + code.removeprefix(prefixe)
    return code
