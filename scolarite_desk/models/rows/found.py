"""A person as the list of the desk shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scolarite_desk.models.rules import states
from scolarite_desk.models.rules.states import State

AXES = {"statut": states.STATUT, "avis": states.AVIS, "confirmation": states.CONFIRMATION}

# From the least advanced: what a dossier still asks is what the list must show.
ADVANCE = (
    "statut.AT", "statut.IN", "statut.RE", "statut.CO", "avis.PR", "avis.LC", "avis.LA", "avis.FA", "avis.DE",
    "confirmation.confirmee", "confirmation.desistee", "confirmation.sans_reponse",
)  # fmt: skip
_BEGUN = ADVANCE[0]
_RANK = {state: rank for rank, state in enumerate(ADVANCE)}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One person, with the latest dossier of the newest campaign; there may be none.

    `ne_le` is ISO, perhaps partial. `etat` names where the least advanced live candidature is: an axis of `states` and
    a code ("statut.IN", "avis.FA", "confirmation.desistee"), None without any.
    """

    personne: str
    nom: str | None
    nom_usage: str | None
    prenom: str | None
    prenom_usage: str | None
    ne_le: str | None
    ine: str | None
    ine_provisoire: bool
    dossier: str | None
    numero: str | None
    etat: str | None

    @property
    def rank(self) -> int | None:
        """How far `etat` is, from the least advanced; None without any."""
        return _RANK.get(self.etat or "")

    @property
    def state(self) -> State | None:
        """Label, icon and tone of `etat`."""
        if not self.etat:
            return None
        axis, code = self.etat.split(".")
        return AXES[axis][code]


def summary(candidatures: Iterable[tuple[str | None, str | None, str | None]]) -> str | None:
    """The `etat` of a dossier from (statut, validated avis, confirmation) of each of its live candidatures."""
    # A code that is not known here says nothing: what was before it does.
    found = [
        next(filter(_RANK.__contains__, (f"confirmation.{confirmation}", f"avis.{avis}", f"statut.{statut}")), _BEGUN)
        for statut, avis, confirmation in candidatures
    ]
    return min(found, key=_RANK.__getitem__, default=None)
