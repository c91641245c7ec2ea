"""The meetings of commissions: which ones may have decided on a formation, and how each is called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.document import PV, DocumentEmis
from scolarite_desk.models.tables.formation import Commission, CommissionFormation, SeanceCommission
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.queries.rows import keys_in
from scolarite_desk.store.sql import KEYS, as_json, read


@dataclass(frozen=True, slots=True)
class SeanceTenue:
    """One meeting that was held: its key, its commission's name, its day."""

    key: str
    commission: str
    le: date

    @property
    def libelle(self) -> Msg:
        """« 06/07/2026, Commission de biologie »: where there is little room, the day is read."""
        return N_("{jour}, {commission}", commission=self.commission, jour=f"{self.le:%d/%m/%Y}")


def held_for(session: Session, candidatures: Collection[str], today: date) -> tuple[SeanceTenue, ...]:
    """The meetings held until that day by a commission that examines what one of these candidatures asks for, the last
    one first.
    """
    asked = select(Candidature.formation_id).where(Candidature.id.in_(keys_in(candidatures)))
    return _held(session, select(CommissionFormation.commission_id).where(
        CommissionFormation.formation_id.in_(asked), CommissionFormation.retire_le.is_(None)
    ), today)  # fmt: skip


def held_by(session: Session, commissions: Collection[str] | None, today: date) -> tuple[SeanceTenue, ...]:
    """Those of these commissions; of all when None."""
    wanted = select(Commission.id) if commissions is None else list(commissions)
    return _held(session, wanted, today)


def _held(session: Session, commissions: object, today: date) -> tuple[SeanceTenue, ...]:
    found = session.execute(
        select(SeanceCommission.id, Commission.libelle, SeanceCommission.le)
        .join(Commission, Commission.id == SeanceCommission.commission_id)
        .where(
            SeanceCommission.commission_id.in_(commissions),  # type: ignore[arg-type]
            SeanceCommission.retire_le.is_(None),
            SeanceCommission.le <= today,
        )
        .order_by(SeanceCommission.le.desc(), SeanceCommission.id.desc())
    )
    return tuple(SeanceTenue(key, libelle or "", le) for key, libelle, le in found if le is not None)


def examines(session: Session, commission: str, formation: str) -> bool:
    """Whether a commission examines a formation."""
    tie = select(CommissionFormation.id).where(
        CommissionFormation.commission_id == commission,
        CommissionFormation.formation_id == formation,
        CommissionFormation.retire_le.is_(None),
    )
    return session.scalar(tie.limit(1)) is not None


def today_among(seances: Collection[SeanceTenue], today: date) -> str | None:
    """The meeting held that day, which an avis is given in unless told otherwise; None when there is none, or two."""
    found = [one.key for one in seances if one.le == today]
    return found[0] if len(found) == 1 else None


def minutes_of(session: Session, seance: str) -> tuple[DocumentEmis, ...]:
    """The procès-verbaux already given of a meeting, the last one first: a correction is another number."""
    mine = select(DocumentEmis).where(
        DocumentEmis.genre == PV, DocumentEmis.seance_id == seance, DocumentEmis.retire_le.is_(None)
    )
    return tuple(session.scalars(mine.order_by(DocumentEmis.emis_le.desc(), DocumentEmis.id.desc())))


# The order of works (`hlc`) holds whatever the clocks of two desks; a work that a snapshot took over has none here.
_SAID = f"""SELECT DISTINCT a.id FROM avis a JOIN document_emis d ON d.seance_id = a.seance_id AND d.genre = '{PV}'
    JOIN objet v ON v.uuid = a.id LEFT JOIN version h ON h.objet = v.id AND h.groupe = 'validation'
    LEFT JOIN travail w ON w.poste = coalesce(h.poste, v.poste) AND w.numero = coalesce(h.numero, v.numero)
    JOIN objet o ON o.uuid = d.id LEFT JOIN travail t ON t.poste = o.poste AND t.numero = o.numero
    WHERE a.valide_le IS NOT NULL AND d.retire_le IS NULL AND coalesce(t.hlc > w.hlc, d.emis_le >= a.valide_le)
    AND a.id IN {KEYS}"""


def said_in_minutes(session: Session, avis: Collection[str]) -> frozenset[str]:
    """Those of these avis (keys) that a procès-verbal says: it was given after the validation."""
    return frozenset(key.hex() for (key,) in read(session, _SAID, as_json(avis)))


def boards_of(session: Session, commission: str | None, formation: str | None) -> tuple[str, ...]:
    """The commissions that a choice is about: the one chosen, else those that examine the formation."""
    if commission:
        return (commission,)
    ties = select(CommissionFormation.commission_id).where(
        CommissionFormation.formation_id == (formation or ""), CommissionFormation.retire_le.is_(None)
    )
    return tuple(dict.fromkeys(session.scalars(ties.order_by(CommissionFormation.id))))
