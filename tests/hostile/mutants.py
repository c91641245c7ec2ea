"""How hypothesis spoils a good input: bytes cut, doubled, moved and replaced; nodes of a JSON exchanged for others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

# What has broken readers before: figures that are none, lengths that change with the case, endless nests and numbers.
NASTY = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        *(
            "\0",
            "\ud800",
            "\udfff",
            "²",
            "①",
            "٣",
            "½",
            "İ",
            "ß",
            "ﬁ",
            "\u202e",
            "\u200b",
            "\ufeff",
            "e\u0301",
            "\u00a0",
        ),
        *("\r", "\n", "\x0b", "\x85", "\u2028", "-1", "0", "1e999", "NaN", "-Infinity", "9" * 5_000, "0x10", "1_000"),
        *("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "../../../etc/passwd", "C:\\", "file:///etc/passwd", "%s%n"),
        *(
            "'",
            '"',
            '""',
            ";",
            "\\",
            "/",
            "*",
            "(",
            "[" * 3_000,
            '{"a":' * 3_000,
            "((((((((((",
            "a" * 20_000,
            " " * 20_000,
        ),
        *('<!DOCTYPE a [<!ENTITY b "c">]>', "&b;", "<![CDATA[", "NEAR(", '" OR 1=1 --', "NUL", "TZID=", "VALUE=DATE:"),
    )
)
_PLACES = st.integers(0, 1 << 16)
_EDITS = st.tuples(
    st.sampled_from(["cut", "drop", "double", "put", "flip", "number", "many"]),
    _PLACES,
    _PLACES,
    st.sampled_from(NASTY) | st.binary(max_size=40),
)
_LEAVES: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([word.decode("utf-8", "surrogatepass") for word in NASTY if len(word) < 6_000])
    | st.sampled_from([2**31, 2**63, 10**30, -1, 0, "2026-02-30", "9999-12-31T23:59:59+14:00", "0001-01-01"])
)
VALUES = st.recursive(
    _LEAVES,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=8,
)


def spoilt(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """A good input with up to six edits, or bytes from nowhere."""
    edited = st.builds(_edited, st.sampled_from(seeds), st.lists(_EDITS, min_size=1, max_size=6))
    return (
        edited
        | edited
        | edited
        | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
        | st.binary(max_size=400)
    )


def _edited(seed: bytes, edits: list[tuple[str, int, int, bytes]]) -> bytes:
    for how, one, other, word in edits:
        at = one % (len(seed) + 1)
        to = at + other % 64
        if how == "cut":
            seed = seed[:at]
        elif how == "drop":
            seed = seed[:at] + seed[to:]
        elif how == "double":
            seed = seed[:to] + seed[at:]
        elif how == "put":
            seed = seed[:at] + word + seed[at:]
        elif how == "flip":
            seed = seed[:at] + bytes(one ^ (other & 255) for one in seed[at : at + 1]) + seed[at + 1 :]
        elif how == "number":
            seed = seed[:at] + (other.to_bytes(4, "little") if other & 1 else b"\xff\xff\xff\x7f") + seed[at + 4 :]
        else:
            seed = seed[:at] + seed[at:to] * min(other, 400) + seed[to:]
    return seed


def respoken(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """A JSON with up to three of its nodes exchanged for any other, or spoilt as bytes are."""
    edits = st.lists(st.tuples(_PLACES, VALUES), min_size=1, max_size=3)
    return st.builds(_respoken, st.sampled_from(seeds), edits) | spoilt(seeds)


def _respoken(seed: bytes, edits: list[tuple[int, Any]]) -> bytes:
    said = json.loads(seed)
    for at, value in edits:
        places = list(_nodes(said))
        holder, key = places[at % len(places)]
        if holder is None:
            said = value
        else:
            holder[key] = value
    return json.dumps(said).encode()


def _nodes(said: Any, holder: Any = None, key: Any = None) -> Any:
    yield holder, key
    for inside, value in (
        list(said.items()) if isinstance(said, dict) else list(enumerate(said)) if isinstance(said, list) else ()
    ):
        yield from _nodes(value, said, inside)
