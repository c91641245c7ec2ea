"""Taking back a decision that gave a right: an admission, whole or in part. It is warned of, never forbidden: the
office judges.

Code des relations entre le public et l'administration: L. 242-1 (only an illegal decision, within four months of it),
L. 121-1, L. 122-1 and L. 211-2 (the person heard first, and told why).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scolarite_desk.models.rules.dates import add_months, show_day
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, Msg

OF_RIGHT = ("FA",)  # avis that give a right
_RANKED = ("LC",)  # those that give a rank, which may be one
HORS_DELAI = "retrait_hors_delai"  # kept with the reason of whoever went on
_MOIS = 4


def limit(decided: date) -> date:
    """The last day on which a decision that gave a right may be taken back."""
    return add_months(decided, _MOIS)


class Decision(NamedTuple):
    """What an avis gives: under which condition, at which rank; blank and None: none."""

    avis: str
    condition: str | None = None
    rang: int | None = None


def takes_back(former: Decision, avis: Decision) -> bool:
    """Whether an admission is taken back: it is none any more, or a condition was added to it or changed."""
    asked = fold(avis.condition or "")
    return former.avis in OF_RIGHT and (avis.avis not in OF_RIGHT or asked not in ("", fold(former.condition or "")))


def lessens(former: Decision, avis: Decision) -> bool:
    """Whether a person has less than before: an admission taken back, a place on the list lost or a rank further down.
    Whether a rank is a right is not settled: it is warned of, and no letter says so.
    """
    if former.avis not in _RANKED or avis.avis in OF_RIGHT:
        return takes_back(former, avis)
    further = former.rang is not None and (avis.rang is None or avis.rang > former.rang)
    return avis.avis not in _RANKED or further


def warning(decided: date, today: date) -> Msg:
    """What to know before taking a right back."""
    last = limit(decided)
    if today > last:
        return N_(
            "Décision du {jour}, qui donnait un droit\u00a0: le délai de quatre mois pour la retirer a pris fin le "
            "{fin} (CRPA L. 242-1).",
            jour=show_day(decided),
            fin=show_day(last),
        )
    return N_(
        "Une décision qui donne un droit ne se retire que si elle est illégale, au plus tard le {fin} (CRPA L. 242-1), "
        "la personne invitée d’abord à présenter ses observations (L. 121-1, L. 122-1).",
        fin=show_day(last),
    )
