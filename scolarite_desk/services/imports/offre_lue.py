"""The offer of a campaign as a file is compared with it: formations by code, sessions and centres by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.imports import ChoixImport
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.formation import Campagne, Centre, Formation, OuvertureFormation, SessionDepot
from scolarite_desk.services.imports.accueil import campaign_of
from scolarite_desk.services.imports.connus import Rangee
from scolarite_desk.services.imports.ecarts import Difference
from scolarite_desk.services.imports.memoire import remembered
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.queries.rows import keys_in, living, values_of


@dataclass(slots=True)
class Offre:
    """One campaign. `liens`: by column, the label of each key. `dits`: what texts mean, by (path, folded text).
    `codes`: the lists that its texts are read by.
    """

    campagne: str
    noms: tuple[str, ...]  # how a line calls that campaign
    formations: dict[str, Formation]
    ouvertures: dict[tuple[str, str], OuvertureFormation]
    liens: Mapping[str, Mapping[str, str]]
    dits: Mapping[tuple[str, str], str]
    codes: Referentiel

    @property
    def keys(self) -> list[str]:
        """Of its formations and of their openings."""
        return [*(one.id for one in self.formations.values()), *(one.id for one in self.ouvertures.values())]

    def meant(self, path: str, text: str) -> str:
        """What a text was said to mean, itself otherwise."""
        return self.dits.get((path, fold(text)), text)

    def lien(self, name: str, text: str) -> str | None:
        """The key that a label means."""
        return next((key for key, label in self.liens[name].items() if fold(label) == fold(text) or key == text), None)

    def elsewhere(self, text: str) -> bool:
        """Whether a line says that it is of another campaign."""
        return bool(text) and fold(text) not in {fold(one) for one in self.noms}

    def apart(self, row: Formation, session: str | None) -> bool:
        """Whether a session is another one than that of the formation, which has one."""
        return session is not None and row.session_id is not None and session != row.session_id

    def differences(self, row: Formation, given: Mapping[str, Any]) -> list[Difference]:
        """What a line says otherwise than the formation that is there; of days in another session than its own, than
        its opening there.
        """
        session = given.get("session_id")
        days = own = "formation", Rangee(row.id, values_of(row))
        passed = {"code"}
        if self.apart(row, session):
            pair = self.ouvertures.get((row.id, session or ""))
            days = "ouverture", Rangee(pair.id, values_of(pair)) if pair else Rangee("", {})
            passed.add("session_id")
        found = []
        for name, value in given.items():
            thing, held = days if name in DATES else own
            if name not in passed and value is not None and held.valeurs.get(name) != value:
                found.append(Difference(f"formation.{name}", thing, name, held, value))
        return found

    def shown(self, one: Difference, value: Any) -> str:
        """A value in words."""
        if one.nom in self.liens:
            return self.liens[one.nom].get(value or "", "")
        return BY_PATH[one.chemin].show(value, self.codes)


def offre_of(session: Session, source: str, choix: ChoixImport) -> Offre:
    """That of the campaign that was chosen, else of the only one that is open. `Refused` as `campaign_of` says."""
    campagne = campaign_of(session, choix.campagne).id
    rows = session.scalars(living(Formation).where(Formation.campagne_id == campagne)).all()
    opened = session.scalars(
        living(OuvertureFormation).where(OuvertureFormation.formation_id.in_(keys_in([one.id for one in rows])))
    )
    depots = session.scalars(living(SessionDepot).where(SessionDepot.campagne_id == campagne))
    return Offre(
        campagne,
        _names(session, campagne),
        {fold(one.code or ""): one for one in rows},
        {(one.formation_id, one.session_id): one for one in opened},
        {
            "session_id": {one.id: one.libelle or "" for one in depots},
            "centre_id": {one.id: one.libelle or "" for one in session.scalars(living(Centre))},
        },
        remembered(session, source, choix.correspondances),
        lists(session),
    )


def _names(session: Session, campagne: str) -> tuple[str, ...]:
    row = session.get(Campagne, campagne)
    return tuple(filter(None, (row.libelle, row.annee))) if row else ()
