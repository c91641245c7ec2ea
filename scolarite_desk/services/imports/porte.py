"""The one way from a window or a command to a file that comes in: open it, plan it, take it, say what was left.

Whoever shows an import knows these functions and the rows of `models/rows/imports.py`, and nothing of what lies behind.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.exchange.garde import refuse_kept
from scolarite_desk.exchange.imports.profil import plain_header
from scolarite_desk.exchange.tables.csv_rows import harmless
from scolarite_desk.exchange.tables.tableau import SheetRead, read_tables
from scolarite_desk.langue import Langue, kept, said
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.rows.imports import (
    CREER,
    REJETE,
    ChoixImport,
    ColonneLue,
    Endroit,
    LigneLue,
    LignePlan,
    PlanImport,
    RapportImport,
    SourceLue,
)
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, Msg
from scolarite_desk.progress import Progress
from scolarite_desk.services.dossiers import create_dossier
from scolarite_desk.services.lots import do_each
from scolarite_desk.store.queries.offer import lists
from scolarite_desk.store.store import Store

MOT_DE_PASSE = "import.mot_de_passe"  # the field that a refusal names when a file is protected
SIZE_LIMIT = 100_000_000  # bytes
_ADDED = (N_("Ligne"), N_("Erreurs"))  # what a file of errors has after its own columns
_THINGS = ("identite", "adresse", "bac")


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
    """A file as it was read, and what else could be said of how: its sheets, the line of its headers."""

    source: SourceLue
    feuilles: tuple[str, ...] = ()
    feuille: str = ""
    entete: int = 1
    formation_requise: bool = False
    tables: object = field(default=None, repr=False)  # what is read again without opening the file


@dataclass(frozen=True, slots=True)
class ChampImport:
    """One field that a column may fill."""

    chemin: str
    label: Msg
    chose: Msg


def profils() -> tuple[tuple[str, Msg], ...]:
    """(code, label) of every kind of file."""
    return (("libre", N_("Table quelconque")),)


@cache
def champs() -> tuple[ChampImport, ...]:
    """Every field that a column may fill."""
    found = (BY_PATH[path] for path in BY_PATH if path.partition(".")[0] in _THINGS)
    return tuple(ChampImport(one.path, one.alone or one.label, THINGS[one.thing].title) for one in found)


def open_file(
    store: Store, path: Path, lecture: Lecture, mot_de_passe: str, progress: Progress, avant: FichierOuvert | None
) -> FichierOuvert:
    """Read a file to its last line. `avant`: the same one as it was read before.

    Raises `Refused` (naming `MOT_DE_PASSE` where it is protected), `Unavailable` when it cannot be opened.
    """
    if avant is None:
        data = _content(path)
        mark, tables = hashlib.sha256(data).hexdigest(), read_tables(data)
    else:
        mark, tables = avant.source.empreinte, avant.tables  # type: ignore[assignment]
    return _read(tables, path.name, mark, lecture)


def plan(store: Store, source: SourceLue, choix: ChoixImport, progress: Progress) -> PlanImport:
    """What would become of each line; nothing is written."""
    with store.reading() as session:
        known = lists(session)
    return PlanImport(source, tuple(_planned(one, known) for one in source.lignes))


def apply(store: Store, source: object, planned: PlanImport, progress: Progress) -> RapportImport:
    """Write what is neither doubtful nor rejected, as one lot."""
    taken = [one for one in planned.lignes if one.action == CREER]
    with store.reading() as session:
        known = lists(session)

    def civil(line: LignePlan, _rank: int) -> dict[str, Any]:
        read = {path: BY_PATH[path].reader.read(text, known, {}) for path, text in line.valeurs.items()}
        return {"civil": {path.partition(".")[2]: read[path] for path in read if path.startswith("identite.")}}

    issue = do_each(store, source, create_dossier, taken, civil, progress)
    refused = tuple(replace(one, action=REJETE, message=why) for one, why in issue.refusees)
    left = (*(one for one in planned.lignes if one.action != CREER), *refused)
    return RapportImport(len(issue.faites), 0, 0, left, tuple(issue.rendus))


def write_errors(source: SourceLue, left: Sequence[LignePlan], path: Path, langue: Langue) -> None:
    """The lines that were not written, as they are, with their number and why: mended, the file is taken again."""
    head = (*(one.entete for one in source.colonnes), *(kept(one) for one in _ADDED))
    lines = ((*one.brut, str(one.lieu.ligne), said(one.message, langue)) for one in left)
    _write(path, (head, *lines))


def write_template(profil: str, path: Path) -> None:
    """A table to fill, whose headers are known."""
    _write(path, (tuple(kept(one.label) for one in champs()),))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise Unavailable(N_("Le fichier «\u00a0{nom}\u00a0» n’a pas pu être ouvert.", nom=path.name)) from error
    if len(data) > SIZE_LIMIT:
        raise Refused(N_("Ce fichier dépasse 100 Mo\u00a0: partagez-le en plusieurs."))
    return data


def _write(path: Path, lines: Sequence[Sequence[str]]) -> None:
    refuse_kept(path)
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([harmless(cell) for cell in one] for one in lines)
    try:
        path.write_bytes(text.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise Unavailable(N_("Le fichier «\u00a0{nom}\u00a0» n’a pas pu être écrit.", nom=path.name)) from error


def _read(tables: list[SheetRead], name: str, mark: str, lecture: Lecture) -> FichierOuvert:
    sheet = next((one for one in tables if one.nom == lecture.feuille), tables[0])
    numbers = [number for number, _ in sheet.lignes]
    at = numbers.index(lecture.entete) if lecture.entete in numbers else 0
    head = tuple(str(cell or "").strip() for cell in sheet.lignes[at][1]) if sheet.lignes else ()
    columns = tuple(_columns(head, lecture.colonnes))
    several = len(tables) > 1
    lines = tuple(_line(one, columns, sheet.nom if several else "") for one in sheet.lignes[at + 1 :])
    why = N_("Aucun genre connu n’a ces colonnes\u00a0: elles sont rapprochées des champs par leur nom.")
    source = SourceLue("libre", why, name, mark, columns, lines)
    return FichierOuvert(
        source, tuple(one.nom for one in tables), sheet.nom, numbers[at] if numbers else 1, False, tables
    )


def _columns(head: Sequence[str], asked: Mapping[int, str]) -> Iterator[ColonneLue]:
    named = {plain_header(kept(one.label)): one.chemin for one in reversed(champs())}
    for rank, title in enumerate(head):
        yield ColonneLue(rank, title, asked.get(rank, named.get(plain_header(title), "")))


def _line(line: tuple[int, tuple[Any, ...]], columns: Sequence[ColonneLue], sheet: str) -> LigneLue:
    number, cells = line
    raw = tuple(str(cell if cell is not None else "") for cell in cells)
    values = {one.chemin: raw[one.rang].strip() for one in columns if one.chemin and one.rang < len(raw)}
    return LigneLue(Endroit(number, sheet), {path: text for path, text in values.items() if text}, raw)


def _planned(line: LigneLue, known: Any) -> LignePlan:
    for path, text in line.valeurs.items():
        try:
            BY_PATH[path].reader.read(text, known, {})
        except Fault as fault:
            return LignePlan(line.lieu, REJETE, line.valeurs, fault.message, champ=path, brut=line.brut)
    return LignePlan(line.lieu, CREER, line.valeurs, brut=line.brut)
