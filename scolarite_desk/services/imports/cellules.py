"""The cells of one column as a preview shows them: what the file says, what is taken of it, what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from scolarite_desk.models.fields.field import Lists
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.rows.imports import LigneLue, SourceLue
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.states import State, table
from scolarite_desk.msg import N_, NOTHING, Msg, joined

PREVIEW = 50  # lines
TEL_QUEL, CONVERTI, DOUTEUX, FAUX, VIDE = "tel_quel", "converti", "douteux", "faux", "vide"
ETATS = table(
    State(TEL_QUEL, N_("Tel quel"), "check", "icon:muted"),
    State(CONVERTI, N_("Converti"), "refresh-cw", "accent"),
    State(DOUTEUX, N_("À vérifier"), "triangle-alert", "warn"),
    State(FAUX, N_("Illisible"), "circle-x", "bad"),
    State(VIDE, N_("Vide\u00a0: rien ne change"), "minus", "icon:muted"),
)


@dataclass(frozen=True, slots=True)
class Cellule:
    """One cell: the line of the file, its text there, what is taken, one of `ETATS`, and why."""

    ligne: int
    brut: str
    pris: str
    etat: str
    pourquoi: Msg = NOTHING


def cells_of(source: SourceLue, rang: int, lists: Lists) -> tuple[Cellule, ...]:
    """The first lines of a column, by its place."""
    path = next((one.chemin for one in source.colonnes if one.rang == rang), "")
    return tuple(_cell(line, rang, path, lists) for line in islice(source.lignes, PREVIEW))


def samples(source: SourceLue, rang: int, count: int = 3) -> tuple[str, ...]:
    """The first different texts of a column."""
    return tuple(islice(dict.fromkeys(text for line in source.lignes if (text := _raw(line, rang))), count))


def shown(path: str, text: str, lists: Lists, row: Mapping[str, object]) -> str:
    """A converted text as a form would show it; as it is where it does not read."""
    field = BY_PATH.get(path)
    if field is None:
        return text
    try:
        return field.show(field.reader.read(text, lists, row), lists, row)
    except Fault:
        return text


def reads_of(source: SourceLue) -> Iterator[str]:
    """The paths that its columns fill, each once."""
    yield from dict.fromkeys(one.chemin for one in source.colonnes if one.chemin)


def _raw(line: LigneLue, rang: int) -> str:
    return line.brut[rang].strip() if rang < len(line.brut) else ""


def _cell(line: LigneLue, rang: int, path: str, lists: Lists) -> Cellule:
    raw, number = _raw(line, rang), line.lieu.ligne
    text = line.valeurs.get(path, "") if path else ""
    if not (raw or text) or not path:
        return Cellule(number, raw, "", VIDE)
    field = BY_PATH.get(path)
    if field is None:
        return Cellule(number, raw, text, TEL_QUEL if text == raw else CONVERTI)
    try:
        value = field.reader.read(text, lists, {})
    except Fault as fault:
        return Cellule(number, raw, text, FAUX, fault.message)
    given = field.show(value, lists)
    doubts = [one for one in (field.doubt(value, lists, {}), *line.remarques) if one]
    if doubts:
        return Cellule(number, raw, given, DOUTEUX, joined(" ", *doubts))
    return Cellule(number, raw, given, TEL_QUEL if given == raw else CONVERTI)
