"""The menus of a table: the acts of its rows, what can be copied, and how its columns lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.forms.order import By
from scolarite_desk.ui.look.texts import say, tr, trn

if TYPE_CHECKING:
    from scolarite_desk.ui.forms.tables import Table

_STEP = 3  # characters by which a column grows or shrinks


def of_rows(table: Table[Any], where: QPoint) -> QMenu:
    """What can be done with the selection: the acts of the page, the copies, then the columns."""
    menu = _made(table)
    current = table.current()
    if table.opens and current is not None:
        act = menu.addAction(table.opens, lambda: table.opened.emit(current))
        menu.setDefaultAction(act)
    for button in table.acts:
        if not button.isHidden():
            act = menu.addAction(button.icon(), button.accessibleName(), button.click)
            act.setEnabled(button.isEnabled())
            act.setToolTip(button.toolTip())
    menu.addSeparator()
    rows = len(table.selected())
    if rows:
        _add(menu, tr("Copier la cellule"), table.copy_cell, "Ctrl+C" if rows == 1 else "")
        said = tr("Copier la ligne") if rows == 1 else trn("Copier {n} ligne", "Copier {n} lignes", rows)
        _add(menu, said, table.copy_rows, "Ctrl+C" if rows > 1 else "")
        _add(menu, tr("Copier avec les titres"), lambda: table.copy_rows(titles=True), "Ctrl+Shift+C")
    if table.many and table.rows_model.rows:
        _add(menu, tr("Tout choisir"), table.selectAll, "Ctrl+A")
    column = table.column()
    if table.head.isVisible() and column is not None:
        menu.addSeparator()
        _fill(
            menu.addMenu(tr("Colonne «\u00a0{titre}\u00a0»", titre=table.rows_model.columns[column].title)),
            table,
            column,
        )
        _choose(menu, table)
    return _shown(menu, where)


def of_column(table: Table[Any], column: int, where: QPoint) -> QMenu:
    """What can be done with a column, or with all of them."""
    menu = _made(table)
    if column >= 0:
        _fill(menu, table, column)
        menu.addSeparator()
    _choose(menu, table)
    return _shown(menu, where)


def _fill(menu: QMenu, table: Table[Any], column: int) -> None:
    head, order = table.head, table.rows_model.order
    _add(menu, tr("Ordre croissant"), lambda: table.sort((By(column),)))
    _add(menu, tr("Ordre décroissant"), lambda: table.sort((By(column, down=True),)))
    if order and any(by.column != column for by in order):
        _add(menu, tr("Ajouter à l’ordre"), lambda: table.turn(column, more=True), "Ctrl+Shift+T")
    if order:
        _add(menu, tr("Ordre de départ"), lambda: table.sort(()))
    menu.addSeparator()
    shown = head.in_sight()
    if shown and shown[0] != column:
        _add(menu, tr("Déplacer vers la gauche"), lambda: head.shift(column, -1))
    if shown and shown[-1] != column:
        _add(menu, tr("Déplacer vers la droite"), lambda: head.shift(column, 1))
    _add(menu, tr("Élargir"), lambda: head.widen(column, _STEP))
    _add(menu, tr("Rétrécir"), lambda: head.widen(column, -_STEP))
    if len(shown) > 1:
        _add(menu, tr("Masquer cette colonne"), lambda: head.want(column, wanted=False))


def _choose(menu: QMenu, table: Table[Any]) -> None:
    """Every column that has a title, ticked when it is shown; and the way back."""
    head = table.head
    choice = menu.addMenu(tr("Colonnes"))
    for column in head.places():
        title = say(table.rows_model.columns[column].title)
        if title and not head.barred(column):
            one = choice.addAction(title)
            one.setCheckable(True)
            one.setChecked(column not in head.unwanted)
            one.toggled.connect(lambda wanted, column=column: head.want(column, wanted))
    _add(menu, tr("Présentation de départ"), table.restore)


def _made(table: Table[Any]) -> QMenu:
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    return menu


def _shown(menu: QMenu, where: QPoint) -> QMenu:
    menu.popup(where)
    return menu


def _add(menu: QMenu, text: str, call: Callable[[], object], keys: str = "") -> None:
    menu.addAction(f"{text}\t{written(keys)}" if keys else text, call)
