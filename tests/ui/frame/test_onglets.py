"""A tab that is not there for everybody comes and goes with the person."""

from __future__ import annotations

from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.services.acts import do
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.ui.dossier.saisine import SaisinePage
from scolarite_desk.ui.frame.window import Window
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]


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
