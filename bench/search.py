"""How long the one box takes, from a text to its rows, beside the raw index query and a LIKE scan of the same base.

`python -m bench.search [persons]` makes a base of invented persons with at least 60 000 surnames, and prints what
`measure` gives: milliseconds but where the name says otherwise.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from scolarite_desk.models.rules.ressemblance import Civil
from scolarite_desk.models.tables import schema
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.models.tables.uuid7 import new_key
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.change import Change
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.search import terms

TODAY = date(2026, 9, 14)
_ONSETS = [*"mblcdgrpsvfthjkn", "gu", "ch", "br", "tr", "gr", "ber", "ker"]
_SYLLABLES = [onset + vowel for vowel in (*"aeiou", "ou", "an") for onset in _ONSETS]
_WEIGHTS = [1 / (rank + 12) for rank in range(len(_SYLLABLES))]  # names begin alike, as names do
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LOT = 5_000
_SCAN = "SELECT id FROM personne WHERE nom_naissance LIKE ? OR prenom LIKE ? OR courriel LIKE ? ORDER BY 1 LIMIT 50"


def names(dice: random.Random, count: int, lengths: tuple[int, ...]) -> list[str]:
    """So many distinct invented names."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(dice.choices(_SYLLABLES, _WEIGHTS, k=dice.choice(lengths)))] = None
    return list(found)


class Town:
    """Where persons come from: a few names are common, most are rare, and every surname is borne."""

    def __init__(self, seed: int, surnames: int = 62_000) -> None:
        self.dice = random.Random(seed)
        self.surnames = names(self.dice, surnames, (2, 3, 3, 4))
        self.firsts = names(self.dice, 4_000, (1, 2, 2, 3))
        self._next = 0

    def person(self) -> dict[str, Any]:
        """The columns of one `Personne`."""
        nom, prenom = self._surname(), self._skewed(self.firsts)
        return {
            "id": new_key(),
            "nom_naissance": nom.upper(),
            "nom_usage": self._surname().upper() if self.dice.random() < 0.08 else None,
            "prenom": prenom.capitalize(),
            "prenom_usage": None,
            "autres_prenoms": self._skewed(self.firsts).capitalize() if self.dice.random() < 0.5 else None,
            "ne_le": (date(1985, 1, 1) + timedelta(days=self.dice.randrange(8_400))).isoformat(),
            "portable": "+336" + "".join(self.dice.choices("0123456789", k=8)),
            "courriel": f"{prenom}.{nom}@exemple.fr",
        }

    def number(self, length: int) -> str:
        """A number of a kind or another."""
        return "".join(self.dice.choices(_ALPHABET, k=length))

    def _surname(self) -> str:
        self._next += 1
        return self.surnames[self._next] if self._next < len(self.surnames) else self._skewed(self.surnames)

    def _skewed(self, among: list[str]) -> str:
        return among[int(len(among) * self.dice.random() ** 2.5)]


def fill(engine: Engine, town: Town, persons: int) -> None:
    """A campaign of so many persons, each with a dossier and two numbers; no journal, no index."""
    with Session(engine.execution_options(begin="IMMEDIATE")) as session:
        schema.Base.metadata.create_all(session.connection())
        campagne = new_key()
        session.execute(insert(Campagne), {"id": campagne, "annee": "2026-2027"})
        for start in range(0, persons, _LOT):
            people = [town.person() for _ in range(min(_LOT, persons - start))]
            session.execute(insert(Personne), people)
            dossier = {"campagne_id": campagne}
            session.execute(
                insert(Dossier),
                [dossier | {"id": new_key(), "personne_id": p["id"], "numero": "AA" + town.number(6)} for p in people],
            )
            session.execute(
                insert(Identifiant),
                [
                    {"id": new_key(), "personne_id": one["id"], "genre": genre, "valeur": town.number(length)}
                    for one in people
                    for genre, length in (("INE", 11), ("ECANDIDAT", 8))
                ],
            )
        session.commit()


def typed(town: Town, count: int) -> Iterator[str]:
    """What people type, key by key: names, name and first name, first name, dates, phone ends, addresses."""
    for _ in range(count):
        one = town.person()
        nom, prenom, ne_le = one["nom_naissance"].lower(), one["prenom"].lower(), one["ne_le"]
        ways = [
            nom, nom, f"{nom} {prenom}", f"{prenom} {nom}", prenom, f"{nom[:3]} {prenom}", f"{nom} {ne_le[:4]}",
            f"{prenom[0]} {ne_le[:4]}", "/".join(reversed(ne_le.split("-"))), one["portable"][-6:], one["portable"],
            one["courriel"],
        ]  # fmt: skip
        whole = town.dice.choice(ways)
        yield from (whole[:end] for end in range(1, len(whole) + 1))


def timed(act: Callable[[Any], object], over: list[Any]) -> list[float]:
    """Milliseconds of CPU of each call, in order of length."""
    found = []
    for one in over:
        start = process_time()
        act(one)
        found.append((process_time() - start) * 1000)
    return sorted(found)


def percentiles(label: str, times: list[float]) -> dict[str, float]:
    """Median, p99 and longest."""
    ranks = {"p50": len(times) // 2, "p99": int(len(times) * 0.99), "max": len(times) - 1}
    return {f"{label}_{name}": round(times[rank], 3) for name, rank in ranks.items()}


def measure(folder: Path, persons: int = 200_000, seed: int = 7) -> dict[str, float]:
    """Make a base in `folder`, ask it what people type, and say how long everything took."""
    town, path = Town(seed), folder / "recherche.sdk"
    engine = open_engine(path, bytes(32))
    fill(engine, town, persons)
    before = _size(engine, path)
    start = process_time()
    with Session(engine.execution_options(begin="IMMEDIATE")) as session:
        search.rebuild(session, Progress())
        session.commit()
    found: dict[str, float] = {"persons": persons, "rebuild_s": round(process_time() - start, 1)}
    found["index_mb"] = _size(engine, path) - before
    with Session(engine) as session:
        count = session.connection().exec_driver_sql("SELECT count(DISTINCT nom_naissance) FROM personne")
        found["surnames"] = count.scalar_one()
        found |= _reading(session, town) | _helping(session, town)
    with Session(engine.execution_options(begin="IMMEDIATE")) as session:
        found |= _writing(session, town)
    engine.dispose()
    return found | {"memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def _size(engine: Engine, path: Path) -> int:
    """Megabytes of the file, its WAL folded in."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    return path.stat().st_size >> 20


def _reading(session: Session, town: Town) -> dict[str, float]:
    texts = list(typed(town, 150))
    cursor = session.connection().connection.cursor()
    found: dict[str, float] = {"texts": len(texts)}
    found |= percentiles("find", timed(lambda text: search.find(session, text, TODAY), texts))
    raw = [(f"{places} LIMIT 50", values) for places, values in (terms.asked(text, TODAY).places() for text in texts)]
    found |= percentiles("raw_index", timed(lambda one: cursor.execute(*one).fetchall(), raw))
    some = [(f"%{text}%",) * 3 for text in texts[::40]]
    found |= percentiles("like", timed(lambda one: cursor.execute(_SCAN, one).fetchall(), some))
    cursor.close()
    found["find_to_raw_p50"] = round(found["find_p50"] / found["raw_index_p50"], 1)
    found["like_to_find_p50"] = round(found["like_p50"] / found["find_p50"], 1)
    return found


def _helping(session: Session, town: Town) -> dict[str, float]:
    """Suggestions, the first of which reads the names, and look-alikes."""
    people = [town.person() for _ in range(60)]
    mistyped = [one["nom_naissance"][:2] + one["nom_naissance"][3:] for one in people]
    found = percentiles("suggest_first", timed(lambda text: search.suggest(session, text, TODAY), mistyped[:1]))
    found |= percentiles("suggest", timed(lambda text: search.suggest(session, text, TODAY), mistyped[1:]))
    civils = [Civil(one["nom_naissance"], None, one["prenom"], ne_le=one["ne_le"]) for one in people]
    return found | percentiles("lookalikes", timed(lambda civil: search.lookalikes(session, civil), civils))


def _writing(session: Session, town: Town) -> dict[str, float]:
    """One field of a person whose dossier is open: the index passes over a nationality, follows a phone and a name."""
    run = session.connection().exec_driver_sql
    keys = [key for key in run("SELECT id FROM personne ORDER BY random() LIMIT 10").scalars() for _ in range(10)]
    found: dict[str, float] = {}
    for column in ("nationalite", "portable", "nom_naissance"):
        values = [town.person().get(column, "99100") for _ in keys]
        times = []
        for key, value in zip(keys, values, strict=True):
            run(f"UPDATE personne SET {column} = ? WHERE id = ?", (value, key))
            work = {key.hex(): Change("personne", False, {column: None}, {column: value})}
            times += timed(lambda work: search.refresh(session, work), [work])
        found |= percentiles(f"refresh_{column}", sorted(times))
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(measure(Path(made), *map(int, sys.argv[1:])), indent=1))
