"""Hints before a candidature is added: they warn, name their source, and keep the agent's reason. They never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.calendrier import Calendrier
from scolarite_desk.models.rules.campagne import FERMEE
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.procedures import par_plateforme
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne, Formation, SessionDepot
from scolarite_desk.models.tables.personne import CursusInterne, Personne
from scolarite_desk.msg import N_, NN_, Msg
from scolarite_desk.services.dossiers import CLOSED
from scolarite_desk.services.reglages import count_of, setting
from scolarite_desk.store.courant import candidature_vivante
from scolarite_desk.store.queries.calendriers import calendar_in
from scolarite_desk.store.queries.rows import row_of


@dataclass(frozen=True)
class Hint:
    """A warning: its code (kept with the reason), its sentence, where the rule comes from."""

    code: str
    sentence: Msg
    source: Msg


@dataclass(frozen=True)
class Offer:
    """What the rules look at of a formation in a session: one reading serves every candidature there."""

    formation: Formation
    fermee: bool  # its campaign
    calendrier: Calendrier
    plateforme: bool  # asked for on a national platform
    pays_eef: frozenset[str]
    voeux_max: int


@dataclass(frozen=True)
class HintCase:
    """One candidature that is about to be added, as the rules look at it. `suivis`: the formations followed here."""

    offer: Offer
    profil: str | None
    regime: str | None
    nationalite: str | None
    suivis: Sequence[str | None]
    voeux: int  # candidatures of the dossier that live
    genre: str
    today: date


def hints_for(
    session: Session, dossier: Dossier, formation: Formation, genre: str, today: date, depot: str | None = None
) -> list[Hint]:
    """What is worth knowing before this person applies for this formation, in that session."""
    personne = session.get_one(Personne, dossier.personne_id)
    suivis = session.scalars(
        select(CursusInterne.libelle).where(CursusInterne.personne_id == personne.id, CursusInterne.retire_le.is_(None))
    ).all()
    count = select(func.count()).select_from(Candidature)
    voeux = session.scalar(count.where(Candidature.dossier_id == dossier.id, candidature_vivante())) or 0
    offer = offer_of(session, formation, depot)
    return hints_of(HintCase(offer, dossier.profil, dossier.regime, personne.nationalite, suivis, voeux, genre, today))


def offer_of(session: Session, formation: Formation, depot: str | None = None) -> Offer:
    """A formation in the session that a candidature keeps (None: the formation's own), as the rules look at it."""
    campagne = session.get(Campagne, formation.campagne_id)
    return Offer(
        formation,
        campagne is not None and campagne.etat == FERMEE,
        calendar_in(session, formation.id, depot),
        par_plateforme(formation, row_of(session, SessionDepot, depot or formation.session_id)),
        frozenset(setting(session, "pays_eef").split()),
        count_of(session, "voeux_max"),
    )


def hints_of(case: HintCase) -> list[Hint]:
    """The same, of what was read already."""
    return [hint for rule in RULES if (hint := rule(case)) is not None]


def _out_of_service(case: HintCase) -> Hint | None:
    if case.offer.formation.en_service is not False:
        return None
    return Hint("hors_service", N_("Cette formation n’est plus en service."), N_("Fiche de la formation"))


def _closed(case: HintCase) -> Hint | None:
    return Hint("fermee", CLOSED, N_("Réglages › Campagnes")) if case.offer.fermee else None


def _window(case: HintCase) -> Hint | None:
    calendrier = case.offer.calendrier
    start, end, source = calendrier.debut_depot, calendrier.fin_depot, calendrier.titre("depot")
    if start is not None and case.today < start:
        told = N_("Le dépôt n’ouvre que le {jour}.", jour=show_day(start))
        return Hint("hors_dates", told, source)
    if end is not None and case.today > end:
        told = N_("Le dépôt est clos depuis le {jour}.", jour=show_day(end))
        return Hint("hors_dates", told, source)
    return None


def _study_in_france(case: HintCase) -> Hint | None:
    if case.nationalite in case.offer.pays_eef and case.profil == "international":
        return Hint(
            "eef", N_("Ce pays relève de la procédure Études en France."), N_("Liste des pays EEF, dans Réglages")
        )
    return None


def _mon_master(case: HintCase) -> Hint | None:
    if case.offer.plateforme and case.genre == "candidature":
        return Hint(
            "mon_master", N_("Ce M1 se demande sur Mon Master."), N_("Code de l’éducation, D. 612-36-2 et suivants")
        )
    return None


def _same_diploma(case: HintCase) -> Hint | None:
    formation = case.offer.formation
    if formation.genre != "licence" or case.genre != "candidature" or not formation.mention:
        return None
    mention = formation.mention.casefold()
    if any(libelle and mention in libelle.casefold() for libelle in case.suivis):
        return Hint(
            "meme_diplome", N_("La suite du même diplôme ici se fait sans candidature."), N_("Règle de l’établissement")
        )
    return None


def _continuing_education(case: HintCase) -> Hint | None:
    if case.genre == "vapp" and case.regime == "initiale":
        return Hint(
            "fc",
            N_("Une VAPP vaut souvent formation continue\u00a0: vérifiez le régime."),
            N_("Code de l’éducation, D. 613-38 et suivants"),
        )
    return None


def _too_many(case: HintCase) -> Hint | None:
    told = NN_("Ce dossier a déjà {n} candidature.", "Ce dossier a déjà {n} candidatures.", case.voeux)
    return Hint("voeux", told, N_("Réglages")) if case.voeux >= case.offer.voeux_max else None


RULES: tuple[Callable[[HintCase], Hint | None], ...] = (
    _out_of_service,
    _closed,
    _window,
    _study_in_france,
    _mon_master,
    _same_diploma,
    _continuing_education,
    _too_many,
)
