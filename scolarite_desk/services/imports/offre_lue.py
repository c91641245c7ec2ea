"""The offer of a campaign as a file is compared with it: formations by code, sessions and centres by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.models.rows.imports import ChoixImport
from scolarite_desk.models.rules.calendrier import DATES
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.models.tables.formation import Centre, Formation, OuvertureFormation, SessionDepot
from scolarite_desk.msg import N_
from scolarite_desk.services.imports.memoire import remembered
from scolarite_desk.store.queries.offer import open_campaigns
from scolarite_desk.store.queries.rows import keys_in, living, values_of


@dataclass(slots=True)
class Offre:
    """One campaign. `liens`: by column, the label of each key. `dits`: what texts mean, by (path, folded text)."""

    campagne: str
    formations: dict[str, Formation]
    ouvertures: dict[tuple[str, str], OuvertureFormation]
    liens: Mapping[str, Mapping[str, str]]
    dits: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def meant(self, path: str, text: str) -> str:
        """What a text was said to mean, itself otherwise."""
        return self.dits.get((path, fold(text)), text)

    def lien(self, name: str, text: str) -> str | None:
        """The key that a label means."""
        return next((key for key, label in self.liens[name].items() if fold(label) == fold(text) or key == text), None)

    def apart(self, row: Formation, session: str | None) -> bool:
        """Whether a session is another one than that of the formation, which has one."""
        return session is not None and row.session_id is not None and session != row.session_id

    def there(self, row: Formation, session: str | None) -> dict[str, Any]:
        """The values that a line of that session is compared with."""
        values = dict(values_of(row))
        if self.apart(row, session):
            pair = self.ouvertures.get((row.id, session or ""))
            values |= {name: getattr(pair, name) if pair else None for name in DATES}
        return values

    def shown(self, name: str, value: Any, codes: Referentiel) -> str:
        """A value in words."""
        if name in self.liens:
            return self.liens[name].get(value or "", "")
        return BY_PATH[f"formation.{name}"].show(value, codes)


def offre_of(session: Session, source: str, choix: ChoixImport) -> Offre:
    """That of the campaign that was chosen, else of the only one that is open. Raises `Refused`."""
    campagne = choix.campagne or _only(session)
    rows = session.scalars(living(Formation).where(Formation.campagne_id == campagne)).all()
    opened = session.scalars(
        living(OuvertureFormation).where(OuvertureFormation.formation_id.in_(keys_in(_keys(rows))))
    )
    depots = session.scalars(living(SessionDepot).where(SessionDepot.campagne_id == campagne))
    return Offre(
        campagne,
        {fold(one.code or ""): one for one in rows},
        {(one.formation_id, one.session_id): one for one in opened},
        {
            "session_id": {one.id: one.libelle or "" for one in depots},
            "centre_id": {one.id: one.libelle or "" for one in session.scalars(living(Centre))},
        },
        remembered(session, source, choix.correspondances),
    )


def _only(session: Session) -> str:
    found = open_campaigns(session)
    if len(found) != 1:
        raise Refused(N_("Dites de quelle campagne sont ces formations."), "campagne")
    return found[0][0]


def _keys(rows: Iterable[Formation]) -> list[str]:
    return [one.id for one in rows]
