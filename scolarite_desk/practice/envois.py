"""What left for Pégase from the practice base: places confirmed before the export, a few given up since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from scolarite_desk.models.rules.si import PEGASE
from scolarite_desk.models.tables.echange import Transmission
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Offerte
from scolarite_desk.services.catalogue import fixed_key

_LEFT = {"confirmee": (500, 443), "desistee": (300, 457)}  # of a thousand, with the salt of that share


def add_export(
    monde: Monde, candidature: str, formation: Offerte, values: Mapping[str, Any], rank: int, ouverte: bool
) -> None:
    """The row of a vœu that left, where one did. Nothing here is drawn: what was drawn before would change."""
    answer = values.get("confirmation")
    share = _LEFT.get(answer or "")
    if share is None or values.get("annulee_le") or not formation.pegase[0] or not monde.share(rank, *share):
        return
    answered = values["confirmation_le"]
    gone = answered + timedelta(hours=2) if answer == "confirmee" else answered - timedelta(hours=2)
    told = answer != "confirmee" and (not ouverte or rank % 3 == 0)  # of a year that is over, all of them
    treated = {"traitee_le": answered.date(), "traitee_par": "Denis L."} if told else {}
    code, periode = formation.pegase
    monde.add(
        Transmission, id=fixed_key("transmission", candidature, PEGASE), candidature_id=candidature, si=PEGASE,
        exportee_le=gone, exportee_par="Claire M.", fichier=f"inscription-{gone:%Y%m%d}.csv", code=code,
        periode=periode, **treated,
    )  # fmt: skip
