"""The style sheet: what a palette cannot say. Nothing else in the application writes one."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QFont

from scolarite_desk import places
from scolarite_desk.ui.look.colours import TONES, Colours, mix


class Look(Protocol):
    """What the sheet needs of a theme: colours, and lengths in pixels."""

    colours: Colours
    title: QFont
    code: QFont
    line: int
    tight: int
    gap: int
    block: int


def sheet(look: Look) -> str:
    """The whole sheet for the lengths and colours of a theme."""
    return "\n".join((_tones(look), _fields(look), _buttons(look), _tables(look), _window(look)))


def _tones(look: Look) -> str:
    c = look.colours
    return "".join(
        f'[look="chip"][tone="{tone}"], [look="badge"][tone="{tone}"] {{ background: {c.soft(tone)} }}\n'
        f'[look="strip"][tone="{tone}"] {{ background: {c.soft(tone)} }}\n'
        f'[look="over"] [look="strip"][tone="{tone}"] {{ border: 1px solid {c.ink(tone)};'
        f" border-radius: {look.tight}px }}\n"
        f'QLabel[tone="{tone}"], [look="link"][tone="{tone}"], [look="chip"][tone="{tone}"]'
        f" {{ color: {c.ink(tone)} }}\n"
        for tone in TONES
    )


def _fields(look: Look) -> str:
    c, t, g = look.colours, look.tight, look.gap
    typed = "QLineEdit, QComboBox, QPlainTextEdit"
    marked = "".join(
        f'QLineEdit[tone="{tone}"], QComboBox[tone="{tone}"], QPlainTextEdit[tone="{tone}"]'
        f" {{ border: {width}px solid {c.ink(tone)}; padding: {t + 1 - width}px {g + 1 - width}px }}\n"
        for tone, width in (("bad", 2), ("warn", 1))
    )
    focus = ", ".join(f"{name}:focus" for name in typed.split(", "))
    chevron = (places.resource("icons") / "chevron-neutral.svg").as_posix()
    return f"""
{typed} {{ background: {c.base}; border: 1px solid {c.border}; border-radius: {t}px; padding: {t}px {g}px }}
QLineEdit, QComboBox {{ min-height: {look.line + 2}px }}
QLineEdit[look="code"], QLabel[look="code"] {{ font-family: "{look.code.family()}" }}
QComboBox::drop-down {{ border: none; width: {look.line + t}px }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: {g + t}px; height: {g + t}px }}
{focus} {{ border: 2px solid {c.accent}; padding: {t - 1}px {g - 1}px }}
{marked}
QLineEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QComboBox[look="locked"], QPlainTextEdit:read-only {{
    background: {c.window}; border-color: {c.line} }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{ background: transparent; border: none; padding: 0; min-height: 0 }}
QLabel[look="title"] {{ font-size: {look.title.pointSizeF()}pt; font-weight: 600 }}
QLabel[look="strong"] {{ font-weight: 600 }}
"""


def _buttons(look: Look) -> str:
    c, t, g = look.colours, look.tight, look.gap
    return f"""
QPushButton {{ background: {c.base}; border: 1px solid {c.border}; border-radius: {t}px; padding: {t}px {g + t}px }}
QPushButton:hover, QPushButton[look="link"]:hover {{ background: {c.soft("muted")} }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: {t - 1}px {g + t - 1}px }}
QPushButton[look="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent} }}
QPushButton[look="primary"]:hover {{ background: {mix(c.text, c.accent, 0.15)} }}
QPushButton[look="primary"]:focus {{ border: 3px solid {c.accent}; background-clip: padding;
padding: {t - 2}px {g + t - 2}px }}
QPushButton:disabled, QPushButton[look="primary"]:disabled, QPushButton[look="barred"] {{
    background: {c.line}; color: {c.muted}; border-color: {c.line} }}
QPushButton[look="barred"]:focus {{ border-color: {c.accent} }}
QPushButton[look="chip"], QPushButton[look="link"] {{ border: 2px solid transparent; padding: {t // 2}px {g - 2}px }}
QPushButton[look="link"] {{ background: transparent; color: {c.accent} }}
QPushButton[look="link"]:disabled, QPushButton[look="chip"]:disabled {{ background: transparent; color: {c.muted} }}
QPushButton[look="chip"]:focus, QPushButton[look="link"]:focus {{ border-color: {c.accent} }}
[look="badge"] {{ border-radius: {t // 2}px }}
"""


def _tables(look: Look) -> str:
    c, t, g = look.colours, look.tight, look.gap
    ring = f"border: 2px solid {c.accent}; padding: 0 {t - 1}px 1px {t - 1}px"
    return f"""
QTableView, QListView {{ background: {c.base}; border: none; outline: none }}
QTableView[look="desk"], QHeaderView, QTableCornerButton::section {{ background: transparent; border: none }}
QTableView::item {{ border: none; border-bottom: 1px solid {c.line}; padding: 0 {t + 1}px }}
QTableView[look="desk"]::item {{ border-bottom: none }}
QTableView::item:selected, QListView::item:selected {{ background: {c.selected}; color: {c.text} }}
QTableView::item:focus {{ {ring} }}
QListView::item {{ padding: {t // 2}px {g}px; min-height: {look.line}px; border: none }}
QListView[look="proposals"], QFrame[look="card"], QFrame[look="sheet"] {{
    background: {c.base}; border: 1px solid {c.line}; border-radius: {t}px }}
QListView[look="proposals"], QFrame[look="sheet"] {{ border-color: {c.border} }}
QTableView#qt_calendar_calendarview::item {{ padding: 0; border: none }}
QTableView#qt_calendar_calendarview::item:focus {{ border: 2px solid {c.accent} }}
QHeaderView::section {{ background: transparent; color: {c.muted}; border: none; border-bottom: 1px solid {c.border};
padding: {t}px {t + 4}px }}
QScrollArea, QScrollArea > QWidget > QWidget[look="page"] {{ background: transparent; border: none }}
QScrollBar:vertical {{ background: transparent; width: {g + t}px }}
QScrollBar:horizontal {{ background: transparent; height: {g + t}px }}
QScrollBar::handle:vertical {{ background: {c.border}; margin: 0 {t}px; min-height: {2 * look.line}px }}
QScrollBar::handle:horizontal {{ background: {c.border}; margin: {t}px 0; min-width: {2 * look.line}px }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0 }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none }}
"""


def _window(look: Look) -> str:
    c, t, g = look.colours, look.tight, look.gap
    return f"""
[look="paper"] {{ background: {c.base} }}
[look="desk"] {{ background: {c.window} }}
QFrame[look="rule"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px }}
QTabWidget::pane {{ border: none; border-top: 1px solid {c.line} }}
QTabWidget::tab-bar {{ left: {look.block - g}px }}
QTabBar::tab {{ background: transparent; color: {c.muted}; border: none; border-bottom: 3px solid transparent;
padding: {g}px {g}px {t}px {g}px }}
QTabBar::tab:hover, QTabBar::tab:selected {{ color: {c.text} }}
QTabBar::tab:selected {{ border-bottom-color: {c.accent} }}
QTabBar::tab:selected:focus {{ background: {c.soft("accent")}; border: 2px solid {c.accent};
border-bottom-width: 3px; padding: {g - 2}px {g - 2}px {t}px {g - 2}px }}
QTextBrowser {{ background: {c.base}; border: none; border-top: 1px solid {c.line} }}
QTextBrowser:focus {{ border-top: 2px solid {c.accent} }}
QStatusBar {{ border-top: 1px solid {c.line} }}
QStatusBar::item {{ border: none }}
QProgressBar {{ background: {c.line}; border: none; max-height: {g}px }}
QProgressBar::chunk {{ background: {c.accent} }}
QMenuBar {{ background: {c.window}; padding: {t // 2}px }}
QSplitter::handle {{ background: {c.line} }}
"""
