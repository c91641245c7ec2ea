"""Where a table leaves the office: which, with which columns, its first rows as they would be, in which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from scolarite_desk.exchange.tables.formats import FORMATS
from scolarite_desk.models.fields.of_rooms import SORTIE
from scolarite_desk.msg import N_, NN_, NOTHING, joined
from scolarite_desk.services.extraits.choix import (
    AFFICHAGE,
    DECISIONS,
    SELECTION,
    TABLES,
    TOUT,
    Echantillon,
    named,
    offered,
    sample,
    scoped,
    scopes,
    write,
)
from scolarite_desk.services.listes.choix import Chosen
from scolarite_desk.services.vues import views_of
from scolarite_desk.store.queries.decisions import Affiche, Filter
from scolarite_desk.store.queries.vues import DECISIONS as OF_DECISIONS
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.demande import Eye, Secret, SecretForm
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.texts import say, spoken, tr
from scolarite_desk.ui.salles.exports.colonnes import Colonnes
from scolarite_desk.ui.salles.exports.garder import Garder
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.widgets import Hairline, Page, Primary, Words, column
from scolarite_desk.ui.widgets.files import ask_save
from scolarite_desk.ui.widgets.heads import Head

_PAUSE = 200  # milliseconds after a change before the first rows are read again
_TYPED = 14  # characters of a password in sight, however narrow the panel


class ExportsRoom(Room):
    """The choice at the left, the first rows at the right. `lead("formations")`: that table."""

    title = N_("Exporter un tableau")
    code = "exporter"
    tables = frozenset({"vue", "campagne"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._shown = Affiche()  # what the room of decisions showed when this one was entered
        self._seen: Echantillon | None = None  # None: not read yet
        self._reading = 0
        self._go = Primary(theme, tr("Exporter…"), self.export, icon="download", needs="exports")
        self.head = Head(theme, say(self.title), (self._go,))
        self._lists = lists_of(
            desk, tableau=self._tables, portee=self._scopes, vue_de=self._views,
            format=lambda: [(code, say(one.libelle)) for code, one in FORMATS.items()],
        )  # fmt: skip
        self.fields = ActForm(theme, SORTIE, self._lists, on_failure=desk.messages.tell, part=True, needs="exports")
        self.fields.noted.connect(self._noted)
        self.columns = Colonnes(desk)
        self.columns.changed.connect(self._chosen)
        self.keep = Garder(desk, lambda: self.columns.cles, self._lists.forget)
        self._told, self._why = Words(tone="muted", wrap=True), Words(tone="muted", wrap=True)
        self._secret, self._twice = Secret(theme, tr("Mot de passe du fichier")), Secret(theme, tr("Encore une fois"))
        for one in (self._secret, self._twice):
            one.setMinimumWidth(theme.wide(_TYPED))
        self.secrets = SecretForm(
            theme,
            ((tr("Mot de passe"), self._secret), (tr("Encore une fois"), self._twice)),
            tr("Exporter protégé…"),
            self._protect,
            icon="lock",
            main=False,
        )
        self._look = QTimer(self, singleShot=True, interval=_PAUSE)
        self._look.timeout.connect(self._read)
        self._place()

    def _place(self) -> None:
        theme = self.desk.theme
        left, inside, head = QWidget(), QWidget(), QWidget()
        column(left, (self.columns, 1), self.keep, spacing=theme.gap).setContentsMargins(
            theme.block, 0, theme.block, theme.gap
        )
        parts = (self.fields, self._told, Hairline(), Words(tr("Protéger par un mot de passe"), look="strong"))
        column(
            inside, *parts, self._why, self.secrets, margins=(theme.block, theme.gap), spacing=theme.gap, stretch=True
        )
        column(head, self.head, margins=(theme.block, theme.block))
        column(self, head, (Beside(theme, left, Page(inside), wide=50, least=40, asking=True), 1))
        self._tab_on()

    def _tab_on(self) -> None:
        """Tab goes from which table to its columns, then to the password and to the act."""
        columns, keep, eye = self.columns, self.keep, self.secrets.findChild(Eye)
        assert eye is not None
        stops: tuple[QWidget, ...] = (
            *(one.editor for one in self.fields.seats.values()), columns.text, columns.table, *columns.buttons,
            keep.form.seats["libelle"].editor, keep.button, *self.secrets.lines, eye, self.secrets.button, self._go,
        )  # fmt: skip
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    # --- What is asked of it.

    def open(self) -> None:
        """What the list of decisions shows, where one comes from it; else all that one may see."""
        self._show(DECISIONS)

    def lead(self, path: str) -> None:
        """One of the tables; after a bar, of which campaign (its key) or day."""
        table, _, narrowed = path.partition("/")
        self._show(table if table in TABLES else DECISIONS, narrowed)

    def form(self) -> Form | None:
        """What is asked of the file."""
        return self.fields

    def reload(self) -> None:
        """Views and campaigns moved: their names are read again."""
        self._lists.forget()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Its own command, pressed again, writes."""
        return {self.code: self.export}

    def export(self) -> None:
        """Ask where, then write there; under the password that was typed, if one was."""
        if self.secrets.isVisible() and (self._secret.text() or self._twice.text()):
            self._protect()
        else:
            self._write("")

    # --- What happens.

    def _show(self, code: str, narrowed: str = "") -> None:
        affiche = self.desk.affiche
        self._shown = affiche() if affiche is not None else Affiche()
        self._lists.forget()
        known = [one for one, _words in self._tables()]
        table = code if code in known or not known else known[0]
        scope = SELECTION if len(self._shown.choisies) > 1 else AFFICHAGE if self._shown != Affiche() else TOUT
        day = date.fromisoformat(narrowed) if table == "rendezvous" and narrowed else None
        campagne = narrowed or None if day is None else None
        begins = {"tableau": table, "portee": scope, "format": "xlsx", "jour": day, "campagne": campagne}
        self.fields.open(begins, "")
        self.secrets.forget()
        self._another()
        self.fields.focus("tableau")

    def _noted(self, name: str) -> None:
        if name == "tableau":
            self._another()
        elif name == "vue":
            vue = next((one for one in self.desk.read(views_of, OF_DECISIONS) if one.key == self._said("vue")), None)
            self.keep.open(vue)
            if vue is not None and vue.colonnes:
                self.columns.wear(vue.colonnes)
        self._tell()

    def _another(self) -> None:
        """Another table: with the columns that this person took last, else those of departure."""
        found = TABLES[self._said("tableau") or DECISIONS][1]
        shape = self._shape()
        kept = shape.text().split(",") if shape is not None and shape.text() else []
        known = {one.cle for one in found}
        self.columns.open(found, [one for one in kept if one in known] or [one.cle for one in found if one.defaut])
        self.keep.setVisible((self._said("tableau") or DECISIONS) == DECISIONS)
        self._seen = None
        self._tell()

    def _chosen(self) -> None:
        shape = self._shape()
        if shape is not None:
            shape.keep(",".join(self.columns.cles))
        self._count()

    def _tell(self) -> None:
        fmt = FORMATS.get(self._said("format") or "xlsx", FORMATS["xlsx"])
        self._told.setText(say(fmt.dit))
        why = fmt.sans_mot_de_passe
        self.secrets.setVisible(why is None)
        self._why.setText(
            say(why) if why is not None else tr("Huit signes au moins. Sans lui, personne ne l’ouvrira plus.")
        )
        self._count()
        self._look.start()

    def _read(self) -> None:
        """The first rows, away from the window."""
        asked, code = self._asked(), self._said("tableau")
        self._reading += 1
        if code not in TABLES:
            return
        mine, store, langue = self._reading, self.desk.store, spoken()
        read = self.desk.jobs.beside(tr("Aperçu"))
        read(lambda: sample(store, code, asked, langue=langue), lambda found: self._come(mine, found))

    def _come(self, mine: int, found: Echantillon) -> None:
        if mine != self._reading:
            return
        self._seen = found
        self.columns.tell(found.lignes)
        self._count()

    def _count(self) -> None:
        """How much would leave, once it is known; nothing cannot."""
        n, width = (self._seen.total if self._seen is not None else 0), len(self.columns.cles)
        rows = NN_("{n} ligne", "{n} lignes", n) if self._seen is not None else NOTHING
        said = joined(" · ", rows, NN_("{n} colonne", "{n} colonnes", width))
        self.head.say(say(self.title), say(said))
        self._go.setEnabled(bool(n and width))
        self.secrets.button.setEnabled(bool(n and width))

    def _protect(self) -> None:
        typed = self._secret.text()
        if typed != self._twice.text():
            self.secrets.refuse(tr("Les deux mots de passe diffèrent."), self._twice)
            return
        if not typed:
            self.secrets.refuse(tr("Tapez d’abord un mot de passe."), self._secret)
            return
        self._write(typed)

    def _write(self, password: str) -> None:
        asked, columns, said = self._asked(), self.columns.cles, self.fields.asked()
        if said is None or not columns:
            return
        code, fmt, store = said["tableau"], said["format"], self.desk.store
        kind = FORMATS[fmt]
        title = say(TABLES[code][0])
        proposed = named(store, code, asked, kind.suffixe)
        path = ask_save(self, title, proposed, f"{say(kind.libelle)} (*{kind.suffixe})")
        if path is None:
            return

        def done(count: int) -> None:
            self.secrets.forget()
            self._written(count, path, bool(password))

        self.desk.jobs.run(
            title,
            lambda progress: write(
                store, code, fmt, path, progress, asked, columns, langue=spoken(), password=password
            ),
            done=done,
        )  # fmt: skip

    def _written(self, count: int, path: Path, closed: bool) -> None:
        opening = (tr("Ouvrir"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        plain = NN_(
            "{n} ligne écrite dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré.",
            "{n} lignes écrites dans «\u00a0{fichier}\u00a0». Ce fichier n’est pas chiffré.",
            count, fichier=path.name,
        )  # fmt: skip
        safe = NN_(
            "{n} ligne écrite dans «\u00a0{fichier}\u00a0», que son mot de passe ouvre.",
            "{n} lignes écrites dans «\u00a0{fichier}\u00a0», que son mot de passe ouvre.",
            count, fichier=path.name,
        )  # fmt: skip
        self.desk.messages.say(say(safe if closed else plain), "ok", [opening])

    # --- What is on screen.

    def _said(self, name: str) -> Any:
        return self.fields.values.get(name)

    def _asked(self) -> Chosen:
        """What is asked, as it stands."""
        if self._said("tableau") == DECISIONS:
            return Chosen(self.desk.read(scoped, self._shown, self._said("portee") or TOUT))
        return Chosen(Filter(campagne=self._said("campagne")), jour=self._said("jour"))

    def _shape(self) -> Any:
        return self.desk.shape(f"export {self._said('tableau') or DECISIONS}")

    def _tables(self) -> list[tuple[str, str]]:
        return [(code, say(TABLES[code][0])) for code in self.desk.read(offered, self.desk.store.auteur)]

    def _scopes(self) -> list[tuple[str, str]]:
        return [(code, say(words)) for code, words in self.desk.read(scopes, self._shown)]

    def _views(self) -> list[tuple[str, str]]:
        return [(one.key, say(one.libelle)) for one in self.desk.read(views_of, OF_DECISIONS) if one.colonnes]
