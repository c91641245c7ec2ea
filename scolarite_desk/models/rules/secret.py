"""A secret that somebody chooses and types twice: the password of an account, the phrase that seals a packet."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST = 12  # characters: a phrase is easier to keep in mind than a code


@dataclass(frozen=True)
class NewSecret:
    """How one is called, alone and typed twice."""

    un: str
    deux: str

    def too_short(self, typed: str) -> str:
        """Why it cannot be chosen; "" when it can."""
        return f"Choisissez {self.un} d’au moins douze caractères." if len(typed) < SHORTEST else ""

    def differ(self, typed: str, again: str) -> str:
        """The same of what was typed twice."""
        return f"Les deux {self.deux} diffèrent\u00a0: tapez-les de nouveau." if typed != again else ""


MOT_DE_PASSE = NewSecret("un mot de passe", "mots de passe")
PHRASE = NewSecret("une phrase secrète", "phrases secrètes")
