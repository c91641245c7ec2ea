"""How long a dossier is kept, by what became of it; each length is a setting, because no text fixes one for all.

References for whoever decides: national master's platform, 1 year then 6 months of archive; national first-year
platform, 2 years then 4 of archive without names; one university's eCandidat, 5 years. A dossier is kept as long as the
candidature that is kept longest, and as long as anyone hesitates: a length that nobody set keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scolarite_desk.models.rules.dates import academic_end, add_months, show_day
from scolarite_desk.models.rules.states import PARTIS
from scolarite_desk.msg import N_, NC_, NN_, Msg


@dataclass(frozen=True)
class Sort:
    """What became of a candidature, and the setting that says how many months it is kept after the campaign. `label` is
    said within a sentence, `titre` at the head of a line.
    """

    code: str
    label: Msg
    titre: Msg
    reglage: str


SORTS = {
    one.code: one
    for one in (
        Sort("particulier", N_("VAPP, reprise ou transfert"), N_("VAPP, reprise ou transfert"), "conservation_vapp"),
        Sort("admis", N_("admis"), N_("Admis"), "conservation_admis"),
        Sort("refus", N_("refusé ou désisté"), N_("Refusé ou désisté"), "conservation_refus"),
        Sort("sans_suite", N_("sans suite"), N_("Sans suite"), "conservation_sans_suite"),
    )
}


# Why something was erased: what the register of erasures keeps, and how it is said.
ORIGINES = {
    "demande": N_("Demande de la personne"),
    "conservation": N_("Durée écoulée"),
    "complement": NC_("effacement", "Complément"),
}


@dataclass(frozen=True, slots=True)
class CandidatureOutcome:
    """What decides of one candidature: `avis` is the validated one."""

    genre: str | None
    avis: str | None
    confirmation: str | None
    annulee: bool


@dataclass(frozen=True, slots=True)
class Conservation:
    """Until which day a dossier is kept, None when nobody can say yet; `sort` and `pourquoi` say by which rule."""

    jusqu_au: date | None
    sort: str
    pourquoi: Msg

    def echue(self, today: date) -> bool:
        """Whether it need not be kept any more on that day; never when nobody can say until when."""
        return self.jusqu_au is not None and self.jusqu_au < today


def sort_of(issue: CandidatureOutcome) -> str:
    """The code of `SORTS` of one candidature."""
    if issue.annulee:
        return "sans_suite"
    if issue.genre not in (None, "candidature"):
        return "particulier"
    if issue.confirmation in PARTIS or issue.avis == "DE":
        return "refus"
    return "admis" if issue.avis == "FA" else "sans_suite"


def conservation(
    annee: str, fin: date | None, issues: Iterable[CandidatureOutcome], reglages: Mapping[str, str]
) -> Conservation:
    """Of a dossier of the campaign of that year, ended on `fin` (or with its academic year)."""
    sorts = sorted({sort_of(issue) for issue in issues} or {"sans_suite"}, key=list(SORTS).index)
    unset = next((SORTS[code] for code in sorts if not reglages[SORTS[code].reglage]), None)
    if unset is not None:
        why = N_(
            "la durée des dossiers «\u00a0{sort}\u00a0» n’est pas fixée (Réglages › Données personnelles)",
            sort=unset.label,
        )
        return Conservation(None, unset.code, why)
    end = fin or _end_of(annee)
    if end is None:
        return Conservation(None, sorts[0], N_("la campagne n’a ni année ni date de fin"))
    longest = max((SORTS[code] for code in sorts), key=lambda one: int(reglages[one.reglage]))
    months = int(reglages[longest.reglage])
    why = NN_(
        "{sort}\u00a0: {n} mois après la fin de la campagne, le {fin}",
        "{sort}\u00a0: {n} mois après la fin de la campagne, le {fin}",
        months,
        sort=longest.label,
        fin=show_day(end),
    )
    return Conservation(add_months(end, months), longest.code, why)


def _end_of(annee: str) -> date | None:
    try:
        return academic_end(annee)
    except ValueError:
        return None
