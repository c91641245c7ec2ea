"""Pages of `docs/` that a command prints: tables, and the footnotes that name the tests which keep a promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scolarite_desk.msg import NOTHING, Msg, joined, verbatim


def held(said: Msg, *notes: str) -> Msg:
    """What is promised, with its footnotes."""
    return joined("", said, *(verbatim(f"[^{note}]") for note in notes))


def table(heads: Sequence[Msg], rows: Iterable[Sequence[Msg]]) -> Iterator[Msg]:
    """A table as Markdown writes it."""
    yield _line(heads)
    yield verbatim(f"|{'---|' * len(heads)}")
    yield from map(_line, rows)


def notes(tests: Mapping[str, Sequence[str]]) -> Iterator[Msg]:
    """The end of a page: what each footnote names."""
    yield NOTHING
    yield from (verbatim(f"[^{note}]: {', '.join(named)}") for note, named in tests.items())


def _line(cells: Sequence[Msg]) -> Msg:
    return joined("", verbatim("| "), joined(" | ", *cells), verbatim(" |"))
