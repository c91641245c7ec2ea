"""How the texts of a path convert, whatever the file: by the kind of what reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from scolarite_desk.exchange.imports.conversions import (
    annee,
    as_it_is,
    code,
    entier,
    jour,
    telephone,
    une_ligne,
    virgule,
)
from scolarite_desk.exchange.imports.profil import Convert
from scolarite_desk.exchange.imports.profils.mots import boursier, civilite, mention_bac, pays, serie_bac
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.fields import BY_PATH

# How the texts of a path convert, by its list, else by the kind of its reader; a path of its own first.
_OF_PATH: Mapping[str, Convert] = {
    "ine.valeur": code,
    "dossier.numero": code,
}
_OF_LIST: Mapping[str, Convert] = {
    "boursier": boursier,
    "civilite": civilite,
    "bac_serie": serie_bac,
    "bac_mention": mention_bac,
    **dict.fromkeys(("pays", "pays_naissance", "nationalite"), pays),
}
_OF_KIND: Mapping[str, Convert] = {
    "jour": jour,
    "naissance": jour,
    "annee": annee,
    "entier": entier,
    "telephone": telephone,
    "code_postal": entier,
    "nom": une_ligne,
    "note": virgule,
    "texte": une_ligne,
    "choix": une_ligne,
}


def conversion_of(chemin: str) -> Convert:
    """How the texts of a path convert unless its profile says otherwise; `cursus_externes.2.annee` as any of them."""
    if chemin.startswith("identifiants."):
        return code
    field = field_at(chemin)
    if field is None or chemin in _OF_PATH:
        return _OF_PATH.get(chemin, as_it_is)
    return _OF_LIST.get(getattr(field.reader, "liste", "")) or _OF_KIND.get(field.reader.kind, as_it_is)


@cache
def field_at(chemin: str) -> Field | None:
    """The field of a path, whichever of several rows it is of; None for what no form shows."""
    return BY_PATH.get(re.sub(r"\.(?:[0-9]+|\*)\.", ".", chemin))
