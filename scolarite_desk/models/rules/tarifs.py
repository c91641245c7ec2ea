"""Fees of enrolment: what the State asks by year, level and situation, and what one person owes.

National fees are those of the arrêté of 19 April 2019, which each year indexes on prices; nothing here knows those of a
year that no source gives: they are told, « à renseigner », and never in the way. The fees of a formation continue, of
a contract or of a diploma of the establishment are its own: the agent types them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from scolarite_desk.models.rules.cvec import Confiance
from scolarite_desk.models.rules.euros import show_euros
from scolarite_desk.models.tables.inscription import Tarif
from scolarite_desk.msg import N_, NOTHING, Msg, joined, verbatim

NIVEAUX = {
    "licence": N_("Licence"),
    "master": N_("Master"),
    "doctorat": N_("Doctorat"),
    "ingenieur": N_("Diplôme d’ingénieur"),
}
TAUX = {"plein": N_("Droits pleins"), "reduit": N_("Droits réduits"), "differencie": N_("Droits différenciés")}
# Of which fees a kind of formation is. A diploma of the establishment or of the State has its own.
NIVEAU_DE = {
    **dict.fromkeys(("licence", "lp", "but"), "licence"),
    **dict.fromkeys(("m1", "m2"), "master"),
    "ingenieur": "ingenieur",
    "doctorat": "doctorat",
}
# Situations in which nothing is owed (code de l'éducation, R. 719-49 and R. 719-50), and the others that have a tariff.
EXONEREES = frozenset({"boursier", "totale"})
PROPRES = frozenset({"continue", "professionnalisation", "lycee"})  # régimes whose fees are not the national ones

Cle = tuple[str, str, str]  # year, level, rate


@dataclass(frozen=True, slots=True)
class Bareme:
    """Fees of a year, a level and a rate. `euros`: None when nobody filled them in."""

    annee: str
    niveau: str
    taux: str
    euros: Decimal | None
    source: Msg
    confiance: Confiance = "relais"


_GELES = ("2019-2020", "2020-2021", "2021-2022", "2022-2023", "2023-2024")
_LMD = "licence", "master", "doctorat", "ingenieur"
_PLEIN_2018, _REDUIT_2018 = ("170", "243", "380", "601"), ("113", "159", "253")
_SOURCE_2018, _SOURCE_2019 = N_("arrêté de 2018 sur les droits"), N_("arrêté du 19 avril 2019")
_RELAIS = N_("service-public.fr et sites d’universités")
_DEDUIT = N_("calculés d’après l’indexation, à 1\u00a0€ près")


def _lines() -> Iterator[Bareme]:
    for annee, source in (("2018-2019", _SOURCE_2018), *((one, _SOURCE_2019) for one in _GELES)):
        yield from _row(annee, "plein", _PLEIN_2018, source)
        yield from _row(annee, "reduit", _REDUIT_2018, source)
    for annee in _GELES:
        yield from _row(annee, "differencie", ("2770", "3770"), _SOURCE_2019)
    yield from _row("2024-2025", "plein", ("175", "250", "391", "618"), _RELAIS)
    yield from _row("2024-2025", "reduit", ("116", "164"), _RELAIS)
    yield from _row("2024-2025", "differencie", ("2850", "3879"), _DEDUIT, "usage")
    yield from _row("2025-2026", "plein", ("178", "254", "397", "628"), _RELAIS)
    yield from _row("2025-2026", "reduit", ("118", "166", "264"), _RELAIS)
    yield from _row("2025-2026", "differencie", ("2895", "3941"), _DEDUIT, "usage")


def _row(annee: str, taux: str, euros: Iterable[str], source: Msg, confiance: Confiance = "relais") -> Iterator[Bareme]:
    for niveau, one in zip(_LMD, euros, strict=False):
        yield Bareme(annee, niveau, taux, Decimal(f"{one}.00"), source, confiance)


FOURNIS: Mapping[Cle, Bareme] = {(one.annee, one.niveau, one.taux): one for one in _lines()}

LAST_YEAR = max(annee for annee, _niveau, _taux in FOURNIS)  # the last one that a source gives


def tarifs(rows: Iterable[Tarif]) -> dict[Cle, Bareme]:
    """What the office knows: the shipped fees, under its own."""
    own = {(row.annee or "", row.niveau or "", row.situation or ""): row for row in rows}
    said = {cle: Bareme(*cle, row.euros, verbatim(row.source or ""), "officiel") for cle, row in own.items()}
    return {**FOURNIS, **said}


def unknown(known: Mapping[Cle, Bareme], annee: str, niveaux: Iterable[str]) -> list[Msg]:
    """The levels of which nobody knows the full fees of a year."""
    wanted, told = set(niveaux), {(one.annee, one.niveau, one.taux) for one in known.values() if one.euros is not None}
    return [label for code, label in NIVEAUX.items() if code in wanted and (annee, code, "plein") not in told]


def taux_of(niveau: str, situation: str | None) -> str:
    """The rate of a situation, blank where it has none of its own. No doctorat is differentiated."""
    if niveau == "doctorat" and situation in ("differencie", "differencie_exonere"):
        return "plein"
    return situation if situation in TAUX else ""


@dataclass(frozen=True, slots=True)
class Du:
    """What is owed, without the CVEC; None where the agent has to say it, and in words why."""

    euros: Decimal | None
    dit: Msg


def due(known: Mapping[Cle, Bareme], annee: str, niveau: str | None, regime: str | None, situation: str | None) -> Du:
    """The fees of an enrolment."""
    if situation in EXONEREES:
        return Du(Decimal("0.00"), N_("Exonération\u00a0: aucun droit n’est dû."))
    if regime == "echange":
        return Du(Decimal("0.00"), N_("Échange\u00a0: les droits se paient dans l’université d’origine."))
    if regime in PROPRES:
        return Du(None, N_("Ce régime a ses propres tarifs\u00a0: saisissez le montant."))
    if not situation:
        return Du(None, N_("Choisissez la situation des droits, ou saisissez le montant."))
    if not niveau:
        return Du(None, N_("Cette formation n’a pas de tarif national\u00a0: choisissez un niveau, ou un montant."))
    return _national(known, annee, niveau, taux_of(niveau, situation))


def _national(known: Mapping[Cle, Bareme], annee: str, niveau: str, taux: str) -> Du:
    if not taux:
        return Du(None, N_("Exonération partielle\u00a0: saisissez le montant qui reste dû."))
    found = known.get((annee, niveau, taux))
    if found is not None and found.euros is not None:
        told = N_("Tarif {annee}\u00a0: {euros}\u00a0€.", annee=annee, euros=show_euros(found.euros))
        source = N_("Source\u00a0: {source}.", source=found.source) if found.source else NOTHING
        return Du(found.euros, joined(" ", told, source))
    return Du(None, N_("Tarif {annee}\u00a0: à renseigner dans Réglages › Droits d’inscription.", annee=annee))
