"""Where a saved view is made, copied or changed: its name, whose it is, its conditions, how many it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.langue import kept
from scolarite_desk.models.fields.of_rooms import VUE
from scolarite_desk.models.rows.vues import Vue
from scolarite_desk.models.rules.filtre import TOUS, Arbre, read, written
from scolarite_desk.models.rules.fold import fold
from scolarite_desk.msg import N_, NOTHING, Msg, verbatim
from scolarite_desk.progress import Progress
from scolarite_desk.services.vues import refuse_partial, save_shared_view, save_view, to_save
from scolarite_desk.store.queries.conditions import SORTES
from scolarite_desk.store.queries.decisions import Filter, how_many
from scolarite_desk.store.queries.vues import FILE, SALLES, counted
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.vues import CHANGE, COPY
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.salles.vues.conditions import Conditions, flat
from scolarite_desk.ui.salles.vues.titres import presentation
from scolarite_desk.ui.widgets import Link, Page, Primary, Strip, Words, column
from scolarite_desk.ui.widgets.heads import Head
from scolarite_desk.ui.widgets.stay import stay

_PAUSE = 250  # milliseconds after a condition changed before counting again
_DRAFT = "vue.filtre"  # where the conditions that are being chosen are kept
ME, OFFICE = "moi", "service"
ALL, ANY = "toutes", "une"


class VueRoom(Room):
    """One view. `lead("file/copier")`: from what a list shows now, to be copied, changed, or saved as it is."""

    title = N_("Vue enregistrée")
    code = "vue"
    tables = frozenset({"vue"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._from, self._what, self._of = Vue("", FILE, NOTHING), "", ""
        self._asked = 0  # counts, the last of which is shown
        self._save = Primary(theme, tr("Enregistrer"), self.save, icon="save", needs="vues")
        self.head = Head(theme, say(self.title), (self._save,))
        own = lists_of(desk, pour=self._owners, lien=_ways)
        self._fields = ActForm(
            theme, VUE, own, on_failure=desk.messages.tell, drafts=desk.drafts, part=True, needs="vues"
        )
        self._fields.noted.connect(self._changed_here)
        self.conditions = Conditions(desk)
        self.conditions.changed.connect(self._changed_here)
        self._told = Strip(theme)
        self._back = Link(theme, tr("Revenir aux conditions de départ"), self._begin_again, icon="undo-2")
        self._says = Words(tone="muted", wrap=True)
        self._counting = QTimer(self, singleShot=True, interval=_PAUSE)
        self._counting.timeout.connect(self._count_seen)
        body = QWidget()
        column(body, self._told, self._fields, self.conditions, self._back, self._says, spacing=theme.gap, stretch=True)
        body.setMaximumWidth(theme.wide(110))
        column(self, self.head, (Page(body), 1), margins=(theme.block, theme.block), spacing=theme.gap)
        self.conditions.after = [self._back]

    # --- What is asked of it.

    def open(self) -> None:
        """What the queue shows now, to be saved."""
        self._show(FILE, "")

    def lead(self, path: str) -> None:
        """What that list shows now, to be saved, copied or changed."""
        salle, _, what = path.partition("/")
        if salle in SALLES:
            self._show(salle, what)

    def form(self) -> Form | None:
        """Its name and whose it is."""
        return self._fields

    def commit(self) -> bool:
        """What is being said waits as a draft."""
        self._fields.keep()
        return True

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Its own command, pressed again, saves."""
        return {self.code: self.save}

    def reload(self) -> None:
        """Another desk changed views: how many this one shows is all that may move."""
        self._counting.start()

    def save(self) -> None:
        """Save it under its name, for oneself or for the office; the list then shows it."""
        asked = self._fields.asked()
        if asked is None or not self.conditions.whole():
            return
        if self.desk.obtain(lambda: refuse_partial(self._from)) is None:
            return
        named = str(asked["libelle"] or "")
        act = save_shared_view if asked["pour"] == OFFICE else save_view
        given = to_save(self._vue(verbatim(named)), named)
        with self._fields.giving():
            done = self.desk.attempt_in(
                self._fields.hear, self, act, **given, remplacer=self._replaces(named, asked["pour"])
            )
        if done:
            self.desk.drafts.forget(self._of, (_DRAFT,))
            self._fields.given()
            self._leave(done.answer)
            self.desk.messages.say(tr("Vue «\u00a0{vue}\u00a0» enregistrée.", vue=named), "ok")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key of lists adds a condition."""
        if event.key() == Qt.Key.Key_Insert and not event.modifiers() and self.conditions.isEnabled():
            self.conditions.add()
        else:
            super().keyPressEvent(event)

    # --- What happens.

    def _show(self, salle: str, what: str) -> None:
        shown = self.desk.vues.get(salle)
        self._from = shown() if shown is not None else Vue("", salle, NOTHING)
        self._what = what if self._from.key and (what != CHANGE or not self._from.livree) else ""
        self._of = self._from.key if self._what == CHANGE else f"@{salle}{self._what}"
        mine = not self._from.partagee or not self.desk.may("vues_partagees")
        either, _ = flat(self._from.filtre)
        begins = {"libelle": self._name(), "pour": ME if mine else OFFICE, "lien": ANY if either else ALL}
        self._fields.open(begins, self._of)
        self._open_conditions(self._kept())
        self._tell()
        self._says.setText(say(presentation(self._from)))
        self._fields.focus("libelle")
        self._count()

    def _name(self) -> str:
        name = say(self._from.libelle)
        return {CHANGE: name, COPY: tr("{vue} (copie)", vue=name)}.get(self._what, "")

    def _open_conditions(self, draft: Arbre | None) -> None:
        passes = self._from.passes if self._from.partielle else ()
        self.conditions.open(self._from.filtre if draft is None else draft, passes)
        self.conditions.setEnabled(not self._from.partielle)
        self._back.setVisible(draft is not None)

    def _kept(self) -> Arbre | None:
        """The conditions that were being chosen, when they are others."""
        draft = self.desk.drafts.typed(self._of).get(_DRAFT)
        if draft is None or self._from.partielle:
            return None
        lu = read(draft.texte, SORTES)
        return None if lu.passes or lu.arbre == self._from.filtre else lu.arbre

    def _begin_again(self) -> None:
        self.desk.drafts.forget(self._of, (_DRAFT,))
        self._open_conditions(None)
        self._count()

    def _tell(self) -> None:
        """What it is made from, and what keeps it from being saved."""
        said, icon = "", "info"
        if self._from.partielle:
            said, icon = (
                tr(
                    "Une version plus récente a fait cette vue\u00a0: ce qui n’est pas connu ici est gardé, et elle "
                    "ne se change pas à ce poste."
                ),
                "triangle-alert",
            )
        elif self._what == CHANGE:
            said = tr("Un autre nom en fait une autre vue\u00a0: celle-ci reste.")
        elif self._from.livree and self._what == COPY:
            said = tr("Les vues de l’application ne changent pas\u00a0: ceci en est une copie, à vous.")
        self._told.say(said, icon, "warn" if self._from.partielle else "muted")
        stay(self._told, bool(said), come=True)

    def _changed_here(self, name: str = "") -> None:
        arbre = self._arbre()
        text = written(arbre) if arbre != self._from.filtre else None
        self.desk.drafts.keep(self._of, _DRAFT, text, written(self._from.filtre))
        self._counting.start()

    def _arbre(self) -> Arbre:
        return self.conditions.arbre(either=self._fields.values.get("lien") == ANY)

    def _vue(self, libelle: Msg) -> Vue:
        one = self._from
        filtre = self._arbre() if not one.partielle else one.filtre or TOUS
        return Vue("", one.salle, libelle, filtre, one.colonnes, one.tri)

    def _replaces(self, named: str, pour: Any) -> bool:
        """Whether the view of that name is the one that is being changed."""
        same = self._what == CHANGE and fold(named) == fold(kept(self._from.libelle))
        return same and self._from.partagee == (pour == OFFICE)

    def _leave(self, key: str) -> None:
        if self._from.salle == FILE:
            self.desk.viewed.emit(key)
        else:
            self.desk.entered.emit(self._from.salle, f"vue/{key}")

    def _count_seen(self) -> None:
        """A moment after a change; not once the window closes."""
        if self.isVisible():
            self._count()

    def _count(self) -> None:
        """How many it shows, in the lane where nobody waits; only the last answer counts."""
        self._asked += 1
        vue, today, asked = self._vue(NOTHING), self.desk.today, self._asked

        def count(_: Progress) -> int:
            if vue.salle == FILE:
                return self.desk.read(counted, vue, today).shown
            return self.desk.read(how_many, Filter(vue=vue))

        def done(count: int) -> None:
            if asked == self._asked:
                self.head.say(self._heading(), _people(vue.salle, count))

        self.desk.jobs.run(tr("Compteurs"), count, done=done, unasked=True)

    def _heading(self) -> str:
        if self._what == CHANGE:
            return tr("Modifier «\u00a0{vue}\u00a0»", vue=self._from.libelle)
        return tr("Nouvelle vue")

    def _owners(self) -> list[tuple[str, str]]:
        mine = [(ME, tr("moi"))]
        return [*mine, (OFFICE, tr("tout le service"))] if self.desk.may("vues_partagees") else mine


def _ways() -> list[tuple[str, str]]:
    return [(ALL, tr("toutes à la fois")), (ANY, tr("au moins une"))]


def _people(salle: str, count: int) -> str:
    if salle == FILE:
        return trn("{n} personne", "{n} personnes", count)
    return trn("{n} candidature", "{n} candidatures", count)
