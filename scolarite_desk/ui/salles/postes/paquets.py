"""Packets: what another desk lacks, in one sealed file; and what one brings, seen before it is received."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.of_rooms import PAQUET
from scolarite_desk.models.rules.secret import PHRASE
from scolarite_desk.msg import N_, NN_, Msg, joined
from scolarite_desk.services import cles, paquets
from scolarite_desk.services.paquets import SUFFIX, PacketRead
from scolarite_desk.store.journal.journal import station
from scolarite_desk.sync.paquet import Etiquette, Paquet
from scolarite_desk.sync.receive import Report
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.demande import Secret, SecretForm, chosen
from scolarite_desk.ui.forms.form import Form
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.two_columns import TwoColumns
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.salles.postes.apercu import Apport
from scolarite_desk.ui.widgets import Button, Hairline, Page, Primary, Words, column
from scolarite_desk.ui.widgets.files import ask_open, ask_save
from scolarite_desk.ui.widgets.flow import Flow

_WHY = N_(
    "Un fichier protégé, à porter sur une clé USB ou à envoyer\u00a0: seul le poste choisi, ou qui connaît la phrase "
    "secrète, peut l’ouvrir. Donnez la phrase secrète par un autre chemin que le fichier."
)
_SEEN = N_("Rien n’est reçu avant d’avoir été vu\u00a0: de qui, combien, et ce qui serait à trancher.")


class Paquets(QWidget):
    """Writing at the left, receiving at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        theme = desk.theme
        self._lists = lists_of(desk, poste=self._cards)
        self.asked = ActForm(theme, PAQUET, self._lists, on_failure=desk.messages.tell)
        self.asked.noted.connect(lambda _: self._sealing())
        self.phrase, self.again = Secret(theme, ""), Secret(theme, "")
        self.seal = SecretForm(
            theme, ((tr("Phrase secrète"), self.phrase), (tr("Encore une fois"), self.again)),
            tr("Écrire le fichier…"), self.write, icon="save", main=False,
        )  # fmt: skip
        self.make = Button(theme, tr("Écrire le fichier…"), self.write, icon="save", needs="paquets")
        self.copy = Button(theme, tr("Copier le code public"), self.copy_key, icon="copy", needs="paquets")
        self.key = Words(look="code", wrap=True)
        self.browse = Button(
            theme, tr("Ouvrir un fichier d’échange…"), self.choose, icon="folder-open", needs="paquets"
        )
        self.secret = Secret(theme, "")
        self.unseal = SecretForm(
            theme, ((tr("Phrase secrète du fichier"), self.secret),), tr("Ouvrir"), self._with_phrase,
            icon="key-round", main=False,
        )  # fmt: skip
        self.apport = Apport(theme)
        self.receive = Primary(theme, tr("Recevoir"), self.take, icon="download", needs="paquets")
        self.drop = Button(theme, tr("Renoncer"), self.forget)
        self._path: Path | None = None
        self._found: Paquet | None = None
        self._place()

    def _place(self) -> None:
        theme = self.desk.theme
        side = (theme.block, 0)
        left, right, said, acts, own, seen = (QWidget() for _ in range(6))
        column(said, Words(tr("Préparer un fichier d’échange"), look="strong"),
               Words(say(_WHY), tone="muted", wrap=True),
               margins=side, spacing=theme.tight)  # fmt: skip
        column(acts, self.seal, Flow(self.make, spacing=theme.gap), margins=side)
        mine = tr("Le copier le donne aussi aux autres postes, au prochain échange ou dans un fichier d’échange.")
        column(own, Words(tr("Le code public de ce poste"), look="strong"), Words(mine, tone="muted", wrap=True),
               Flow(self.copy, spacing=theme.gap), self.key, margins=side, spacing=theme.gap)  # fmt: skip
        column(left, said, self.asked, acts, Hairline(), own, spacing=theme.gap, stretch=True)
        self._end = Flow(self.receive, self.drop, spacing=theme.gap)
        column(seen, Words(tr("Recevoir un fichier d’échange"), look="strong"),
               Words(say(_SEEN), tone="muted", wrap=True),
               Flow(self.browse, spacing=theme.gap), self.unseal, self.apport, self._end,
               margins=side, spacing=theme.gap)  # fmt: skip
        column(right, seen, stretch=True)
        column(self, Page(TwoColumns(theme, left, right, bare=True)))

    def open(self) -> None:
        """The desks that gave their key; nothing half done stays."""
        self._lists.forget()
        self.asked.open({})
        self.key.hide()
        self.seal.forget()
        self.forget()
        self._sealing()
        self.asked.focus()

    def reload(self) -> None:
        """Other desks may have given their key."""
        self._lists.forget()

    def form(self) -> Form:
        """Whom the packet is for."""
        return self.asked

    def copy_key(self) -> None:
        """What another desk needs to seal a packet for this one."""
        own = self.desk.obtain(partial(cles.public_key, self.desk.store))
        if not own:
            return
        key = own.answer
        QApplication.clipboard().setText(key)
        self.key.setText(key)
        self.key.show()
        self.desk.messages.say(tr("Le code public de ce poste est copié. Il n’a rien de secret."), "ok")

    def write(self) -> None:
        """Ask where, then write."""
        asked = self.asked.asked()
        if asked is None or not (asked["pour"] or self._phrase_is_good()):
            return
        name = self._lists.label("@poste", asked["pour"]) if asked["pour"] else "phrase"
        proposed = f"paquet-{name}-{self.desk.today:%Y-%m-%d}{SUFFIX}"
        path = ask_save(self, tr("Où écrire le fichier d’échange"), proposed, self._kinds())
        if path is None:
            return
        store, phrase = self.desk.store, "" if asked["pour"] else self.phrase.text()
        self._busy(True)
        self.desk.jobs.run(
            tr("Fichier d’échange"),
            lambda progress: paquets.write(
                store, path, pour=asked["pour"] or "", phrase=phrase, tout=bool(asked["tout"]),
                plage=asked["plage"] or 0, progress=progress,
            ),
            done=partial(self._written, path), failed=self._refused, cancelled=partial(self._busy, False),
        )  # fmt: skip

    def choose(self) -> None:
        """A packet, looked at before anything changes."""
        path = ask_open(self, tr("Fichier d’échange à recevoir"), self._kinds())
        if path is not None:
            self.forget()
            self.look(path)

    def look(self, path: Path, phrase: str = "") -> None:
        """Read a packet, in a job, and show what it would bring before anything changes."""
        store, self._path = self.desk.store, path
        self.desk.jobs.run(
            tr("Lecture du fichier d’échange"), lambda _: paquets.look(store, path, phrase),
            done=self._seen, failed=self._unread,
        )  # fmt: skip

    def take(self) -> None:
        """Receive what was seen."""
        found, store = self._found, self.desk.store
        if found is None:
            return
        self.receive.setEnabled(False)
        self.desk.jobs.run(
            tr("Réception"), lambda progress: paquets.take(store, found, progress),
            done=self._taken, failed=self._unread, cancelled=lambda: self.receive.setEnabled(True),
        )  # fmt: skip

    def forget(self) -> None:
        """No packet is being received."""
        self._found = self._path = None
        self.unseal.forget()
        self.receive.setEnabled(True)
        for one in (self.unseal, self.apport, self._end):
            one.hide()

    def _with_phrase(self) -> None:
        if self._path is not None:
            self.unseal.busy(tr("Un instant…"))
            self.look(self._path, self.secret.text())

    def _seen(self, read: tuple[PacketRead, Paquet]) -> None:
        lecture, self._found = read
        self.unseal.forget()
        self.unseal.hide()
        self.apport.tell(lecture)
        self._end.show()
        self.receive.setFocus()

    def _unread(self, error: BaseException) -> None:
        self.receive.setEnabled(True)
        self.desk.tell(error, self._sealed)

    def _sealed(self, refused: Refused) -> bool:
        """It wants a phrase, or another one."""
        if refused.champ != "phrase":
            self.unseal.forget()
            return False
        asked = self.unseal.isVisible()
        self.unseal.show()
        self.unseal.refuse(say(refused.message) if asked else "", self.secret)
        if not asked:
            self.unseal.say(say(refused.message))
        return True

    def _taken(self, report: Report) -> None:
        self.forget()
        told = N_("Fichier d’échange reçu\u00a0: {contenu}.", contenu=_received(report))
        avis = (*report.horloges, *report.ecartes)
        self.desk.messages.say(say(joined(" ", told, *avis)), "warn" if avis else "ok")
        self.desk.liaison.look()
        self.browse.setFocus()

    def _written(self, path: Path, label: Etiquette) -> None:
        self._busy(False)
        self.seal.forget()
        written = tr(
            "Le fichier d’échange «\u00a0{fichier}\u00a0» est écrit\u00a0: {contenu}.",
            fichier=path.name,
            contenu=_contents(label),
        )
        self.desk.messages.say(written, "ok")
        self.desk.liaison.look()

    def _refused(self, error: BaseException) -> None:
        self._busy(False)
        self.desk.tell(error, self._hear)

    def _hear(self, refused: Refused) -> bool:
        if refused.champ != "phrase":
            return self.asked.hear(refused)
        self.seal.refuse(say(refused.message), self.phrase)
        return True

    def _phrase_is_good(self) -> bool:
        if not self.phrase.text():
            self.seal.refuse(tr("Choisissez un poste, ou une phrase secrète."), self.phrase)
            return False
        return chosen(self.seal.refuse, self.phrase, self.again, PHRASE)

    def _sealing(self) -> None:
        """A desk has a key; otherwise a phrase is asked."""
        named = bool(self.asked.values.get("pour"))
        self.seal.setVisible(not named)
        self.make.setVisible(named)

    def _busy(self, busy: bool) -> None:
        self.make.setEnabled(not busy)
        self.seal.button.setEnabled(not busy)

    def _kinds(self) -> str:
        return tr("Fichiers d’échange (*{suffixe})", suffixe=SUFFIX)

    def _cards(self) -> Iterator[tuple[str, str]]:
        """The other desks that gave their key."""
        with self.desk.store.reading() as session:
            here, known = station(session.connection()).uuid, cles.cards(session)
        return ((one.id, one.nom or one.id[:8]) for one in known if one.id != here and one.cle)


def _received(report: Report) -> list[Msg]:
    """What a packet that was taken in brought."""
    new = NN_("{n} modification nouvelle", "{n} modifications nouvelles", report.recus)
    late = NN_(
        "{n} modification attend celles d’un autre poste",
        "{n} modifications attendent celles d’un autre poste",
        report.mis_en_attente,
    )
    return [new if report.recus else N_("rien de nouveau"), *([late] if report.mis_en_attente else [])]


def _contents(label: Etiquette) -> list[Msg]:
    """What a packet that was written holds."""
    first, _, last = label.plage.partition("-")
    works = NN_("{n} modification", "{n} modifications", label.travaux)
    return [
        works if label.travaux else N_("rien de nouveau"),
        *([NN_("{n} document", "{n} documents", label.documents)] if label.documents else []),
        *([N_("les INE provisoires {debut} à {fin}", debut=first, fin=last)] if label.plage else []),
    ]
