"""A text that somebody will read, before its language is known: a source sentence in French, and values to put in it.

    Refused(N_("Le dossier {numero} est fermé.", numero=dossier.numero))
    NN_("{n} dossier", "{n} dossiers", count)
    NC_("avis", "Retirer")           the same word elsewhere means another thing

`N_`, `NN_` and `NC_` are read by the extraction tool: their sentences are always literals, and values go by name.
Nothing is translated here, nor when a table is imported: only `langue.said` makes a `str` of a `Msg`, for its reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NBSP = "\u00a0"


class Msg:
    """A sentence to be said, never changed. `valeurs` by name: texts, numbers, other sentences said in its language.

    `plusieurs`: its form for several, `n` counts. `contexte` tells apart two meanings of one short word. No dataclass:
    what copies rows into dictionaries must leave a sentence whole.
    """

    __slots__ = ("contexte", "n", "plusieurs", "source", "valeurs")

    def __init__(
        self, source: str, valeurs: Mapping[str, object], plusieurs: str = "", n: int = 0, contexte: str = ""
    ) -> None:
        self.source: Final = source
        self.valeurs: Final = valeurs
        self.plusieurs: Final = plusieurs
        self.n: Final = n
        self.contexte: Final = contexte

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Msg) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((self.source, self.n, self.contexte))

    def __bool__(self) -> bool:
        return bool(self.source)

    def __repr__(self) -> str:
        return f"Msg({self.source!r}, {dict(self.valeurs)!r})"

    def given(self, **valeurs: object) -> Msg:
        """The sentence of a table, with the values that the table could not know."""
        return Msg(self.source, {**self.valeurs, **valeurs}, self.plusieurs, self.n, self.contexte)

    def _all(self) -> tuple[object, ...]:
        return self.source, dict(self.valeurs), self.plusieurs, self.n, self.contexte


NOTHING = Msg("", {})


def N_(source: str, /, **valeurs: object) -> Msg:
    """A sentence; `{nom}` in it is the value of that name."""
    return Msg(source, valeurs)


def NN_(un: str, plusieurs: str, n: int, /, **valeurs: object) -> Msg:
    """A sentence that counts: `{n}` in it is `n`, written as the language writes numbers."""
    return Msg(un, valeurs, plusieurs, n)


def NC_(contexte: str, source: str, /, **valeurs: object) -> Msg:
    """A short text, with what it is said of."""
    return Msg(source, valeurs, contexte=contexte)


def verbatim(text: str) -> Msg:
    """What somebody typed, or what has no language: said as it is."""
    return Msg("{texte}", {"texte": text}) if text else NOTHING


def joined(between: str, *texts: Msg) -> Msg:
    """Those that say something, one after the other: `between` is a sign and its spaces, no word."""
    parts = {f"t{rank}": text for rank, text in enumerate(texts) if text}
    return Msg(between.replace("{", "{{").replace("}", "}}").join(f"{{{name}}}" for name in parts), parts)
