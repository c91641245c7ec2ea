"""Before a base is open: go back to a backup, take a base from another computer, save what is left of a damaged one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rules.dates import show_instant
from scolarite_desk.models.rules.fuseau import COMPUTER, zone
from scolarite_desk.msg import N_, NC_
from scolarite_desk.progress import Progress
from scolarite_desk.store.vault import vault
from scolarite_desk.ui.desk.jobs import Job, Jobs
from scolarite_desk.ui.door.lieu import Lieu
from scolarite_desk.ui.forms.demande import Secret, SecretForm
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Button, Choice, Empty, Link, OneLine, Primary, Words, column
from scolarite_desk.ui.widgets.feet import Foot, show_from
from scolarite_desk.ui.widgets.flow import Flow
from scolarite_desk.ui.widgets.within import resize_in_screen

if TYPE_CHECKING:
    from scolarite_desk.models.rows.restore import RestorePreview
    from scolarite_desk.models.rows.salvage import SalvageReport
    from scolarite_desk.store.safety.backup import Sauvegarde

Start = Callable[[], object]
Again = Callable[[Path, str], object]  # a base to be asked for, and what to say there
_ROWS = 5  # backups seen at once


class Reprise(QWidget):
    """Backups of one base, or of what a folder holds. `again(base, words)`: it can be opened; `back()`: renounced."""

    def __init__(self, theme: Theme, base: Path, compte: str, jobs: Jobs, again: Again, back: Start) -> None:
        super().__init__()
        self._theme, self._base, self._jobs, self._again = theme, base, jobs, again
        self._job: Job | None = None
        self._there = base.exists() or vault.vault_path(base).exists()
        self.compte, self.password = OneLine(theme, compte), Secret(theme, "")
        self.place = Lieu(theme, base)
        self.table = _table(theme, self._there)
        self.table.moved.connect(self._name)
        self._elsewhere = Link(theme, tr("Chercher dans un autre dossier, sur une clé…"), self.browse)
        self._rescue = Link(theme, tr("Récupérer les données de la base abîmée"), self.rescue)
        lines: tuple[tuple[str, OneLine | Choice], ...] = (
            (tr("Compte"), self.compte), (tr("Mot de passe"), self.password),
        )  # fmt: skip
        self.ask = SecretForm(
            theme,
            lines if self._there else (*lines[:1], (tr("Emplacement"), self.place), *lines[1:]),
            tr("Voir ce qui changerait") if self._there else tr("Reprendre cette base"),
            self.look if self._there else self.take,
            icon="git-compare-arrows" if self._there else "download",
            beside=(Button(theme, tr("Retour"), back, icon="chevron-left"),),
            main=not self._there,
        )
        self._go = Primary(theme, tr("Revenir à cette sauvegarde"), self.restore, icon="rotate-ccw")
        self._put = Primary(theme, tr("Mettre à la place de la base abîmée"), self.put, icon="check")
        self._saved: Path | None = None
        self._card: QWidget | None = None
        self._place()
        self.reload()

    def _place(self) -> None:
        theme = self._theme
        title = tr("Revenir à une sauvegarde") if self._there else tr("Reprendre une base venue d’ailleurs")
        why = (
            tr("Rien n’est remplacé\u00a0: la base d’aujourd’hui est gardée à côté, sous un nom daté.")
            if self._there
            else tr("Choisissez le dossier copié depuis l’autre ordinateur, puis donnez son mot de passe.")
        )
        links = Flow(self._elsewhere, *([self._rescue] if self._there else []), spacing=theme.gap)
        self._said, self.foot = QWidget(), Foot(theme, Flow(self._go, self._put, spacing=theme.gap, right=True))
        self._cards = column(self._said)
        column(
            self, Words(title, look="title"), Words(why, tone="muted", wrap=True), self.table, links, self.ask,
            self._said, self.foot.place, spacing=theme.gap,
        )  # fmt: skip
        for one in (self._said, self._go, self._put, self.foot):
            one.hide()

    def reload(self, folder: Path | None = None) -> None:
        """The backups that this desk knows of the base, or those of a folder."""
        from scolarite_desk.services import restore

        found: Sequence[Sauvegarde] = restore.bundles(folder) if folder else restore.choices(self._base)
        self.table.fill(found)
        self.table.step(0)
        if folder is not None and not found:
            self.ask.refuse(tr("Ce dossier ne contient aucune sauvegarde."))

    def browse(self) -> None:
        """Look in another folder."""
        from scolarite_desk.ui.widgets.files import ask_folder

        folder = ask_folder(self, tr("Où est la sauvegarde"))
        if folder is not None:
            self.reload(folder)

    def look(self) -> None:
        """Read, in a job, what going back to the chosen backup would change."""
        from scolarite_desk.services import restore

        self._run(lambda one, _: restore.preview(self._base, one.dossier, *self._who()), self._seen)

    def restore(self) -> None:
        """Put the backup in the place of the base."""
        from scolarite_desk.services import restore

        told = tr("La sauvegarde est en place. L’ancienne base est gardée à côté.")
        self._run(
            lambda one, progress: restore.restore(self._base, one.dossier, *self._who(), progress),
            lambda _: self._end(self._base, told),
        )

    def take(self) -> None:
        """A base from elsewhere takes its place here."""
        from scolarite_desk.services import restore

        place = self.place.path()
        told = tr("La base est là. Ouvrez-la avec le mot de passe de l’autre ordinateur.")
        self._run(
            lambda one, progress: restore.take(one.dossier, place, *self._who(), progress),
            lambda _: self._end(place, told),
        )

    def rescue(self) -> None:
        """A new base from what can be read of the damaged one."""
        from scolarite_desk.services import restore

        self._run(lambda _, progress: restore.rescue(self._base, *self._who(), progress), self._rescued, chosen=False)

    def put(self) -> None:
        """The rescued base takes the place of the damaged one."""
        from scolarite_desk.services import restore

        rescued = self._saved
        assert rescued is not None
        told = tr("Les données récupérables sont en place. La base abîmée est gardée à côté.")
        self._run(
            lambda _one, _progress: restore.put_rescued(self._base, rescued, *self._who()),
            lambda _: self._end(self._base, told),
            chosen=False,
        )

    def refuse(self, message: str, seconds: int = 0) -> None:
        """Say why it was not done, under the lines."""
        self.ask.refuse(message, self.password, seconds)

    def first(self) -> OneLine | Choice:
        """The widget on which the keyboard starts."""
        return self.password if self.compte.text() else self.compte

    def stop(self) -> None:
        """Nothing runs or waits any more; the password is forgotten."""
        if self._job is not None:
            self._job.cancel()
        self.ask.forget()

    def _name(self, one: Sauvegarde | None) -> None:
        """Whoever opens the only door of a base that comes from elsewhere."""
        known = vault.accounts(one.fichier) if one is not None else []
        if known and not self.compte.text():
            self.compte.setText(known[0])

    def _who(self) -> tuple[str, str]:
        return self.compte.text().strip(), self.password.text()

    def _run(self, work: Callable[[Any, Progress], Any], done: Callable[[Any], None], *, chosen: bool = True) -> None:
        """Do it in the background, with the account and password on screen; a refusal is told under them."""
        one = self.table.current()
        if chosen and one is None:
            self.ask.refuse(tr("Choisissez d’abord une sauvegarde."))
        elif not self.password.text():
            self.ask.refuse(tr("Tapez le mot de passe."), self.password)
        else:
            self.ask.busy(tr("Un instant…"))
            self._job = self._jobs.run(
                "reprise", partial(work, one), done=partial(self._done, done), failed=self._failed
            )
            self._job.stepped.connect(self._step)

    def _step(self, done: int, total: int) -> None:
        if total > 0:
            self.ask.say(tr("Un instant… {nombre}\u00a0%", nombre=100 * done // total))

    def _done(self, then: Callable[[Any], None], answer: Any) -> None:
        self._job = None
        self.ask.free()
        then(answer)

    def _failed(self, error: BaseException) -> None:
        self._job = None
        if not isinstance(error, Refused | Unavailable):
            raise error
        self.refuse(say(error.message), getattr(error, "seconds", 0))

    def _end(self, base: Path, told: str) -> None:
        self.ask.forget()
        self._again(base, told)

    def _seen(self, seen: RestorePreview) -> None:
        from scolarite_desk.ui.salles.sauvegardes.restore import Retour

        card = Retour(self._theme)
        card.tell(seen)
        self._tell(card)
        self._show(self._go)

    def _rescued(self, told: SalvageReport) -> None:
        from scolarite_desk.ui.salles.sauvegardes.sauvetage import Sauve

        self._saved = told.fichier
        self._tell(Sauve(self._theme, told))
        self._show(self._put)

    def _tell(self, card: QWidget) -> None:
        if self._card is not None:
            self._cards.removeWidget(self._card)
            self._card.deleteLater()
        self._card = card
        self._cards.addWidget(card)
        self._said.show()

    def _show(self, button: Primary) -> None:
        for one in (self._go, self._put):
            one.setVisible(one is button)
        self.foot.show()
        button.setFocus()
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """The window makes room for what is told, and shows where it begins."""
        layout, top = self.layout(), self.window()
        assert layout is not None
        more = layout.totalHeightForWidth(self.width()) - self.height()
        if more > 0:
            resize_in_screen(top, top.width(), top.height() + more)
        show_from(self._said)


def _table(theme: Theme, there: bool) -> Table[Sauvegarde]:
    from scolarite_desk.models.rows.backup import GENRES

    def made(one: Sauvegarde) -> str:
        return say(show_instant(one.manifeste.quand, zone(one.manifeste.fuseau) or COMPUTER))

    def kind(one: Sauvegarde) -> str:
        genre = one.manifeste.genre
        return say(GENRES[genre]) if genre in GENRES else genre

    columns = (
        Column[Any](N_("Faite le"), made, chars=24, sort=lambda one: one.manifeste.quand),
        Column[Any](N_("Base"), lambda one: one.manifeste.fichier, chars=18, stretch=True),
        Column[Any](NC_("sauvegarde", "Genre"), kind, chars=16),
    )
    known = (
        tr("Ce poste ne connaît aucune sauvegarde de cette base.")
        if there
        else tr("Cherchez d’abord le dossier copié.")
    )
    nothing = Empty(theme, "archive", known)
    table = Table[Any](theme, columns, tr("Sauvegardes"), key=lambda one: one.dossier, empty=nothing)
    table.setMinimumHeight((_ROWS + 1) * theme.row)
    return table
