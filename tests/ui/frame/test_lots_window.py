"""What was done together is one undo of the window: five avis, one Ctrl+Z."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.progress import Progress
from scolarite_desk.services.acts import do
from scolarite_desk.services.avis import validate_avis
from scolarite_desk.services.dossiers import correct, create_dossier
from scolarite_desk.services.en_lot import give
from scolarite_desk.services.lots import do_each
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.store import Store
from scolarite_desk.ui.frame.window import Window
from tests.keys import pressed, typed
from tests.ui.frame.test_window import drawn, plain
from tests.ui.office import founded, office, settle, window

__all__ = ["founded", "office", "window"]


def candidatures(window: Window) -> list[str]:
    """Five people ask for the same formation."""
    store = window.store
    do(store, None, create_dossier, {"nom_naissance": "ORTEGA", "prenom": "Lucía", "ne_le": "2003-01-31"})
    with store.reading() as session:
        dossiers = list(session.scalars(select(Dossier.id).order_by(Dossier.id)))
        licence = session.scalars(select(Formation.id).where(Formation.code == "L2INF")).one()
    return [do(store, None, add_candidature, dossier, licence) for dossier in dossiers]


def avis(window: Window) -> list[str]:
    """What the table of the room says."""
    drawn()
    return [row.avis for row in window.room.table.rows_model.rows]  # type: ignore[union-attr]


def test_five_avis_given_together_are_one_undo_and_one_redo(window: Window) -> None:
    candidatures(window)
    window.run("decisions")
    assert avis(window) == [""] * 5
    window.room.table.selectAll()  # type: ignore[union-attr]
    window.run("donner_avis")
    typed("favo\t")
    window.room.panels.avis.give()  # type: ignore[union-attr]
    assert avis(window) == ["FA"] * 5
    assert plain(window.actions_["annuler"].text()) == "Annuler « Saisir un avis (5 fois) »"
    pressed("Ctrl+Z", window)
    assert avis(window) == [""] * 5
    assert plain(window.status.text()) == "Annulé : Saisir un avis (5 fois)"
    pressed("Ctrl+Y", window)
    assert avis(window) == ["FA"] * 5
    assert plain(window.status.text()) == "Rétabli : Saisir un avis (5 fois)"


def test_what_of_a_lot_is_not_undone_is_told_by_name(window: Window) -> None:
    keys = candidatures(window)
    give(window.store, None, "enter_avis", keys, {"avis": "FA"}, Progress())
    denis = Store(window.store.engine, window.store.path, "Denis", window.store.clock)
    do(denis, None, validate_avis, keys[0])
    pressed("Ctrl+Z", window)
    told = plain(window.messages.text())
    assert told.startswith("Annulé : Saisir un avis (4 fois sur 5). KERMAREC Maëlle : Annulation impossible")
    pressed("Ctrl+Z", window)
    assert plain(window.messages.text()).startswith("Annulation impossible")


def test_a_large_lot_is_undone_by_a_job(window: Window, qtbot: QtBot) -> None:
    with window.store.reading() as session:
        persons = list(session.scalars(select(Personne.id)))
    values = [(one, f"{rank}@exemple.fr") for rank in range(6) for one in persons]

    def given(one: tuple[str, str], _rank: int) -> dict[str, str]:
        return {"champ": "identite.courriel", "fiche": one[0], "valeur": one[1]}

    do_each(window.store, None, correct, values, given, Progress())
    pressed("Ctrl+Z", window)
    assert window.desk.jobs.busy
    settle(qtbot, lambda: not window.desk.jobs.busy)
    assert plain(window.status.text()) == "Annulé : Corriger « Courriel » (24 fois)"
    with window.store.reading() as session:
        assert set(session.scalars(select(Personne.courriel))) == {None}
