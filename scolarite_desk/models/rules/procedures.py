"""Procedures: what no answer means hangs on what was asked, not on the office (CRPA L. 231-1, L. 231-4, R. 112-5).

A new one is a line: its two settings follow. A blank setting of a procedure is the general one of the office.
"""

from __future__ import annotations

from dataclasses import dataclass

from scolarite_desk.models.tables.formation import Formation, SessionDepot
from scolarite_desk.msg import N_, NOTHING, Msg

_GENERAL = N_("Vide\u00a0: la règle générale")


@dataclass(frozen=True)
class Procedure:
    """One procedure, and the settings that say its silence: the effect, and the months that it takes.

    `effet`, `mois`: what these are given at first, blank where no text is known to us. `terme`: the event that ends the
    wait while no month is set, where it is no delay. `source`: where the given values come from, or what is blank.
    """

    code: str
    label: Msg
    cle_effet: str
    cle_mois: str
    effet: str = ""
    mois: str = ""
    terme: Msg = NOTHING
    source: Msg = _GENERAL


# A table reads better as lines.
# fmt: off
PROCEDURES = {
    one.code: one
    for one in (
        Procedure("candidature", N_("candidature"), "silence_candidature", "silence_candidature_mois"),
        Procedure("m1", N_("première année de master"), "silence_m1", "silence_m1_mois", "rejet", "4",
                  source=N_("Hors plateforme (décret 2023-179)")),
        Procedure("m1_plateforme", N_("master par Mon Master"), "silence_m1_plateforme", "silence_m1_plateforme_mois",
                  "rejet", terme=N_("à la fin de la phase d’admission de la plateforme Mon Master"),
                  source=N_("Sans mois\u00a0: fin de la phase d’admission (décret 2023-179)")),
        Procedure("vapp", N_("validation des acquis"), "silence_vapp", "silence_vapp_mois"),
        Procedure("reprise", N_("reprise d’études"), "silence_reprise", "silence_reprise_mois"),
        Procedure("transfert", N_("transfert"), "silence_transfert", "silence_transfert_mois"),
    )
}
# fmt: on


_PLATEFORME = {"plateforme": True, "plateforme_complementaire": True, "hors_plateforme": False}  # kinds of session


def par_plateforme(formation: Formation, session: SessionDepot | None) -> bool:
    """Whether a formation is asked for through the national platform in that session: by the kind of the session,
    where that says it, else as the formation does.
    """
    known = _PLATEFORME.get(session.genre or "") if session is not None else None
    return bool(formation.mon_master) if known is None else known


def procedure_of(genre: str | None, formation: str | None, plateforme: bool) -> Procedure:
    """The procedure of a candidature: by its own kind, else by the kind of its formation."""
    if genre in ("vapp", "reprise", "transfert"):
        return PROCEDURES[genre]
    if formation == "m1":
        return PROCEDURES["m1_plateforme" if plateforme else "m1"]
    return PROCEDURES["candidature"]
