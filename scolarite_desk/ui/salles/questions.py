"""Questions of the office, in the order in which they are asked: those of all the formations or of a centre."""

from __future__ import annotations

from collections.abc import Sequence

from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import tr
from scolarite_desk.ui.salles.items import Items, Values


class ListeQuestions(Items):
    """Those of somebody."""

    def fill(self, rows: Sequence[Values]) -> None:
        """In the order in which they are asked."""
        super().fill(sorted(rows, key=lambda one: (one["ordre"] is None, one["ordre"] or 0)))


class QuestionsCommunes(ListeQuestions):
    """Those of no formation; a new one is asked of all until it says which centre."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "question",
            tr("Questions"),
            columns=("libelle", "genre", "centre_id", "requise"),
            new=lambda: {"en_service": True},
            wanted=lambda values: values.get("formation_id") is None,
            empty=tr("Aucune question commune\u00a0: celles d’une formation sont dans Formations."),
        )
