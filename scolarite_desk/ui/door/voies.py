"""The ways to a base, the same on every page of the door: practise, a new one, one that exists, that of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from scolarite_desk.msg import N_, Msg
from scolarite_desk.ui.look.texts import say
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Glyph, Hairline, Link, Words, column, row

PRACTISE, CREATE, OTHER, JOIN = "exercice", "nouvelle", "autre", "rejoindre"
Go = Callable[[], object]


@dataclass(frozen=True)
class Voie:
    """When one takes it, and what it opens."""

    icon: str
    when: Msg
    what: Msg


WAYS: Mapping[str, Voie] = {
    PRACTISE: Voie("graduation-cap", N_("Pour essayer sans rien risquer\u00a0:"), N_("la base d’exercice")),
    CREATE: Voie("plus", N_("Rien n’existe encore\u00a0:"), N_("créer une base")),
    OTHER: Voie("folder-open", N_("Une base existe, ici ou ailleurs\u00a0:"), N_("ouvrir une autre base")),
    JOIN: Voie("refresh-cw", N_("La scolarité a un serveur commun\u00a0:"), N_("rejoindre les autres postes")),
}


def ways(theme: Theme, go: Mapping[str, Go]) -> QWidget:
    """The ways that are open here, one a line."""
    box = QWidget()
    lines: list[QWidget] = []
    for code, way in WAYS.items():
        if code in go:
            line = QWidget()
            row(line, Glyph(theme, way.icon, "muted"), Words(say(way.when), tone="muted"),
                Link(theme, say(way.what), go[code]), None, spacing=theme.tight)  # fmt: skip
            lines.append(line)
    column(box, Hairline(), *lines, spacing=theme.tight)
    box.setVisible(bool(lines))
    return box
