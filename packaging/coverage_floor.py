"""What the tests do not run: files of which every line must be run, and the least share of the whole.

    python packaging/coverage_floor.py      # after pytest --cov, as `make check` does it

Both stand in `pyproject.toml`, under `[tool.coverage_floor]`. Names each file that falls short, with its lines.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import NoDataError

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Leaves with a sentence a file when the tests leave something out."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage_floor"]
    missed, lines = measured()
    run = 100 * (1 - sum(map(len, missed.values())) / lines)
    short = [f"{path}: no test runs {ranges(missed[path])}" for path in whole(asked["whole"]) if missed[path]]
    if run < asked["floor"]:
        short.append(f"The tests run {run:.1f} % of the lines; {asked['floor']} % is the least.")
    if short:
        sys.exit("\n".join(short))
    print(f"Tests run {run:.1f} % of {lines} lines, and every one of rules, journal, vault, readers and rights.")


def measured() -> tuple[dict[str, list[int]], int]:
    """The lines that no test runs, by file, and how many lines there are in all."""
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    try:
        coverage.load()
        found = {path: coverage.analysis2(str(ROOT / path)) for path in modules("scolarite_desk/**/*.py")}
    except NoDataError as error:
        sys.exit(f"Nothing was measured: {error}")
    return {path: missing for path, (_, _, _, missing, _) in found.items()}, sum(len(one[1]) for one in found.values())


def whole(patterns: Iterable[str]) -> Iterator[str]:
    """The files of which every line must be run; a pattern that names none is a file that moved."""
    for pattern in patterns:
        found = modules(pattern)
        if not found:
            sys.exit(f"pyproject.toml, coverage_floor: {pattern} names no file.")
        yield from found


def modules(pattern: str) -> list[str]:
    """The files of a pattern, as paths from the root."""
    return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))


def ranges(lines: list[int]) -> str:
    """`3-5, 8`."""
    begins = [line for line in lines if line - 1 not in lines]
    ends = [line for line in lines if line + 1 not in lines]
    return ", ".join(f"{a}-{b}" if a < b else str(a) for a, b in zip(begins, ends, strict=True))


if __name__ == "__main__":
    main()
