"""The tab « Ressaisie »: the boxes of eCandidat in their order, the next value copied by one key, what it answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import SOURCE, langue
from scolarite_desk.models.fields.of_numbers import RESSAISIE
from scolarite_desk.models.rows.dossier_views import DossierView
from scolarite_desk.models.rows.ressaisie import EtatRessaisie, FicheRessaisie
from scolarite_desk.models.rules.ressaisie import LigneSaisie
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.services.ressaisie import retyped, sheet, withdraw_retyping
from scolarite_desk.services.ressaisie_papier import said_state, sheet_report, windows
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.presse_papiers import PressePapiers
from scolarite_desk.ui.desk.printing import preview
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Primary, Strip, column
from scolarite_desk.ui.widgets.flow import Flow


@dataclass(frozen=True, slots=True)
class LigneEcran:
    """A box and the title of its window, or that title alone; `copiee`: it was, since the page is open."""

    titre: Msg
    ligne: LigneSaisie | None = None
    copiee: bool = False

    @property
    def key(self) -> tuple[Msg, str, Msg]:
        """What tells it from the others: eCandidat asks some values twice."""
        return (self.titre, self.ligne.chemin, self.ligne.label) if self.ligne else (self.titre, "", NOTHING)


def _field(one: LigneEcran) -> str:
    return say(one.ligne.label) if one.ligne else say(one.titre)


def _value(one: LigneEcran) -> str:
    return " ".join(one.ligne.copie.split()) if one.ligne else ""


def _told(one: LigneEcran) -> str:
    return say(one.ligne.constat) if one.ligne else ""


def _tone(one: LigneEcran) -> str:
    return "bad" if one.ligne and one.ligne.manque else "warn"


COLUMNS = (
    Column[LigneEcran](N_("Champ d’eCandidat"), _field, chars=34, strong=lambda one: one.ligne is None,
                       icon=lambda one: "check" if one.copiee else "", tone=lambda _: "icon:ok"),
    Column[LigneEcran](N_("À copier"), _value, chars=34, worth=2),
    Column[LigneEcran](N_("À voir"), _told, chars=24, stretch=True, tone=_tone),
)  # fmt: skip


class RessaisiePage(DossierPage):
    """Copied in order, a value a key: the window of eCandidat lies beside, this one is come back to between two."""

    title, things = N_("Ressaisie"), ("ressaisie",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._fiche: FicheRessaisie | None = None
        self._copied: set[tuple[Msg, str, Msg]] = set()
        self._clipboard = PressePapiers(self)
        self.strip = Strip(theme)
        self.next = Primary(theme, tr("Copier la suivante"), self.copy_next, icon="copy", keys="F3")
        self._print = Button(theme, tr("Fiche à imprimer…"), self.print_, icon="printer")
        self.numero = ActForm(theme, RESSAISIE, desk.lists, on_failure=desk.messages.tell, drafts=desk.drafts,
                             inline=True, needs="dossiers")  # fmt: skip
        self.numero.entered_in("valeur", self.done)
        self._done = Button(theme, tr("Noter ressaisi"), self.done, icon="check", needs="dossiers")
        self._drop = Button(theme, tr("Ne plus ressaisir"), self.drop, icon="trash-2", needs="dossiers")
        self.table = Table[LigneEcran](theme, COLUMNS, tr("Champs à ressaisir"), key=lambda one: one.key)
        self.table.rows_model.heading = lambda one: one.ligne is None
        self.table.opens = tr("Copier")
        self.table.opened.connect(self._copy)
        self.table.acts = (self.next,)
        top, boxes = QWidget(), QWidget()
        self.numero.setMaximumWidth(theme.wide(60))
        acts = Flow(self.next, self._print, self._done, self._drop, spacing=theme.gap)
        column(top, self.strip, self.numero, acts, margins=(theme.block, theme.gap), spacing=theme.gap)
        column(boxes, (self.table, 1)).setContentsMargins(theme.block, 0, theme.block, 0)
        column(self, top, (boxes, 1))

    def open(self, view: DossierView) -> None:
        """Another dossier: nothing of the former one stays in the clipboard."""
        super().open(view)
        self._clipboard.clear()
        self._copied = set()
        self._read()
        etat = self._fiche.etat if self._fiche is not None else EtatRessaisie()
        known = etat.numero if etat.faite_le is None else ""  # a workbook brought it: only to be noted
        self.numero.open({"valeur": known} if known else {}, view.key)
        self.table.step(-len(self.table.rows_model.rows))

    def refresh(self, view: DossierView) -> None:
        """What the base holds now."""
        super().refresh(view)
        self._read()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Copy the next value."""
        return {"copier_suivante": self.copy_next}

    def form(self) -> ActForm:
        """The number that eCandidat gave."""
        return self.numero

    def go(self, path: str) -> bool:
        """To the boxes."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def copy_next(self) -> None:
        """Copy the first value that is left from where the keyboard is, and go to the line that follows."""
        current, rows = self.table.current(), self.table.rows_model.rows
        start = rows.index(current) if current is not None else 0
        found = next((one for one in rows[start:] if _value(one) and not one.copiee), None)
        if found is None:
            self.desk.messages.say(tr("Tout est copié. Reste à noter le numéro donné par eCandidat."), "ok")
            self.numero.focus("valeur")
            return
        self._copy(found)

    def print_(self) -> None:
        """The same on paper."""
        from scolarite_desk.exchange.papers import ressaisie

        fiche, store = self._fiche, self.desk.store
        if fiche is None:
            return
        rendered = ressaisie.render(self.desk.read(sheet_report, store, fiche), langue(SOURCE))
        name = f"fiche-ressaisie-{fiche.numero}.pdf"
        preview(self.desk, self, rendered.octets, tr("Fiche de ressaisie"), name, rendered.avertissements,
                ("ressaisie", fiche.dossier))  # fmt: skip

    def done(self) -> None:
        """It is typed there, with its number where it is known."""
        asked = self.numero.asked()
        if self.view is not None and asked is not None:
            key, numero = self.view.key, asked["valeur"] or ""
            if self.numero.give(lambda: self.desk.do(self, retyped, numero=numero, dossier=key)):
                self.numero.open({}, key)

    def drop(self) -> None:
        """It was asked by mistake."""
        if self.view is not None:
            self.desk.attempt(self, withdraw_retyping, dossier=self.view.key)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays in the clipboard for whoever comes next."""
        if not event.spontaneous():  # hidden under another window, one is pasting there
            self._clipboard.clear()
        super().hideEvent(event)

    def _read(self) -> None:
        assert self.view is not None
        key, today = self.view.key, self.desk.store.today()
        self._fiche = self.desk.read(lambda session: sheet(session, key, lists(session), today))
        self._fill()
        done = self._fiche.etat.faite_le is not None
        tone = ("circle-check", "ok") if done else ("hourglass", "accent")
        self.strip.say(say(said_state(self._fiche)), *tone)
        self._drop.setVisible(not done)
        self._done.say(tr("Noter le numéro") if done else tr("Noter ressaisi"), icon="check")
        for part in (self.numero, self._done):  # done, and its number is known: nothing is asked any more
            part.setVisible(not (done and self._fiche.etat.numero))

    def _fill(self) -> None:
        assert self._fiche is not None
        rows = list[LigneEcran]()
        for title, lines in windows(self._fiche):
            rows.append(LigneEcran(title))
            rows += [LigneEcran(title, line) for line in lines]
        self.table.fill([self._marked(one) for one in rows])

    def _marked(self, one: LigneEcran) -> LigneEcran:
        return LigneEcran(one.titre, one.ligne, one.key in self._copied)

    def _copy(self, one: LigneEcran) -> None:
        if one.ligne is None or not one.ligne.copie:
            return
        self._clipboard.copy(one.ligne.copie)
        self._copied.add(one.key)
        self._fill()
        every = [row for row in self.table.rows_model.rows if _value(row)]
        done = sum(row.copiee for row in every)
        told = tr("Copié\u00a0: {champ}, {rang} sur {total}", champ=say(one.ligne.label), rang=done, total=len(every))
        self.strip.say(told, "copy", "accent")
        self.table.go(one.key)
        self.table.step(1)
