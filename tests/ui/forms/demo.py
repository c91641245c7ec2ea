"""A page of a dozen fields, as the forms of the desk: every kind of editor, conditions, a doubt, code lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, When

TODAY = date(2026, 9, 4)
NEE_EN_FRANCE = When("si né(e) en France", lambda row: row.get("pays") == "FR")


def too_young(value: Any, row: Mapping[str, Any]) -> str | None:
    """A doubt, as the desk has them."""
    return "Moins de 10 ans : vérifiez l’année." if str(value) > "2016" else None


FIELDS = (
    Field(
        "identite", "nom", "Nom de naissance", r.Nom(), part="État civil", required=ALWAYS, hint="Comme sur la pièce"
    ),
    Field("identite", "prenom", "Prénom", r.Nom(), part="État civil", required=ALWAYS),
    Field("identite", "usage", "Nom d’usage", r.Nom(), part="État civil"),
    Field("identite", "boursier", "Boursier", r.OuiNon(), part="État civil"),
    Field("identite", "ine", "INE", r.Texte(11), part="État civil"),
    Field("identite", "note", "Note", r.LongTexte(), part="État civil"),
    Field("identite", "ne_le", "Né(e) le", r.JourNaissance(lambda: TODAY), part="Naissance", warn=too_young),
    Field("identite", "pays", "Pays", r.Choix("pays"), part="Naissance", required=ALWAYS),
    Field("identite", "commune", "Commune", r.Choix("commune"), part="Naissance", visible=NEE_EN_FRANCE),
    Field("identite", "ville", "Ville", r.Texte(), part="Naissance", hint="À l’étranger"),
    Field("identite", "courriel", "Courriel", r.Courriel(), part="Naissance"),
    Field("identite", "age", "Âge", r.Entier(0, 120), part="Naissance"),
)


class DemoLists:
    """Two short lists; codes and labels are found whatever the case."""

    LISTS: Mapping[str, Mapping[str, str]] = {
        "pays": {"FR": "France", "DE": "Allemagne", "DZ": "Algérie"},
        "commune": {"29232": "Quimper", "29233": "Quimperlé", "56190": "Quistinic", "35238": "Rennes"},
    }

    def label(self, name: str, code: str) -> str:
        """The label of a code."""
        return self.LISTS[name].get(code, code)

    def find(self, name: str, text: str, row: Mapping[str, Any]) -> str | None:
        """The code that is meant."""
        asked = text.casefold()
        return next((c for c, label in self.LISTS[name].items() if asked in (c.casefold(), label.casefold())), None)

    def propose(self, name: str, text: str, row: Mapping[str, Any], limit: int = 50) -> list[tuple[str, str]]:
        """What begins so."""
        begun = text.casefold()
        return [(c, label) for c, label in self.LISTS[name].items() if label.casefold().startswith(begun)][:limit]


ROW = {"nom": "KERMAREC", "prenom": "Maëlle", "ne_le": "2004-03-07", "pays": "FR", "commune": "29232", "boursier": True}
