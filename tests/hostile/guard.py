"""What one hostile input may cost: no fault of ours, 2 s, 512 MB, no file outside its folder, no program, no network.

The guard is an audit hook: once set, it stays for the life of the process, hence a process of its own.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.progress import Progress

TOLD = (Refused, Unavailable, Fault)
SECONDS = 2.0  # of processor, without a word: a busy machine is no fault of the parser
MEGABYTES = 512
_ABOVE = 1_500 * 2**20  # bytes of address space: beyond, the child gets a MemoryError instead of the machine

_READABLE = ("/proc/", "/dev/", "/etc/", "/usr/share/", "/sys/")
_FORBIDDEN = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "socket.connect"}
_FORBIDDEN |= {"socket.getaddrinfo", "urllib.Request", "pickle.find_class", "webbrowser.open", "ctypes.dlopen"}
_WRITES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate"}


class _Silence:
    """The longest time of processor between two words of a parser: one that tells how far it is can be stopped."""

    begun = longest = 0.0

    def start(self) -> None:
        self.begun, self.longest = time.process_time(), 0.0

    def end(self, *_: int) -> None:
        now = time.process_time()
        self.begun, self.longest = now, max(self.longest, now - self.begun)


_silence = _Silence()


def progress() -> Progress:
    """To hand to a parser that tells how far it is."""
    return Progress(_silence.end)


class TimeIsUp(BaseException):
    """No fault: the time given to this parser is spent. No hypothesis takes it for a finding."""


class Guard:
    """Watches one process and tries inputs in it, until `end` (monotonic seconds); it may write in `folder` only.

    What it finds is in `folder/said.json`, and the input being tried in `folder/last`, should the process die.
    """

    def __init__(self, name: str, read: Callable[[bytes], object], folder: Path, end: float = math.inf) -> None:
        self.name, self.read, self.folder, self.tried, self.taken, self.slowest = name, read, folder, 0, 0, 0.0
        self._end, self._late = end, False
        self._told = 0.0
        self._last = (folder / "last").open("wb", buffering=0)
        self._on, self._faults = False, list[str]()
        roots = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), str(Path(__file__).parents[2])}
        self._readable = (*_READABLE, *(root + "/" for root in roots), str(folder.parent))
        self._start = _peak()
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + _ABOVE, size + _ABOVE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        sys.addaudithook(self._audit)

    @property
    def megabytes(self) -> int:
        """The most memory taken above what was there at the start."""
        return (_peak() - self._start) // 1024

    def __call__(self, data: bytes) -> None:
        """Try one input; raises AssertionError, or what the parser should not have raised. `TimeIsUp` after the end."""
        if time.monotonic() > self._end:
            self._late = True
            raise TimeIsUp
        self._last.seek(0)
        self._last.truncate()
        self._last.write(data)
        with self._watch():
            self.read(data)
            self.taken += 1
        if time.monotonic() > self._told + 0.2:  # the fuzzer ends the process without a word
            self.tell()

    def tell(self, fault: str = "") -> None:
        """Write what is known so far."""
        self._told = time.monotonic()
        numbers = {
            "tried": self.tried,
            "taken": self.taken,
            "spent": time.process_time(),
            "slowest": self.slowest,
            "megabytes": self.megabytes,
        }
        said = {"name": self.name, "fault": fault, "late": self._late, **numbers}
        (self.folder / "said.json").write_text(json.dumps(said))

    @contextmanager
    def _watch(self) -> Iterator[None]:
        """Run one input; raises AssertionError when it costs too much or touches what it must not."""
        self._faults.clear()
        self.tried, self._on = self.tried + 1, True
        _silence.start()
        try:
            yield
        except TOLD as told:
            self._faults += [] if str(told).strip() else ["a refusal without a sentence"]
        finally:
            self._on = False
            _silence.end()
            self.slowest = max(self.slowest, _silence.longest)
        assert not self._faults, self._faults
        assert _silence.longest <= SECONDS, f"{_silence.longest:.1f} s of processor without a word"
        assert self.megabytes <= MEGABYTES, f"{self.megabytes} MB"

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event in _FORBIDDEN:
            self._fault(f"{event} {str(arguments)[:200]}")
        elif event in _WRITES:
            self._inside(event, arguments[0], (str(self.folder.parent),))
        elif event == "open":
            path, mode, flags = arguments
            writes = any(letter in (mode or "") for letter in "wax+") or (mode is None and flags & 3)
            self._inside("open", path, (str(self.folder.parent),) if writes else self._readable)

    def _inside(self, event: str, path: Any, roots: tuple[str, ...]) -> None:
        if isinstance(path, str | Path) and not str(Path(path).absolute()).startswith(roots):
            self._fault(f"{event} {path}")

    def _fault(self, fault: str) -> None:
        self._faults.append(fault)
        raise PermissionError(fault)


def _peak() -> int:
    """KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
