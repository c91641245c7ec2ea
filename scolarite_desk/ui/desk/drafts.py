"""What is being typed, kept beside the base until it is given; a crash brings it back. One place for every form.

`of` is the thing that a form shows: the key of its row, "" when there is none yet (a creation, a setting), and after a
« @ » which one of the things of that row (`key@piece`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from scolarite_desk.store import drafts
from scolarite_desk.store.donne import Given, giving
from scolarite_desk.store.drafts import Draft
from scolarite_desk.store.store import Store


class Drafts:
    """The drafts of a desk. Those that it knows to be there cost a write to forget; no other does."""

    def __init__(self, store: Store) -> None:
        self._store, self._kept = store, set[tuple[str, str]]()

    def keep(self, of: str, path: str, text: str | None, over: str | None = None) -> None:
        """Keep the text of a field, typed over what the base held; None: it is useless now."""
        if text is None:
            self.forget(of, (path,))
        else:
            drafts.keep(self._store, *place(of, path), text, over)
            self._kept.add((of, path))

    def forget(self, of: str, paths: Iterable[str]) -> None:
        """What was typed there is given up."""
        for path in paths:
            if (of, path) in self._kept:
                drafts.drop(self._store, *place(of, path))
                self._kept.discard((of, path))

    @contextmanager
    def giving(self, of: str, paths: Iterable[str]) -> Iterator[Given]:
        """Whatever is written inside takes the drafts of these fields away, in the same commit."""
        named = tuple(paths)
        with giving(*(place(of, path) for path in named if (of, path) in self._kept)) as given:
            yield given
        if given.written:
            self._kept.difference_update((of, path) for path in named)

    def typed(self, of: str) -> dict[str, Draft]:
        """What was being typed there, by path of its field."""
        objet, inside = place(of, "")
        found = drafts.dated(self._store, objet)
        cut = ((path.partition("@"), one) for path, one in found.items())
        mine = {path: one for (path, at, which), one in cut if at + which == inside}
        self._kept.update((of, path) for path in mine)
        return mine

    def inside(self, objet: str, thing: str) -> list[str]:
        """Of which things of a row (after the « @ ») something of that kind was being typed, the last first."""
        found = drafts.dated(self._store, objet)
        cut = (path.partition("@") for path in reversed(found) if path.startswith(f"{thing}."))
        return list(dict.fromkeys(which for _path, _at, which in cut if which))


def place(of: str, path: str) -> tuple[str, str]:
    """The row and the field of a draft in the base."""
    objet, at, which = of.partition("@")
    return objet or drafts.NOWHERE, f"{path}{at}{which}"
