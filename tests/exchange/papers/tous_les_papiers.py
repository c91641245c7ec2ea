"""Every paper in each of its cases: what is true of all of them is tried by this table, of a new paper too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from scolarite_desk.exchange.papers import (
    cle_secours,
    commission_list,
    dossier,
    lettres,
    proces_verbal,
    rapport,
    recu,
    ressaisie,
    sceau,
)
from scolarite_desk.exchange.papers.modeles import MODELES
from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.reglages import BY_KEY, SETTINGS
from scolarite_desk.models.rows.documents import EtatCvec, InePrinted, Lettre, Rendered
from scolarite_desk.models.rows.dossier_imprime import CadreCommission, DossierImprime
from scolarite_desk.models.rows.rapport import Partie, Rapport, ReportTable, couples
from scolarite_desk.models.rules.papiers import APPEL, DECISION, DESISTEMENT, INSCRIPTION, MOTIFS, RECU, SIGNES, VERBAL
from scolarite_desk.models.rules.requetes import RECOURS
from scolarite_desk.models.rules.states import AVIS
from scolarite_desk.models.rules.vapp import OPINIONS_DITES
from scolarite_desk.models.rules.vides import GENRES
from scolarite_desk.msg import N_, verbatim
from scolarite_desk.services.notice import notice
from tests.exchange.papers.papiers_inventes import (
    FRANCAIS,
    LETTRE,
    RESERVE,
    SERVICE,
    courrier,
    in_english,
    lettre,
    liste,
)
from tests.exchange.papers.papiers_inventes import RECU as RECEIPT
from tests.exchange.papers.test_cle_secours import CLE
from tests.exchange.papers.test_proces_verbal import PV
from tests.exchange.papers.test_recu import COMPLET, SILENCES, each, of_procedures
from tests.exchange.papers.test_sceau import SEAL

Drawing = tuple[Callable[[Any, Langue], Rendered], Any]  # what draws, and what it is given

PRACTICE = replace(SERVICE, exercice=True)
DEFAULTS = {one.key: one.default for one in SETTINGS} | {
    "dpo": "dpo@valmer.example",
    "etablissement": "Valmer",
    "conservation_admis": "60",
    "conservation_vapp": "60",
}
BOURSIER = BY_KEY["mention_boursier"].given

# --- Letters.

ABOVE = {"autorite_hierarchique": "le recteur", "remplace": ("L01-2026-00001", date(2026, 3, 7)), "raison": "Erreur."}
_ENCLOSED = replace(MODELES["FA"], annexes=("Calendrier des inscriptions", "Plan d’accès"))


def letters(genre: str) -> list[Lettre]:
    """A letter of each avis and of each other paper, about that kind of candidature."""
    return [one for papier in SIGNES for one in _letters(papier, genre)]


def _letters(papier: str, genre: str) -> list[Lettre]:
    if papier == DECISION:
        return [replace(lettre(avis), genre=genre, condition="" if avis == "DE" else RESERVE) for avis in AVIS]
    return [courrier(papier, genre)]


PASSAGES = (  # what letters say at times: in the place of another, without a rank, on a condition of its own
    replace(lettre("LA"), rang=None, retire=True, condition="une visite", **ABOVE),  # type: ignore[arg-type]
    replace(LETTRE, motif="", orientation="le SUIO", **ABOVE),  # type: ignore[arg-type]
    replace(lettre("FA"), condition="une visite", modele=_ENCLOSED),
    replace(lettre("LC"), rang=None, condition="une visite"),
    replace(
        courrier(INSCRIPTION), condition="une visite", attendues=(), droits=Decimal("182.00"), bourse_attendue=True
    ),
    replace(courrier(APPEL), rang=None),
    replace(courrier(DESISTEMENT), sans_reponse=True),
    *(
        replace(courrier(MOTIFS), remplace=None, implicite_le=date(2026, 11, 2), autorite_hierarchique=above)
        for above in ("", "le recteur")
    ),
    *(replace(lettre("FA"), recours=(genre, date(2026, 11, 2))) for genre in RECOURS),
    *(
        replace(
            lettre("FA" if code == "favorable" else "DE"),
            genre="vapp",
            condition="dispense (Anglais)" if code == "favorable" else "",
            commission=(date(2026, 10, 5), said, date(2026, 10, 9)),
        )
        for code, said in OPINIONS_DITES.items()
    ),
)

# --- Receipts.

_FIRST, _SECOND = RECEIPT.demandes
RECEIPTS = {  # what receipts say at times
    "autres": replace(
        COMPLET,
        demandes=(
            replace(_FIRST, recue_le=None, silence=replace(SILENCES[1], echeance=None)),
            replace(_SECOND, decidee_le=date(2026, 11, 2), tarif="110,00"),
        ),
        ine=InePrinted("0GBW0P00122"),
        cvec=EtatCvec("2026-2027", "payee", "X-1", douteuse=True),
        tiers="Awa",
        autorite_hierarchique="le recteur",
        suite=BOURSIER,
        suite_anglais=BOURSIER,
        rgpd=notice(DEFAULTS),
        rgpd_anglais=notice(DEFAULTS),
    ),
    "rien": replace(
        RECEIPT, demandes=(), pieces=(), ine=None, tribunal="", ne_le=N_("non renseignée"), cvec=EtatCvec("2026-2027")
    ),
    "exoneree": replace(COMPLET, pieces=(), duplicata=True, cvec=EtatCvec("2026-2027", "exoneree", motif="boursier")),
    "non_due": replace(RECEIPT, service=PRACTICE, agent="", cvec=EtatCvec("2026-2027", "non_concernee")),
}

# --- Of the house.

REPORT = Rapport(
    service=SERVICE,
    titre=N_("Données personnelles détenues"),
    objet=verbatim("KERMAREC Maëlle"),
    texte=(N_("Ce qui a été fait"),),
    parties=(
        Partie(N_("Durée"), (N_("Une phrase."),), ReportTable(((N_("Dossier"), 1.0),), (("K7P2M9QX",),))),
        Partie(N_("Vide"), vide=N_("Rien.")),
        Partie(N_("Deux"), (), couples(((N_("Acte"), N_("Éditer")),))),
    ),
    fait_le=datetime(2026, 11, 21, 14, 32),
    fait_par="Claire M.",
)
EXAMINED = DossierImprime(
    REPORT,
    "dossier-K7P2M9QX.pdf",
    CadreCommission(tuple(one.label for one in AVIS.values()), ("Niveau insuffisant", "Capacité atteinte")),
)
EMPTY = replace(liste(0), filtre=N_("toutes"), retenues=((N_("désaccord"), 2),), service=PRACTICE)

SPOKEN: Mapping[str, list[Drawing]] = {  # given to a person: in French alone
    RECU: [
        *((recu.render, one) for one in (RECEIPT, COMPLET, *RECEIPTS.values())),
        (recu.render, each(RECEIPT, *SILENCES)),
        (recu.render, of_procedures()),
    ],
    **{
        papier: [
            *((lettres.render, one) for genre in GENRES for one in _letters(papier, genre)),
            *((lettres.render, one) for one in PASSAGES if one.papier == papier),
        ]
        for papier in SIGNES
    },
}
WRITTEN: Mapping[str, list[Drawing]] = {  # that the office keeps: in its language
    VERBAL: [
        (proces_verbal.render, one)
        for one in (PV, replace(PV, quorum=3, remplace=None, observations=""), replace(PV, service=PRACTICE))
    ],
    "liste": [(commission_list.render, one) for one in (liste(5), EMPTY)],
    "sceau": [(sceau.render, SEAL)],
    "cle_secours": [(cle_secours.render, CLE)],
    "rapport": [(rapport.render, REPORT)],
    "ressaisie": [(ressaisie.render, REPORT)],
    "dossier": [(dossier.render, one) for one in (EXAMINED, replace(EXAMINED, cadre=None))],
}
CASES = {**SPOKEN, **WRITTEN}
OURS = ("liste", "sceau", "cle_secours", "rapport", "ressaisie", "dossier")  # no paper of the register's


def in_both(one: Any, *, translated: bool = True) -> Any:
    """The same paper with its English, for those that have one."""
    return in_english(one, translated=translated) if isinstance(one, Lettre) else replace(one, anglais=True)


@cache
def drawn(papier: str) -> tuple[bytes, ...]:
    """Each case of a paper, then, of what is given to a person, each with its English."""
    both = [(draw, in_both(one)) for draw, one in SPOKEN.get(papier, ())]
    return tuple(draw(one, FRANCAIS).octets for draw, one in (*CASES[papier], *both))
