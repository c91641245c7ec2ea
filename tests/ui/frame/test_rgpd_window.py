"""From an open dossier to the rights of its person, and back to nothing once they are erased."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from scolarite_desk.services.reglages import change_setting
from scolarite_desk.ui.frame.window import Window
from scolarite_desk.ui.salles.rgpd.room import RgpdRoom
from tests.keys import pressed, typed
from tests.ui.office import founded, office, window

__all__ = ["founded", "office", "window"]


def test_a_dossier_leads_to_its_person_and_is_gone_once_erased(window: Window, qtbot: QtBot) -> None:
    pressed("Ctrl+F", window)
    typed("kervella")
    pressed("Return")
    numero = window.pane.view.numero if window.pane.view else ""
    window.run("donnees_personne")
    room = window.room
    assert isinstance(room, RgpdRoom)
    form = room.personne.confirmed
    form.focus("numero")
    typed(numero)
    form.focus("motif")
    typed("Demande du 6 juillet")
    room.personne.erase()
    qtbot.waitUntil(lambda: not window.desk.jobs.busy)
    assert window.pane.view is None
    window.queue.clear()
    assert not any("KERVELLA" in str(row.nom) for row in window.queue.people.rows_model.rows)
    window.run("annuler")
    assert not any("KERVELLA" in str(row.nom) for row in window.queue.people.rows_model.rows)


def test_about_says_the_notice_and_whom_to_write_to(window: Window) -> None:
    window.desk.do(None, change_setting, "dpo", "Écrire à dpo@armorique.example.org")
    window.run("a_propos")
    assert "faire rectifier. Écrire à dpo@armorique.example.org" in window.messages.text()
