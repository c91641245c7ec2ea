"""What is given as data, by a file, a command or a window, read as forms read it: a `Refused` names the field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.field import Field, Lists
from scolarite_desk.models.fields.fields import FIELDS, TIES
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_

Data = Mapping[str, Any]


def no_field(path: str) -> Refused:
    """What is said of a path that leads to no field: a tie has an act of its own."""
    if path in TIES:
        return Refused(N_("«\u00a0{champ}\u00a0» se change par son propre acte\u00a0: attach.", champ=path), path)
    return Refused(N_("Le champ «\u00a0{champ}\u00a0» n’existe pas.", champ=path), path)


def read_row(thing: str, given: Any, lists: Lists, place: str = "") -> dict[str, Any]:
    """The values of a row given as data. `Refused` with the path of what is unknown or unreadable."""
    place = place or thing
    if not isinstance(given, Mapping):
        raise Refused(N_("«\u00a0{champ}\u00a0»\u00a0: des champs entre accolades sont attendus.", champ=place), place)
    known = {field.name: field for field in FIELDS[thing]}
    for name in given:
        if name not in known:
            raise no_field(f"{place}.{name}")
    row: dict[str, Any] = {}
    for name, field in known.items():  # in the order of the form: what narrows a list comes before it
        if name in given and (value := read_value(field, given[name], lists, row, f"{place}.{name}")) is not None:
            row[name] = value
    return row


def read_value(field: Field, given: Any, lists: Lists, row: Data, place: str) -> Any:
    """The value of a field from a text, a number or yes/no. `Refused` says what to do, with the path."""
    if given is None:
        return None
    if isinstance(given, bool) and field.reader.gives is bool:
        return given
    if isinstance(given, date | Decimal):  # read already, or made by a program: it reads again
        given = given.isoformat() if isinstance(given, date) else f"{given:f}"
    if isinstance(given, bool):
        given = "oui" if given else "non"
    if not isinstance(given, str | int | float):
        raise Refused(N_("«\u00a0{champ}\u00a0»\u00a0: un texte ou un nombre est attendu.", champ=field.label), place)
    try:
        return field.reader.read(str(given), lists, row)
    except Fault as fault:
        raise Refused(fault.message, place) from fault
