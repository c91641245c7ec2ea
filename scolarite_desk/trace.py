"""What happened when a fault is ours, for whoever mends it: places in the code and names of modules, never a value."""

from __future__ import annotations

import os
import platform
import re
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from scolarite_desk import __version__
from scolarite_desk.places import user_settings

NAME = "Scolarité Desk"
VARIABLE = "SCOLARITE_DESK_TRACE"
_WHEN = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} UTC\n")
_LARGEST, _KEPT = 200_000, 3  # bytes of a file of the log; how many former ones


def report(error: BaseException, *about: str) -> str:
    """The places that an error went through, and the causes before it. Its message is left out: it may hold a name."""
    head = [f"{NAME} {__version__}", f"Python {platform.python_version()}", *about, platform.system()]
    return "\n".join([", ".join(head), *_told(error, set())])


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen)
    module = f" {error.name}" if isinstance(error, ImportError) and error.name else ""  # the module that lacks
    yield f"{type(error).__name__}{module}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"


def log() -> Path:
    """Where our faults are kept at this desk."""
    return user_settings() / "fautes.log"


def keep(told: str) -> None:
    """Add a report to the log of this desk; the oldest ones go. A log that cannot be written says nothing."""
    with suppress(OSError):
        path = log()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            for rank in range(_KEPT, 0, -1):
                former = path.with_name(f"{path.name}.{rank - 1}") if rank > 1 else path
                if former.exists():
                    former.replace(path.with_name(f"{path.name}.{rank}"))
        add(path, told)


def takes(path: Path) -> bool:
    """Whether a report may be added to a file: a new one, or one that holds nothing else. Raises `OSError`."""
    if not path.exists():
        return True
    with path.open("rb") as stream:
        begins = stream.read(len(_WHEN.pattern))
    return not begins or _WHEN.match(begins) is not None


def add(path: Path, told: str) -> None:
    """Add a report to a file of its owner. Raises `OSError`."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as stream:
        stream.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{told}\n\n")
