"""Kinds of decision, the five shipped and those of the office; what a validation saw of one.

A kind is of a family (`avis.avis`), which every rule reads: a kind of refusal is a refusal for the purge, for the
remedies and for who counts. It has words of its own, says whether another avis may follow it, and what its letter says.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scolarite_desk.models.rules.states import AVIS, FINAL_AVIS
from scolarite_desk.models.tables.decision import TypeDecision
from scolarite_desk.msg import Msg, verbatim


@dataclass(frozen=True, slots=True)
class Type:
    """One kind. `cle`: blank for a shipped one; `centre`: where it may be given, None everywhere; `anglais`: blank when
    nobody translated it.
    """

    code: str
    famille: str
    label: Msg
    anglais: str = ""
    definitif: bool = True
    motif_dit: bool = True
    condition_dite: bool = True
    centre: str | None = None
    en_service: bool = True
    ordre: int = 0
    cle: str = ""


FOURNIS = {
    code: Type(code, code, one.label, definitif=code in FINAL_AVIS, ordre=rank)
    for rank, (code, one) in enumerate(AVIS.items())
}


class Types:
    """The kinds of one base: its rows, over those shipped. A row of the code of a shipped one words that one."""

    def __init__(self, rows: Iterable[TypeDecision]) -> None:
        self._fournis, self._own = dict(FOURNIS), dict[str, Type]()
        for row in rows:
            one = _read(row)
            if one.code in FOURNIS and one.famille == one.code:
                self._fournis[one.code] = replace(one, centre=None, cle="")
            self._own[row.id] = one

    def of(self, avis: str, cle: str | None) -> Type:
        """The kind of an avis: its own, else the shipped one of its family; of a family that nobody knows, its code."""
        found = self._own.get(cle or "")
        return found or self._fournis.get(avis) or Type(avis, avis, verbatim(avis), definitif=False)

    def label(self, avis: str, cle: str | None) -> Msg:
        """The words of an avis."""
        return self.of(avis, cle).label

    def own(self) -> tuple[Type, ...]:
        """Those that the office added, in its order."""
        added = (one for one in self._own.values() if one.code not in FOURNIS)
        return tuple(sorted(added, key=lambda one: (one.famille, one.ordre, one.code)))

    def proposed(self, centre: str | None) -> tuple[Type, ...]:
        """Those of the office that may be given in a centre today."""
        return tuple(one for one in self.own() if one.en_service and one.centre in (None, centre))

    def left(self, famille: str, but: str) -> bool:
        """Whether a family keeps a kind in service, without the one of that code."""
        ones = (*self._fournis.values(), *self.own())
        return any(one.en_service for one in ones if one.famille == famille and one.code != but)

    def precise(self, avis: str, centre: str | None) -> bool:
        """Whether one of the office is to be chosen: the shipped one is out of service, and others may be given."""
        mine = any(one.famille == avis for one in self.proposed(centre))
        return mine and not self.of(avis, None).en_service


def _read(row: TypeDecision) -> Type:
    famille, code = row.famille or "", row.code or ""
    base = FOURNIS.get(famille, Type("", famille, verbatim("")))
    return replace(
        base,
        code=code,
        label=verbatim(row.libelle or code),
        anglais=row.libelle_anglais or "",
        centre=row.centre_id,
        en_service=row.en_service is not False,
        ordre=base.ordre if row.ordre is None else row.ordre,
        cle=row.id,
        definitif=base.definitif if row.definitif is None else row.definitif,
        motif_dit=row.motif_dit is not False,
        condition_dite=row.condition_dite is not False,
    )


# What the digest is of, in the order that counts nothing: all that a letter or a procès-verbal says of it. A comment is
# of the office alone. Columns are only ever added, and a blank one changes no digest that was written before it was.
VU = (
    "avis",
    "type_id",
    "motif",
    "motif_texte",
    "rang",
    "convocation_le",
    "convocation_heure",
    "convocation_lieu",
    "condition",
    "seance_id",
)


def vu(avis: Mapping[str, Any], names: Iterable[str] = VU) -> str:
    """What a validation saw of an avis, by column (`names`, of what else is decided on): 16 hexadecimal digits. Values
    may be those of a row or those that SQLite gives: a day is its text, a key its digits.
    """
    told = {name: _plain(avis[name]) for name in names if avis[name] not in (None, "")}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value
