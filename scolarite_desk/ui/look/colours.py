"""The colours of the interface and the arithmetic that keeps them readable (WCAG 2.2, criteria 1.4.3 and 1.4.11)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor, QPalette

from scolarite_desk.models.rules import contraste
from scolarite_desk.models.rules.contraste import READABLE

OUTLINE = 3.0  # outlines of what can be typed in or pressed
ON_PAPER = 6.7  # what an accent needs on paper to keep 4.5 on the palest of its own tints
ACCENT = "#1c6470"  # until the university chooses its own
TONES = ("ok", "warn", "bad", "muted", "accent", "blue", "violet")


def luminance(colour: str) -> float:
    """Relative luminance of any colour that Qt names, 0 (black) to 1 (white)."""
    return contraste.luminance(QColor(colour).name())


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two of them, 1 to 21."""
    return contraste.contrast(QColor(one).name(), QColor(other).name())


def mix(one: str, other: str, part: float) -> str:
    """`part` (0 to 1) of `one` laid over `other`."""
    a, b = QColor(one), QColor(other)
    red, green, blue = (
        round(x * part + y * (1 - part)) for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return QColor(red, green, blue).name()


def readable(colour: str, behind: str, least: float = READABLE) -> str:
    """The colour made just dark or light enough to be read on `behind`; hue and saturation stay."""
    given = QColor(colour)
    hue, saturation, lightness = max(given.hslHueF(), 0.0), given.hslSaturationF(), given.lightnessF()
    end = 0.0 if luminance(behind) > 0.4 else 1.0
    for _ in range(80):
        if contrast(colour, behind) >= least:
            break
        lightness += (end - lightness) * 0.05
        colour = QColor.fromHslF(hue, saturation, lightness).name()
    return colour


# The tone of each colour of a tag (`models/rules/etiquettes.py`).
TAGS = {"gris": "muted", "rouge": "bad", "orange": "warn", "vert": "ok", "bleu": "blue", "violet": "violet"}


@dataclass(frozen=True)
class Colours:
    """Everything that has a colour. `window` is the desk, `base` the paper that lies on it."""

    window: str
    base: str
    text: str
    muted: str  # second-rank text
    line: str  # hairlines that separate
    border: str  # outline of what can be typed in or pressed
    accent: str
    ok: str
    warn: str
    bad: str
    blue: str  # of tags, as the next one: a tag never has the accent, which is the university's
    violet: str

    def ink(self, tone: str) -> str:
        """The colour of words and drawings of a tone: one of `TONES`, "text", "border" or "on_accent"."""
        return str(getattr(self, tone))

    def with_accent(self, accent: str) -> Colours:
        """The same colours with the university's accent, made readable."""
        return replace(self, accent=readable(accent, self.base, ON_PAPER))

    def soft(self, tone: str) -> str:
        """The pale ground of a badge, a message or a chip of that tone."""
        return mix(self.ink(tone), self.base, 0.13)

    @property
    def selected(self) -> str:
        """Selected rows and selected text: the ink keeps its colour, so that the eye does not jump."""
        return mix(self.accent, self.base, 0.2)

    @property
    def on_accent(self) -> str:
        """Text on a plain accent ground."""
        return max("#ffffff", "#0d1114", key=lambda ink: contrast(ink, self.accent))


LIGHT = Colours(
    window="#f0f2f3", base="#ffffff", text="#1a2126", muted="#55606a", line="#d9dee2", border="#7e8790",
    accent=ACCENT, ok="#1c6b3c", warn="#855000", bad="#b0261e",
    blue="#1f5aa8", violet="#7a3a9a",
)  # fmt: skip
DARK = Colours(
    window="#191d20", base="#22272b", text="#e4e8ea", muted="#a9b3bb", line="#394046", border="#77818a",
    accent="#6cc0cd", ok="#74c794", warn="#e2b256", bad="#f59a91",
    blue="#8ab8f2", violet="#d0a3ea",
)  # fmt: skip


def of_palette(palette: QPalette) -> Colours:
    """The colours of a high-contrast desktop: its own, every tone in the colour of its text."""
    role = QPalette.ColorRole
    text = palette.color(role.WindowText).name()
    window, base = palette.color(role.Window).name(), palette.color(role.Base).name()
    tones = dict.fromkeys(("muted", "line", "border", "ok", "warn", "bad", "blue", "violet"), text)
    return Colours(window=window, base=base, text=text, accent=palette.color(role.Link).name(), **tones)


def palette_of(colours: Colours) -> QPalette:
    """The Qt palette of these colours: every role that Fusion reads."""
    c, role = colours, QPalette.ColorRole
    roles = {
        c.window: (role.Window, role.AlternateBase),
        c.base: (role.Base, role.Button, role.Light, role.ToolTipText),
        c.text: (role.WindowText, role.Text, role.ButtonText, role.ToolTipBase, role.HighlightedText),
        c.muted: (role.PlaceholderText,),
        c.line: (role.Mid, role.Midlight),
        c.border: (role.Dark,),
        c.accent: (role.Accent, role.Link),
        c.selected: (role.Highlight,),
        c.bad: (role.BrightText,),
    }
    palette = QPalette()
    for colour, names in roles.items():
        for name in names:
            palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(mix(c.muted, c.window, 0.7)))
    return palette
