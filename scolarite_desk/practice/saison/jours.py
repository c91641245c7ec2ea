"""The days of a season, counted from its first one: when the office opens, meets, answers, and closes."""

from __future__ import annotations

from datetime import date, timedelta

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
ANNEE = 250  # by this day the academic year that the campaign prepares has begun


def premier(fin: date) -> date:
    """The first day of a season that is played up to this day."""
    return fin - timedelta(days=LONGUEUR)
