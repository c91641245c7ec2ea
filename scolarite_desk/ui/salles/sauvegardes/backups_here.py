"""What this desk decided: the folders of its backups, how often, and the way to another computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_rooms import SAUVEGARDE
from scolarite_desk.models.rows.salvage import SalvageReport
from scolarite_desk.services import backup
from scolarite_desk.store.safety.armoire import backup_plan
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.look.texts import tr, trc
from scolarite_desk.ui.salles.sauvegardes.sauvetage import Sauve
from scolarite_desk.ui.widgets import Button, Hairline, Words, column
from scolarite_desk.ui.widgets.files import ask_folder
from scolarite_desk.ui.widgets.flow import Flow


class BackupsHere(QWidget):
    """`on_decided()`: the list should be read again; `move()`: the base leaves for another computer; `rescue()`: what
    can be read of it goes into a new one.
    """

    def __init__(
        self,
        desk: Desk,
        on_decided: Callable[[], object],
        move: Callable[[], object],
        rescue: Callable[[], object],
    ) -> None:
        super().__init__()
        theme = desk.theme
        self._desk, self._on_decided = desk, on_decided
        self.form = Form(
            theme,
            SAUVEGARDE,
            desk.lists,
            on_commit=self._write,
            on_failure=desk.messages.tell,
            drafts=desk.drafts,
            needs="sauvegardes",
        )
        first = Button(theme, trc("disque", "Dossier…"), partial(self._browse, "dossier"), icon="folder-open",
                       needs="sauvegardes")  # fmt: skip
        second = Button(theme, trc("disque", "Second dossier…"), partial(self._browse, "second"), icon="folder-open",
                        needs="sauvegardes")  # fmt: skip
        leave = Button(theme, tr("Déplacer vers un autre ordinateur…"), move, icon="upload", needs="restauration")
        save = Button(theme, tr("Récupérer une base abîmée…"), rescue, icon="clipboard-check", needs="restauration")
        rule = tr(
            "Une sauvegarde se fait seule à la première modification du jour, puis toutes les quelques heures, et en "
            "quittant. Restent celles des 7 derniers jours, et la dernière de chacune des 8 dernières semaines."
        )
        safe = tr("Une sauvegarde est chiffrée comme la base\u00a0: elle vaut ce que valent ses mots de passe.")
        head, acts, foot = QWidget(), QWidget(), QWidget()
        margins = (theme.block, 0)
        column(head, Words(tr("Où ce poste les range"), look="strong"), Words(rule, tone="muted", wrap=True),
               margins=margins, spacing=theme.tight)  # fmt: skip
        column(acts, Flow(first, second, spacing=theme.gap), margins=margins)
        hurt = tr("«\u00a0Vérifier la base\u00a0» a trouvé des pages abîmées\u00a0? Le fichier n’est que lu.")
        column(
            foot,
            Words(tr("Ailleurs"), look="strong"),
            Words(safe, tone="muted", wrap=True),
            Flow(leave, spacing=theme.gap),
            Words(tr("Une base abîmée"), look="strong"),
            Words(hurt, tone="muted", wrap=True),
            Flow(save, spacing=theme.gap),
            margins=margins,
            spacing=theme.gap,
        )
        self._report: QWidget | None = None
        self._foot = foot
        column(self, head, self.form, acts, Hairline(), foot, spacing=theme.gap)

    def open(self) -> None:
        """What is decided now, and what was being typed."""
        self._show("")

    def _show(self, of: str | None = None) -> None:
        chosen = backup_plan(self._desk.store.path)
        second = str(chosen.second) if chosen.second else None
        self.form.open({"dossier": str(chosen.dossier), "second": second, "heures": chosen.heures}, of)

    def tell(self, told: SalvageReport) -> None:
        """What was saved of a damaged base."""
        layout = self._foot.layout()
        assert layout is not None
        if self._report is not None:
            layout.removeWidget(self._report)
            self._report.deleteLater()
        self._report = Sauve(self._desk.theme, told)
        layout.addWidget(self._report)

    def _write(self, field: Field, value: Any) -> None:
        decided = value
        if field.name != "heures":
            decided = Path(value).expanduser() if value else None
        if decided is not None or field.name == "second":
            backup.choose(self._desk.store, **{field.name: decided})
        self._on_decided()
        self._show()

    def _browse(self, name: str) -> None:
        folder = ask_folder(self, tr("Où ranger les sauvegardes"))
        if folder is None:
            return
        if self._desk.obtain(partial(backup.choose, self._desk.store, **{name: folder})):
            self._on_decided()
            self._show()
