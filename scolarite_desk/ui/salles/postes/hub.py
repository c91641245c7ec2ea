"""The stations of the hub, as it says them, or as this base knows them when it cannot be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.langue import number
from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services import synchro
from scolarite_desk.store.journal.journal import station
from scolarite_desk.sync.attente import Waiting, waiting
from scolarite_desk.sync.hub.invitations import StationAtHub
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.liaison import REACH
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.heures import zone
from scolarite_desk.ui.look.texts import say, tr, trc, trn
from scolarite_desk.ui.salles.postes.this_station import ThisStation
from scolarite_desk.ui.widgets import Empty, Strip, column


@dataclass(frozen=True, slots=True)
class StationRow:
    """One station. `manque`: works of it that the hub has and this desk not yet; `attendu`: works here that wait for
    it.
    """

    uuid: str
    nom: str
    travaux: int
    vu_le: datetime | None
    ici: bool
    retire: bool
    manque: int
    attendu: int


def rows_of(
    known: Iterable[StationAtHub], at_hub: Iterable[StationAtHub], late: Iterable[Waiting], here: str
) -> tuple[StationRow, ...]:
    """Both sides together, by name; this desk first."""
    held, there = {one.uuid: one for one in known}, {one.uuid: one for one in at_hub}
    waited = {one.poste: one.combien for one in late}
    rows = []
    for uuid in held.keys() | there.keys():
        mine, theirs = held.get(uuid), there.get(uuid)
        one = theirs or mine
        assert one is not None
        travaux = max(one.numero, mine.numero if mine else 0)
        manque = max(0, theirs.numero - (mine.numero if mine else 0)) if theirs and uuid != here else 0
        rows.append(
            StationRow(uuid, one.nom, travaux, one.vu_le, uuid == here, one.retire, manque, waited.get(uuid, 0))
        )
    return tuple(sorted(rows, key=lambda row: (not row.ici, row.nom, row.uuid)))


def state(row: StationRow) -> tuple[str, str, str]:
    """(icon, tone, words) of a station."""
    if row.ici:
        return "monitor", "icon:accent", tr("Ce poste")
    if row.retire:
        return "circle-minus", "muted", tr("Retiré du serveur commun")
    if row.attendu:
        return "hourglass", "warn", trn("{n} modification l’attend", "{n} modifications l’attendent", row.attendu)
    if row.manque:
        return "download", "icon:accent", trn("{n} modification à recevoir", "{n} modifications à recevoir", row.manque)
    if row.vu_le is None:
        return "circle-dashed", "muted", tr("Connu de ce poste")
    return "circle-check", "icon:ok", tr("À jour ici")


_COLUMNS = (
    Column[StationRow](NC_("ordinateur", "Poste"), lambda one: one.nom or trc("ordinateur", "sans nom"),
                       strong=lambda one: one.ici, chars=14, stretch=True),
    Column[StationRow](N_("Modifications"), lambda one: number(one.travaux), chars=13, right=True,
                       sort=lambda one: one.travaux),
    Column[StationRow](N_("Vu au serveur commun"), chars=22,
                       text=lambda one: say(show_instant(one.vu_le, zone())) if one.vu_le else "",
                       sort=lambda one: one.vu_le),
    Column[StationRow](N_("État"), lambda one: state(one)[2], icon=lambda one: state(one)[0],
                       tone=lambda one: state(one)[1], chars=26),
)  # fmt: skip


class Partage(QWidget):
    """The stations at the left, this desk at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        theme = desk.theme
        self.strip = Strip(theme)
        self.strip.hide()
        nothing = Empty(
            theme, "monitor", tr("Aucun autre poste n’est connu."),
            tr("Inscrivez ce poste à un serveur commun, ou échangez un fichier."),
        )  # fmt: skip
        self.table = Table[StationRow](
            theme, _COLUMNS, tr("Postes"), key=lambda one: one.uuid, empty=nothing,
            shape=desk.shape("postes"),
        )  # fmt: skip
        self.ici = ThisStation(desk, self.reload)
        self._at_hub: tuple[StationAtHub, ...] = ()
        left = QWidget()
        column(left, (self.table, 1), self.strip, spacing=theme.gap).setContentsMargins(theme.block, 0, theme.gap, 0)
        left.setMinimumWidth(theme.wide(40))
        column(self, (Beside(theme, left, self.ici, wide=54, least=40), 1))

    def open(self) -> None:
        """The stations first; whoever is not enrolled yet, on the address."""
        self.ici.open()
        self.reload()
        if self.table.current() is None:
            self.table.step(0)
        if self.desk.liaison.etat.adresse:
            self.table.setFocus()
        else:
            self.ici.ask.focus()

    def reload(self) -> None:
        """What this base knows at once, then what the hub says."""
        enrolled = bool(self.desk.liaison.etat.adresse)
        self._at_hub = self._at_hub if enrolled else ()
        self._show()
        if enrolled:
            store = self.desk.store
            self.desk.jobs.run(
                tr("Postes du serveur commun"), lambda _: synchro.stations_at_hub(store, patience=REACH),
                done=self._heard, failed=self._unheard, afar=True,
            )  # fmt: skip
        else:
            self.strip.hide()

    def form(self) -> Form:
        """What this desk decides, or the address of the hub."""
        return self.ici.form if self.desk.liaison.etat.adresse else self.ici.ask

    def _heard(self, found: tuple[StationAtHub, ...]) -> None:
        self._at_hub = found
        self.strip.hide()
        self._show()

    def _unheard(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._at_hub = ()
        self._show()
        told = tr("Le serveur commun n’a pas pu être interrogé\u00a0: voici ce que ce poste connaît.")
        self.strip.say(told, "triangle-alert", "warn")
        self.strip.show()

    def _show(self) -> None:
        with self.desk.store.reading() as session:
            known, late, here = synchro.known_stations(session), waiting(session), station(session.connection()).uuid
        rows = rows_of(known, self._at_hub, late, here)
        self.table.fill(rows)
        self.ici.say(tuple(row for row in rows if row.attendu))
