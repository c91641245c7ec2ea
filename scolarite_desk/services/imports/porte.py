"""The one way from a window to a file that comes in: open it, plan it, take it, say what was left.

Whoever shows an import knows these functions and the rows of `models/rows/imports.py`, and nothing of what lies behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from scolarite_desk.exchange.imports.profil import FORMATIONS
from scolarite_desk.exchange.imports.profils.libre import LIBRE
from scolarite_desk.exchange.imports.profils.notre import NOTRE
from scolarite_desk.exchange.imports.profils.tous import PROFILS, RENDEZVOUS
from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.imports import ChoixImport, Lecture, LignePlan, PlanImport, RapportImport, SourceLue
from scolarite_desk.msg import NOTHING, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.imports import erreurs, gabarit
from scolarite_desk.services.imports.chemins import label_of
from scolarite_desk.services.imports.cibles import cible_of
from scolarite_desk.services.imports.fichier import FichierLu, content_of, read_again
from scolarite_desk.store.store import Store

DEFAUT = LIBRE.code
MOT_DE_PASSE = "mot_de_passe"  # the field that a refusal names when a file is protected


@dataclass(frozen=True, slots=True)
class FichierOuvert:
    """A file as it was read, and what else could be said of how: its kind, its sheets, the line of its headers."""

    source: SourceLue
    genre: Msg = NOTHING
    feuilles: tuple[str, ...] = ()
    feuille: str = ""
    entete: int = 1
    lu: FichierLu | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ChampImport:
    """One field that a column may fill: what it is called, and the thing that it is of."""

    chemin: str
    label: Msg
    chose: Msg = NOTHING


def profils() -> tuple[tuple[str, Msg], ...]:
    """(code, label) of every kind of file."""
    return tuple((one.code, one.label) for one in PROFILS.values())


@cache
def champs(profil: str) -> tuple[ChampImport, ...]:
    """Every field that a column of that kind of file may fill: its own first, then those of any table about persons."""
    own = PROFILS.get(profil, LIBRE)
    known = (*own.sources, *(LIBRE.sources if own.cible == LIBRE.cible else ()))
    paths = dict.fromkeys(one.chemin.replace("*", "1") for one in known if one.chemin)
    return tuple(ChampImport(path, label_of(path), _where(path)) for path in paths)


def open_file(
    store: Store, path: Path, lecture: Lecture, mot_de_passe: str, progress: Progress, avant: FichierOuvert | None
) -> FichierOuvert:
    """Read a file to its last line. `avant`: the same one as it was read before, whose tables are read another way.

    Raises `Refused` (naming `MOT_DE_PASSE` where it is protected), `Unavailable` when it cannot be opened.
    """
    if avant is not None and avant.lu is not None:
        content = avant.lu.contenu
    else:
        content = content_of(path, lecture, mot_de_passe or None, progress)
    read, tables = read_again(store, content, lecture, progress), content.tables
    if tables is None or read.reconnu is None:
        return FichierOuvert(read.source, lu=read)
    sheet = tables.feuilles[read.reconnu.table]
    names = tuple(one.nom for one in tables.feuilles)
    return FichierOuvert(read.source, tables.genre, names, sheet.nom, sheet.lignes[read.reconnu.entete][0], read)


def of_appointments(source: SourceLue) -> bool:
    """Whether a file lists appointments: nothing is asked of its columns, nor of who is already there."""
    return source.profil == RENDEZVOUS.code


def of_formations(source: SourceLue) -> bool:
    """Whether it lists formations, not dossiers."""
    return PROFILS[source.profil].cible == FORMATIONS


def plan(store: Store, source: SourceLue, choix: ChoixImport, progress: Progress) -> PlanImport:
    """What would become of each line; nothing is written."""
    return cible_of(source).plan(store, source, choix, progress)


def apply(store: Store, source: object, planned: PlanImport, progress: Progress) -> RapportImport:
    """Write what is neither doubtful nor rejected, as one lot. `source`: the view that acts."""
    return cible_of(planned.source).applique(store, planned, progress, source)


def write_errors(store: Store, source: SourceLue, left: Sequence[LignePlan], path: Path, langue: Langue) -> None:
    """The lines that were not written, as they are, with their number and why: mended, the file is taken again."""
    erreurs.write_errors(store, source, left, path, langue)


def write_template(store: Store, profil: str, path: Path, langue: Langue) -> None:
    """A workbook to fill, whose headers are known: our own where the file is of no known kind."""
    gabarit.write_template(store, NOTRE.code if profil == LIBRE.code else profil, path, langue)


def _where(path: str) -> Msg:
    """What tells apart two fields of one name: the part of the form that they stand in, else what they are of."""
    field = BY_PATH.get(path)
    thing = path.partition(".")[0]
    return (field.part if field is not None else NOTHING) or (THINGS[thing].title if thing in THINGS else NOTHING)
