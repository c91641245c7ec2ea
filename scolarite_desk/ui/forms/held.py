"""What keeps one on a page: it is named, it is seen, and the keyboard goes there. A page is never kept in silence."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import Msg
from scolarite_desk.ui.desk.messages import Messages
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import tr


def say_held(page: QWidget, title: Msg, messages: Messages) -> bool:
    """Say which field of the page is to be mended. What the base could not take was told already, and is no fault.
    Answers False, as what was asked of the page did.
    """
    forms = [form for form in page.findChildren(Form) if form.faults() and not form.isHidden()]
    if any(form.unwritten for form in forms):
        return False
    for form in forms:
        field, _fault = form.faults()[0]
        form.focus(field.name)
        said = tr(
            "«\u00a0{onglet}\u00a0» garde un champ à corriger\u00a0: «\u00a0{champ}\u00a0».",
            onglet=title, champ=field.label,
        )  # fmt: skip
        messages.say(said, "warn")
        return False
    messages.say(tr("«\u00a0{onglet}\u00a0» garde un champ à corriger.", onglet=title), "warn")
    return False


def unwritten(page: QWidget | None) -> bool:
    """Whether the base could not take what was typed there: it is tried again, as long as the window lives."""
    return any(form.unwritten for form in (page.findChildren(Form) if page else ()))
