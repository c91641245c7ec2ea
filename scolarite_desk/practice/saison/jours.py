"""The days of a season, counted from its first one: when the office opens, meets, answers, and closes."""

from __future__ import annotations

from datetime import date, timedelta

from scolarite_desk.models.rules.dates import academic_year

LONGUEUR = 400  # days: the last step is over by the day that the season is played for

OUVERTURE = 5
DEPOTS = (10, 70)  # first and last day on which dossiers are brought
COMPLEMENTAIRE = (180, 200)
TARD = 75  # somebody comes once deposits are over
RETOUR = 90
COMMISSION = 100
PUBLICATION = 110
REPONSES = (115, 140)
CONFIRMATION = 150
APPEL = 160
INSCRIPTION = 220


def annee(premier: date, apres: int = 0) -> str:
    """The academic year that a season prepares: the first to begin once people are summoned to enrol; `apres`: so many
    years later.
    """
    return academic_year(premier + timedelta(days=INSCRIPTION + 365 * (1 + apres)))


def premier(fin: date) -> date:
    """The first day of a season that is played up to this day."""
    return fin - timedelta(days=LONGUEUR)
