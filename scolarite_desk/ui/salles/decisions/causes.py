"""Why letters would not leave: each reason once, whom it keeps, and the way to what mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scolarite_desk.services.vides import Cause, Ecartee, of_office
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.messages import PAPIERS
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.widgets import Button, Link, Words, column

_NAMED = 8  # people of a reason who are links; the others are counted
_WIDE = 22  # characters of a name
_ROOMS = {"formation": "formations"}  # where what is no field of a dossier is mended
_SETTLED = "divergences"  # the panel has one button for all of these


class Causes(QWidget):
    """The reasons, that of most letters first. `before()`: called before the page of what the office lacks is shown."""

    def __init__(self, desk: Desk, before: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._before = desk, before
        self._inside = QWidget()
        self._layout = column(self, self._inside)

    def show_causes(self, causes: Sequence[Cause]) -> None:
        """Show these instead of those before."""
        former, self._inside = self._inside, QWidget()
        parts = [part for one in causes for part in self._parts(one)]
        if any(of_office(one.champ) for one in causes):  # one page mends all of these
            parts.insert(0, Button(self._desk.theme, tr("Renseigner ce qui manque"), self._fill))
        box = column(self._inside, *parts, spacing=self._desk.theme.tight)
        for link in self._inside.findChildren(Link):
            box.setAlignment(link, Qt.AlignmentFlag.AlignLeft)
        self._layout.replaceWidget(former, self._inside)
        former.hide()
        former.deleteLater()

    def _parts(self, cause: Cause) -> list[QWidget]:
        theme, count = self._desk.theme, len(cause.ecartees)
        parts: list[QWidget] = [Words(tr("{raison}\u00a0({nombre})", raison=cause.phrase, nombre=count), wrap=True)]
        thing = cause.champ.partition(".")[0]
        if of_office(cause.champ):
            return parts
        if thing in _ROOMS:
            parts.append(Button(theme, tr("Ouvrir les formations"), partial(self._enter, _ROOMS[thing])))
        path = "" if thing in (*_ROOMS, _SETTLED) else cause.champ
        parts += [self._link(one, path) for one in cause.ecartees[:_NAMED]]
        if count > _NAMED:
            parts.append(Words(tr("et {nombre} de plus", nombre=count - _NAMED), tone="muted"))
        return parts

    def _link(self, one: Ecartee, path: str) -> Link:
        """The name of somebody, as much as the panel has room for; whole to whoever listens or points at it."""
        nom = one.qui.rpartition(" (")[0] or one.qui
        link = Link(
            self._desk.theme, nom if len(nom) <= _WIDE else f"{nom[: _WIDE - 1]}…", partial(self._open, one, path)
        )
        link.setAccessibleName(one.qui)
        link.setToolTip(one.qui)
        return link

    def _open(self, one: Ecartee, path: str) -> None:
        self._desk.show(one.dossier, path)

    def _enter(self, room: str) -> None:
        self._desk.entered.emit(room, "")

    def _fill(self) -> None:
        self._before()
        self._desk.messages.setting.emit(PAPIERS)
