"""Deadlines: their day and their source in words. None where nothing fixes one.

Only delays that we count ourselves are carried to a working day (setting `jours_ouvres`): a day written in a calendar
is the day, and an implied decision is born on any day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from typing import Literal, cast

from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.dates import add_months, echeance, local, next_working_day
from scolarite_desk.models.rules.procedures import par_plateforme, procedure_of
from scolarite_desk.models.tables.candidature import Avis, Candidature
from scolarite_desk.models.tables.formation import Formation, SessionDepot
from scolarite_desk.msg import N_, NN_, NOTHING, Msg

Reglages = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Echeance:
    """A last day, and where it comes from, in words that follow « fixé par »."""

    le: date
    source: Msg


DEPARTS = {
    "reception": N_("la réception de la demande"),
    "complet": N_("la réception du dossier complet"),
}


@dataclass(frozen=True)
class Silence:
    """What no answer will mean, as the legal service set it (CRPA L. 231-1, L. 231-4, R. 112-5).

    `effet` blank: nobody settled it. `depart` names the starting event ("la réception du dossier complet"); `echeance`
    is None as long as that event has not happened. `terme` instead of months: the event that ends the wait. `manque`:
    pieces are awaited, until `pieces_le`, so that the delay does not run (L. 114-5). `debut`: the day of the starting
    event; `procedure`: whose rule it is.
    """

    effet: Literal["acceptation", "rejet", "aucune", ""]
    mois: int = 0
    depart: Msg = DEPARTS["reception"]
    echeance: date | None = None
    terme: Msg = NOTHING
    manque: bool = False
    pieces_le: date | None = None
    debut: date | None = None
    procedure: str = ""

    @property
    def attend_complet(self) -> bool:
        """Whether its delay only begins with the complete dossier."""
        return self.depart == DEPARTS["complet"]


UNSETTLED = Silence("")


def return_deadline(candidature: Candidature, calendrier: Calendrier) -> Echeance | None:
    """Until when the dossier comes back. A day of its own only ever lengthens that of its calendar."""
    own, common = candidature.date_retour, calendrier.retour
    if own is not None and (common is None or own >= common):
        return Echeance(own, N_("le délai accordé à cette candidature"))
    return Echeance(common, calendrier.niveaux["retour"].source) if common else None


def confirmation_deadline(
    candidature: Candidature, calendrier: Calendrier, avis: Avis | None, reglages: Reglages, fuseau: tzinfo
) -> Echeance | None:
    """Until when the person answers: a day of its own, else days after the validation, else the day of the calendar.

    Who was called from the list answers by the days of the list, where there are any. The validation is an instant:
    its day is that of `fuseau`, the zone of the formation's centre.
    """
    if candidature.date_confirmation is not None:
        return Echeance(candidature.date_confirmation, N_("le délai accordé à cette candidature"))
    called = avis is not None and avis.promu_id is not None and "liste" in calendrier.niveaux
    niveau = calendrier.niveaux.get("liste" if called else "confirmation")
    days = calendrier.delai_liste if called else calendrier.delai_confirmation
    last = calendrier.confirmation_liste if called else calendrier.confirmation
    if niveau is None:
        return None
    if days is not None:
        if avis is None or avis.avis != "FA" or avis.valide_le is None:
            return None
        end = echeance(local(avis.valide_le, fuseau).date(), days=days, ouvres=_working(reglages))
        return Echeance(end, niveau.delai(days))
    return Echeance(last, niveau.source) if last else None


def piece_deadline(candidature: Candidature, delai: int | None, reglages: Reglages) -> Echeance | None:
    """Until when a missing piece is awaited (CRPA L. 114-5), `delai` being the days of its own rule.

    The delay runs from the day the dossier was found incomplete, else received.
    """
    start = candidature.incomplete_le or candidature.recue_le
    if start is None:
        return None
    return pieces_from(start, reglages, delai)


def pieces_from(start: date, reglages: Reglages, delai: int | None = None) -> Echeance:
    """The delay for missing pieces, counted from `start`."""
    days = int(reglages["delai_pieces"]) if delai is None else delai
    source = NN_("la liste des pièces\u00a0: {n} jour", "la liste des pièces\u00a0: {n} jours", days)
    if delai is None:
        source = NN_("les réglages\u00a0: {n} jour", "les réglages\u00a0: {n} jours", days)
    return Echeance(echeance(start, days=days, ouvres=_working(reglages)), source)


def _working(reglages: Reglages) -> bool:
    return reglages["jours_ouvres"] == "oui"


def silence(
    candidature: Candidature,
    formation: Formation,
    reglages: Reglages,
    pieces_le: date | None = None,
    session: SessionDepot | None = None,
) -> Silence:
    """What no answer will mean and when, by the rule of the procedure, else by that of the office.

    While pieces are missing (CRPA L. 114-5), an acceptance only runs from the complete dossier, and a rejection is
    suspended for the delay given to bring them. `pieces_le`: the last day of those that a receipt asks for, None when
    it asks for none. `session`: the one that it was made in, which says whether the platform decides.
    """
    procedure = procedure_of(candidature.genre, formation.genre, par_plateforme(formation, session))
    effet = reglages[procedure.cle_effet] or reglages["silence"]
    if effet not in ("acceptation", "rejet", "aucune"):
        return UNSETTLED
    effet = cast(Literal["acceptation", "rejet", "aucune"], effet)
    if effet == "aucune":
        return Silence(effet, procedure=procedure.code)
    own = reglages[procedure.cle_mois]
    if procedure.terme and not own:
        return Silence(effet, terme=procedure.terme, procedure=procedure.code)
    stopped = candidature.incomplete_le or pieces_le
    complete = reglages["silence_depart"] != "reception" or (effet == "acceptation" and stopped)
    start = complete_since(candidature) if complete else candidature.recue_le
    found = Silence(
        effet,
        int(own or reglages["silence_mois"]),
        DEPARTS["complet" if complete else "reception"],
        manque=pieces_le is not None,
        pieces_le=pieces_le,
        debut=start,
        procedure=procedure.code,
    )
    if start is None:
        return found
    end = add_months(start, found.mois)
    return replace(found, echeance=end if complete else end + _suspension(candidature, reglages, pieces_le))


def _suspension(candidature: Candidature, reglages: Reglages, pieces_le: date | None) -> timedelta:
    """How long a rejection waits for missing pieces: until they came, at most until their deadline."""
    since = candidature.incomplete_le or (candidature.recue_le if pieces_le else None)
    if since is None:
        return timedelta()
    limit = pieces_le or since + timedelta(days=int(reglages["delai_pieces"]))
    if _working(reglages) and not pieces_le:
        limit = next_working_day(limit)
    until = min(limit, complete_since(candidature) or limit)
    return max(until - since, timedelta())


def complete_since(candidature: Candidature) -> date | None:
    """The day it became complete, which it keeps in memory when it no longer is."""
    return candidature.complete_le if candidature.statut == "CO" else None
