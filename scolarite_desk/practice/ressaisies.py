"""Dossiers of the practice base that are typed again in eCandidat: a few that wait, a few that have their number there.
Drawn after everybody, so that nothing else moves.
"""

from __future__ import annotations

from datetime import timedelta

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.echange import Ressaisie
from scolarite_desk.models.tables.personne import Identifiant
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Rows
from scolarite_desk.services.catalogue import fixed_key

_MOST = 4  # of each


class Ressaisies:
    """Looks at the dossiers as they are drawn, then says of some that they are typed again."""

    def __init__(self, monde: Monde) -> None:
        self._monde, self._campagne = monde, monde.etablissement.periodes[0].campagne
        self._waits: list[str] = []
        self._done: list[str] = []

    def look(self, rows: Rows) -> None:
        """Of one person: the dossier of this year, with what it asks, and whether eCandidat knows it."""
        mine = [values["id"] for cls, values in rows if cls is Dossier and values["campagne_id"] == self._campagne]
        live = {values["dossier_id"] for cls, values in rows if cls is Candidature and not values.get("annulee_le")}
        known = any(cls is Identifiant and values["genre"] == "ECANDIDAT" for cls, values in rows)
        chosen = self._done if known else self._waits
        chosen += [key for key in mine if key in live][: _MOST - len(chosen)]

    def rows(self) -> Rows:
        """Those that wait, then those that are done."""
        monde, today = self._monde, self._monde.today
        for number, key in enumerate((*self._waits, *self._done)):
            said = {"demandee_le": today - timedelta(days=6 - number // 2), "demandee_par": monde.agent()}
            if number >= len(self._waits):
                said |= {"faite_le": today, "faite_par": said["demandee_par"]}
            monde.rows.append((Ressaisie, {"id": fixed_key("ressaisie", key), "dossier_id": key, **said}))
        return monde.take()
