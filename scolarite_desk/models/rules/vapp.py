"""An access by validation of prior learning (VAPP): its words, who may ask for one, what the president decided on.

Code de l'éducation, art. D. 613-38 to D. 613-50. Who has no baccalauréat left initial studies two years before, and is
twenty, on the day studies begin again; who failed in a course that a VAPP opened waits three years. Offices read these
lengths otherwise, so they are settings; what they say is a warning, never a refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scolarite_desk.langue import kept
from scolarite_desk.models.rules.criteres import NON_REMPLI, REMPLI, TIENT, Constat, Critere, judged
from scolarite_desk.models.rules.dates import add_months, show_day
from scolarite_desk.models.rules.decisions import vu
from scolarite_desk.msg import N_, NN_, NOTHING, Msg, joined

NIVEAUX = {
    "4": N_("Niveau 4 (baccalauréat)"),
    "5": N_("Niveau 5 (bac + 2)"),
    "6": N_("Niveau 6 (licence)"),
    "7": N_("Niveau 7 (master)"),
    "8": N_("Niveau 8 (doctorat)"),
}
SITUATIONS = {
    "salarie": N_("Salarié, ou sans condition"),
    "emploi": N_("Demandeur d’emploi"),
    "etudiant": N_("Étudiant de l’établissement"),
}
TARIFS = {  # which setting says what each is asked
    "salarie": "vapp_tarif",
    "emploi": "vapp_tarif_emploi",
    "etudiant": "vapp_tarif_etudiant",
}
ACQUIS = {
    "formation": N_("Formations"),
    "pro": N_("Activités professionnelles"),
    "perso": N_("Acquis personnels"),
}
OPINIONS = {
    "favorable": N_("Favorable"),
    "defavorable": N_("Défavorable"),
    "reorientation": N_("Réorientation"),
}
OPINIONS_DITES = {  # the same, within the sentence of a letter
    "favorable": N_("un avis favorable"),
    "defavorable": N_("un avis défavorable"),
    "reorientation": N_("un avis de réorientation"),
}
DECISIONS = {"FA": N_("Accordée"), "DE": N_("Refusée")}  # by the avis that each makes
ETAPES = {  # where a file stands
    "avis_attendu": N_("Avis de la commission attendu"),
    "decision_attendue": N_("Décision du président attendue"),
    "decidee": N_("Décidée"),
}
# What the president saw of the opinion. Names are only ever added: a blank one changes no digest written before.
OPINION_VUE = ("opinion", "commission_le", "opinion_motif", "dispenses", "remise")

DECIDE_AILLEURS = N_("VAPP\u00a0: l’avis vient de la décision du président, dans l’onglet VAPP.")

_TEXTES = N_("C. éduc. D.\u00a0613-38 à D.\u00a0613-50")


def opinion_vue(values: Mapping[str, Any]) -> str:
    """The digest of an opinion as it stands."""
    return vu(values, OPINION_VUE)


def etape(opinion: str | None, decision: str | None) -> str:
    """Where a file stands, a code of `ETAPES`."""
    return "decidee" if decision else "decision_attendue" if opinion else "avis_attendu"


def condition_of(dispenses: str | None, remise: str | None) -> str | None:
    """What an admission comes with, as its avis keeps it and its letter prints it, in French; None: nothing."""
    freed, missing = ((text or "").strip().rstrip(". ") for text in (dispenses, remise))
    said = (
        N_("dispense ({texte})", texte=freed) if freed else NOTHING,
        N_("remise à niveau ({texte})", texte=missing) if missing else NOTHING,
    )
    return kept(joined("\u00a0; ", *said)) or None


@dataclass(frozen=True, slots=True)
class Seuils:
    """Years, as the office set them."""

    age: int = 20
    interruption: int = 2
    echec: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeVapp:
    """What the criteria look at. Days may be partly unknown: ISO texts, cut after what is known."""

    bachelier: bool | None = None
    ne_le: str | None = None
    fin_etudes: str | None = None
    reprise_le: date | None = None
    echec_le: str | None = None
    acquis: int = 0
    seuils: Seuils = Seuils()


def _since(day: str | None, years: int, until: date | None) -> bool | None:
    """Whether so many years passed between two days; None when what is known does not say, or does not read."""
    if not day or until is None:
        return None
    try:
        first = date.fromisoformat(f"{day}-01-01"[:10] if len(day) == 4 else f"{day}-01"[:10])
    except ValueError:
        return None
    last = add_months(first, {4: 12, 7: 1}.get(len(day), 0))  # the day after what it covers, itself when whole
    if add_months(last, 12 * years) <= until:
        return True
    return None if add_months(first, 12 * years) <= until else False


def _age(one: DemandeVapp) -> tuple[str, Msg]:
    if one.bachelier:
        return REMPLI, N_("bachelier\u00a0: aucun âge n’est demandé")
    said = NN_("{n} an au moins à la reprise", "{n} ans au moins à la reprise",
               one.seuils.age)  # fmt: skip
    return TIENT[_since(one.ne_le, one.seuils.age, one.reprise_le)], said


def _interruption(one: DemandeVapp) -> tuple[str, Msg]:
    if one.bachelier:
        return REMPLI, N_("bachelier\u00a0: aucune interruption n’est demandée")
    said = NN_("{n} an au moins avant la reprise",
               "{n} ans au moins avant la reprise", one.seuils.interruption)  # fmt: skip
    return TIENT[_since(one.fin_etudes, one.seuils.interruption, one.reprise_le)], said


def _echec(one: DemandeVapp) -> tuple[str, Msg]:
    if not one.echec_le:
        return REMPLI, N_("aucun échec noté")
    said = NN_("échec du {jour}\u00a0: {n} an d’attente", "échec du {jour}\u00a0: {n} ans d’attente", one.seuils.echec,
               jour=show_day(one.echec_le))  # fmt: skip
    return TIENT[_since(one.echec_le, one.seuils.echec, one.reprise_le)], said


def _acquis(one: DemandeVapp) -> tuple[str, Msg]:
    if not one.acquis:
        return NON_REMPLI, N_("aucun\u00a0: formation, activité ou connaissances")
    return REMPLI, NN_("{n} acquis présenté", "{n} acquis présentés", one.acquis)


CRITERES = (
    Critere("age", N_("Âge, sans baccalauréat"), _TEXTES, _age),
    Critere("interruption", N_("Fin des études, sans baccalauréat"), _TEXTES, _interruption),
    Critere("echec", N_("Échec après une VAPP"), _TEXTES, _echec),
    Critere("acquis", N_("Acquis présentés"), _TEXTES, _acquis),
)


def eligibilite(one: DemandeVapp) -> tuple[Constat, ...]:
    """Each criterion as it stands, in their order."""
    return judged(CRITERES, one)
