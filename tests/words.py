"""A window in words: its accessibility tree as text, one widget a line, as a screen reader would say it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QComboBox, QWidget

_STATES = ("disabled", "focused", "checked", "readOnly", "selected")
_SILENT = {"Client", "Pane", "Border", "Grouping", "LayeredPane", "Whitespace", "ScrollBar", "Separator"}
_CELLS = {"Cell", "ColumnHeader", "ListItem"}


def words(root: QWidget) -> str:
    """The window as lines `Role 'name' = 'value' (state) — description`, indented; hidden things are left out."""
    interface = QAccessible.queryAccessibleInterface(root)
    assert interface is not None
    return "\n".join(_lines(interface, 0))


def name_of(interface: QAccessibleInterface) -> str:
    """The accessible name: its own, or the text of the label beside it. A combo box's own is its value on Linux."""
    own, widget = interface.text(QAccessible.Text.Name), interface.object()
    if isinstance(widget, QComboBox):
        own = widget.accessibleName()
    labels = (other for other, _ in interface.relations(QAccessible.RelationFlag.Label))
    return own or next((label.text(QAccessible.Text.Name) for label in labels), "")


def _lines(interface: QAccessibleInterface, depth: int) -> Iterator[str]:
    if interface.state().invisible:
        return
    said = _said(interface)
    if said:
        yield "  " * depth + said
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and _is_shown(interface, child):
            yield from _lines(child, depth + 1 if said else depth)


def _is_shown(parent: QAccessibleInterface, child: QAccessibleInterface) -> bool:
    inner = parent.role().name in {"ComboBox", "EditableText"}  # the line edit and list inside say it again
    return not inner and (child.object() is not None or child.role().name in _CELLS)


def _said(interface: QAccessibleInterface) -> str:
    role, name = interface.role().name, name_of(interface)
    value = interface.text(QAccessible.Text.Value)
    description = interface.text(QAccessible.Text.Description)
    state = interface.state()
    states = [word for word in _STATES if getattr(state, word) and (word, role) != ("readOnly", "StaticText")]
    if role in _SILENT or (role in {"StaticText", "Graphic", *_CELLS} and not (name or value)):
        return ""
    parts = [role, f"'{name}'" if name else "", f"= '{value}'" if value and value != name else ""]
    parts += [f"({', '.join(states)})" if states else "", f"— {description}" if description else ""]
    return " ".join(part for part in parts if part)
