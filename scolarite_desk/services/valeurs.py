"""Several values of a row, written by one act: those that are named. A blank is no value: emptying is asked by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scolarite_desk.errors import Refused
from scolarite_desk.langue import kept
from scolarite_desk.models.fields.fields import TIES
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.models.tables.base import Partagee
from scolarite_desk.msg import N_
from scolarite_desk.services.bureau import check_several
from scolarite_desk.services.lecture import no_field
from scolarite_desk.store.store import Work


def named(thing: str, valeurs: Mapping[str, Any], vider: Sequence[str], names: Iterable[str]) -> dict[str, Any]:
    """The new value of each field that is named, of those that may be (`names`)."""
    known = tuple(names)  # what a file gives may have no hash
    for name in (*valeurs, *vider):
        if name not in known:
            raise no_field(f"{thing}.{name}")
    both = next((name for name in vider if valeurs.get(name) is not None), None)
    if both is not None:
        raise Refused(N_("Ce champ est à la fois rempli et vidé\u00a0: choisissez."), f"{thing}.{both}")
    return {name: value for name, value in valeurs.items() if value is not None} | dict.fromkeys(vider)


def write(work: Work, thing: str, row: Partagee, given: Mapping[str, Any]) -> None:
    """Write these to a row; `Refused` when there are none, or when it may not take them together."""
    if not given:
        raise Refused(N_("Rien n’est changé\u00a0: donnez une valeur, ou dites ce qui est à vider."))
    check_several(work, thing, row, {name: one for name, one in given.items() if f"{thing}.{name}" not in TIES})
    work.detail = kept(THINGS[thing].title)
    for name, value in given.items():
        setattr(row, name, value)
