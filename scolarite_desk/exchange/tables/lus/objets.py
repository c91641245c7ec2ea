"""Tables in JSON: a list of flat objects, alone or under « lignes », as our own files have them."""

from __future__ import annotations

import json
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.tables.lus.archive_vue import too_many_cells
from scolarite_desk.exchange.tables.lus.bornes import Bornes
from scolarite_desk.exchange.tables.lus.lu import Remarques, SheetRead, filled
from scolarite_desk.exchange.tables.lus.texte import tell_columns, too_many
from scolarite_desk.msg import N_

_LINES, _COLUMNS = "lignes", "colonnes"
_WORDS = {True: "oui", False: "non"}


def read_json(text: str, bornes: Bornes, notes: Remarques) -> SheetRead:
    """One line of names, then a line an object, numbered as a spreadsheet would; numbers stay as written."""
    _check_size(text, bornes)
    found = _loaded(text)
    lines = found.get(_LINES) if isinstance(found, dict) else found
    if not isinstance(lines, list):
        raise Refused(
            N_("Ce fichier JSON n’est pas une liste d’objets, ni un objet qui en donne une sous «\u00a0lignes\u00a0».")
        )
    if len(lines) > bornes.lignes:
        raise too_many(bornes)
    names: dict[str, None] = {}
    for rank, line in enumerate(lines, 1):
        _check(line, rank)
        names.update(dict.fromkeys(line))
        if len(names) > 10 * bornes.colonnes:
            break
    if not names:
        raise Refused(N_("Ce fichier est vide."))
    if len(names) > bornes.colonnes:
        tell_columns(bornes, notes)
    kept = tuple(names)[: bornes.colonnes]
    rows = [(rank, tuple(line.get(name) for name in kept)) for rank, line in enumerate(lines, 2)]
    said = _headings(found)
    return SheetRead("", [(1, tuple(said.get(name, name) for name in kept)), *(row for row in rows if filled(row[1]))])


def _headings(found: Any) -> dict[str, str]:
    """What each name is called, where the file says it: ours do, and are then known as our workbooks are."""
    told = found.get(_COLUMNS) if isinstance(found, dict) else None
    pairs = (
        [(one.get("cle"), one.get("entete")) for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    )
    return {name: said for name, said in pairs if isinstance(name, str) and isinstance(said, str)}


def _check_size(text: str, bornes: Bornes) -> None:
    """`Refused` before all of it is made into objects: its signs say how many there would be, texts that hold some of
    these signs being few.
    """
    if text.count("{") > 2 * bornes.lignes:
        raise too_many(bornes)
    most = bornes.cases // 3  # a value takes three times the room of a cell
    if text.count('":') > most or text.count(",") > 2 * most:
        raise too_many_cells(bornes, most)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise _wrong() from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name in found if sum(one == name for one, _ in pairs) > 1)
        raise Refused(N_("Un objet de ce fichier JSON donne deux fois «\u00a0{nom}\u00a0».", nom=twice[:60]))
    return {name: _WORDS[value] if isinstance(value, bool) else value for name, value in pairs}


def _refuse(_word: str) -> Any:
    raise _wrong()


def _wrong() -> Refused:
    return Refused(N_("Ce fichier JSON ne se lit pas\u00a0: exportez-le de nouveau, ou demandez la liste en .csv."))


def _check(line: Any, rank: int) -> None:
    """`Refused` for what is no flat object, with its place."""
    if not isinstance(line, dict):
        raise Refused(N_("La ligne {rang} de ce fichier JSON n’est pas un objet.", rang=rank))
    for name, value in line.items():
        if isinstance(value, dict | list):
            raise Refused(
                N_(
                    "La ligne {rang} de ce fichier JSON donne plusieurs valeurs à «\u00a0{nom}\u00a0»\u00a0: "
                    "une seule par nom peut être lue.",
                    rang=rank,
                    nom=name[:60],
                )
            )
