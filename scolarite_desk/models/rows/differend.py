"""A divergence as a person settles it: whose it is, and its versions or its rows side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scolarite_desk.models.rows.divergence import Divergence
from scolarite_desk.msg import NOTHING, Msg

VALEUR = "valeur"


@dataclass(frozen=True, slots=True)
class Concerne:
    """Whose a row is: keys and words, blank where there is none (a setting, a formation, somebody not seen)."""

    personne: str = ""
    nom: Msg = NOTHING
    dossier: str = ""
    numero: str = ""
    formation: str = ""


@dataclass(frozen=True, slots=True)
class DivergenceCase:
    """One line of the list. `retenues`: how many candidatures it keeps out of decision exports."""

    divergence: Divergence
    quoi: Msg
    qui: Concerne
    retenues: int

    @property
    def cle(self) -> tuple[str, str, str]:
        """What tells it apart from the others, however often it is read."""
        one = self.divergence
        return one.genre, f"{one.regle}.{one.groupe}", one.fiches[0][1]


@dataclass(frozen=True, slots=True)
class DivergenceSide:
    """One side: a version (`code` settles it), or a row. `par`: author and desk of a version."""

    table: str
    cle: str
    titre: Msg
    qui: Concerne
    code: str = ""
    par: Msg = NOTHING
    le: datetime | None = None
    montree: bool = False
    retiree: bool = False


@dataclass(frozen=True, slots=True)
class SidesCompared:
    """Everything that is compared: sides, and lines of (label, what each side says)."""

    cotes: tuple[DivergenceSide, ...]
    lignes: tuple[tuple[Msg, tuple[str, ...]], ...]


def offered(chosen: Sequence[DivergenceCase]) -> tuple[str, ...]:
    """The desks of one version each, which may be kept for all of these together; only values are."""
    if not chosen or any(one.divergence.genre != VALEUR for one in chosen):
        return ()
    desks = [Counter(version.poste for version in one.divergence.versions) for one in chosen]
    return tuple(sorted(desk for desk in desks[0] if all(one[desk] == 1 for one in desks)))


def version_of(one: Divergence, poste: str = "") -> str:
    """The code of the version of a desk; of the one that is shown, the newest, without a desk."""
    found = (v.code for v in one.versions if (v.poste == poste if poste else v.montree))
    return next(found, "")
