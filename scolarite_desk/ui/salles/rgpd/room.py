"""Personal data: what was kept long enough, one person's rights, and the registers of what was erased and told."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_, NC_
from scolarite_desk.services.communication import CommuniqueRow, communicated
from scolarite_desk.services.purge import EffacementRow, register
from scolarite_desk.services.registre_rgpd import write_sheet
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.rgpd.personne import PersonneRgpd
from scolarite_desk.ui.salles.rgpd.purge import PurgePanel
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Empty, Stacked, Words, column
from scolarite_desk.ui.widgets.files import ask_save
from scolarite_desk.ui.widgets.heads import Filters, Head

CONSERVATION, PERSONNE, EFFACEMENTS, COMMUNIQUES = "conservation", "personne", "effacements", "communiques"
FILTERS = (
    State(CONSERVATION, N_("À effacer"), "clock"),
    State(PERSONNE, N_("Une personne"), "users"),
    State(EFFACEMENTS, N_("Effacements"), "trash-2"),
    State(COMMUNIQUES, N_("Données communiquées"), "download"),
)
_ERASED = (
    Column[EffacementRow](NC_("moment", "Le"), lambda one: say(one.le), chars=22),
    Column[EffacementRow](N_("Dossiers"), lambda one: one.numeros, chars=14, code=True),
    Column[EffacementRow](N_("Origine"), lambda one: say(one.origine), chars=24),
    Column[EffacementRow](N_("Raison"), lambda one: one.motif, chars=30, stretch=True),
    Column[EffacementRow](N_("Par"), lambda one: one.par, chars=14),
)
_TOLD = (
    Column[CommuniqueRow](NC_("moment", "Le"), lambda one: say(one.le), chars=22),
    Column[CommuniqueRow](N_("Dossier"), lambda one: say(one.numero), chars=14, code=True),
    Column[CommuniqueRow](N_("Fichier"), lambda one: one.ou, chars=40, stretch=True),
    Column[CommuniqueRow](N_("Par"), lambda one: one.par, chars=14),
)


class RgpdRoom(Room):
    """Four ways to look at it, one at a time."""

    title = N_("Données personnelles")
    code = "rgpd"
    tables = frozenset({"effacement", "mesure", "dossier", "candidature", "avis", "campagne", "reglage", "visite"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        sheet = Button(theme, tr("Fiche de registre…"), self.write_sheet, icon="file-text")
        self.head = Head(theme, say(self.title), (sheet,))
        self.filters = Filters(theme, FILTERS)
        self.filters.chosen.connect(self.reload)
        self.conservation = PurgePanel(desk, self.lead, self._count)
        self.personne = PersonneRgpd(desk, self._gone)
        self.erased = Table[EffacementRow](
            theme, _ERASED, tr("Registre des effacements"), key=lambda one: one.cle,
            empty=Empty(theme, "trash-2", tr("Rien n’a été effacé.")), shape=desk.shape("effacements"),
        )  # fmt: skip
        self.told = Table[CommuniqueRow](
            theme, _TOLD, tr("Données communiquées"), key=lambda one: one.numero_ligne,
            empty=Empty(theme, "download", tr("Aucune donnée n’a été communiquée depuis ce poste.")),
            shape=desk.shape("communiques"),
        )  # fmt: skip
        self._nobody = Words(tr("Ouvrez un dossier, puis Dossier › Données de la personne."), tone="muted", wrap=True)
        self.pages = {CONSERVATION: self.conservation, PERSONNE: self._alone(), EFFACEMENTS: self.erased}
        self.pages[COMMUNIQUES] = self.told
        self.stack = Stacked()
        for page in self.pages.values():
            self.stack.addWidget(page)
        margins = (theme.block, theme.block)
        column(self, self.head, self.filters, (self.stack, 1), margins=margins, spacing=theme.gap)

    def _alone(self) -> QWidget:
        page = QWidget()
        column(page, self._nobody, (self.personne, 1))
        return page

    def open(self) -> None:
        """Where one was."""
        super().open()
        self._focus()

    def lead(self, path: str) -> None:
        """The person of a dossier, by its key."""
        self.personne.open()
        if self.personne.show_dossier(path):
            self.filters.choose(PERSONNE)
            self._focus()

    def reload(self, code: str = "") -> None:
        """Read what is shown again."""
        shown = self.filters.code
        self.stack.setCurrentWidget(self.pages[shown])
        if shown == EFFACEMENTS:
            self.erased.fill(self.desk.read(register))
        elif shown == COMMUNIQUES:
            self.told.fill(self.desk.read(communicated))
        elif shown == PERSONNE and self.personne.shown is not None:
            self.personne.show_dossier(self.personne.shown.dossier)
        there = self.personne.shown is not None
        self.personne.setVisible(there)
        self._nobody.setVisible(not there)

    def write_sheet(self) -> None:
        """The sheet of the register of processing, filled with the settings."""
        kinds = tr("PDF (*.pdf);;Texte (*.txt)")
        path = ask_save(self.window(), tr("Fiche de registre"), "fiche-de-registre.pdf", kinds)
        if path is None:
            return
        if self.desk.obtain(partial(write_sheet, self.desk.store, path, langue=langue(SOURCE))):
            told = tr("Fiche écrite dans «\u00a0{fichier}\u00a0»\u00a0: complétez-la.", fichier=path.name)
            self.desk.messages.say(told, "ok")

    def form(self) -> Form | None:
        """What is typed to confirm, or to note a measure."""
        return {CONSERVATION: self.conservation.confirmed, PERSONNE: self.personne.asked}.get(self.filters.code)

    def _gone(self) -> None:
        self.filters.choose(EFFACEMENTS)
        self._focus()

    def _count(self) -> None:
        self.filters.count(self.conservation.counts())

    def _focus(self) -> None:
        shown: dict[str, QWidget] = {
            CONSERVATION: self.conservation.table, EFFACEMENTS: self.erased, COMMUNIQUES: self.told,
        }  # fmt: skip
        shown.get(self.filters.code, self.personne.measures).setFocus()
