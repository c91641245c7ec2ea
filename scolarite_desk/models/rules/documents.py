"""The documents that the office issues and numbers, and what becomes of them. Registers on screen and the access log
are made from these tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scolarite_desk.msg import N_, NOTHING, Msg


@dataclass(frozen=True)
class GenreDocument:
    """One kind; its code is `DocumentEmis.genre`, kept for ever.

    `registre`: what its register is called on screen, nothing for what is given to nobody. `prefixe`: how its numbers
    begin.
    """

    code: str
    label: Msg
    registre: Msg
    icon: str
    prefixe: str = ""


DOCUMENTS = {
    one.code: one
    for one in (
        GenreDocument("recu", N_("Reçu"), N_("Reçus"), "printer"),
        GenreDocument("lettre", N_("Lettre de décision"), N_("Lettres"), "mail", "L"),
        GenreDocument("pv", N_("Procès-verbal de commission"), N_("Procès-verbaux"), "scale", "PV"),
        GenreDocument("sceau", N_("Preuve d’intégrité du journal"), NOTHING, "stamp", "S"),
    )
}


@dataclass(frozen=True)
class Devenir:
    """What became of a document; its code is `EtapeDocument.etape`, kept for ever.

    `apres`: the steps that it may follow. `parti`: it left the office. `raison`: it asks why.
    """

    code: str
    label: Msg
    icon: str
    tone: str
    apres: frozenset[str]
    parti: bool = False
    raison: bool = False


PREPARE, IMPRIME, ENREGISTRE, REVENU, CONTRAIRE = "prepare", "imprime", "enregistre", "revenu", "contraire"
REMIS, POSTE = "remis", "poste"
_HERE = frozenset({PREPARE, IMPRIME, ENREGISTRE, REVENU})
ETAPES = {
    one.code: one
    for one in (
        Devenir(PREPARE, N_("Préparé"), "circle-dashed", "warn", frozenset()),  # it has its number, no row says it
        Devenir(IMPRIME, N_("Imprimé"), "printer", "warn", _HERE),
        Devenir(ENREGISTRE, N_("Enregistré en fichier"), "save", "warn", frozenset({PREPARE, REVENU})),
        Devenir(REMIS, N_("Remis en main propre"), "user-check", "ok", _HERE, parti=True),
        Devenir(POSTE, N_("Posté"), "mail", "ok", _HERE, parti=True),
        Devenir(REVENU, N_("Revenu"), "triangle-alert", "bad", frozenset({POSTE, REMIS}), raison=True),
        # Nothing noted is undone: its contrary says that the step before it is not true.
        Devenir(CONTRAIRE, N_("Noté par erreur"), "undo-2", "muted", frozenset({REMIS, POSTE, REVENU})),
    )
}


def stands(noted: Iterable[str]) -> str:
    """Where a document stands, from the steps noted of it, the oldest first. One that no version knows stands as it is;
    a contrary of nothing says nothing.
    """
    known = [PREPARE]
    for code in noted:
        if code != CONTRAIRE:
            known.append(code)
        elif len(known) > 1:
            known.pop()
    return known[-1]


def waits(code: str) -> bool:
    """Whether a document that stands there is at the office, ready, and has never left."""
    return code in ETAPES and not ETAPES[code].parti and code != REVENU


def may_follow(before: str, after: str) -> bool:
    """Whether a step may be noted of a document that stands there; of one that stands nowhere known, any."""
    return before in ETAPES[after].apres or before not in ETAPES
