"""What is asked of whoever applies for a formation: its own questions, and those of its centre or of all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scolarite_desk.msg import N_
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.forms.tables import Column, Table
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.items import Values
from scolarite_desk.ui.salles.questions import ListeQuestions


class QuestionsFormation(ListeQuestions):
    """Those that one formation asks; a new one is of it alone."""

    def __init__(self, desk: Desk) -> None:
        self.formation, self._centre = "", None  # type: str, str | None
        super().__init__(
            desk,
            "question",
            tr("Questions"),
            columns=("libelle", "genre", "requise"),
            new=lambda: {"formation_id": self.formation, "en_service": True},
            wanted=self._of,
            empty=tr("Rien n’est demandé en plus des pièces."),
        )

    def show_formation(self, key: str, centre: str | None) -> None:
        """Those of another formation, or of the same as it is now."""
        if key != self.formation:
            self.commit()
        self.formation, self._centre = key, centre
        self.read()

    def _of(self, values: Values) -> bool:
        if values.get("formation_id") is not None:
            return bool(values["formation_id"] == self.formation)
        return values.get("centre_id") in (None, self._centre)

    def _table(self, *args: Any) -> Table[Values]:
        table = super()._table(*args)
        asked = Column[Values](N_("Posée à"), self._asked_of, chars=16)
        words, *said = table.rows_model.columns
        growing = replace(words, stretch=True), *(replace(one, stretch=False) for one in said)
        table.rows_model.columns = (*growing, asked)
        return table

    def _asked_of(self, one: Values) -> str:
        if one.get("formation_id"):
            return tr("cette formation")
        return tr("ce centre") if one.get("centre_id") else tr("toutes")
