"""Saved views over a table: how one lays it out, what of the table one would keep, and what can be done with one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Tri
from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.services.vues import keep_view, share_view, withdraw_shared_view, withdraw_view
from scolarite_desk.store.queries.vues import TRIS
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.columns import Column
from scolarite_desk.ui.forms.layout import Layout
from scolarite_desk.ui.forms.order import Order
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.texts import say, tr

NEW, COPY, CHANGE = "", "copier", "modifier"  # what the room of views is asked for


def worn(vue: Vue, columns: Sequence[Column[Any]], own: Layout) -> Layout | None:
    """How a view lays a table out; None: as the person does. What it does not say stays theirs."""
    if not vue.colonnes and not vue.tri:
        return None
    order: Order = () if vue.tri else own.order
    first = {code: rank for rank, column in reversed(list(enumerate(columns))) for code in column.vue}
    shown = list(dict.fromkeys(first[code] for code in vue.colonnes if code in first))
    if not shown:
        return replace(own, order=order)
    places = list(shown)
    for rank in range(len(columns)):  # the others after the one that they follow in the table
        if rank not in places:
            places.insert(places.index(rank - 1) + 1 if rank else 0, rank)
    hidden = frozenset(rank for rank, column in enumerate(columns) if column.vue and rank not in shown)
    return Layout(tuple(places), hidden, {}, order)


def as_laid(table: Table[Any], vue: Vue) -> Vue:
    """The view with the columns and the order that its table has now. Columns that the table has not stay."""
    columns, layout = table.rows_model.columns, table.head.layout_()
    known = {code for column in columns for code in column.vue}
    colonnes = tuple(one for one in vue.colonnes if one not in known)
    if layout.places or layout.hidden is not None:
        shown = [rank for rank in table.head.places() if rank not in table.head.unwanted]
        colonnes = (*(code for rank in shown for code in columns[rank].vue), *colonnes)
    elif known.intersection(vue.colonnes):
        colonnes = ()
    order = [(columns[by.column].vue[:1], by.down) for by in table.rows_model.order]
    tri = tuple(Tri(code[0], down) for code, down in order if code and code[0] in TRIS[vue.salle])
    return replace(vue, colonnes=colonnes, tri=tri or vue.tri)


class Acts:
    """What is done with a saved view, at either list: `export(vue)` is the list's."""

    def __init__(self, desk: Desk, owner: QWidget, export: Callable[[Vue], object]) -> None:
        self._desk, self._owner, self._export = desk, owner, export

    def menu(self, vue: Vue | None, salle: str, where: QPoint) -> QMenu:
        """The menu of a view, of what is shown without one."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if vue is not None and vue.livree:
            locked = menu.addAction(tr("Vue de l’application\u00a0: elle ne change pas"))
            locked.setIcon(self._desk.theme.icon("lock", "muted"))
            locked.setEnabled(False)
        if vue is not None and not vue.livree:
            self._offer(menu, tr("Modifier…"), partial(self.ask, salle, CHANGE), self._changes(vue))
        if vue is not None:
            self._offer(menu, tr("Copier pour modifier…"), partial(self.ask, salle, COPY), "vues")
        self._offer(menu, tr("Enregistrer cette vue…"), partial(self.ask, salle, NEW), "vues")
        if vue is not None:
            self._of_one(menu, vue)
        menu.popup(where)
        return menu

    def ask(self, salle: str, what: str) -> None:
        """Into the room where a view is made or changed."""
        self._desk.entered.emit("vue", f"{salle}/{what}")

    def share(self, vue: Vue) -> None:
        """From oneself to the whole office, or back."""
        act = keep_view if vue.partagee else share_view
        done = self._desk.attempt(self._owner, act, vue.key)
        if done:
            mine = tr("La vue «\u00a0{vue}\u00a0» n’est plus qu’à vous.", vue=vue.libelle)
            ours = tr("La vue «\u00a0{vue}\u00a0» est partagée par tout le service.", vue=vue.libelle)
            self._desk.messages.say(mine if vue.partagee else ours, "ok")

    def withdraw(self, vue: Vue) -> None:
        """Out of sight; the trash gives it back."""
        act = withdraw_shared_view if vue.partagee else withdraw_view
        if self._desk.attempt(self._owner, act, vue.key):
            told = tr("Vue «\u00a0{vue}\u00a0» mise à la corbeille.", vue=vue.libelle)
            self._desk.messages.say(told, "ok")

    def _of_one(self, menu: QMenu, vue: Vue) -> None:
        if not vue.livree:
            words = tr("Garder pour moi seul") if vue.partagee else tr("Partager avec tout le service")
            self._offer(menu, words, partial(self.share, vue), "vues_partagees")
            self._offer(menu, tr("Mettre à la corbeille"), partial(self.withdraw, vue), self._changes(vue))
        menu.addSeparator()
        self._offer(menu, tr("Exporter en classeur…"), partial(self._export, vue), "exports")

    def _changes(self, vue: Vue) -> str:
        return "vues_partagees" if vue.partagee else "vues"

    def _offer(self, menu: QMenu, words: str, call: Callable[[], object], right: str) -> None:
        refusal: Msg = self._desk.droits.refusal(right) or NOTHING
        one = menu.addAction(words, call)
        one.setEnabled(not refusal)
        one.setToolTip(say(refusal))
