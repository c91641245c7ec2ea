"""Opening the base that a command names: account, password, and the code lists that read what is typed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scolarite_desk.cli.command import Arguments
from scolarite_desk.cli.langue import say
from scolarite_desk.errors import Refused, Told, Unavailable
from scolarite_desk.msg import N_, Msg
from scolarite_desk.store.store import Store
from scolarite_desk.store.vault import vault

PASSWORD, NEW_PASSWORD = "SCOLARITE_DESK_PASSWORD", "SCOLARITE_DESK_NEW_PASSWORD"
RECOVERY = "SCOLARITE_DESK_RECOVERY_KEY"
FILE_PASSWORD = "SCOLARITE_DESK_FILE_PASSWORD"  # of a file that is read or written, which is not that of the account
_LONG = 60  # signs of a name that a sentence shows
ACCOUNT = "SCOLARITE_DESK_ACCOUNT"


class Usage(Told):
    """The command was badly written: a sentence that says how to write it."""


@contextmanager
def opened(args: Arguments) -> Iterator[Store]:
    """The base of `--base`, unlocked for as long as the command runs, if the account may use that command."""
    from scolarite_desk.services.droits import need
    from scolarite_desk.services.entree import lost_end, open_base

    path = base_of(args)
    store = open_base(path, account_of(path, args), secret(PASSWORD, N_("Mot de passe")))
    if missing := lost_end(store):
        sys.stderr.write(f"{say(missing)}\n")
    function, _, level = args.command.right.partition(":")
    try:
        if function:
            need(store, function, write=level != "lire")
        yield store
    finally:
        store.close()


def base_of(args: argparse.Namespace) -> Path:
    """The file of `--base`."""
    if not args.base:
        raise Usage(N_("Indiquez la base\u00a0: --base FICHIER."))
    return reachable(Path(args.base))


def reachable(path: Path) -> Path:
    """A path that the system takes for one, whether something is there or not: what opens it says that, or makes it."""
    try:
        path.stat()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise Unavailable(unreachable(path, error)) from error
    return path


def unreachable(path: Path, error: OSError) -> Msg:
    """A name that the system takes for none: too long, links in a loop, a folder that is a file, no right."""
    return N_(
        "«\u00a0{nom}\u00a0» ne peut être ni lu ni écrit ({cause})\u00a0: vérifiez ce nom et vos droits.",
        nom=path.name if len(path.name) < _LONG else f"{path.name[:_LONG]}…",
        cause=error.strerror or type(error).__name__,
    )


def account_of(path: Path, args: Arguments) -> str:
    """The account named, else the only one of the base."""
    named: str = args.compte or os.environ.get(ACCOUNT, "")
    if named or not path.exists():
        return named
    known = [one.compte for one in vault.read(path) if one.genre == vault.COMPTE]
    if len(known) != 1:
        raise Refused(N_("Dites qui vous êtes avec --compte ({comptes}).", comptes=known))
    return known[0]


def secret(variable: str, prompt: Msg) -> str:
    """What must never stand on a command line: from the environment, else asked."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    from getpass import getpass

    try:
        return getpass(say(N_("{question}\u00a0: ", question=prompt)))
    except EOFError:
        raise Usage(
            N_("Il manque «\u00a0{quoi}\u00a0»\u00a0: donnez-le dans {variable}.", quoi=prompt, variable=variable)
        ) from None
