"""A tag as it is shown, wherever it is put."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marque:
    """A tag on somebody: `couleur`, one of `models/rules/etiquettes.py`; `candidature`: blank, the person bears it."""

    etiquette: str
    libelle: str
    couleur: str
    candidature: str = ""
