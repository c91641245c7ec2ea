"""The papers that leave the desk. Their codes are kept for ever: by the register, by who signs what, by the models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scolarite_desk.msg import N_, Msg


@dataclass(frozen=True)
class Papier:
    """One paper. `registre`: the kind of `rules/documents.DOCUMENTS` that numbers it; `titre`: what the register calls
    it, before the formation.

    `decision`: it decides, and says the remedies of what it decides. `signe`: somebody signs it. `date`: the day that
    it names is asked of who issues it; `lieu`: so are an hour and a place. `depuis`: what it speaks of, the avis, the
    answer or what was asked: what left before that spoke of another.
    """

    code: str
    label: Msg
    registre: str
    titre: Msg
    decision: bool = False
    signe: bool = True
    date: bool = False
    lieu: bool = False
    depuis: Literal["", "avis", "reponse", "requete"] = ""


RECU, DECISION, PIECES, DESISTEMENT = "recu", "decision", "pieces", "desistement"
APPEL, RELANCE, INSCRIPTION, MOTIFS, VERBAL = "appel", "relance", "inscription", "motifs", "pv"
ATTESTATION, ACCUSE_SAISINE = "attestation_refus", "accuse_saisine"

# A table reads better as lines.
# fmt: off
PAPIERS = {
    one.code: one
    for one in (
        Papier(RECU, N_("Reçu"), "recu", N_("Reçu"), signe=False),
        Papier(DECISION, N_("Lettre de décision"), "lettre", N_("Lettre"), decision=True),
        Papier(PIECES, N_("Demande de pièces manquantes"), "lettre", N_("Pièces manquantes"), date=True),
        Papier(DESISTEMENT, N_("Accusé de désistement"), "lettre", N_("Désistement"), depuis="reponse"),
        Papier(APPEL, N_("Appel de la liste complémentaire"), "lettre", N_("Place proposée"), date=True,
               depuis="avis"),
        Papier(RELANCE, N_("Relance avant la date de confirmation"), "lettre", N_("Relance"), depuis="avis"),
        Papier(INSCRIPTION, N_("Convocation à l’inscription"), "lettre", N_("Inscription"), date=True, lieu=True,
               depuis="avis"),
        Papier(ATTESTATION, N_("Attestation de refus en master"), "lettre", N_("Attestation de refus")),
        Papier(ACCUSE_SAISINE, N_("Accusé de réception d’une saisine du recteur"), "lettre", N_("Saisine du recteur")),
        Papier(MOTIFS, N_("Communication des motifs"), "lettre", N_("Motifs"), depuis="requete"),
        Papier(VERBAL, N_("Procès-verbal"), "pv", N_("Procès-verbal"), signe=False),
    )
}
# fmt: on

SIGNES = {code: one for code, one in PAPIERS.items() if one.signe}
COURRIERS = {code: one for code, one in SIGNES.items() if not one.decision}  # asked for by their code
