"""A page of a dozen fields, as the forms of the desk: every kind of editor, conditions, a doubt, code lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, tzinfo
from types import MappingProxyType
from typing import Any

from scolarite_desk.langue import kept
from scolarite_desk.models.fields import readers as r
from scolarite_desk.models.fields.field import ALWAYS, Field, Lists, When
from scolarite_desk.msg import N_, Msg

TODAY = date(2026, 9, 4)
NEE_EN_FRANCE = When(N_("si né(e) en France"), lambda row: row.get("pays") == "FR")


def too_young(value: Any, lists: Lists, row: Mapping[str, Any]) -> Msg | None:
    """A doubt, as the desk has them."""
    return N_("Moins de 10 ans : vérifiez l’année.") if str(value) > "2016" else None


FIELDS = (
    Field(
        "identite",
        "nom",
        N_("Nom de naissance"),
        r.Nom(),
        part=N_("État civil"),
        required=ALWAYS,
        hint=N_("Comme sur la pièce"),
    ),
    Field("identite", "prenom", N_("Prénom"), r.Nom(), part=N_("État civil"), required=ALWAYS),
    Field("identite", "usage", N_("Nom d’usage"), r.Nom(), part=N_("État civil")),
    Field("identite", "boursier", N_("Boursier"), r.OuiNon(), part=N_("État civil")),
    Field("identite", "ine", N_("INE"), r.Texte(11), part=N_("État civil")),
    Field("identite", "note", N_("Note"), r.LongTexte(), part=N_("État civil")),
    Field("identite", "ne_le", N_("Né(e) le"), r.JourNaissance(), part=N_("Naissance"), warn=too_young),
    Field("identite", "pays", N_("Pays"), r.Choix("pays"), part=N_("Naissance"), required=ALWAYS),
    Field("identite", "commune", N_("Commune"), r.Choix("commune"), part=N_("Naissance"), visible=NEE_EN_FRANCE),
    Field("identite", "ville", N_("Ville"), r.Texte(), part=N_("Naissance"), hint=N_("À l’étranger")),
    Field("identite", "courriel", N_("Courriel"), r.Courriel(), part=N_("Naissance")),
    Field("identite", "age", N_("Âge"), r.Entier(0, 120), part=N_("Naissance")),
)


class DemoLists:
    """Two short lists; codes and labels are found whatever the case."""

    LISTS: Mapping[str, Mapping[str, str]] = {
        "pays": {"FR": "France", "DE": "Allemagne", "DZ": "Algérie"},
        "commune": {"29232": "Quimper", "29233": "Quimperlé", "56190": "Quistinic", "35238": "Rennes"},
    }

    def label(self, name: str, code: str, row: Mapping[str, Any] = MappingProxyType({}), /) -> str:
        """The label of a code."""
        return self.LISTS[name].get(code, code)

    def find(self, name: str, text: str, row: Mapping[str, Any]) -> str | None:
        """The code that is meant."""
        asked = text.casefold()
        return next((c for c, label in self.LISTS[name].items() if asked in (c.casefold(), label.casefold())), None)

    def knows(self, name: str, code: str) -> bool:
        return True

    def outside(self, name: str, code: str, row: Mapping[str, Any]) -> bool:
        return False

    def propose(self, name: str, text: str, row: Mapping[str, Any], limit: int = 50) -> list[tuple[str, str]]:
        """What begins so."""
        begun = text.casefold()
        return [(c, label) for c, label in self.LISTS[name].items() if label.casefold().startswith(begun)][:limit]

    def say(self, text: Msg) -> str:
        """In French."""
        return kept(text)

    @property
    def fuseau(self) -> tzinfo:
        """Far from any office."""
        return UTC

    def today(self) -> date:
        """Always the same."""
        return TODAY


ROW = {"nom": "KERMAREC", "prenom": "Maëlle", "ne_le": "2004-03-07", "pays": "FR", "commune": "29232", "boursier": True}
