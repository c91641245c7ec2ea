"""CVEC, the contribution due each year on enrolment in initial training (code de l'éducation, L. 841-5, D. 841-2 ff.).

A number is due whether it is paid or exempt, none when the person is not concerned. The number has no public rule:
its shape (3 letters of the CROUS, a figure, 6 characters, 2 figures) is seen in use, so it can only be doubted. Two
writings of one number are compared without dashes nor case; it is kept and shown as the person typed it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scolarite_desk.models.rules.controle import Niveau
from scolarite_desk.models.rules.dates import show_day
from scolarite_desk.models.rules.fold import glue
from scolarite_desk.models.rules.signes import compact, plain
from scolarite_desk.msg import N_, NC_, NOTHING, Msg

Situation = Literal["payee", "exoneree", "non_concernee"]
Confiance = Literal["officiel", "relais", "usage"]

LONGEST = 40  # signs

_SEPARATORS = " .-_"
_USUAL = re.compile(r"([A-Z]{3}[0-9])([A-Z0-9]{6})([0-9]{2})")
_ENDS = (4, 10)  # how many signs stand before each dash of the usual shape
_ADDRESS = re.compile(r"://|@|^https?:?|\bwww\.|[a-z0-9]\.(?:fr|com|org|net|eu)\b", re.IGNORECASE)
_UNUSUAL = N_("Forme inhabituelle (XXXn-XXXXXX-nn attendu)\u00a0: relisez.")
_SHORT = N_("11 caractères, 12 d’habitude\u00a0: relisez, il en manque un.")
_CUT = N_("Tirets inhabituels (XXXn-XXXXXX-nn)\u00a0: relisez le numéro.")


@dataclass(frozen=True)
class ControleCvec:
    """`numero` is what is compared, `affiche` what is kept and shown: as it was typed. Both are blank when refused."""

    numero: str
    affiche: str
    niveau: Niveau
    message: Msg = NOTHING

    @property
    def valide(self) -> bool:
        """False for what cannot be a number at all: nothing, an address, a whole sentence."""
        return self.niveau != "refus"


def normalise(text: str) -> str:
    """Upper case, without spaces, dashes and invisible signs: what two writings of one number have in common.

    What follows the slash (letters of the surname) is no part of it.
    """
    return compact(as_typed(text))


def as_typed(text: str) -> str:
    """The number as the person wrote it, in capitals, with the dashes of the keyboard."""
    return " ".join(plain(text).split("/", maxsplit=1)[0].upper().split())


def check_cvec(text: str) -> ControleCvec:
    """The number, and what is unusual in it. No shape is refused: only what is no number."""
    if fault := _fault(text):
        return ControleCvec("", "", "refus", fault)
    doubt = _doubt(as_typed(text))
    return ControleCvec(normalise(text), as_typed(text), "avertissement" if doubt else "ok", doubt)


def doubt_of(numero: str | None, verifie_le: object) -> Msg:
    """What is unusual in a number that was kept, until somebody saw its certificate; nothing otherwise."""
    return check_cvec(numero).message if numero and verifie_le is None else NOTHING


def _fault(text: str) -> Msg:
    if _ADDRESS.search(plain(text).strip()):
        return N_("C’est une adresse\u00a0: tapez le numéro seul, sans le lien.")
    if len(as_typed(text)) > LONGEST:
        return N_("{maximum} signes au plus\u00a0: tapez le numéro seul.", maximum=LONGEST)
    return NOTHING if normalise(text) else N_("Tapez le numéro de l’attestation CVEC.")


def _doubt(shown: str) -> Msg:
    number = compact(shown)
    if not _USUAL.fullmatch(number):
        return _SHORT if len(number) == 11 else _UNUSUAL
    return NOTHING if _cuts(shown) <= {*_ENDS} else _CUT


def _cuts(shown: str) -> set[int]:
    """How many signs of the number stand before each of its spaces and dashes."""
    return {len(compact(shown[:at])) for at, sign in enumerate(shown) if sign in _SEPARATORS}


@dataclass(frozen=True)
class CvecAmount:
    """What was asked for one academic year. `confiance`: official site, relay of it, or common knowledge."""

    annee: str
    euros: Decimal
    confiance: Confiance


MONTANTS = {
    montant.annee: montant
    for montant in (
        CvecAmount("2018-2019", Decimal("90.00"), "relais"),  # sites d’universités
        CvecAmount("2019-2020", Decimal("91.00"), "usage"),
        CvecAmount("2020-2021", Decimal("92.00"), "usage"),
        CvecAmount("2021-2022", Decimal("92.00"), "relais"),  # copies de service-public.fr
        CvecAmount("2022-2023", Decimal("95.00"), "officiel"),  # lescrous.fr, juillet 2022
        CvecAmount("2023-2024", Decimal("100.00"), "officiel"),  # etudiant.gouv.fr
        CvecAmount("2024-2025", Decimal("103.00"), "officiel"),  # crous-rennes.fr, univ-reims.fr
        CvecAmount("2025-2026", Decimal("105.00"), "relais"),  # site d’université
    )
}


FIRST_YEAR = min(MONTANTS)  # the contribution was born with this academic year


def known_amount(annee: str) -> Decimal | None:
    """The euros of an academic year, None when no source gives them: then a setting, shown « à renseigner »."""
    montant = MONTANTS.get(annee)
    return montant.euros if montant else None


# Why the CVEC is not due, by régime of the dossier (a VAPP counts as one): a code of the list of reasons, and the
# sentence for the person at the desk. The labels of all reasons are in the lists. Every other régime owes it:
# apprentices, studies taken up again without funding, CPGE by their enrolment at the university, IFSI.
NON_CONCERNES: Mapping[str, tuple[str, Msg]] = {
    "continue": (
        "continue",
        N_("La CVEC n’est due qu’en formation initiale\u00a0: un stagiaire n’a pas d’attestation."),
    ),
    "professionnalisation": (
        "professionnalisation",
        N_("Le contrat de professionnalisation relève de la formation continue\u00a0: la CVEC n’est pas due."),
    ),
    "lycee": (
        "lycee",
        N_("Un BTS, un DMA ou une formation comptable en lycée ne doit pas la CVEC."),
    ),
    "echange": (
        "echange",
        N_("Un étudiant accueilli en échange, qui paie ses droits dans son université, ne doit pas la CVEC."),
    ),
    "vapp": (
        "vapp",
        N_("L’accès par validation des acquis place ici en formation continue\u00a0: la CVEC n’est pas due."),
    ),
}


# A grant is of initial training: with one, these leave the agent to ask.
DOUBTFUL_IF_GRANTED = frozenset({"continue", "vapp"})


@dataclass(frozen=True)
class CvecProposal:
    """What the rules propose: `motif` is a code of the lists of reasons; None leaves the agent to ask."""

    situation: Situation | None
    motif: str | None
    explication: Msg


def propose_situation(
    regime: str | None, candidature: str | None = None, boursier: bool = False, vapp_non_concerne: bool = False
) -> CvecProposal:
    """The likely situation and why, for the régime of the dossier and the type (`genre`) of the candidature.

    Due in initial training only, proved whether paid or exempt (code de l'éducation, L. 841-5, D. 841-3). Who is not
    concerned is in no text but in public lists (etudiant.gouv.fr, CROUS): trainees of formation continue, contrat de
    professionnalisation, incoming exchange, BTS in a lycée. A proposal, never a rule: the agent chooses.
    `vapp_non_concerne` is a setting: whether an access by VAPP is formation continue is each establishment's reading.
    """
    found = NON_CONCERNES.get(regime or "")
    if found is None and candidature == "vapp" and vapp_non_concerne:
        found = NON_CONCERNES["vapp"]
    if found is not None and boursier and found[0] in DOUBTFUL_IF_GRANTED:
        return CvecProposal(
            None, None, N_("Boursier et en formation continue\u00a0: l’un ou l’autre est à revoir, demandez.")
        )
    if found is not None:
        return CvecProposal("non_concernee", *found)
    if boursier:
        return CvecProposal(
            "exoneree", "boursier", N_("Boursier\u00a0: exonéré, mais l’attestation et son numéro sont dus.")
        )
    return CvecProposal(None, None, N_("Formation initiale\u00a0: attestation due, qu’elle soit payée ou exonérée."))


@dataclass(frozen=True)
class Identite:
    """Names and birth day (ISO, perhaps partial) as a certificate or a dossier gives them."""

    nom: str | None = None
    nom_usage: str | None = None
    prenom: str | None = None
    ne_le: str | None = None


def differences(attestation: Identite, dossier: Identite) -> list[Msg]:
    """What differs between a certificate and the dossier, in words. Accents, case and hyphens do not count.

    A surname is right when it is the birth name or the usage name; what the certificate leaves out is not compared.
    """
    found = []
    if attestation.nom and glue(attestation.nom) not in {glue(dossier.nom or ""), glue(dossier.nom_usage or "")}:
        found.append(_differs(NC_("état civil", "Nom"), attestation.nom, dossier.nom or dossier.nom_usage))
    if attestation.prenom and glue(attestation.prenom) != glue(dossier.prenom or ""):
        found.append(_differs(N_("Prénom"), attestation.prenom, dossier.prenom))
    if attestation.ne_le and attestation.ne_le != dossier.ne_le:
        found.append(_differs(N_("Né(e) le"), show_day(attestation.ne_le), show_day(dossier.ne_le)))
    return found


def _differs(label: Msg, attestation: str, dossier: str | None) -> Msg:
    if not dossier:
        return N_(
            "{champ}\u00a0: «\u00a0{attestation}\u00a0» sur l’attestation, rien au dossier.",
            champ=label,
            attestation=attestation,
        )
    return N_(
        "{champ}\u00a0: «\u00a0{attestation}\u00a0» sur l’attestation, «\u00a0{dossier}\u00a0» au dossier.",
        champ=label,
        attestation=attestation,
        dossier=dossier,
    )
