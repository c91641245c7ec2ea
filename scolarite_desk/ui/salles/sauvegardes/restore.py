"""What going back to a backup would change, in words: first what is lost, and by whom. In the room and at the door."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rows.restore import RestorePreview, WorksLost
from scolarite_desk.msg import NN_, Msg
from scolarite_desk.ui.look.heures import here
from scolarite_desk.ui.look.texts import say, tr, trn
from scolarite_desk.ui.look.theme import Theme
from scolarite_desk.ui.widgets import Badge, Card, Words, column

_NUMBERS = 24  # dossiers or papers named
_GENRES: Mapping[str, Callable[[int], Msg]] = {  # by table; the others are counted together
    "dossier": lambda n: NN_("{n} dossier", "{n} dossiers", n),
    "personne": lambda n: NN_("{n} personne", "{n} personnes", n),
    "candidature": lambda n: NN_("{n} candidature", "{n} candidatures", n),
    "avis": lambda n: NN_("{n} avis", "{n} avis", n),
    "piece_recue": lambda n: NN_("{n} pièce reçue", "{n} pièces reçues", n),
    "exigence": lambda n: NN_("{n} pièce traitée", "{n} pièces traitées", n),
    "visite": lambda n: NN_("{n} visite", "{n} visites", n),
    "reglage": lambda n: NN_("{n} réglage", "{n} réglages", n),
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
            yield Badge(self._theme, tr("Comparaison impossible"), "triangle-alert", "warn")
            yield Words(say(seen.illisible), wrap=True)
        elif seen.pareil:
            yield Badge(self._theme, tr("Rien ne changerait"), "circle-check", "ok")
        lost, back = _count(seen.perdus), _count(seen.rendus)
        if lost:
            yield Badge(
                self._theme,
                trn("{n} modification serait perdue", "{n} modifications seraient perdues", lost),
                "circle-x",
                "bad",
            )
            yield from (Words(_line(one), wrap=True) for one in seen.perdus)
            touched = _touched(seen)
            yield from [Words(touched, wrap=True)] if touched else []
        if seen.dossiers:
            yield Words(
                tr("Dossiers concernés\u00a0: {numeros}", numeros=_some(seen.dossiers)), tone="muted", wrap=True
            )
        if back:
            yield Badge(
                self._theme,
                trn("{n} modification reviendrait", "{n} modifications reviendraient", back),
                "rotate-ccw",
                "ok",
            )
            yield from (Words(_line(one), wrap=True) for one in seen.rendus)
        if seen.papiers:
            told = tr(
                "Reçus et lettres remis depuis, leurs numéros restent donnés\u00a0: {numeros}",
                numeros=_some(seen.papiers),
            )
            yield Words(told, tone="muted", wrap=True)
        if seen.effaces:
            yield Words(tr("Les personnes effacées depuis le seraient de nouveau."), tone="muted", wrap=True)
        kept = tr("La base d’aujourd’hui est gardée à côté, sous un nom daté. Rien n’est remplacé.")
        yield Words(kept, tone="muted", wrap=True)


def _count(works: Sequence[WorksLost]) -> int:
    return sum(one.nombre for one in works)


def _line(one: WorksLost) -> str:
    return trn(
        "{auteur}, poste {poste}\u00a0: {n} modification, {quand}",
        "{auteur}, poste {poste}\u00a0: {n} modifications, {quand}",
        one.nombre,
        auteur=one.auteur,
        poste=one.poste,
        quand=_when(one),
    )


def _when(one: WorksLost) -> str:
    since, until = here(one.depuis), here(one.jusqu)
    first, last = f"{since:%d/%m/%Y}", f"{until:%d/%m/%Y}"
    begins, ends = f"{since:%H:%M}", f"{until:%H:%M}"
    if f"{since:%d%H%M}" == f"{until:%d%H%M}":
        return tr("le {jour} à {heure}", jour=first, heure=begins)
    if since.date() == until.date():
        return tr("le {jour}, de {debut} à {fin}", jour=first, debut=begins, fin=ends)
    return tr("du {premier} {debut} au {dernier} {fin}", premier=first, debut=begins, dernier=last, fin=ends)


def _touched(seen: RestorePreview) -> str:
    known = {genre: count for genre, count in seen.fiches if genre != "document_emis"}  # told by their numbers
    parts = [counted(known.pop(genre)) for genre, counted in _GENRES.items() if genre in known]
    others = sum(known.values())
    parts += [NN_("{n} autre élément", "{n} autres éléments", others)] if others else []
    return tr("Reviendraient en arrière\u00a0: {elements}.", elements=parts) if parts else ""


def _some(numbers: Sequence[str]) -> str:
    some, left = ", ".join(numbers[:_NUMBERS]), len(numbers) - _NUMBERS
    return trn("{numeros} et {n} autre", "{numeros} et {n} autres", left, numeros=some) if left > 0 else some
