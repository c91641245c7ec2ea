"""What was saved of a damaged base, in words: what is missing first."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.salvage import SalvageReport
from scolarite_desk.models.rules.french import counted, number
from scolarite_desk.ui.look.texts import NBSP
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Badge, Card, Words

_NUMBERS = 24  # dossiers named
_FAULTS = 3  # sentences of the journal


class Sauve(Card):
    """The report of a salvage."""

    def __init__(self, theme: Theme, told: SalvageReport) -> None:
        super().__init__(theme)
        for widget in _said(theme, told):
            self.body.addWidget(widget)


def _said(theme: Theme, told: SalvageReport) -> Iterator[QWidget]:
    lost = sum(one.perdues for one in told.tables)
    if told.entier:
        yield Badge(theme, "Rien ne manque", "circle-check", "ok")
    elif lost or told.liens:
        yield Badge(theme, "Des éléments manquent", "triangle-alert", "bad")
    else:
        yield Badge(theme, "Aucun élément ne manque, l’historique a des trous", "triangle-alert", "warn")
    read, remade = sum(one.lues for one in told.tables), sum(one.refaites for one in told.tables)
    parts = [counted(read, "ligne lue", "lignes lues")]
    parts += [f"{counted(remade, 'refaite', 'refaites')} d’après l’historique"] if remade else []
    parts += [counted(lost, "perdue", "perdues")] if lost else []
    pages = f"{counted(len(told.abimees), 'page abîmée', 'pages abîmées')} sur {number(told.pages)}"
    yield Words(f"{', '.join(parts)}. {pages}.", wrap=True)
    for one in told.tables:
        if one.perdues:
            yield Words(f"{one.nom.replace('_', ' ')}{NBSP}: {counted(one.perdues, 'perdue', 'perdues')}", wrap=True)
    if told.dossiers:
        some = ", ".join(told.dossiers[:_NUMBERS]) + ("…" if len(told.dossiers) > _NUMBERS else "")
        yield Words(f"Dossiers incomplets{NBSP}: {some}", wrap=True)
    for fault in told.journal[:_FAULTS]:
        yield Words(fault[0].upper() + fault[1:], tone="muted", wrap=True)
    if len(told.journal) > _FAULTS:
        yield Words("…", tone="muted")
    where = f"La nouvelle base est «{NBSP}{told.fichier.name}{NBSP}». La base abîmée n’a pas été touchée."
    yield Words(where, tone="muted", wrap=True)
