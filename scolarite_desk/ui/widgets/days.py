"""A field for a day: « +1 », « lun », « auj » as well as a date, and a calendar on demand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QAction, QColor, QHideEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QTableView, QToolButton, QWidget

from scolarite_desk.models.rules.dates import read_day, relative_day, show_day
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import column
from scolarite_desk.ui.widgets.lines import OneLine
from scolarite_desk.ui.widgets.within import lay_under

_OPENS = (Qt.Key.Key_F4, Qt.Key.Key_Down)  # as the list of a choice


class DayLine(OneLine):
    """`today()`: what relative days count from, and where the calendar opens when no day is typed."""

    def __init__(self, theme: Theme, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._today = today
        self._calendar: Calendar | None = None
        opens = QAction(self)
        opens.setToolTip(tr("Calendrier (F4)"))
        theme.wear(opens, "calendar-days", "muted")
        opens.triggered.connect(self.open_calendar)
        self.addAction(opens, OneLine.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(opens.toolTip())

    def settle(self) -> None:
        """A relative day becomes the date that it means."""
        day = relative_day(self.text(), self._today())
        if day is not None:
            self.set_text(show_day(day))

    def open_calendar(self) -> None:
        """Show the month of the day that is typed, or of today."""
        if self.isReadOnly():
            return
        if self._calendar is None or self._calendar.parentWidget() is not self.window():
            self._calendar = Calendar(self._theme, self.window(), self._take, self._back)
        self._calendar.ask(self._typed(), self)

    def _typed(self) -> date:
        try:
            return date.fromisoformat(read_day(self.text(), self._today(), naissance=False))
        except (Fault, ValueError):
            return relative_day(self.text(), self._today()) or self._today()

    def _take(self, day: date) -> None:
        self.set_text(show_day(day))
        self.edited.emit()
        self._back()

    def _back(self) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 or ↓ opens the calendar."""
        if event.key() in _OPENS and not event.modifiers():
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A field that goes away takes its calendar along."""
        if self._calendar is not None:
            self._calendar.hide()
        super().hideEvent(event)


class Calendar(QFrame):
    """A month in a sheet under a field: arrows move, Enter takes the day, Escape goes back to the field."""

    def __init__(
        self, theme: Theme, window: QWidget, take: Callable[[date], object], back: Callable[[], object]
    ) -> None:
        super().__init__(window)
        self._theme, self._take, self._back = theme, take, back
        self.month = QCalendarWidget()
        self.month.setLocale(QLocale(QLocale.Language.French))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.month.setGridVisible(False)
        self.month.setAccessibleName(tr("Calendrier"))
        self.month.activated.connect(lambda _: self._chosen())
        self.month.clicked.connect(lambda _: self._chosen())
        column(self, self.month, margins=(theme.tight, theme.tight))
        dress(self, look="sheet")
        self._wear()
        theme.changed.connect(self._wear)
        self.hide()

    def ask(self, day: date, under: QWidget) -> None:
        """Show the month of a day, under a field or above it."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        lay_under(self, under, self.sizeHint(), shrinks=False)
        self.show()
        self.raise_()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def _chosen(self) -> None:
        self.hide()
        day = self.month.selectedDate()
        self._take(date(day.year(), day.month(), day.day()))

    def _wear(self) -> None:
        """Our arrows, and the ends of weeks in the ink of the theme, not in Qt's red."""
        for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            button = self.month.findChild(QToolButton, name)
            if button is not None:
                self._theme.wear(button, icon, "muted")
        free = QTextCharFormat()
        free.setForeground(QColor(self._theme.colours.ink("muted")))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, free)
        view = self.month.findChild(QTableView, "qt_calendar_calendarview")
        if view is not None:
            view.setAccessibleName(tr("Jours"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the field, the text as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._back()
        else:
            super().keyPressEvent(event)
