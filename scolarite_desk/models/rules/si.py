"""What leaves for the student records (Pégase, Apogée): which vœux, in which state, and what is said of their values.

Where a rule comes from is said beside it: [V] read in a program that writes these files today, [S] in one only, [C]
inferred. What is not [V] is told and never in the way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.ine import check_ine
from scolarite_desk.models.rules.states import State, table
from scolarite_desk.msg import N_, Msg

PEGASE, APOGEE, AUCUN = "pegase", "apogee", "aucun"
SI: dict[str, Msg] = {PEGASE: N_("Pégase"), APOGEE: N_("Apogée")}

A_EXPORTER, EXPORTE, DESISTE, TRAITE = "a_exporter", "exporte", "desiste", "traite"
ETATS = table(
    State(A_EXPORTER, N_("À exporter"), "log-out", "accent"),
    State(EXPORTE, N_("Exportés"), "circle-check", "ok"),
    State(DESISTE, N_("Désistés après l’export"), "triangle-alert", "warn"),
    State(TRAITE, N_("Désistements traités"), "circle-minus"),
)
_SEXES = {"M.": "M", "Mme": "F"}
PROVISOIRE = N_("INE provisoire\u00a0: il ne part pas, la colonne reste vide")
NOBODY = "-"  # who has no name, or no first name: both columns are always filled [V]
FRANCE = "100"


@dataclass(frozen=True, slots=True)
class RemarqueSi:
    """What is to be seen of one value before it leaves. `champ`: the path of the field that mends it, of the dossier
    or of the formation; `bloque`: it does not leave before.
    """

    champ: str
    message: Msg
    bloque: bool = False


@dataclass(frozen=True, slots=True)
class VoeuParti:
    """What left of a vœu: the day, as codes « vœu, période »; whether its withdrawal was told by hand since."""

    le: date
    codes: tuple[str, str]
    traitee: bool = False


def etat(part: bool, partie: VoeuParti | None, codes: tuple[str, str]) -> str:
    """Where a vœu stands; blank: it is of no concern. `part`: its place is confirmed; `codes`: those it would have.

    Computed, never kept: a date that a withdrawal empties left vœux pending for ever elsewhere [V]. What was taken
    out by hand, or left under other codes, is to export again when it is confirmed.
    """
    if partie is None:
        return A_EXPORTER if part else ""
    if part:
        return EXPORTE if not partie.traitee and partie.codes == codes else A_EXPORTER
    return TRAITE if partie.traitee else DESISTE


def clean(text: str | None) -> str:
    """A value that no dialect of CSV needs to quote: no `;`, `"`, end of line or tabulation; blanks are one space."""
    said = unicodedata.normalize("NFC", text or "")
    return " ".join("".join(" " if c in ';"' or unicodedata.category(c) == "Cc" else c for c in said).split())


def pays3(code: str | None) -> str:
    """The three figures of a country: ours are those of the COG, « 99100 » for France."""
    return (code or "").removeprefix("99")


def telephone(text: str | None) -> str:
    """A number as France dials it, and with its country code from anywhere else."""
    return f"0{text[3:]}" if text and text.startswith("+33") else text or ""


def sexe(civilite: str | None) -> str:
    """M or F, blank when nobody said."""
    return _SEXES.get(civilite or "", "")


def naissance(iso: str | None) -> date | None:
    """A birth day; what is not known of it is the first. None: there is none."""
    year, month, day = (*(iso or "").split("-"), "", "")[:3]
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except (ValueError, OverflowError):  # a year beyond what a machine counts
        return None


def nee_en_partie(jour: str) -> Msg:
    """What is told of a birth day that is not whole, `jour` being the one that leaves."""
    return N_("Naissance incomplète\u00a0: elle partira le {jour}", jour=jour)


def partielle(iso: str | None) -> bool:
    """Whether day or month of a birth are not known."""
    return bool(iso) and len(iso or "") < len("2004-03-07")


def ine_seul(ine: str | None) -> str:
    """The eleven characters of an INE that may fill its column, else blank: a provisional one never does."""
    found = check_ine(ine or "")
    return found.ine if found.valide and found.format not in ("provisoire", "inconnu") else ""


def du_bac(annee: int | None, today: date) -> Iterator[RemarqueSi]:
    """A bac of a year to come: who has none yet is held back elsewhere [V], and may be right here."""
    if annee is not None and annee > today.year:
        yield RemarqueSi("bac.annee", N_("Bac de {annee}\u00a0: cette année est à venir", annee=annee))


def manquants(formation: Mapping[str, Any]) -> Iterator[Msg]:
    """What a formation that is known to the student records still lacks there."""
    if formation.get("code_voeu") and not formation.get("code_periode"):
        yield N_("Pégase\u00a0: il manque le code période.")
    if formation.get("code_etape") and (formation.get("version_etape") is None or not formation.get("centre_gestion")):
        yield N_("Apogée\u00a0: il manque la version d’étape ou le centre de gestion.")


def autre_annee(periode: str, annee: str | None) -> bool:
    """Whether the code of a period names years that are not those of the campaign, « PER-2025 » for 2026-2027 [C]."""
    named = {part for part in _figures(periode) if len(part) == 4 and part.startswith("20")}
    return bool(named and annee) and not named & set((annee or "").split("-"))


def _figures(text: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in text).split()


def numero_opi(prefixe: str, dossier: str) -> str:
    """The OPI number: a prefix of two at most, then the number of the dossier, ten in all [V]. `Fault` beyond."""
    numero = f"{prefixe}{dossier}".upper()
    if len(numero) > 10:
        raise Fault(N_("Le numéro OPI aurait plus de 10 caractères\u00a0: «\u00a0{numero}\u00a0».", numero=numero))
    return numero
