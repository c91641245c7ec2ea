"""Which candidatures are decided on: one campaign, one commission, one formation, a saved view, any left blank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QLabel, QWidget

from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import Arbre, Condition, Et, Non
from scolarite_desk.msg import N_, NOTHING
from scolarite_desk.services.vues import views_of
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.vues import DECISIONS
from scolarite_desk.ui.desk.commands import menu_letters
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.look.texts import mnemonics, say, tr
from scolarite_desk.ui.widgets import Button, Choice, column, row
from scolarite_desk.ui.widgets.flow import Flow

_LISTS = {"campagne": ("@campagne", N_("Campagne"), 32), "commission": ("@commission", N_("Commission"), 17)}
_LISTS |= {"formation": ("@formation", N_("Formation"), 31), "vue": ("@vue", N_("Vue"), 24)}


class Filtre(QWidget):
    """A few choices, and what they mean. `changed()`: look again."""

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        names: Sequence[str] = tuple(_LISTS),
        acts: Callable[[QPoint], object] | None = None,
        near: Sequence[QWidget] = (),
    ) -> None:
        """`names`: which of them are offered. `acts(where)`: what can be done with the view. `near`: what stands after
        them, on their lines.
        """
        super().__init__()
        self._desk, self.filter = desk, Filter()
        self._lists = lists_of(desk, vue=self._views)
        self._choices = {name: self._made(desk, name) for name in names}
        blocks = []
        labels = mnemonics([say(_LISTS[name][1]) for name in names], menu_letters())
        for name, label in zip(names, labels, strict=True):
            block, words = QWidget(), QLabel(label)
            words.setBuddy(self._choices[name])
            self._choices[name].setFixedWidth(desk.theme.wide(_LISTS[name][2]))
            beside = [self._more(desk, acts)] if name == "vue" and acts is not None else []
            row(block, words, self._choices[name], *beside, spacing=desk.theme.gap)
            blocks.append(block)
        self._of_views = blocks[names.index("vue")] if "vue" in names else None
        column(self, Flow(*blocks, *near, spacing=desk.theme.block))

    def choose(self, chosen: Filter) -> None:
        """Show a filter."""
        self.filter = chosen
        self._lists.forget()
        self._offer_views()
        for name, choice in self._choices.items():
            key = _key(chosen, name)
            choice.set_text(self._lists.label(_LISTS[name][0], key) if key else "")

    def _made(self, desk: Desk, name: str) -> Choice:
        choice = Choice(desk.theme, partial(self._propose, name))
        choice.setAccessibleName(say(_LISTS[name][1]))
        choice.left.connect(partial(self._take, name))
        choice.entered.connect(partial(self._take, name))
        choice.chosen.connect(partial(self._take, name))
        return choice

    def _more(self, desk: Desk, acts: Callable[[QPoint], object]) -> Button:
        more = Button(desk.theme, "", lambda: acts(more.mapToGlobal(more.rect().bottomLeft())), icon="chevron-down")
        more.setAccessibleName(tr("Enregistrer, modifier, partager la vue"))
        more.setToolTip(more.accessibleName())
        return more

    def _row(self) -> Mapping[str, Any]:
        return {"campagne_id": self.filter.campagne}

    def _propose(self, name: str, text: str) -> list[tuple[str, str]]:
        return self._lists.propose(_LISTS[name][0], text, self._row())

    def _take(self, name: str) -> None:
        choice = self._choices[name]
        meant = choice.meant().strip()
        key = self._lists.find(_LISTS[name][0], meant, self._row()) if meant else None
        if meant and key is None:
            choice.mark("bad", "circle-alert")
            choice.setAccessibleDescription(tr("Choisissez une valeur de la liste."))
            return
        choice.mark("")
        choice.setAccessibleDescription("")
        if key != _key(self.filter, name):
            if name == "vue":
                self.see(key)
            else:
                self.filter = _narrowed(self.filter, name, key)
                self.choose(self.filter)
            self.changed.emit()

    def see(self, key: str | None) -> None:
        """Show a saved view, and nothing else; None, or one that is gone: all of what it kept in."""
        known = {one.key: one for one in self._desk.read(views_of, DECISIONS)}
        self.choose(Filter(vue=known.get(key or "")))

    def follow(self) -> None:
        """The view as another desk or page left it; one that was put away narrows nothing any more."""
        self._offer_views()
        chosen = self.filter.vue
        if chosen is not None:
            self._lists.forget()
            now = next((one for one in self._desk.read(views_of, DECISIONS) if one.key == chosen.key), None)
            if now != chosen:
                self.choose(replace(self.filter, vue=now))

    def _offer_views(self) -> None:
        """Nothing is offered where there is none yet: the command that saves one is in the menus."""
        if self._of_views is not None:
            self._of_views.setVisible(bool(self._views()))

    def _views(self) -> list[tuple[str, str]]:
        return [(one.key, _said(one)) for one in self._desk.read(views_of, DECISIONS)]


def _said(vue: Vue) -> str:
    return tr("{vue} (service)", vue=vue.libelle) if vue.partagee else say(vue.libelle)


def _key(chosen: Filter, name: str) -> str | None:
    if name == "vue":
        return chosen.vue.key if chosen.vue is not None else None
    found: str | None = getattr(chosen, name)
    return found


# What the buttons over the table narrow to, as conditions of a view; an avis is one of the filter.
_NARROWED: Mapping[str, tuple[Arbre, ...]] = {
    "sans": (Condition("sans_avis"),),
    "incomplets": (Non(Condition("statut", ("CO",))),),
    "a_valider": (Non(Condition("sans_avis")), Non(Condition("avis_valide"))),
}


def as_view(chosen: Filter, narrowed: str) -> Vue:
    """A filter, and how the table is narrowed, as a view that could be saved."""
    given = {"campagne": chosen.campagne, "formation": chosen.formation, "commission": chosen.commission}
    trees: list[Arbre] = [Condition(name, (key,)) for name, key in given.items() if key]
    trees += [Condition("avis", (chosen.avis,))] if chosen.avis else []
    trees += _NARROWED.get(narrowed, ())
    vue = chosen.vue or Vue("", DECISIONS, NOTHING)
    if not trees:
        return vue
    inside = vue.filtre.arbres if isinstance(vue.filtre, Et) else (vue.filtre,)
    every = (*trees, *inside)
    return replace(vue, filtre=Et(every) if len(every) > 1 else every[0])


def _narrowed(chosen: Filter, name: str, key: str | None) -> Filter:
    """Another campaign or commission looks at all of its formations."""
    if name == "campagne":
        return Filter(campagne=key, vue=chosen.vue)
    return replace(chosen, formation=None, commission=key) if name == "commission" else replace(chosen, formation=key)
