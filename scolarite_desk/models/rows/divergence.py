"""What desks disagree on, once their works are together: frozen rows for whoever lists or settles them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scolarite_desk.msg import Msg


@dataclass(frozen=True, slots=True)
class DeskVersion:
    """What one desk wrote of a group. `code` ("station:number") names it when settling; `valeurs`: journal values by
    column, blanks left out; `montree`: the one that forms and exports show meanwhile.
    """

    code: str
    poste: str
    numero: int
    auteur: str
    at: datetime
    valeurs: Mapping[str, Any]
    montree: bool


@dataclass(frozen=True, slots=True)
class Divergence:
    """One thing to settle. Kinds: `valeur` (a group of a row), `retrait` (withdrawn here, changed there), `orpheline`
    (its owner is withdrawn, erased or unknown), `unicite` and `etats` (a rule of the office broken by the union),
    `lecture` (a value that no longer reads, or against the rules of the office).

    `fiches`: (table, key) of the rows concerned, the first one that to settle; `versions` only for the first two
    kinds, `groupe` for these and, where one column is at fault, for the last one.
    """

    genre: str
    regle: str
    phrase: Msg
    fiches: tuple[tuple[str, str], ...]
    groupe: str = ""
    versions: tuple[DeskVersion, ...] = ()
