"""`scolarite-desk`: the window by default, the visit played in it, or one command without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

_OF_THE_WINDOW = ("--base", "--compte")
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; returns the exit code."""
    _leave_no_memory()
    if argv is None:
        _read_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    _sweep()
    if not words or words[0].split("=")[0] in _OF_THE_WINDOW:
        from scolarite_desk import app

        return app.run(words)
    try:
        from scolarite_desk import cli

        _speak_utf8()
        return cli.run(words, _visit)
    except KeyboardInterrupt:  # before a command listens: nothing is begun, and no sentence is loaded
        return _INTERRUPTED


def _leave_no_memory() -> None:
    """Should the program crash, the system writes no image of its memory, where the key and the dossiers are."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such files, unless its administrator wants some
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        Path("/proc/self/coredump_filter").write_text("0")  # for systems that hand the image to a program of theirs


def _read_utf8() -> None:
    """Begin again in UTF-8 where the locale is another one (C, ISO-8859-1): words, variables and names of files would
    be read in it, and no accent of theirs would be what is on the disk.
    """
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode or not sys.executable:
        return
    with suppress(OSError):
        os.execv(sys.executable, [sys.orig_argv[0], "-X", "utf8", *sys.orig_argv[1:]])


def _speak_utf8() -> None:
    """UTF-8 whatever the terminal is set to: a pipe of Windows would lose names, and a refused sign a whole answer."""
    for stream, coding, odd in (
        (sys.stdin, "utf-8-sig", "strict"),
        (sys.stdout, "utf-8", "backslashreplace"),
        (sys.stderr, "utf-8", "backslashreplace"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=coding, errors=odd)


def _sweep() -> None:
    """What a killed program left half written goes now."""
    from scolarite_desk.exchange.fichier import sweep

    with suppress(OSError):
        sweep()


def _visit(out: Path) -> int:
    from scolarite_desk import app

    return app.visit(out)


if __name__ == "__main__":
    sys.exit(main())
