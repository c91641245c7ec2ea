"""A dossier found and opened in the window, and what its form says."""

from __future__ import annotations

from scolarite_desk.models.tables.personne import Personne
from scolarite_desk.store.store import Store
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.frame.window import Window
from tests.keys import pressed, typed

PRENOM = "identite.prenom"


def opened(window: Window, text: str = "kermarec") -> str:
    pressed("Ctrl+F", window)
    typed(text)
    pressed("Return")
    assert window.pane.view is not None
    return window.pane.view.personne


def form_of(window: Window) -> Form:
    form = window.pane.form()
    assert form is not None
    return form


def prenom_of(store: Store, personne: str) -> str | None:
    with store.reading() as session:
        return session.get_one(Personne, personne).prenom


def note_of(form: Form, path: str) -> str:
    seat = form.editing.find(path)
    assert seat is not None
    return seat.note.text().replace("\u00a0", " ")
