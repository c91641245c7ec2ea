"""What a packet would bring, in words: from whom, how much, what would be to settle."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.models.rules.french import counted
from scolarite_desk.models.tables.base import moment
from scolarite_desk.services.paquets import PacketRead
from scolarite_desk.ui.look.texts import NBSP
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Badge, Card, Words, column

_SHOWN = 6  # divergences told one by one


class Apport(Card):
    """`tell(read)`: the preview. Nothing is there before it is asked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme, self._inside = theme, QWidget()
        self.body.addWidget(self._inside)
        self.hide()

    def tell(self, read: PacketRead) -> None:
        """Say what would change."""
        self.body.removeWidget(self._inside)
        self._inside.deleteLater()
        self._inside = QWidget()
        self.body.addWidget(self._inside)
        column(self._inside, *self._said(read), spacing=self._theme.gap)
        self.show()

    def _said(self, read: PacketRead) -> Iterator[QWidget]:
        label, report, theme = read.etiquette, read.apercu.rapport, self._theme
        yield Words(
            f"Du poste {label.nom}, par {label.par}, le {show_instant(moment(label.le))}", look="strong", wrap=True
        )
        if read.connu:
            yield Badge(theme, self.tr("Expéditeur connu"), "user-check", "ok")
        else:
            yield Badge(theme, self.tr("Expéditeur jamais rencontré"), "triangle-alert", "warn")
            yield Words(
                self.tr("Demandez à ce poste s’il vous a bien envoyé ce fichier avant de le recevoir."), wrap=True
            )
        new = (
            counted(report.recus, "modification nouvelle", "modifications nouvelles")
            if report.recus
            else "Rien de nouveau"
        )
        yield Words(f"{new}, {counted(report.connus, 'déjà là', 'déjà là')}" if report.connus else new)
        if label.documents:
            yield Words(counted(label.documents, "document remis", "documents remis"))
        if label.plage:
            yield Words(f"Numéros d’INE provisoires pour ce poste{NBSP}: {label.plage.replace('-', ' à ')}", wrap=True)
        if report.effaces:
            yield Badge(
                theme, counted(report.effaces, "élément serait effacé", "éléments seraient effacés"), "trash-2", "warn"
            )
        if report.mis_en_attente:
            late = counted(report.mis_en_attente, "modification attendrait celles", "modifications attendraient celles")
            yield Words(f"{late} d’un autre poste.", tone="muted", wrap=True)
        if read.apercu.inconnus:
            yield Words(f"Postes jamais rencontrés{NBSP}: {', '.join(read.apercu.inconnus)}", wrap=True)
        yield from self._to_settle(read)
        for one in (*report.horloges, *report.ecartes):
            yield Words(one, tone="warn", wrap=True)

    def _to_settle(self, read: PacketRead) -> Iterator[QWidget]:
        found = read.apercu.divergences
        if not found:
            yield Badge(self._theme, self.tr("Rien à trancher"), "circle-check", "ok")
            return
        said = counted(len(found), "désaccord à trancher", "désaccords à trancher")
        yield Badge(self._theme, said, "git-compare-arrows", "warn")
        yield from (Words(one.phrase, wrap=True) for one in found[:_SHOWN])
        if len(found) > _SHOWN:
            yield Words(f"et {counted(len(found) - _SHOWN, 'autre', 'autres')}.", tone="muted")
