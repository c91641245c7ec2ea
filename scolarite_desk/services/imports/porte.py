"""The one way from a window to a file that comes in: open it, plan it, take it, say what was left.

Whoever shows an import knows these functions and the rows of `models/rows/imports.py`, and nothing of what lies behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from scolarite_desk.exchange.imports.profils.libre import LIBRE
from scolarite_desk.exchange.imports.profils.notre import NOTRE
from scolarite_desk.exchange.imports.profils.tous import PROFILS, RENDEZVOUS
from scolarite_desk.langue import Langue
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.imports import ChoixImport, LignePlan, PlanImport, RapportImport, SourceLue
from scolarite_desk.msg import N_, NOTHING, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.imports import erreurs, gabarit
from scolarite_desk.services.imports.chemins import label_of
from scolarite_desk.services.imports.cibles import cible_of
from scolarite_desk.services.imports.fichier import FichierLu, beginning, read_again, tables_of
from scolarite_desk.store.store import Store

DEFAUT = LIBRE.code
MOT_DE_PASSE = "mot_de_passe"  # the field that a refusal names when a file is protected


@dataclass(frozen=True, slots=True)
class Lecture:
    """How a file is read, where a person says so; what is blank is as the file itself shows. `colonnes`: the path that
    a column fills, by its place from 0; "" leaves it aside.
    """

    profil: str = ""
    feuille: str = ""
    entete: int = 0  # the number of the line of headers
    colonnes: Mapping[int, str] = field(default_factory=dict)


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
    if lecture.profil in ("", RENDEZVOUS.code) and is_diary(path):
        why = N_("C’est un agenda\u00a0: ses rendez-vous sont montrés dans la journée avant d’être pris.")
        return FichierOuvert(SourceLue(RENDEZVOUS.code, why, path.name, "", (), ()))
    if avant is not None and avant.lu is not None:
        mark, tables = avant.source.empreinte, avant.lu.tables
    else:
        mark, tables = tables_of(path, mot_de_passe or None, progress)
    read = read_again(
        store, tables, path.name, mark,
        profil=lecture.profil, feuille=lecture.feuille, entete=lecture.entete, colonnes=lecture.colonnes,
    )  # fmt: skip
    sheet = tables.feuilles[read.reconnu.table]
    names = tuple(one.nom for one in tables.feuilles)
    return FichierOuvert(read.source, tables.genre, names, sheet.nom, sheet.lignes[read.reconnu.entete][0], read)


def is_diary(path: Path) -> bool:
    """Whether a file is a diary, by how it begins. Raises `Unavailable`."""
    return b"VCALENDAR" in beginning(path, 200).upper().replace(b"\0", b"")


def of_appointments(source: SourceLue) -> bool:
    """Whether a file lists appointments, which have a way of their own."""
    return source.profil == RENDEZVOUS.code


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
