"""A secret that somebody chooses and types twice: the password of an account, the phrase that seals a packet."""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.msg import N_, NOTHING, Msg

SHORTEST = 12  # characters: a phrase is easier to keep in mind than a code


@dataclass(frozen=True)
class NewSecret:
    """What is said of one that is too short, and of two that were to be the same."""

    court: Msg
    autre: Msg

    def too_short(self, typed: str) -> Msg:
        """Why it cannot be chosen; nothing when it can."""
        return self.court if len(typed) < SHORTEST else NOTHING

    def differ(self, typed: str, again: str) -> Msg:
        """The same of what was typed twice."""
        return self.autre if typed != again else NOTHING


MOT_DE_PASSE = NewSecret(
    N_("Choisissez un mot de passe d’au moins douze caractères."),
    N_("Les deux mots de passe diffèrent\u00a0: tapez-les de nouveau."),
)
PHRASE = NewSecret(
    N_("Choisissez une phrase secrète d’au moins douze caractères."),
    N_("Les deux phrases secrètes diffèrent\u00a0: tapez-les de nouveau."),
)
