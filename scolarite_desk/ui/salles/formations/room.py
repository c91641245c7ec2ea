"""The offer: formations of a campaign, found by typing, corrected in place, taken over from one year to the next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.dossier_views import FormationRow
from scolarite_desk.models.rules.places import Paire, Places
from scolarite_desk.msg import N_
from scolarite_desk.progress import Progress
from scolarite_desk.services.dossiers import add_item
from scolarite_desk.store.queries.decisions import Filter
from scolarite_desk.store.queries.fiche import fiche
from scolarite_desk.store.queries.offer import all_of, formations, open_campaigns
from scolarite_desk.store.queries.places import places
from scolarite_desk.store.queries.sessions import complementaires, to_reopen
from scolarite_desk.store.store import Changed
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.desk.jobs import Job
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.programmes import Programmes
from scolarite_desk.ui.forms.tables import Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.decisions.filtre import Filtre
from scolarite_desk.ui.salles.formations.colonnes import columns
from scolarite_desk.ui.salles.formations.fiche import FicheFormation
from scolarite_desk.ui.salles.formations.masse import EnMasse
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Button, Empty, SearchLine, Stacked, column, row
from scolarite_desk.ui.widgets.heads import Head
from scolarite_desk.ui.widgets.panels import Nothing

_KEY = 32  # signs of a key: a path may be the name of a thing

Counts = tuple[dict[Paire, Places], frozenset[str]]  # the places, and the formations that have some to give


class FormationsRoom(Room):
    """The list at the left, the formation at the right."""

    title = N_("Formations")
    code = "formations"
    tables = frozenset({"formation", "campagne", "session_depot", "ouverture", "centre", "question"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._add = Button(theme, tr("Ajouter une formation"), self.add, icon="plus", needs="formations")
        self._left: dict[Paire, Places] = {}
        self._to_reopen = frozenset[str]()
        self._counting: Job | None = None
        self._free_only = False
        self._free = Button(theme, tr("Places à pourvoir"), self.only_free, icon="list-filter")
        self._free.may_say(tr("Toutes les formations"))
        self._reopens = Button(theme, tr("Session complémentaire…"), self.open_again, icon="plus", needs="formations")
        self._reopens.hide()
        self._by_centre = False
        self._tree = Button(theme, tr("Par centre"), self.turn, icon="school")
        self._tree.may_say(tr("En liste"))
        leave = Button(theme, tr("Exporter…"), self.export, icon="download", needs="exports")
        self.head = Head(theme, say(self.title), (self._tree, self._reopens, self._free, leave, self._add))
        self._waits = False  # told that a campaign must be open first
        desk.changed.connect(self._campaign)
        self.choice = Filtre(desk, ("campagne",))
        self.choice.changed.connect(self.reload)
        self.text = SearchLine(theme, tr("Code ou nom"))
        self.text.edited.connect(self._fill)
        self.text.moved.connect(self._to_table)
        nothing = Empty(theme, "graduation-cap", tr("Aucune formation."))
        self.table = Table[FormationRow](
            theme, columns(self._places), tr("Formations"), key=lambda one: one.key, many=True, empty=nothing,
            shape=desk.shape("formations"),
        )  # fmt: skip
        self.fiche = FicheFormation(desk, self._changed_here)
        self.table.opened.connect(self._opened)
        self.programmes = Programmes(desk, empty=Empty(theme, "graduation-cap", tr("Aucune formation.")))
        self.programmes.moved.connect(lambda _: self._moved())
        self.programmes.wanted.connect(self._opened)
        self._shown = Stacked()
        for one in (self.table, self.programmes):
            self._shown.addWidget(one)
        self._panels = Stacked()
        self.masse = EnMasse(desk, self.reload)
        self.table.picked.connect(self._moved)
        for panel in (Nothing(), self.fiche, self.masse):
            self._panels.addWidget(panel)
        top, left, line = QWidget(), QWidget(), QWidget()
        column(top, self.head, margins=(theme.block, theme.block))
        row(line, (self.text, 1), self.choice, spacing=theme.block)
        column(left, line, (self._shown, 1), spacing=theme.gap).setContentsMargins(theme.block, 0, theme.block, 0)
        left.setMinimumWidth(theme.wide(40))
        column(self, top, (Beside(theme, left, self._panels, wide=72, least=36), 1))

    def export(self) -> None:
        """The formations of the campaign as a table."""
        self.desk.entered.emit("exporter", f"formations/{self.choice.filter.campagne or ''}")

    def open(self) -> None:
        """The open campaign first; all of them when there are several."""
        if self.choice.filter == Filter():
            self.choice.choose(Filter(campagne=self._open_campaign()))
        super().open()
        if self.table.current() is None:
            self.table.step(0)
        (self.table if self.table.rows_model.rows else self._add).setFocus()

    def lead(self, path: str) -> None:
        """A formation by its key, and after « / » a field of it; else the list, begun while it is empty."""
        key, _, field = path.partition("/")
        if len(key) == _KEY and self.desk.read(fiche, "formation", key) is not None:
            self._changed_here(key)
            self.fiche.form.focus(field)
            return
        if not self.table.rows_model.rows and self._add.isEnabled():
            self._add.click()

    def reload(self) -> None:
        """Read the list again, and the formation; what is narrowed to free places stays until they are counted."""
        if not self._narrowed():
            self._fill()
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self.desk.jobs.run(
            tr("Places libres"), partial(self._count, self.choice.filter.campagne), done=self._counted
        )

    def _count(self, campagne: str | None, _progress: Progress) -> Counts:
        """The places of the formations of a campaign, away from the window: every candidature of them is looked at."""
        read, today = self.desk.read, self.desk.today
        shown = read(formations, campagne=campagne, open_only=False)
        left = read(places, [Paire(one.key) for one in shown])
        return left, frozenset(read(to_reopen, campagne, today) if campagne else ())

    def _places(self, one: FormationRow) -> Places | None:
        """Those that were counted last."""
        return self._left.get(Paire(one.key))

    def _counted(self, found: Counts) -> None:
        self._counting, (self._left, self._to_reopen) = None, found
        self._fill()

    def _fill(self) -> None:
        """Those that the text finds; of the places, what was counted last."""
        rows = self.desk.read(formations, self.text.text(), self.choice.filter.campagne, open_only=False)
        if self._narrowed():
            rows = tuple(one for one in rows if one.key in self._to_reopen)
        self._reopens.setVisible(self._narrowed() and bool(rows))
        self.head.say(say(self.title), trn("{n} formation", "{n} formations", len(rows)) if len(rows) > 1 else "")
        with QSignalBlocker(self.table), QSignalBlocker(self.programmes):  # the formation is read once they stand
            self.table.fill(rows)
            if self._by_centre:
                self.programmes.show_rows(rows)
        self._shown.setCurrentWidget(self.list_shown)
        if not rows and self.table.empty is not None:
            self.table.empty.say(*self._why_empty())
        self._moved()

    @property
    def list_shown(self) -> Table[FormationRow] | Programmes:
        """The tree, unless a text is searched: what it finds is a list."""
        return self.programmes if self._by_centre and not self.text.text().strip() else self.table

    def turn(self) -> None:
        """The formations as a tree of centres and types, or as a list again; on the same formation."""
        here = self._chosen()
        self._by_centre = not self._by_centre
        self._tree.say(tr("En liste") if self._by_centre else tr("Par centre"), icon="school")
        if self._by_centre:
            self.programmes.show_rows(self.table.rows_model.rows)
        self._shown.setCurrentWidget(self.list_shown)
        if len(here) == 1:
            self._reach(here[0].key)
        self._moved()
        self.list_shown.setFocus()

    def _reach(self, key: str) -> bool:
        """To a formation, in the list and in the tree; False when it is not of those that are shown."""
        return self.table.go(key) and (not self._by_centre or self.programmes.reach(key))

    def _narrowed(self) -> bool:
        """Whether only formations that have places to give are shown: of a campaign."""
        return self._free_only and self.choice.filter.campagne is not None

    def only_free(self) -> None:
        """Show the formations that have places left once answers were awaited, then all of them again."""
        if not self._free_only and self.choice.filter.campagne is None:
            said = tr("Choisissez une campagne au-dessus de la liste.")
            self.desk.messages.say(said, holds=lambda: not self.choice.filter.campagne)
            return
        self._free_only = not self._free_only
        said = tr("Toutes les formations") if self._free_only else tr("Places à pourvoir")
        self._free.say(said, icon="list-filter")
        self.reload()

    def open_again(self) -> None:
        """Propose to open what still has places, or what is selected of it, in a complementary session."""
        if len(self.table.selected()) < 2:
            self.table.selectAll()
        chosen = self.table.selected()
        found = self.desk.read(complementaires, [one.key for one in chosen])
        if not found:
            way = (tr("Ajouter une session"), lambda: self.desk.entered.emit("reglages", "session"))
            self.desk.messages.say(tr("Cette campagne n’a pas encore de session complémentaire."), "warn", [way])
            return
        self.masse.show_rows(chosen)
        self._panels.setCurrentWidget(self.masse)
        self.masse.in_session(found[0])

    def _why_empty(self) -> tuple[str, str]:
        if self._free_only:
            return tr("Aucune place à pourvoir."), tr("Celles où les réponses sont attendues encore n’y sont pas.")
        if self.text.text().strip():
            return tr("Aucune formation de ce nom."), tr("Videz la recherche pour les voir toutes.")
        if not self.desk.read(all_of, "campagne"):
            return tr("Aucune formation."), tr(
                "Elles sont d’une campagne\u00a0: ouvrez-en une dans Réglages › Campagnes."
            )
        return tr("Aucune formation dans cette campagne."), tr("Ajoutez la première, ou choisissez une autre campagne.")

    def _campaign(self, changed: Changed) -> None:
        """What was asked is there: it is asked no more."""
        if self._waits and any(table == "campagne" for table, _ in changed.rows) and self.desk.read(open_campaigns):
            self._waits = False
            self.desk.messages.clear(all_of_them=False)

    def add(self) -> None:
        """A blank formation of the campaign that is shown, the keyboard on its code."""
        campagne = self.choice.filter.campagne or self._open_campaign()
        if campagne is None:
            several = tr("Plusieurs campagnes sont ouvertes\u00a0: choisissez-en une au-dessus de la liste.")
            none = tr("Ouvrez d’abord une campagne dans Réglages › Campagnes.")
            if self.desk.read(open_campaigns):
                self.desk.messages.say(several, holds=lambda: not self.choice.filter.campagne)
            else:
                way = (tr("Ouvrir une campagne"), lambda: self.desk.entered.emit("reglages", "campagne"))
                self.desk.messages.say(none, "warn", [way])
                self._waits = True
            return
        values = {"campagne_id": campagne, "traitement": "AC", "en_service": True, "mode": "presentiel"}
        added = self.desk.attempt(self, add_item, "formation", values, a_remplir=True)
        if added:
            self.text.set_text("")
            self._changed_here(added.answer)
            self.fiche.form.focus("code")

    def commit(self) -> bool:
        """Give what is being typed of the formation; False when it cannot be read or was refused."""
        return self.fiche.form.commit()

    def form(self) -> Form | None:
        """The form of the formation that is shown, for the palette."""
        return self.fiche.form

    def _open_campaign(self) -> str | None:
        opened = self.desk.read(open_campaigns)
        return opened[0][0] if len(opened) == 1 else None

    def _changed_here(self, key: str | None) -> None:
        self.reload()
        if key is not None and not self._reach(key):  # in another campaign: go and see it there
            self.choice.choose(Filter())
            self.reload()
            self._reach(key)

    def _chosen(self) -> Sequence[FormationRow]:
        """The formations that are selected; of a branch of the tree, all that it holds."""
        if self.list_shown is self.programmes:
            line = self.programmes.current()
            return line.formations if line is not None else ()
        current = self.table.current()
        return () if current is None else self.table.selected() or [current]

    def _moved(self) -> None:
        chosen = self._chosen()
        self._panels.setCurrentIndex(min(len(chosen), 2))
        if len(chosen) > 1:
            self.masse.show_rows(chosen)
        elif chosen:
            self.fiche.show_formation(chosen[0].key)

    def _opened(self, one: FormationRow) -> None:
        self.fiche.form.focus()

    def _to_table(self, rows: int) -> None:
        self.list_shown.setFocus()
