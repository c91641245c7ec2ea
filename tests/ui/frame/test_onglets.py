"""A tab that is not there for everybody comes and goes with the person."""

from __future__ import annotations

from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.services.acts import do
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.ui.dossier.dossier import tab_of
from scolarite_desk.ui.dossier.inscription.page import InscriptionPage
from scolarite_desk.ui.dossier.pages import PAGES
from scolarite_desk.ui.dossier.saisine import SaisinePage
from scolarite_desk.ui.frame.window import Window
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]


def test_the_tab_of_the_enrolment_is_not_there_while_nobody_is_to_enrol(window: Window) -> None:
    window.show_dossier(window.desk.read(lambda session: session.scalars(select(Dossier.id)).first()))
    assert not window.pane.go("inscription")
    assert not isinstance(window.pane.page, InscriptionPage)


def test_what_may_be_left_to_do_leads_to_a_tab_that_has_room_for_its_mark() -> None:
    paths = ("identite", "adresse", "bac", "cursus_internes", "stages", "experiences", "candidatures", "avis",
             "reponse", "vapp", "acquis", "pieces", "ine", "cvec")  # fmt: skip
    assert all(PAGES[number].a_faire for path in paths if (number := tab_of(path)) is not None)


def test_the_tab_of_a_referral_is_there_for_who_asked_a_master(window: Window) -> None:
    store = window.desk.store
    with store.reading() as session:
        one, other = session.scalars(select(Dossier.id).order_by(Dossier.id)).all()[:2]
        master = session.scalars(select(Formation.id).where(Formation.genre == "m1")).one()
    do(store, None, add_candidature, one, master)
    window.show_dossier(one)
    assert window.pane.go("saisine")
    assert isinstance(window.pane.page, SaisinePage)
    window.show_dossier(other)
    assert not isinstance(window.pane.page, SaisinePage)
    assert not window.pane.go("saisine")
