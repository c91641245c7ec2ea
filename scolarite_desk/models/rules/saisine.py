"""The referral to the recteur of a person whom no master took: who may ask it, criterion by criterion, and its days.
One line of `CRITERES` each, with its text.

    constats(FaitsSaisine("2026-2027", licence="nationale", refus=...))  -> each met, not met or unknown

Code de l'éducation, L. 612-6 and R. 612-36-3 (décret 2023-179 of 15 March 2023); what that text leaves to the platform
is as monmaster.gouv.fr says it. It is the recteur who judges: all this is told, and blocks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from scolarite_desk.models.rules.criteres import INCONNU, NON_REMPLI, REMPLI, Constat, Critere, judged
from scolarite_desk.models.rules.dates import A_VENIR as JOUR_A_VENIR
from scolarite_desk.models.rules.dates import is_academic_year, show_day
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, NN_, NOTHING, Msg

NATIONALE, A_VENIR, AUTRE = "nationale", "a_venir", "autre"
LICENCES = {
    NATIONALE: N_("Diplôme national de licence"),
    A_VENIR: N_("Licence pas encore obtenue"),
    AUTRE: N_("Licence professionnelle ou diplôme étranger"),
}
PREUVES = {
    "lettre": N_("Lettre de refus"),
    "plateforme": N_("Page de la plateforme"),
    "attestation": N_("Attestation de refus"),
    "base": N_("Décision de cette base"),
}
ACCEPTEE, REFUSEE, SANS_REPONSE = "acceptee", "refusee", "sans_reponse"
REPONSES = {ACCEPTEE: N_("Acceptée"), REFUSEE: N_("Refusée"), SANS_REPONSE: N_("Sans réponse")}
ISSUES = {
    "inscription": N_("Proposition acceptée"),
    "refus": N_("Propositions refusées"),
    "sans_proposition": N_("Aucune proposition"),
    "irrecevable": N_("Saisine non recevable"),
    "abandon": N_("Abandonnée"),
}
# Codes of the list `region` with one university alone, so that two candidatures are enough (monmaster.gouv.fr).
SEULES = frozenset({"94", "01", "03", "04", "02", "988", "987"})

ANNEES = 3  # academic years within which the licence was obtained
DIVERS = 2  # mentions, and establishments, among the refusals
PROPOSITIONS = 3  # that the recteur makes at least


@dataclass(frozen=True)
class Refus:
    """One refusal, as it was seen; blanks for what nobody typed."""

    etablissement: str = ""
    mention: str = ""
    le: date | None = None
    preuve: str = ""


@dataclass(frozen=True)
class FaitsSaisine:
    """What is known of a referral. `annee`: of the entry into master; `jours`, `minimum`: as the office set them;
    `listes`: the formations of this base on whose waiting list the person is; `autres`: other years of a referral.
    """

    annee: str
    le: date | None = None
    licence: str = ""
    licence_le: date | None = None
    releve_vu: date | None = None
    region: str = ""
    attente: bool | None = None
    refus: tuple[Refus, ...] = ()
    listes: tuple[str, ...] = ()
    autres: tuple[str, ...] = ()
    jours: int = 15
    minimum: int = 5

    @property
    def seule(self) -> bool:
        """Whether the region has one university alone."""
        return self.region in SEULES

    @property
    def depart(self) -> date | None:
        """The day from which the delay runs: the last refusal, or the licence when it came later."""
        known = [one.le for one in self.refus if one.le is not None]
        if self.licence == A_VENIR or not known:
            return None
        return max(filter(None, (*known, self.licence_le)))

    @property
    def limite(self) -> date | None:
        """The last day to ask the recteur."""
        return self.depart + timedelta(days=self.jours) if self.depart is not None else None


Juge = Callable[[FaitsSaisine], tuple[str, Msg]]


def constats(faits: FaitsSaisine) -> tuple[Constat, ...]:
    """Every criterion, in the order of the table."""
    return judged(CRITERES, faits)


def _licence(faits: FaitsSaisine) -> tuple[str, Msg]:
    etat = {NATIONALE: REMPLI, AUTRE: NON_REMPLI}.get(faits.licence, INCONNU)
    return etat, LICENCES.get(faits.licence) or N_("licence non renseignée")


def _recente(faits: FaitsSaisine) -> tuple[str, Msg]:
    if faits.licence_le is None or not is_academic_year(faits.annee):
        return INCONNU, N_("jour de la licence non renseigné")
    first = int(faits.annee[:4]) - ANNEES + 1
    etat = REMPLI if faits.licence_le.year >= first else NON_REMPLI
    return etat, N_("obtenue le {jour}\u00a0; {annee} au plus tôt", jour=show_day(faits.licence_le), annee=str(first))


def _releve(faits: FaitsSaisine) -> tuple[str, Msg]:
    if faits.releve_vu is None:
        return INCONNU, N_("relevés pas encore vus")
    return REMPLI, N_("vus le {jour}", jour=show_day(faits.releve_vu))


def _nombre(faits: FaitsSaisine) -> tuple[str, Msg]:
    count, least = len(faits.refus), 2 if faits.seule else faits.minimum
    dit = NN_("{n} refus noté, {minimum} demandés", "{n} refus notés, {minimum} demandés", count, minimum=least)
    if count >= least:
        return REMPLI, dit
    return (INCONNU if not faits.region and count >= 2 else NON_REMPLI), dit


def _mentions(count: int) -> Msg:
    return NN_("{n} mention notée", "{n} mentions notées", count)


def _etablissements(count: int) -> Msg:
    return NN_("{n} établissement noté", "{n} établissements notés", count)


def _divers(named: Callable[[Refus], str], counted: Callable[[int], Msg]) -> Juge:
    """Two different values among the refusals, where the region has several universities."""

    def juge(faits: FaitsSaisine) -> tuple[str, Msg]:
        if faits.seule:
            return REMPLI, N_("non demandé\u00a0: une seule université dans cette région")
        known = {fold(named(one)) for one in faits.refus if named(one).strip()}
        dit = counted(len(known))
        if len(known) >= DIVERS:
            return REMPLI, dit
        blank = any(not named(one).strip() for one in faits.refus)
        return (INCONNU if blank or not faits.refus else NON_REMPLI), dit

    return juge


def _preuves(faits: FaitsSaisine) -> tuple[str, Msg]:
    bare = sum(not one.preuve for one in faits.refus)
    if not faits.refus:
        return INCONNU, N_("aucun refus noté")
    if bare:
        return INCONNU, NN_("{n} refus sans preuve vue", "{n} refus sans preuve vue", bare)
    return REMPLI, N_("chaque refus a sa preuve")


def _attente(faits: FaitsSaisine) -> tuple[str, Msg]:
    if faits.listes:
        return NON_REMPLI, N_("sur liste\u00a0: {formations}", formations=list(faits.listes))
    if faits.attente is None:
        return INCONNU, N_("aucune dans cette base\u00a0; ailleurs, à demander")
    return (NON_REMPLI, N_("sur une liste ailleurs")) if faits.attente else (REMPLI, N_("sur aucune liste"))


def _delai(faits: FaitsSaisine) -> tuple[str, Msg]:
    if faits.licence == A_VENIR:
        return INCONNU, N_("le délai court depuis la licence, quand elle vient après le dernier refus")
    if faits.limite is None:
        return INCONNU, N_("jour du dernier refus non renseigné")
    jour = show_day(faits.limite)
    if faits.le is None:
        return INCONNU, N_("jusqu’au {jour}", jour=jour)
    if faits.le <= faits.limite:
        return REMPLI, N_("saisi le {le}, jusqu’au {jour}", le=show_day(faits.le), jour=jour)
    return NON_REMPLI, N_(
        "saisi le {le}, après le {jour}, sauf ouverture plus tardive de la plateforme", le=show_day(faits.le), jour=jour
    )


def _unique(faits: FaitsSaisine) -> tuple[str, Msg]:
    if faits.autres:
        return NON_REMPLI, N_("déjà saisi pour {annees}", annees=list(faits.autres))
    return REMPLI, N_("aucune autre dans cette base")


_R = N_("C. éduc. R. 612-36-3, 2023")
_SITE = N_("Mon Master, 2025, à vérifier")
# A table reads better as lines.
# fmt: off
CRITERES = (
    Critere("licence", N_("Diplôme national de licence"), _R, _licence),
    Critere("recente", N_("Obtenu dans les trois dernières années"), _R, _recente),
    Critere("releve", N_("Relevés de notes de la licence"), _SITE, _releve),
    Critere("nombre", N_("Nombre de refus"), _R, _nombre),
    Critere("mentions", N_("Deux mentions au moins"), _R,
            _divers(lambda one: one.mention, _mentions)),
    Critere("etablissements", N_("Deux établissements au moins"), _R,
            _divers(lambda one: one.etablissement, _etablissements)),
    Critere("preuves", N_("Preuve de chaque refus"), _SITE, _preuves),
    Critere("attente", N_("Sur aucune liste d’attente"), _R, _attente),
    Critere("delai", N_("Dans les quinze jours"), _R, _delai),
    Critere("unique", N_("Une seule saisine"), _SITE, _unique),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class SuiteSaisine:
    """A step of what came of it: its day, the day that it cannot precede, what it cannot go without, what is said."""

    jour: str
    apres: str = ""
    precede: Msg = NOTHING
    avec: str = ""
    manque: Msg = NOTHING


SUITES = {
    "saisine": (
        SuiteSaisine("le"),
        SuiteSaisine("accuse_le", "le", N_("L’accusé de réception précède la saisine\u00a0: corrigez ce jour.")),
        SuiteSaisine("close_le", "le", N_("La clôture précède la saisine\u00a0: corrigez ce jour."),
                     "issue", N_("Une saisine close a une issue\u00a0: choisissez-la d’abord.")),
    ),
    "propositions": (
        SuiteSaisine("proposee_le"),
        SuiteSaisine("reponse_le", "proposee_le", N_("La réponse précède la proposition\u00a0: corrigez ce jour."),
                     "reponse", N_("Choisissez d’abord la réponse.")),
    ),
}  # fmt: skip


def refused_in(chose: str, values: Mapping[str, Any], changed: Collection[str], today: date) -> tuple[str, Msg] | None:
    """The field at fault among those that changed, and why; None when what came of a referral, or of a proposal, may be
    so. What was wrong already holds nothing else up.
    """
    for one in SUITES[chose]:
        day, before = values.get(one.jour), values.get(one.apres)
        if day is None or not {one.jour, one.apres, one.avec} & set(changed):
            continue
        champ = next(name for name in (one.jour, one.apres, one.avec) if name in changed)
        if one.avec and not values.get(one.avec):
            return champ, one.manque
        if one.jour in changed and day > today:
            return champ, JOUR_A_VENIR
        if before is not None and day < before and {one.jour, one.apres} & set(changed):
            return champ, one.precede
    return None


def proposed_by(annee: str) -> date:
    """The last day of the proposals, October of that entry (Onisep, 2018; no text fixes it since: to be checked)."""
    return date(int(annee[:4]), 10, 31)


def answer_by(proposees: Mapping[int, date | None], rang: int, jours: int) -> date | None:
    """The last day to answer a proposal: so many days after it, or after the third once it is made."""
    own = proposees.get(rang)
    last = proposees.get(PROPOSITIONS)
    start = max(filter(None, (own, last)), default=None) if own else None
    return start + timedelta(days=jours) if start is not None else None
