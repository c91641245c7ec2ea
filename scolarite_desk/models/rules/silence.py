"""What a receipt told of silence, and the countdown to it: what was told is what counts, whatever a setting became
(CRPA L. 112-3, R. 112-5). While nothing was told, the countdown is that of today's settings, and says so.

    Decompte(tenu(dit, candidature), dit).dite(today)  -> « rejet implicite le 06/09/2026, dans 12 jours »
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from scolarite_desk.models.rules.dates import add_months, show_day
from scolarite_desk.models.rules.echeances import DEPARTS, UNSETTLED, Silence, complete_since
from scolarite_desk.models.rules.procedures import PROCEDURES
from scolarite_desk.models.tables.candidature import Candidature
from scolarite_desk.msg import N_, NN_, NOTHING, Msg

BIENTOT = timedelta(days=30)  # what a commission needs to meet
EFFETS = {"acceptation": N_("acceptation implicite"), "rejet": N_("rejet implicite")}
DITS = {**EFFETS, "aucune": N_("aucune décision")}
_BREF = {"acceptation": N_("acceptation"), "rejet": N_("rejet")}
PAS_DIT = N_("aucun reçu ne l’annonce encore")


@dataclass(frozen=True, slots=True)
class Dit:
    """What a receipt told of one candidature, as its row keeps it: codes and days, those that could not be said blank.
    `numero`: of the receipt.
    """

    numero: str
    le: date | None
    procedure: str
    effet: str
    mois: int
    depart: str
    debut: date | None
    pieces_le: date | None
    terme: date | None

    @property
    def source(self) -> Msg:
        """Who says it."""
        return N_("dit le {jour} par le reçu {numero}", jour=show_day(self.le) if self.le else "?", numero=self.numero)


def tenu(dit: Dit, candidature: Candidature) -> Silence:
    """The silence that a receipt told. An event that had not happened then may have since: its delay is the one told.
    A code that this version does not know settles nothing.
    """
    if dit.effet not in DITS:
        return UNSETTLED
    effet = cast(Literal["acceptation", "rejet", "aucune"], dit.effet)
    if effet == "aucune" or not dit.mois:
        known = PROCEDURES.get(dit.procedure)
        term = known.terme if known is not None and effet != "aucune" else NOTHING
        return Silence(effet, terme=term, procedure=dit.procedure)
    complete = dit.depart == "complet"
    start = dit.debut or (complete_since(candidature) if complete else candidature.recue_le)
    return Silence(
        effet,
        dit.mois,
        DEPARTS["complet" if complete else "reception"],
        dit.terme or (add_months(start, dit.mois) if start else None),
        manque=dit.pieces_le is not None,
        pieces_le=dit.pieces_le,
        debut=start,
        procedure=dit.procedure,
    )


@dataclass(frozen=True, slots=True)
class Decompte:
    """What is left before no answer means something. `dit`: the receipt that told it; None: none did. `valide`: the
    decision is made, and its letter has still to leave. `attend`: pieces were asked for since, which puts the day off
    (CRPA L. 114-5).
    """

    silence: Silence
    dit: Dit | None = None
    valide: bool = False
    attend: bool = False

    @property
    def le(self) -> date | None:
        """The day of the implied decision; None: no day is known."""
        return self.silence.echeance

    def jours(self, today: date) -> int | None:
        """Days that are left, negative once it is over."""
        return (self.le - today).days if self.le is not None else None

    def rejette(self, day: date) -> bool:
        """Whether no answer is a rejection by that day."""
        return self.silence.effet == "rejet" and self.le is not None and self.le <= day

    def ton(self, today: date) -> str:
        """How pressing it is: "bad" once over, "warn" when a commission has barely time to meet, else "muted"."""
        left = self.jours(today)
        if left is None or left > BIENTOT.days:
            return "muted"
        return "bad" if left < 0 else "warn"

    @property
    def effet(self) -> Msg:
        """What no answer means."""
        return EFFETS[self.silence.effet]

    def reste(self, today: date) -> Msg:
        """The days that are left, in words; blank where no day is known."""
        left = self.jours(today)
        if left is None:
            return NOTHING
        if left < 0:
            return NN_("depuis {n} jour", "depuis {n} jours", -left)
        return NN_("dans {n} jour", "dans {n} jours", left) if left else N_("aujourd’hui")

    def dite(self, today: date) -> Msg:
        """The implied decision, its day, and the days that are left."""
        if self.le is not None:
            return N_("{effet} le {jour}, {reste}", effet=self.effet, jour=show_day(self.le), reste=self.reste(today))
        if self.silence.terme:
            return N_("{effet} {terme}", effet=self.effet, terme=self.silence.terme)
        return NN_("{effet} {n} mois après {depart}", "{effet} {n} mois après {depart}", self.silence.mois,
                   effet=self.effet, depart=self.silence.depart)  # fmt: skip

    @property
    def source(self) -> Msg:
        """Which receipt told it, or that none did."""
        return self.dit.source if self.dit is not None else PAS_DIT

    @property
    def bref(self) -> Msg:
        """What no answer means and who said so, for a line of a list."""
        effet = _BREF[self.silence.effet]
        if self.dit is None:
            return N_("{effet}, pas encore annoncé", effet=effet)
        return N_("{effet}, reçu {numero}", effet=effet, numero=self.dit.numero)

    @property
    def suite(self) -> Msg:
        """What changes what is left; blank: nothing."""
        if self.valide:
            return N_("décision validée\u00a0: sa lettre doit partir avant")
        if self.attend and self.le is not None:
            return N_("des pièces sont attendues\u00a0: ce jour peut reculer")
        return NOTHING
