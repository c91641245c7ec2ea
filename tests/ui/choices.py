"""What a choice offers, read from the list that is on screen."""

from __future__ import annotations

from PySide6.QtWidgets import QListView, QWidget


def proposals(choice: QWidget) -> list[str]:
    """The labels, from the top."""
    lists = [one for one in choice.window().findChildren(QListView) if one.isVisible()]
    model = next((one.model() for one in lists if one.property("look") == "proposals"), None)
    return [model.index(row, 0).data() for row in range(model.rowCount())] if model is not None else []
