"""The session that a candidature is made in, chosen among those of its formation where it has several."""

from __future__ import annotations

from typing import Any

from scolarite_desk.models.fields.field import Field
from scolarite_desk.models.fields.of_dossier import SESSION
from scolarite_desk.models.rows.dossier_views import CandidatureView
from scolarite_desk.services.sessions import change_session
from scolarite_desk.store.queries.sessions import sessions_for
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.act_form import ActForm
from scolarite_desk.ui.forms.lists import lists_of


class SessionForm(ActForm):
    """One field, written when it is left. It is not there where there is nothing to choose."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._one = desk, None  # type: Desk, CandidatureView | None
        self._known: list[tuple[str, str]] = []
        self._lists = lists_of(desk, session_ouverte=lambda: self._known)
        super().__init__(
            desk.theme, SESSION, self._lists, on_commit=self._given, on_failure=desk.messages.tell, drafts=desk.drafts,
            part=True, needs="candidatures",
        )  # fmt: skip

    def show_one(self, one: CandidatureView) -> None:
        """That of a candidature, or of the same one as it is now."""
        self._known = [(row.id, row.libelle or "") for row in self._desk.read(sessions_for, [one.key])]
        self._lists.forget()
        again, self._one = self._one is not None and self._one.key == one.key, one
        values = {"session": one.depot or None}
        if again:
            self.refresh(values)
        else:
            self.open(values, one.key)
        self.set_read_only(not one.vivante or one.dehors)
        self.setVisible(len(self._known) > 1)

    def _given(self, _field: Field, value: Any) -> None:
        if self._one is not None and value:
            self._desk.do(self, change_session, self._one.key, value)
