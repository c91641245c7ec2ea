"""Nothing moves under the hand: what is told takes no room of the page, and goes with its cause."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.msg import N_
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.widgets import Button, OneLine
from scolarite_desk.ui.widgets.stay import stay
from tests.accessible import complaints
from tests.keys import pressed, replaced
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]

LONG = "Ce qui est tapé ici ne se lit pas\u00a0: " + "le jour, le mois, puis l’année sont attendus dans cet ordre. " * 2


def places(window: Window) -> dict[QWidget, QRect]:
    """Where everything that one types in or presses is."""
    for _ in range(6):
        QApplication.processEvents()
    hands = (one for one in window.centralWidget().findChildren(QWidget) if one.focusPolicy() and one.isVisible())
    return {one: QRect(one.mapTo(window, QPoint()), one.size()) for one in hands}


def opened(window: Window, tab: str = "") -> None:
    window.show_dossier(window.queue.people.rows_model.rows[0].dossier, tab)


def told(window: Window) -> None:
    window.messages.tell(Refused(N_("Cette pièce est déjà validée.")))
    window.messages.tell(Unavailable(N_("Le fichier de la base n’est plus là.")))


def test_a_message_moves_no_field_and_no_button(window: Window) -> None:
    for go in (lambda: opened(window), lambda: window.enter("reglages"), lambda: window.enter("decisions")):
        go()
        before = places(window)
        told(window)
        assert places(window) == before
        assert complaints(window) == []
        window.messages.clear()
        assert places(window) == before


def test_a_message_lies_where_nothing_is_typed_nor_pressed(window: Window) -> None:
    opened(window)
    told(window)
    over = window.messages.geometry()
    assert window.messages.isVisible()
    hidden = [one for one, place in places(window).items() if place.intersects(over) and place.height() < 80]
    assert hidden == []


def test_a_message_never_hides_what_has_the_keyboard(window: Window) -> None:
    opened(window)
    told(window)
    for _ in range(30):
        here = QApplication.focusWidget()
        assert here is not None
        place = QRect(here.mapTo(window, QPoint()), here.size())
        assert not (window.stack.isAncestorOf(here) and place.intersects(window.messages.geometry()))
        window.focusNextChild()


def test_a_message_does_not_follow_into_another_page(window: Window) -> None:
    opened(window)
    window.messages.say("Cette pièce est déjà validée.")
    window.enter("decisions")
    assert window.messages.text() == ""


def test_a_fault_of_two_lines_moves_no_field(window: Window) -> None:
    opened(window)
    form = window.pane.form()
    assert form is not None
    for name in ("prenom", "courriel"):
        form.focus(name)
        before = places(window)
        form.fault(name, LONG)
        assert places(window) == before
        assert form.seats[name].note.text() == LONG
        assert form.seats[name].note._whole().isVisible()
        assert complaints(window) == []


def test_a_long_fault_does_not_hide_the_field_that_follows_once_one_is_there(window: Window) -> None:
    opened(window)
    form = window.pane.form()
    assert form is not None
    form.focus("prenom")
    form.fault("prenom", LONG)
    form.focus("prenom_usage")
    assert not form.seats["prenom"].note._whole().isVisible()
    assert complaints(window) == []


def test_a_draft_that_comes_back_moves_no_field_nor_when_it_goes(window: Window) -> None:
    opened(window)
    form = window.pane.form()
    assert form is not None
    form.focus("prenom")
    before = places(window)
    form.restore("prenom", "Eleonore")
    assert places(window) == before
    pressed("Esc")
    assert places(window) == before
    assert form.text("prenom") == "Éléonore"


def test_a_band_moves_no_field(window: Window) -> None:
    opened(window)
    before = places(window)
    window.pane.bands._say_diverging(window.pane.view.key if window.pane.view else "", 2)
    window.pane.bands.show()
    assert window.pane.bands.diverging.isVisible()
    assert {one: place for one, place in places(window).items() if isinstance(one, OneLine)} == {
        one: place for one, place in before.items() if isinstance(one, OneLine)
    }


def test_what_was_refused_goes_once_something_is_written(window: Window) -> None:
    opened(window)
    window.messages.say("Cette pièce est déjà validée.")
    window.pane.go("identite.prenom_usage")
    replaced("Léo\t")
    assert window.messages.text() == ""


def test_a_disagreement_that_arrives_is_told_over_the_page_and_takes_its_place_at_the_next_opening(
    window: Window,
) -> None:
    opened(window, "candidatures")
    bands, before = window.pane.bands, places(window)
    assert window.pane.view is not None
    bands._apart = 2
    bands._say_diverging(window.pane.view.key, 2, come=False)
    assert bands.diverging.isHidden()
    assert "2 désaccords à trancher" in window.messages.text()
    assert places(window) == before
    bands._apart = 0  # settled elsewhere
    window.messages.check()
    assert window.messages.text() == ""


def test_what_a_page_says_leaves_its_room_when_it_goes(window: Window) -> None:
    opened(window)
    strip = window.pane._limits[window.pane.page].strip
    assert stay(strip, True, come=True)
    before = places(window)
    assert stay(strip, False, come=False)
    assert places(window) == before
    assert stay(strip, True, come=False)  # its room is still there
    assert places(window) == before
    assert stay(strip, False, come=True)
    assert not stay(strip, True, come=False)


def test_a_button_whose_words_change_is_as_wide_for_all_of_them(window: Window) -> None:
    window.enter("decisions")
    before = places(window)
    button = next(one for one in before if isinstance(one, Button) and one.accessibleName() == "Valider")
    button.say("Valider 128 avis", icon="stamp")
    assert places(window) == before
