"""A base is made under another name, and takes its own with its vault once it is whole: killed before, there is none.

A base that is being filled for minutes would else lie half-made under the name that everybody opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scolarite_desk.errors import Refused, Unavailable
from scolarite_desk.interruption import lasting, provisional
from scolarite_desk.msg import N_
from scolarite_desk.store.file import location
from scolarite_desk.store.file.failures import spoken_folder
from scolarite_desk.store.vault.vault import vault_path


@contextmanager
def born(path: Path) -> Iterator[Path]:
    """Where to make the base of `path`; it must be closed when the block ends. `Refused` when the name is taken."""
    location.refuse_share(path)
    complete(path)
    for one in (path, vault_path(path)):  # the vault of a base that was moved away is its only key
        if one.exists():
            raise Refused(
                N_(
                    "«\u00a0{nom}\u00a0» existe déjà\u00a0: choisissez un autre nom. Rien n’a été remplacé.",
                    nom=one.name,
                )
            )
    half = _half(path)
    try:
        with spoken_folder(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _forget(half)  # of one that was stopped
            with provisional():
                yield half
            with lasting():
                _name(half, path)
    except BaseException:
        _forget(half)
        raise


def complete(path: Path) -> None:
    """Give its name to a base that was stopped between its vault's new name and its own."""
    half = _half(path)
    if half.exists() and not path.exists() and vault_path(path).exists() and not vault_path(half).exists():
        half.replace(path)


def _name(half: Path, path: Path) -> None:
    if half.with_name(f"{half.name}-wal").exists():
        raise Unavailable(N_("La base «\u00a0{base}\u00a0» n’a pas pu être achevée. Réessayez.", base=path.name))
    location.beside(half).unlink(missing_ok=True)  # it says where the half was, and the base is elsewhere
    vault_path(half).replace(vault_path(path))
    try:
        half.replace(path)
    except OSError:
        vault_path(path).unlink()
        raise


def _half(path: Path) -> Path:
    return path.with_name(f".{path.name}.en-cours")


def _forget(half: Path) -> None:
    for one in (half, *half.parent.glob(f"{half.name}-*"), vault_path(half), location.beside(half)):
        one.unlink(missing_ok=True)
