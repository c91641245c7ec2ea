"""The steps of an import, once: their names, in the order in which one goes through them; what a page of one is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from scolarite_desk.models.rules.states import State
from scolarite_desk.msg import N_
from scolarite_desk.ui.salles.imports.moteur import Importation

FICHIER, COLONNES, VALEURS, PERSONNES, RAPPORT, FAIT = "fichier", "colonnes", "valeurs", "personnes", "rapport", "fait"
ETAPES = (
    State(FICHIER, N_("1. Fichier"), "file-text"),
    State(COLONNES, N_("2. Colonnes"), "list-filter"),
    State(VALEURS, N_("3. Valeurs"), "circle-help"),
    State(PERSONNES, N_("4. Personnes"), "users"),
    State(RAPPORT, N_("5. Rapport"), "clipboard-check"),
    State(FAIT, N_("6. Résultat"), "check"),
)
_PLACES = {one.code: place for place, one in enumerate(ETAPES)}


def open_steps(import_: Importation) -> tuple[str, ...]:
    """The steps that one may go to now."""
    if import_.rapport is not None:
        return (FAIT,)
    read = _read(import_) if import_.ouvert is not None else ()
    return (FICHIER, *read, *(_asking(import_) if import_.plan is not None else ()))


def counts(import_: Importation) -> dict[str, int]:
    """How much each step still asks, and what it holds where it asks nothing."""
    plan, found, choix = import_.plan, import_.ouvert, import_.choix
    said = {COLONNES: len(found.source.colonnes)} if found is not None and _read(import_) else {}
    if plan is not None:
        values = sum(one not in choix.correspondances for one in import_.inconnus)
        persons = sum(one not in choix.reglees for one in import_.suspects)
        said |= {VALEURS: values, PERSONNES: persons, RAPPORT: len(plan.lignes)}
    return said


def after(import_: Importation, code: str) -> str:
    """The next step that has something for this file."""
    order = (FICHIER, *_read(import_), *_asking(import_))
    return next((one for one in order if _PLACES[one] > _PLACES[code]), code)


def before(import_: Importation, code: str) -> str:
    """The step before that has something for it."""
    order = (FICHIER, *_read(import_), *_asking(import_))
    return next((one for one in reversed(order) if _PLACES[one] < _PLACES[code]), code)


def _read(import_: Importation) -> tuple[str, ...]:
    return () if import_.appointments else (COLONNES,)


def _asking(import_: Importation) -> tuple[str, ...]:
    values, persons = ((VALEURS,) if import_.inconnus else ()), ((PERSONNES,) if import_.suspects else ())
    return (*values, *persons, RAPPORT)


class PageEtape(QWidget):
    """The page of one step."""

    def __init__(self, import_: Importation) -> None:
        super().__init__()
        self.import_, self.desk = import_, import_.desk

    def tell(self) -> None:
        """Show the import as it is now."""

    def begin(self) -> None:
        """Put the keyboard where one works."""
