"""Arguments in French, one command, one answer: exit 0, 1 refused, 2 badly written, 3 unavailable, 4 our fault."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any, NoReturn

from scolarite_desk.cli.command import Answer, Verb, argument
from scolarite_desk.cli.opening import Usage
from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.progress import Cancelled

REFUSED, USAGE, UNAVAILABLE, OURS = 1, 2, 3, 4

_SAID_BY_ARGPARSE = (
    (r"the following arguments are required: (.+)", "Il manque {0}."),
    (r"unrecognized arguments: (.+)", "Argument inconnu\u00a0: {0}."),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0}\u00a0: choisissez parmi {2}."),
    (r"argument (.+?): invalid .+ value: (.+)", "{0}\u00a0: {1} ne convient pas."),
    (r"argument (.+?): expected .+", "{0}\u00a0: il manque sa valeur."),
    (r"argument (.+?): not allowed with argument (.+)", "{0} et {1} ne vont pas ensemble."),
)
_COMMON = (
    argument("--base", metavar="FICHIER", help="la base à ouvrir"),
    argument("--compte", metavar="NOM", help="qui agit (par défaut\u00a0: SCOLARITE_DESK_ACCOUNT, ou le seul compte)"),
)
_JSON = argument("--json", action="store_true", help="répondre en JSON")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in French, on one line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title, self._optionals.title = "à écrire", "options"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        raise Usage(_french(message))


def _french(message: str) -> str:
    for pattern, sentence in _SAID_BY_ARGPARSE:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(*found.groups())
    return message


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
        personnes,
        postes,
        rgpd,
        sauvegardes,
        sorties,
    )

    yield from chain.from_iterable(
        family.COMMANDS
        for family in (
            champs, dossiers, actes, droits, sorties, divergences, personnes, postes, rgpd, comptes, bases, sauvegardes,
        )
    )  # fmt: skip


def run(argv: Sequence[str], visit: Callable[[str], int]) -> int:
    """Answer one command. `visit` plays the visit in a window, which nothing here knows how to do."""
    as_json = "--json" in argv
    try:
        args = _parser(visit).parse_args(argv)
        answer: Answer = args.answer(args)
    except Usage as error:
        return _failed(USAGE, "refuse", str(error), None, as_json)
    except Refused as error:
        return _failed(REFUSED, "refuse", error.message, error.champ, as_json)
    except Unavailable as error:
        return _failed(UNAVAILABLE, "indisponible", error.message, None, as_json)
    except (Cancelled, KeyboardInterrupt):
        return _failed(REFUSED, "refuse", "Arrêté à votre demande\u00a0: ce qui était fait reste fait.", None, as_json)
    except Exception as error:
        return _failed(OURS, "interne", _ours(error), None, as_json)
    _tell(answer, args.json or not args.command.json_flag)
    return answer.code


def _parser(visit: Callable[[str], int]) -> _Parser:
    parser = _Parser(
        prog="scolarite-desk",
        description="Le guichet de scolarité sans sa fenêtre. Sans commande, ouvre la fenêtre.",
        epilog="Mot de passe\u00a0: SCOLARITE_DESK_PASSWORD, ou demandé. Codes\u00a0: 1 refusé, 2 mal écrit, "
        "3 indisponible, 4 notre faute.",
    )
    groups = {"": parser.add_subparsers(metavar="COMMANDE", required=True, dest="commande", parser_class=_Parser)}
    played = Verb(
        "visit",
        "jouer une visite entière dans une vraie fenêtre, et en garder documents et images",
        lambda args: Answer(None, code=visit(args.out)),
        [argument("--out", required=True, metavar="DOSSIER", help="où les écrire")],
    )
    for command in (*commands(), played):
        _enter(groups, command)
    return parser


def _enter(groups: dict[str, Any], command: Verb) -> None:
    family, _, word = command.words.rpartition(" ")
    if family not in groups:
        parent = groups[""].add_parser(family, help=f"voir «\u00a0{family} --help\u00a0»")
        groups[family] = parent.add_subparsers(metavar="COMMANDE", required=True, dest=family)
    mine = groups[family].add_parser(word, help=command.help, description=command.help)
    for names, options in (*command.arguments, *_COMMON, *([_JSON] if command.json_flag else [])):
        mine.add_argument(*names, **options)
    mine.set_defaults(answer=command.answer, command=command, json=False)


def _tell(answer: Answer, as_json: bool) -> None:
    if as_json:
        _print(json.dumps(answer.value, ensure_ascii=False, indent=1))
    else:
        for line in answer.lines:
            _print(line)


def _failed(code: int, kind: str, message: str, champ: str | None, as_json: bool) -> int:
    """One clear line for the person, and one object for the program when it asked for JSON."""
    if as_json:
        _print(json.dumps({"erreur": kind, "message": message, "champ": champ}, ensure_ascii=False))
    sys.stderr.write(f"scolarite-desk\u00a0: {' '.join(message.splitlines())}\n")
    return code


def _ours(error: Exception) -> str:
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_globals.get('__name__', '?')}:{where.tb_lineno}" if where else "?"
    return (
        f"Une erreur de notre part ({type(error).__name__}, {place}). Ce qui était enregistré le reste\u00a0: "
        "signalez-la-nous."
    )


def _print(text: str) -> None:
    """A reader that has seen enough, such as `head`, closes its end: that is no failure."""
    with suppress(BrokenPipeError):
        sys.stdout.write(text + "\n")
