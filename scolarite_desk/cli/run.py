"""Arguments in French, one command, one answer: exit 0, 1 refused, 2 badly written, 3 unavailable, 4 our fault;
130 or 143 stopped before anything of it lasted.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from scolarite_desk import trace
from scolarite_desk.cli.command import Answer, Argument, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import to_write, unless_there
from scolarite_desk.cli.langue import say, spoken
from scolarite_desk.cli.opening import Usage, unreachable
from scolarite_desk.errors import Refused, Told, Unavailable
from scolarite_desk.interruption import interruptible, over
from scolarite_desk.langue import lacking
from scolarite_desk.msg import N_, NC_, Msg, verbatim
from scolarite_desk.progress import Cancelled

_ODD = re.compile(r"[\ud800-\udfff]")  # what the system could not read as text
_UNMAPPED = re.compile("failed to map segment|[Cc]annot allocate memory")  # a library that found no room
_NOT_TEXT = N_("Ce qui est donné (argument, variable ou entrée) n’est pas écrit en UTF-8\u00a0: écrivez-le ainsi.")
_STOPPED = N_("Arrêté à votre demande\u00a0: ce qui était fait reste fait.")
_UNCHANGED = N_("Arrêté à votre demande\u00a0: rien n’a été changé.")
_NO_MEMORY = N_("La mémoire manque\u00a0: fermez d’autres logiciels, puis recommencez.")
REFUSED, USAGE, UNAVAILABLE, OURS = 1, 2, 3, 4
SIGNAL = 128  # and its number: what a shell says of a command that a signal stopped

# What argparse says, in English always, and the sentence that says it here.
_SAID_BY_ARGPARSE: tuple[tuple[str, Callable[..., Msg]], ...] = (
    (r"the following arguments are required: (?P<noms>.+)", lambda noms: N_("Il manque {noms}.", noms=noms)),
    (r"unrecognized arguments: (?P<noms>.+)", lambda noms: N_("Argument inconnu\u00a0: {noms}.", noms=noms)),
    (
        r"argument (?P<nom>.+?): invalid choice: .+? \(choose from (?P<choix>.+)\)",
        lambda nom, choix: N_("{nom}\u00a0: choisissez parmi {choix}.", nom=nom, choix=choix),
    ),
    (
        r"argument (?P<nom>.+?): invalid .+ value: (?P<valeur>.+)",
        lambda nom, valeur: N_("{nom}\u00a0: {valeur} ne convient pas.", nom=nom, valeur=valeur),
    ),
    (r"argument (?P<nom>.+?): expected .+", lambda nom: N_("{nom}\u00a0: il manque sa valeur.", nom=nom)),
    (
        r"argument (?P<nom>.+?): ignored explicit argument (?P<valeur>.+)",
        lambda nom, valeur: N_("{nom} ne prend pas de valeur\u00a0: {valeur} est de trop.", nom=nom, valeur=valeur),
    ),
    (
        r"argument (?P<nom>.+?): not allowed with argument (?P<autre>.+)",
        lambda nom, autre: N_("{nom} et {autre} ne vont pas ensemble.", nom=nom, autre=autre),
    ),
)
_HELP = argument("-h", "--help", action="help", help=N_("montrer cette aide"))
_COMMON = (
    argument("--base", metavar=N_("FICHIER"), help=N_("la base à ouvrir")),
    argument(
        "--compte", metavar=N_("NOM"), help=N_("qui agit (par défaut\u00a0: SCOLARITE_DESK_ACCOUNT, ou le seul compte)")
    ),
)
_TRACE = argument(
    "--trace", metavar=N_("FICHIER"), help=N_("y écrire où une commande a échoué, sans rien d’un dossier")
)
_JSON = argument("--json", action="store_true", help=N_("répondre en JSON"))
_PROGRAM = "scolarite-desk"
_COMMAND, _WRITTEN, _OPTIONS = N_("COMMANDE"), N_("à écrire"), N_("options")


class _Page(argparse.HelpFormatter):
    """A page of help; its first word too is in the language of whoever reads."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, say(N_("usage\u00a0: ")) if prefix is None else prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Line by line; an example is left whole, to be copied."""
        fill = super()._fill_text
        lines = text.splitlines()
        return "\n".join(f"  {one}" if one.startswith(_PROGRAM) else fill(one, width, indent) for one in lines)


class _Parser(argparse.ArgumentParser):
    """Says everything in the language of the command line, and what is wrong on one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Page, **options)

    def choosing(self, dest: str) -> Any:
        """The next word names what to do: what it may be is added to the answer."""
        words = self.add_subparsers(
            title=say(_WRITTEN), metavar=say(_COMMAND), required=True, dest=dest, parser_class=_Parser
        )
        self.taking(())
        return words

    def taking(self, arguments: Iterable[Argument]) -> None:
        """What is written in its place, then what is written with its name."""
        placed, named = self.add_argument_group(say(_WRITTEN)), self.add_argument_group(say(_OPTIONS))
        for names, options in (_HELP, *arguments):
            group = named if names[0].startswith("-") else placed
            told: dict[str, Any] = {name: say(one) if isinstance(one, Msg) else one for name, one in options.items()}
            if group is named and not {"action", "required"} & told.keys() and told.get("default") != "":
                told.setdefault("type", _given)
            group.add_argument(*names, **told)

    def error(self, message: str) -> NoReturn:
        raise Usage(_sentence(message))


def _given(text: str) -> str:
    """The value of an option that may be left out. A variable that a script left blank never counts as an option that
    was not written: a filter would take everybody, a purge leave without its report.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a value")
    return text


def _sentence(message: str) -> Msg:
    for pattern, sentence in _SAID_BY_ARGPARSE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence(**found.groupdict())
    return verbatim(message)


def commands() -> Iterator[Verb]:
    """Every command, family by family; imported here, so that help of one does not load the others' libraries."""
    from scolarite_desk.cli import (
        actes,
        bases,
        champs,
        comptes,
        divergences,
        dossiers,
        droits,
        extraits,
        fondation,
        imports,
        listes,
        passages,
        personnes,
        postes,
        retour,
        rgpd,
        saison,
        sauvegardes,
        si,
        sorties,
    )

    yield from chain.from_iterable(
        family.COMMANDS
        for family in (
            champs, dossiers, imports, listes, actes, sorties, extraits, si, divergences, personnes, postes, rgpd,
            comptes, fondation, bases, saison, sauvegardes, retour, passages,
        )
    )  # fmt: skip
    yield droits.rights(commands)


def run(argv: Sequence[str], visit: Callable[[Path], int]) -> int:
    """Answer one command. `visit` plays the visit in a window, which nothing here knows how to do."""
    as_json = "--json" in argv
    if missing := say(lacking(spoken())):
        sys.stderr.write(f"{missing}\n")
    args = None
    with interruptible():
        try:
            args = _parser(visit).parse_args(_written(argv))
            answer: Answer = args.answer(args)
            return _tell(answer, args.json or not args.command.json_flag)
        except (Exception, KeyboardInterrupt) as error:
            return _told(error, getattr(args, "trace", None) or os.environ.get(trace.VARIABLE), as_json)


def _written(argv: Sequence[str]) -> Sequence[str]:
    """The words of a command, which may name a file: no name nor value of anything has a null character."""
    if any("\0" in word for word in argv):
        raise Usage(N_("Un caractère nul s’est glissé dans la commande\u00a0: retapez-la."))
    return argv


def _told(error: BaseException, where: str | None, as_json: bool) -> int:
    """What a command could not do, its code, and where in the code for whoever asked."""
    done, number = over()
    if where:
        _traced(error, Path(where))
    code, kind, message = _halted(error, done, number) or _verdict(error)
    if code == OURS:
        trace.keep(trace.report(error))
    return _failed(code, kind, message, getattr(error, "champ", None), as_json)


def _halted(error: BaseException, done: bool, number: int) -> tuple[int, str, Msg] | None:
    """The same, of a command that was asked to stop: before anything of it lasted, or after."""
    if not isinstance(error, Cancelled | KeyboardInterrupt):
        return None
    if done:
        return UNAVAILABLE, "arrete", getattr(error, "message", _STOPPED)
    return SIGNAL + (number or signal.SIGINT), "arrete", _UNCHANGED


def _verdict(error: BaseException) -> tuple[int, str, Msg]:
    """(code, its word in JSON, sentence). A disk, a name, a right, the memory, of which a library without room may
    forget to say that it lacks it (`SystemError`): nobody's fault here.
    """
    if isinstance(error, Told):
        code = UNAVAILABLE if isinstance(error, Unavailable) else USAGE if isinstance(error, Usage) else REFUSED
        return code, "indisponible" if code == UNAVAILABLE else "refuse", error.message
    if isinstance(error, OSError):
        return UNAVAILABLE, "indisponible", unreachable(Path(str(error.filename or "?")), error)
    if isinstance(error, MemoryError | SystemError) or (
        isinstance(error, ImportError) and _UNMAPPED.search(str(error))
    ):
        return UNAVAILABLE, "indisponible", _NO_MEMORY
    if isinstance(error, UnicodeEncodeError) and _ODD.search(error.object):
        return USAGE, "refuse", _NOT_TEXT
    return OURS, "interne", _ours(error)


def _traced(error: BaseException, path: Path) -> None:
    """`--trace FILE`: added to a file that is no base. Where it cannot be, the sentence of the failure stays alone."""
    from scolarite_desk.exchange.garde import refuse_kept

    with suppress(OSError, Refused):
        refuse_kept(path)
        if trace.takes(path):
            trace.add(path, trace.report(error))


def _parser(visit: Callable[[Path], int]) -> _Parser:
    parser = _Parser(
        prog=_PROGRAM,
        description=say(N_("Le guichet de scolarité sans sa fenêtre. Sans commande, ouvre la fenêtre.")),
        epilog=say(
            N_(
                "Mot de passe\u00a0: SCOLARITE_DESK_PASSWORD, ou demandé. Langue\u00a0: SCOLARITE_DESK_LANGUE, ou le "
                "français. Codes\u00a0: 1 refusé, 2 mal écrit, 3 indisponible, 4 notre faute, 130 ou 143 arrêté "
                "avant d’avoir rien changé."
            )
        ),
    )
    groups = {"": parser.choosing("commande")}
    played = Verb(
        "visit",
        N_("jouer une visite entière dans une vraie fenêtre, et en garder documents et images"),
        lambda args: Answer(None, code=visit(_folder(args))),
        to_write(metavar=NC_("répertoire", "DOSSIER"), help=N_("où les écrire")),
    )
    for command in (*commands(), played):
        _enter(groups, command)
    return parser


def _folder(args: Arguments) -> Path:
    """An empty folder, or one to come: what is in another one stays unless `--force` says otherwise."""
    out = Path(args.out)
    return out if out.is_dir() and not any(out.iterdir()) else unless_there(out, args)


def _enter(groups: dict[str, Any], command: Verb) -> None:
    family, _, word = command.words.rpartition(" ")
    if family not in groups:
        see = say(N_("voir «\u00a0{famille} --help\u00a0»", famille=family))
        groups[family] = groups[""].add_parser(family, help=see).choosing(family)
    told = say(command.help)
    mine = groups[family].add_parser(word, help=told, description=told, epilog=_examples(command))
    mine.taking((*command.arguments, *_COMMON, _TRACE, *([_JSON] if command.json_flag else [])))
    mine.set_defaults(answer=command.answer, command=command, json=False)


def _examples(command: Verb) -> str | None:
    typed = [f"{_PROGRAM} {command.words} {one}" for one in command.exemples]
    return "\n".join([say(N_("exemples\u00a0:")), *typed]) if typed else None


def _tell(answer: Answer, as_json: bool) -> int:
    """Say the answer; its code. What was done is done, even if nobody can be told."""
    lines = [_json(answer.value, indent=1)] if as_json else [say(line) for line in answer.lines]
    try:
        for line in lines:
            _print(line)
        _print("", end="")
    except OSError:
        unheard = N_("La commande est faite, mais sa réponse n’a pas pu être écrite\u00a0: ne la recommencez pas.")
        return _failed(UNAVAILABLE, "indisponible", unheard, None, False)
    for doubt in () if as_json else answer.doubts:
        sys.stderr.write(f"{say(doubt)}\n")
    return answer.code


def _json(value: Any, **options: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_in_json, **options)


def _in_json(value: object) -> str:
    """A sentence is said; nothing else that JSON does not know has a reason to be there."""
    if isinstance(value, Msg):
        return say(value)
    raise TypeError(f"{type(value).__name__} in an answer")


def _failed(code: int, kind: str, message: Msg, champ: str | None, as_json: bool) -> int:
    """One clear line for the person, and one object for the program when it asked for JSON."""
    if as_json:
        _print(_json({"erreur": kind, "message": message, "champ": champ}))
    line = N_("scolarite-desk\u00a0: {message}", message=" ".join(say(message).splitlines()))
    sys.stderr.write(f"{say(line)}\n")
    return code


def _ours(error: BaseException) -> Msg:
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_globals.get('__name__', '?')}:{where.tb_lineno}" if where else "?"
    return N_(
        "Une erreur de notre part ({nom}, {endroit}). Ce qui était enregistré le reste\u00a0: signalez-la-nous.",
        nom=type(error).__name__,
        endroit=place,
    )


def _print(text: str, end: str = "\n") -> None:
    """A reader that has seen enough, such as `head`, closes its end: that is no failure. Raises `OSError`."""
    try:
        sys.stdout.write(text + end)
        if not end:
            sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # or leaving would say it again
