"""Pairs of persons of the base who may be one: only those who share a block are compared, a crowded block is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from sqlalchemy.orm import Session

from scolarite_desk.models.rules.ressemblance import JUMEAU, Civil, Ressemblance, blocks, compare
from scolarite_desk.progress import Progress
from scolarite_desk.store.search.alike import civil_of
from scolarite_desk.store.sql import read

CROWDED = 60  # persons of one block beyond whom it says nothing: a common birth day, the phone of a residence
_EVERYONE = """SELECT p.id, p.nom_naissance, p.nom_usage, p.prenom, p.prenom_usage, p.autres_prenoms, p.ne_le,
    p.telephone, p.portable, p.courriel,
    (SELECT group_concat(i.valeur, ' ') FROM identifiant i
     WHERE i.personne_id = p.id AND i.retire_le IS NULL AND i.genre IN ('INE', 'INE_ALIAS'))
    FROM personne p JOIN trouvable t ON t.personne = p.id ORDER BY p.id"""

Pair = tuple[str, str]  # keys of two persons, the least first


def pairs(session: Session, progress: Progress | None = None) -> list[tuple[Pair, Ressemblance]]:
    """Every pair of the base that looks like one person, the most alike first. Twins are not: they are two persons."""
    people = everybody(session)
    found: list[tuple[Pair, Ressemblance]] = []
    for pair in sharing(people, progress or Progress()):
        alike = compare(people[pair[0]], people[pair[1]])
        if alike and JUMEAU not in alike.raisons:
            found.append((pair, alike))
    return sorted(found, key=lambda one: (-one[1].score, one[0]))


def everybody(session: Session) -> dict[str, Civil]:
    """What is compared of each person, by key."""
    return {row[0].hex(): civil_of(*row[1:]) for row in read(session, _EVERYONE)}


def sharing(people: dict[str, Civil], progress: Progress) -> Iterator[Pair]:
    """The pairs worth comparing, each once."""
    seen: set[Pair] = set()
    shared = list(_shared(people))
    for rank, block in enumerate(shared):
        progress.step(rank, len(shared))
        for pair in combinations(block, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _shared(people: dict[str, Civil]) -> Iterator[list[str]]:
    """Blocks of several persons, their keys in order."""
    by_block: defaultdict[str, list[str]] = defaultdict(list)
    for key, civil in people.items():
        for block in blocks(civil):
            by_block[block].append(key)
    return (sorted(keys) for keys in by_block.values() if 1 < len(keys) <= CROWDED)
