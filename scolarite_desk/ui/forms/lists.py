"""Code lists of the base itself (formations, centres, sessions...), offered in forms over those of the office."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from scolarite_desk.models.fields.liste import Entree
from scolarite_desk.models.fields.referentiel import Own, Referentiel
from scolarite_desk.models.fields.things import THINGS
from scolarite_desk.store.queries.offer import all_of
from scolarite_desk.store.queries.seances import held_for, today_among
from scolarite_desk.ui.desk.desk import Desk
from scolarite_desk.ui.look.texts import say, tr


def lists_of(desk: Desk, **own: Callable[[], Iterable[tuple[str, str]]]) -> Referentiel:
    """The lists of the office, as they are at each time; over them `@formation`, `@centre`... and `own`, named so too.

    `own`: (code, label) pairs. What was read of the base is kept until `forget`.
    """
    of_base: dict[str, Own] = {f"@{thing}": partial(rows_of, desk, thing) for thing in THINGS}
    return Referentiel.over(lambda: desk.lists, of_base | {f"@{name}": one for name, one in own.items()})


def rows_of(desk: Desk, thing: str) -> Iterator[Entree]:
    """The living rows of a thing: key, words, and the campaign that each belongs to, if any."""
    years = {one.key: one.values.get("libelle") or "" for one in desk.read(all_of, "campagne")}
    for one in desk.read(all_of, thing):
        year = one.values.get("campagne_id")
        yield Entree(one.key, _words(thing, one.values, years), cles=(year,) if year else ())


def _words(thing: str, values: Mapping[str, Any], years: Mapping[str, str]) -> str:
    label = values.get("libelle") or values.get("code") or tr("sans libellé")
    if thing != "formation":
        return str(label)
    code, year = values.get("code"), years.get(values.get("campagne_id") or "")
    return " · ".join(str(part) for part in (label, code, year) if part)


def meetings_for(desk: Desk, candidatures: Collection[str]) -> tuple[list[tuple[str, str]], str | None]:
    """(key, words) of the meetings that may have decided on these candidatures, and the one that is held today."""
    found = desk.read(held_for, candidatures, desk.today)
    return [(one.key, say(one.libelle)) for one in found], today_among(found, desk.today)
