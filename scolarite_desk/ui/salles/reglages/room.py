"""Settings: what the office decides for itself, part by part; each says what it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from scolarite_desk.models.fields import reglages as parts
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.vides import missing_of_office
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.messages import PAPIERS
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.reglages import ajouts, listes
from scolarite_desk.ui.salles.reglages.campagnes import Campagnes
from scolarite_desk.ui.salles.reglages.etiquettes import Etiquettes
from scolarite_desk.ui.salles.reglages.formulaire import Blanc, Blancs, Formulaire, blanks
from scolarite_desk.ui.salles.reglages.papiers import AVANT, AvantPapiers
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Stacked, column
from scolarite_desk.ui.widgets.heads import Head


class Section(Protocol):
    """A page of the settings: a widget that reads the base."""

    @property
    def form(self) -> Form | None:
        """The form under the keyboard."""

    def read(self) -> None:
        """Show what the base holds now."""

    def commit(self) -> bool:
        """Give what is being typed."""


@dataclass(frozen=True, slots=True)
class SettingsPart:
    """A line at the left. `count`: how many blanks wait there."""

    label: Msg
    icon: str
    count: int = 0


def _to_fill(part: SettingsPart) -> str:
    return trn("{n} à renseigner", "{n} à renseigner", part.count) if part.count else tr("rien à renseigner")


TO_FILL = N_("À renseigner")
_LEAST, _BESIDE = 26, 14  # characters of the list of parts; of them, what icon, count and margins take beside a name
_ICONS = {
    parts.ETABLISSEMENT: "building-2",
    parts.INE: "id-card",
    parts.CVEC: "badge-euro",
    parts.DROIT: "scale",
    parts.NUMEROS: "graduation-cap",
    parts.DONNEES: "lock",
    parts.SECURITE: "key-round",
}
_LISTS: dict[Msg, tuple[str, Callable[[Desk], QWidget]]] = {
    N_("Signataires"): ("pencil", listes.signataires),
    N_("Centres"): ("school", listes.centres),
    N_("Commissions"): ("users", listes.Commissions),
    N_("Campagnes"): ("calendar-days", Campagnes),
    N_("Pièces"): ("file-text", listes.pieces),
    N_("Questions"): ("circle-help", listes.questions),
    N_("Types de décision"): ("scale", ajouts.types),
    N_("Droits d’inscription"): ("badge-euro", ajouts.tarifs),
    N_("Étiquettes"): ("tag", Etiquettes),
    N_("Listes"): ("list-filter", listes.Listes),
}
OF_THINGS = {
    "signataire": N_("Signataires"),
    "etiquette": N_("Étiquettes"),
    "campagne": N_("Campagnes"),
    "piece": N_("Pièces"),
}
PARTS = (
    SettingsPart(TO_FILL, "triangle-alert"),
    SettingsPart(AVANT, "mail"),
    *(SettingsPart(label, icon) for label, icon in _ICONS.items()),
    *(SettingsPart(label, icon) for label, (icon, _) in _LISTS.items()),
)
_COLUMNS = (
    Column[SettingsPart](NOTHING, lambda part: say(part.label), icon=lambda part: part.icon, chars=20, stretch=True),
    Column[SettingsPart](
        NOTHING, lambda part: str(part.count or ""), chars=4, right=True, tone=lambda part: "warn", spoken=_to_fill
    ),
)


class ReglagesRoom(Room):
    """Parts at the left, the part at the right."""

    title = N_("Réglages")
    code = "reglages"
    tables = frozenset(
        {"reglage", "signataire", "centre", "commission", "commission_formation", "campagne", "session_depot"}
        | {
            "formation",
            "piece",
            "piece_demandee",
            "question",
            "nomenclature",
            "type_decision",
            "tarif",
            "etiquette",
            "pose_etiquette",
        }
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._pages: dict[Msg, Section] = {}
        self.head = Head(theme, say(self.title))
        self.parts = Table[SettingsPart](theme, _COLUMNS, tr("Parties des réglages"), key=lambda part: part.label)
        self.parts.moved.connect(self._moved)
        self.parts.opened.connect(lambda part: self._page(part.label).setFocus())
        self.stack = Stacked()
        self._left = left = QWidget()
        column(left, self.parts).setContentsMargins(theme.gap, 0, theme.gap, 0)
        left.setMinimumWidth(theme.wide(_LEAST))
        self.stack.setMinimumWidth(theme.wide(30))
        split = QSplitter()
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for side in (left, self.stack):
            split.addWidget(side)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.wide(28), 10 * theme.wide(28)])
        top = QWidget()
        column(top, self.head, margins=(theme.block, theme.block))
        column(self, top, (split, 1))

    @property
    def section(self) -> Section:
        """The page that is shown."""
        part = self.parts.current() or PARTS[0]
        return self._pages[part.label]

    def open(self) -> None:
        """What is to be filled first, unless nothing is."""
        first = self.parts.current() is None
        self.reload()
        if first:
            self.parts.step(0 if blanks(self.desk) else 2)
        self.parts.setFocus()

    def reload(self) -> None:
        """Count the blanks and read the shown part again."""
        self.parts.fill(self._counted())
        part = self.parts.current()
        if part is not None:
            self._pages[part.label].read()

    def go(self, blank: Blanc) -> None:
        """Show where a blank is filled."""
        form = self.section.form if self.parts.go(blank.part) else None
        if form is not None:
            form.focus(blank.champ)

    def lead(self, path: str) -> None:
        """Show a setting by its key, the page of what papers lack, or the list of a thing of the office; an empty one,
        at its first row.
        """
        if path == PAPIERS and self.parts.go(AVANT):
            page = self._page(AVANT)
            assert isinstance(page, AvantPapiers)
            page.come()
            return
        one = parts.named(path)
        if path in OF_THINGS and self.parts.go(OF_THINGS[path]):
            page = self._page(OF_THINGS[path])
            if isinstance(page, listes.NestedLists):
                page.first.start()
        elif one is not None:
            self.go(Blanc(one.part, one.label, one.effect, one.key))

    def commit(self) -> bool:
        """Give what is being typed in the part that is shown; False when it cannot be read or was refused."""
        return self.parts.current() is None or self.section.commit()

    def form(self) -> Form | None:
        """The form of the part that is shown, for the palette."""
        return None if self.parts.current() is None else self.section.form

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names of the parts are whole where they take no more than a quarter."""
        super().resizeEvent(event)
        wide = self.desk.theme.wide
        names = wide(max(len(say(part.label)) for part in PARTS) + _BESIDE)
        least = max(wide(_LEAST), self.parts.minimumSizeHint().width() + 2 * self.desk.theme.block)
        self._left.setMinimumWidth(max(least, min(names, self.width() // 4)))

    def _counted(self) -> Sequence[SettingsPart]:
        waiting = [blank.part for blank in blanks(self.desk)]
        lacking, signed = self.desk.read(missing_of_office)
        all_of_them, papers, *others = PARTS
        first = (replace(all_of_them, count=len(waiting)), replace(papers, count=len(lacking) + (not signed)))
        return (*first, *(replace(p, count=waiting.count(p.label)) for p in others))

    def _moved(self, part: SettingsPart | None) -> None:
        if part is None:
            return
        shown = self.stack.currentWidget()
        page = self._page(part.label)
        if page is not shown:
            for section in self._pages.values():
                section.commit()
            self.stack.setCurrentWidget(page)
            self.head.say(say(self.title), say(part.label))
            self._pages[part.label].read()

    def _page(self, label: Msg) -> QWidget:
        if label not in self._pages:
            page = self._made(label)
            self.stack.addWidget(page)
            self._pages[label] = page  # type: ignore[assignment]  # every page is a Section
        found = self._pages[label]
        assert isinstance(found, QWidget)
        return found

    def _made(self, label: Msg) -> QWidget:
        if label == TO_FILL:
            return Blancs(self.desk, self.go)
        if label == AVANT:
            return AvantPapiers(self.desk)
        return _LISTS[label][1](self.desk) if label in _LISTS else Formulaire(self.desk, label)
