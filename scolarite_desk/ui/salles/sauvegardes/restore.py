"""What going back to a backup would change, in words: first what is lost, and by whom. In the room and at the door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.restore import RestorePreview, WorksLost
from scolarite_desk.models.rules.dates import local
from scolarite_desk.models.rules.french import counted
from scolarite_desk.ui.look.texts import NBSP
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Badge, Card, Words, column

_NUMBERS = 24  # dossiers or papers named
_GENRES = {  # table: one, several; the others are counted together
    "dossier": ("dossier", "dossiers"),
    "personne": ("personne", "personnes"),
    "candidature": ("candidature", "candidatures"),
    "avis": ("avis", "avis"),
    "piece_recue": ("pièce reçue", "pièces reçues"),
    "exigence": ("pièce traitée", "pièces traitées"),
    "visite": ("visite", "visites"),
    "reglage": ("réglage", "réglages"),
}


class Retour(Card):
    """`tell(seen)`: the preview. Nothing is there before it is asked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme, self._inside = theme, QWidget()
        self.body.addWidget(self._inside)
        self.hide()

    def tell(self, seen: RestorePreview) -> None:
        """Say what would change."""
        self.forget()
        column(self._inside, *self._said(seen), spacing=self._theme.gap)
        self.show()

    def forget(self) -> None:
        """Nothing is said any more."""
        self.hide()
        self.body.removeWidget(self._inside)
        self._inside.deleteLater()
        self._inside = QWidget()
        self.body.addWidget(self._inside)

    def _said(self, seen: RestorePreview) -> Iterator[QWidget]:
        if seen.illisible:
            yield Badge(self._theme, self.tr("Comparaison impossible"), "triangle-alert", "warn")
            yield Words(seen.illisible, wrap=True)
        elif seen.pareil:
            yield Badge(self._theme, self.tr("Rien ne changerait"), "circle-check", "ok")
        lost, back = _count(seen.perdus), _count(seen.rendus)
        if lost:
            yield Badge(
                self._theme,
                counted(lost, "modification serait perdue", "modifications seraient perdues"),
                "circle-x",
                "bad",
            )
            yield from (Words(_line(one), wrap=True) for one in seen.perdus)
            touched = _touched(seen)
            yield from [Words(touched, wrap=True)] if touched else []
        if seen.dossiers:
            yield Words(f"Dossiers concernés{NBSP}: {_some(seen.dossiers)}", tone="muted", wrap=True)
        if back:
            yield Badge(
                self._theme,
                counted(back, "modification reviendrait", "modifications reviendraient"),
                "rotate-ccw",
                "ok",
            )
            yield from (Words(_line(one), wrap=True) for one in seen.rendus)
        if seen.papiers:
            told = f"Reçus et lettres remis depuis, leurs numéros restent donnés{NBSP}: {_some(seen.papiers)}"
            yield Words(told, tone="muted", wrap=True)
        if seen.effaces:
            yield Words(self.tr("Les personnes effacées depuis le seraient de nouveau."), tone="muted", wrap=True)
        kept = self.tr("La base d’aujourd’hui est gardée à côté, sous un nom daté. Rien n’est remplacé.")
        yield Words(kept, tone="muted", wrap=True)


def _count(works: Sequence[WorksLost]) -> int:
    return sum(one.nombre for one in works)


def _line(one: WorksLost) -> str:
    return (
        f"{one.auteur}, poste {one.poste}{NBSP}: {counted(one.nombre, 'modification', 'modifications')}, {_when(one)}"
    )


def _when(one: WorksLost) -> str:
    since, until = local(one.depuis), local(one.jusqu)
    if f"{since:%d%H%M}" == f"{until:%d%H%M}":
        return f"le {since:%d/%m/%Y} à {since:%H:%M}"
    if since.date() == until.date():
        return f"le {since:%d/%m/%Y}, de {since:%H:%M} à {until:%H:%M}"
    return f"du {since:%d/%m/%Y} {since:%H:%M} au {until:%d/%m/%Y} {until:%H:%M}"


def _touched(seen: RestorePreview) -> str:
    known = {genre: count for genre, count in seen.fiches if genre != "document_emis"}  # told by their numbers
    parts = [counted(known.pop(genre), *words) for genre, words in _GENRES.items() if genre in known]
    others = sum(known.values())
    parts += [counted(others, "autre élément", "autres éléments")] if others else []
    return f"Reviendraient en arrière{NBSP}: {', '.join(parts)}." if parts else ""


def _some(numbers: Sequence[str]) -> str:
    left = len(numbers) - _NUMBERS
    return ", ".join(numbers[:_NUMBERS]) + (f" et {counted(left, 'autre', 'autres')}" if left > 0 else "")
