"""The code lists shipped with the application, and those of the site, read from CSV files in one form.

Columns: code, libelle, autres, cles, debut, fin (`autres` and `cles` separated by `|`), then whatever the list adds.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from scolarite_desk import places
from scolarite_desk.errors import Unavailable
from scolarite_desk.langue import SOURCE, Langue, langue
from scolarite_desk.models.fields.liste import NOTHING, Entree
from scolarite_desk.models.fields.referentiel import Referentiel
from scolarite_desk.msg import N_

_COMMON = 6


def names() -> list[str]:
    """The names of the lists that are shipped."""
    return sorted(path.stem for path in places.resource("referentiels").glob("*.csv"))


def shipped(name: str) -> Iterator[Entree]:
    """The entries of a shipped list. Raises `KeyError` when there is none of that name, `Unavailable`."""
    path = places.resource("referentiels") / f"{name}.csv"
    if not path.is_file():
        raise KeyError(name)
    return read(path)


def read(path: Path) -> Iterator[Entree]:
    """The entries of a list file, UTF-8. Raises `Unavailable`."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from _entrees(csv.reader(file))
    except OSError as error:
        message = N_(
            "La liste {nom} ne peut pas être lue ({cause}). Vos données sont sauves.",
            nom=path.name,
            cause=error.strerror,
        )
        raise Unavailable(message) from error
    except (ValueError, csv.Error) as error:
        message = N_(
            "La liste {nom} est abîmée\u00a0: réinstallez l’application. Vos données sont sauves.", nom=path.name
        )
        raise Unavailable(message) from error


def referentiel(
    propres: Mapping[str, Iterable[Entree]] = MappingProxyType({}),
    cachees: Collection[tuple[str, str]] = (),
    spoken: Langue | None = None,
    parties: Mapping[tuple[str, str], Entree] = MappingProxyType({}),
    fuseau: tzinfo | None = None,
) -> Referentiel:
    """Every shipped list, with the site's own entries over them; nothing is read before it is asked for.

    `cachees`: (list, code) pairs that the site took out of service; `parties`: those that it threw away. `spoken`: the
    language of the labels, French unless told. `fuseau`: the zone that days are read in, else the computer's.

    The files do not change while the program runs: each is read once, however often this is called.
    """
    common = partial(_shipped_lists, spoken or langue(SOURCE))
    return Referentiel(shipped, propres, common, cachees, parties=parties, fuseau=fuseau)


@cache
def _shipped_lists(spoken: Langue) -> Referentiel:
    return Referentiel(shipped, langue=spoken)


def _entrees(rows: Iterator[list[str]]) -> Iterator[Entree]:
    columns = next(rows, [])[_COMMON:]
    split = lru_cache(maxsize=None)(_split)  # 35 000 communes share 8 000 sets of keys: time and memory
    for code, label, autres, cles, debut, fin, *rest in rows:
        infos = MappingProxyType(dict(zip(columns, rest, strict=True))) if columns else NOTHING
        yield Entree._make((code, label, split(autres), split(cles), debut, fin, infos))


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
