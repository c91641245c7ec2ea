"""Opening the base that a command names: account, password, and the code lists that read what is typed."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scolarite_desk.cli.command import Arguments
from scolarite_desk.errors import Refused
from scolarite_desk.store import vault
from scolarite_desk.store.base import open_base
from scolarite_desk.store.store import Store

PASSWORD = "SCOLARITE_DESK_PASSWORD"
ACCOUNT = "SCOLARITE_DESK_ACCOUNT"


class Usage(Exception):
    """The command was badly written: a sentence that says how to write it."""


@contextmanager
def opened(args: Arguments) -> Iterator[Store]:
    """The base of `--base`, unlocked for as long as the command runs."""
    path = base_of(args)
    store = open_base(path, _account(path, args), _password())
    try:
        yield store
    finally:
        store.close()


def base_of(args: argparse.Namespace) -> Path:
    """The file of `--base`."""
    if not args.base:
        raise Usage("Indiquez la base\u00a0: --base FICHIER.")
    return Path(args.base)


def _account(path: Path, args: Arguments) -> str:
    """The account named, else the only one of the base."""
    named: str = args.compte or os.environ.get(ACCOUNT, "")
    if named or not path.exists():
        return named
    known = [wrap.compte for wrap in vault.read(path)]
    if len(known) != 1:
        raise Refused(f"Dites qui vous êtes avec --compte ({', '.join(known)}).")
    return known[0]


def _password() -> str:
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    from getpass import getpass

    try:
        return getpass("Mot de passe\u00a0: ")
    except EOFError:
        raise Usage(f"Il manque le mot de passe\u00a0: donnez-le dans {PASSWORD}.") from None
