"""The cells of one column as a preview shows them: what the file says, what is taken of it, what is to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.fields import BY_PATH
from scolarite_desk.models.rows.imports import LigneLue, SourceLue
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.models.rules.states import State, table
from scolarite_desk.msg import N_, NC_, NOTHING, Msg
from scolarite_desk.services.imports.chemins import chemin_of

PREVIEW = 50  # lines
TEL_QUEL, CONVERTI, DOUTEUX, FAUX, VIDE, LAISSE = "tel_quel", "converti", "douteux", "faux", "vide", "laisse"
_ASKED = N_("Aucune liste ne connaît ce texte\u00a0: ce qu’il veut dire sera demandé une fois.")
ETATS = table(
    State(TEL_QUEL, N_("Tel quel"), "check", "icon:muted"),
    State(CONVERTI, N_("Converti"), "refresh-cw", "accent"),
    State(DOUTEUX, N_("À vérifier"), "triangle-alert", "warn"),
    State(FAUX, N_("Illisible"), "circle-x", "bad"),
    State(VIDE, NC_("cellule", "Vide"), "minus", "icon:muted"),
    State(LAISSE, NC_("cellule", "Laissé"), "circle-minus", "icon:muted"),
)


@dataclass(frozen=True, slots=True)
class Cellule:
    """One cell: its line in the file, the place of its column, its text, what is taken, one of `ETATS`, and why."""

    ligne: int
    rang: int
    brut: str
    pris: str
    etat: str
    pourquoi: Msg = NOTHING


def cells_of(source: SourceLue, rang: int, lists: Lists) -> tuple[Cellule, ...]:
    """The first lines of a column, by its place."""
    path = next((one.chemin for one in source.colonnes if one.rang == rang), "")
    return tuple(_cell(line, rang, path, lists) for line in islice(source.lignes, PREVIEW))


def line_of(source: SourceLue, place: int, lists: Lists) -> tuple[Cellule, ...]:
    """A whole line, by its place."""
    line = source.lignes[place]
    return tuple(_cell(line, one.rang, one.chemin, lists) for one in source.colonnes)


def samples(source: SourceLue, rang: int, count: int = 3) -> tuple[str, ...]:
    """The first different texts of a column."""
    return tuple(islice(dict.fromkeys(text for line in source.lignes if (text := _raw(line, rang))), count))


def shown(path: str, text: str, lists: Lists, row: Mapping[str, object]) -> str:
    """A converted text as a form would show it; as it is where it does not read."""
    field = _field(path)
    if field is None:
        return text
    try:
        return field.show(field.reader.read(text, lists, row), lists, row)
    except Fault:
        return text


def _raw(line: LigneLue, rang: int) -> str:
    return line.brut[rang].strip() if rang < len(line.brut) else ""


def _cell(line: LigneLue, rang: int, path: str, lists: Lists) -> Cellule:
    raw, text = _raw(line, rang), line.valeurs.get(path, "") if path else ""
    if path in line.fautes:
        return Cellule(line.lieu.ligne, rang, raw, text, FAUX, line.fautes[path])
    taken, state, why = _taken(path, raw, text, lists) if path else ("", LAISSE, NOTHING)
    return Cellule(line.lieu.ligne, rang, raw, taken, state, why)


def _taken(path: str, raw: str, text: str, lists: Lists) -> tuple[str, str, Msg]:
    field = _field(path)
    if not (raw or text):
        return "", VIDE, NOTHING
    if field is None:
        return text, TEL_QUEL if text == raw else CONVERTI, NOTHING
    try:
        value = field.reader.read(text, lists, {})
    except Fault as fault:
        asked = field.reader.kind == "choix"
        return text, DOUTEUX if asked else FAUX, _ASKED if asked else fault.message
    given = field.show(value, lists)
    if doubt := field.doubt(value, lists, {}):
        return given, DOUTEUX, doubt
    return given, TEL_QUEL if given == raw else CONVERTI, NOTHING


def _field(path: str) -> Field | None:
    one = chemin_of(path)
    return one.field if one is not None else BY_PATH.get(path)
