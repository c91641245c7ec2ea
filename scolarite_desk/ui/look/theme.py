"""The look of Scolarité Desk: fonts, spacings and icons; its colours are in `colours`, its style sheet in `sheet`.

    theme = Theme(app, accent=reglages.couleur)

Lengths are shares of `line`, the height of a line of text, so the window grows with the person's text size. Widgets
are told apart in the sheet by two dynamic properties, `look` and `tone`, set by `dress`. One `Theme` is handed to every
widget that needs an icon or a spacing; it stays the same object when the desktop goes from light to dark.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontDatabase, QFontMetrics, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from scolarite_desk import places
from scolarite_desk.ui.look.colours import ACCENT, DARK, LIGHT, Colours, luminance, of_palette, palette_of
from scolarite_desk.ui.look.rescale import rescale
from scolarite_desk.ui.look.sheet import sheet
from scolarite_desk.ui.look.unseen import Unseen

SMALLEST = 10.0  # points; Windows proposes 9: too small for a day


class Scheme(Enum):
    """What the settings ask for."""

    SYSTEM = "système"
    LIGHT = "clair"
    DARK = "sombre"


_TO_QT = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


def dress(widget: QWidget, *, look: str | None = None, tone: str | None = None) -> None:
    """Give a widget its place in the style sheet, at any time of its life."""
    for name, value in (("look", look), ("tone", tone)):
        if value is not None and widget.property(name) != value:
            widget.setProperty(name, value)
            if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is, when its size is first asked
                widget.style().unpolish(widget)
                widget.style().polish(widget)


class Theme(QObject):
    """Colours, lengths, fonts and icons of the moment. `changed` says that they are no longer what they were."""

    changed = Signal()

    def __init__(
        self, app: QApplication, *, accent: str = ACCENT, scheme: Scheme = Scheme.SYSTEM, size: float = 1.0
    ) -> None:
        """Dress the application. `accent`: `#rrggbb`; `size`: text size, as a multiple of the desktop's."""
        super().__init__(app)
        self._app, self._font, self._palette = app, QFont(app.font()), QPalette(app.palette())
        self._accent, self._scheme, self._size = accent, scheme, size
        self._styled, self._unseen = False, Unseen(self._wear, self)
        self._drawn: dict[tuple[str, str], QIcon] = {}
        self._hints = app.styleHints()
        self._access = self._hints.accessibility()  # kept: PySide calls it deleted once its parent's wrapper is gone
        self._apply()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._access.contrastPreferenceChanged.connect(self._apply)

    def set(self, *, accent: str | None = None, scheme: Scheme | None = None, size: float | None = None) -> None:
        """Change what the settings say, at once and everywhere."""
        self._accent, self._scheme, self._size = accent or self._accent, scheme or self._scheme, size or self._size
        self._hints.setColorScheme(_TO_QT[self._scheme])
        self._apply()

    @property
    def dark(self) -> bool:
        """Whether the dark colours are shown."""
        if self._scheme is not Scheme.SYSTEM:
            return self._scheme is Scheme.DARK
        said = self._hints.colorScheme()
        if said is Qt.ColorScheme.Unknown:
            return luminance(self._palette.color(QPalette.ColorRole.Window).name()) < 0.2
        return said is Qt.ColorScheme.Dark

    @property
    def high_contrast(self) -> bool:
        """Whether the desktop asks for its own strong colours, which are then left alone."""
        return self._access.contrastPreference() is Qt.ContrastPreference.HighContrast

    def icon(self, name: str, tone: str = "text") -> QIcon:
        """A drawing of `resources/icons` in an ink of the theme; selected rows do not change it."""
        if (name, tone) not in self._drawn:
            self._drawn[name, tone] = self._draw(name, tone)
        return self._drawn[name, tone]

    def wear(self, thing: QAbstractButton | QAction | QLabel, name: str, tone: str = "text") -> None:
        """Put an icon on something, and again whenever the colours change. An empty name takes it off."""
        thing.setProperty("icon_name", name)
        thing.setProperty("icon_tone", tone)
        self._put(thing)

    def wide(self, characters: float) -> int:
        """The width of that many average characters of the body font, in pixels."""
        return round(characters * self._metrics.averageCharWidth())

    def _follow(self) -> None:
        before = self.colours
        if self._scheme is Scheme.SYSTEM and (DARK if self.dark else LIGHT).with_accent(self._accent) != before:
            self._apply()

    def _apply(self) -> None:
        self.colours: Colours = (
            of_palette(self._palette)
            if self.high_contrast
            else (DARK if self.dark else LIGHT).with_accent(self._accent)
        )
        before = self.line if self._styled else 0
        self._measure()
        self._drawn.clear()
        if before not in (0, self.line):
            rescale(self._app.allWidgets(), self.line / before)
        with self._unseen.left(self._app.allWidgets()) as seen:
            self._restyle()
        for widget in seen:
            self._wear(widget)
        self.changed.emit()

    def _restyle(self) -> None:
        self._app.setStyleSheet("")  # put over another, a sheet costs Qt five times as much
        if not self._styled:
            self._app.setStyle("Fusion")
            self._styled = True
        self._app.setFont(self.body)
        if not self.high_contrast:
            self._app.setPalette(palette_of(self.colours))
        self._app.setStyleSheet("" if self.high_contrast else sheet(self))

    def _wear(self, widget: QWidget) -> None:
        """Its icons, and those of its acts, in the ink of the moment."""
        for thing in (widget, *widget.actions()):
            if thing.property("icon_name") is not None:
                self._put(thing)

    def _measure(self) -> None:
        self.body = QFont(self._font)
        self.body.setPointSizeF(max(self._font.pointSizeF(), SMALLEST) * self._size)
        self.strong = self._half_bold(1.0)  # the only emphasis
        self.title = self._half_bold(1.4)  # the second and last type size
        self.code = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)  # INE, CVEC: 0 is not O
        self.code.setPointSizeF(self.body.pointSizeF())
        self._metrics = QFontMetrics(self.body)
        self.line = self._metrics.height()
        self.tight, self.gap, self.block = self.line // 4, self.line // 2, self.line
        self.row = self.line + 3 * self.tight  # one row of a table
        self.field = self.line + 2 * self.tight + 4  # one field: code, text and choice are equally tall
        self.glyph = round(self.line * 0.9)  # an icon beside text

    def _half_bold(self, scale: float) -> QFont:
        font = QFont(self.body)
        font.setPointSizeF(self.body.pointSizeF() * scale)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _put(self, thing: QObject) -> None:
        name, tone = str(thing.property("icon_name")), str(thing.property("icon_tone"))
        icon = self.icon(name, tone) if name else QIcon()
        if isinstance(thing, QLabel):
            thing.setPixmap(icon.pixmap(QSize(self.glyph, self.glyph), thing.devicePixelRatioF()))
        elif isinstance(thing, QAbstractButton | QAction):
            thing.setIcon(icon)
            if isinstance(thing, QAbstractButton):
                thing.setIconSize(QSize(self.glyph, self.glyph))

    def _draw(self, name: str, tone: str) -> QIcon:
        """At the scales of the screens that are there: each drawing costs a fraction of a millisecond, times dozens."""
        svg = (places.resource("icons") / f"{name}.svg").read_text(encoding="utf-8")
        icon, mode = QIcon(), QIcon.Mode
        scales = {1.0, *(screen.devicePixelRatio() for screen in self._app.screens())}
        for ink, states in ((tone, (mode.Normal, mode.Active, mode.Selected)), ("border", (mode.Disabled,))):
            drawing = QSvgRenderer(QByteArray(svg.replace("currentColor", self.colours.ink(ink)).encode()))
            for scale in scales:
                picture = QPixmap(QSize(self.glyph, self.glyph) * scale)
                picture.fill(Qt.GlobalColor.transparent)
                with QPainter(picture) as painter:
                    drawing.render(painter)
                for state in states:
                    icon.addPixmap(picture, state)
        return icon
