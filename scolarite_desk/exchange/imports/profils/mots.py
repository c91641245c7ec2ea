"""Words of other programs for what our lists call otherwise."""

from __future__ import annotations

import re

from scolarite_desk.exchange.imports.conversions import Told, words
from scolarite_desk.models.rules.fold import fold

FRANCE = "France"

civilite = words(
    feminin="Mme",
    masculin="M.",
    femme="Mme",
    homme="M.",
    mr="M.",
    h="M.",
    madame="Mme",
    monsieur="M.",
    melle="Mme",
    mademoiselle="Mme",
)
_pays = words(  # as national nomenclatures put the name first
    coree_republique_de="Corée du Sud",
    coree_republique_populaire_democratique_de="Corée du Nord",
    congo_republique_democratique="République démocratique du Congo",
    centrafricaine_republique="République centrafricaine",
    dominicaine_republique="République dominicaine",
    tcheque_republique="Tchéquie",
    vatican_ou_saint_siege="Vatican",
)
mention_bac = words(
    admis_sans_mention="P",
    tres_bien_avec_felicitations="TBF",
    tres_bien_felicitations_du_jury="TBF",
    tres_bien_avec_felicitations_du_jury="TBF",
)
_FEMININ = re.compile(r"\((?:[ln]?ne|te|se|e)\)\s*$", re.IGNORECASE)
serie_bac = words(generale="NBGE", serie_generale="NBGE", bac_general="NBGE", baccalaureat_general="NBGE")
boursier = words(o="oui", n="non", vrai="oui", faux="non", **{"1": "oui", "0": "non"})
fc = words(o="continue", oui="continue", n="", non="", vrai="continue", faux="", **{"1": "continue", "0": ""})


def female_unless_m(text: str) -> Told:
    """Parcoursup: « M. », else a woman."""
    return ("M." if fold(text) in ("m", "mr", "monsieur", "masculin") else "Mme"), ()


def pays(text: str) -> Told:
    """A country or a nationality: « FRANCAIS(E) » is said of either."""
    return _pays(_FEMININ.sub("", text))
