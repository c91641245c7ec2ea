"""The tabs of a dossier, in the order of the form. A new tab is one line."""

from __future__ import annotations

from dataclasses import dataclass

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


PAGES = (
    Onglet(IdentitePage),
    Onglet(AdressePage),
    Onglet(BacPage),
    Onglet(CursusPage),
    Onglet(StagesPage),
    Onglet(ExperiencesPage),
    Onglet(HistoriquePage),
)
