"""Receipts of the practice base: a few dossiers of this year were told what silence will mean. Drawn after everybody,
so that nothing else moves; without their bytes, which nobody keeps of a practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.dates import add_months
from scolarite_desk.models.rules.numeros import receipt_number
from scolarite_desk.models.rules.procedures import procedure_of
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import DelaiDit, DocumentEmis
from scolarite_desk.msg import N_
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Rows
from scolarite_desk.practice.universite import SETTINGS

_MOST = 12  # receipts


class Recus:
    """Looks at the dossiers as they are drawn, then adds the receipts of some. `count`: how many numbers were given."""

    def __init__(self, monde: Monde) -> None:
        self._monde, self.count = monde, 0
        self._genres = {one.key: one.genre for one in monde.etablissement.periodes[0].offre if not one.mon_master}
        self._told: list[Mapping[str, Any]] = []  # candidatures, one a dossier

    def look(self, rows: Rows) -> None:
        """Of one dossier: whether it asks for one thing, received this year, that still waits."""
        asked = [values for cls, values in rows if cls is Candidature and values["formation_id"] in self._genres]
        if len(asked) == 1 and len(self._told) < _MOST and self._waits(asked[0]):
            self._told.append(asked[0])

    def _waits(self, values: Mapping[str, Any]) -> bool:
        received = values["recue_le"] if values["statut"] == "RE" else None
        return received is not None and received.year == self._monde.today.year and "annulee_le" not in values

    def rows(self, poste: str) -> Rows:
        """The receipts in the order of their days, each with what it told."""
        for one in sorted(self._told, key=lambda one: (one["recue_le"], one["id"])):
            self._add(one, poste)
        return self._monde.take()

    def _add(self, one: Mapping[str, Any], poste: str) -> None:
        monde, le, mois = self._monde, one["recue_le"], int(SETTINGS["silence_mois"])
        self.count += 1
        numero = receipt_number(poste, monde.today.year, self.count)
        document = monde.add(
            DocumentEmis, genre="recu", numero=numero, dossier_id=one["dossier_id"], emis_le=monde.at(le),
            titre=kept(N_("Reçu {numero}", numero=numero)), emis_par=monde.agent(),
        )  # fmt: skip
        monde.add(
            DelaiDit, document_id=document, candidature_id=one["id"], le=le, effet=SETTINGS["silence"], mois=mois,
            procedure=procedure_of(one["genre"], self._genres[one["formation_id"]], False).code,
            depart=SETTINGS["silence_depart"], debut=le, terme=add_months(le, mois),
        )  # fmt: skip
