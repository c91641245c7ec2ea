"""How well and how fast persons who may be one are found: precision and recall on the labelled pairs, then a base.

`python -m bench.doublons [persons]` prints what `measure` gives. Labelled pairs of one person are hidden among invented
persons: how many of them a search over everybody brings back is `hidden_recall`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.labelled import Pair, labelled
from bench.search import Town, fill
from scolarite_desk.models.rules.ressemblance import JUMEAU, Civil, blocks, compare
from scolarite_desk.models.tables.dossier import Dossier
from scolarite_desk.models.tables.formation import Campagne
from scolarite_desk.models.tables.personne import Identifiant, Personne
from scolarite_desk.models.tables.uuid7 import new_key
from scolarite_desk.progress import Progress
from scolarite_desk.store import search
from scolarite_desk.store.file.engine import open_engine
from scolarite_desk.store.search.doublons import everybody, sharing

_LABELLED = 2_000  # pairs, half of them one person


def quality(pairs: Iterable[Pair]) -> dict[str, float]:
    """Precision and recall of what is brought together, blocks included."""
    every = list(pairs)
    shown = [pair for pair in every if _found(pair)]
    right = sum(pair.alike for pair in shown)
    return {
        "labelled": len(every),
        "precision": round(right / len(shown), 3),
        "recall": round(right / sum(pair.alike for pair in every), 3),
    }


def _found(pair: Pair) -> bool:
    return bool(blocks(pair.one) & blocks(pair.other)) and compare(pair.one, pair.other) is not None


def measure(folder: Path, persons: int = 20_000, seed: int = 7) -> dict[str, float]:
    """The labelled pairs, then a search over so many persons among whom some of them are hidden."""
    pairs = labelled(2026, _LABELLED)
    engine = open_engine(folder / "doublons.sdk", bytes(32))
    fill(engine, Town(seed), persons)
    with Session(engine.execution_options(begin="IMMEDIATE")) as session:
        hidden = set(_hide(session, pairs))
        search.rebuild(session, Progress())
        session.commit()
    with Session(engine) as session:
        start = process_time()
        found = search.pairs(session)
        taken = process_time() - start
        compared = sum(1 for _ in sharing(everybody(session), Progress()))
    engine.dispose()
    back = hidden & {tuple(sorted(pair)) for pair, _ in found}
    return quality(pairs) | {
        "persons": persons + 2 * len(hidden),
        "found": len(found),
        "hidden_recall": round(len(back) / len(hidden), 3),
        "pairs_compared": compared,
        "search_s": round(taken, 1),
    }


def _hide(session: Session, pairs: Iterable[Pair]) -> Iterator[tuple[str, ...]]:
    """Put pairs of one person in the base, twins aside; keys of each, the least first."""
    campagne = session.scalars(select(Campagne.id)).first()
    for pair in pairs:
        if pair.alike and JUMEAU not in (alike.raisons if (alike := compare(pair.one, pair.other)) else ()):
            keys = [new_key(), new_key()]
            for key, civil in zip(keys, (pair.one, pair.other), strict=True):
                session.execute(insert(Personne), _row(key, civil))
                dossier = {"id": new_key(), "personne_id": key, "campagne_id": campagne, "numero": key[-8:].upper()}
                session.execute(insert(Dossier), dossier)
                for ine in civil.ines:
                    number = {"id": new_key(), "personne_id": key, "genre": "INE", "valeur": ine}
                    session.execute(insert(Identifiant), number)
            yield tuple(sorted(keys))


def _row(key: str, civil: Civil) -> dict[str, Any]:
    names = ("nom_naissance", "nom_usage", "prenom", "prenom_usage", "autres_prenoms", "ne_le", "courriel")
    phones = dict(zip(("portable", "telephone"), civil.telephones, strict=False))
    return {"id": key, **{name: getattr(civil, name) for name in names}, **phones}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(measure(Path(made), *map(int, sys.argv[1:])), indent=1))
