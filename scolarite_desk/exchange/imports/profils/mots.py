"""Words of other programs for what our lists call otherwise."""

from __future__ import annotations

from scolarite_desk.exchange.imports.conversions import Told, words
from scolarite_desk.models.rules.fold import fold

FRANCE = "France"

civilite = words(feminin="Mme", masculin="M.", femme="Mme", homme="M.", mr="M.", h="M.", madame="Mme", monsieur="M.")
serie_bac = words(generale="NBGE", serie_generale="NBGE", bac_general="NBGE", baccalaureat_general="NBGE")
fc = words(o="continue", oui="continue", n="", non="", vrai="continue", faux="", **{"1": "continue", "0": ""})


def female_unless_m(text: str) -> Told:
    """Parcoursup: « M. », else a woman."""
    return ("M." if fold(text) in ("m", "mr", "monsieur", "masculin") else "Mme"), ()
