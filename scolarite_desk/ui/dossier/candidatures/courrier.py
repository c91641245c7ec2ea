"""Another letter than that of the avis: which one, and the day, hour and place that it names."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import applying
from scolarite_desk.models.fields.of_dossier import COURRIER
from scolarite_desk.models.rules.papiers import COURRIERS
from scolarite_desk.services.documents.courriers import issue_courrier
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.edition import preview_act
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Words


class OtherLetter(QWidget):
    """The letters that decide nothing, for one candidature."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self._key = desk, ""
        self.form = ActForm(
            theme, COURRIER, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True, needs="lettres"
        )
        self._edit = Button(theme, tr("Éditer ce courrier"), self.edit, icon="mail", needs="lettres")
        stack(self, theme, Words(tr("Autre courrier"), look="strong"), self.form, (self._edit,))

    def open(self, key: str) -> None:
        """Another candidature."""
        self._key = key
        self.form.open({}, key)

    def edit(self) -> None:
        """The letter that is asked, shown before it is printed."""
        asked = self.form.asked()
        if asked is None:
            return
        if not asked["papier"]:
            self.form.focus("papier")
            self.form.fault("document.papier", tr("Choisissez le courrier."))
            return
        values = applying(COURRIER, asked)
        papier, le, heure, lieu = (values.get(name) for name in ("papier", "le", "heure", "lieu"))
        with self.form.giving():
            preview_act(
                self.desk, self, issue_courrier, self._key, papier, le, heure, lieu,
                title=say(COURRIERS[str(papier)].titre), genre="lettre",
            )  # fmt: skip
