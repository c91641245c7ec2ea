"""A list of the journal room: what is asked, a page of lines at a time, what answers taken away as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.langue import number
from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.msg import NN_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.journaux import Format, keys_of_dossier
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.folding import Folding
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.widgets import Button
from scolarite_desk.ui.widgets.files import ask_save

R = TypeVar("R")
Q = TypeVar("Q")


def fmt_of(path: Path) -> Format:
    """Text when the name says so, else a workbook."""
    return "csv" if path.suffix.lower() == ".csv" else "xlsx"


class JournalList(QWidget, Generic[R, Q]):
    """`tell(words)` says how many answer. What is asked is read from the fields; a page is `SHOWN` lines."""

    page = 200

    def __init__(self, desk: Desk, fields: Sequence[Field], lists: Referentiel, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.desk, self._tell, self.lists = desk, tell, lists
        self.asked = ActForm(desk.theme, fields, lists, on_failure=desk.messages.tell)
        self.asked.noted.connect(lambda _: self.reload())
        self.search = Folding(desk.theme, self.asked)
        self.table: Table[R] = self.made_table()
        self._wanted: Q | None = None
        self._total: int | None = None
        self.more = Button(desk.theme, tr("Lignes suivantes"), self.follow, icon="chevron-down")
        self.export = Button(desk.theme, tr("Exporter la liste…"), self.take_away, icon="download")

    # --- What each list says of itself.

    def made_table(self) -> Table[R]:
        raise NotImplementedError

    def wanted(self, values: Mapping[str, Any], cles: tuple[str, ...] | None) -> Q:
        """What the fields ask."""
        raise NotImplementedError

    def read(self, wanted: Q, after: R | None) -> Sequence[R]:
        """A page of answers; may be called in the worker."""
        raise NotImplementedError

    def total(self, wanted: Q) -> int | None:
        """How many answer, None when nobody knows; may be called in the worker."""
        raise NotImplementedError

    def is_long(self, wanted: Q) -> bool:
        """Whether answering may read the whole journal."""
        raise NotImplementedError

    def write(self, wanted: Q, out: Path, progress: Progress) -> int:
        """The file; how many lines."""
        raise NotImplementedError

    def proposed(self) -> str:
        """The name of the file."""
        raise NotImplementedError

    def counted(self, here: int) -> Msg:
        """How many are shown, and they are all that answer."""
        return NN_("{n} ligne", "{n} lignes", here)

    def counted_of(self, here: int, total: int) -> Msg:
        """How many are shown, of how many that answer."""
        return NN_("{n} ligne sur {total}", "{n} lignes sur {total}", here, total=number(total))

    # --- What they share.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fields fold where they would leave the list no room."""
        super().resizeEvent(event)
        self.search.settle(self.height())

    def reload(self) -> None:
        """Look again, from the newest."""
        values = self.asked.values
        numero = values.get("numero")

        def unknown(refused: Refused) -> bool:
            return self.asked.fault("journal.numero", say(refused.message))

        cles = self.desk.obtain(lambda: self.desk.read(keys_of_dossier, numero) if numero else None, unknown)
        if cles:
            self._wanted, self._total = self.wanted(values, cles.answer), None
            self._ask(self._wanted, None)

    def follow(self) -> None:
        """The next page, under the ones that are there."""
        rows = self.table.rows_model.rows
        if self._wanted is not None and rows:
            self._ask(self._wanted, rows[-1])

    def take_away(self) -> None:
        """Write what answers, all of it, in a file."""
        path = ask_save(self, tr("Exporter la liste"), self.proposed(), tr("Excel (*.xlsx);;CSV (*.csv)"))
        wanted = self._wanted
        if path is None or wanted is None:
            return

        def done(count: int) -> None:
            said = trn(
                "{n} ligne écrite dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré.",
                "{n} lignes écrites dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré.",
                count,
                fichier=path.name,
            )
            self.desk.messages.say(said, "ok")

        self.desk.jobs.run(tr("Export du journal"), lambda progress: self.write(wanted, path, progress), done=done)

    def form(self) -> Form:
        """The form of what the list is asked, for the palette."""
        return self.asked

    def shown(self) -> None:
        """What follows new lines; nothing by default."""

    def _ask(self, wanted: Q, after: R | None) -> None:
        if self.is_long(wanted):
            self.desk.jobs.run(
                tr("Recherche dans le journal"),
                lambda _: (self.read(wanted, after), self._total if after is not None else self.total(wanted)),
                done=lambda found: self._show(wanted, after, *found),
            )
        else:
            self._show(wanted, after, self.read(wanted, after), self.total(wanted))

    def _show(self, wanted: Q, after: R | None, rows: Sequence[R], total: int | None) -> None:
        if wanted != self._wanted:
            return
        before = list(self.table.rows_model.rows) if after is not None else []
        self._total = total
        self.table.fill([*before, *rows])
        self.more.setVisible(len(rows) == self.page)
        self.export.setEnabled(bool(before or rows))
        here = len(before) + len(rows)
        self._tell(say(self.counted(here) if total is None or here >= total else self.counted_of(here, total)))
        self.shown()


def days(values: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The two fields of a period: from which day, to which day."""
    return values.get("du"), values.get("au")
