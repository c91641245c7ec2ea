"""One more candidature: the formation found by typing, what the rules warn of, the reason that is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from scolarite_desk.models.fields.of_dossier import CANDIDATURE
from scolarite_desk.models.rows.dossier_views import DossierView, FormationRow
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Formation
from scolarite_desk.msg import N_, joined
from scolarite_desk.services.hints import Hint, hints_for
from scolarite_desk.services.sessions import session_for
from scolarite_desk.services.voeux import add_candidature
from scolarite_desk.store.fuseau import fuseau_centre
from scolarite_desk.store.queries.offer import formations
from scolarite_desk.store.queries.sessions import open_on, sessions_of
from scolarite_desk.ui.desk.commands import written
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of
from scolarite_desk.ui.forms.parts import stack
from scolarite_desk.ui.forms.programmes import Programmes
from scolarite_desk.ui.look.texts import say, tr
from scolarite_desk.ui.widgets import Button, Link, Strip, Words, keep_room

_LINES = 10  # of the programmes, before they scroll


class AddCandidature(QWidget):
    """`done(key)`: the new candidature, or "" when it was given up."""

    def __init__(self, desk: Desk, done: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.desk, self._done = desk, done
        self._view: DossierView | None = None
        self._offer: list[tuple[str, str]] = []
        self._sessions: list[tuple[str, str]] = []
        self._lists = lists_of(desk, formation_ouverte=lambda: self._offer, session_ouverte=lambda: self._sessions)
        self.form = ActForm(
            theme, CANDIDATURE, self._lists, on_failure=desk.messages.tell, drafts=desk.drafts, part=True
        )
        self.form.noted.connect(self._noted)
        self.strip = Strip(theme)
        keep_room(self.strip)
        self._give = Button(
            theme,
            tr("Ajouter cette candidature"),
            self.give,
            icon="file-plus",
            keys=written("Ctrl+Shift+N"),
            needs="candidatures",
        )
        self._browse = Button(theme, tr("Parcourir les programmes"), self.browse, icon="school")
        self.programmes = Programmes(desk, days=True)
        self.programmes.setFixedHeight(_LINES * theme.row)
        self.programmes.wanted.connect(self._choose)
        leave = Link(theme, tr("Renoncer"), self.leave, keys=written("Esc"))
        title = Words(tr("Une candidature de plus"), look="strong")
        stack(self, theme, title, self.form, self.strip, (self._give, self._browse, leave), self.programmes)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(theme.block, theme.gap, theme.block, theme.block)
        self.setMaximumWidth(theme.wide(110))

    def ask(self, view: DossierView) -> None:
        """Begin; the offer is that of the dossier's campaign."""
        self._view = view
        rows = self.desk.read(formations, campagne=str(view.values["campagne_id"]))
        rows = tuple(one for one in rows if one.en_service)
        self._offer = [(one.key, _named(one)) for one in rows]
        self.programmes.show_rows(rows)
        self.programmes.hide()
        self._lists.forget()
        self.form.open({"genre": "candidature"}, view.key)
        self.strip.hide()
        self.form.focus("formation")

    def browse(self) -> None:
        """The programmes of each centre, under the form; on the one that is chosen, if any."""
        self.programmes.show()
        self.programmes.reach(self.form.values.get("formation") or "")
        self.programmes.setFocus()

    def _choose(self, one: FormationRow) -> None:
        """That formation in the field, as if its name had been typed."""
        self.form.seats["formation"].write(_named(one))
        self.programmes.hide()
        self.form.focus("genre")
        self.form.commit()

    def give(self) -> None:
        """Add it, with the reason where a rule warns."""
        if not self.form.text("formation").strip():
            self.form.focus("formation")
            self.form.fault("candidatures.formation", tr("Tapez un mot du nom de la formation."))
            return
        added: list[str] = []
        if self.form.give(lambda: added.append(self._record())):
            self._done(added[0])

    def leave(self) -> None:
        """Nothing is added, nothing comes back."""
        self.form.open({})
        self._done("")

    def _record(self) -> str:
        assert self._view is not None
        values = self.form.values
        return self.desk.do(
            self, add_candidature, self._view.key, values["formation"], values["genre"], values.get("motif") or "",
            proposition=bool(values.get("proposition")), session=values.get("session") or None,
        )  # fmt: skip

    def _noted(self, name: str) -> None:
        if name == "formation":
            self._ask_session()
        self._warn()

    def _ask_session(self) -> None:
        """The sessions of the formation that was chosen, when it is in several."""
        formation = self.form.values.get("formation")

        def read(session: Any) -> list[tuple[str, str]]:
            known = sessions_of(session, session.get_one(Formation, formation))
            return [(one.id, one.libelle or "") for one in known]

        self._sessions = self.desk.read(read) if formation else []
        self._lists.forget()
        self.form.know(sessions=len(self._sessions) > 1)

    def _warn(self) -> None:
        """Say what is worth knowing, with its source, and ask the reason."""
        hints = self._hints()
        self.form.know(doute=bool(hints))
        self.strip.setVisible(bool(hints))
        told = [N_("{regle} ({source})", regle=one.sentence, source=one.source) for one in hints]
        said = joined(" ", *told, N_("Donnez la raison pour continuer."))
        self.strip.say(say(said), "triangle-alert", "warn")

    def _hints(self) -> list[Hint]:
        formation, genre, view = self.form.values.get("formation"), self.form.values.get("genre"), self._view
        if not formation or view is None:
            return []

        def read(session: Any) -> list[Hint]:
            dossier, wanted = session.get_one(Dossier, view.key), session.get_one(Formation, formation)
            day = local(self.desk.store.clock(), fuseau_centre(session, wanted.centre_id)).date()
            asked = self.form.values.get("session") or None
            if asked is None and len(open_on(session, wanted, day)[0]) > 1:
                return []  # which one, is asked when it is added
            depot = session_for(session, wanted, asked, day)
            return hints_for(session, dossier, wanted, genre or "candidature", day, depot)

        return self.desk.read(read)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the programmes, then gives up."""
        if event.key() == Qt.Key.Key_Escape and self.programmes.isVisible():
            self.programmes.hide()
            self.form.focus("formation")
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _named(one: FormationRow) -> str:
    return f"{one.libelle} · {one.code}" if one.code else one.libelle
