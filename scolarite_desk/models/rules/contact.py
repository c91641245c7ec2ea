"""Phone numbers and e-mail addresses. The libraries are imported when first needed: start-up time matters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg

_OVERSEAS = ("RE", "GP", "MQ", "GF", "YT", "PM", "NC", "PF", "WF")
_NINE = re.compile(r"[ ]*(?:681|687)(?:[ .\-]*[0-9]){6}")
_AT_HOME = re.compile(r"0[1-9](?:[ .\-]*[0-9]){8}")  # ten figures of France, in a block that no library may know yet
_BLOCK = 6  # figures, the zero among them: French numbers are given to operators by ten thousands, one kind a block
_NOWHERE, _SOMEWHERE = ".invalid", ".fr"
_USUAL = re.compile(r"([a-z0-9_+\-]{1,64}(?:\.[a-z0-9_+\-]{1,64})*)@([A-Za-z0-9.\-]+)")  # nothing to normalise before @
_LOCAL, _WHOLE = 64, 254  # signs of an address (RFC 5321)
_LIKE_A_PHONE = re.compile(r"[0-9+(][0-9 .\-/()#*]*")


def read_phone(typed: str) -> str:
    """`+33612345678` when one number only can be meant, in France or overseas; otherwise the figures as typed.

    Raises `Fault` on what does not look like a phone number.
    """
    if understood := _international(typed):
        return understood
    if not _LIKE_A_PHONE.fullmatch(typed) or sum(c.isdigit() for c in typed) < 3:
        raise Fault(N_("Téléphone illisible\u00a0: écrivez par exemple 06 12 34 56 78."))
    return typed


def show_phone(value: str) -> str:
    """A stored number as France dials it: `06 12 34 56 78`, and with its country code from anywhere else."""
    if not value.startswith("+") or _international(value) != value:
        return value
    return next(shown for shown in (*_shapes(value), value) if _international(shown) == value)


def doubtful_phone(value: str) -> Msg | None:
    """What to do of a number that was kept as typed: too short, too long, or of more than one country."""
    if _AT_HOME.fullmatch(value) or (value.startswith("+") and _international(value) == value):
        return None
    return N_("Numéro inhabituel\u00a0: relisez-le, ou ajoutez l’indicatif.")


def _shapes(value: str) -> Iterator[str]:
    """As dialled at home for a number of mainland France, whose code is understood; as dialled from abroad."""
    import phonenumbers

    number = phonenumbers.parse(value)
    if value.startswith("+33"):
        yield str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))
    yield str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _international(typed: str) -> str | None:
    """The only number that is meant, France first; None when there is none, or several.

    Nine figures may be French ones that lost their zero, or those of an island with its code (« 687 75 12 34 »).
    """
    if _AT_HOME.fullmatch(typed):
        figures = "".join(filter(str.isdecimal, typed))
        if _in_service(figures[:_BLOCK]):
            return "+33" + figures[1:]
    in_france = _understood(typed, "FR")
    if in_france and not (_NINE.fullmatch(typed) and _understood(f"+{typed}", "FR")):
        return in_france
    overseas = {found for region in _OVERSEAS if (found := _understood(typed, region))}
    return overseas.pop() if not in_france and len(overseas) == 1 else None


@lru_cache(4096)
def _in_service(block: str) -> bool:
    """Whether French numbers begin so: asked once a block, since nothing after it says any more."""
    return _understood(block.ljust(10, "0"), "FR") is not None


def _understood(typed: str, region: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    if number.extension is not None or not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def read_email(address: str) -> str:
    """The address with its domain in lower case; nothing is asked of the network. Raises `Fault`.

    « .invalid » is read: files write it where there is no address to tell (RFC 2606), and `doubtful_email` says so.
    """
    usual = _USUAL.fullmatch(address) if len(address) <= _WHOLE else None
    if usual and len(usual[1]) <= _LOCAL and (domain := _domain(usual[2])):
        return f"{usual[1]}@{domain}"
    return _read_email(address)


@lru_cache(4096)
def _domain(domain: str) -> str:
    """As addresses are kept; blank where there is none such."""
    try:
        return _read_email(f"x@{domain}").removeprefix("x@")
    except Fault:
        return ""


def _read_email(address: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    nowhere = address.lower().endswith(_NOWHERE)
    asked = address[: -len(_NOWHERE)] + _SOMEWHERE if nowhere else address
    try:
        read = str(validate_email(asked, check_deliverability=False).normalized)
    except EmailNotValidError:
        raise Fault(_email_fault(address)) from None
    return read[: -len(_SOMEWHERE)] + _NOWHERE if nowhere else read


def doubtful_email(value: str) -> Msg | None:
    """What to do of an address that leads nowhere."""
    return N_("Cette adresse ne mène nulle part\u00a0: demandez-en une autre.") if value.endswith(_NOWHERE) else None


def _email_fault(address: str) -> Msg:
    name, at, domain = address.partition("@")
    if not at or "@" in domain:
        return N_("Une adresse a un «\u00a0@\u00a0», et un seul\u00a0: corrigez-la.")
    if any(c.isspace() for c in address):
        return N_("Pas d’espace dans une adresse\u00a0: enlevez-le.")
    if not name:
        return N_("Écrivez ce qui précède «\u00a0@\u00a0».")
    if "." not in domain.strip("."):
        return N_("Après «\u00a0@\u00a0», écrivez par exemple univ.fr.")
    return N_("Adresse illisible\u00a0: vérifiez ses lettres et ses points.")
