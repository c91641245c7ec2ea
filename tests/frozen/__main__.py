"""`python -m tests.frozen`: add to each file what the code has more. What the code has less is told, and stays."""

from __future__ import annotations

import sys

from tests.frozen import FROZEN


def main() -> int:
    """1 when a name went."""
    lost = 0
    for frozen in FROZEN:
        frozen.path.write_text("".join(f"{line}\n" for line in sorted({*frozen.kept(), *frozen.now()})), "utf-8")
        if frozen.gone():
            lost = 1
            sys.stderr.write(frozen.why() + "\n")
    return lost


if __name__ == "__main__":
    sys.exit(main())
