"""What a packet would bring, in words: from whom, how much, what would be to settle."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.models.tables.base import moment
from scolarite_desk.msg import N_, NN_, NOTHING, joined
from scolarite_desk.services.paquets import PacketRead
from scolarite_desk.ui.look.heures import zone
from scolarite_desk.ui.look.texts import say, tr, trn
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
            tr(
                "Du poste {poste}, par {auteur}, le {moment}",
                poste=label.nom,
                auteur=label.par,
                moment=show_instant(moment(label.le), zone()),
            ),
            look="strong",
            wrap=True,
        )
        if read.connu:
            yield Badge(theme, tr("Expéditeur connu"), "user-check", "ok")
        else:
            yield Badge(theme, tr("Expéditeur jamais rencontré"), "triangle-alert", "warn")
            yield Words(tr("Demandez à ce poste s’il vous a bien envoyé ce fichier avant de le recevoir."), wrap=True)
        new = NN_("{n} modification nouvelle", "{n} modifications nouvelles", report.recus)
        known = NN_("{n} déjà là", "{n} déjà là", report.connus) if report.connus else NOTHING
        yield Words(say(joined(", ", new if report.recus else N_("Rien de nouveau"), known)))
        if label.documents:
            yield Words(trn("{n} document remis", "{n} documents remis", label.documents))
        if label.plage:
            first, _, last = label.plage.partition("-")
            given = tr("Numéros d’INE provisoires pour ce poste\u00a0: {debut} à {fin}", debut=first, fin=last)
            yield Words(given, wrap=True)
        if report.effaces:
            yield Badge(
                theme,
                trn("{n} élément serait effacé", "{n} éléments seraient effacés", report.effaces),
                "trash-2",
                "warn",
            )
        if report.mis_en_attente:
            late = trn(
                "{n} modification attendrait celles d’un autre poste.",
                "{n} modifications attendraient celles d’un autre poste.",
                report.mis_en_attente,
            )
            yield Words(late, tone="muted", wrap=True)
        if read.apercu.inconnus:
            yield Words(tr("Postes jamais rencontrés\u00a0: {postes}", postes=read.apercu.inconnus), wrap=True)
        yield from self._to_settle(read)
        for one in (*report.horloges, *report.ecartes):
            yield Words(say(one), tone="warn", wrap=True)

    def _to_settle(self, read: PacketRead) -> Iterator[QWidget]:
        found = read.apercu.divergences
        if not found:
            yield Badge(self._theme, tr("Rien à trancher"), "circle-check", "ok")
            return
        said = trn("{n} désaccord à trancher", "{n} désaccords à trancher", len(found))
        yield Badge(self._theme, said, "git-compare-arrows", "warn")
        yield from (Words(say(one.phrase), wrap=True) for one in found[:_SHOWN])
        if len(found) > _SHOWN:
            yield Words(trn("et {n} autre.", "et {n} autres.", len(found) - _SHOWN), tone="muted")
