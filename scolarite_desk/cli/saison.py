"""The command that plays a whole season by the acts of the desk, and keeps what it told: papers, workbooks, report."""

from __future__ import annotations

import json
import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from scolarite_desk.cli.bases import day, progress
from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.fichiers import path_name
from scolarite_desk.cli.langue import say
from scolarite_desk.cli.opening import PASSWORD, Usage, opened
from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_, NC_

if TYPE_CHECKING:
    from datetime import date

    from scolarite_desk.practice.saison import Bilan, Montre
    from scolarite_desk.store.store import Store

_LEAST, _MOST = 12, 50_000  # dossiers: with fewer there may be nobody to refuse
_BASE, _JSON, _TEXT = "saison.sdesk", "rapport.json", "rapport.txt"


def _season(args: Arguments) -> Answer:
    """A season, and its report, written however it ends; exit 1 when it met what its plan does not name."""
    from scolarite_desk.practice.saison import Montre, play, premier

    count, seed, last = _number(args.dossiers, _LEAST, _MOST), _number(args.graine, 0, 10**9), _last(args)
    out = _folder(args)
    horloge = Montre(premier(last))
    with opened(args) if args.base else closing(_founded(args, out, horloge)) as store:
        store.clock = horloge
        told = play(store, horloge, last, count, seed, out, progress(), lambda so_far: _write(so_far, out))
    return Answer(told.as_json(), list(told.lines()), code=1 if told.fautes else 0)


def _number(text: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise Usage(
            N_(
                "«\u00a0{saisie}\u00a0» ne convient pas\u00a0: de {moins} à {plus}.",
                saisie=text,
                moins=least,
                plus=most,
            )
        )
    return int(text)


def _last(args: Arguments) -> date:
    """The day that the season is played up to. Never ahead: a clock ahead would win wherever desks meet."""
    from scolarite_desk.practice import today

    now = today()
    last = day(args.today, now) if args.today else now
    if last > now:
        raise Usage(N_("Une saison ne se joue pas dans l’avenir\u00a0: donnez un jour passé."))
    return last


def _folder(args: Arguments) -> Path:
    """An empty folder, or one to come: a season writes among nobody's files."""
    from scolarite_desk.exchange.fichier import new_folder

    out = Path(args.out)
    if os.path.lexists(out) and not (out.is_dir() and not any(out.iterdir())):
        raise Refused(N_("«\u00a0{nom}\u00a0» n’est pas un répertoire vide\u00a0: donnez-en un autre.", nom=out.name))
    new_folder(out)
    return out


def _founded(args: Arguments, out: Path, horloge: Montre) -> Store:
    """A new base in the folder, founded on the first day of the season."""
    from scolarite_desk.cli.comptes import chosen_secret
    from scolarite_desk.models.rules.exercice import COMPTE
    from scolarite_desk.services.entree import create

    named = args.compte or COMPTE
    password = chosen_secret(N_("Mot de passe choisi par {nom}", nom=named), PASSWORD)
    return create(out / _BASE, named, password, clock=horloge)[0]


def _write(told: Bilan, out: Path) -> None:
    (out / _JSON).write_text(json.dumps(told.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (out / _TEXT).write_text("".join(f"{say(line)}\n" for line in told.lines()), encoding="utf-8")


COMMANDS = (
    Verb(
        "season",
        N_("jouer une saison entière dans une base neuve, de personnes inventées, et en garder papiers et rapport"),
        _season,
        [
            argument("--dossiers", default="300", metavar="N", help=N_("combien de dossiers (300)")),
            argument("--out", type=path_name, required=True, metavar=NC_("répertoire", "DOSSIER"),
                     help=N_("où écrire la base, les papiers, les classeurs et le rapport")),
            argument("--graine", default="1", metavar="S", help=N_("la même donne la même saison (1)")),
            argument("--today", metavar=N_("JOUR"), help=N_("le dernier jour de la saison (aujourd’hui)")),
        ],
    ),
)  # fmt: skip
