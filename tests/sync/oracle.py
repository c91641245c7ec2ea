"""The definition of merging, by brute force, from a set of works: it shares no code with what it judges."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from scolarite_desk.models.tables.schema import Base
from scolarite_desk.sync.wire import Sent

Dot = tuple[str, int]


class Oracle:
    """What any base that holds exactly these works says: rows by key, heads by (key, group), erased keys."""

    def __init__(self, works: Iterable[Sent]) -> None:
        self.works = list(works)
        self.genre: dict[str, str] = {}
        self.erased: set[str] = set()
        self.versions: dict[tuple[str, str], dict[Dot, tuple[tuple[int, str], dict[str, Any]]]] = defaultdict(dict)
        replaced: dict[tuple[str, str], set[Dot]] = defaultdict(set)
        for sent in self.works:
            for line in sent.lines:
                if line.corps is None:
                    continue
                body = json.loads(line.corps[16:])
                self.genre[line.key] = line.genre
                if line.genre == "effacement":
                    self.erased.update(body["cles"][1]["cles"].split())
                for group, (_before, after, replaces) in body.items():
                    clock = (sent.header.hlc, sent.header.poste)
                    kept = {name: value for name, value in after.items() if value is not None}
                    self.versions[line.key, group][sent.dot] = (clock, kept)
                    for one in replaces:
                        station, number = one.split(":")
                        replaced[line.key, group].add((station, int(number)))
        self.heads = {
            place: {dot: found[dot] for dot in found.keys() - replaced[place]}
            for place, found in self.versions.items()
            if place[0] not in self.erased
        }
        self.divergences = self._diverging()

    def rows(self) -> dict[str, dict[str, Any]]:
        """Values that are not blank, by key."""
        found: dict[str, dict[str, Any]] = {}
        for (key, group), heads in self.heads.items():
            row = found.setdefault(key, {"": self.genre[key]})
            if group != "retire_le" or not self.contested(key):
                row.update(max(heads.values(), key=lambda one: one[0])[1])
        for key in self.genre.keys() - self.erased:
            found.setdefault(key, {"": self.genre[key]})
        return found

    def contested(self, key: str) -> bool:
        """Withdrawn, while another group of the row diverges."""
        return any(place[0] == key and place[1] != "retire_le" for place in self.divergences)

    def _diverging(self) -> set[tuple[str, str]]:
        """(key, group) with heads that do not say the same; withdrawals against edits under "retire_le"."""
        found = {
            (key, group)
            for (key, group), heads in self.heads.items()
            if group != "retire_le" and len({self.meaning(key, value) for _clock, value in heads.values()}) > 1
        }
        for key in {key for key, _group in found}:
            heads = self.heads.get((key, "retire_le"), {})
            if heads and max(heads.values(), key=lambda one: one[0])[1]:
                found.add((key, "retire_le"))
        for (key, group), heads in self.heads.items():
            if group == "retire_le" and len({bool(value) for _clock, value in heads.values()}) > 1:
                found.add((key, group))
        return found

    def meaning(self, key: str, value: dict[str, Any]) -> str:
        """When and by whom do not count, but who sees to a task: that name is what was said."""
        columns = Base.metadata.tables[self.genre[key]].columns
        told = {
            name: "then" if type(columns[name].type).__name__ == "Instant" and name != "rendezvous_le" else one
            for name, one in value.items()
            if not name.endswith("_par") or name == "prise_par"
        }
        return json.dumps(told, sort_keys=True)
