"""Our own faults: a window that says so, keeps what happened for whoever mends it, and lets the person leave."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from scolarite_desk import trace
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.look.theme import Theme, dress
from scolarite_desk.ui.widgets import Button, LongText, Primary, Words, column, row
from scolarite_desk.ui.widgets.within import resize_in_screen


def report(error: BaseException) -> str:
    """What happened, for whoever mends it: places in the code and kinds of fault, never a value of a dossier."""
    return trace.report(error, f"Qt {qVersion()}")


class Panne(QWidget):
    """What happened, what is safe, what to do."""

    def __init__(self, theme: Theme, told: str, safe: bool) -> None:
        super().__init__()
        self._told = told
        self.setWindowTitle(tr("Scolarité Desk s’est arrêté"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dress(self, look="paper")
        kept = (
            tr("La base a été fermée proprement\u00a0: tout ce qui était enregistré y est.")
            if safe
            else tr("Tout ce qui était enregistré est sur le disque.")
        )
        text = LongText(theme, told, lines=10)
        text.setReadOnly(True)
        text.setAccessibleName(tr("Ce qui s’est passé"))
        acts = QWidget()
        copy = Button(theme, tr("Copier"), self.copy, icon="copy")
        row(acts, None, copy, Primary(theme, tr("Quitter"), self.leave, icon="log-out"), spacing=theme.gap)
        column(
            self,
            Words(self.windowTitle(), look="title"),
            Words(tr("C’est une erreur du programme, pas la vôtre."), wrap=True),
            Words(kept, wrap=True),
            Words(tr("Copiez ces lignes pour l’assistance. Elles ne disent rien d’un dossier."), wrap=True),
            text,
            acts,
            margins=(theme.block, theme.block),
            spacing=theme.gap,
        )
        resize_in_screen(self, theme.wide(80), 24 * theme.line)
        copy.setFocus()

    def copy(self) -> None:
        """Put the lines where they can be pasted."""
        QGuiApplication.clipboard().setText(self._told)

    def leave(self) -> None:
        """End the program."""
        self.close()
        QCoreApplication.exit(4)
