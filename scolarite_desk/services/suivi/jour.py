"""What a list of the day is made of: the day as its readings ask for it, and who stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, partial
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.states import ANSWERED_AVIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.services.appel import answer_deadline
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.calendriers import calendars_of
from scolarite_desk.store.queries.suivi import Decidee, decided
from scolarite_desk.store.queries.types import types


@dataclass(frozen=True, slots=True)
class Suivie:
    """A candidature (its key) on a list of the day; `le`: the day that put it there."""

    candidature: str
    le: date | None = None
    precision: Msg = NOTHING


class JourSuivi:
    """A day, as the lists read it: that of each formation where it is taught, unless told (`le`)."""

    def __init__(self, session: Session, now: datetime, le: date | None = None) -> None:
        self.session, self._le = session, le
        self.reglages, self.types = settings(session), types(session)
        self._zone_of = cache(partial(fuseau_centre, session))  # a list asks at each of its lines
        self._today = cache(lambda zone: local(now, zone).date())

    def of(self, formation: Formation) -> date:
        """Today, there."""
        return self._le or self._today(self.zone(formation))

    def zone(self, formation: Formation) -> ZoneInfo:
        """Where it is taught."""
        return self._zone_of(formation.centre_id)

    @cached_property
    def answers(self) -> list[tuple[Decidee, date]]:
        """Those who are asked for an answer, and the last day for it."""
        asked = list(decided(self.session, Avis.avis.in_(ANSWERED_AVIS)))
        followed = calendars_of(self.session, [row for row, *_ in asked])
        limits = ((one, self._limit(*one, followed[one[0].id])) for one in asked)
        return [(one, limit.le) for one, limit in limits if limit is not None]

    def _limit(
        self, row: Candidature, formation: Formation, avis: Avis, calendrier: Calendrier
    ) -> echeances.Echeance | None:
        return answer_deadline(row, calendrier, avis, self.reglages, self.zone(formation))


def validated_on(jour: JourSuivi, formation: Formation, avis: Avis) -> date:
    assert avis.valide_le is not None  # only validated ones are listed
    return local(avis.valide_le, jour.zone(formation)).date()
