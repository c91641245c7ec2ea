"""Referrals to the recteur of the practice base: a few persons who asked a first year of master, at each stage. Drawn
after everybody, so that nothing else moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import cycle
from typing import Any

from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.saisine import PlaceProposee, RefusVu, Saisine
from scolarite_desk.practice.monde import Monde
from scolarite_desk.practice.offre import Rows
from scolarite_desk.services.catalogue import fixed_key

_SALT, _PER_THOUSAND = 431, 250
_REFUS = (
    ("Université de Grisevelle", "Sciences du vivant"), ("Université de Hautelande", "Santé publique"),
    ("Université de Grisevelle", "Gestion de l’environnement"), ("Université de Sablières", "Sciences du vivant"),
    ("Université de Hautelande", "Bio-informatique"),
)  # fmt: skip
_STAGES = ("saisi", "propose", "clos")


class Saisines:
    """Looks at the dossiers as they are drawn, then adds the referrals of some."""

    def __init__(self, monde: Monde) -> None:
        current = monde.etablissement.periodes[0]
        self._monde, self._annee, self._campagne = monde, current.annee, current.campagne
        self._masters = {one.key for one in current.offre if one.genre == "m1"}
        self._asked: list[tuple[str, bool]] = []  # (person, whether a validated decision refused it)

    def look(self, rows: Rows) -> None:
        """Who, of one dossier, asked a first year of master this year."""
        owners = {values["id"]: values["personne_id"] for cls, values in rows
                  if cls is Dossier and values["campagne_id"] == self._campagne}  # fmt: skip
        refused = {values["candidature_id"] for cls, values in rows
                   if cls is Avis and values["avis"] == "DE" and values.get("valide_le")}  # fmt: skip
        for cls, values in rows:
            if cls is Candidature and self._plain(values) and values["dossier_id"] in owners:
                self._asked.append((owners[values["dossier_id"]], values["id"] in refused))

    def _plain(self, values: Mapping[str, Any]) -> bool:
        return values["formation_id"] in self._masters and values.get("genre") == "candidature"

    def rows(self) -> Rows:
        """Those who were refused first: one of them at least, where anybody asked."""
        some = dict.fromkeys(one for one, _ in sorted(self._asked, key=lambda one: not one[1]))
        chosen = [one for rank, one in enumerate(some) if not rank or self._monde.share(rank, _PER_THOUSAND, _SALT)]
        for personne, stage in zip(chosen, cycle(_STAGES), strict=False):
            self._add(personne, stage)
        return self._monde.take()

    def _add(self, personne: str, stage: str) -> None:
        monde, today = self._monde, self._monde.today
        key, asked = fixed_key("saisine", personne, self._annee), today - timedelta(days=8)
        told: dict[str, Any] = {"le": asked, "licence": "nationale", "licence_le": today - timedelta(days=30)}
        if stage != "saisi":
            told |= {"releve_vu": asked, "region": "53", "attente": False, "accuse_le": asked + timedelta(days=1)}
        if stage == "clos":
            told |= {"issue": "inscription", "close_le": today}
        monde.rows.append((Saisine, {"id": key, "personne_id": personne, "annee": self._annee, **told}))
        for number, (place, mention) in enumerate(_REFUS):
            monde.add(RefusVu, saisine_id=key, etablissement=place, formation=f"Master 1 {mention}", mention=mention,
                      refuse_le=today - timedelta(days=20 - number),
                      preuve="plateforme" if number else None)  # fmt: skip
        for rang, (place, mention) in enumerate(_REFUS[: 0 if stage == "saisi" else 3], 1):
            said = {"reponse": "acceptee" if rang == 3 else "refusee", "reponse_le": today}
            answer = {} if stage == "propose" else said
            monde.add(PlaceProposee, saisine_id=key, rang=rang, etablissement=place, formation=f"Master 1 {mention}",
                      proposee_le=today - timedelta(days=7 - rang), **answer)  # fmt: skip
