"""What a decision is made of: the digest of what its validation saw."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

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


def vu(avis: Mapping[str, Any]) -> str:
    """What a validation saw of an avis, by column of VU: 16 hexadecimal digits. Values may be those of a row or those
    that SQLite gives: a day is its text, a key its digits.
    """
    told = {name: _plain(avis[name]) for name in VU if avis[name] not in (None, "")}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value
