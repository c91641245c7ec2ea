"""Commands about a whole base: the practice base, its verification, its digest."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scolarite_desk.cli.command import Answer, Arguments, Verb, argument
from scolarite_desk.cli.opening import Usage, base_of, opened
from scolarite_desk.langue import kept
from scolarite_desk.models.rules.dates import read_day
from scolarite_desk.models.rules.fault import Fault
from scolarite_desk.msg import N_, NN_, Msg, joined
from scolarite_desk.progress import Progress

if TYPE_CHECKING:
    from scolarite_desk.store.check.check import Verified

_WIDTH = 40


def progress() -> Progress:
    """Tells on the terminal how far a long command is; says nothing to a program that reads."""
    return Progress(_tell) if sys.stderr.isatty() else Progress()


def _tell(done: int, total: int) -> None:
    full = _WIDTH * done // total if total else _WIDTH
    sys.stderr.write(f"\r{'█' * full}{'░' * (_WIDTH - full)} {done}/{total}" + ("\r\x1b[K" if done >= total else ""))
    sys.stderr.flush()


def day(text: str, today: date) -> date:
    """A whole day in any usual writing. Raises `Usage`."""
    try:
        return date.fromisoformat(read_day(text, today, naissance=False))
    except (Fault, ValueError):
        raise Usage(
            N_("Jour illisible\u00a0: «\u00a0{saisie}\u00a0». Écrivez par exemple 2026-04-10.", saisie=text)
        ) from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise Usage(N_("«\u00a0{saisie}\u00a0» n’est pas un nombre de dossiers.", saisie=text))
    return int(text)


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Usage(N_("«\u00a0{saisie}\u00a0» n’est pas une graine\u00a0: écrivez un nombre entier.", saisie=text))
    return int(text)


def _demo(args: Arguments) -> Answer:
    """A new practice base."""
    from scolarite_desk import practice as exercice

    count, seed = _count(args.dossiers), _seed(args.seed)
    today = exercice.today()
    today = day(args.today, today) if args.today else today
    store = exercice.make(base_of(args), count, seed, today, progress())
    store.close()
    value = {"base": str(store.path), "dossiers": count, "graine": seed, "jour": today.isoformat(),
             "compte": exercice.COMPTE}  # fmt: skip
    told = NN_(
        "{base}\u00a0: {n} dossier inventé. Compte «\u00a0{compte}\u00a0», mot de passe {secret}.",
        "{base}\u00a0: {n} dossiers inventés. Compte «\u00a0{compte}\u00a0», mot de passe {secret}.",
        count,
        base=store.path,
        compte=exercice.COMPTE,
        secret=exercice.PASSWORD,
    )
    return Answer(value, [told])


def _check(args: Arguments) -> Answer:
    """Everything that can be verified of a base; exit 1 when something is wrong."""
    from scolarite_desk.services.acces import COMMAND, exported
    from scolarite_desk.services.entree import acknowledge_loss
    from scolarite_desk.services.sceau import confront, read_witness, read_witness_file
    from scolarite_desk.store.check.check import VALEURS, Verified, check

    seen = None
    if args.temoin is not None:
        path = Path(args.temoin)
        seen = read_witness_file(path) if path.is_file() else read_witness(args.temoin)
    with opened(args) as store:
        if args.perte_connue:
            acknowledge_loss(store)
        found = check(store, progress())
        if told := sum(len(one.fautes) for one in found if one.nom == VALEURS):
            exported(store, "verification", told, kept(COMMAND))
        if seen is not None:
            found += (Verified(N_("preuve"), len(seen), confront(store, seen)),)
    value: list[dict[str, Any]] = [
        {"verification": one.nom, "nombre": one.nombre, "fautes": list(one.fautes)} for one in found
    ]
    lines = [_line(one) for one in found]
    wrong = any(one.fautes for one in found)
    lines.append(N_("Des anomalies ont été trouvées.") if wrong else N_("Tout est en ordre."))
    return Answer({"en_ordre": not wrong, "verifications": value}, lines, code=1 if wrong else 0)


def _line(one: Verified) -> Msg:
    if not one.fautes:
        return N_("{verification}\u00a0: {nombre}, aucune anomalie", verification=one.nom, nombre=one.nombre)
    seen = N_("{verification}\u00a0: {nombre}", verification=one.nom, nombre=one.nombre)
    return joined("\n  ✗ ", seen, *one.fautes)


def _digest(args: Arguments) -> Answer:
    """One number for what the base holds."""
    from scolarite_desk.store.check.digest import digest

    with opened(args) as store, store.reading() as session:
        found = digest(session)
    tables = [{"table": table, "digest": alone, "lignes": count} for table, alone, count in found.tables]
    lines = [N_("{empreinte}  {nombre} lignes", empreinte=found.value, nombre=found.lignes)]
    if args.tables:
        lines += [
            N_("{empreinte}  {nombre} lignes  {table}", empreinte=alone, nombre=count, table=table)
            for table, alone, count in found.tables
        ]
    return Answer({"digest": found.value, "lignes": found.lignes, "tables": tables}, lines)


COMMANDS = (
    Verb(
        "demo",
        N_("faire une base d’exercice, de personnes inventées"),
        _demo,
        [
            argument("--dossiers", default="300", metavar="N", help=N_("combien de dossiers (300)")),
            argument("--seed", default="1", metavar="S", help=N_("graine\u00a0: la même donne la même base (1)")),
            argument("--today", metavar=N_("JOUR"), help=N_("le jour de la base (aujourd’hui)")),
        ],
    ),
    Verb(
        "check",
        N_("vérifier la base\u00a0: pages, liens, journal, éléments, numéros, index, et ce qu’en dit une preuve"),
        _check,
        [
            argument(
                "--temoin",
                metavar=N_("CODE|FICHIER"),
                help=N_("le code d’une preuve imprimée, ou la fiche d’une sauvegarde"),
            ),
            argument(
                "--perte-connue",
                action="store_true",
                help=N_("ne plus dire qu’une fin de la base a été perdue\u00a0: c’est su"),
            ),
        ],
        right="journal:lire",
    ),
    Verb(
        "digest",
        N_("un nombre qui dit ce que la base contient"),
        _digest,
        [argument("--tables", action="store_true", help=N_("aussi table par table"))],
        right="journal:lire",
    ),
)
