"""`scolarite-desk`: the window by default, the visit played in it, or one command without a window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_OF_THE_WINDOW = ("--base", "--compte")


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0].split("=")[0] in _OF_THE_WINDOW:
        from scolarite_desk import app

        return app.run(words)
    from scolarite_desk import cli

    return cli.run(words, _visit)


def _visit(out: str) -> int:
    from pathlib import Path

    from scolarite_desk import app

    return app.visit(Path(out))


if __name__ == "__main__":
    sys.exit(main())
