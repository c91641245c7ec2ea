"""Backups: those there are, one more now, going back to one of them, where they lie, leaving for another computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.backup import GENRES, SauvegardeRow
from scolarite_desk.models.rows.restore import RestorePreview
from scolarite_desk.models.rules.dates import show_day, show_instant
from scolarite_desk.msg import N_, NC_, NOTHING, Msg, joined
from scolarite_desk.services import backup
from scolarite_desk.services.backup import BackupMade
from scolarite_desk.store.safety.armoire import backup_plan
from scolarite_desk.store.safety.backup import Sauvegarde
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.forms.two_columns import Beside
from scolarite_desk.ui.look.heures import here, stamp, zone
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.salles.room import Room
from scolarite_desk.ui.salles.sauvegardes.backups_here import BackupsHere
from scolarite_desk.ui.salles.sauvegardes.restore import Retour
from scolarite_desk.ui.widgets import Button, Empty, Hairline, Page, Primary, Strip, Words, column
from scolarite_desk.ui.widgets.files import ask_folder
from scolarite_desk.ui.widgets.flow import Flow
from scolarite_desk.ui.widgets.heads import Head
from scolarite_desk.ui.widgets.stay import stay

_GOOD = ("circle-check", "icon:ok", N_("Relue, bonne"))
_ERASED = ("triangle-alert", "warn", N_("Contient une personne effacée"))
_CUT = ("circle-x", "bad", N_("Incomplète"))


def size(count: int) -> str:
    """« 12,4 Mo »."""
    return tr("{taille}\u00a0Mo", taille=f"{count / 1_000_000:.1f}".replace(".", ","))


def state(one: SauvegardeRow) -> tuple[str, str, Msg]:
    """(icon, tone, words) of a backup."""
    if not one.entiere:
        return _CUT
    return _ERASED if one.effaces else _GOOD


def kind(genre: str) -> str:
    """Why a backup was made; its code when an older version does not know it."""
    return say(GENRES[genre]) if genre in GENRES else genre


_COLUMNS = (
    Column[SauvegardeRow](N_("Faite le"), lambda one: stamp(one.quand), chars=17, worth=3,
                          sort=lambda one: one.quand),
    Column[SauvegardeRow](NC_("sauvegarde", "Genre"), lambda one: kind(one.genre), chars=15),
    Column[SauvegardeRow](N_("État"), lambda one: say(state(one)[2]), icon=lambda one: state(one)[0],
                          tone=lambda one: state(one)[1], chars=28, stretch=True),
    Column[SauvegardeRow](N_("Taille"), lambda one: size(one.taille), chars=10, right=True,
                          sort=lambda one: one.taille),
    Column[SauvegardeRow](N_("Expire le"), lambda one: show_day(one.expire), tone=lambda one: "muted", chars=12,
                          sort=lambda one: one.expire),
)  # fmt: skip


class SauvegardesRoom(Room):
    """The backups at the left; at the right the chosen one, then what this desk decided."""

    title = N_("Sauvegardes")
    code = "sauvegardes"
    tables = frozenset({"effacement"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme = desk.theme
        self._now = Primary(theme, tr("Sauvegarder maintenant"), self.back_up, icon="save", needs="sauvegardes")
        self.head = Head(theme, say(self.title), (self._now,))
        self.failure = Strip(theme)
        nothing = Empty(
            theme, "archive", tr("Aucune sauvegarde de cette base sur ce poste."),
            tr("Faites la première\u00a0: elle se relit aussitôt. Les suivantes se font seules."),
        )  # fmt: skip
        self.table = Table[SauvegardeRow](
            theme, _COLUMNS, say(self.title), key=lambda one: one.dossier, empty=nothing,
            shape=desk.shape("sauvegardes"),
        )  # fmt: skip
        self.table.moved.connect(self._moved)
        self.table.opened.connect(lambda one: self.look())
        self._name, self._about = Words(look="title", wrap=True), Words(tone="muted", wrap=True)
        self._where, self._warning = Words(tone="muted", wrap=True), Words(tone="warn", wrap=True)
        self._verify = Button(theme, tr("Relire"), self.verify, icon="clipboard-check")
        self._look = Button(
            theme, tr("Voir ce qui changerait"), self.look, icon="git-compare-arrows", needs="restauration"
        )
        self.table.acts = (self._verify, self._look)
        self.retour = Retour(theme)
        self._restore = Primary(
            theme, tr("Revenir à cette sauvegarde"), self.restore, icon="rotate-ccw", needs="restauration"
        )
        self.ici = BackupsHere(desk, self._decided, self.leave, self.rescue)
        self._place()

    def _place(self) -> None:
        theme = self.desk.theme
        top, left, chosen, right = QWidget(), QWidget(), QWidget(), QWidget()
        column(top, self.head, margins=(theme.block, theme.block), spacing=theme.gap)
        column(left, (self.table, 1), self.failure, spacing=theme.gap).setContentsMargins(theme.block, 0, theme.gap, 0)
        self._chosen = chosen
        acts = Flow(self._verify, self._look, spacing=theme.gap)
        column(
            chosen, self._name, self._about, self._where, self._warning, acts, self.retour, self._restore,
            margins=(theme.block, 0), spacing=theme.gap,
        )  # fmt: skip
        column(right, chosen, Hairline(), self.ici, spacing=theme.block, stretch=True)
        left.setMinimumWidth(theme.wide(40))
        column(self, top, (Beside(theme, left, Page(right), wide=52, least=40), 1))

    def open(self) -> None:
        """The newest first."""
        super().open()
        self.ici.open()
        if self.table.current() is None:
            self.table.step(0)
        self.table.setFocus()

    def reload(self) -> None:
        """Look at the folders again."""
        listed = self.desk.obtain(partial(backup.listed, self.desk.store))
        if not listed:
            return
        self.table.fill(listed.answer)
        self._moved(self.table.current())
        self.head.say(say(self.title), self._counted(listed.answer))
        self._say_failure()

    def back_up(self) -> None:
        """One more, now."""
        store = self.desk.store
        self.desk.jobs.run(
            tr("Sauvegarde"), lambda progress: backup.back_up(store, progress),
            done=self._made, failed=self._failed,
        )  # fmt: skip

    def verify(self) -> None:
        """Read the chosen one through again."""
        self._job(
            tr("Relecture"),
            lambda one, progress: backup.verify(self.desk.store, one.dossier, progress),
            lambda _: self.desk.messages.say(tr("Cette sauvegarde se relit d’un bout à l’autre."), "ok"),
        )

    def look(self) -> None:
        """What going back to the chosen one would change."""
        self._job(
            tr("Comparaison"),
            lambda one, _: backup.preview(self.desk.store, one.dossier),
            self._seen,
        )

    def restore(self) -> None:
        """Go back to the chosen one: it is made ready, then the program closes this base and puts it in its place."""
        self._job(
            tr("Restauration"),
            lambda one, progress: backup.prepare(self.desk.store, one.dossier, progress),
            self._ready,
        )

    def leave(self) -> None:
        """A copy of the whole base in a folder, for another computer."""
        folder = ask_folder(self, tr("Où copier la base"))
        if folder is None:
            return
        store = self.desk.store
        self.desk.jobs.run(
            tr("Déménagement"), lambda progress: backup.move(store, folder, progress),
            done=self._moved_away, failed=self._failed,
        )  # fmt: skip

    def rescue(self) -> None:
        """What can be read of this base, in a new one."""
        store = self.desk.store
        self.desk.jobs.run(
            tr("Sauvetage"),
            lambda progress: backup.rescue(store, progress),
            done=self.ici.tell,
            failed=self._failed,
        )

    def commit(self) -> bool:
        """Give what is being typed of the folders; False when it cannot be read or was refused."""
        return self.ici.form.commit()

    def form(self) -> Form | None:
        """Where backups lie."""
        return self.ici.form

    def _job(self, name: str, work: Callable[[SauvegardeRow, Any], Any], done: Callable[[Any], None]) -> None:
        one = self.table.current()
        if one is not None:
            self.desk.jobs.run(name, partial(work, one), done=done, failed=self._failed)

    def _made(self, done: BackupMade) -> None:
        self.desk.messages.clear()
        said = N_("Sauvegarde faite et relue, {taille}.", taille=size(done.sauvegarde.manifeste.taille))
        self.desk.messages.say(say(joined(" ", said, done.second)), "warn" if done.second else "ok")
        self.reload()
        self.table.go(done.sauvegarde.dossier)

    def _moved_away(self, made: Sauvegarde) -> None:
        told = tr(
            "La base est copiée dans «\u00a0{dossier}\u00a0». Sur l’autre ordinateur, au lieu d’ouvrir, choisissez "
            "«\u00a0Reprendre une base venue d’ailleurs\u00a0». Ne travaillez plus ici ensuite\u00a0: les deux bases "
            "ne se suivraient pas.",
            dossier=made.dossier,
        )
        self.desk.messages.say(told, "ok")
        self.reload()

    def _failed(self, error: BaseException) -> None:
        self.desk.messages.tell(error)
        self.reload()

    def _decided(self) -> None:
        self.desk.messages.clear(all_of_them=False)
        self.reload()

    def _ready(self, ready: Path) -> None:
        self.desk.replaced.emit(ready)

    def _seen(self, seen: RestorePreview) -> None:
        self.retour.tell(seen)
        self._restore.setVisible(not seen.pareil)
        self._restore.setFocus()

    def _moved(self, one: SauvegardeRow | None) -> None:
        self._chosen.setVisible(one is not None)
        self.retour.forget()
        self._restore.hide()
        if one is None:
            return
        self._name.setText(say(show_instant(one.quand, zone())))
        works = trn("{n} modification", "{n} modifications", one.travaux)
        self._about.setText(f"{kind(one.genre)} · {size(one.taille)} · {works}")
        self._where.setText(_foldable(one.dossier))
        warning = self._warn(one)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        for button in (self._verify, self._look):
            button.setEnabled(one.entiere)

    def _warn(self, one: SauvegardeRow) -> str:
        if not one.entiere:
            return tr("Il manque une partie de ses fichiers\u00a0: elle ne peut pas servir.")
        if not one.effaces:
            return ""
        told = N_("Elle contient encore une personne effacée depuis. Y revenir l’effacerait de nouveau.")
        until = N_("Elle expire le {jour}.", jour=show_day(one.expire)) if one.expire else NOTHING
        return say(joined(" ", told, until))

    def _say_failure(self) -> None:
        """Under the table: it pushes nothing."""
        chosen = backup_plan(self.desk.store.path)
        told = tr("La dernière sauvegarde a échoué. {raison}", raison=chosen.echec) if chosen.echec else ""
        if not told and chosen.parti:
            told = tr("Cette base a été copiée pour un autre ordinateur le {jour}.", jour=show_day(chosen.parti))
        self.failure.say(told, "circle-alert" if chosen.echec else "info", "bad" if chosen.echec else "accent")
        stay(self.failure, bool(told), come=True)

    def _counted(self, rows: tuple[SauvegardeRow, ...]) -> str:
        good = [one for one in rows if one.entiere]
        if not good:
            return ""
        last = here(good[0].quand)
        if last.date() == self.desk.today:
            return trn(
                "{n} gardée · la dernière aujourd’hui à {heure}",
                "{n} gardées · la dernière aujourd’hui à {heure}",
                len(rows),
                heure=f"{last:%H:%M}",
            )
        return trn(
            "{n} gardée · la dernière le {jour} à {heure}",
            "{n} gardées · la dernière le {jour} à {heure}",
            len(rows),
            jour=f"{last:%d/%m/%Y}",
            heure=f"{last:%H:%M}",
        )


def _foldable(path: Path) -> str:
    """A path that may go to the next line after each folder."""
    return str(path).replace("/", "/\u200b").replace("\\", "\\\u200b")
