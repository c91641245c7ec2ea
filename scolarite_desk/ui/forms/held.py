"""What keeps one on a page: it is named, it is seen, the keyboard goes there, and it can be given up. A page is never
kept in silence.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.msg import Msg
from scolarite_desk.ui.desk.commands import command_of, written
from scolarite_desk.ui.desk.messages import Messages
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import say, tr

Held = tuple[Form, Field]


def held(page: QWidget | None) -> list[Held]:
    """The fields of a page whose text cannot be given as it is, those that are seen first."""
    forms = page.findChildren(Form) if page is not None else []
    shown = sorted(forms, key=lambda form: not form.isVisible())
    return [(form, field) for form in shown if not form.isHidden() for field in form.held()]


def say_held(page: QWidget, title: Msg, messages: Messages, *, go: bool = True) -> bool:
    """Say which field of the page is to be mended, go there, and offer to give it up. What the base could not take was
    told already, and is no fault. Answers False, as what was asked of the page did. `go`: not from another page.
    """
    if unwritten(page):
        return False
    found = held(page)
    if not found:
        messages.say(tr("«\u00a0{onglet}\u00a0» garde un champ à corriger.", onglet=title), "warn")
        return False
    form, field = found[0]
    if go:
        go_to_held(page)
    said = tr(
        "«\u00a0{onglet}\u00a0» garde un champ à corriger\u00a0: «\u00a0{champ}\u00a0» ({touche} y va).",
        onglet=title, champ=field.label, touche=written(command_of("champ_a_corriger").keys),
    )  # fmt: skip
    acts = [(say(command_of("abandonner_saisie").label), partial(give_up, page))]
    messages.say(said, "warn", acts, holds=lambda: field in form.held())
    return False


def go_to_held(page: QWidget | None) -> bool:
    """Put the keyboard on the field that keeps one on a page, wherever it is; False when nothing does."""
    found = held(page)
    for form, field in found[:1]:
        _bring_up(form)
        form.focus(field.name)
    return bool(found)


def give_up(page: QWidget | None) -> bool:
    """The value of the base takes the place of the text that keeps one there; False when nothing does."""
    found = held(page)
    go_to_held(page)
    for form, field in found[:1]:
        form.give_up(field.name)
    return bool(found)


def _bring_up(form: QWidget) -> None:
    """Turn to the tab and the page that it is on."""
    inside, around = form, form.parentWidget()
    while around is not None:
        if isinstance(around, QStackedWidget):
            tabs = around.parentWidget()
            (tabs if isinstance(tabs, QTabWidget) else around).setCurrentWidget(inside)
        inside, around = around, around.parentWidget()


def unwritten(page: QWidget | None) -> bool:
    """Whether the base could not take what was typed there: it is tried again, as long as the window lives."""
    return any(form.unwritten for form in (page.findChildren(Form) if page else ()))
