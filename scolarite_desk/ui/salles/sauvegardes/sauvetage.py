"""What was saved of a damaged base, in words: what is missing first."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import number
from scolarite_desk.models.rows.salvage import SalvageReport
from scolarite_desk.msg import NN_
from scolarite_desk.ui.look.texts import capital, say, tr, trn
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
        yield Badge(theme, tr("Rien ne manque"), "circle-check", "ok")
    elif lost or told.liens:
        yield Badge(theme, tr("Des éléments manquent"), "triangle-alert", "bad")
    else:
        yield Badge(theme, tr("Aucun élément ne manque, l’historique a des trous"), "triangle-alert", "warn")
    read, remade = sum(one.lues for one in told.tables), sum(one.refaites for one in told.tables)
    parts = [NN_("{n} ligne lue", "{n} lignes lues", read)]
    parts += [NN_("{n} refaite d’après l’historique", "{n} refaites d’après l’historique", remade)] if remade else []
    parts += [NN_("{n} perdue", "{n} perdues", lost)] if lost else []
    pages = trn(
        "{lignes}. {n} page abîmée sur {pages}.",
        "{lignes}. {n} pages abîmées sur {pages}.",
        len(told.abimees),
        lignes=parts,
        pages=number(told.pages),
    )
    yield Words(pages, wrap=True)
    for one in told.tables:
        if one.perdues:
            name = one.nom.replace("_", " ")
            missing = trn("{table}\u00a0: {n} perdue", "{table}\u00a0: {n} perdues", one.perdues, table=name)
            yield Words(missing, wrap=True)
    if told.dossiers:
        some = ", ".join(told.dossiers[:_NUMBERS]) + ("…" if len(told.dossiers) > _NUMBERS else "")
        yield Words(tr("Dossiers incomplets\u00a0: {numeros}", numeros=some), wrap=True)
    for fault in map(say, told.journal[:_FAULTS]):
        yield Words(capital(fault), tone="muted", wrap=True)
    if len(told.journal) > _FAULTS:
        yield Words("…", tone="muted")
    name = told.fichier.name
    where = tr("La nouvelle base est «\u00a0{fichier}\u00a0». La base abîmée n’a pas été touchée.", fichier=name)
    yield Words(where, tone="muted", wrap=True)
