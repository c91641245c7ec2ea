"""Places that come free: who did not answer in time, who waits first, and the place that is given. Each is done by a
person: a withdrawal, a refusal or a day that passes only proposes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from scolarite_desk.errors import Refused
from scolarite_desk.models.rules import echeances
from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.dates import local, show_day
from scolarite_desk.models.rules.passages import droit
from scolarite_desk.models.rules.places import Paire, Places, proposes, said
from scolarite_desk.models.rules.states import ANSWERED_AVIS
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.msg import N_, NN_, Msg, joined
from scolarite_desk.services.acts import act
from scolarite_desk.services.avis import ask_again
from scolarite_desk.services.avis_valeurs import bind
from scolarite_desk.services.dossiers import keep_reason
from scolarite_desk.services.passages import passing
from scolarite_desk.services.reglages import settings
from scolarite_desk.store.courant import current_avis
from scolarite_desk.store.fuseau import fuseau_formation
from scolarite_desk.store.queries.calendriers import calendar
from scolarite_desk.store.queries.listes import paires_of, real_lists
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.seance import lignes_of
from scolarite_desk.store.store import Work

_TURN = "avant_son_tour"


@act(N_("Donner une place à qui est sur la liste"), right=droit("promote"))
def promote(work: Work, candidature: str, le: date | None = None, motif: str = "") -> str:
    """Who waits on the list is admitted: a favourable avis, validated, that names the rank of that day and the avis it
    came from; returns its key. Undone, the rank is theirs again.

    `le`: the last day to answer, None: as the calendar says. Before somebody else's turn, or without a free place, it
    takes a reason (`motif`), which is kept.
    """
    row, listed = passing(work, candidature, "promote"), current_avis(work.session, candidature)
    assert listed is not None  # else it was refused
    paire = paires_of(work.session, [candidature])[candidature]
    rank = real_lists(work.session, [paire.formation])[paire].index(candidature) + 1
    doubts = dict(_doubts(rank, places(work.session, [paire])[paire]))
    if doubts and not motif.strip():
        raise Refused(joined(" ", *doubts.values(), N_("Donnez le motif pour continuer.")), "candidatures.motif")
    avis = work.add(
        Avis(
            candidature_id=candidature,
            avis="FA",
            condition=listed.condition,
            promu_id=listed.id,
            promu_rang=rank,
            saisi_le=work.now,
            saisi_par=work.auteur,
        )
    )
    bind(work, avis)
    ask_again(row)
    row.date_confirmation = le
    _check_deadline(work, row, avis)
    for code in doubts:
        keep_reason(work, avis.id, code, motif.strip())
    return avis.id


def _doubts(rank: int, left: Places) -> Iterator[tuple[str, Msg]]:
    """What is unusual in giving a place, by the code under which its reason is kept."""
    if rank > 1:
        yield _TURN, NN_("{n} personne attend avant.", "{n} personnes attendent avant.", rank - 1)
    if left.libres is not None and left.libres < 1:
        yield "sans_place", N_("Aucune place n’est libre\u00a0: {places}.", places=said(left))


def _check_deadline(work: Work, row: Candidature, avis: Avis) -> None:
    """The place is offered until a day to come, where one is known: a calendar whose day is over gives none."""
    limit = _limit(work, row, avis)
    if limit is not None and limit.le < work.today_of(row.formation_id):
        raise Refused(
            N_("La date de réponse, le {jour}, est passée\u00a0: donnez-en une autre.", jour=show_day(limit.le)),
            "candidatures.date_confirmation",
        )


@act(N_("Constater l’absence de réponse"), right=droit("lapse"))
def lapse(work: Work, candidature: str) -> None:
    """Nobody answered by the last day: the place or the rank is held no more."""
    row, avis = passing(work, candidature, "lapse"), current_avis(work.session, candidature)
    assert avis is not None  # else it was refused
    limit = _limit(work, row, avis)
    if limit is None:
        raise Refused(N_("Aucune date limite de réponse n’est fixée."), "candidatures.date_confirmation")
    if limit.le >= work.today_of(row.formation_id):
        raise Refused(
            N_("La réponse est attendue jusqu’au {jour}.", jour=show_day(limit.le)), "candidatures.date_confirmation"
        )
    row.confirmation, row.confirmation_le, row.confirmation_par = "sans_reponse", work.now, work.auteur


def _limit(work: Work, row: Candidature, avis: Avis) -> echeances.Echeance | None:
    zone = fuseau_formation(work.session, row.formation_id)
    return answer_deadline(row, calendar(work.session, row), avis, settings(work.session), zone)


def answer_deadline(
    row: Candidature, calendrier: Calendrier, avis: Avis, reglages: Mapping[str, str], fuseau: ZoneInfo
) -> echeances.Echeance | None:
    """Until when an answer is due. The letter of a list asks for none: only a day given to that person counts there."""
    if avis.avis == "LC" and row.date_confirmation is None:
        return None
    return echeances.confirmation_deadline(row, calendrier, avis, reglages, fuseau)


@dataclass(frozen=True, slots=True)
class Attendue:
    """An answer that is awaited: the last day, and whether it is over where the formation is taught."""

    le: date
    passee: bool


def awaited(session: Session, candidature: str, now: datetime) -> Attendue | None:
    """Until when who is asked for an answer may give it; None of who gave one, or where no day is fixed."""
    row, avis = session.get_one(Candidature, candidature), current_avis(session, candidature)
    if avis is None or avis.valide_le is None or avis.avis not in ANSWERED_AVIS or row.confirmation is not None:
        return None
    zone = fuseau_formation(session, row.formation_id)
    limit = answer_deadline(row, calendar(session, row), avis, settings(session), zone)
    return Attendue(limit.le, limit.le < local(now, zone).date()) if limit is not None else None


def place_of(session: Session, candidature: str) -> Msg:
    """What to know before a place is given to who waits: how many are free, who waits before."""
    paire = paires_of(session, [candidature])[candidature]
    waiting, left = real_lists(session, [paire.formation]).get(paire, []), places(session, [paire])[paire]
    before = waiting.index(candidature) if candidature in waiting else 0
    return joined(
        " ", N_("{places}.", places=said(left)), *(one for code, one in _doubts(before + 1, left) if code == _TURN)
    )


@dataclass(frozen=True, slots=True)
class Proposition:
    """Who would be given a free place: the first of the list of the day."""

    candidature: str
    nom: str
    places: Places

    @property
    def phrase(self) -> Msg:
        """How it is proposed."""
        return N_("{places}. Première personne à appeler\u00a0: {nom}.", places=said(self.places), nom=self.nom)


def proposition(session: Session, paire: Paire) -> Proposition | None:
    """Whom to call now; None without a free place, or anybody who waits."""
    left = places(session, [paire]).get(paire, Places())
    if not proposes(left):
        return None
    first = real_lists(session, [paire.formation])[paire][0]
    return Proposition(first, lignes_of(session, [first])[0].nom, left)
