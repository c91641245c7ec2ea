"""The access log: who looked at which dossier, what left the office, how many rows, where to. Keys, never names.

It is this desk's own, apart from the history of dossiers, and kept for a set time (setting `acces_mois`).
"""

from __future__ import annotations

from scolarite_desk.store import acces
from scolarite_desk.store.store import Store


def consulted(store: Store, dossier: str) -> None:
    """`dossier` (its key) was shown to the current account. Shown again within `acces.AGAIN`, it is one line."""
    acces.write(store, acces.CONSULTATION, dossier, 1, "", once=True)


def exported(store: Store, quoi: str, lignes: int, ou: str, cible: str = "") -> None:
    """So many rows of personal data left: what (a code), where to (a path, a printer), about which row (its key)."""
    acces.write(store, quoi, cible, lignes, ou)
