"""`python -m tests.hostile`: every parser against hostile input, each in a process of its own.

    python -m tests.hostile                        # hypothesis, 60 inputs a parser
    python -m tests.hostile --examples 3000 agenda # more of them, for one parser
    python -m tests.hostile --inputs 100000 --seconds 1500  # so many in all, and no longer than that
    python -m tests.hostile --fuzz 60              # atheris, 60 s a parser (Linux, x86-64); corpus in build/fuzz

Inputs that once broke something are kept in `kept/<parser>/` and tried first, always. Prints how many were tried, the
dearest one in seconds of processor and in memory; exits 1 when one got through, and writes it to build/fuzz.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from tests.hostile.guard import Guard
    from tests.hostile.parsers import Parser

_HERE = Path(__file__).parent
_BUILD = _HERE.parents[1] / "build" / "fuzz"
_HOME = Path(tempfile.mkdtemp(prefix="scolarite-desk-hostile-"))
for _name in (
    "HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
    "TMPDIR",
):
    os.environ[_name] = str(_HOME)
tempfile.tempdir = str(_HOME)
os.environ |= {"QT_QPA_PLATFORM": "offscreen", "TZ": "Europe/Paris", "SCOLARITE_DESK_PASSWORD": "exercice-2026"}
os.environ |= {"QT_LOGGING_RULES": "*=false"}
sys.dont_write_bytecode = True  # what a parser imports late would be a file written outside of its folder
_PATIENCE = 60  # seconds of a clock, and one more for each input


def main() -> int:
    """Every parser asked for; returns the exit code."""
    options = _options()
    os.chdir(_HOME)
    told = _all(options)
    shutil.rmtree(_HOME, ignore_errors=True)
    broken = [one for one in told if one["fault"]]
    for one in broken:
        sys.stderr.write(f"--- {one['name']}\n{one['fault']}\n")
    if options.verbose:
        for one in told:
            figures = f"{one['spent']:6.1f} s {one['tried']:8} {one['taken']:8} taken, dearest {one['slowest']:.2f} s"
            sys.stdout.write(f"{figures} {one['megabytes']:4} MB  {one['name']}\n")
    late = [str(one["name"]) for one in told if one["late"]]
    if late:
        sys.stdout.write(f"time was up before the last input of: {', '.join(late)}\n")
    tried, slowest, most = (pick(one[name] for one in told) for pick, name in _FIGURES)
    sys.stdout.write(
        f"{tried} hostile inputs, {len(told)} parsers, {len(broken)} broken; "
        f"dearest: {slowest:.2f} s of processor, {most} MB\n"
    )
    return 1 if broken or not told else 0


_COUNTED = ("spent", "tried", "taken", "slowest", "megabytes")
_FIGURES = ((sum, "tried"), (max, "slowest"), (max, "megabytes"))


def _all(options: argparse.Namespace) -> list[dict[str, Any]]:
    if options.fuzz:
        import atheris

        with atheris.instrument_imports(include=["scolarite_desk", "icalendar", "openpyxl", "email_validator"]):
            from tests.hostile import parsers
    else:
        from tests.hostile import parsers

    table = _bad() if options.bad else parsers.PARSERS
    wanted = [one for one in table if not options.names or one.name in options.names]
    if not options.bad:
        parsers.prepare(wanted)
    if not options.fuzz:
        _warm()
    gc.freeze()  # what is shared stays shared: memory counted is what the inputs take

    examples = -(-options.inputs // len(wanted)) if options.inputs and wanted else options.examples
    end = time.monotonic() + options.seconds

    def run(parser: Parser, guard: Guard) -> None:
        if options.fuzz:
            _fuzz(parser, guard, options.fuzz)
        else:
            _generate(parser, guard, examples)

    told = []
    for rank, one in enumerate(wanted):
        share = (end - time.monotonic()) / (len(wanted) - rank) if options.seconds else math.inf
        patience = 2 if options.bad else _PATIENCE + min(share, options.fuzz + examples)
        told.append(_apart(one, run, patience, share))
    return told


def _warm() -> None:
    """What hypothesis reads and sorts before its first integer and its first text, once for all the processes."""
    from hypothesis import HealthCheck, given, settings, strategies

    drawn = given(strategies.integers(), strategies.text())(lambda _number, _text: None)
    settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))(drawn)()


def _bad() -> tuple[Parser, ...]:
    from tests.hostile import bad, guard

    guard.SECONDS = bad.SECONDS
    return bad.PARSERS


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--examples", type=int, default=60, help="inputs drawn for each parser")
    parser.add_argument("--inputs", type=int, default=0, help="inputs drawn in all, shared between the parsers")
    parser.add_argument(
        "--seconds", type=int, default=0, help="of a clock, shared likewise; what is short of it says so"
    )
    parser.add_argument("--bad", action="store_true", help="try the harness itself on parsers that misbehave")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--fuzz", type=int, default=0, metavar="SECONDS")
    return parser.parse_args()


def _apart(parser: Parser, run: Callable[[Parser, Guard], None], patience: float, share: float) -> dict[str, Any]:
    """One parser in a process of its own, ended when it hangs where Python cannot count."""
    folder = _HOME / "un"
    folder.mkdir()
    child = os.fork()
    if not child:
        _child(parser, run, folder, share)
    begun, status = time.monotonic(), 0
    while not (done := os.waitpid(child, os.WNOHANG))[0]:
        if time.monotonic() - begun > patience:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.01)
    status = os.waitstatus_to_exitcode(done[1])
    said = folder / "said.json"
    told: dict[str, Any] = {"name": parser.name, "fault": "", "late": False, **dict.fromkeys(_COUNTED, 0)}
    told |= json.loads(said.read_text()) if said.exists() else {}
    if status and not told["fault"]:
        told["fault"] = f"the process hung or died ({status})"
    if told["fault"]:
        _BUILD.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "last", _BUILD / f"{_file(parser)}.broken")
    shutil.rmtree(folder)
    return told


def _child(parser: Parser, run: Callable[[Parser, Guard], None], folder: Path, share: float) -> NoReturn:
    from tests.hostile.guard import Guard, TimeIsUp

    warnings.simplefilter("ignore")
    guard = Guard(parser.name, parser.read, folder, time.monotonic() + share)
    try:
        with suppress(TimeIsUp):
            run(parser, guard)
        guard.tell()
    except BaseException:
        guard.tell(traceback.format_exc())
    os._exit(0)


def _file(parser: Parser) -> str:
    return parser.name.replace(" ", "-")


def _kept(parser: Parser) -> list[bytes]:
    return [path.read_bytes() for path in sorted((_HERE / "kept" / _file(parser)).glob("*"))]


def _generate(parser: Parser, guard: Guard, examples: int) -> None:
    import hypothesis

    for data in chain(_kept(parser), parser.seeds(), parser.attacks()):
        guard(data)
    calm = list(hypothesis.HealthCheck)
    settings = hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=calm,
        phases=[hypothesis.Phase.generate],
        verbosity=hypothesis.Verbosity.quiet,  # a time that is up is no finding to draw again
        report_multiple_bugs=False,
    )
    settings(hypothesis.given(parser.strategy(parser.seeds()))(guard.__call__))()


def _fuzz(parser: Parser, guard: Guard, seconds: int) -> None:
    import atheris

    from tests.hostile.mutants import NASTY

    corpus = _BUILD / "corpus" / _file(parser)
    corpus.mkdir(parents=True, exist_ok=True)
    for rank, data in enumerate((*_kept(parser), *parser.seeds())):
        (corpus / f"seed-{rank}").write_bytes(data)
    words = guard.folder / "words"
    short = ["".join(f"\\x{byte:02x}" for byte in word) for word in NASTY if len(word) < 60]
    words.write_text("".join(f'"{word}"\n' for word in short))

    def one(data: bytes) -> None:
        try:
            guard(data)
        except BaseException:
            guard.tell(traceback.format_exc())
            raise

    arguments = [f"-max_total_time={seconds}", f"-max_len={parser.limit}", "-rss_limit_mb=0", "-verbosity=0"]
    arguments += [f"-dict={words}", f"-artifact_prefix={guard.folder}/", "-print_final_stats=0"]
    atheris.Setup([sys.argv[0], *arguments, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
