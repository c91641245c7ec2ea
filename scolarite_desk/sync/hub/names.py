"""Names at the hub: its schema, and its roles, which belong to the whole server and so bear the database's name."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

SCHEMA = "scolarite"
HEAD = "h0001"  # version of the hub's schema that this application speaks
LOCK = 20252026  # advisory lock of whoever writes works or gives numbers


@dataclass(frozen=True)
class Roles:
    """The roles that nobody logs in as: who owns, who appends, who reads views without names, or with them."""

    proprietaire: str
    postes: str
    lecture: str
    nominatif: str

    def filled(self) -> dict[str, str]:
        """Each under the mark that the SQL scripts use."""
        return {"proprietaire": self.proprietaire, "postes": self.postes, "lecture": self.lecture,
                "nominatif": self.nominatif}  # fmt: skip


def roles_of(base: str) -> Roles:
    """The roles of the hub in a database: plain identifiers, two databases never have the same."""
    plain = re.sub(r"[^a-z0-9_]", "_", base.lower())[:40]
    if plain != base:
        plain += "_" + hashlib.sha256(base.encode()).hexdigest()[:6]
    return Roles(*(f"sd_{plain}_{what}" for what in ("proprietaire", "postes", "lecture", "nominatif")))
