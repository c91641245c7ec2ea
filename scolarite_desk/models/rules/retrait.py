"""Taking back a decision that gave a right: an admission. It is warned of, never forbidden: the office judges.

Code des relations entre le public et l'administration: L. 242-1 (only an illegal decision, within four months of it),
L. 121-1, L. 122-1 and L. 211-2 (the person heard first, and told why).
"""

from __future__ import annotations

from datetime import date

from scolarite_desk.models.rules.dates import add_months, show_day
from scolarite_desk.msg import N_, Msg

OF_RIGHT = ("FA",)  # avis that give a right
HORS_DELAI = "retrait_hors_delai"  # kept with the reason of whoever went on
_MOIS = 4


def limit(decided: date) -> date:
    """The last day on which a decision that gave a right may be taken back."""
    return add_months(decided, _MOIS)


def takes_back(former: str, avis: str) -> bool:
    """Whether a right is taken back."""
    return former in OF_RIGHT and avis not in OF_RIGHT


def warning(decided: date, today: date) -> Msg:
    """What to know before taking a right back."""
    last = limit(decided)
    if today > last:
        return N_(
            "Décision favorable du {jour}\u00a0: le délai de quatre mois pour la retirer a pris fin le {fin} (CRPA "
            "L. 242-1).",
            jour=show_day(decided),
            fin=show_day(last),
        )
    return N_(
        "Une décision favorable ne se retire que si elle est illégale, au plus tard le {fin} (CRPA L. 242-1), la "
        "personne invitée d’abord à présenter ses observations (L. 121-1, L. 122-1).",
        fin=show_day(last),
    )
