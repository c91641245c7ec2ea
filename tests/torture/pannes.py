"""Machines that fail: a full disk, a folder that may not be written, and what a person then reads."""

from __future__ import annotations

import ctypes
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from scolarite_desk.errors import Unavailable

_SAFE = (
    "Rien de ce qui était enregistré n’est perdu",
    "Rien n’a été modifié",
    "n’a pas été modifiée",
    "n’a pas été touchée",
    "reste à l’écran",
)
_VERSION = 0x20080522  # of the structures that capget and capset take
_OBEYED = ~0b1110  # a process of root without the rights to pass over what files say


@contextmanager
def full(room: int = 0) -> Iterator[None]:
    """No file grows beyond so many bytes meanwhile, as when the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def obeying() -> Iterator[None]:
    """Even root does what folders say meanwhile."""
    libc, header = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint32 * 2)(_VERSION, 0)
    had, data = (ctypes.c_uint32 * 6)(), (ctypes.c_uint32 * 6)()
    for kept in (had, data):
        assert libc.capget(header, kept) == 0
    data[0] &= _OBEYED & 0xFFFFFFFF
    assert libc.capset(header, data) == 0
    try:
        yield
    finally:
        assert libc.capset(header, had) == 0


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    """These files and folders cannot be written meanwhile."""
    before = [path.stat().st_mode for path in paths]
    for path, mode in zip(paths, before, strict=True):
        path.chmod(mode & 0o555)
    try:
        with obeying():
            yield
    finally:
        for path, mode in zip(paths, before, strict=True):
            path.chmod(mode)


def told(act: Callable[[], object], *words: str) -> str:
    """The sentence that the person reads when this fails, as it must: it holds these words."""
    message = refusal(act)
    assert message, "it did not fail"
    for word in words:
        assert word in message
    return message


def refusal(act: Callable[[], object]) -> str:
    """The same when it may fail: "" when it did not. Whatever happened, the person reads what is safe."""
    try:
        act()
    except Unavailable as refused:
        if not any(safe in str(refused) for safe in _SAFE):
            raise
        return str(refused)
    return ""
