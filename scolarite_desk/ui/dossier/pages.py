"""The tabs of a dossier, in the order of the form. A new tab is one line."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from scolarite_desk.ui.dossier.historique import HistoriquePage
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.dossier.sections import (
    AdressePage,
    BacPage,
    CursusPage,
    ExperiencesPage,
    IdentitePage,
    StagesPage,
)


@dataclass(frozen=True)
class Onglet:
    """A tab, made when it is first looked at, and the commands that it answers."""

    page: type[DossierPage]
    answers: tuple[str, ...] = ()


def _landed(module: str, name: str, *answers: str) -> tuple[Onglet, ...]:
    """A tab whose module is there."""
    whole = f"scolarite_desk.ui.dossier.{module}"
    return (Onglet(getattr(import_module(whole), name), answers),) if find_spec(whole) else ()


_DECISIONS = ("candidature", "donner_avis", "valider_avis", "rectifier_avis", "lettre")

PAGES = (
    Onglet(IdentitePage),
    Onglet(AdressePage),
    Onglet(BacPage),
    Onglet(CursusPage),
    Onglet(StagesPage),
    Onglet(ExperiencesPage),
    *_landed("candidatures", "CandidaturesPage", *_DECISIONS),
    *_landed("pieces", "PiecesPage"),
    *_landed("ine_cvec", "IneCvecPage", "ine_provisoire"),
    *_landed("visites", "VisitesPage"),
    Onglet(HistoriquePage),
)
