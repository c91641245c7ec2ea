"""The tabs of a dossier, in the order of the form. A new tab is one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.saisine_lue import concerned
from scolarite_desk.store.queries.ressaisies import ressaisie_of
from scolarite_desk.ui.dossier.candidatures.page import CandidaturesPage
from scolarite_desk.ui.dossier.historique import HistoriquePage
from scolarite_desk.ui.dossier.inscription.page import InscriptionPage, enrolments
from scolarite_desk.ui.dossier.numeros.page import IneCvecPage
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.dossier.pieces.page import PiecesPage
from scolarite_desk.ui.dossier.ressaisie import RessaisiePage
from scolarite_desk.ui.dossier.saisine import SaisinePage
from scolarite_desk.ui.dossier.sections import (
    AdressePage,
    BacPage,
    CursusPage,
    ExperiencesPage,
    IdentitePage,
    StagesPage,
)
from scolarite_desk.ui.dossier.vapp.page import VappPage, asks_vapp
from scolarite_desk.ui.dossier.visites import VisitesPage


@dataclass(frozen=True)
class Onglet:
    """A tab, made when it is first looked at, the commands that it answers, and the function without which (one must at
    least read it) it is not there. `pour`: whether a dossier has something for it; `court`: its title, where the page
    says a longer one; `a_faire`: whether something of it may be left to do, which its mark says.
    """

    page: type[DossierPage]
    answers: tuple[str, ...] = ()
    right: str = ""
    pour: Callable[[Session, DossierView], bool] = lambda _session, _view: True
    court: Msg = NOTHING
    a_faire: bool = True

    def named(self, field: Field) -> Msg:
        """How a field of this tab is called from elsewhere."""
        return N_("{champ} ({onglet})", champ=field.alone or field.label, onglet=self.page.title)


PAGES = (
    Onglet(IdentitePage),
    Onglet(AdressePage),
    Onglet(BacPage),
    Onglet(CursusPage),
    Onglet(StagesPage),
    Onglet(ExperiencesPage),
    Onglet(CandidaturesPage, ("candidature", "donner_avis", "valider_avis", "rectifier_avis", "lettre")),
    Onglet(SaisinePage, pour=lambda session, view: concerned(session, view.personne, view.annee), a_faire=False),
    Onglet(VappPage, pour=lambda _session, view: asks_vapp(view)),
    Onglet(PiecesPage),
    Onglet(IneCvecPage, ("ine_provisoire",)),
    Onglet(InscriptionPage, (), "inscriptions", pour=lambda _session, view: bool(enrolments(view)), a_faire=False),
    Onglet(
        RessaisiePage,
        ("copier_suivante",),
        "dossiers",
        a_faire=False,
        pour=lambda session, view: ressaisie_of(session, view.key) is not None,
    ),
    Onglet(VisitesPage, ("recu", "etiqueter"), "visites", court=N_("Visites"), a_faire=False),
    Onglet(HistoriquePage, a_faire=False),
)


def useful(session: Session, view: DossierView) -> list[bool]:
    """Of each tab in its order, whether a dossier has something for it: one reading for all of them."""
    return [onglet.pour(session, view) for onglet in PAGES]
