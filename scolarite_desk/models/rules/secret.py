"""A secret that somebody chooses and types twice: the password of an account, the phrase that seals a packet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from scolarite_desk.msg import N_, NOTHING, Msg

SHORTEST = 12  # characters: a phrase is easier to keep in mind than a code


_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def prepared(secret: str) -> str:
    """A secret as it is derived, whichever keyboard typed it (RFC 8265, OpaqueString): composed, with plain spaces."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", secret))


def writings(secret: str) -> tuple[str, ...]:
    """What a secret chosen before may have been derived from: as it is prepared now, as typed, in either form."""
    forms = (prepared(secret), secret, *(unicodedata.normalize(form, secret) for form in ("NFC", "NFD")))
    return tuple(dict.fromkeys(forms))


@dataclass(frozen=True)
class NewSecret:
    """What is said of one that is too short, and of two that were to be the same."""

    court: Msg
    autre: Msg

    def too_short(self, typed: str) -> Msg:
        """Why it cannot be chosen; nothing when it can."""
        return self.court if len(prepared(typed)) < SHORTEST else NOTHING

    def differ(self, typed: str, again: str) -> Msg:
        """The same of what was typed twice."""
        return self.autre if prepared(typed) != prepared(again) else NOTHING


MOT_DE_PASSE = NewSecret(
    N_("Choisissez un mot de passe d’au moins douze caractères."),
    N_("Les deux mots de passe diffèrent\u00a0: tapez-les de nouveau."),
)
PHRASE = NewSecret(
    N_("Choisissez une phrase secrète d’au moins douze caractères."),
    N_("Les deux phrases secrètes diffèrent\u00a0: tapez-les de nouveau."),
)
