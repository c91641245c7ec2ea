"""Things that repeat (cursus, stages, expériences): a table of rows, and the form of the one that is selected."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.rules.droits import function_of
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.drafts import Drafts
from scolarite_desk.ui.forms.editing import Failure
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import tr, trc
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Empty, column
from scolarite_desk.ui.widgets.heads import Head
from scolarite_desk.ui.widgets.lines import is_enter

Row = Mapping[str, Any]
_SHOWN = 5  # rows of the table before it scrolls


class ListForm(QWidget):
    """Rows `{"id": key, field name: value...}`. `on_commit(key, field, value)` writes one value of one row.

    `on_add()` makes a new row in the base and answers its key; `on_withdraw(key)` takes one away (it can be undone).
    After either, and after any change, the screen calls `fill` with what the base holds.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        fields: Sequence[Field],
        lists: Lists,
        *,
        columns: Sequence[str],
        on_commit: Callable[[Any, Field, Any], object],
        on_add: Callable[[], Hashable],
        on_withdraw: Callable[[Any], object],
        drafts: Drafts | None = None,
        on_failure: Failure | None = None,
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`columns`: names of the fields that the table shows, the last one taking the room left."""
        super().__init__(parent)
        self._on_add, self._on_withdraw = on_add, on_withdraw
        self.beyond: Callable[[], object] | None = None  # where Enter goes from the last field, or from no row
        self._key: Any = None
        self.form = Form(
            theme,
            fields,
            lists,
            on_commit=lambda field, value: on_commit(self._key, field, value),
            drafts=drafts,
            on_failure=on_failure,
        )
        self.form.beyond = self._leave
        self.table = self._table(theme, title, [f for n in columns for f in fields if f.name == n], lists, empty)
        needs = function_of(fields[0].thing)
        self._add = Button(theme, tr("Ajouter"), self.add, icon="plus", keys=written("Ins"), needs=needs)
        self._withdraw = Button(
            theme, trc("ligne", "Retirer"), self.withdraw, icon="trash-2", keys=written("Del"), needs=needs
        )
        self.table.acts = (self._add, self._withdraw)
        head = Head(theme, title, (self._add, self._withdraw), look="strong")
        top = column(None, spacing=theme.gap)
        top.setContentsMargins(theme.block, theme.block, theme.block, 0)
        top.addWidget(head)
        top.addWidget(self.table)
        body = column(self)
        body.addLayout(top)
        body.addWidget(self.form)  # the page around scrolls: two bars side by side lose people
        body.addStretch(1)
        self.fill(())

    @property
    def key(self) -> Any:
        """The key of the row in the form, None when there is none."""
        return self._key

    def fill(self, rows: Sequence[Row]) -> None:
        """Show what the base holds; the selected row stays, and what is being typed in it too."""
        self.table.fill(rows)
        if self.table.current() is None and rows:
            self.table.step(0)
        self._show(self.table.current())

    def add(self) -> None:
        """Make a row and put the keyboard on its first field."""
        self.form.commit()
        self.table.go(self._on_add())
        self.form.focus()

    def start(self) -> None:
        """The keyboard on the list; while it is empty, its first row is begun."""
        if self._key is None and self._add.isEnabled():
            self._add.click()
        else:
            self.table.setFocus()

    def focus(self) -> None:
        """The keyboard on the first field of the selected row, or on the list when it has none."""
        if self._key is None or not self.form.focus():
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        if self.beyond is not None:
            self.beyond()

    def withdraw(self) -> None:
        """Take the selected row away."""
        if self._key is not None:
            self._on_withdraw(self._key)

    def commit(self) -> bool:
        """Give what is being typed; False when it cannot be read or was refused."""
        return self.form.commit()

    def _table(self, theme: Theme, title: str, shown: Sequence[Field], lists: Lists, empty: str) -> Table[Row]:
        def text(field: Field) -> Callable[[Row], str]:
            return lambda row: field.show(row.get(field.name), lists, row)

        columns = [
            Column[Row](f.label, text(f), chars=16, stretch=number == len(shown)) for number, f in enumerate(shown, 1)
        ]
        nothing = Empty(theme, "plus", empty or tr("Rien encore."), tr("Inser ajoute une ligne."))
        table = Table(theme, columns, title, key=lambda row: row["id"], empty=nothing)
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + _SHOWN * theme.row)
        table.moved.connect(self._moved)
        table.opened.connect(lambda row: self.form.focus())
        return table

    def _moved(self, row: Row | None) -> None:
        if row is not None and row["id"] != self._key:
            self.form.commit()
            self._show(row)

    def _show(self, row: Row | None) -> None:
        key = row["id"] if row is not None else None
        self.form.setVisible(row is not None)
        self._withdraw.setEnabled(row is not None)
        if key is None or key != self._key:
            self._key = key
            self.form.open(row or {}, str(key or ""))
        elif row is not None:
            self.form.refresh(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Inser adds from anywhere; Suppr withdraws when the table has the keyboard; Enter goes on from no row."""
        if is_enter(event) and self._key is None and self.table.hasFocus():
            self._leave()
        elif event.key() == Qt.Key.Key_Insert and not event.modifiers():
            self._add.click()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._withdraw.click()
        else:
            super().keyPressEvent(event)
