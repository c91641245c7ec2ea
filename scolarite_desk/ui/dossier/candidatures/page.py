"""The tab « Candidatures »: the formations asked for and, for the selected one, everything that happens to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_dossier import AVIS as AVIS_FIELDS
from scolarite_desk.models.fields.of_dossier import CANDIDATURES, SUITES
from scolarite_desk.models.fields.of_dossier import STATUT as STATUT_FIELDS
from scolarite_desk.models.rows.dossier_views import CandidatureView, DossierView
from scolarite_desk.models.rows.etiquettes import Marque
from scolarite_desk.models.rules.states import AVIS, STATUT, answer_of
from scolarite_desk.msg import N_, NC_, NN_, NOTHING, joined
from scolarite_desk.store.queries.etiquettes import borne
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.candidatures.ajout import AddCandidature
from scolarite_desk.ui.dossier.candidatures.avis import AvisHalf
from scolarite_desk.ui.dossier.candidatures.etat import StateHalf
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.limits import ANYWHERE
from scolarite_desk.ui.forms.marques import tagged
from scolarite_desk.ui.forms.parts import Fitted, head
from scolarite_desk.ui.forms.tables import Column
from scolarite_desk.ui.forms.two_columns import ACTS, TwoColumns
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Empty, Hairline, Page, Stacked, Words, column

_TAGS = 5  # a column that only some dossiers have something for
_ADDING = 1  # the page where a formation is asked for


class CandidaturesPage(DossierPage):
    """A short list above, the selected candidature below."""

    title = N_("Candidatures")
    things, fields = ("candidatures", "avis", "reponse"), STATUT_FIELDS + SUITES + CANDIDATURES + AVIS_FIELDS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._counts = Words(tone="muted", wrap=True)
        self._borne: tuple[Marque, ...] = ()  # the tags of the person and of their candidatures
        self.table = self._list()
        self.state, self.avis = StateHalf(desk), AvisHalf(desk)
        self.adding = AddCandidature(desk, self._added)
        self._below = Stacked()
        nothing = Empty(
            theme,
            "file-plus",
            tr("Aucune candidature\u00a0: ajoutez la formation demandée."),
            written("Ctrl+Shift+N"),
        )
        self._asked = Page(self.adding)
        for part in (Page(TwoColumns(theme, self.state, self.avis, least=ACTS)), self._asked, nothing):
            self._below.addWidget(part)
        add = Button(
            theme,
            tr("Ajouter une candidature"),
            self.add,
            icon="file-plus",
            keys=written("Ctrl+Shift+N"),
            needs="candidatures",
        )
        add.setProperty(ANYWHERE, True)
        self.adding.setProperty(ANYWHERE, True)
        self._below.currentChanged.connect(lambda number: add.setVisible(number != _ADDING))
        top = column(None, spacing=theme.gap)
        top.setContentsMargins(theme.block, theme.block, theme.block, 0)
        top.addLayout(head(theme, say(self.title), self._counts, add))
        top.addWidget(self.table)
        body = column(self)
        body.addLayout(top)
        body.addWidget(Hairline())
        body.addWidget(self._below, 1)

    def open(self, view: DossierView) -> None:
        """Show another dossier."""
        super().open(view)
        self._below.setCurrentIndex(0)
        with QSignalBlocker(self.table):  # its first candidature is opened once
            self._fill(view)
            self.table.step(-len(view.candidatures))
        self._moved()

    def refresh(self, view: DossierView) -> None:
        """What the base holds now; what is being typed stays."""
        super().refresh(view)
        self._fill(view)
        current = self.table.current()
        if current is None:
            if self._below.currentWidget() is not self._asked:  # a formation that is being chosen stays on screen
                self._moved()
        else:
            self.state.refresh(current)
            self.avis.refresh(current)

    def commit(self) -> bool:
        """Give what is being typed; False when it cannot be read or was refused."""
        if self._below.currentIndex():
            return True
        given = [self.state.commit(), self.avis.commit()]
        return all(given)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What this tab does of the commands: those of the menu « Décisions »."""
        return {
            "candidature": self.add,
            "donner_avis": self._when_one(self.avis.begin),
            "valider_avis": self._when_one(self.avis.validate),
            "rectifier_avis": self._when_one(self.avis.correct),
            "lettre": self._when_one(self.avis.letter),
        }

    def form(self) -> ActForm:
        """The form under the keyboard, or that of the avis."""
        here = QApplication.focusWidget()
        asked = self.avis.asked
        forms = (
            self.avis.form,
            self.avis.other.form,
            asked.form,
            asked.answer,
            self.avis.suites.form,
            self.state.form,
            self.state.session,
            self.state.details,
            self.state.questions.form,
            self.adding.form,
        )
        return next((form for form in forms if form and here and form.isAncestorOf(here)), self.avis.form)

    def here(self) -> tuple[str, Field] | None:
        """The field under the keyboard, where it is a column of the candidature."""
        field = self.state.details.here()
        return (self.state.one.key, field) if field is not None and self.state.one is not None else None

    def go(self, path: str) -> bool:
        """To a field of the selected candidature, to the avis, or to the list."""
        thing, _, name = path.partition(".")
        if not (self.view and self.view.candidatures):
            self.add()
        elif thing == "avis":
            self.avis.reach()
            self.avis.form.focus(name)
        elif thing == "reponse":
            self._to_question(name)
        elif not (name and (self.state.form.focus(path) or self.state.details.focus(path))):
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _to_question(self, question: str) -> None:
        """To a question, of the first candidature that should have answered it, else of the one that is shown."""
        asked = [(one.key, met) for one in self.table.rows_model.rows if one.vivante for met in one.questions]
        wanted = next((key for key, met in asked if met.key == question and met.manque), None)
        if wanted is not None:
            self.table.go(wanted)
        if not self.state.questions.focus(question):
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add(self) -> None:
        """Ask for one more formation; asked again while that is being typed, it is done."""
        if self._below.currentIndex() == _ADDING:
            self.adding.give()
        elif self.view is not None and self.commit():
            self._below.setCurrentIndex(_ADDING)
            self.adding.ask(self.view)

    def _added(self, key: str) -> None:
        self._below.setCurrentIndex(0)
        if key:
            self.table.go(key)
        self._moved()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _when_one(self, act: Callable[[], object]) -> Callable[[], object]:
        """An act on the selected candidature; without any, one is asked for."""

        def done() -> None:
            if self.table.current() is None:
                self.add()
            else:
                self._below.setCurrentIndex(0)
                act()

        return done

    def _fill(self, view: DossierView) -> None:
        self._borne = self.desk.read(borne, view.personne)
        self.table.setColumnHidden(_TAGS, not any(one.candidature for one in self._borne))
        self.table.fill(view.candidatures)
        live = len(view.vivantes)
        more = len(view.candidatures) - live
        said = NN_("{n} en cours", "{n} en cours", live) if view.candidatures else NOTHING
        gone = NN_("{n} annulée", "{n} annulées", more) if more else NOTHING
        self._counts.setText(say(joined(" · ", said, gone)))
        self.table.setVisible(bool(view.candidatures))

    def _tags_of(self, one: CandidatureView) -> list[Marque]:
        return [mark for mark in self._borne if mark.candidature == one.key]

    def _moved(self) -> None:
        current = self.table.current()
        if current is None:
            self._below.setCurrentIndex(2)
            return
        self._below.setCurrentIndex(0)
        self.state.open(current)
        self.avis.open(current)

    def _chosen(self, one: CandidatureView | None) -> None:
        """Another row: leave the one before it first."""
        if one is not None and self.state.one is not None and one.key != self.state.one.key:
            self.commit()
            self._moved()

    def _list(self) -> Fitted[CandidatureView]:
        lists = self.desk.lists
        columns = (
            Column[CandidatureView](N_("Formation"), _asked, tone=_faded, stretch=True),
            Column[CandidatureView](
                NC_("candidature", "Type"), lambda c: lists.label("candidature_genre", c.genre), tone=_faded, chars=22
            ),
            Column[CandidatureView](N_("État"), _state, icon=_state_icon, tone=_state_tone, chars=14),
            Column[CandidatureView](NC_("candidature", "Avis"), _avis, icon=_avis_icon, tone=_avis_tone, chars=25),
            Column[CandidatureView](N_("Réponse"), _answer, tone=_faded, chars=13),
            tagged(self._tags_of),
        )
        table = Fitted(self.desk.theme, columns, say(self.title), key=lambda c: c.key,
                       shape=self.desk.shape("candidatures"))  # fmt: skip
        table.moved.connect(self._chosen)
        table.opened.connect(lambda _: self.avis.reach())
        return table


def _asked(one: CandidatureView) -> str:
    return f"{one.formation} · {one.session}" if one.session else one.formation


def _faded(one: CandidatureView) -> str:
    return "" if one.vivante else "muted"


def _state(one: CandidatureView) -> str:
    return say(STATUT[one.statut].label) if one.vivante else tr("Annulée")


def _state_icon(one: CandidatureView) -> str:
    return STATUT[one.statut].icon if one.vivante else "circle-minus"


def _state_tone(one: CandidatureView) -> str:
    tone = STATUT[one.statut].tone if one.vivante else "muted"
    return "icon:ok" if tone == "ok" else tone


def _avis(one: CandidatureView) -> str:
    avis = one.courant
    if avis is None:
        return tr("Sans avis")
    return say(avis.label) if avis.valide_le is not None else tr("{avis}, à valider", avis=avis.label)


def _avis_icon(one: CandidatureView) -> str:
    return AVIS[one.courant.avis].icon if one.courant else "circle-dashed"


def _avis_tone(one: CandidatureView) -> str:
    tone = AVIS[one.courant.avis].tone if one.courant and one.vivante else "muted"
    return "icon:ok" if tone == "ok" else tone


def _answer(one: CandidatureView) -> str:
    return say(answer_of(one.confirmation or "", one.courant.avis if one.courant else ""))
