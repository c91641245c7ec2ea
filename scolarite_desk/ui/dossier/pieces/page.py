"""The tab « Pièces »: one table worked by three keys, the reason beside, what is still missing under it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_dossier import PIECE, PIECE_LIBRE
from scolarite_desk.models.rows.dossier_views import CandidatureView, DossierView
from scolarite_desk.msg import N_
from scolarite_desk.services import pieces
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.dossier.page import DossierPage
from scolarite_desk.ui.dossier.pieces.completude import Completeness
from scolarite_desk.ui.dossier.pieces.lignes import ALL, ASKED_BY, PieceLine, columns, gathered, summary
from scolarite_desk.ui.forms.act_form import ActForm, for_all
from scolarite_desk.ui.forms.parts import head
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.look.texts import say, tr, trc
from scolarite_desk.ui.widgets import Button, Choice, Empty, Link, Page, Words, column, row
from scolarite_desk.ui.widgets.flow import Flow

_NO_FORMATION = N_("Les pièces dépendent de la formation\u00a0: ajoutez d’abord une candidature.")


class Checklist(Table[PieceLine]):
    """A table whose letters act on the current row."""

    keys: Mapping[int, Callable[[], object]] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space receives, V validates, R refuses, N..."""
        act = self.keys.get(event.key())
        if act is not None and not event.modifiers() and self.current() is not None:
            act()
        else:
            super().keyPressEvent(event)


class PiecesPage(DossierPage):
    """What is asked of every candidature of the dossier, what was brought, and what was made of it."""

    title = N_("Pièces")
    things, fields = ("pieces", "piece"), PIECE

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self.table = self._checklist()
        self._counts = Words(tone="muted", wrap=True)
        self._of = Choice(theme, self._candidatures_named)
        self._of.setAccessibleName(tr("Candidature"))
        self._of.setMinimumWidth(theme.wide(30))
        self._which, named = QWidget(), Words(tr("Candidature"))
        named.setBuddy(self._of)
        row(self._which, named, self._of, spacing=theme.gap)
        self._of.chosen.connect(self._show)
        self._of.left.connect(self._show)
        self._free = self._form(PIECE_LIBRE, inline=True)
        self._reason = self._form(PIECE, on_commit=self._given, inline=True)
        self._wanted: Callable[[], object] = self.refuse  # what the reason is for
        for name in ("motif", "motif_texte"):
            self._reason.entered_in(name, self._entered)
        self._free.entered_in("libelle", self._add_free)
        self._buttons = self.table.acts = list(self._acts())
        self._usual, self._more = self._feet()
        self.completeness = Completeness(desk, self.commit)
        add = Button(
            theme, tr("Ajouter une pièce"), self.ask_more, icon="file-text", keys=written("Ins"), needs="pieces"
        )
        content = QWidget()
        body = column(content, margins=(theme.block, theme.block), spacing=theme.gap)
        body.addLayout(head(theme, say(self.title), self._counts, self._which, add))
        body.addWidget(self.table, 1)
        body.addWidget(self._usual)
        body.addWidget(self._more)
        body.addWidget(self.completeness)
        column(self, Page(content))

    def open(self, view: DossierView) -> None:
        """Show another dossier."""
        super().open(view)
        self._of.set_text(say(ALL))
        self._free.open({}, view.key)
        self._show_free(bool(self._free.text("libelle")))
        self._show()
        self.table.step(0)
        self._moved()

    def refresh(self, view: DossierView) -> None:
        """The same dossier changed: show it again, without touching what is being typed."""
        super().refresh(view)
        self._show()

    def commit(self) -> bool:
        """Give the deadline that is being typed."""
        return self._reason.commit()

    def form(self) -> ActForm:
        """The line under the table."""
        return self._reason if self._more.isHidden() else self._free

    def go(self, path: str) -> bool:
        """To the first piece that is missing, or to a field of the one that is selected."""
        name = path.partition(".")[2]
        if name and self.table.current() is not None and self._reason.focus(name):
            return True
        wanted = next((one for one in self.table.rows_model.rows if one.next), None)
        if wanted is not None:
            self.table.go(wanted.key)
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # --- The acts.

    def validate(self) -> None:
        """The paper is right."""
        self._act(pieces.validate_piece, down=True, done=("VA",))

    def refuse(self) -> None:
        """The paper is wrong: with the reason typed beside, or by asking for it."""
        self._wanted = self.refuse
        if not (self._reason.text("motif").strip() or self._reason.text("motif_texte").strip()):
            self._reason.focus("motif")
            self._reason.fault("piece.motif", tr("Choisissez le motif, puis Entrée."))
            return
        self._reason.commit()
        values = self._reason.values
        self._act(pieces.refuse_piece, values.get("motif") or "", values.get("motif_texte") or "")

    def not_concerned(self) -> None:
        """The person need not bring it; the reason is asked for when the piece is asked of all."""
        self._wanted = self.not_concerned
        self._reason.commit()
        self._act(pieces.piece_not_concerned, self._reason.values.get("motif_texte") or "")

    def receive(self) -> None:
        """Brought, to be examined; what already was is only gone past."""
        self._act(pieces.receive_piece, down=True, done=("TR", "VA"))

    def await_again(self) -> None:
        """Back to awaited; what was asked by hand is no longer asked."""
        current = self.table.current()
        if current is not None and current.line.libre and current.line.statut == "AT":
            self._act(pieces.withdraw_free_piece)
        else:
            self._act(pieces.piece_awaited)

    def ask_more(self) -> None:
        """Show where to write the name of a piece that no rule asks."""
        self._show_free(True)
        self._free.focus()

    def _add_free(self) -> None:
        if not self._shown():
            self._free.refused("piece.libelle", _NO_FORMATION)
        elif self._free.text("libelle").strip() and self._free.give(self._record_free):
            self._close_free()
            self.table.setFocus()

    def _record_free(self) -> None:
        keys = [one.key for one in self._shown()]
        self.desk.do(self, for_all(pieces.add_free_piece), keys, self._free.values["libelle"])

    def _close_free(self) -> None:
        self._free.open({})
        self._show_free(False)

    def _show_free(self, shown: bool) -> None:
        self._more.setVisible(shown)
        self._usual.setHidden(shown)

    def _act(self, act: Callable[..., object], *args: Any, down: bool = False, done: Collection[str] = ()) -> None:
        """Do it to the current row, for every candidature that shares it, then go `down` to the next one. Nothing is
        said nor undone by a key pressed once too often, where the row is `done`.
        """
        current = self.table.current()
        if current is None or not current.line.courante:
            return
        if current.line.statut in done:
            self.table.step(1)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        given = self._reason.give(
            lambda: self.desk.do(self, for_all(act), current.candidatures, current.line.piece, *args)
        )
        if given:
            self._moved(anew=True)
            self.table.step(1 if down else 0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _given(self, field: Field, value: Any) -> None:
        """The deadline is written when it is left; the reason waits for its act."""
        current = self.table.current()
        if field.name == "echeance" and current is not None:
            act = for_all(pieces.set_piece_deadline)
            self.desk.do(self, act, current.candidatures, current.line.piece, value)

    # --- What is shown.

    def _live(self) -> tuple[CandidatureView, ...]:
        return self.view.vivantes if self.view else ()

    def _candidatures_named(self, text: str) -> list[tuple[str, str]]:
        named = [("", say(ALL)), *((one.key, one.formation) for one in self._live())]
        return [pair for pair in named if text.casefold() in pair[1].casefold()]

    def _shown(self) -> list[CandidatureView]:
        chosen = self._of.text()
        return [one for one in self._live() if chosen in (one.formation, say(ALL))] or list(self._live())

    def _show(self) -> None:
        live, shown = self._live(), self._shown()
        self._which.setVisible(len(live) > 1)
        names = {one.key: _called(one) for one in shown}
        rows = gathered([self.desk.read(pieces.lines, one.key) for one in shown], names)
        self.table.setColumnHidden(ASKED_BY, len(live) < 2)
        self.table.fill(rows)
        self._say_empty(bool(live))
        self._counts.setText(summary(rows))
        self.completeness.show_of(self.view.key if self.view else "", shown)
        self._moved()

    def _say_empty(self, candidatures: bool) -> None:
        assert self.table.empty is not None
        if candidatures:
            self.table.empty.say(tr("Rien n’est demandé pour cette formation."), tr("Ajouter une pièce"))
        else:
            self.table.empty.say(say(_NO_FORMATION), written("Ctrl+Shift+N"))

    def _moved(self, *, anew: bool = False) -> None:
        """Another row: its reason, its deadline, what can be done to it. `anew`: what was typed is gone."""
        current, self._wanted = self.table.current(), self.refuse
        line = current.line if current is not None else None
        deadline = line.echeance.le if line and line.echeance and line.manque else None
        shown = {"motif": line.motif or None, "motif_texte": line.motif_texte or None} if line else {}
        values, of = shown | {"echeance": deadline}, _of(current) if current is not None else ""
        if anew:
            self._reason.open(values)
        if of == self._reason.of:
            self._reason.refresh(values)
        else:
            self._reason.open(values, of)
        enabled = line is not None and line.courante
        for button in self._buttons:
            button.setEnabled(enabled)
        self._reason.setEnabled(enabled)

    def _entered(self) -> None:
        """Enter after a reason does what the reason was for."""
        values = self._reason.values
        if values.get("motif_texte") or values.get("motif") not in (None, "autre"):
            self._wanted()

    # --- How it is made.

    def _checklist(self) -> Checklist:
        theme = self.desk.theme
        shown = columns(self.desk.lists, self.desk.today)
        nothing = Empty(theme, "file-text", "")
        table = Checklist(theme, shown, say(self.title), key=lambda r: r.key, empty=nothing)
        table.keys = {
            Qt.Key.Key_Space: self.receive,
            Qt.Key.Key_V: self.validate,
            Qt.Key.Key_R: self.refuse,
            Qt.Key.Key_N: self.not_concerned,
            Qt.Key.Key_E: self.receive,  # as it was before Space received
            Qt.Key.Key_Delete: self.await_again,
            Qt.Key.Key_Insert: self.ask_more,
        }
        table.setMinimumHeight(6 * theme.row)
        table.moved.connect(lambda _: self._moved())
        table.opened.connect(lambda _: self._reason.focus("motif"))
        return table

    def _feet(self) -> tuple[QWidget, QWidget]:
        """The acts and the reason of a refusal; in their place, the line that asks for one more piece."""
        theme, usual, more = self.desk.theme, QWidget(), QWidget()
        column(usual, Flow(*self._buttons, spacing=theme.gap), self._reason, spacing=theme.gap)
        give = Button(theme, tr("Ajouter une pièce"), self._add_free, icon="plus", needs="pieces")
        leave = Link(theme, tr("Renoncer"), self._close_free, keys=written("Esc"))
        column(more, self._free, Flow(give, leave, spacing=theme.gap), spacing=theme.gap)
        more.hide()
        return usual, more

    def _acts(self) -> Iterator[Button]:
        theme = self.desk.theme
        yield Button(theme, trc("pièce", "Reçue"), self.receive, icon="eye", keys=written("Space"), needs="pieces")
        yield Button(theme, trc("pièce", "Valider"), self.validate, icon="check", keys="V", needs="pieces")
        yield Button(theme, tr("Refuser"), self.refuse, icon="x", keys="R", needs="pieces")
        yield Button(theme, tr("Non concerné"), self.not_concerned, icon="minus", keys="N", needs="pieces")
        yield Button(theme, tr("En attente"), self.await_again, icon="rotate-ccw", keys=written("Del"), needs="pieces")

    def _form(self, fields: tuple[Field, ...], **options: Any) -> ActForm:
        desk, tell = self.desk, self.desk.messages.tell
        return ActForm(
            desk.theme, fields, desk.lists, on_failure=tell, drafts=desk.drafts, part=True, needs="pieces", **options
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the table, Inser asks for one more piece."""
        if event.key() == Qt.Key.Key_Escape:
            self._close_free()
            self._moved(anew=True)
            self.table.setFocus()
        elif event.key() == Qt.Key.Key_Insert:
            self.ask_more()
        else:
            super().keyPressEvent(event)


def _of(one: PieceLine) -> str:
    """What the reason under the table is about, for its drafts."""
    return f"{one.candidatures[0]}@{one.line.piece}-{one.line.rang}"


def _called(one: CandidatureView) -> str:
    """How a candidature is called among several: by its code, as labels would not tell them apart."""
    return one.code or one.formation
