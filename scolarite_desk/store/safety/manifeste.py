"""What a backup says of itself, as JSON: read with every shape checked, since anybody may have written it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime

from scolarite_desk.store.safety.temoin import Tip, tip_of

_VERSION = 1
_FILE = re.compile(r"[^/\\\x00]*[^/\\\x00.][^/\\\x00]*")  # a name, and no way to another folder
_PLAIN = {"str": str, "int": int, "bool": bool, "dict[str, int]": dict}
NO_MANIFEST = (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError)


@dataclass(frozen=True)
class Manifeste:
    """What a backup says of itself. `base`: which base it is of; sums are SHA-256; sizes in bytes; `nombres`: rows of
    each table; `effaces`: rows erased by then; `temoins`: where each station's journal stood.
    """

    quand: datetime
    genre: str
    base: str
    fichier: str
    poste: str
    station: str
    schema: str
    exercice: bool
    taille: int
    somme: str
    somme_coffre: str
    effaces: int
    nombres: dict[str, int]
    temoins: tuple[Tip, ...]
    fuseau: str = ""  # of the establishment; versions before it said none


def text_of(made: Manifeste) -> str:
    """A manifest as its file holds it."""
    return json.dumps(asdict(made) | {"version": _VERSION, "quand": made.quand.isoformat()}, indent=1)


def parse(content: bytes) -> Manifeste:
    """The manifest that these bytes are. Raises `ValueError`, `TypeError`, `KeyError`... (`NO_MANIFEST`) otherwise."""
    said = json.loads(content)
    if said.pop("version") != _VERSION:
        raise ValueError("version")
    quand = datetime.fromisoformat(said.pop("quand"))
    temoins = tuple(tip_of(one) for one in said.pop("temoins"))
    made = Manifeste(quand=quand, temoins=temoins, **said)
    _verify_types(made)
    if quand.tzinfo is None or not 2000 < quand.year < 2200 or not _FILE.fullmatch(made.fichier):
        raise ValueError("manifest")
    if any(type(name) is not str or type(count) is not int for name, count in made.nombres.items()):
        raise TypeError("nombres")
    return made


def _verify_types(one: Manifeste) -> None:
    for name, value in vars(one).items():
        wanted = _PLAIN.get(str(Manifeste.__annotations__[name]))
        if wanted is not None and type(value) is not wanted:
            raise TypeError(name)
        if wanted is str:
            value.encode()  # half a character can be shown nowhere, and names no file
