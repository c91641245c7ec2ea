"""Wrong passwords make the next try wait: 1 s after the fifth, then twice as long each time, never above five minutes.

Counted in the person's own settings, by base and account, so that closing the window or taking the command line changes
nothing. It slows someone who types at this desk; what slows the owner of a copy is the cost of the vault. A file that
cannot be read or written counts nothing: it never keeps anyone out.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from math import isfinite
from pathlib import Path
from time import time

from scolarite_desk.places import user_settings
from scolarite_desk.store import entier

FREE, LONGEST = 5, 300  # wrong passwords before one waits; seconds
_KNOWN = 200  # accounts remembered for one base
_LARGEST = 64 * 1024  # bytes

Counts = dict[str, tuple[int, float]]  # by account: wrong passwords in a row, and when the last one was


def wait(base: Path, compte: str) -> int:
    """Seconds before this account may be tried again on this base, 0 when it may be now."""
    counts, now = _read(base), time()
    failures, last = counts.get(_hidden(compte), (0, 0.0))
    beyond = failures - FREE
    if beyond < 0:
        return 0
    delay = min(2.0 ** min(beyond, 10), LONGEST)
    if last > now:  # the clock was set back: it is from now that one waits, once
        last = now
        counts[_hidden(compte)] = (failures, last)
        if not _write(base, counts):
            return 0
    return 0 if now - last >= delay else max(1, round(delay - (now - last)))


def count(base: Path, compte: str) -> None:
    """One more try. Counted before the password is looked at: stopping the program there gains nothing."""
    counts = _read(base)
    failures, _ = counts.pop(_hidden(compte), (0, 0.0))
    counts[_hidden(compte)] = (failures + 1, time())
    _write(base, dict(list(counts.items())[-_KNOWN:]))


def untold(base: Path, compte: str) -> None:
    """That try was none: no memory was left to look at the password."""
    counts = _read(base)
    failures, last = counts.get(_hidden(compte), (0, 0.0))
    if failures:
        counts[_hidden(compte)] = (failures - 1, last)
        _write(base, counts)


def forget(base: Path, compte: str) -> None:
    """The right password was given."""
    counts = _read(base)
    if counts.pop(_hidden(compte), None) is not None:
        _write(base, counts)


def _hidden(name: str) -> str:
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()


def _place(base: Path) -> Path:
    return user_settings() / "essais" / f"{_hidden(str(base.resolve()))}.json"


def _read(base: Path) -> Counts:
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        with _place(base).open("rb") as stream:
            kept = json.loads(stream.read(_LARGEST))
        read = {str(name): (int(failures), float(last)) for name, (failures, last) in kept.items()}
        return {name: (failures, last) for name, (failures, last) in read.items() if isfinite(last)}
    return {}


def _write(base: Path, counts: Counts) -> bool:
    """Whether it could be."""
    place = _place(base)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        entier.put(place, json.dumps(counts).encode())
    except OSError:
        return False
    return True
